// 今日调度: one sheet of A4 for the morning's talk: new, due today, overdue, with a card, shelved. No personal data is on it.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, messageOf, type OrderSummary, type Reply } from '../shared/api/client.ts';
import { type boot, now } from '../shared/boot.ts';
import { dayOf, when } from '../shared/time.ts';
import { nearest } from '@six-order/api/promised';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { useCategoryNames } from './queue.tsx';
import { unitName } from './unit-name.ts';
import { WideTable } from './wide-table.tsx';

const s = inLanguage(
  {
    title: '今日调度',
    print: '打印',
    sections: { new: '新来的', due: '今天到期', overdue: '已经超期', cards: '有督办卡', shelved: '挂账' },
    none: '无',
    columns: { number: '单号', what: '事项', where: '网格', state: '状态', holder: '到期', note: '调度意见' },
    more: (n: number) => `还有 ${n} 件，见工作台。`,
  },
  {
    title: 'Today’s sheet',
    print: 'Print',
    sections: { new: 'New', due: 'Due today', overdue: 'Overdue', cards: 'With a card', shelved: 'Shelved' },
    none: 'none',
    columns: { number: 'Number', what: 'Matter', where: 'Grid', state: 'State', holder: 'Due', note: 'What was said' },
    more: (n) => `${n} more: see the desks.`,
  },
);

const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;
/** So many orders of a desk at once, and so many times; a desk with more is said to have more. */
const PAGE = 200;
const PAGES = 5;
/** An A4 sheet holds so many rows beside its headings. */
const ROWS = 20;

/** How many rows of one sheet each section gets: one after another in turn, until all are on it or it is full. */
function shares(counts: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const given = new Map(Object.keys(counts).map((section) => [section, 0]));
  for (let left = ROWS; left > 0;) {
    const before = left;
    for (const [section, rows] of given) {
      if (left > 0 && rows < (counts[section] ?? 0)) {
        given.set(section, rows + 1);
        left -= 1;
      }
    }
    if (left === before) break;
  }
  return given;
}

interface Desk {
  readonly orders: readonly OrderSummary[];
  /** Whether there are more than are listed. */
  readonly more: boolean;
}

const none: Desk = { orders: [], more: false };

async function desk(name: string, pages = PAGES): Promise<Desk> {
  const orders: OrderSummary[] = [];
  let next: string | null = '';
  for (let page = 0; page < pages && next !== null; page += 1) {
    const search = new URLSearchParams({ desk: name, limit: String(PAGE), ...(next !== '' && { cursor: next }) });
    const found: Reply<'listOrders'> = await get<'listOrders'>(`/api/v1/orders?${search.toString()}`);
    orders.push(...found.orders);
    ({ next } = found);
  }
  return { orders, more: next !== null };
}

export function Today({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  const { data, error } = useQuery({
    queryKey: ['orders', 'today'],
    queryFn: () =>
      Promise.all([...['intake', 'at-risk', 'overdue', 'cards', 'shelved'].map((name) => desk(name)), desk('all', 1)]),
  });
  const names = useCategoryNames();
  useEffect(() => {
    document.title = `${s.title} · ${w.product}`;
  }, []);
  const midnight = (Math.floor((now() + BEIJING_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_MS;
  const [intake = none, atRisk = none, overdue = none, cards = none, shelved = none, all = none] = data ?? [];
  const elsewhere = new Set([...overdue.orders, ...intake.orders].map(({ id }) => id));
  const six = ({ orders, more }: Desk): Desk => ({ orders: orders.filter(({ workflow }) => workflow === 'six-order'), more });
  const dueOf = ({ dueAt }: OrderSummary): number => Date.parse(dueAt ?? '');
  const sections = {
    new: six(intake),
    due: {
      orders: [...new Map([...six(atRisk).orders, ...six(all).orders].map((one) => [one.id, one])).values()]
        .filter((order) => {
          const at = dueOf(order);
          return order.closedAt === null && at >= now() && at <= midnight && !elsewhere.has(order.id);
        })
        .sort((a, b) => dueOf(a) - dueOf(b)),
      more: atRisk.more,
    },
    overdue: six(overdue),
    cards: six(cards),
    shelved: six(shelved),
  };
  const rows = shares(Object.fromEntries(Object.entries(sections).map(([section, { orders }]) => [section, orders.length])));
  return (
    <main id="main" className="alone sheet stack">
      <header className="line-up">
        <h1>{s.title}</h1>
        <span lang="zh-CN">{me.post.unit.name}</span>
        <span>{dayOf(new Date(now() + BEIJING_MS).toISOString().slice(0, 10))}</span>
        <button type="button" className="button main screen-only" onClick={() => print()}>
          {s.print}
        </button>
      </header>
      {error && <p role="alert">{messageOf(error)}</p>}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data &&
        Object.entries(sections).map(([section, { orders, more }]) => (
          <section key={section}>
            <h2>
              {wordOf(s.sections, section)} · {orders.length}
              {more && '+'}
            </h2>
            {orders.length === 0 ? (
              <p className="soft">{s.none}</p>
            ) : (
              <Table orders={orders} most={rows.get(section) ?? 0} names={names} />
            )}
          </section>
        ))}
    </main>
  );
}

interface TableProps {
  readonly orders: readonly OrderSummary[];
  /** So many are listed; of the rest their number is said. */
  readonly most: number;
  readonly names: ReadonlyMap<string, string>;
}

function Table({ orders, most, names }: TableProps) {
  return (
    <>
      <WideTable title={s.title} columns={s.columns}>
        {orders.slice(0, most).map((order) => {
          const clock = nearest(order.clocks);
          return (
            <tr key={order.id}>
              <td>
                <a href={`/staff/orders/${order.id}`}>{order.number}</a>
              </td>
              <td>{names.get(order.category ?? '') ?? ''}</td>
              <td lang="zh-CN">{unitName(order.unit)}</td>
              <td>{wordOf(w.handling, order.state.handling)}</td>
              <td>{clock ? when(clock.dueAt) : ''}</td>
              <td className="write" />
            </tr>
          );
        })}
      </WideTable>
      {orders.length > most && <p className="soft">{s.more(orders.length - most)}</p>}
    </>
  );
}
