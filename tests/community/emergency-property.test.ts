// Whatever an area goes through (on, off, renewed, lapsed, drilled, here or elsewhere), and wherever it breaks in on what happens to
// a clock otherwise, its due time is that of a slow reference, which knows nothing of the code: it lives minute by minute.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { officialRules, clockOf } from '@six-order/community/deadlines/clock';
import { changeClock } from '@six-order/community/deadlines/change';
import { clocksAtTurn, type EmergencyTurn } from '@six-order/community/deadlines/emergency';
import { parseDuration, type Duration } from '@six-order/community/deadlines/duration';
import { traceOf } from '@six-order/community/deadlines/trace';
import type { Category, Urgency } from '@six-order/community/catalogue/category';
import type { Clock } from '@six-order/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AUTUMN, DAY_MINUTES, instant, officeBetween, Slow, workdays, type Limit } from './slow-clock.ts';

/** What happens to the area that the order lies in, or to another one, or for practice only. */
const events = fc.array(
  fc.record({
    /** Minutes after the one before. */
    wait: fc.integer({ min: 1, max: 900 }),
    what: fc.constantFrom('on', 'on', 'off', 'off', 'renew', 'lapse', 'drill', 'elsewhere', 'pause', 'resume', 'extend'),
  }),
  { maxLength: 10 },
);

/** In an ordinary week, or in the weeks of two holidays and two make-up workdays. */
const begins = fc.oneof(
  fc.integer({ min: 0, max: 6 * DAY_MINUTES }),
  fc.integer({ min: AUTUMN, max: AUTUMN + 27 * DAY_MINUTES }),
);

/** A stage's own limit; minutes are parts of an hour. */
function slowLimit({ amount, unit }: Duration): Limit {
  if (unit === 'd') throw new Error('no stage has days on end');
  return unit === 'min' ? [amount / 60, 'h'] : unit === 'wmin' ? [amount / 60, 'wh'] : [amount, unit];
}

const seen = { turned: 0, late: 0, waits: 0, beside: 0, cut: 0 };

describe.each([
  ['ordinary', 'U2', ['3 wd', '8 wh', '24 h', '15 wd']],
  ['urgent', 'U1', ['24 h', '48 h', '8 wh', '3 wd']],
] as const)('%s work', (kind, urgency: Urgency, limits) => {
  test('comes out as the slow reference says', () => {
    fc.assert(
      fc.property(begins, fc.constantFrom(...limits), events, (begin, limit, happenings) => {
        const category = { ...(categoryByCode('0101') as Category), limit, flags: [] };
        const order = { category, urgency, path: 'u522326.u004' };
        const made = clockOf({ clock: 'whole', ...order, from: instant(begin) });
        if (made === null) throw new Error('no clock');
        let clock: Clock = made;
        const [amount, unit] = limit.split(' ') as [string, Limit[1]];
        const slow = new Slow(begin, [Number(amount), unit]);
        let now = begin;
        let inForce = false;
        const turn = (to: EmergencyTurn): void => {
          const moved = clocksAtTurn({ whole: clock }, order, to, instant(now), officialRules)['whole'];
          if (moved) clock = moved;
          seen.turned += 1;
        };
        const on = (): void => {
          if (inForce) return;
          inForce = true;
          if (kind === 'urgent') {
            turn('enter');
            slow.enter(now, 4);
            return;
          }
          if (now >= slow.due) seen.late += 1;
          turn('suspend');
          slow.stop(now, 'emergency');
        };
        const off = (): void => {
          if (!inForce) return;
          inForce = false;
          if (kind === 'urgent') {
            turn('leave');
            slow.leave();
            return;
          }
          turn('goOn');
          if (slow.paused === 'emergency') slow.go(now);
        };
        for (const { wait, what } of happenings) {
          now += wait;
          if (what === 'on') on();
          // Renewed, it goes on; a drill and another area's emergency are none of this order's.
          if (what === 'off' || what === 'lapse') off();
          if (what === 'pause') {
            const result = changeClock(clock, { change: 'pause', reason: 'waiting' }, instant(now), order);
            const stopped = result.kind === 'changed' && slow.stop(now, 'waiting');
            if (result.kind === 'changed') clock = result.clock;
            expect(stopped).toBe(result.kind === 'changed');
            if (stopped) seen.waits += 1;
          }
          // What stands still for an emergency is no handler's to resume.
          if (what === 'resume' && slow.paused === 'waiting') {
            const result = changeClock(clock, { change: 'resume' }, instant(now), order);
            if (result.kind === 'changed') clock = result.clock;
            slow.go(now);
          }
          if (what === 'extend' && slow.paused === null && slow.urgent === null) {
            const by = parseDuration('1 wd');
            const result = changeClock(clock, { change: 'extend', by }, instant(now), order);
            if (result.kind === 'changed') {
              clock = result.clock;
              slow.own.due = workdays(slow.own.due, 1);
            }
          }
          if (slow.urgent && slow.urgent.due < slow.own.due) seen.beside += 1;
          const trace = traceOf(clock);
          const stands = 'paused' in trace && trace.paused !== undefined;
          expect(stands).toBe(slow.paused !== null);
          expect([what, clock.dueAt]).toEqual([what, instant(slow.due)]);
          expect(clock.halfAt).toBeLessThanOrEqual(clock.pressingAt);
        }
        off();
        expect(clock.dueAt).toBe(instant(slow.due));
      }),
      { numRuns: 400 },
    );
  });
});

test('a stage stays within the whole, and comes out as two slow references say, the earlier of which counts', () => {
  fc.assert(
    fc.property(
      begins,
      fc.constantFrom('1 wd', '3 wd', '8 wh', '24 h'),
      // 8 wh, 24 h, 1 wd.
      fc.constantFrom(['accept', 'U2'] as const, ['dispatch', 'U2'] as const, ['contact', 'U3'] as const),
      fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 }),
      (begin, limit, [name, urgency], waits) => {
        const category = { ...(categoryByCode('0101') as Category), limit, flags: [] };
        const order = { category, urgency, path: 'u522326.u004' };
        const whole = clockOf({ clock: 'whole', ...order, from: instant(begin) });
        const stage = whole && clockOf({ clock: name, ...order, from: instant(begin), cap: whole.dueAt });
        if (!whole || !stage) throw new Error('no clock');
        const trace = traceOf(stage);
        if ('said' in trace) throw new Error('said');
        let clocks: Record<string, Clock> = { whole, [name]: stage };
        const [amount, unit] = limit.split(' ') as [string, Limit[1]];
        const slow = { whole: new Slow(begin, [Number(amount), unit]), stage: new Slow(begin, slowLimit(trace.limit)) };
        const dues = () => [instant(slow.whole.due), instant(Math.min(slow.stage.due, slow.whole.due))];
        const check = () => expect([clocks['whole']?.dueAt, clocks[name]?.dueAt]).toEqual(dues());
        check();
        let now = begin;
        let on = false;
        for (const wait of waits) {
          now += wait;
          const late = now >= Math.min(slow.stage.due, slow.whole.due);
          clocks = { ...clocks, ...clocksAtTurn(clocks, order, on ? 'goOn' : 'suspend', instant(now), officialRules) };
          for (const one of late && !on ? [slow.whole] : [slow.whole, slow.stage]) {
            if (!on) one.stop(now, 'emergency');
            else if (one.paused === 'emergency') one.go(now);
          }
          if (slow.stage.due > slow.whole.due) seen.cut += 1;
          on = !on;
          check();
        }
      },
    ),
    { numRuns: 300 },
  );
});

/** One emergency of a run: how long it lasts and how long it is until the next, in minutes. */
type Run = readonly (readonly [wait: number, lasts: number])[];

/** What emergencies did to a clock of `limit`: what each gave, beside the office minutes and the minutes that it took. */
function givenBack(limit: string, begin: number, run: Run) {
  const category = { ...(categoryByCode('0101') as Category), limit, flags: [] };
  const order = { category, urgency: 'U2', path: 'u522326.u004' } as const;
  const made = clockOf({ clock: 'whole', ...order, from: instant(begin) });
  if (made === null) throw new Error('no clock');
  const minuteOf = ({ dueAt }: Clock): number => (dueAt - instant(0)) / 60_000;
  const length = (from: number, to: number): number => (limit.endsWith(' h') ? to - from : officeBetween(from, to));
  let clock = made;
  let now = begin;
  const given: { more: number; office: number; stood: number }[] = [];
  const turn = (to: EmergencyTurn): boolean => {
    const moved = clocksAtTurn({ whole: clock }, order, to, instant(now), officialRules)['whole'];
    if (moved) clock = moved;
    return moved !== undefined;
  };
  for (const [wait, lasts] of run) {
    now += wait;
    const before = minuteOf(clock);
    const [from, stands] = [now, turn('suspend')];
    now += lasts;
    turn('goOn');
    if (!stands) continue;
    const stood = length(from, now);
    given.push({ more: length(before, minuteOf(clock)) - stood, office: officeBetween(from, now), stood });
  }
  return given;
}

test('who switches an emergency on and off gains no more time than it took, over weekends, holidays and make-up workdays too', () => {
  const lasting = fc.oneof(
    fc.integer({ min: 1, max: 700 }),
    // From a whole working day to longer than the longest holiday.
    fc.integer({ min: 420, max: 10 * DAY_MINUTES }),
  );
  let long = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('8 wh', '3 wd', '15 wd', '24 h', '48 h', '240 h'),
      begins,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 700 }), lasting), { maxLength: 4 }),
      (limit, begin, run) => {
        for (const { more, office, stood } of givenBack(limit, begin, run)) {
          expect(more).toBe(Math.min(office, 420));
          expect(more).toBeLessThanOrEqual(stood);
          if (office > 420) long += 1;
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(long).toBeGreaterThan(50);
});

test.each([
  // From nine on a Monday six emergencies of a minute each.
  ['six minutes', 9 * 60, Array.from({ length: 6 }, () => [1, 1] as const), [1, 1, 1, 1, 1, 1]],
  // On a Friday from nine until it closes: what was given over a weekend was three days.
  ['a Friday', 4 * DAY_MINUTES + 8 * 60, [[60, 540]], [420]],
  ['a Saturday', 5 * DAY_MINUTES + 8 * 60, [[60, 540]], [0]],
  ['a make-up Sunday', AUTUMN + 6 * DAY_MINUTES + 8 * 60, [[60, 540]], [420]],
  // From Wednesday, 30 September, at five, into 国庆 as far as Saturday, 3 October.
  ['an hour before a holiday', AUTUMN + 16 * DAY_MINUTES + 16 * 60, [[60, 3 * DAY_MINUTES]], [60]],
] as const)('%s', (_name, begin, run, minutes) => {
  for (const limit of ['8 wh', '3 wd', '48 h'])
    expect([limit, givenBack(limit, begin, run).map(({ more }) => more)]).toEqual([limit, minutes]);
});

test('all of it was tried', () => {
  for (const [what, times] of Object.entries(seen)) expect([what, times > 20]).toEqual([what, true]);
});
