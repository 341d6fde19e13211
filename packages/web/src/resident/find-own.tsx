// One's own orders by the last digits of a number, or by words: for whoever has many of them. What is looked for stands in no address.
import { type FormEvent, useRef, useState } from 'react';
import { type Category, messageOf, type OrderSummary, post } from '../shared/api/client.ts';
import { TextField } from '../shared/ui/field.tsx';
import { inLanguage } from '../shared/words.ts';
import { OrderCard } from './order-card.tsx';

const f = inLanguage(
  {
    label: '找一单',
    hint: '写单号，或单号最后 6 位以上，或说的事里的几个字',
    go: '查找',
    found: (n: number) => (n === 0 ? '没有找到。' : `找到 ${n} 单`),
    /** Where older ones are not looked through yet. */
    sofar: (n: number) => (n === 0 ? '还没有找到，再往前的没有查。' : `找到 ${n} 单，再往前的没有查。`),
    more: '再往前找',
    short: '请至少写两个字',
    all: '看全部',
  },
  {
    label: 'Find an order',
    hint: 'Its number, six or more of its last digits, or some words of it',
    go: 'Find',
    found: (n) => (n === 0 ? 'None was found.' : `${n} found`),
    sofar: (n) => `${n === 0 ? 'None' : n} found so far; older ones are not looked through.`,
    more: 'Look further back',
    short: 'Please write two characters at least',
    all: 'Show all',
  },
);

/** What the server takes. */
const SHORTEST = 2;
const LONGEST = 40;

interface Found {
  readonly text: string;
  readonly orders: readonly OrderSummary[];
  /** Where it goes on; null when all was looked through. */
  readonly next: string | null;
}

interface Props {
  readonly categories: readonly Category[];
  /** Whether something was found and stands in place of the list. */
  readonly finding: (found: boolean) => void;
}

export function FindOwn({ categories, finding }: Props) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  /** The last that was asked for: an answer that comes after it was given up is dropped. */
  const asking = useRef(0);
  const show = (all: Found | null): void => {
    asking.current += 1;
    setFound(all);
    finding(all !== null);
  };
  const ask = (wanted: string, before: Found | null): void => {
    asking.current += 1;
    const mine = asking.current;
    const cursor = before?.next ?? undefined;
    post<'searchOrders'>('/api/v1/orders/search', { text: wanted, desk: 'requests', ...(cursor && { cursor }) }).then(
      ({ orders, next }) => {
        if (mine === asking.current) show({ text: wanted, orders: [...(before?.orders ?? []), ...orders], next });
      },
      (error: unknown) => {
        if (mine === asking.current) setFailure(messageOf(error));
      },
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    setFailure(wanted.length < SHORTEST ? f.short : null);
    if (wanted.length >= SHORTEST) ask(wanted, null);
  };
  return (
    <>
      <form role="search" className="card stack" noValidate autoComplete="off" onSubmit={submit}>
        <TextField
          id="find"
          label={f.label}
          hint={f.hint}
          maxLength={LONGEST}
          value={text}
          onInput={(said) => {
            setText(said);
            setFailure(null);
          }}
          error={failure ?? undefined}
        />
        <p className="buttons">
          <button type="submit" className="button">
            {f.go}
          </button>
          {found && (
            <button type="button" className="button quiet" onClick={() => show(null)}>
              {f.all}
            </button>
          )}
        </p>
        <p role="status" className={found ? undefined : 'hidden'}>
          {found && (found.next === null ? f.found : f.sofar)(found.orders.length)}
        </p>
      </form>
      {found && (
        <ul className="rows">
          {found.orders.map((order) => (
            <li key={order.id}>
              <OrderCard order={order} categories={categories} />
            </li>
          ))}
        </ul>
      )}
      {found?.next && (
        <button type="button" className="button" onClick={() => ask(found.text, found)}>
          {f.more}
        </button>
      )}
    </>
  );
}
