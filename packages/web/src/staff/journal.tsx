// The journal of an order, and whether its chain holds. Personal data stands in it as sealed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, type Reply } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { choiceWord, labelOf } from '../shared/ui/json-schema.ts';
import { w, wordOf } from '../shared/words.ts';
import { t } from './words.ts';

export function JournalView({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['journal', id],
    queryFn: () => get<'readJournal'>(`/api/v1/orders/${id}/journal`),
    enabled: open,
  });
  const titles = useCommandTitles(open);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.order.journal}</summary>
      {error && <p role="alert">{messageOf(error)}</p>}
      {data && (
        <>
          <p className={data.verified ? 'notice' : 'notice alarm'} role="status">
            {data.verified ? t.order.verified : t.order.broken}
          </p>
          <ol className="journal">
            {data.entries.map((entry) => (
              <li key={entry.seq}>
                <strong>{titles.get(entry.type) ?? wordOf(w.clock, entry.type)}</strong>{' '}
                <span className="soft small">
                  {when(entry.at)} ·{' '}
                  {entry.actor.name ?? (entry.actor.role === 'system' ? t.order.system : wordOf(w.role, entry.actor.role))}
                </span>
                <Input input={entry.input} />
                <div className="soft small">
                  <code>{entry.hash}</code>
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

const useCommandTitles = (enabled: boolean): ReadonlyMap<string, string> =>
  useQuery({
    queryKey: ['workflow', 'six-order'],
    queryFn: () => get<'getWorkflow'>('/api/v1/workflows/six-order'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
    select: ({ commands }) => new Map(commands.map(({ type, title }) => [type, inWords(title)])),
  }).data ?? new Map();

function Input({ input }: Pick<Reply<'readJournal'>['entries'][number], 'input'>) {
  const members = Object.entries(input).flatMap(([name, value]) => {
    const said = saidOf(name, value);
    return said === '' ? [] : [[name, said] as const];
  });
  return members.length === 0 ? null : (
    <ul className="small">
      {members.map(([name, said]) => (
        <li key={name}>
          {labelOf(name)}
          {w.colon}
          {said}
        </li>
      ))}
    </ul>
  );
}

/** A value of a command as people read it; a personal one only says that it is sealed. */
function saidOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? w.yes : w.no;
  // Ids say nothing to people.
  if (typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)) return '';
  if (typeof value === 'string') return name === 'kind' ? wordOf(t.target.kind, value) : choiceWord(name, value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if ((value as { sealed?: unknown }).sealed === true) return t.order.sealedMark;
  return Object.entries(value)
    .map(([inner, one]) => saidOf(inner, one))
    .filter(Boolean)
    .join(' ');
}
