// How a clock ended: met by its own event, or taken along by what the order did. What did not take place is never said to have
// been done in time.
import type { OrderId } from '@six-order/engine';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import {
  accepted,
  admitted,
  bad,
  community,
  dispatched,
  finished,
  good,
  member,
  resident,
  secretary,
  until,
  working,
  type Step,
} from './scenario.ts';

const street = await openStreet({ delivers: true });
const MONDAY = Date.parse('2026-03-02T09:00:00+08:00');

/** A minute passes after each step. */
async function play(steps: readonly Step[]): Promise<OrderId> {
  await street.db.query('delete from timers');
  street.clock.set(MONDAY);
  const { id } = await street.place({ category: '0101' });
  for (const step of steps) {
    street.clock.advance(60_000);
    if ('until' in step) await street.until(Date.parse(step.until));
    else if ('ms' in step) street.clock.advance(step.ms);
    else expect((await street.as(step.who).send(id, step.type, step.input)).kind, step.type).toBe('applied');
  }
  return id;
}

const finish = member('finish', { result: '已办好' });
const unreported = [...accepted, finish];
const late = until('2026-03-03T11:00:00+08:00');

test.each<readonly [says: string, steps: readonly Step[], endings: Readonly<Record<string, string>>]>([
  ['受理、派单、接单、联系、办结', finished, { intake: 'met', dispatch: 'met', accept: 'met', contact: 'met', whole: 'met' }],
  ['没有首次联系就办结', unreported, { accept: 'met', contact: 'with-work', feedback: 'with-work', whole: 'met' }],
  ['办结后再评价，联系仍然没有', [...unreported, good], { contact: 'with-work', callback: 'with-order', evaluate: 'met' }],
  ['差评重办', [...unreported, bad], { contact: 'overtaken', callback: 'overtaken', evaluate: 'met', whole: 'met' }],
  ['重办办结', [...unreported, bad, finish], { contact: 'overtaken', whole: 'met', rework: 'met' }],
  ['上门、先期反馈', [...working, member('arrive'), member('progress', { text: '已看过' }), finish], { feedback: 'met' }],
  ['回访', [...finished, community('callback', { outcome: 'confirmed' })], { callback: 'met' }],
  ['到期没有评价', [...finished, until('2026-03-20T00:00:00+08:00')], { evaluate: 'with-order' }],
  ['受理前撤单', [resident('withdraw')], { intake: 'with-order' }],
  ['不予受理', [secretary('refuse', { reason: '不属于受理范围' })], { intake: 'met' }],
  ['派单前撤单', [...admitted, resident('withdraw')], { intake: 'met', dispatch: 'with-order', whole: 'ended' }],
  ['接单前撤单', [...dispatched, resident('withdraw')], { dispatch: 'met', accept: 'with-order' }],
  ['联系前撤单', [...accepted, resident('withdraw')], { accept: 'met', contact: 'with-order' }],
  ['谢绝', [...dispatched, member('decline', { reason: '不在家' })], { accept: 'ended' }],
  ['即办', [...admitted, secretary('settle', { result: '已答复' })], { dispatch: 'with-work', whole: 'met' }],
  [
    '特急单没有到场就办结',
    [secretary('admit', { urgency: 'U0' }), ...dispatched.slice(1), member('accept'), member('contact'), finish],
    { contact: 'met', arrive: 'with-work' },
  ],
  [
    '特急单到场',
    [
      secretary('admit', { urgency: 'U0' }),
      ...dispatched.slice(1),
      member('accept'),
      member('contact'),
      member('arrive'),
      finish,
    ],
    { arrive: 'met' },
  ],
  ['逾期才办结', [...accepted, late, finish], { contact: 'with-work' }],
])('%s', async (_, steps, endings) => {
  const id = await play(steps);
  const order = await street.engine.get(id);
  const clocks = clocksOf(order!.snapshot, street.clock.now());
  expect(Object.fromEntries(clocks.map(({ name, ending }) => [name, ending]))).toMatchObject(endings);
  for (const { finishedAt, dueAt, light, ending, explanation } of clocks) {
    expect(ending === undefined).toBe(finishedAt === null);
    if (finishedAt === null) continue;
    expect(light).toBe('done');
    expect(/按时/.test(explanation.zh), explanation.zh).toBe(ending === 'met' && finishedAt <= dueAt);
    expect(/in time/.test(explanation.en), explanation.en).toBe(ending === 'met' && finishedAt <= dueAt);
    expect(/逾期/.test(explanation.zh), explanation.zh).toBe(finishedAt > dueAt);
    expect(/没有单独进行/.test(explanation.zh), explanation.zh).toBe(ending !== 'met' && ending !== 'ended');
  }
});
