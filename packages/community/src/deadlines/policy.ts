// Which limit prevails for a clock, and who said so.
//
// Owns: overriding rows and the order of precedence: law → emergency → the category's own → the request type's → the
// urgency's; within each the nearest unit's row, then the more special, then the newest. Source: domain research 2.4, 2.5.
// Not ours: the default numbers (default-limits.ts), counting (fold.ts).
// P1: an override prevails over a default of its own rank only, so that a street's rule for an urgency leaves what a category has.
import { isWithin } from '@six-order/engine';
import type { Category, Urgency } from '../catalogue/category.ts';
import type { ClockName } from './clock-name.ts';
import { defaultPolicy, emergencyLimits, requestLimits, urgencyLimits, type RequestType } from './default-limits.ts';
import { roundTheClock, type Duration } from './duration.ts';
import { isRequirement, milestoneClocks, type MilestoneName } from './category-limit.ts';
import { limitOf } from './limits.ts';

export type Mode = 'ordinary' | 'emergency';

/** Where a limit comes from. */
export type LimitOrigin = 'law' | 'emergency' | 'category' | 'request' | 'urgency';

/** A county's or street's own limit. Null keys: whatever the order's is. */
export interface Override {
  readonly id: string;
  /** The subtree of the unit tree that it holds for. */
  readonly within: string;
  readonly clock: ClockName;
  readonly category: string | null;
  readonly requestType: RequestType | null;
  readonly urgency: Urgency | null;
  readonly mode: Mode | null;
  /** Null: there is no such clock. */
  readonly limit: Duration | null;
  /** A law's number prevails over all else. */
  readonly basis: 'law' | 'policy';
  readonly document: string;
  /** Epoch ms; `validTo` null: until further notice. */
  readonly validFrom: number;
  readonly validTo: number | null;
}

export interface LimitAsk {
  readonly clock: ClockName;
  /** An empty limit leaves it to the request type or the urgency. */
  readonly category: Pick<Category, 'limit' | 'flags'> & { readonly code?: string };
  /** The order's own: it may differ from its category's. */
  readonly urgency: Urgency;
  readonly requestType?: RequestType | undefined;
  readonly mode?: Mode | undefined;
  /** Where in the unit tree (ltree). */
  readonly path: string;
  /** Epoch ms. */
  readonly from: number;
}

export interface Resolved {
  readonly limit: Duration | null;
  readonly origin: LimitOrigin;
  readonly policy: string;
}

export function prevailing(ask: LimitAsk, overrides: readonly Override[]): Resolved {
  const holding = overrides.length === 0 ? [] : overrides.filter((row) => holds(row, ask)).toSorted(nearestFirst);
  const own = (origin: LimitOrigin): Resolved | undefined => {
    const row = holding.find((candidate) => rankOf(candidate) === origin);
    return row && { limit: row.limit, origin, policy: row.id };
  };
  const byDefault = (origin: LimitOrigin, limit: Duration | null | undefined): Resolved | undefined =>
    limit ? { limit, origin, policy: defaultPolicy } : undefined;

  const { clock, category, urgency, requestType, mode } = ask;
  const categorys = own('category') ?? byDefault('category', ownLimit(clock, category.limit));
  // No number of a law is known yet: the category's stands for it.
  const laws =
    own('law') ??
    (clock === 'whole' && category.flags.includes('statutory') && categorys?.limit
      ? { ...categorys, origin: 'law' as const }
      : undefined);
  if (laws) return laws;
  if (mode === 'emergency') {
    const emergency = own('emergency') ?? byDefault('emergency', clock === 'whole' ? emergencyLimits[urgency] : undefined);
    if (emergency) return emergency;
  }
  if (isRequirement(clock) && !asks(clock, category.limit) && !own('category')) return none;
  const ordinary = categorys ??
    (requestType && (own('request') ?? byDefault('request', clock === 'whole' ? requestLimits[requestType] : undefined))) ??
    own('urgency') ?? { limit: urgencyLimits[clock][urgency], origin: 'urgency' as const, policy: defaultPolicy };
  if (mode !== 'emergency' || ordinary.limit === null) return ordinary;
  return { ...ordinary, limit: roundTheClock(ordinary.limit) };
}

const none: Resolved = { limit: null, origin: 'category', policy: defaultPolicy };

const holds = (row: Override, { clock, category, urgency, requestType, mode = 'ordinary', path, from }: LimitAsk): boolean =>
  row.clock === clock &&
  (row.category === null || row.category === category.code) &&
  (row.requestType === null || row.requestType === requestType) &&
  (row.urgency === null || row.urgency === urgency) &&
  (row.mode === null || row.mode === mode) &&
  row.validFrom <= from &&
  (row.validTo === null || from < row.validTo) &&
  isWithin(path, row.within);

function rankOf(row: Override): LimitOrigin {
  if (row.basis === 'law') return 'law';
  if (row.mode === 'emergency') return 'emergency';
  if (row.category !== null) return 'category';
  return row.requestType === null ? 'urgency' : 'request';
}

const depth = ({ within }: Override): number => (within === '' ? 0 : within.split('.').length);
const keys = (row: Override): number =>
  [row.category, row.requestType, row.urgency, row.mode].filter((key) => key !== null).length;

const nearestFirst = (a: Override, b: Override): number =>
  depth(b) - depth(a) || keys(b) - keys(a) || b.validFrom - a.validFrom || (a.id < b.id ? 1 : -1);

/** What the catalogue says of this clock in the category's own row. */
function ownLimit(clock: ClockName, text: string): Duration | null {
  const limit = limitOf(text);
  if (limit === null) return null;
  if (clock === 'whole') return limit.whole;
  const within = limit.milestones.find(({ name }) => clockOfMilestone(name) === clock)?.within;
  return within === undefined || within === 'at once' ? null : within;
}

const stageOf: { readonly [M in MilestoneName]?: ClockName } = { ...milestoneClocks, contact: 'contact', 'on site': 'arrive' };
const clockOfMilestone = (name: MilestoneName): ClockName | undefined => stageOf[name];

/** Whether a kind of order names this among what must have happened before its end. */
const asks = (clock: ClockName, text: string): boolean =>
  limitOf(text)?.milestones.some(({ name }) => clockOfMilestone(name) === clock) ?? false;
