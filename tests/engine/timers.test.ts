// Timers: armed and consumed by the commit, leased by clocks, fired once (I6, I7).
import { defineWorkflow, RetryableError, type OrderId, type Workflow } from '@six-order/engine';
import {
  leaseDueTimers,
  nextDueAt,
  stuckTimers,
  timerLateness,
  timersDue,
  type Change,
  type DueTimer,
} from '@six-order/engine/runtime';
import { newId } from '@six-order/cli/new-id';
import { assign, setup, type AnyStateMachine } from 'xstate';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, DAY, HOUR, loan1 } from '../harness/toy.ts';

/** Two clocks that run at once, and one that nags only the impatient. */
const kettle: Workflow = defineWorkflow({
  id: 'kettle',
  version: 1,
  title: { zh: '水壶', en: 'Kettle' },
  opens: 'fill',
  commands: {
    fill: {
      title: { zh: '注水', en: 'Fill' },
      docs: 'Starts both.',
      by: ['borrower'],
      input: z.object({ patient: z.boolean() }),
    },
  },
  effects: [],
  machine: setup({
    types: {
      context: {} as { patient: boolean; filledAt: number; nags: number },
      events: {} as { type: string; at: number; input: { patient: boolean } },
    },
    delays: { boil: HOUR, cool: 2 * HOUR, nag: HOUR / 2 },
    guards: { isImpatient: ({ context }) => !context.patient },
  }).createMachine({
    id: 'kettle',
    context: { patient: false, filledAt: 0, nags: 0 },
    type: 'parallel',
    states: {
      water: {
        initial: 'none',
        states: {
          none: {
            on: {
              fill: { target: 'cold', actions: assign(({ event }) => ({ patient: event.input.patient, filledAt: event.at })) },
            },
          },
          cold: { after: { boil: 'hot' } },
          hot: {},
        },
      },
      lid: { initial: 'off', states: { off: { on: { fill: 'on' } }, on: { after: { cool: 'off' } } } },
      voice: {
        initial: 'silent',
        states: {
          silent: { on: { fill: 'waiting' } },
          // It stays where it is: leaving it is not what consumes the timer.
          waiting: { after: { nag: { guard: 'isImpatient', actions: assign({ nags: ({ context }) => context.nags + 1 }) } } },
        },
      },
    },
  }) as unknown as AnyStateMachine,
  face: ({ context }) => ({
    path: 'desk',
    stage: 'on',
    labels: [],
    people: [],
    number: `K-${context['filledAt'] as number}`,
    dueAt: null,
    openedAt: 0,
    closedAt: null,
    data: {},
  }),
});

const desk = await openLoanDesk({ workflows: [loan1, kettle] });
const other = desk.open();

beforeEach(() => desk.query('truncate timers'));

const armed = (id: OrderId) =>
  desk.query<{ slot: string; id: string; due: number }>(
    'select slot, id, (extract(epoch from due_at) * 1000)::float8 as due from timers where order_id = $1 order by due_at',
    [id],
  );

/** A lease that stands for an hour of wall time, at the desk's time. */
const lease = (more: Partial<Parameters<typeof leaseDueTimers>[1]> = {}): Promise<DueTimer[]> =>
  leaseDueTimers(desk.app, { now: desk.clock.now(), wall: desk.clock.now(), limit: 100, leaseMs: HOUR, ...more });

async function dueTimer(): Promise<DueTimer> {
  const { id } = await desk.place();
  desk.clock.advance(48 * HOUR);
  const [timer] = (await lease()).filter(({ order }) => order === id);
  return timer as DueTimer;
}

describe('a commit', () => {
  test('arms, cancels and arms anew', async () => {
    const start = desk.clock.now();
    const { id } = await desk.place({ days: 10 });
    expect(await armed(id)).toMatchObject([{ slot: 'xstate.after.pickup.loan.placed', due: start + 48 * HOUR }]);
    await desk.send(id, 'take');
    const [half, ...others] = await armed(id);
    expect(half).toMatchObject({ slot: 'xstate.after.loanHalf.loan.out.running', due: start + 5 * DAY });
    expect(others).toEqual([]);
    await desk.send(id, 'renew', { days: 20 });
    const [again] = await armed(id);
    expect(again).toMatchObject({ slot: half?.slot, due: start + 10 * DAY });
    expect(again?.id).not.toBe(half?.id);
    await desk.send(id, 'giveBack', { condition: 'good' });
    expect(await armed(id)).toEqual([]);
  });

  test('leaves alone the timers of states that it does not touch', async () => {
    const { id } = await desk.place();
    const before = await armed(id);
    await desk.send(id, 'note', { text: 'x' });
    expect(await armed(id)).toEqual(before);
  });

  test('that is refused touches no timer', async () => {
    const { id } = await desk.place();
    const before = await armed(id);
    await desk.send(id, 'cancel', {}, { revision: 9 });
    await desk.send(id, 'giveBack', { condition: 'good' });
    expect(await armed(id)).toEqual(before);
  });
});

describe('a timer', () => {
  test('fires as a full command of its order: an entry that names it, by the clock', async () => {
    const timer = await dueTimer();
    expect(await desk.engine.fire([timer])).toEqual(['fired']);
    const entries = await desk.engine.journal(timer.order);
    expect(entries[1]).toMatchObject({
      seq: 2,
      at: desk.clock.now(),
      type: 'pickup',
      actor: { person: null, post: null, role: 'clock' },
      timer: { slot: timer.slot, id: timer.id, dueAt: timer.dueAt },
      input: {},
      facts: {},
    });
    expect(await desk.get(timer.order)).toMatchObject({ revision: 2, face: { stage: 'lapsed', closedAt: desk.clock.now() } });
    expect(await armed(timer.order)).toEqual([]);
    expect(await desk.engine.verify(timer.order)).toBe(true);
    expect(await desk.engine.replay(timer.order)).toMatchObject({ same: true });
  });

  test('rings when it was due, on a machine whose clock is behind the one that found it due', async () => {
    const timer = await dueTimer();
    desk.clock.advance(-1_500);
    expect(await desk.engine.fire([timer])).toEqual(['fired']);
    const [, entry] = await desk.engine.journal(timer.order);
    expect(entry?.at).toBe(timer.dueAt);
  });

  test('fires once, however often and by however many it is fired', async () => {
    const timers: DueTimer[] = [];
    for (let n = 0; n < 10; n += 1) timers.push(await dueTimer());
    const answers = await Promise.all([desk.engine, other, desk.engine, other].map((engine) => engine.fire(timers)));
    for (const [n, { order }] of timers.entries()) {
      expect(answers.map((answer) => String(answer[n])).sort()).toEqual(['fired', 'gone', 'gone', 'gone']);
      expect(await desk.journal(order)).toEqual(['place', 'pickup']);
    }
  });

  test.each<[string, (timer: DueTimer) => Promise<DueTimer>]>([
    ['cancelled', async (timer) => (await desk.send(timer.order, 'cancel'), timer)],
    ['consumed', async (timer) => (await desk.engine.fire([timer]), timer)],
    ['of another arming', async (timer) => ({ ...timer, id: newId() })],
    ['of another slot', async (timer) => ({ ...timer, slot: 'xstate.after.pickup.loan.elsewhere' })],
    ['of an order that is not there', async (timer) => ({ ...timer, order: newId() as OrderId })],
    ['of another tenant', async (timer) => ({ ...timer, tenant: 'south' })],
  ])('is gone when %s, and nothing is written', async (_, spoil) => {
    const timer = await spoil(await dueTimer());
    const before = await desk.rowCounts();
    expect(await desk.engine.fire([timer])).toEqual(['gone']);
    expect(await desk.rowCounts()).toEqual(before);
  });

  test('is gone when its slot was armed anew, and the new one fires at its own time', async () => {
    const { id } = await desk.place({ days: 2 });
    await desk.send(id, 'take');
    desk.clock.advance(DAY);
    const [old] = (await lease({ leaseMs: 30 * DAY })) as [DueTimer];
    await desk.send(id, 'renew', { days: 2 });
    expect(await desk.engine.fire([old])).toEqual(['gone']);
    expect(await desk.journal(id)).toEqual(['place', 'take', 'renew']);
    // The lease of the old arming does not hold the new one.
    desk.clock.advance(DAY);
    const [fresh] = (await lease()) as [DueTimer];
    expect(fresh).toMatchObject({ slot: old.slot, dueAt: desk.clock.now() });
    expect(await desk.engine.fire([fresh])).toEqual(['fired']);
  });

  test('that re-arms its own slot leaves the new arming only', async () => {
    const { id } = await desk.place({ days: 1 });
    await desk.send(id, 'take');
    await desk.until(desk.clock.now() + 4 * DAY + HOUR);
    expect((await desk.journal(id)).slice(2)).toEqual([
      'loanHalf',
      'loanPressing',
      'loanDue',
      'loanOver',
      'loanAgain',
      'loanAgain',
    ]);
    expect(await armed(id)).toMatchObject([{ slot: 'xstate.after.loanAgain.loan.out.over' }]);
  });

  test('that its machine does not take now is consumed all the same: it would be leased for ever', async () => {
    const fill = (patient: boolean) =>
      desk.engine.execute({ workflow: 'kettle', type: 'fill', input: { patient }, actor: borrower });
    const { id } = applied(await fill(true));
    desk.clock.advance(HOUR / 2);
    const timers = await lease({ leaseMs: 0 });
    expect(timers).toMatchObject([{ order: id, slot: 'xstate.after.nag.kettle.voice.waiting' }]);
    expect(await desk.engine.fire(timers)).toEqual(['gone']);
    expect(await lease()).toEqual([]);
    expect(await armed(id)).toHaveLength(2);
    expect(await desk.journal(id)).toEqual(['fill']);
    const impatient = applied(await fill(false));
    desk.clock.advance(HOUR / 2);
    expect(await desk.tick()).toBe(2);
    expect(await desk.journal(impatient.id)).toEqual(['fill', 'nag']);
    expect((await desk.get(impatient.id)).snapshot.context).toMatchObject({ nags: 1 });
    expect(await armed(impatient.id)).toHaveLength(2);
  });

  test('waits for no other: after a long night an order’s timers fire in the order in which they were due', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = applied(
        await desk.engine.execute({ workflow: 'kettle', type: 'fill', input: { patient: false }, actor: borrower }),
      );
      desk.clock.advance(8 * HOUR);
      const timers = await lease();
      expect(await desk.engine.fire(timers)).toEqual(['fired', 'fired', 'fired']);
      expect(await desk.journal(id)).toEqual(['fill', 'nag', 'boil', 'cool']);
    }
  });
});

describe('a timer prepared before it was due', () => {
  /** Prepared ten seconds before, by the engine that is given, and three seconds late now. */
  async function preparedTimer(engine = desk.engine): Promise<DueTimer> {
    const { id } = await desk.place();
    desk.clock.advance(48 * HOUR - 10_000);
    const [from, to] = [desk.clock.now(), desk.clock.now() + 10_000];
    const [timer] = (await timersDue(desk.app, { from, to, limit: 100 })).filter(({ order }) => order === id);
    await engine.prepare([timer as DueTimer]);
    desk.clock.advance(13_000);
    return timer as DueTimer;
  }

  test('fires as of the instant that it was due, and no row is read for it', async () => {
    const names: unknown[] = [];
    const engine = desk.open({
      wrap: (pool) =>
        new Proxy(pool, {
          get: (of, key) =>
            key === 'query'
              ? (query: { readonly name?: string }) => {
                  names.push(query.name);
                  return of.query(query as never);
                }
              : (Reflect.get(of, key) as unknown),
        }),
    });
    const timer = await preparedTimer(engine);
    expect(names.splice(0)).toContain('orders-load');
    expect(await engine.fire([timer])).toEqual(['fired']);
    expect(names).not.toContain('orders-load');
    const [, entry] = await desk.engine.journal(timer.order);
    expect(entry).toMatchObject({ at: timer.dueAt, timer: { id: timer.id, dueAt: timer.dueAt } });
    expect(await desk.query('select recorded_at from journal where order_id = $1 and seq = 2', [timer.order])).toEqual([
      { recorded_at: new Date(desk.clock.now()) },
    ]);
    expect(await desk.engine.verify(timer.order)).toBe(true);
    expect(await desk.engine.replay(timer.order)).toMatchObject({ same: true });
    expect(await armed(timer.order)).toEqual([]);
  });

  test.each<[string, (timer: DueTimer) => Promise<unknown>, 'fired' | 'gone', readonly string[]]>([
    ['was noted on', ({ order }) => desk.send(order, 'note', { text: 'x' }), 'fired', ['place', 'note', 'pickup']],
    ['was cancelled', ({ order }) => desk.send(order, 'cancel'), 'gone', ['place', 'cancel']],
    ['was fired by another', (timer) => other.fire([timer]), 'gone', ['place', 'pickup']],
  ])('whose order %s meanwhile is read anew', async (_, happens, answer, types) => {
    const timer = await preparedTimer();
    await happens(timer);
    expect(await desk.engine.fire([timer])).toEqual([answer]);
    expect(await desk.journal(timer.order)).toEqual(types);
    expect(await desk.engine.verify(timer.order)).toBe(true);
    expect(await desk.engine.replay(timer.order)).toMatchObject({ same: true });
    const entries = await desk.engine.journal(timer.order);
    if (answer === 'fired') expect(entries.at(-1)?.at).toBe(desk.clock.now());
  });

  test('of the same order as another is one of two entries, in their order', async () => {
    const fill = await desk.engine.execute({ workflow: 'kettle', type: 'fill', input: { patient: false }, actor: borrower });
    const { id } = applied(fill);
    const [from, to] = [desk.clock.now(), desk.clock.now() + DAY];
    await desk.engine.prepare((await timersDue(desk.app, { from, to, limit: 100 })).filter(({ order }) => order === id));
    desk.clock.advance(8 * HOUR);
    expect(await desk.engine.fire((await lease()).filter(({ order }) => order === id))).toEqual(['fired', 'fired', 'fired']);
    expect(await desk.journal(id)).toEqual(['fill', 'nag', 'boil', 'cool']);
    expect(await desk.engine.verify(id)).toBe(true);
    expect(await desk.engine.replay(id)).toMatchObject({ same: true });
  });

  test('that was gone already, or is one of an order that is not there, is passed over', async () => {
    const timer = await dueTimer();
    await desk.send(timer.order, 'cancel');
    await desk.engine.prepare([timer, { ...timer, order: newId() as OrderId }]);
    expect(await desk.engine.fire([timer])).toEqual(['gone']);
  });
});

test('timers that cannot be fired now are faults in their places', async () => {
  const timer = await dueTimer();
  const engine = desk.open();
  await engine.close();
  expect(await engine.fire([timer])).toEqual([new RetryableError('this process is shutting down')]);
  expect(await desk.engine.fire([timer])).toEqual(['fired']);
});

describe('a lease', () => {
  const many = async (count: number): Promise<void> => {
    await Promise.all(Array.from({ length: count }, () => desk.place()));
    desk.clock.advance(49 * HOUR);
  };

  test('takes what is due and nothing else, the longest due first', async () => {
    const early = await desk.place();
    desk.clock.advance(HOUR);
    const late = await desk.place();
    desk.clock.advance(47 * HOUR - 1);
    expect(await lease()).toEqual([]);
    desk.clock.advance(1);
    expect(await lease()).toMatchObject([{ order: early.id, tenant: 'north', dueAt: desk.clock.now() }]);
    desk.clock.advance(HOUR);
    // The first lease has ended.
    expect(await lease({ limit: 1 })).toMatchObject([{ order: early.id }]);
    expect(await lease({ limit: 1 })).toMatchObject([{ order: late.id }]);
  });

  test('is given in the order in which its timers are due, whatever way the database went', async () => {
    await many(1);
    await desk.query(
      `insert into timers select other.* from timers t, generate_series(1, 600) as n, jsonb_populate_record(t,
         jsonb_build_object('slot', n::text, 'id', gen_random_uuid(), 'due_at', t.due_at + (n * 7919 % 1000) * interval '1 s')) as other`,
    );
    await desk.query('analyze timers');
    desk.clock.advance(DAY);
    const dues = (await lease({ limit: 1_000 })).map(({ dueAt }) => dueAt);
    expect(dues).toHaveLength(601);
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
  });

  test('is whole: no two clocks have one row', async () => {
    await many(40);
    const taken = await Promise.all(Array.from({ length: 8 }, () => lease({ limit: 7 })));
    const ids = taken.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await lease();
    expect(ids.length + rest.length).toBe(40);
  });

  test('is committed when it returns: others see it, and firing waits for nothing', async () => {
    const { id } = await desk.place();
    desk.clock.advance(48 * HOUR);
    const timers = await lease();
    expect(await desk.query('select leased_until from timers where order_id = $1', [id])).toEqual([
      { leased_until: new Date(desk.clock.now() + HOUR) },
    ]);
    expect(await other.fire(timers)).toEqual(['fired']);
  });

  test('ends: what was not fired by then is leased again, the same arming', async () => {
    await many(1);
    const first = await lease({ leaseMs: 15_000 });
    const wall = desk.clock.now();
    expect(await lease({ wall: wall + 14_999 })).toEqual([]);
    expect(await lease({ wall: wall + 15_000 })).toEqual(first);
  });

  test('counts wall time although the desk’s time runs ahead of it', async () => {
    await many(1);
    const wall = desk.clock.now() - 100 * DAY;
    expect(await lease({ wall, leaseMs: 15_000 })).toHaveLength(1);
    desk.clock.advance(DAY);
    expect(await lease({ wall: wall + 1_000, leaseMs: 15_000 })).toHaveLength(0);
    expect(await lease({ wall: wall + 15_000, leaseMs: 15_000 })).toHaveLength(1);
  });
});

test('nextDueAt is when the earliest timer without a live lease is due', async () => {
  const wall = desk.clock.now();
  expect(await nextDueAt(desk.app, { wall })).toBeNull();
  const { id } = await desk.place();
  const due = desk.clock.now() + 48 * HOUR;
  desk.clock.advance(HOUR);
  await desk.place();
  expect(await nextDueAt(desk.app, { wall })).toBe(due);
  desk.clock.set(due);
  expect(await lease({ wall, leaseMs: 15_000 })).toMatchObject([{ order: id }]);
  expect(await nextDueAt(desk.app, { wall })).toBe(due + HOUR);
  expect(await nextDueAt(desk.app, { wall: wall + 15_000 })).toBe(due);
});

test('an armed timer is told with its commit, so that a clock may wake for it', async () => {
  const told: Change[] = [];
  const stop = desk.engine.onChange((changes) => told.push(...changes));
  const { id } = await desk.place();
  await desk.send(id, 'note', { text: 'x' });
  stop();
  await desk.send(id, 'note', { text: 'x' });
  expect(told.filter(({ order }) => order === id)).toEqual([
    { order: id, revision: 1, armedAt: desk.clock.now() + 48 * HOUR, effects: 0 },
    { order: id, revision: 2, armedAt: null, effects: 0 },
  ]);
});

test('a clock is late for what it has not in hand; what it leases again and again and cannot fire is stuck', async () => {
  const wall = desk.clock.now();
  const { id } = await desk.place();
  const due = (await nextDueAt(desk.app, { wall })) as number;
  const now = due + HOUR;
  const stuck = (at: number) => stuckTimers(desk.app, { now, wall: at, lateMs: 60_000 });
  expect(await timerLateness(desk.app, { now, wall })).toBe(HOUR);
  expect(await stuck(wall)).toEqual([]);

  const leased = await leaseDueTimers(desk.app, { now: due, wall, limit: 10, leaseMs: 15_000 });
  expect(leased).toHaveLength(1);
  for (const at of [wall, wall + 44_000]) {
    expect(await timerLateness(desk.app, { now: due, wall: at })).toBe(0);
    expect(await stuck(at)).toEqual([{ order: id, slot: leased[0]?.slot }]);
  }
  // Nobody took it again after its lease: no clock lives.
  expect(await timerLateness(desk.app, { now, wall: wall + 46_000 })).toBe(HOUR);
  expect(await stuck(wall + 46_000)).toEqual([]);
});
