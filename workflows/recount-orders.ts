// After a calendar or limits came: open orders and cards with a clock that they change are counted anew, each by a command of its own
// (I1).
//
// Owns: which orders hear of it, page by page. Not ours: the counting (community/deadlines), who asks for it (CLI and API).
// Keeps: R1: an order whose clocks would come out as they are hears nothing. R2: again, it goes on where it ended.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Urgency } from '@six-order/community/catalogue/category';
import type { Rules } from '@six-order/community/deadlines/clock';
import type { RequestType } from '@six-order/community/deadlines/default-limits';
import { answerTermRecount } from '@six-order/community/deadlines/clock-facts';
import { recountClocks } from '@six-order/community/deadlines/recount';
import { DATA_REQUEST_CATEGORY } from '@six-order/community/privacy/data-request';
import type { Actor, OrderId, Outcome, StoredOrder } from '@six-order/engine';
import { countedAnew } from './emergency/context.ts';
import { askTermRecount } from './recount.ts';

const PAGE = 200;

export interface Recounted {
  /** Open orders that were looked at. */
  readonly looked: number;
  /** Orders with a due date that stands otherwise now, or is no longer provisional. */
  readonly moved: number;
  /** Orders that take no such command: of an older version, or decided since. */
  readonly left: number;
}

/** What of the engine it takes. */
interface Counting {
  find(ask: {
    readonly tenant: string;
    readonly filter: { readonly open: true };
    readonly sort: 'newest';
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{ readonly orders: readonly StoredOrder[]; readonly next: string | null }>;
  executeMany(
    commands: readonly {
      readonly order: OrderId;
      readonly type: 'recompute';
      readonly input: Record<string, never>;
      readonly actor: Actor;
    }[],
  ): Promise<readonly (Outcome | Error)[]>;
}

interface Recounting {
  readonly engine: Counting;
  readonly tenant: string;
  /** By the calendar that came. */
  readonly rules: Rules;
  /** The system's time, epoch ms. */
  readonly now: number;
}

/** Counts one page of open orders anew, the newest first. `next`: where it goes on; null at the end. */
export async function recountPage({
  engine,
  tenant,
  rules,
  now,
  cursor,
}: Recounting & { readonly cursor?: string | undefined }): Promise<Recounted & { readonly next: string | null }> {
  const actor = { person: null, post: null, role: 'system', tenant, path: '' };
  const page = await engine.find({
    tenant,
    filter: { open: true },
    sort: 'newest',
    limit: PAGE,
    ...(cursor !== undefined && { cursor }),
  });
  const touched = page.orders.filter((order) => isTouched(order, rules, now));
  const outcomes = await engine.executeMany(
    touched.map(({ id }) => ({ order: id, type: 'recompute' as const, input: {}, actor })),
  );
  const counts = { looked: page.orders.length, moved: 0, left: 0 };
  for (const outcome of outcomes) {
    if (outcome instanceof Error) throw outcome;
    counts[outcome.kind === 'applied' ? 'moved' : 'left'] += 1;
  }
  return { ...counts, next: page.next };
}

/** Counts all of them anew. */
export async function recountOrders(recounting: Recounting): Promise<Recounted> {
  const counts = { looked: 0, moved: 0, left: 0 };
  for (let cursor: string | undefined; ;) {
    const { next, ...page } = await recountPage({ ...recounting, cursor });
    for (const name of ['looked', 'moved', 'left'] as const) counts[name] += page[name];
    if (next === null) return counts;
    cursor = next;
  }
}

/** What an order or a card remembers of its clocks. */
interface Remembered {
  readonly category?: string;
  readonly urgency?: Urgency;
  readonly requestType?: RequestType;
  readonly unit?: { readonly path: string };
  readonly clocks?: Parameters<typeof recountClocks>[0];
}

/** Whether any running clock would come out otherwise. A paused one is counted anew when it is resumed. */
function isTouched({ snapshot, workflow }: StoredOrder, rules: Rules, now: number): boolean {
  const remembered = snapshot.context as Remembered;
  if (terms.has(workflow)) {
    const { recounted } = askTermRecount({ context: snapshot.context }, terms.get(workflow));
    return answerTermRecount(recounted as never, rules) !== null;
  }
  const place = places[workflow]?.(remembered);
  const category = place && categoryByCode(place.category);
  if (!remembered.clocks || !category) return false;
  const { urgency = category.urgency, requestType } = remembered;
  const order = { category, urgency, requestType, path: place.path };
  return Object.keys(recountClocks(remembered.clocks, order, now, rules)).length > 0;
}

const ofOrder = ({ category = '', unit }: Remembered) => ({ category, path: unit?.path ?? '' });

/** Those whose limits are their policies'; of an emergency the named clocks alone. */
const terms: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ...['mediation', 'warning', 'visit', 'task', 'deliberation', 'referral'].map((one) => [one, undefined] as const),
  ['emergency', countedAnew],
]);

/** By what the clocks of a workflow are counted. The others take no recount. */
const places: Readonly<Record<string, (remembered: Remembered) => { readonly category: string; readonly path: string }>> = {
  'six-order': ofOrder,
  card: ofOrder,
  'data-request': () => ({ category: DATA_REQUEST_CATEGORY, path: '' }),
};
