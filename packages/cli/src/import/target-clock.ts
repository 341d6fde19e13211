// The whole clock of a record that brings its own deadline along. The only way for a deadline into an order is the `clock`
// fact, so the import's engine has a reader of facts that answers this one question itself; the workflow knows nothing of it.
//
// T1: the rungs stand as on every whole clock (community's deadlines): half, 80 %, due, and over after half the limit again,
// at most 5 days; then daily, at U0 every 15 minutes.
import type { Clock, Json, OrderId } from '@six-order/engine';
import type { ReadFacts } from '@six-order/engine/runtime';
import type { LocalTime } from './local-time.ts';
import type { Profile } from './profile.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

interface Target {
  readonly from: number;
  readonly dueAt: number;
  readonly urgency: unknown;
}

/** The clock of an order that was admitted at `from` and is due at the source's target. Epoch ms. */
export function targetClock({ target }: Profile, time: LocalTime, { from, dueAt, urgency }: Target): Clock {
  const length = dueAt - from;
  return {
    startedAt: from,
    halfAt: from + Math.round(length * 0.5),
    pressingAt: from + Math.round(length * 0.8),
    dueAt,
    overAt: dueAt + Math.min(Math.round(length * 0.5), 5 * DAY),
    everyMs: urgency === 'U0' ? 15 * MINUTE : DAY,
    limitMinutes: Math.round(length / MINUTE),
    trace: { said: { ...target.say(time.say(dueAt)) } },
    policy: target.policy,
  };
}

/** Answers the whole clock of orders with a target; everything else is `read`'s. `targetOf`: epoch ms, null where there is none. */
export function withTargets(
  read: ReadFacts,
  profile: Profile,
  time: LocalTime,
  targetOf: (order: OrderId) => number | null,
): ReadFacts {
  return async (asks) => {
    const targets = asks.map((ask) => (ask.kind === 'clock' && ask['clock'] === 'whole' ? targetOf(ask.order) : null));
    const others = (await read(asks.filter((_, n) => targets[n] === null))).values();
    return asks.map((ask, n) => {
      const dueAt = targets[n] ?? null;
      if (dueAt === null) return others.next().value as Awaited<ReturnType<ReadFacts>>[number];
      const clock = targetClock(profile, time, { from: ask['from'] as number, dueAt, urgency: ask['urgency'] });
      return { value: clock as unknown as Json };
    });
  };
}
