// Whatever happens to a clock in whatever order, its due time is that of a slow reference, which knows nothing of the code: it
// lives the clock minute by minute on a calendar that is known from the start.
import { createCalendars, officialSources, type CalendarSources } from '@six-order/community/calendar/calendar';
import { dayNamed, isWeekend } from '@six-order/community/calendar/day';
import type { Notice, NoticeDay } from '@six-order/community/calendar/notice';
import { changeClock, type Move } from '@six-order/community/deadlines/change';
import { clockOf, officialRules, type Rules } from '@six-order/community/deadlines/clock';
import { parseDuration } from '@six-order/community/deadlines/duration';
import { recountClocks } from '@six-order/community/deadlines/recount';
import { isProvisional } from '@six-order/community/deadlines/trace';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
/** Thursday, 24 December 2026, in minutes of Chinese wall time: the official days end a week later. */
const first = dayNamed('2026-12-24');
const origin = first * DAY_MINUTES - 480;

/** Days of 2027 that the notice to come may make holidays or workdays. */
const noticeDays = fc.uniqueArray(fc.integer({ min: 8, max: 50 }), { maxLength: 12 }).map((offsets): NoticeDay[] =>
  offsets.map((offset) => {
    const day = first + offset;
    return { day, kind: isWeekend(day) ? 'workday' : 'holiday', zh: '节', en: 'feast' };
  }),
);

const rulesWith = (days: readonly NoticeDay[] | null): Rules => {
  const notice: Notice = { year: 2027, document: '', days: days ?? [] };
  const sources: CalendarSources =
    days === null ? officialSources : { ...officialSources, notices: [...officialSources.notices, notice] };
  return { ...officialRules, calendarAt: createCalendars({ ...sources, version: String(days?.length) }) };
};

type Event =
  | { readonly kind: 'pause' | 'resume' | 'import' }
  | { readonly kind: 'extend'; readonly by: number; readonly unit: 'wd' | 'h' };
const events = fc.array(
  fc.record({
    /** Minutes after the one before. */
    wait: fc.integer({ min: 0, max: 4_000 }),
    event: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Event>({ kind: 'pause' }) },
      { weight: 4, arbitrary: fc.constant<Event>({ kind: 'resume' }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('extend' as const),
          by: fc.integer({ min: 1, max: 3 }),
          unit: fc.constantFrom('wd' as const, 'h' as const),
        }),
      },
      { weight: 1, arbitrary: fc.constant<Event>({ kind: 'import' }) },
    ),
  }),
  { maxLength: 8 },
);

/** The reference. Minutes count from `origin`. */
class Slow {
  readonly #named: ReadonlyMap<number, 'holiday' | 'workday'>;
  constructor(days: readonly NoticeDay[]) {
    this.#named = new Map(days.map(({ day, kind }) => [day - first, kind]));
  }
  worked(day: number): boolean {
    // The notice of this test takes 1 January off or does not: what the law says holds only as long as there is none.
    const named = this.#named.get(day);
    // Day 0 is a Thursday.
    return named === undefined ? ![2, 3].includes(day % 7) : named === 'workday';
  }
  office(minute: number): boolean {
    const time = minute % DAY_MINUTES;
    return this.worked(Math.floor(minute / DAY_MINUTES)) && ((time >= 540 && time < 720) || (time >= 840 && time < 1080));
  }
  end(from: number, amount: number, unit: 'wd' | 'wh' | 'h'): number {
    if (unit === 'h') return from + amount * 60;
    if (unit === 'wh') return this.after(from, amount * 60);
    let day = Math.floor(from / DAY_MINUTES);
    for (let left = amount; left > 0; left -= this.worked(day) ? 1 : 0) day += 1;
    return day * DAY_MINUTES + 1080;
  }
  after(from: number, officeMinutes: number): number {
    let at = from;
    for (let left = officeMinutes; left > 0; at += 1) if (this.office(at)) left -= 1;
    return at;
  }
  left(from: number, to: number): number {
    let minutes = 0;
    for (let at = from; at < to; at += 1) if (this.office(at)) minutes += 1;
    return minutes;
  }
}

test('any interleaving of pause, resume, extension and calendar import leaves due times equal to a slow reference', () => {
  let seen = { pauses: 0, extensions: 0, provisional: 0, moved: 0 };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 * DAY_MINUTES }),
      fc.constantFrom('15 wd' as const, '3 wd' as const, '8 wh' as const, '24 h' as const),
      events,
      noticeDays,
      (begin, limit, happenings, days) => {
        const before = rulesWith(null);
        const known = rulesWith(days);
        let rules = before;
        const instant = (minute: number) => (origin + minute) * MINUTE;
        const order = { category: { limit, flags: [] }, urgency: 'U3', path: 'u522326.u004' } as const;
        const made = clockOf({ clock: 'whole', ...order, from: instant(begin) }, rules);
        if (made === null) throw new Error('no clock');
        let clock = made;

        let now = begin;
        const taken: { kind: string; at: number; by?: number; unit?: 'wd' | 'h' }[] = [];
        const move = (change: Move): boolean => {
          const result = changeClock(clock, change, instant(now), order, rules);
          if (result.kind === 'changed') clock = result.clock;
          return result.kind === 'changed';
        };
        for (const { wait, event } of happenings) {
          now += wait;
          if (event.kind === 'import') {
            rules = known;
            move({ change: 'recompute' });
          } else if (event.kind === 'extend') {
            if (move({ change: 'extend', by: parseDuration(`${event.by} ${event.unit}`) })) taken.push({ ...event, at: now });
          } else if (move(event.kind === 'pause' ? { change: 'pause', reason: 'waiting' } : { change: 'resume' })) {
            taken.push({ kind: event.kind, at: now });
          }
        }
        if (rules === before && isProvisional(clock)) seen.provisional += 1;
        const provisional = clock.dueAt;
        rules = known;
        move({ change: 'recompute' });
        if (provisional !== clock.dueAt) seen.moved += 1;

        // The same from the start on, the notice known.
        const slow = new Slow(days);
        const [amount, unit] = limit.split(' ') as [string, 'wd' | 'wh' | 'h'];
        let due = slow.end(begin, Number(amount), unit);
        let left: number | null = null;
        for (const { kind, at, by, unit: of } of taken) {
          if (kind === 'extend') due = slow.end(due, by ?? 0, of ?? 'wd');
          // What was late when it was paused, as it turns out now, stays as late.
          if (kind === 'pause') left = at >= due ? null : unit === 'h' ? due - at : slow.left(at, due);
          if (kind === 'resume' && left !== null) due = unit === 'h' ? at + left : slow.after(at, left);
          seen.pauses += kind === 'pause' ? 1 : 0;
          seen.extensions += kind === 'extend' ? 1 : 0;
        }
        expect(clock.dueAt).toBe(instant(due));
        expect(clock.halfAt).toBeLessThanOrEqual(clock.pressingAt);
        expect(clock.startedAt).toBeLessThanOrEqual(clock.halfAt);
      },
    ),
    { numRuns: 300 },
  );
  // The property met what it is about.
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(10);
});

const stages = [
  ['feedback', 'U3', '5 wd'],
  ['feedback', 'U2', '3 wd'],
  ['accept', 'U2', '8 wh'],
  ['contact', 'U3', '1 wd'],
  ['dispatch', 'U3', '24 h'],
] as const;

test('so does a stage’s clock within the whole, whatever is extended and whichever calendar comes', () => {
  const seen = { cut: 0, uncut: 0, moved: 0, extensions: 0 };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 * DAY_MINUTES }),
      fc.constantFrom('15 wd' as const, '3 wd' as const, '8 wh' as const, '24 h' as const),
      fc.constantFrom(...stages),
      fc.integer({ min: 0, max: 3_000 }),
      events,
      noticeDays,
      (begin, limit, [name, urgency, stageLimit], later, happenings, days) => {
        const known = rulesWith(days);
        let rules = rulesWith(null);
        const instant = (minute: number) => (origin + minute) * MINUTE;
        const order = { category: { limit, flags: [] }, urgency, path: 'u522326.u004' } as const;
        const whole = clockOf({ clock: 'whole', ...order, from: instant(begin) }, rules);
        if (whole === null) throw new Error('no clock');
        let clocks = { whole };
        const slow = new Slow(days);
        const [amount, unit] = limit.split(' ') as [string, 'wd' | 'wh' | 'h'];
        let due = slow.end(begin, Number(amount), unit);
        let now = begin;
        const recount = (): void => {
          const counted = recountClocks(clocks, order, instant(now), rules);
          if (counted[name]) seen.moved += 1;
          clocks = { ...clocks, ...counted };
        };
        const happen = (steps: typeof happenings): void => {
          for (const { wait, event } of steps) {
            now += wait;
            if (event.kind === 'import') {
              rules = known;
              recount();
            }
            if (event.kind !== 'extend') continue;
            const by = parseDuration(`${event.by} ${event.unit}`);
            const result = changeClock(clocks.whole, { change: 'extend', by }, instant(now), order, rules);
            if (result.kind !== 'changed') continue;
            clocks = { ...clocks, whole: result.clock };
            due = slow.end(due, event.by, event.unit);
            seen.extensions += 1;
          }
        };
        happen(happenings.slice(0, 2));
        now += later;
        const from = now;
        const stage = clockOf({ clock: name, ...order, from: instant(from), cap: clocks.whole.dueAt }, rules);
        if (stage === null) throw new Error('no stage');
        clocks = { ...clocks, [name]: stage };
        happen(happenings.slice(2));
        rules = known;
        recount();

        const [stageAmount, stageUnit] = stageLimit.split(' ') as [string, 'wd' | 'wh' | 'h'];
        const own = slow.end(from, Number(stageAmount), stageUnit);
        const wanted = due > from ? Math.min(own, due) : own;
        seen[wanted < own ? 'cut' : 'uncut'] += 1;
        expect((clocks as Record<string, typeof whole>)['whole']?.dueAt).toBe(instant(due));
        expect((clocks as Record<string, typeof whole>)[name]?.dueAt).toBe(instant(wanted));
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(10);
});
