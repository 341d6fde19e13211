// A desk's orders, the one with the least time left first.
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { get, messageOf, type OrderSummary } from '../shared/api/client.ts';
import { boot, named } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { ClockChip, Light, nearest } from '../shared/ui/timeline.tsx';
import { w, wordOf } from '../shared/words.ts';
import { BulkAdmit } from './bulk-admit.tsx';
import { admits } from './desks.ts';
import { useKeys } from './keys.tsx';
import { t } from './words.ts';

const PAGE = 50;

/** Names by code; empty until they are read. */
export const useCategoryNames = (): ReadonlyMap<string, string> =>
  useQuery({
    queryKey: ['categories'],
    queryFn: () => get<'listCategories'>('/api/v1/categories'),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ categories }) => new Map(categories.map(({ code, name }) => [code, named(name)])),
  }).data ?? new Map();

interface Props {
  readonly desk: string;
  readonly chosen: string | null;
  readonly open: (order: string) => void;
}

export function Queue({ desk, chosen, open }: Props) {
  const pages = useInfiniteQuery({
    queryKey: ['orders', desk],
    queryFn: ({ pageParam }) =>
      get<'listOrders'>(
        `/api/v1/orders?desk=${desk}&limit=${PAGE}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const names = useCategoryNames();
  const orders = pages.data?.pages.flatMap((page) => page.orders) ?? [];
  const [marked, mark] = useState<string | null>(chosen);
  const list = useRef<HTMLUListElement>(null);
  const queries = useQueryClient();
  /** Ids of those to admit together; null while one is handled after the other. */
  const [picked, pick] = useState<ReadonlySet<string> | null>(null);
  const bulk = desk === 'intake' && admits(boot.me?.post.role ?? '');
  useEffect(() => mark(chosen), [chosen]);

  const step = (by: number): void => {
    const at = orders.findIndex(({ id }) => id === marked);
    const next = orders[Math.max(0, Math.min(orders.length - 1, at < 0 ? 0 : at + by))];
    if (!next) return;
    mark(next.id);
    list.current?.querySelector(`[data-order="${next.id}"]`)?.scrollIntoView({ block: 'nearest' });
    if (chosen) open(next.id);
  };
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    pick(next);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ...(chosen === null && { Enter: () => marked && open(marked) }),
    ...(picked && { x: () => marked && toggle(marked) }),
  });

  return (
    <section className="queue" aria-label={wordOf(t.desk, desk)}>
      <header>
        {/* The order that is open is what the page is about. */}
        {chosen ? <h2>{wordOf(t.desk, desk)}</h2> : <h1>{wordOf(t.desk, desk)}</h1>}
        <p className="soft small">{wordOf(t.deskLead, desk)}</p>
      </header>
      {bulk && orders.length > 1 && (
        <button
          type="button"
          className="button"
          aria-pressed={picked !== null}
          onClick={() => pick(picked ? null : new Set<string>())}
        >
          {t.pickSome}
        </button>
      )}
      {picked && (
        <BulkAdmit
          orders={orders.filter(({ id }) => picked.has(id))}
          done={() => {
            pick(new Set());
            return Promise.all([
              queries.invalidateQueries({ queryKey: ['orders'] }),
              queries.invalidateQueries({ queryKey: ['desks'] }),
            ]);
          }}
        />
      )}
      {pages.isError && (
        <p className="notice alarm" role="alert">
          {messageOf(pages.error)}
        </p>
      )}
      {pages.isPending && <p role="status">{w.loading}</p>}
      {pages.isSuccess && orders.length === 0 && <p className="soft">{t.empty}</p>}
      <ul ref={list}>
        {orders.map((order) => (
          <li key={order.id} className={picked ? 'with-box' : undefined}>
            {picked && (
              <label className="box">
                <input
                  type="checkbox"
                  aria-label={`${t.pickOne} ${order.number}`}
                  checked={picked.has(order.id)}
                  onChange={() => toggle(order.id)}
                />
              </label>
            )}
            <Row
              order={order}
              name={names.get(order.category ?? '') ?? ''}
              marked={order.id === marked}
              chosen={order.id === chosen}
              open={open}
            />
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <button type="button" className="button wide" onClick={() => void pages.fetchNextPage()}>
          {t.more}
        </button>
      )}
    </section>
  );
}

interface RowProps {
  readonly order: OrderSummary;
  readonly name: string;
  readonly marked: boolean;
  readonly chosen: boolean;
  readonly open: (order: string) => void;
}

const Row = ({ order, name, marked, chosen, open }: RowProps) => {
  const clock = nearest(order.clocks);
  return (
    <button
      type="button"
      className={marked ? 'row marked' : 'row'}
      data-order={order.id}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => open(order.id)}
    >
      <span className="line">
        <strong>{name || wordOf(w.workflow, order.workflow)}</strong>
        {clock ? <ClockChip clock={clock} /> : <Light light="done">{wordOf(w.handling, order.state.handling)}</Light>}
      </span>
      <span className="line soft small">
        <span>
          <span lang="zh-CN">{order.unit?.name}</span> · {when(order.openedAt)}
        </span>
        <span>{wordOf(w.handling, order.state.handling)}</span>
      </span>
      {(order.urgency === 'U0' || order.urgency === 'U1' || order.card || (order.state.supervision ?? 'clear') !== 'clear') && (
        <span className="line tags">
          {(order.urgency === 'U0' || order.urgency === 'U1') && <span className="tag">{wordOf(w.urgency, order.urgency)}</span>}
          {order.card && <span className={`tag card-${order.card.colour}`}>{w.supervision[order.card.colour]}</span>}
          {(order.state.supervision ?? 'clear') !== 'clear' && (
            <span className={`tag card-${order.state.supervision}`}>{wordOf(w.supervision, order.state.supervision)}</span>
          )}
        </span>
      )}
    </button>
  );
};
