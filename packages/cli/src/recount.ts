// After a calendar came: open orders whose due date it changes are counted anew, each by a command of its own (I1).
//
// Keeps: R1: an order whose clock would come out as it is hears nothing. R2: again, it goes on where it ended.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Urgency } from '@six-order/community/catalogue/category';
import { changeClock } from '@six-order/community/deadlines/change';
import type { Rules } from '@six-order/community/deadlines/clock';
import { isProvisional, traceOf } from '@six-order/community/deadlines/trace';
import type { Clock, StoredOrder } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';

const PAGE = 200;

export interface Recounted {
  /** Open orders that were looked at. */
  readonly looked: number;
  /** Due dates that stand otherwise now, or are no longer provisional. */
  readonly moved: number;
  /** Orders that take no such command: of an older version, or decided since. */
  readonly left: number;
}

interface Recounting {
  readonly engine: Engine;
  readonly tenant: string;
  /** By the calendar that came. */
  readonly rules: Rules;
  /** The system's time, epoch ms. */
  readonly now: number;
}

export async function recountOrders({ engine, tenant, rules, now }: Recounting): Promise<Recounted> {
  const actor = { person: null, post: null, role: 'system', tenant, path: '' };
  const counts = { looked: 0, moved: 0, left: 0 };
  for (let cursor: string | undefined; ;) {
    const page = await engine.find({
      tenant,
      filter: { open: true },
      sort: 'newest',
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    counts.looked += page.orders.length;
    const touched = page.orders.filter((order) => isTouched(order, rules, now));
    const outcomes = await engine.executeMany(touched.map(({ id }) => ({ order: id, type: 'recompute', input: {}, actor })));
    for (const outcome of outcomes) {
      if (outcome instanceof Error) throw outcome;
      counts[outcome.kind === 'applied' ? 'moved' : 'left'] += 1;
    }
    if (page.next === null) return counts;
    cursor = page.next;
  }
}

/** What a six-order order remembers of its whole clock. */
interface Remembered {
  readonly category?: string;
  readonly urgency?: Urgency;
  readonly unit?: { readonly path: string };
  readonly clocks?: { readonly whole?: Clock & { readonly finishedAt: number | null } };
}

/** Whether the whole clock runs and would come out otherwise. A paused one is counted anew when it is resumed. */
function isTouched({ snapshot }: StoredOrder, rules: Rules, now: number): boolean {
  const { clocks, category: code = '', urgency = 'U2', unit } = snapshot.context as Remembered;
  const category = categoryByCode(code);
  const whole = clocks?.whole;
  if (!whole || whole.finishedAt !== null || 'paused' in traceOf(whole) || !category) return false;
  const result = changeClock(whole, { change: 'recompute' }, now, { category, urgency, path: unit?.path ?? '' }, rules);
  if (result.kind === 'refused') return false;
  return result.clock.dueAt !== whole.dueAt || isProvisional(result.clock) !== isProvisional(whole);
}
