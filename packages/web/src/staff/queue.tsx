// A desk's orders, the one with the least time left first.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { get, messageOf, type OrderSummary } from '../shared/api/client.ts';
import { sourceSaid } from '../shared/brought-in.ts';
import { boot, named, now, tongueOf } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { numberWord, w, wordOf } from '../shared/words.ts';
import { type Area, AreaPicker } from './area-picker.tsx';
import { BulkAdmit } from './bulk-admit.tsx';
import { admits, isOfArea, isOfEveryStage, isOwnWork, leadOf } from './desks.ts';
import { holderSaid } from './holder-name.ts';
import { Lateness, saysTime, standing } from './lateness.tsx';
import { deskKey, readDesk } from './refresh-desks.ts';
import { Search } from './search.tsx';
import { unitName } from './unit-name.ts';
import { useKeys } from './use-keys.ts';
import { t } from './words.ts';

const PAGE = 100;
/** What a row is taken for until it is on screen, and how many lie ready beyond what is. */
const ROW_PX = 108;
const AROUND = 8;
const MINUTE_MS = 60_000;
const TICK_MS = 5_000;

const thisMinute = (): number => Math.floor(now() / MINUTE_MS);

/** For what says how much time is left. */
export function useMinute(): number {
  const [minute, setMinute] = useState(thisMinute);
  useEffect(() => {
    const ticking = setInterval(() => setMinute(thisMinute()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return minute;
}

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
  /** How many lie on it, whatever part of it is shown; undefined where they are not counted to the end. */
  readonly all: number | undefined;
  /** That some of it waits for others than the reader; empty where none is told apart. */
  readonly others: string;
  readonly chosen: string | null;
  readonly open: (order: string) => void;
}

export function Queue({ desk, all, others, chosen, open }: Props) {
  const role = boot.me?.post.role ?? '';
  const [areas, setAreas] = useState<readonly Area[]>([]);
  const hasAreas = isOfArea(desk, role);
  const unit = (hasAreas && areas.at(-1)?.id) || null;
  const pages = useInfiniteQuery({
    queryKey: deskKey(desk, unit),
    queryFn: ({ pageParam }) => readDesk(desk, unit, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const names = useCategoryNames();
  const { data } = pages;
  // A page that was read anew may overlap with the next.
  const standing = useMemo(
    () => [...new Map(data?.pages.flatMap((page) => page.orders.map((one) => [one.id, one]))).values()],
    [data],
  );
  const [found, setFound] = useState<readonly OrderSummary[] | null>(null);
  const orders = found ?? standing;
  const [marked, mark] = useState<string | null>(chosen);
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  // The same as long as the rows are: else the whole desk is measured anew for each frame of a scroll.
  const keyOf = useCallback((index: number) => orders[index]?.id ?? index, [orders]);
  // However long a desk is, only what is in sight is on the page.
  const rows = useWindowVirtualizer({
    count: orders.length,
    estimateSize: () => ROW_PX,
    overscan: AROUND,
    scrollMargin: top,
    gap: 8,
    getItemKey: keyOf,
  });
  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const queries = useQueryClient();
  /** Ids of those to admit together; null while one is handled after the other. */
  const [picked, pick] = useState<ReadonlySet<string> | null>(null);
  const bulk = desk === 'intake' && admits(role);
  useEffect(() => mark(chosen), [chosen]);
  const minute = useMinute();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (found === null && hasNextPage && !isFetchingNextPage && lastShown >= orders.length - PAGE / 2) void fetchNextPage();
  }, [found, hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, orders.length]);
  // What stands above the list moves it. While it scrolls nothing there changes, and to ask where it is would lay out each frame twice.
  useLayoutEffect(() => {
    if (rows.isScrolling) return;
    const now = list.current ? Math.round(list.current.getBoundingClientRect().top + scrollY) : 0;
    if (Math.abs(now - top) > 1) setTop(now);
  });

  /** The row that takes the focus as soon as it is on the page. */
  const towards = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (towards.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-order="${CSS.escape(towards.current)}"]`);
    if (!row) return;
    towards.current = null;
    row.focus({ preventScroll: true });
  });
  const step = (by: number): void => {
    if (isWriting(list.current)) return;
    const at = orders.findIndex(({ id }) => id === marked);
    const next = orders[Math.max(0, Math.min(orders.length - 1, at < 0 ? 0 : at + by))];
    if (!next) return;
    mark(next.id);
    rows.scrollToIndex(orders.indexOf(next), { align: 'auto' });
    // An order that opens takes the focus itself.
    if (chosen) open(next.id);
    else towards.current = next.id;
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
    ...(picked && { x: () => marked && !isWriting(list.current) && toggle(marked) }),
  });

  return (
    <section className="queue" aria-label={wordOf(t.desk, desk)}>
      <header>
        {/* The order that is open is what the page is about. */}
        {chosen ? <h2>{wordOf(t.desk, desk)}</h2> : <h1>{wordOf(t.desk, desk)}</h1>}
        <p className="soft small">
          {leadOf(desk, role)}
          {others}
        </p>
      </header>
      {hasAreas && <AreaPicker chosen={areas} choose={setAreas} />}
      <Search key={`${desk} ${unit}`} desk={desk} unit={unit} show={setFound} />
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
      {pages.isPending && (
        <p role="status" className="reading">
          {w.loading}
        </p>
      )}
      {pages.isSuccess && found === null && orders.length === 0 && (
        <p className="soft">{unit === null ? t.empty : t.emptyPart(areas.at(-1)?.name ?? '', all)}</p>
      )}
      <ul ref={list} className="long-list" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const order = orders[index];
          if (!order) return null;
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={hasNextPage && found === null ? -1 : orders.length}
              className={picked ? 'with-box' : undefined}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              {picked && (
                <label className="box">
                  <input
                    type="checkbox"
                    aria-label={`${t.pickOne} ${numberWord(order.number)}`}
                    checked={picked.has(order.id)}
                    onChange={() => toggle(order.id)}
                  />
                </label>
              )}
              <Row
                order={order}
                name={names.get(order.category ?? '') ?? (order.forum ? named(order.forum) : '')}
                marked={order.id === marked}
                chosen={order.id === chosen}
                calls={desk === 'callback'}
                holds={!isOwnWork(desk)}
                lies={isOfEveryStage(desk)}
                open={open}
                minute={minute}
              />
            </li>
          );
        })}
      </ul>
      {isFetchingNextPage && <p role="status">{w.loading}</p>}
    </section>
  );
}

/** A form of the order is open: no key moves away from what is written there, except from within the list itself. */
const isWriting = (list: HTMLElement | null): boolean =>
  !list?.contains(document.activeElement) &&
  Boolean(document.querySelector('.actions form') ?? document.activeElement?.closest('.pane form'));

interface RowProps {
  readonly order: OrderSummary;
  readonly name: string;
  readonly marked: boolean;
  readonly chosen: boolean;
  /** On the desk of those who call. */
  readonly calls: boolean;
  /** On a desk where it may be anybody: who has it is said. */
  readonly holds: boolean;
  /** On a desk where it may be at any stage: where it lies before anybody has it is said. */
  readonly lies?: boolean;
  readonly open: (order: string) => void;
  /** Its time left is said anew with each. */
  readonly minute: number;
}

/** Drawn once a minute for as long as its order stands as it does: a frame of a scroll draws only what came into sight. */
export const Row = memo(({ order, name, marked, chosen, calls, holds, lies = false, open }: RowProps) => {
  // Topics have no kind, and those of one forum would look alike: each is called by its own words.
  const words = order.forum && order.excerpt;
  const holder =
    holds && order.holder?.id !== boot.me?.person.id && (holderSaid(order.holder) ?? (lies ? nobodyYet(order) : undefined));
  return (
    <button
      type="button"
      className={marked ? 'row marked' : 'row'}
      data-order={order.id}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => open(order.id)}
    >
      <span className="line">
        <strong className={words ? 'topic' : undefined} lang={words ? tongueOf(words) : undefined}>
          {words || name || wordOf(w.workflow, order.workflow)}
        </strong>
        <Lateness order={order} calls={calls} />
      </span>
      <span className="line soft small">
        <span>
          {words && `${name} · `}
          <span lang="zh-CN">{unitName(order.unit)}</span> · {when(order.openedAt)}
        </span>
        {saysTime(order, calls) && <span>{standing(order)}</span>}
      </span>
      {holder && (
        <span className="small soft">
          {t.holds[order.workflow === 'card' ? 'card' : 'order']}
          {w.colon}
          <span lang={tongueOf(holder)}>{holder}</span>
        </span>
      )}
      {order.excerpt && !words && (
        <span className="excerpt" lang={tongueOf(order.excerpt)}>
          {order.excerpt}
        </span>
      )}
      {order.rollUp && !order.excerpt && <span className="soft small">{t.rollUp.untold}</span>}
      {order.rollUp && <RollUp rollUp={order.rollUp} number={order.number} />}
      {order.broughtIn && <span className="soft small">{sourceSaid(order)}</span>}
      {order.reference && (
        <span className="line soft small">
          <span>{t.reference(order.reference.system, order.reference.number)}</span>
          {order.reference.returnBy && order.state.handling === 'placed' && (
            <span>{t.returnBy(when(order.reference.returnBy))}</span>
          )}
        </span>
      )}
      {(order.urgency === 'U0' || order.urgency === 'U1' || order.card || (order.state.supervision ?? 'clear') !== 'clear') && (
        <span className="line tags">
          {(order.urgency === 'U0' || order.urgency === 'U1') && <span className="tag">{wordOf(w.urgency, order.urgency)}</span>}
          {order.card && order.card.colour !== order.state.supervision && (
            <span className={`tag card-${order.card.colour}`}>{w.supervision[order.card.colour]}</span>
          )}
          {(order.state.supervision ?? 'clear') !== 'clear' && (
            <span className={`tag card-${order.state.supervision}`}>{wordOf(w.supervision, order.state.supervision)}</span>
          )}
        </span>
      )}
    </button>
  );
});

/** Before it is dispatched: with whom it lies, and what it waits for. */
const undispatched: ReadonlySet<string> = new Set(['placed', 'admitted', 'consulting']);
const nobodyYet = (order: OrderSummary): string | undefined =>
  order.workflow === 'six-order' && undispatched.has(order.state.handling)
    ? t.nobodyYet(unitName(order.unit), standing(order))
    : undefined;

/** How far the units below are, and by which number a task is called. */
function RollUp({ rollUp, number }: { readonly rollUp: NonNullable<OrderSummary['rollUp']>; readonly number: string }) {
  const { kind, parts, over, blocked, toCheck } = rollUp;
  return (
    <span className="line tags small">
      <span>
        <span className="tag">{t.rollUp.kind[kind]}</span> {parts > 0 && t.rollUp.over(over, parts)}
        {toCheck > 0 && ` · ${t.rollUp.toCheck(toCheck)}`}
        {blocked > 0 && <strong> · {t.rollUp.blocked(blocked)}</strong>}
      </span>
      <span className="soft">{number}</span>
    </span>
  );
}
