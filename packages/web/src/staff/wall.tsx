// 大屏: one page of 1920 × 1080, read at four metres, that needs no hand. Live; it says so itself when it is not any more.
//
// W1: no personal data is on it: it hangs where anybody passes by.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { get, type OrderSummary } from '../shared/api/client.ts';
import { onChange } from '../shared/api/live.ts';
import { type boot, now } from '../shared/boot.ts';
import { timeOfDay, when } from '../shared/time.ts';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { readsFigures } from './desks.ts';
import { countsOf, useEmergencies } from './emergency/current.ts';
import { e } from './emergency/words.ts';
import { Days, Heat, usePulse } from './pulse.tsx';
import { Lateness, saysTime, standing } from './lateness.tsx';
import { useCategoryNames } from './queue.tsx';
import { unitName } from './unit-name.ts';

const s = inLanguage(
  {
    title: '督办大屏',
    numbers: { intake: '待受理', dispatch: '待派单', 'at-risk': '将到期', overdue: '已超期', cards: '督办卡' },
    overdue: '超期的单（超得久的在前）',
    due: '将到期或误了一步的单',
    cards: '督办卡',
    places: '超期最多的地方',
    rates: '本月指标（截至今天）',
    rate: { accepted: '接单及时率', done: '按时办结率', solved: '解决率', satisfied: '满意率' },
    days: '近 14 天',
    heat: '哪天来得多（近 28 天）',
    nothing: '还没有',
    ticker: '刚刚发生',
    noOverdue: '没有超期的单。',
    noDue: '没有将到期的单。',
    noCards: '没有督办卡。',
    waiting: '有变化会显示在这里。',
    live: (at: string) => `实时 · ${at} 更新`,
    more: (n: number) => `还有 ${n} 件`,
    stale: (at: string) => `数据已停更，停在 ${at}`,
    pause: '停止滚动',
    go: '继续滚动',
    back: '回工作台',
  },
  {
    title: 'The wall',
    numbers: { intake: 'To admit', dispatch: 'To dispatch', 'at-risk': 'At risk', overdue: 'Overdue', cards: 'Cards' },
    overdue: 'Overdue, the longest first',
    due: 'Due soon, or a step late',
    cards: 'Supervision cards',
    places: 'Where most are overdue',
    rates: 'This month, up to today',
    rate: { accepted: 'Accepted in time', done: 'Done in time', solved: 'Solved', satisfied: 'Satisfied' },
    days: 'The last 14 days',
    heat: 'On which weekday (28 days)',
    nothing: 'none yet',
    ticker: 'Just now',
    noOverdue: 'Nothing is overdue.',
    noDue: 'Nothing is at risk.',
    noCards: 'There are no cards.',
    waiting: 'Changes are shown here.',
    live: (at) => `live · as of ${at}`,
    more: (n) => `and ${n} more`,
    stale: (at) => `No news since ${at}`,
    pause: 'Hold',
    go: 'Go on',
    back: 'To the desks',
  },
);

const BEAT_MS = 15_000;
const BEATS_MISSED = 2;
const ROWS = 4;
const TICKS = 6;

const desk = (name: string) => get<'listOrders'>(`/api/v1/orders?desk=${name}&limit=100`).then(({ orders }) => orders);

export function Wall({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['orders', 'wall'],
    queryFn: async () => {
      const [counts, overdue, atRisk, cards] = await Promise.all([
        get<'countDesks'>('/api/v1/desks').then(({ desks }) => new Map(desks.map((one) => [one.desk as string, one]))),
        desk('overdue'),
        desk('at-risk'),
        desk('cards'),
      ]);
      return { counts, overdue, atRisk, cards };
    },
    refetchInterval: BEAT_MS,
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
  const names = useCategoryNames();
  const [at, setAt] = useState(Date.now);
  useEffect(() => {
    document.title = `${s.title} · ${w.product}`;
    document.documentElement.toggleAttribute('data-wall', true);
    const clock = setInterval(() => setAt(Date.now()), 1_000);
    return () => {
      clearInterval(clock);
      document.documentElement.removeAttribute('data-wall');
    };
  }, []);
  const stale = dataUpdatedAt > 0 && at - dataUpdatedAt > BEAT_MS * (BEATS_MISSED + 1);
  const { counts, overdue, atRisk, cards } = data ?? {};
  return (
    <main id="main" className="wall">
      <header className="line">
        <h1>
          {s.title} · <span lang="zh-CN">{me.post.unit.name}</span>
        </h1>
        <p role="status" className={stale ? 'tag card-red' : 'soft'}>
          {dataUpdatedAt === 0 ? w.loading : (stale ? s.stale : s.live)(timeOfDay(dataUpdatedAt + now() - Date.now()))}
        </p>
        <Link className="button" href="/staff/">
          {s.back}
        </Link>
      </header>
      <CallOuts />
      <ul className="wall-numbers">
        {(['intake', 'dispatch', 'at-risk', 'overdue', 'cards'] as const).map((name) => {
          const own = counts?.get(name);
          return (
            <li key={name}>
              <Link className={name === 'overdue' && own && own.count > 0 ? 'card alarm' : 'card'} href={`/staff/desk/${name}`}>
                <strong>{own ? `${own.count}${own.more ? '+' : ''}` : '–'}</strong>
                <span>{s.numbers[name]}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      <div className="wall-lists">
        <List told title={s.overdue} none={s.noOverdue} orders={overdue} names={names} />
        <List title={s.due} none={s.noDue} orders={atRisk} names={names} />
        <Places orders={overdue} />
        <List told title={s.cards} none={s.noCards} orders={cards} names={names} />
      </div>
      {readsFigures(me.post.role) && <Figures />}
      <Ticker names={names} />
    </main>
  );
}

/** What is under way, with its call-out: counts alone, for it hangs where anybody passes by (W1). */
function CallOuts() {
  const { data } = useEmergencies();
  const held = (data ?? []).filter(({ state }) => state === 'active' || state === 'responding');
  if (held.length === 0) return null;
  return (
    <section className="card alarm-line" aria-live="polite">
      <h2 className="hidden">{e.title}</h2>
      <ul>
        {held.map(({ id, kind, hazard, level, areas, plannedEnd, confirmBy, call }) => (
          <li key={id} className="line">
            <Link href={`/staff/orders/${id}`}>
              {e.kindWord[kind]} · {e.hazards[hazard]} · {e.levels[level]}
            </Link>
            <span lang="zh-CN">{areas.flatMap((unit) => unit?.name ?? []).join('、')}</span>
            {confirmBy ? (
              <span className="soft">{e.confirmUntil(when(confirmBy))}</span>
            ) : (
              plannedEnd && <span className="soft">{e.ends(when(plannedEnd))}</span>
            )}
            {call && <strong>{countsOf(call)}</strong>}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ListProps {
  readonly title: string;
  /** It is about one clock of each, which needs no name. */
  readonly told?: boolean;
  readonly none: string;
  /** Undefined until they are read. */
  readonly orders: readonly OrderSummary[] | undefined;
  readonly names: ReadonlyMap<string, string>;
}

const what = ({ category, workflow }: OrderSummary, names: ListProps['names']): string =>
  names.get(category ?? '') ?? wordOf(w.workflow, workflow);

const List = ({ title, told = false, none, orders, names }: ListProps) => (
  <section className="card">
    <h2>{title}</h2>
    {!orders && <p className="soft reading">{w.loading}</p>}
    {orders?.length === 0 && <p className="soft">{none}</p>}
    <ul>
      {orders?.slice(0, ROWS).map((order) => {
        const { card } = order;
        return (
          <li key={order.id} className="line">
            {card && <span className={`tag card-${card.colour}`}>{w.supervision[card.colour]}</span>}
            <Link className={card ? 'number' : undefined} href={`/staff/orders/${order.id}`}>
              {card ? order.number : what(order, names)}
            </Link>
            <span className="soft" lang="zh-CN">
              {unitName(order.unit)}
            </span>
            <Lateness order={order} told={told} />
            {order.suspendedAt && saysTime(order) && <span className="soft">{standing(order)}</span>}
          </li>
        );
      })}
    </ul>
    {orders && orders.length > ROWS && <p className="soft">{s.more(orders.length - ROWS)}</p>}
  </section>
);

/** Ranked bars: a number beside each, so that colour and length are not all there is. */
function Places({ orders }: Pick<ListProps, 'orders'>) {
  const of = new Map<string, number>();
  for (const { unit } of orders ?? []) if (unit) of.set(unitName(unit), (of.get(unitName(unit)) ?? 0) + 1);
  const ranked = [...of].sort((a, b) => b[1] - a[1]).slice(0, ROWS);
  const most = ranked[0]?.[1] ?? 1;
  return (
    <section className="card">
      <h2>{s.places}</h2>
      {!orders && <p className="soft reading">{w.loading}</p>}
      {orders?.length === 0 && <p className="soft">{s.noOverdue}</p>}
      <ul>
        {ranked.map(([name, count]) => (
          <li key={name} className="bar">
            <span lang="zh-CN">{name}</span>
            <meter aria-label={name} min={0} max={most} value={count} />
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SLOW_BEAT_MS = 60_000;
const BEIJING_MS = 8 * 3_600_000;

/** Of the month that runs, and of the last weeks: what the lists beside it came from. */
function Figures() {
  const month = new Date(now() + BEIJING_MS).toISOString().slice(0, 7);
  const slow = { refetchInterval: SLOW_BEAT_MS, refetchIntervalInBackground: true } as const;
  const figures = useQuery({
    queryKey: ['figures', `month=${month}`],
    queryFn: () => get<'readFigures'>(`/api/v1/metrics?month=${month}`).then((reply) => reply.figures),
    ...slow,
  }).data;
  const pulse = usePulse(null, SLOW_BEAT_MS);
  const valueOf = (name: string): number | null => figures?.find(({ metric }) => metric === name)?.value ?? null;
  return (
    <div className="wall-figures">
      <section className="card">
        <h2>{s.rates}</h2>
        <ul>
          {(['accepted', 'done', 'solved', 'satisfied'] as const).map((name) => {
            const value = valueOf(name);
            return (
              <li key={name} className="figure">
                <span>{s.rate[name]}</span>
                <meter aria-label={s.rate[name]} min={0} max={1} value={value ?? 0} />
                <strong>{value === null ? s.nothing : `${(value * 100).toFixed(0)}%`}</strong>
              </li>
            );
          })}
        </ul>
      </section>
      <section className="card">
        <h2>{s.days}</h2>
        {pulse && <Days days={pulse.days} />}
      </section>
      <section className="card">
        <h2>{s.heat}</h2>
        {pulse && <Heat heat={pulse.heat} />}
      </section>
    </div>
  );
}

interface Tick {
  readonly key: number;
  readonly order: OrderSummary;
  readonly at: string;
}

/** What changed, as it changes. Somebody who wants to read may hold it. */
function Ticker({ names }: { readonly names: ListProps['names'] }) {
  const [ticks, setTicks] = useState<readonly Tick[]>([]);
  const [held, hold] = useState(false);
  const holding = useRef(held);
  holding.current = held;
  useEffect(
    () =>
      onChange((id) => {
        if (id === null || holding.current) return;
        get<'getOrder'>(`/api/v1/orders/${id}`).then(
          ({ order }) =>
            setTicks((before) =>
              [
                { key: Date.now(), order, at: new Date(now()).toISOString() },
                ...before.filter((one) => one.order.id !== id),
              ].slice(0, TICKS),
            ),
          () => undefined,
        );
      }),
    [],
  );
  return (
    <section className="card ticker">
      <div className="line">
        <h2>{s.ticker}</h2>
        <button type="button" className="button" aria-pressed={held} onClick={() => hold(!held)}>
          {held ? s.go : s.pause}
        </button>
      </div>
      {ticks.length === 0 && <p className="soft">{s.waiting}</p>}
      <ul>
        {ticks.map(({ key, order, at }) => (
          <li key={key} className="line">
            <span className="soft">{when(at)}</span>
            <Link href={`/staff/orders/${order.id}`}>{what(order, names)}</Link>
            <span className="soft" lang="zh-CN">
              {unitName(order.unit)}
            </span>
            <strong>{standing(order)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
