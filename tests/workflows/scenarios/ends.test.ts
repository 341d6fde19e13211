// 终结: what an order's end takes with it, and the same matter without new facts. Source: domain research 2.2, 2.6.
import type { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/six-order/face';
import { expect, test } from 'vitest';
import { openStreet, toMember } from '../../harness/street.ts';
import { dispatched, finished, resident, until, working, type Step } from './scenario.ts';

const street = await openStreet({ delivers: true });
const MONDAY = Date.parse('2026-03-02T09:00:00+08:00');

async function play(id: OrderId, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if ('until' in step) await street.until(Date.parse(step.until));
    else if ('who' in step) expect((await street.as(step.who).send(id, step.type, step.input)).kind, step.type).toBe('applied');
  }
}

async function placed(steps: readonly Step[], category = '0101'): Promise<OrderId> {
  await street.db.query('delete from timers');
  street.clock.set(MONDAY);
  const { id } = await street.place({ category });
  await play(id, steps);
  return id;
}

/** The states of the order's cards, by colour, in the order in which they came. */
async function cardsOf(id: OrderId): Promise<readonly string[]> {
  const { orders } = await street.engine.find({
    tenant: '522326',
    filter: { all: [{ workflow: 'card' }, { label: `order:${id}` }] },
    sort: 'newest',
    limit: 20,
  });
  return orders.map(({ face }) => `${face.data['colour'] as string} ${face.stage}`).toSorted();
}

const blue = until('2026-03-03T10:00:00+08:00');
const yellow = until('2026-03-09T18:00:00+08:00');
const redAsWell = until('2026-03-12T18:00:00+08:00');
const finish: Step = { who: 'member', type: 'finish', input: { result: '已办好' } };
const good = resident('evaluate', { solved: 'yes', stars: 5 });

test.each<readonly [rule: string, steps: readonly Step[], cards: readonly string[]]>([
  ['未结束的单，卡仍要回复', [...dispatched, blue], ['blue issued']],
  ['撤单即撤卡', [...dispatched, blue, resident('withdraw')], ['blue cancelled']],
  ['办结后、评价前，卡仍要回复', [...dispatched, blue, { who: 'member', type: 'accept', input: {} }, finish], ['blue issued']],
  ['评价满意即撤蓝卡', [...dispatched, blue, { who: 'member', type: 'accept', input: {} }, finish, good], ['blue cancelled']],
  ['评价满意即撤黄卡', [...working, yellow, finish, good], ['blue cancelled', 'yellow cancelled']],
  ['红卡仍要回复', [...working, redAsWell, finish, good], ['blue cancelled', 'red issued', 'yellow cancelled']],
  [
    '未评也撤蓝卡',
    [...dispatched, blue, { who: 'member', type: 'accept', input: {} }, finish, until('2026-03-20T00:00:00+08:00')],
    ['blue cancelled'],
  ],
  ['撤单连红卡一并撤', [...working, redAsWell, resident('withdraw')], ['blue cancelled', 'red cancelled', 'yellow cancelled']],
  [
    '差评重办，卡不撤',
    [...working, yellow, finish, resident('evaluate', { solved: 'no', stars: 1 })],
    ['blue issued', 'yellow issued'],
  ],
])('%s', async (_, steps, cards) => {
  const id = await placed(steps);
  const standing = await cardsOf(id);
  // One that nobody answered may have gone up meanwhile: it is issued anew, at another level.
  expect(standing).toEqual(cards);
  if (cards.every((card) => card.endsWith('cancelled'))) {
    expect((await street.get(id)).face.labels.filter((label) => label.startsWith('card:'))).toEqual([]);
  }
});

test('refused and merged orders leave no card either', async () => {
  const refused = await placed([until('2026-03-02T15:00:00+08:00')]);
  expect(await cardsOf(refused)).toEqual(['blue issued']);
  await play(refused, [{ who: 'secretary', type: 'refuse', input: { reason: '已在诉讼', channelCode: 'court' } }]);
  expect(await cardsOf(refused)).toEqual(['blue cancelled']);

  const child = await placed([{ who: 'secretary', type: 'admit', input: {} }, until('2026-03-03T09:00:00+08:00')], '0404');
  const parent = await street.place({ category: '0404' });
  await play(child, [{ who: 'secretary', type: 'merge', input: { parent: parent.id } }]);
  expect(await cardsOf(child)).toContain('blue cancelled');
});

test('a card that a supervisor issued by hand is not taken back by an evaluation', async () => {
  const id = await placed(finished);
  const issued = await street
    .as('supervisor')
    .open('card', 'issue', { order: id, colour: 'yellow', reason: 'other', text: '态度生硬' });
  expect(issued.kind).toBe('applied');
  await play(id, [good]);
  expect(await cardsOf(id)).toEqual(['yellow issued']);
});

test('the same matter without new facts is answered with how far it has come', async () => {
  const first = await placed([...finished, good]);
  const { id, face } = await street.place();
  const refuse = { reason: '与上次为同一事项，没有新情况', earlier: first };
  expect(await street.as('secretary').send(id, 'refuse', refuse)).toMatchObject({ kind: 'applied' });
  const order = await street.get(id);
  expect(order.face.stage).toBe('refused');
  expect(contextOf(order.snapshot).refusal).toMatchObject({
    earlier: { id: first, number: (await street.get(first)).face.number, stage: 'evaluated' },
  });
  const { rows } = await street.db.query('select person, template from notices where order_id = $1 order by at', [id]);
  expect(rows.map(({ template }) => template)).toContain('order-same-matter');
  expect(rows.map(({ template }) => template)).not.toContain('order-refused');
  // The resident may still object: he may know better.
  expect(await street.as('resident').send(id, 'object', { reason: '这次是另一处' })).toMatchObject({ kind: 'applied' });
  expect(face.number).not.toBe('');
});

test('only the resident’s own earlier order about the same kind is such a matter', async () => {
  const others = await street.place({}, 'resident-2');
  const kind = await street.place({ category: '0105' });
  const { id } = await street.place();
  for (const earlier of [others.id, kind.id, id]) {
    const outcome = await street.as('secretary').send(id, 'refuse', { reason: '同一事项', earlier });
    expect(outcome).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['earlier'], message: expect.stringMatching(/no earlier order of this resident/) }],
    });
  }
  expect((await street.get(id)).face.stage).toBe('placed');
  expect(await street.as('secretary').send(id, 'admit')).toMatchObject({ kind: 'applied' });
  expect(await street.as('secretary').send(id, 'dispatch', toMember)).toMatchObject({ kind: 'applied' });
});
