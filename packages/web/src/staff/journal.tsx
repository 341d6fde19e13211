// The journal of an order, and whether its chain holds. Personal data stands in it as sealed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, type Reply } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { labelOf } from '../shared/ui/json-schema.ts';
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
                <code className="soft small">{entry.hash.slice(0, 12)}…</code>
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
  const members = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  if (members.length === 0) return null;
  const said = (value: unknown): string => {
    if (typeof value === 'string') return value;
    return (value as { sealed?: unknown }).sealed === true ? t.order.sealedMark : JSON.stringify(value);
  };
  return (
    <ul className="small">
      {members.map(([name, value]) => (
        <li key={name}>
          {labelOf(name)}：{said(value)}
        </li>
      ))}
    </ul>
  );
}
