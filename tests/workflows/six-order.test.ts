// An order's whole life, in the words of the field, through the engine with a clock that the test sets.
import { describe, expect, test } from 'vitest';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import { stateOf } from '@six-order/workflows/six-order/face';
import { stationsOf } from '@six-order/workflows/six-order/stations';
import { DAY, HOUR, openStreet, toMember } from '../harness/street.ts';

const street = await openStreet();
const { engine } = street;
const [resident, secretary, member] = [street.as('resident'), street.as('secretary'), street.as('member')];

async function accepted(category: string) {
  const { id } = await street.place({ category });
  for (const [who, type, input] of [
    [secretary, 'admit', {}],
    [secretary, 'dispatch', toMember],
    [member, 'accept', {}],
  ] as const) {
    expect(await who.send(id, type, input)).toMatchObject({ kind: 'applied' });
  }
  return id;
}

const statuses = async (id: Awaited<ReturnType<typeof accepted>>) =>
  Object.fromEntries(stationsOf((await street.get(id)).snapshot).map(({ station, status }) => [station, status]));

describe('点 → 派 → 接 → 督 → 晒 → 评', () => {
  test('a good evaluation ends the order, and the chain proves itself', async () => {
    const id = await accepted('0101');
    expect(await statuses(id)).toEqual({
      place: 'done',
      dispatch: 'done',
      accept: 'now',
      supervise: 'now',
      publish: 'todo',
      evaluate: 'todo',
    });
    await member.send(id, 'contact', { note: '已电话约好时间' });
    await member.send(id, 'finish', { result: '更换防水层' });
    expect(await resident.send(id, 'evaluate', { solved: 'yes', stars: 5 })).toMatchObject({ kind: 'applied' });
    const order = await street.get(id);
    expect(stateOf(order.snapshot)).toEqual({ handling: 'evaluated', supervision: 'clear', publication: 'skipped' });
    expect(order.face.closedAt).toBe(street.clock.now());
    expect(await statuses(id)).toEqual({
      place: 'done',
      dispatch: 'done',
      accept: 'done',
      supervise: 'done',
      publish: 'skipped',
      evaluate: 'done',
    });
    expect(await street.journal(id)).toEqual(['place', 'admit', 'dispatch', 'accept', 'contact', 'finish', 'evaluate']);
    expect(await street.effects(id)).toEqual([
      'order-placed',
      'order-admitted',
      'order-dispatched',
      'order-accepted',
      'order-contacted',
      'order-finished',
      'order-evaluated',
    ]);
    expect(await engine.verify(id)).toBe(true);
    expect(await engine.replay(id)).toMatchObject({ same: true });
  });

  test.each([
    { solved: 'no', stars: 4 },
    { solved: 'yes', stars: 2 },
    { solved: 'partly', stars: 1 },
  ])('$solved with $stars stars goes round again', async (evaluation) => {
    const id = await accepted('0101');
    await member.send(id, 'finish', { result: '第一次' });
    await resident.send(id, 'evaluate', evaluation);
    expect((await street.get(id)).face).toMatchObject({ stage: 'working', labels: expect.arrayContaining(['rework']) });
    expect(await statuses(id)).toMatchObject({ accept: 'now', evaluate: 'returned' });
    expect(await member.send(id, 'finish', { result: '第二次' })).toMatchObject({ kind: 'applied' });
    expect(await resident.send(id, 'evaluate', { solved: 'yes', stars: 3 })).toMatchObject({ kind: 'applied' });
    expect((await street.get(id)).face.stage).toBe('evaluated');
  });

  test('a second bad evaluation raises the red card', async () => {
    const id = await accepted('0101');
    for (const round of [1, 2]) {
      await member.send(id, 'finish', { result: `第${round}次` });
      await resident.send(id, 'evaluate', { solved: 'no', stars: 1 });
    }
    expect(stateOf((await street.get(id)).snapshot)).toMatchObject({ handling: 'reworking', supervision: 'red' });
  });

  test('no answer ends as unanswered, never as satisfied', async () => {
    const id = await accepted('0101');
    await member.send(id, 'finish', { result: '完成' });
    await street.until(street.clock.now() + 16 * DAY);
    const order = await street.get(id);
    expect(order.face.stage).toBe('unanswered');
    expect(order.snapshot.context).toMatchObject({ rounds: [] });
    expect(await street.journal(id)).toEqual(expect.arrayContaining(['evaluateHalf', 'evaluatePressing', 'evaluateDue']));
    expect(await statuses(id)).toMatchObject({ evaluate: 'skipped' });
  });
});

describe('督: deadlines', () => {
  test('0201 (24 h from admission) is yellow after 24 h, red after 36 h, and overdue', async () => {
    const id = await accepted('0201');
    const start = street.clock.now();
    await member.send(id, 'contact');
    await member.send(id, 'arrive');
    await member.send(id, 'progress', { text: '抢修中' });
    const look = async () => {
      const order = await street.get(id);
      const whole = clocksOf(order.snapshot, street.clock.now()).find(({ name }) => name === 'whole');
      return {
        supervision: stateOf(order.snapshot).supervision,
        light: whole?.light,
        overdue: order.face.labels.includes('overdue'),
      };
    };
    await street.until(start + 24 * HOUR - 1);
    expect(await look()).toEqual({ supervision: 'clear', light: 'blue', overdue: false });
    await street.until(start + 24 * HOUR);
    expect(await look()).toEqual({ supervision: 'yellow', light: 'yellow', overdue: true });
    await street.until(start + 36 * HOUR);
    expect(await look()).toEqual({ supervision: 'red', light: 'red', overdue: true });
  });

  test('of what is late as a whole its desk goes by that, however late a step is besides', async () => {
    const { id } = await street.place({ category: '0201' });
    await secretary.send(id, 'admit');
    const dueOf = async () => {
      const { snapshot, face } = await street.get(id);
      const clocks = clocksOf(snapshot, street.clock.now()).filter(({ finishedAt }) => finishedAt === null);
      const [step, whole] = ['dispatch', 'whole'].map((wanted) => clocks.find(({ name }) => name === wanted)?.dueAt);
      return { step, whole, at: face.dueAt };
    };
    const before = await dueOf();
    expect(before.step).toBeLessThan(before.whole ?? 0);
    expect(before.at).toBe(before.step);
    await street.until((before.whole ?? 0) - 1);
    expect((await dueOf()).at).toBe(before.step);
    await street.until(before.whole ?? 0);
    expect((await dueOf()).at).toBe(before.whole);
  });

  test('0101 (5 working days) is not late after three days', async () => {
    const id = await accepted('0101');
    await member.send(id, 'contact');
    await street.until(street.clock.now() + 3 * DAY);
    expect((await street.get(id)).face.labels).not.toContain('overdue');
  });

  test('an order not accepted in time raises one blue card and stays acceptable', async () => {
    const { id } = await street.place({ category: '0102' });
    await secretary.send(id, 'admit');
    await secretary.send(id, 'dispatch', toMember);
    street.clock.set((await street.get(id)).face.dueAt ?? 0);
    await street.tick();
    await street.tick();
    expect(stateOf((await street.get(id)).snapshot)).toMatchObject({ handling: 'dispatched', supervision: 'blue' });
    expect(await street.as('member-2').send(id, 'accept')).toMatchObject({ kind: 'not-found' });
    expect(await member.send(id, 'accept')).toMatchObject({ kind: 'applied' });
    expect((await street.effects(id)).filter((effect) => effect === 'card-raised')).toHaveLength(1);
  });

  test('clocks stop where their stage ends: nothing wakes a finished order but its evaluation', async () => {
    const id = await accepted('0201');
    await member.send(id, 'finish', { result: '通水' });
    const { rows } = await street.db.query('select slot from timers where order_id = $1 order by slot', [id]);
    expect(rows.map((row) => row.slot.split('.')[2])).toEqual(['evaluateDue', 'evaluateHalf']);
  });
});

describe('晒', () => {
  const publisher = street.as('publisher');

  test('with consent it opens at the end of the work; the publisher proposes and publishes', async () => {
    const { id } = await street.place({ category: '0101', publishConsent: true });
    await secretary.send(id, 'admit');
    await secretary.send(id, 'dispatch', toMember);
    await member.send(id, 'accept');
    await member.send(id, 'finish', { result: '补好' });
    expect(await member.send(id, 'propose', { title: 'x', text: 'y' })).toMatchObject({ kind: 'forbidden' });
    expect(await publisher.send(id, 'publish')).toMatchObject({ kind: 'not-allowed' });
    expect(await publisher.send(id, 'propose', { title: '漏水修好', text: '社区两天内修好过道漏水。' })).toMatchObject({
      kind: 'applied',
    });
    expect(await publisher.send(id, 'publish')).toMatchObject({ kind: 'applied' });
    expect(stateOf((await street.get(id)).snapshot)).toMatchObject({ handling: 'finished', publication: 'published' });
  });

  test('a sealed category is never opened for publication, whatever was ticked', async () => {
    const { id } = await street.place({ category: '0702', publishConsent: true });
    await secretary.send(id, 'admit');
    await secretary.send(id, 'dispatch', toMember);
    await member.send(id, 'accept');
    await member.send(id, 'finish', { result: '已代办' });
    expect(stateOf((await street.get(id)).snapshot)).toMatchObject({ publication: 'skipped' });
  });
});

describe('who may not', () => {
  const gridWorker = street.as('grid-worker');

  test('whoever did the work does not evaluate it, and no proxy speaks for the resident', async () => {
    const { person } = street.actor('resident');
    const { id } = await street.place({ onBehalfOf: person, consentHow: 'in-person' }, 'grid-worker');
    await secretary.send(id, 'admit');
    await secretary.send(id, 'dispatch', { to: { kind: 'person', id: street.actor('grid-worker').person } });
    await gridWorker.send(id, 'accept');
    await gridWorker.send(id, 'finish', { result: '已处理' });
    expect(await gridWorker.send(id, 'evaluate', { solved: 'yes', stars: 5 })).toMatchObject({ kind: 'not-allowed' });
    expect(await resident.send(id, 'evaluate', { solved: 'yes', stars: 4 })).toMatchObject({ kind: 'applied' });
  });

  test.each(['resident-2', 'dpo', 'supervisor'] as const)('nobody dispatches to a %s, who cannot accept', async (persona) => {
    const { id } = await street.place();
    await secretary.send(id, 'admit');
    const outcome = await secretary.send(id, 'dispatch', { to: { kind: 'person', id: street.actor(persona).person } });
    expect(outcome).toMatchObject({ kind: 'invalid', issues: [{ path: ['to', 'id'] }] });
  });

  test('a complaint about the community is not given to the community', async () => {
    const { id } = await street.place({ category: '1101' });
    await street.as('street').send(id, 'admit');
    const outcome = await street
      .as('street')
      .send(id, 'dispatch', { to: { kind: 'person', id: street.actor('secretary').person } });
    expect(outcome).toMatchObject({ kind: 'invalid', issues: [{ path: ['to', 'id'] }] });
  });
});

test('what was proposed of a round that did not hold is not published for the next', async () => {
  const { id } = await street.place({ publishConsent: true });
  await secretary.send(id, 'admit');
  await secretary.send(id, 'dispatch', toMember);
  await member.send(id, 'accept');
  await member.send(id, 'finish', { result: '第一次' });
  await street.as('publisher').send(id, 'propose', { title: '已修好', text: '已完全修好。' });
  await resident.send(id, 'evaluate', { solved: 'no', stars: 1 });
  await member.send(id, 'finish', { result: '第二次' });
  expect(await street.as('publisher').send(id, 'publish')).toMatchObject({ kind: 'not-allowed' });
  expect(stateOf((await street.get(id)).snapshot)).toMatchObject({ publication: 'open' });
});

test('a declined order goes back to be dispatched again', async () => {
  const { id } = await street.place();
  await secretary.send(id, 'admit');
  await secretary.send(id, 'dispatch', toMember);
  expect(await member.send(id, 'decline', { reason: '家中有事' })).toMatchObject({ kind: 'applied' });
  expect((await street.get(id)).face).toMatchObject({ stage: 'admitted', labels: expect.arrayContaining(['returned']) });
  expect(await statuses(id)).toMatchObject({ dispatch: 'returned' });
  expect(await secretary.send(id, 'dispatch', toMember)).toMatchObject({ kind: 'applied' });
});

test('a refused order says why and where to go instead', async () => {
  const { id } = await street.place();
  expect(await secretary.send(id, 'refuse', { reason: '已进入诉讼程序', channel: '法院' })).toMatchObject({ kind: 'applied' });
  expect(await engine.unseal(id, ['2/reason', '2/channel'])).toEqual({ '2/reason': '已进入诉讼程序', '2/channel': '法院' });
  expect(await resident.send(id, 'withdraw')).toMatchObject({ kind: 'not-allowed' });
});

test('the resident withdraws until the work is finished', async () => {
  const id = await accepted('0101');
  expect(await resident.send(id, 'withdraw')).toMatchObject({ kind: 'applied' });
  expect(await member.send(id, 'finish', { result: '…' })).toMatchObject({ kind: 'not-allowed' });
  const { rows } = await street.db.query('select count(*)::int as n from timers where order_id = $1', [id]);
  expect(rows[0].n).toBe(0);
});
