// Stamps a stage's clock: how long, counted from when, due when, and in words why.
//
// Owns: which limit prevails, the rungs of the ladder, the trace.
// Not ours: the limits themselves (policy.ts, categories.csv), the trace in words (explain.ts), what a rung does (the workflow).
// Keeps: I4. C1: the whole clock cuts a stage's, unless it has run out already. C2: without a calendar a working day is
// 24 hours and a working hour one hour, and explain.ts says so. Source: domain research 2.4, 2.6.
import type { Clock, Json } from '@six-order/engine';
import type { Category, Urgency } from '../catalogue/category.ts';
import type { CategoryLimit } from './category-limit.ts';
import { minutesOf, type Duration } from './duration.ts';
import type { LimitOrigin, PolicyTrace } from './explain.ts';
import { limitOf } from './limits.ts';
import { policyAt, type ClockName, type Policy } from './policy.ts';

export interface ClockAsk {
  readonly clock: ClockName;
  /** An empty limit leaves it to the urgency. */
  readonly category: Pick<Category, 'limit' | 'flags'>;
  /** The order's own: it may differ from its category's. */
  readonly urgency: Urgency;
  /** Where in the unit tree (ltree): streets may have policies of their own. */
  readonly path: string;
  /** Epoch ms. */
  readonly from: number;
  /** When the whole clock is due (epoch ms). */
  readonly cap?: number;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** The clock of a stage that begins at `from`. Throws when no policy holds for the path. */
export function clockOf(ask: ClockAsk, policies?: readonly Policy[]): Clock {
  const policy = policyAt(ask.path, policies);
  const category = limitOf(ask.category.limit);
  const { limit, origin } = prevailing(ask, category, policy);
  const own = ask.from + minutesOf(limit) * MINUTE;
  const cut = ask.cap !== undefined && ask.cap > ask.from && ask.cap < own;
  const dueAt = cut ? (ask.cap as number) : own;
  const length = dueAt - ask.from;
  return {
    startedAt: ask.from,
    halfAt: ask.from + Math.round(length * 0.5),
    pressingAt: ask.from + Math.round(length * 0.8),
    dueAt,
    overAt: dueAt + grace(ask, length),
    everyMs: repeat(ask.urgency),
    limitMinutes: Math.round(length / MINUTE),
    trace: {
      clock: ask.clock,
      limit,
      origin,
      ...(cut && { cut }),
      ...(ask.cap !== undefined && ask.cap <= ask.from && { capPassed: true }),
      ...(ask.clock === 'whole' && category?.milestones.length && { milestones: category.milestones }),
    } satisfies PolicyTrace as unknown as Json,
    policy: policy.id,
  };
}

/** Law before the category's own limit before the urgency's. No number of a law is known yet: its category's stands for it. */
function prevailing(
  { clock, category, urgency }: ClockAsk,
  limits: CategoryLimit | null,
  policy: Policy,
): { readonly limit: Duration; readonly origin: LimitOrigin } {
  const own = ownLimit(clock, limits);
  if (own === null) return { limit: policy.limits[clock][urgency], origin: 'urgency' };
  return { limit: own, origin: clock === 'whole' && category.flags.includes('statutory') ? 'law' : 'category' };
}

function ownLimit(clock: ClockName, limit: CategoryLimit | null): Duration | null {
  if (limit === null) return null;
  if (clock === 'whole') return limit.whole;
  if (clock !== 'contact') return null;
  const contact = limit.milestones.find(({ name }) => name === 'contact')?.within;
  return contact === undefined || contact === 'at once' ? null : contact;
}

/** From due to over. The whole: half the limit, at most 5 working days (red card). A stage: a day, at U0 a quarter of an hour. */
const grace = ({ clock, urgency }: ClockAsk, length: number): number =>
  clock === 'whole' ? Math.min(Math.round(length * 0.5), 5 * DAY) : repeat(urgency);

/** Reminders after the due time: daily, at U0 every 15 minutes. */
const repeat = (urgency: Urgency): number => (urgency === 'U0' ? 15 * MINUTE : DAY);
