// The load limit through the engine: five open orders a member, counted by the engine, and nothing written by a refusal.
import { expect, test } from 'vitest';
import { openStreet, toMember } from '../harness/street.ts';

const street = await openStreet({ loadLimit: true });
const secretary = street.as('secretary');

async function admitted(category: string) {
  const { id } = await street.place({ category, text: '请尽快处理' });
  await secretary.send(id, 'admit');
  return id;
}

test('load-limit: the sixth waits until one of the five is given back; what is urgent does not wait', async () => {
  const held = [];
  for (let n = 0; n < 5; n += 1) held.push(await admitted('0101'));
  for (const id of held) expect(await secretary.send(id, 'dispatch', toMember)).toMatchObject({ kind: 'applied' });

  const sixth = await admitted('0101');
  const before = await street.get(sixth);
  const refused = await secretary.send(sixth, 'dispatch', toMember);
  expect(refused).toMatchObject({ kind: 'invalid', issues: [{ path: ['to', 'id'] }] });
  expect(JSON.stringify(refused)).toContain('load-limit');
  expect(await street.get(sixth)).toEqual(before);
  expect(await street.journal(sixth)).toEqual(['place', 'admit']);

  const urgent = await admitted('0201');
  expect(await secretary.send(urgent, 'dispatch', toMember)).toMatchObject({ kind: 'applied' });

  for (const id of [urgent, held[0]!]) await street.as('member').send(id, 'decline', { reason: '手上太多' });
  expect(await secretary.send(sixth, 'dispatch', toMember)).toMatchObject({ kind: 'applied' });
});
