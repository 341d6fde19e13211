// What whoever works on orders has to do, before all else on the first page: what is offered to him, what is in hand by deadline, then what
// he was told and has not read.
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { get } from '../shared/api/client.ts';
import { named } from '../shared/boot.ts';
import { Notice, unreadOf, useNotices } from './notices.tsx';
import { Row, useCategoryNames, useMinute } from './queue.tsx';
import { t } from './words.ts';

/** So many of each; the rest is on its desk. */
const FEW = 5;
/** In hand is what is offered, too, which stands above: of so many some are not. */
const LOOKED_AT = 50;
const FEW_NOTICES = 3;
/** That it was given to him, and how its time goes. */
const saidByRow: ReadonlySet<string> = new Set(['order-dispatched', 'clock-half', 'clock-pressing', 'clock-due', 'clock-over']);

const first = (desk: 'accept' | 'mine') =>
  get<'listOrders'>(`/api/v1/orders?desk=${desk}&limit=${LOOKED_AT}`).then(({ orders, next }) => ({
    orders,
    more: next !== null,
  }));

export function ToDo() {
  const [, go] = useLocation();
  const names = useCategoryNames();
  const minute = useMinute();
  const { data } = useQuery({ queryKey: ['orders', 'to-do'], queryFn: () => Promise.all([first('accept'), first('mine')]) });
  const notices = useNotices().data;
  if (!data) return null;
  const [offered, all] = data;
  const isOffered = new Set(offered.orders.map(({ id }) => id));
  const mine = { ...all, orders: all.orders.filter(({ id, state }) => !isOffered.has(id) && state.handling !== 'dispatched') };
  const parts = [
    { desk: 'accept', title: t.toDo.offered, ...offered },
    { desk: 'mine', title: t.toDo.mine, ...mine },
  ].filter(({ orders }) => orders.length > 0);
  // What a row above says is not said again; what else he was told of its order is.
  const shown = new Set(parts.flatMap(({ orders }) => orders.slice(0, FEW).map(({ id }) => id)));
  const unread = unreadOf(notices).filter(({ order, template }) => !(saidByRow.has(template) && shown.has(order ?? '')));
  return (
    <>
      {parts.length === 0 && <p>{t.toDo.none}</p>}
      {parts.map(({ desk, title, orders, more }) => (
        <section key={desk} className="stack">
          <h2>{title}</h2>
          <ul className="stack">
            {orders.slice(0, FEW).map((order) => (
              <li key={order.id}>
                <Row
                  order={order}
                  name={names.get(order.category ?? '') ?? (order.forum ? named(order.forum) : '')}
                  marked={false}
                  chosen={false}
                  calls={false}
                  holds={false}
                  open={(id) => go(`/staff/desk/${desk}/${id}`)}
                  minute={minute}
                />
              </li>
            ))}
          </ul>
          {(more || orders.length > FEW) && (
            <p>
              <Link href={`/staff/desk/${desk}`}>{t.toDo.more}</Link>
            </p>
          )}
        </section>
      ))}
      {unread.length > 0 && (
        <section className="stack">
          <h2>{t.newNotices}</h2>
          <ul className="stack">
            {unread.slice(0, FEW_NOTICES).map((notice) => (
              <Notice key={notice.id} notice={notice} />
            ))}
          </ul>
          {unread.length > FEW_NOTICES && (
            <p>
              <Link href="/staff/notices">{t.moreNotices(unread.length - FEW_NOTICES)}</Link>
            </p>
          )}
        </section>
      )}
    </>
  );
}
