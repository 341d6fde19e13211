// The journal of an order, and whether its chain holds. Personal data stands in it as sealed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, type Order, type Reply } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { broughtInSaid } from '../shared/brought-in.ts';
import { when } from '../shared/time.ts';
import { choiceWord, labelOf } from '../shared/ui/json-schema.ts';
import { w, wordOf } from '../shared/words.ts';
import { inBrackets } from './holder-name.ts';
import { useCategoryNames } from './queue.tsx';
import { t } from './words.ts';

export function JournalView({ order }: { readonly order: Order }) {
  const { id } = order;
  const [open, setOpen] = useState(false);
  const [sums, setSums] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['journal', id],
    queryFn: () => get<'readJournal'>(`/api/v1/orders/${id}/journal`),
    enabled: open,
  });
  const names = useNames(order, open);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.order.journal}</summary>
      {error && <p role="alert">{messageOf(error)}</p>}
      {data && (
        <>
          <p className={data.verified ? 'notice' : 'notice alarm'} role="status">
            {data.verified ? t.order.verified : t.order.broken}
          </p>
          {data.broughtIn && <p>{broughtInSaid(data)}</p>}
          <button type="button" className="button quiet" aria-pressed={sums} onClick={() => setSums(!sums)}>
            {t.order.sums}
          </button>
          <ol className="journal">
            {data.entries.map((entry) => (
              <li key={entry.seq}>
                <strong>{inWords(entry.title)}</strong> {entry.broughtIn && <span className="tag">{t.order.broughtIn}</span>}{' '}
                <span className="soft small">
                  {when(entry.at)} · {actorSaid(entry.actor)}
                </span>
                <Input input={entry.input} names={names} />
                {sums && (
                  <div className="soft small">
                    <code>{entry.hash}</code>
                  </div>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

/** What ids and codes are called: kinds of order, units by id and code, and whoever the order itself names. */
function useNames({ holder, unit, work }: Order, enabled: boolean): ReadonlyMap<string, string> {
  const units = useQuery({
    queryKey: ['units'],
    queryFn: () => get<'listUnits'>('/api/v1/units').then((reply) => reply.units),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  }).data;
  const names = new Map(useCategoryNames());
  for (const { id, code, name } of units ?? []) names.set(id, name).set(code, name);
  for (const known of [holder, unit, ...(work?.assistants ?? []).map((part) => part.holder)]) {
    if (known?.name) names.set(known.id, known.name);
  }
  return names;
}

/** By name and post; of who is not named by the post alone. */
function actorSaid({ name, role }: Reply<'readJournal'>['entries'][number]['actor']): string {
  if (role === 'system' || role === 'clock') return t.order.system;
  return name === null ? wordOf(w.role, role) : inBrackets(name, wordOf(w.role, role));
}

interface InputProps extends Pick<Reply<'readJournal'>['entries'][number], 'input'> {
  readonly names: ReadonlyMap<string, string>;
}

function Input({ input, names }: InputProps) {
  const members = Object.entries(input).flatMap(([name, value]) => {
    const said = saidOf(name, value, names);
    return said === '' ? [] : [[name, said] as const];
  });
  return members.length === 0 ? null : (
    <ul className="small">
      {members.map(([name, said]) => (
        <li key={name}>
          {name === 'by' && LENGTH.test(String(input[name])) ? t.longer : labelOf(name)}
          {w.colon}
          {said}
        </li>
      ))}
    </ul>
  );
}

/** `by` of an extension; of anything else it is somebody. */
const LENGTH = /^\d+ (?:min|h|wh|wd|d)$/;

/** Members that hold the id of an order, of a paper or of an earlier entry: they say nothing to people. */
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
/** Of a text, by which its reader tells that it is still the same. */
const DIGEST = /^[0-9a-f]{16,}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;

/** A value of a command as people read it; a personal one only says that it is sealed. */
function saidOf(name: string, value: unknown, names: InputProps['names']): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? w.yes : w.no;
  if (name === 'stars' && typeof value === 'number') return w.starsOf(value, wordOf(w.stars, String(value)));
  if (typeof value === 'string') {
    const known = names.get(value);
    if (known !== undefined && (ID.test(value) || name === 'unit' || name === 'scope' || name === 'category')) return known;
    if (ID.test(value) || DIGEST.test(value)) return '';
    if (INSTANT.test(value)) return when(value);
    // `text:9-12:name`: a place in a text of the proposal.
    if (name === 'finding') return labelOf(value.split(':')[0] ?? '');
    return choiceWord(name, value);
  }
  if (typeof value !== 'object') return JSON.stringify(value);
  if ((value as { sealed?: unknown }).sealed === true) return t.order.sealedMark;
  return Object.entries(value)
    .map(([inner, one]) => saidOf(Array.isArray(value) ? name : inner, one, names))
    .filter(Boolean)
    .join(' ');
}
