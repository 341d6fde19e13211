// 今日调度: one sheet of A4 for the morning's talk: to admit, to dispatch, due today, overdue, cards, shelved. No personal data is on it.
//
// T1: each part is a desk of the same name, so that its number is the desk's. T2: an order that stands on two of them is listed once, in
// the part that comes first; the other says that it has it, too.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, messageOf, type OrderSummary, type Reply } from '../shared/api/client.ts';
import { type boot, named, now } from '../shared/boot.ts';
import { dated, dayOf } from '../shared/time.ts';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { InForce } from './emergency/in-force.tsx';
import { holderBriefly } from './holder-name.ts';
import { lateBy, shownClocks, standing } from './lateness.tsx';
import { useCategoryNames } from './queue.tsx';
import { unitName } from './unit-name.ts';
import { WideTable } from './wide-table.tsx';

const s = inLanguage(
  {
    title: '今日调度',
    print: '打印',
    sections: { intake: '待受理', dispatch: '待派单', today: '今天到期', overdue: '已超期', cards: '督办卡', shelved: '挂账' },
    none: '无',
    above: (n: number, all: boolean) => (all ? '都已列在上面。' : `其中 ${n} 件已列在上面。`),
    columns: { number: '单号', what: '事项', where: '社区网格', state: '状态', who: '承办', due: '到期', note: '调度意见' },
    more: (n: number) => `还有 ${n} 件，见工作台。`,
  },
  {
    title: 'Today’s sheet',
    print: 'Print',
    sections: {
      intake: 'To admit',
      dispatch: 'To dispatch',
      today: 'Due today',
      overdue: 'Overdue',
      cards: 'Cards',
      shelved: 'Shelved',
    },
    none: 'none',
    above: (n, all) => (all ? 'All of them are listed above.' : `${n} of them ${n === 1 ? 'is' : 'are'} listed above.`),
    columns: {
      number: 'Number',
      what: 'Matter',
      where: 'Where',
      state: 'State',
      who: 'Handled by',
      due: 'Due',
      note: 'Notes',
    },
    more: (n) => `${n} more: see the desks.`,
  },
);

const BEIJING_MS = 8 * 3_600_000;
/** So many orders of a desk at once, and so many times; a desk with more is said to have more. */
const PAGE = 200;
const PAGES = 5;
/** An A4 sheet holds so many rows beside its headings, of one time each. */
const ROWS = 16;

/** So many characters of a name stand on one line of its column. */
const NAME = 7;

/** A row is as high as it says times, or as its handler's name is long. */
const heightOf = (order: OrderSummary): number =>
  Math.max(1, shownClocks(order).length, Math.ceil((holderBriefly(order.holder)?.length ?? 0) / NAME));

/** How many rows of one sheet each section gets: one after another in turn, until all are on it or it is full. */
function shares(sections: Readonly<Record<string, readonly OrderSummary[]>>): ReadonlyMap<string, number> {
  const given = new Map(Object.keys(sections).map((section) => [section, 0]));
  for (let left = ROWS, before = 0; left !== before;) {
    before = left;
    for (const [section, rows] of given) {
      const next = sections[section]?.[rows];
      if (next === undefined || heightOf(next) > left) continue;
      given.set(section, rows + 1);
      left -= heightOf(next);
    }
  }
  return given;
}

interface Desk {
  readonly orders: readonly OrderSummary[];
  /** Whether there are more than were read. */
  readonly more: boolean;
}

interface Section extends Desk {
  readonly name: string;
  /** Its orders that no section before it has. */
  readonly own: readonly OrderSummary[];
}

function sectionsOf(read: readonly Desk[]): readonly Section[] {
  const listed = new Set<string>();
  return read.map((found, n) => {
    const own = found.orders.filter(({ id }) => !listed.has(id));
    for (const { id } of own) listed.add(id);
    return { ...found, name: desks[n] ?? '', own };
  });
}

/** The desks that are on the sheet, by the names under which they stand there: so their numbers are the same. */
const desks = ['intake', 'dispatch', 'today', 'overdue', 'cards', 'shelved'] as const;

async function desk(name: string): Promise<Desk> {
  const orders: OrderSummary[] = [];
  let next: string | null = '';
  for (let page = 0; page < PAGES && next !== null; page += 1) {
    const search = new URLSearchParams({ desk: name, limit: String(PAGE), ...(next !== '' && { cursor: next }) });
    const found: Reply<'listOrders'> = await get<'listOrders'>(`/api/v1/orders?${search.toString()}`);
    orders.push(...found.orders);
    ({ next } = found);
  }
  return { orders, more: next !== null };
}

export function Today({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  const { data, error } = useQuery({
    queryKey: ['orders', 'sheet'],
    queryFn: () => Promise.all(desks.map(desk)),
  });
  const names = useCategoryNames();
  useEffect(() => {
    document.title = `${s.title} · ${w.product}`;
  }, []);
  const sections = sectionsOf(data ?? []);
  const rows = shares(Object.fromEntries(sections.map(({ name, own }) => [name, own])));
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
      <InForce />
      {error && <p role="alert">{messageOf(error)}</p>}
      {!data && !error && <p role="status">{w.loading}</p>}
      {sections.map(({ name, orders, own, more }) => (
        <section key={name}>
          <h2>
            {wordOf(s.sections, name)} · {orders.length}
            {more && '+'}
          </h2>
          {orders.length === 0 && <p className="soft">{s.none}</p>}
          {own.length > 0 && <Table orders={own} most={rows.get(name) ?? 0} names={names} />}
          {own.length < orders.length && <p className="soft">{s.above(orders.length - own.length, own.length === 0)}</p>}
        </section>
      ))}
    </main>
  );
}

interface DueProps {
  readonly order: OrderSummary;
  readonly clock: OrderSummary['clocks'][number];
}

/** Which of its times it is, when, and how late it is: on paper no colour says so. */
function Due({ order, clock }: DueProps) {
  const late = lateBy(order, clock);
  return (
    <div>
      {wordOf(w.clock, clock.name)} {dated(clock.dueAt)}
      {late !== null && (
        <>
          {' '}
          <strong>{late}</strong>
        </>
      )}
    </div>
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
          const colour = order.card?.colour ?? order.state.supervision;
          return (
            <tr key={order.id}>
              <td>
                <a href={`/staff/orders/${order.id}`}>
                  <span>
                    {order.workflow === 'card' && `${w.workflow.card} `}
                    <span className="number">{order.number}</span>
                  </span>
                </a>
              </td>
              <td>
                {names.get(order.category ?? '') ?? (order.forum ? named(order.forum) : wordOf(w.workflow, order.workflow))}
              </td>
              <td lang="zh-CN">{unitName(order.unit)}</td>
              <td>
                {colour && colour !== 'clear' && <span className={`tag card-${colour}`}>{wordOf(w.supervision, colour)}</span>}{' '}
                <span className="stage">{standing(order)}</span>
              </td>
              <td data-label={s.columns.who} lang="zh-CN">
                {holderBriefly(order.holder)}
              </td>
              <td data-label={s.columns.due}>
                {shownClocks(order).map(({ clock }) => (
                  <Due key={clock.name} order={order} clock={clock} />
                ))}
              </td>
              <td className="write" />
            </tr>
          );
        })}
      </WideTable>
      {orders.length > most && <p className="soft">{s.more(orders.length - most)}</p>}
    </>
  );
}
