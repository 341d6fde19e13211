// One's own orders by the last digits of a number, or by words: for whoever has many of them. What is looked for stands in no address.
import { type FormEvent, useState } from 'react';
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
    short: '请至少写两个字',
    all: '看全部',
  },
  {
    label: 'Find an order',
    hint: 'Its number, six or more of its last digits, or some words of it',
    go: 'Find',
    found: (n) => (n === 0 ? 'None was found.' : `${n} found`),
    short: 'Please write two characters at least',
    all: 'Show all',
  },
);

/** What the server takes. */
const SHORTEST = 2;
const LONGEST = 40;

interface Props {
  readonly categories: readonly Category[];
  /** Whether something was found and stands in place of the list. */
  readonly finding: (found: boolean) => void;
}

export function FindOwn({ categories, finding }: Props) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly OrderSummary[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const show = (orders: readonly OrderSummary[] | null) => {
    setFound(orders);
    finding(orders !== null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    setFailure(wanted.length < SHORTEST ? f.short : null);
    if (wanted.length < SHORTEST) return;
    post<'searchOrders'>('/api/v1/orders/search', { text: wanted, desk: 'requests' }).then(
      ({ orders }) => show(orders),
      (error: unknown) => setFailure(messageOf(error)),
    );
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
          onInput={setText}
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
          {found && f.found(found.length)}
        </p>
      </form>
      {found && (
        <ul className="rows">
          {found.map((order) => (
            <li key={order.id}>
              <OrderCard order={order} categories={categories} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
