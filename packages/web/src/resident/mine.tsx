// All of one's own orders.
import { useState } from 'react';
import { messageOf, get, type OrderSummary } from '../shared/api/client.ts';
import { boot } from '../shared/boot.ts';
import { useCategories } from './categories.ts';
import { FindOwn } from './find-own.tsx';
import { Households } from './households.tsx';
import { Loading } from './loading.tsx';
import { OrderCard } from './order-card.tsx';
import { useLive } from './use-live.ts';
import { mineWords, t } from './words.ts';

/** Fewer are found by looking at them. */
const MANY = 8;

const PAGE = '/api/v1/orders?desk=requests&limit=30';

export function Mine() {
  const { data, ...state } = useLive<'listOrders'>(PAGE, null);
  const [older, setOlder] = useState<{ orders: readonly OrderSummary[]; next: string | null } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [found, setFound] = useState(false);
  const categories = useCategories();
  const next = older ? older.next : (data?.next ?? null);
  const more = () =>
    get<'listOrders'>(`${PAGE}&cursor=${encodeURIComponent(next ?? '')}`).then(
      (page) => setOlder({ orders: [...(older?.orders ?? []), ...page.orders], next: page.next }),
      (error: unknown) => setFailure(messageOf(error)),
    );
  const orders = [...(data?.orders ?? []), ...(older?.orders ?? [])];
  const part = (title: string, closed: boolean) => {
    const own = orders.filter(
      ({ state, stations, closedAt }) =>
        // A dispute or a topic has no stations.
        (stations.length === 0
          ? closedAt === null
          : // What goes with a neighbour’s is done when that is; what is evaluated is, whatever becomes of its publication.
            state.handling === 'merged' ||
            stations.some(({ station, status }) => station !== 'publish' && (status === 'now' || status === 'returned'))) !==
        closed,
    );
    return own.length === 0 ? null : (
      <section>
        <h2>{title}</h2>
        <ul className="rows">
          {own.map((order) => (
            <li key={order.id}>
              <OrderCard order={order} categories={categories} />
            </li>
          ))}
        </ul>
      </section>
    );
  };
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{mineWords()}</h1>
      {data ? (
        <>
          {orders.length === 0 && <p className="soft">{t.home.none}</p>}
          {orders.length > MANY && <FindOwn categories={categories} finding={setFound} />}
          {!found && part(t.mine.open, false)}
          {!found && part(t.mine.closed, true)}
          {!found && next && (
            <button type="button" className="button" onClick={() => void more()}>
              {t.mine.more}
            </button>
          )}
          {failure && <p role="alert">{failure}</p>}
        </>
      ) : (
        <Loading {...state} />
      )}
      {boot.me?.post.role === 'household-head' && <Households />}
    </div>
  );
}
