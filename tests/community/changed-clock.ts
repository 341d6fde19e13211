// A clock of an order and what becomes of it, by days of 2026.
import { categories } from '@six-order/community/catalogue/catalogue';
import type { Urgency } from '@six-order/community/catalogue/category';
import { changeClock, type ChangedOrder, type Move } from '@six-order/community/deadlines/change';
import { clockOf, type ClockAsk } from '@six-order/community/deadlines/clock';
import { parseDuration } from '@six-order/community/deadlines/duration';
import type { Clock } from '@six-order/engine';

export const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);
export const said = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
export const path = 'u522326.u004.u002';
export const orderOf = (code: string, urgency: Urgency): ChangedOrder => ({
  category: categories.find((one) => one.code === code) as ClockAsk['category'],
  urgency,
  path,
});
export const start = (order: ChangedOrder, from: string, more: Partial<ClockAsk> = {}): Clock => {
  const clock = clockOf({ clock: 'whole', ...order, from: at(from), ...more });
  if (clock === null) throw new Error('no such clock');
  return clock;
};
/** The clock after moves, or what was refused. */
export const after = (
  clock: Clock,
  order: ChangedOrder,
  ...moves: readonly (readonly [when: string, move: Move])[]
): Clock | string => {
  let now = clock;
  for (const [when, move] of moves) {
    const result = changeClock(now, move, at(when), order);
    if (result.kind === 'refused') return `${result.reason.zh} / ${result.reason.en}`;
    now = result.clock;
  }
  return now;
};
export const due = (clock: Clock | string) => (typeof clock === 'string' ? clock : said(clock.dueAt));

export const pause = { change: 'pause', reason: 'waiting' } as const;
export const resume = { change: 'resume' } as const;
export const extend = (by: string) => ({ change: 'extend', by: parseDuration(by) }) as const;
export const leak = orderOf('0101', 'U2');
export const lift = orderOf('0103', 'U1');
