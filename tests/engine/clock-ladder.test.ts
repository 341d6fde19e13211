// A clock's ladder: every rung at its own instant of the clock, however late anyone woke.
import { clockLadder, ladderDelays, type Clock } from '@six-order/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';
import { DAY, HOUR, loanClock } from '../harness/toy.ts';

const desk = await openLoanDesk();

describe('the nested states', () => {
  test('climb from rung to rung by named delays, and the last goes round', () => {
    expect(clockLadder('loan', { pressing: 'remind', over: 'raise' })).toEqual({
      initial: 'running',
      states: {
        running: { after: { loanHalf: { target: 'half' } } },
        half: { after: { loanPressing: { target: 'pressing' } } },
        pressing: { entry: 'remind', after: { loanDue: { target: 'due' } } },
        due: { after: { loanOver: { target: 'over' } } },
        over: { entry: 'raise', after: { loanAgain: { target: 'over', reenter: true } } },
      },
    });
  });

  test.each([
    ['half', ['running', 'half']],
    ['pressing', ['running', 'half', 'pressing']],
    ['due', ['running', 'half', 'pressing', 'due']],
    ['over', ['running', 'half', 'pressing', 'due', 'over']],
  ] as const)('end at %s when told to', (last, states) => {
    const ladder = clockLadder('loan', {}, last);
    expect(Object.keys(ladder.states)).toEqual(states);
    expect(ladder.states[last]).toEqual(last === 'over' ? { after: { loanAgain: { target: 'over', reenter: true } } } : {});
  });
});

describe('the delays', () => {
  const delays = ladderDelays(['loan', 'pickup']);
  const delay = (name: string, clock: Clock, at: number) =>
    delays[name]?.({ context: { clocks: { loan: clock } }, event: { at } });

  test('are five a clock', () => {
    expect(Object.keys(delays)).toEqual(
      ['loan', 'pickup'].flatMap((clock) => ['Half', 'Pressing', 'Due', 'Over', 'Again'].map((rung) => clock + rung)),
    );
  });

  test('lead from any instant to the clock’s own, and never back in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 200 * DAY }), (days, later) => {
        const clock = loanClock(days, 1_000_000);
        const at = clock.startedAt + later;
        for (const [rung, instant] of [
          ['Half', clock.halfAt],
          ['Pressing', clock.pressingAt],
          ['Due', clock.dueAt],
          ['Over', clock.overAt],
        ] as const) {
          expect(at + (delay(`loan${rung}`, clock, at) as number)).toBe(Math.max(at, instant));
        }
        expect(delay('loanAgain', clock, at)).toBe(DAY);
      }),
    );
  });

  test('of a clock that was not started are a fault', () => {
    expect(() => delay('pickupDue', loanClock(1, 0), 0)).toThrow('the clock pickup was entered before it was started');
  });
});

describe('an order on its ladder', () => {
  const take = async (days: number) => {
    const { id } = await desk.place({ days });
    await desk.send(id, 'take');
    return { id, clock: loanClock(days, desk.clock.now()) };
  };
  const rungs = async (id: Parameters<typeof desk.journal>[0]) =>
    (await desk.engine.journal(id))
      .filter(({ timer }) => timer)
      .map(({ type, at, timer }) => ({ type, at, dueAt: timer?.dueAt }));

  test('is woken at each rung, and then again and again', async () => {
    const { id, clock } = await take(10);
    await desk.until(clock.overAt + 3 * DAY);
    const expected = [
      ['loanHalf', clock.halfAt],
      ['loanPressing', clock.pressingAt],
      ['loanDue', clock.dueAt],
      ['loanOver', clock.overAt],
      ['loanAgain', clock.overAt + DAY],
      ['loanAgain', clock.overAt + 2 * DAY],
      ['loanAgain', clock.overAt + 3 * DAY],
    ] as const;
    expect(await rungs(id)).toEqual(expected.map(([type, at]) => ({ type, at, dueAt: at })));
    expect((await desk.get(id)).snapshot.context['timesOver']).toBe(4);
    await desk.send(id, 'giveBack', { condition: 'good' });
  });

  test('that was woken late climbs the later rungs at their own instants', async () => {
    const { id, clock } = await take(10);
    // Nobody was awake from before half until just before due: two rungs follow at once, the third in its own time.
    desk.clock.set(clock.dueAt - HOUR);
    expect(await desk.tick()).toBe(2);
    await desk.until(clock.dueAt);
    expect(await rungs(id)).toEqual([
      { type: 'loanHalf', at: clock.dueAt - HOUR, dueAt: clock.halfAt },
      { type: 'loanPressing', at: clock.dueAt - HOUR, dueAt: clock.dueAt - HOUR },
      { type: 'loanDue', at: clock.dueAt, dueAt: clock.dueAt },
    ]);
    await desk.send(id, 'giveBack', { condition: 'good' });
  });

  test('that was woken after everything climbs it all at once, and repeats from then', async () => {
    const { id, clock } = await take(2);
    const late = clock.overAt + 5 * DAY;
    desk.clock.set(late);
    expect(await desk.tick()).toBe(4);
    await desk.until(late + DAY);
    expect((await rungs(id)).map(({ type, at }) => [type, at - late])).toEqual([
      ['loanHalf', 0],
      ['loanPressing', 0],
      ['loanDue', 0],
      ['loanOver', 0],
      ['loanAgain', DAY],
    ]);
    await desk.send(id, 'giveBack', { condition: 'good' });
  });
});
