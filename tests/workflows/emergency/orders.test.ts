// What an emergency does to orders: ordinary work stands still where it is and goes on there, urgent work has other limits; each
// once, whatever breaks on the way. Source: domain research 6 (changes, end).
import { readFile } from 'node:fs/promises';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { marks } from '@six-order/community/desks/marks';
import { communityMigrations } from '@six-order/community/migrations';
import { readMeasurables } from '@six-order/community/metrics/measure-store';
import { openTables } from '@six-order/community/tables';
import type { OrderId } from '@six-order/engine';
import { confirmByOf, plannedEndOf } from '@six-order/workflows/emergency/clocks';
import { contextOf as emergencyOf } from '@six-order/workflows/emergency/face';
import { orderMeasureOf } from '@six-order/workflows/measure';
import { contextOf } from '@six-order/workflows/six-order/face';
import { whyNot } from '@six-order/workflows/six-order/why-not';
import { turnsOf } from '@six-order/workflows/turns';
import { emergencyLatecomers, emergencyLeftovers } from '@six-order/worker';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR, openStreet, toMember } from '../../harness/street.ts';
import { opened } from '../recorder.ts';

const street = await openStreet({ delivers: true });
const document = '望应急〔2026〕3号';
const monday = Date.parse('2026-03-02T09:00:00+08:00');

beforeEach(async () => {
  await street.db.query('delete from timers');
  await street.db.query(`update orders set labels = array[]::text[], closed_at = coalesce(closed_at, now())`);
  await street.db.query(`delete from county_rules where kind = 'emergency-mode'`);
  await street.rules.refresh();
  street.clock.set(monday);
});

const start = async (scope: string = demoStreet, level = 'II'): Promise<OrderId> => {
  const id = opened(await street.as('street').open('emergency', 'propose', { hazard: 'flood', level, scope: [scope], document }));
  expect(await street.as('leader').send(id, 'confirm')).toMatchObject({ kind: 'applied' });
  await street.rules.refresh();
  return id;
};
const end = async (id: OrderId): Promise<void> => {
  expect(await street.as('street').send(id, 'end')).toMatchObject({ kind: 'applied' });
  await street.rules.refresh();
};
const order = async (id: OrderId) => contextOf((await street.get(id)).snapshot);
const handling = async (id: OrderId): Promise<unknown> =>
  ((await street.get(id)).snapshot.value as { handling: unknown }).handling;

type Step = readonly [Parameters<typeof street.as>[0], string, object?];
const send = async (id: OrderId, ...steps: readonly Step[]): Promise<void> => {
  for (const [who, type, input = {}] of steps)
    expect(await street.as(who).send(id, type, input), type).toMatchObject({ kind: 'applied' });
};
const admit = ['secretary', 'admit'] as const;
const dispatch = ['secretary', 'dispatch', toMember] as const;
const accept = ['member', 'accept'] as const;
const contact = ['member', 'contact'] as const;

/** Each state in which ordinary work stands still, and how it comes there. */
const states = {
  placed: [],
  admitted: [admit],
  consulting: [admit, ['secretary', 'consult']],
  dispatched: [admit, dispatch],
  pooled: [admit, ['secretary', 'dispatch', { to: { kind: 'unit', id: '' }, how: 'claim' }]],
  accepted: [admit, dispatch, accept],
  working: [admit, dispatch, accept, contact],
  returning: [admit, dispatch, ['member', 'askReturn', { ground: 'unclear', reason: '地址不清' }]],
  reworking: [
    admit,
    dispatch,
    accept,
    contact,
    ['member', 'finish', { result: '已修' }],
    ['resident', 'evaluate', { solved: 'no', stars: 1 }],
  ],
} as const;

describe('rows 11 and 83, 平急转换: ordinary work', () => {
  test.each(Object.entries(states))(
    'stands still where it is %s, and goes on there with what was left and the office time that it lost',
    async (name, steps) => {
      const { id } = await street.place({ category: '0101' });
      const grid = street.directory.unitByCode('522326', demoGrid)?.id ?? '';
      for (const [who, type, input] of steps as readonly (readonly [never, string, Record<string, any>?])[]) {
        const filled = input?.['to']?.kind === 'unit' ? { ...input, to: { kind: 'unit', id: grid } } : input;
        await send(id, [who, type, filled ?? {}]);
      }
      const before = await order(id);
      const stood = JSON.stringify(await handling(id));
      expect(stood).toContain(name);
      street.clock.advance(HOUR);
      const emergency = await start();
      expect(await handling(id)).toBe('suspended');
      const { face } = await street.get(id);
      expect(face).toMatchObject({ labels: expect.arrayContaining(['suspended', `in-emergency:${emergency}`]) });
      expect(face.stage).toBe((await order(id)).emergency?.from === 'reworking' ? 'working' : face.stage);
      // Whatever rings meanwhile, this order's clocks do not.
      const { rows } = await street.db.query('select slot from timers where order_id = $1', [id]);
      expect(rows.filter(({ slot }: { slot: string }) => !slot.includes('Lapses'))).toEqual([]);
      expect(await street.as('secretary').send(id, 'admit')).toMatchObject({ kind: 'not-allowed' });
      await street.until(street.clock.now() + 20 * HOUR);
      await end(emergency);
      expect(JSON.stringify(await handling(id)).split('"')).toContain(name);
      const after = await order(id);
      expect(after.emergency).toBeUndefined();
      for (const [clock, was] of Object.entries(before.clocks)) {
        const is = after.clocks[clock as keyof typeof after.clocks];
        if (was.finishedAt !== null || ['evaluate', 'callback', 'objectionReview', 'publish'].includes(clock)) continue;
        expect(is?.dueAt, clock).toBeGreaterThan(was.dueAt);
      }
      expect(await street.journal(id)).toEqual([...(await street.journal(id)).slice(0, -2), 'enterEmergency', 'leaveEmergency']);
      expect(await street.engine.replay(id)).toMatchObject({ same: true });
      expect(emergencyOf((await street.get(emergency)).snapshot)).toMatchObject({
        entered: 1,
        switching: { direction: 'off', orders: 1 },
      });
      expect(street.undelivered).toEqual([]);
    },
  );

  test('a claim that nobody confirmed goes back to its pool; its owner may withdraw, whoever dispatches may let it go on', async () => {
    const grid = street.directory.unitByCode('522326', demoGrid)?.id ?? '';
    const { id } = await street.place({ category: '0101' });
    await send(id, admit, ['secretary', 'dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' }], ['member', 'claim']);
    const other = await street.place({ category: '0101' });
    const emergency = await start();
    expect(await order(id)).toMatchObject({ emergency: { from: 'pooled' }, holder: { kind: 'unit' } });
    await send(id, ['secretary', 'leaveEmergency']);
    expect(await handling(id)).toMatchObject({ pooled: expect.any(String) });
    await send(other.id, ['resident', 'withdraw']);
    await end(emergency);
    expect(await handling(other.id)).toBe('withdrawn');
    expect(await street.journal(id)).not.toContain('leaveEmergency leaveEmergency');
  });

  test('what was late stays as late; what lies elsewhere, waits for its resident, or is of the first version is let be', async () => {
    const late = await street.place({ category: '0101' });
    await send(late.id, admit);
    const elsewhere = await street.place({ category: '0101', unit: '522326004001' });
    const finished = await street.place({ category: '0101' });
    await send(finished.id, admit, dispatch, accept, contact, ['member', 'finish', { result: '已修' }]);
    await street.until(monday + 30 * HOUR);
    const was = (await order(late.id)).clocks.dispatch;
    const emergency = await start(demoCommunity);
    expect(await handling(late.id)).toBe('suspended');
    expect(await handling(elsewhere.id)).not.toBe('suspended');
    expect(await handling(finished.id)).not.toBe('suspended');
    await street.until(street.clock.now() + 10 * HOUR);
    await end(emergency);
    expect((await order(late.id)).clocks.dispatch?.dueAt).toBe(was?.dueAt);
  });

  test('what was late as a whole stays overdue while it stands still, as late as then; what was not does not come to be; each says who is next', async () => {
    const faceOf = async (id: OrderId) => (await street.get(id)).face;
    const late = await street.place({ category: '0101' });
    await send(late.id, admit, dispatch, accept, contact);
    await street.until(monday + 21 * 24 * HOUR);
    const young = await street.place({ category: '0101' });
    await send(young.id, admit);
    const before = await faceOf(late.id);
    expect(before.labels).toEqual(expect.arrayContaining(['overdue', marks.overdue]));
    const emergency = await start();
    const still = await faceOf(late.id);
    expect(still.labels).toEqual(expect.arrayContaining(['overdue', marks.overdue, 'suspended']));
    expect(still.dueAt).toBe(before.dueAt);
    const { snapshot } = await street.get(young.id);
    const asked = { type: 'dispatch', input: {}, actor: street.actor('secretary'), at: street.clock.now() };
    expect(whyNot(snapshot, asked)).toMatchObject({
      zh: '应急响应期间此单暂缓，现在不能派单；应急结束后接着办，轮到派单人处理',
      en: expect.stringMatching(/stands still for an emergency.*then it is the turn of whoever dispatches$/),
    });
    expect(turnsOf(await street.get(young.id))).toEqual([{ who: 'secretary', clock: 'dispatch', dueAt: null }]);
    expect(turnsOf(await street.get(late.id))[0]).toMatchObject({ who: 'holder', clock: 'whole' });
    // Past what would have been its limit.
    await street.until(street.clock.now() + 20 * HOUR);
    expect((await faceOf(young.id)).labels).not.toContain('overdue');
    await end(emergency);
    expect((await faceOf(late.id)).labels).toEqual(expect.arrayContaining(['overdue', marks.overdue]));
    expect((await faceOf(late.id)).labels).not.toContain('suspended');
  });

  test('what stood still already, late, when a release came that says so, stands by a migration as its next command would leave it', async () => {
    const late = await street.place({ category: '0101' });
    await send(late.id, admit, dispatch, accept, contact);
    await street.until(monday + 21 * 24 * HOUR);
    const young = await street.place({ category: '0101' });
    await send(young.id, admit);
    await start();
    const rows = async () => {
      const ids = [[late.id, young.id]];
      const orders = await street.db.query('select id, labels, due_at from orders where id = any($1) order by id', ids);
      const holders = await street.db.query('select * from holders where order_id = any($1) order by order_id, holder', ids);
      return [...orders.rows, ...holders.rows];
    };
    const now = await rows();
    expect((await street.get(late.id)).face.labels).toEqual(expect.arrayContaining([marks.overdue, marks.cards]));
    // As the release before left them: late by the step that came first, on no desk of what is late.
    await street.db.query(
      `delete from holders h using orders o where o.id = h.order_id and h.holder = any(
        array(select md5(o.tenant || ' #overdue ' || subpath(o.path, 0, n)::text)::uuid from generate_series(1, nlevel(o.path)) as n))`,
    );
    await street.db.query(`update holders set due_at = due_at - interval '3 days' where order_id = $1`, [late.id]);
    await street.db.query(
      `update orders set due_at = due_at - interval '3 days', labels = array_remove(array_remove(labels, 'overdue'), '#overdue')
       where id = $1`,
      [late.id],
    );
    expect(await rows()).not.toEqual(now);
    const migration = await readFile(new URL('0385-late-standing-still.sql', communityMigrations), 'utf8');
    await street.db.query(migration);
    expect(await rows()).toEqual(now);
    await street.db.query(migration);
    expect(await rows(), 'a second time changes nothing').toEqual(now);
  });
});

describe('urgent work', () => {
  test('has the emergency’s limit, day and night, and its ordinary one afterwards', async () => {
    const { id } = await street.place({ category: '0201' });
    await send(id, ['secretary', 'admit', { urgency: 'U1' }]);
    const before = (await order(id)).clocks.whole?.dueAt;
    street.clock.advance(HOUR);
    const emergency = await start();
    expect(await order(id)).toMatchObject({ emergency: { id: emergency }, clocks: { whole: { dueAt: monday + 5 * HOUR } } });
    expect(await handling(id)).toMatchObject({ admitted: expect.any(String) });
    street.clock.advance(HOUR);
    await end(emergency);
    expect(await order(id)).toMatchObject({ clocks: { whole: { dueAt: before } } });
    expect((await order(id)).emergency).toBeUndefined();
  });

  test('kinds of an emergency are open only while it lasts, at its limits, and go straight to the street', async () => {
    const report = { category: '1201', text: '三号桥漫水' };
    await expect(street.place(report)).rejects.toThrow(/emergency-categories/);
    const emergency = await start();
    const { id } = await street.place(report);
    await send(id, admit);
    expect(await order(id)).toMatchObject({
      level: street.directory.unitByCode('522326', demoStreet)?.id,
      clocks: { whole: { dueAt: monday + HOUR } },
      emergency: { id: emergency },
    });
    const ordinary = await street.place({ category: '0101' });
    await send(ordinary.id, admit);
    expect(await handling(ordinary.id)).toBe('suspended');
    street.clock.advance(HOUR);
    await end(emergency);
    expect(await handling(ordinary.id)).toMatchObject({ admitted: expect.any(String) });
    await expect(street.place(report)).rejects.toThrow(/emergency-categories/);
  });

  test('it is given to somebody, not offered to all', async () => {
    const { id } = await street.place({ category: '0201' });
    await send(id, ['secretary', 'admit', { urgency: 'U1' }]);
    await start();
    const grid = street.directory.unitByCode('522326', demoGrid)?.id ?? '';
    expect(await street.as('secretary').send(id, 'dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' })).toMatchObject({
      kind: 'invalid',
      issues: expect.arrayContaining([
        expect.objectContaining({ path: ['to', 'id'], message: expect.stringContaining('push-in-emergency') }),
      ]),
    });
    await send(id, dispatch);
  });
});

test.each([
  ['was finished, or came before', true, 0],
  ['was not finished', false, 1],
] as const)('after 72 hours those of the area are told of what %s: %s, %i', async (_, finishes, told) => {
  const first = await start();
  const { id: before } = await street.place({ category: '1201', text: '三号桥漫水' });
  await send(before, admit);
  await end(first);
  street.clock.advance(HOUR);
  const emergency = await start();
  const { id } = await street.place({ category: '1201', text: '低洼楼栋进水' });
  await send(id, admit, ['street', 'dispatch', toMember], accept, contact);
  if (finishes) await send(id, ['member', 'finish', { result: '已抽水' }]);
  await end(emergency);
  // What rings of other orders meanwhile is nobody's question here.
  await street.db.query('delete from timers where order_id <> $1', [emergency]);
  await street.until(street.clock.now() + 73 * HOUR);
  expect((await street.get(id)).face).toMatchObject({ closedAt: null, stage: finishes ? 'finished' : 'working' });
  expect((await street.journal(emergency)).filter((type) => type === 'takeStock')).toHaveLength(1);
  const { rows } = await street.db.query(
    `select distinct order_id from notices where order_id = $1 and params::text like '%closeDue%'`,
    [emergency],
  );
  expect(rows).toHaveLength(told);
  expect(await street.engine.replay(emergency)).toMatchObject({ same: true });
  expect(street.undelivered).toEqual([]);
});

describe('what stood still for another reason', () => {
  const granted = { granted: true };
  const paused = [
    ['member', 'askPause', { awaiting: 'resident', reason: '住户出门' }],
    ['secretary', 'decide', granted],
  ] as const;
  const target = new Date(monday + 60 * 24 * HOUR).toISOString();
  const shelved = [
    ['member', 'askShelving', { reason: '等小区改造', measure: '先行围挡', target }],
    ['street', 'decide', granted],
  ] as const;

  test.each([
    ['paused', paused, ['member', 'resume']],
    ['shelved', shelved, ['street', 'unshelve']],
  ] as const)('is let be while %s, and joins the emergency when it goes on', async (name, steps, goesOn) => {
    const { id } = await street.place({ category: '0101' });
    await send(id, admit, dispatch, accept, contact, ...steps);
    expect(await handling(id)).toMatchObject({ [name]: expect.anything() });
    street.clock.advance(HOUR);
    const emergency = await start();
    expect(await handling(id)).toMatchObject({ [name]: expect.anything() });
    expect((await order(id)).emergency).toBeUndefined();
    street.clock.advance(HOUR);
    await send(id, goesOn);
    expect(await handling(id)).toBe('suspended');
    expect((await order(id)).emergency).toMatchObject({ id: emergency, from: 'working' });
    const whole = (await order(id)).clocks.whole?.dueAt ?? 0;
    street.clock.advance(HOUR);
    await end(emergency);
    expect((await order(id)).emergency).toBeUndefined();
    expect(await handling(id)).not.toBe('suspended');
    expect((await order(id)).clocks.whole?.dueAt).toBeGreaterThan(whole);
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
    expect(street.undelivered).toEqual([]);
  });
});

describe('an order that comes back while its area is in an emergency', () => {
  const done = [admit, dispatch, accept, contact, ['member', 'finish', { result: '已修' }]] as const;
  const bad = ['resident', 'evaluate', { solved: 'no', stars: 1 }] as const;
  const again = [bad, ['member', 'finish', { result: '又修了' }]] as const;
  const falsely = ['supervisor', 'declareFalse', { reason: '现场未修' }] as const;
  const object = ['resident', 'object', { reason: '归你们管' }] as const;
  const uphold = ['street', 'decideObjection', { upheld: true, reason: '属实' }] as const;
  const refuse = ['secretary', 'refuse', { reason: '不归社区管', channel: '县级部门' }] as const;
  const merge = ['secretary', 'merge', { parent: '' }] as const;
  /** What it came to before, what brings it back, where it stands then, by which clock. */
  const ways: Readonly<Record<string, readonly [readonly Step[], Step, string, 'rework' | 'dispatch' | 'whole']>> = {
    'evaluated badly': [done, bad, 'reworking', 'rework'],
    'evaluated badly once more': [[...done, ...again], bad, 'reworking', 'rework'],
    'evaluated badly too often': [[...done, ...again, ...again], bad, 'escalated', 'dispatch'],
    'falsely completed': [[...done, ['resident', 'evaluate', { solved: 'yes', stars: 5 }]], falsely, 'reworking', 'rework'],
    'refused, and admitted after all': [[refuse, object], uphold, 'admitted', 'whole'],
    'merged, and split off': [[admit, merge], ['secretary', 'split'], 'admitted', 'whole'],
    'merged, and split off on an objection': [[admit, merge, object], uphold, 'admitted', 'whole'],
  };

  test.each([
    ['0101', 'stands still'],
    ['0201', 'has the emergency’s limits'],
  ])('%s: whatever brings it back, it %s, and comes out of it with the others', async (category) => {
    const urgent = category === '0201';
    const orders: { readonly name: string; readonly id: OrderId; readonly way: (typeof ways)[string] }[] = [];
    for (const [name, way] of Object.entries(ways)) {
      const { id } = await street.place({ category });
      const parent = await street.place({ category });
      const filled = (input: object = {}) => ('parent' in input ? { ...input, parent: parent.id } : input);
      for (const [who, type, input] of way[0]) await send(id, [who, type, filled(input)]);
      orders.push({ name, id, way });
    }
    street.clock.advance(HOUR);
    const emergency = await start();
    street.clock.advance(HOUR);
    const during = new Map<string, number>();
    for (const { name, id, way } of orders) {
      const [, back, state, clock] = way;
      expect([name, (await order(id)).emergency]).toEqual([name, undefined]);
      await send(id, back);
      const entered = urgent ? { id: emergency } : { id: emergency, from: state };
      expect([name, (await order(id)).emergency]).toMatchObject([name, entered]);
      expect([name, (await street.get(id)).face.labels.includes('suspended')]).toEqual([name, !urgent]);
      during.set(name, (await order(id)).clocks[clock]?.dueAt ?? Infinity);
    }
    street.clock.advance(HOUR);
    await end(emergency);
    for (const { name, id, way } of orders) {
      const [, , state, clock] = way;
      const after = await order(id);
      expect([name, after.emergency]).toEqual([name, undefined]);
      expect(JSON.stringify(await handling(id)), name).toContain(state);
      if (!urgent) expect(after.clocks[clock]?.dueAt, name).toBeGreaterThan(during.get(name) ?? Infinity);
      expect(await street.engine.replay(id), name).toMatchObject({ same: true });
    }
    expect(street.undelivered).toEqual([]);
  });

  test('what ended in one emergency and comes back after it is in none, and enters the next', async () => {
    const { id } = await street.place({ category: '0201' });
    const first = await start();
    await send(id, ...done.map((step) => (step[1] === 'dispatch' ? (['street', 'dispatch', toMember] as const) : step)));
    await send(id, ['resident', 'evaluate', { solved: 'yes', stars: 5 }]);
    await end(first);
    expect((await order(id)).emergency).toMatchObject({ id: first });
    street.clock.advance(HOUR);
    await send(id, falsely);
    expect((await order(id)).emergency).toBeUndefined();
    const second = await start();
    expect((await order(id)).emergency).toMatchObject({ id: second });
    await end(second);
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
  });

  test('what was let go on by hand stays so for as long as the emergency lasts, and not in the next one', async () => {
    const { id } = await street.place({ category: '0101' });
    await send(id, admit);
    const first = await start();
    await send(id, ['secretary', 'leaveEmergency']);
    // Weeks later: the keys of requests are kept for seven days.
    await street.db.query('delete from idempotency_keys where order_id = $1', [id]);
    const enter = (emergency: OrderId) =>
      street.engine.executeMany([
        {
          order: id,
          type: 'enterEmergency',
          input: { emergency },
          actor: { person: null, post: null, role: 'system', tenant: '522326', path: '' },
        },
      ]);
    expect(await enter(first)).toMatchObject([{ kind: 'not-allowed' }]);
    await send(id, dispatch, accept, contact, ['member', 'finish', { result: '已修' }], bad);
    expect(await handling(id)).toMatchObject({ reworking: expect.any(String) });
    await end(first);
    const second = await start();
    expect((await order(id)).emergency).toMatchObject({ id: second, from: 'reworking' });
    await end(second);
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
    expect(street.undelivered).toEqual([]);
  });
});

test('what was worked on with an emergency’s limits counts in no figure of its unit; what stood still counts', async () => {
  const measured = async (id: OrderId) => {
    const [one] = await readMeasurables(openTables(street.db), [id]);
    if (!one) throw new Error('not measured');
    const nowhere = { ofPost: () => undefined, ofUnit: () => undefined };
    return orderMeasureOf(one, nowhere, officialCalendar).excluded;
  };
  const urgent = await street.place({ category: '0201' });
  await send(urgent.id, ['secretary', 'admit', { urgency: 'U1' }]);
  const ordinary = await street.place({ category: '0101' });
  await send(ordinary.id, admit);
  expect([await measured(urgent.id), await measured(ordinary.id)]).toEqual([null, null]);
  await end(await start());
  expect([await measured(urgent.id), await measured(ordinary.id)]).toEqual(['emergency', null]);
});

test('an order that hears of an emergency when it is over goes on all the same', async () => {
  const { id } = await street.place({ category: '0101' });
  await send(id, admit);
  const { engine, clock } = street;
  const counties = () => street.directory.unitsWithin('').filter(({ kind }) => kind === 'county');
  const look = emergencyLeftovers({ engine, counties, now: clock.now });
  const emergency = await start();
  // It holds: nothing is let go.
  expect([await look(), await handling(id)]).toEqual([0, 'suspended']);
  clock.advance(HOUR);
  await end(emergency);
  const late = async () => {
    const input = { emergency };
    const actor = { person: null, post: null, role: 'system', tenant: '522326', path: '' };
    await engine.executeMany([{ order: id, type: 'enterEmergency', input, actor }]);
    expect(await handling(id)).toBe('suspended');
  };
  await late();
  expect([await look(), await handling(id)]).toEqual([1, { admitted: expect.any(String) }]);
  // What waited is delivered an hour later: until then it is looked for.
  await late();
  clock.advance(2 * HOUR);
  expect([await look(), await look(), (await order(id)).emergency]).toEqual([1, 0, undefined]);
  expect(await engine.replay(id)).toMatchObject({ same: true });
});

test('of an urgent kind after all, what was let go on enters with the limits of the emergency; what stands still is not corrected', async () => {
  const { id } = await street.place({ category: '0101' });
  await send(id, admit);
  const emergency = await start();
  const correct = { to: '0103', reason: '点单时选错了类别' };
  expect(await street.as('secretary').send(id, 'correctCategory', correct)).toMatchObject({ kind: 'not-allowed' });
  await send(id, ['secretary', 'leaveEmergency', {}], ['secretary', 'correctCategory', correct]);
  expect(await order(id)).toMatchObject({ category: '0103', urgency: 'U1', emergency: { id: emergency } });
  await end(emergency);
  expect((await order(id)).emergency).toBeUndefined();
  expect(await street.engine.replay(id)).toMatchObject({ same: true });
});

test('of an ordinary kind after all, what was taken for the emergency’s own stands still once it is no longer urgent', async () => {
  const emergency = await start();
  const { id } = await street.place({ category: '1201' });
  await send(id, ['street', 'admit']);
  await send(id, ['secretary', 'changeUrgency', { to: 'U2', reason: '只是水压低' }], ['community', 'decide', { granted: true }]);
  expect(await order(id)).toMatchObject({ urgency: 'U2', emergency: { id: emergency, at: monday } });
  expect((await order(id)).emergency).not.toHaveProperty('from');
  await send(id, ['secretary', 'correctCategory', { to: '0101', reason: '点单时选错了类别' }]);
  expect((await order(id)).emergency).toMatchObject({ id: emergency, from: 'admitted' });
  expect((await street.get(id)).face.labels).toContain('suspended');
  await end(emergency);
  expect((await order(id)).emergency).toBeUndefined();
  expect(await street.engine.replay(id)).toMatchObject({ same: true });
  expect(street.undelivered).toEqual([]);
});

test('of a higher urgency after all, what was let go on enters with the limits of the emergency, and comes out of it', async () => {
  const { id } = await street.place({ category: '0101' });
  await send(id, admit);
  const emergency = await start();
  await send(id, ['secretary', 'leaveEmergency']);
  const due = (await order(id)).clocks.whole?.dueAt ?? 0;
  await send(id, ['secretary', 'changeUrgency', { to: 'U1', reason: '水已漫出' }]);
  expect((await order(id)).emergency).toEqual({ id: emergency, at: monday });
  expect((await order(id)).clocks.whole?.dueAt).toBeLessThan(due);
  await end(emergency);
  expect((await order(id)).emergency).toBeUndefined();
  expect((await order(id)).clocks.whole?.dueAt).toBe(due);
  expect(await street.engine.replay(id)).toMatchObject({ same: true });
  expect(street.undelivered).toEqual([]);
});

describe('an urgent order that is lowered by a second person while the emergency lasts', () => {
  const lower = ['secretary', 'changeUrgency', { to: 'U2', reason: '只是水压低' }] as const;
  const grant = ['community', 'decide', { granted: true }] as const;
  const object = ['resident', 'object', { reason: '水已漫进屋' }] as const;
  const uphold = ['street', 'decideObjection', { upheld: true, reason: '属实' }] as const;

  test('stands still as ordinary work does, and goes on by its ordinary limit at the end', async () => {
    const { id } = await street.place({ category: '0201' });
    await send(id, admit);
    const ordinary = await street.place({ category: '0201' });
    await send(ordinary.id, admit, lower, grant);
    await street.db.query(`update orders set labels = array[]::text[], closed_at = now() where id = $1`, [ordinary.id]);
    const emergency = await start();
    expect((await order(id)).emergency).toEqual({ id: emergency, at: monday });
    await send(id, lower);
    expect((await order(id)).emergency).toEqual({ id: emergency, at: monday });
    street.clock.advance(HOUR / 2);
    await send(id, grant);
    expect(await order(id)).toMatchObject({ urgency: 'U2', emergency: { id: emergency, from: 'admitted' } });
    expect((await street.get(id)).face.labels).toContain('suspended');
    street.clock.advance(HOUR);
    await end(emergency);
    expect((await order(id)).emergency).toBeUndefined();
    // By that of U2, from its own start, and longer for the time that it stood still.
    expect((await order(id)).clocks.whole?.dueAt).toBeGreaterThan((await order(ordinary.id)).clocks.whole?.dueAt ?? Infinity);
    expect(await handling(id)).toMatchObject({ admitted: expect.any(String) });
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
    expect(street.undelivered).toEqual([]);
  });

  test('let go on by hand before, it is let be', async () => {
    const { id } = await street.place({ category: '0101' });
    await send(id, admit);
    const emergency = await start();
    await send(id, ['secretary', 'leaveEmergency'], ['secretary', 'changeUrgency', { to: 'U1', reason: '水已漫出' }]);
    await send(id, lower, grant);
    expect(await order(id)).toMatchObject({ urgency: 'U2', exemptFrom: emergency });
    expect((await order(id)).emergency).toBeUndefined();
    await end(emergency);
    expect(street.undelivered).toEqual([]);
  });

  test('is worked on at once, with the limits of the emergency, when the resident’s objection is upheld', async () => {
    const before = await street.place({ category: '0201' });
    await send(before.id, admit, lower, grant);
    const emergency = await start();
    const during = await street.place({ category: '0201' });
    await send(during.id, admit);
    const limit = (await order(during.id)).clocks.whole?.dueAt;
    await send(during.id, lower, grant);
    for (const { id } of [before, during]) {
      expect((await order(id)).emergency).toMatchObject({ id: emergency, from: expect.any(String) });
      await send(id, object, uphold);
      const { urgency, emergency: own, clocks } = await order(id);
      expect([urgency, own]).toEqual(['U1', { id: emergency, at: monday }]);
      expect(clocks.whole?.dueAt).toBe(limit);
      expect((await street.get(id)).face.labels).not.toContain('suspended');
    }
    await end(emergency);
    for (const { id } of [before, during]) {
      expect((await order(id)).emergency).toBeUndefined();
      expect(await street.engine.replay(id)).toMatchObject({ same: true });
    }
    expect(street.undelivered).toEqual([]);
  });
});

test('an order that is merged has no mark of an emergency, and none when its parent is finished', async () => {
  const [child, parent] = [await street.place({ category: '0201' }), await street.place({ category: '0201' })];
  const emergency = await start();
  for (const { id } of [child, parent]) {
    await send(id, admit);
    expect((await order(id)).emergency).toMatchObject({ id: emergency });
  }
  await send(child.id, ['street', 'merge', { parent: parent.id }]);
  expect([(await order(child.id)).emergency, (await street.get(child.id)).face.labels.join(' ')]).toEqual([
    undefined,
    expect.not.stringContaining('in-emergency'),
  ]);
  await send(parent.id, ['street', 'dispatch', toMember], accept, contact);
  await end(emergency);
  await send(parent.id, ['member', 'finish', { result: '已修' }]);
  expect((await order(child.id)).finishedAt).toBe(street.clock.now());
  expect((await order(child.id)).emergency).toBeUndefined();
  expect(await street.engine.replay(child.id)).toMatchObject({ same: true });
  expect(street.undelivered).toEqual([]);
});

/** Elsewhere, what is done here is done as by a process that has not read of the emergency yet. */
const standsAt = async (path: string): Promise<void> => {
  await street.db.query(`update county_rules set path = $1 where kind = 'emergency-mode'`, [path]);
  await street.rules.refresh();
};

test('an order that another process admitted before it knew of the emergency enters on the next beat, and one that was let go does not', async () => {
  const { engine, clock } = street;
  const counties = () => street.directory.unitsWithin('').filter(({ kind }) => kind === 'county');
  const look = emergencyLatecomers({ engine, counties, now: clock.now });
  const { id: ordinary } = await street.place({ category: '0101' });
  await send(ordinary, admit);
  const { id: raised } = await street.place({ category: '0101' });
  const emergency = await start();
  const { id: late } = await street.place({ category: '0101' });
  const { id: urgent } = await street.place({ category: '0103' });
  const { rows } = await street.db.query<{ path: string }>(`select path from county_rules where kind = 'emergency-mode'`);
  await standsAt('u000000');
  for (const id of [late, urgent]) await send(id, admit);
  await standsAt(rows[0]?.path ?? '');
  expect([await handling(late), (await order(urgent)).emergency]).toEqual([{ admitted: expect.any(String) }, undefined]);
  await send(ordinary, ['secretary', 'leaveEmergency', {}]);
  expect([await look(), await look()]).toEqual([2, 0]);
  expect([await handling(late), await handling(ordinary)]).toEqual(['suspended', { admitted: expect.any(String) }]);
  expect((await order(urgent)).emergency?.id).toBe(emergency);
  // What joined by its own admission and was let go on goes on, now, and when it was paused.
  const { id: joined } = await street.place({ category: '0101' });
  await send(joined, admit);
  expect(await handling(joined)).toBe('suspended');
  await send(joined, ['secretary', 'leaveEmergency', {}]);
  expect([await look(), await handling(joined)]).toEqual([0, { admitted: expect.any(String) }]);
  await send(joined, dispatch, accept, contact, ['member', 'askPause', { awaiting: 'resident', reason: '住户出门' }]);
  await send(joined, ['secretary', 'decide', { granted: true }], ['member', 'resume']);
  expect([await look(), await handling(joined)]).toEqual([0, 'working']);
  // Urgent after all at its admission, it has the limits of the emergency all the same.
  await send(raised, ['secretary', 'leaveEmergency', {}], ['secretary', 'admit', { urgency: 'U1' }]);
  expect(await order(raised)).toMatchObject({ urgency: 'U1', emergency: { id: emergency } });
  // A minute after its orders followed it is known everywhere.
  await standsAt('u000000');
  const { id: later } = await street.place({ category: '0101' });
  await send(later, admit);
  await standsAt(rows[0]?.path ?? '');
  clock.advance(61_000);
  expect([await look(), await handling(later)]).toEqual([0, { admitted: expect.any(String) }]);
  await end(emergency);
});

test('hundreds of newer orders that stand still by themselves do not hide what an emergency missed', async () => {
  const { engine, clock, db } = street;
  const counties = () => street.directory.unitsWithin('').filter(({ kind }) => kind === 'county');
  const emergency = await start();
  const { id: late } = await street.place({ category: '0101' });
  const { rows } = await db.query<{ path: string }>(`select path from county_rules where kind = 'emergency-mode'`);
  await standsAt('u000000');
  await send(late, admit);
  await standsAt(rows[0]?.path ?? '');
  // They are looked for by their faces alone.
  await db.query(
    `insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key, path, stage, labels, people, number, due_at, opened_at, data)
     select ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, tenant, workflow, version, revision, snapshot, head, data_key, path,
       'working', array[case when n % 2 = 0 then 'paused' else 'shelved' end], people, 'still ' || n, due_at, opened_at, data
     from orders, generate_series(1, 200) n where id = $1`,
    [late],
  );
  expect(await emergencyLatecomers({ engine, counties, now: clock.now })()).toBe(1);
  expect(await handling(late)).toBe('suspended');
  await db.query(`delete from orders where number like 'still %'`);
  await end(emergency);
});

test('until when it may be confirmed is not until when it is planned', async () => {
  const scope = [demoStreet];
  const id = opened(await street.as('street').open('emergency', 'propose', { hazard: 'flood', level: 'II', scope, document }));
  const limits = async () => {
    const context = emergencyOf((await street.get(id)).snapshot);
    return [confirmByOf(context), plannedEndOf(context)];
  };
  expect(await limits()).toEqual([monday + HOUR, monday + 24 * HOUR]);
  street.clock.advance(HOUR / 2);
  await send(id, ['leader', 'confirm']);
  expect(await limits()).toEqual([null, monday + 24.5 * HOUR]);
  await end(id);
});

test('an emergency that ends as it begins leaves no mode behind', async () => {
  const { id } = await street.place({ category: '0101' });
  await send(id, admit);
  await end(await start());
  expect((await street.db.query(`select from county_rules where kind = 'emergency-mode'`)).rowCount).toBe(0);
  expect((await order(id)).emergency).toBeUndefined();
  const later = await street.place({ category: '0101' });
  await send(later.id, admit);
  expect(await handling(later.id)).toMatchObject({ admitted: expect.any(String) });
});

test('row 14, 应急演练: a drill moves no order and no limit', async () => {
  const { id } = await street.place({ category: '0101' });
  await send(id, admit);
  const before = await street.get(id);
  opened(await street.as('community').open('emergency', 'propose', { kind: 'drill', hazard: 'flood', scope: [demoCommunity] }));
  await street.rules.refresh();
  expect((await street.get(id)).revision).toBe(before.revision);
  await expect(street.place({ category: '1201', text: '演练' })).rejects.toThrow(/emergency-categories/);
  expect(personas.resident.unit).toBeDefined();
});
