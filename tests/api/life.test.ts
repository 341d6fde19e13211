import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

test('an order goes from placing to evaluation over HTTP, and its journal verifies', async () => {
  const resident = await service.as('resident');
  const secretary = await service.as('secretary');
  const member = await service.as('member');

  const { order, queryCode } = await resident.place('0101');
  expect(queryCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(order).toMatchObject({ revision: 1, category: '0101', state: { handling: 'placed' }, text: '厨房天花板漏水' });

  expect((await secretary.send(order.id, 'admit')).state.handling).toBe('admitted');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact', { note: '已电话联系' });
  await member.send(order.id, 'finish', { result: '已修好' });
  const ended = await resident.send(order.id, 'evaluate', { solved: 'yes', stars: 5 });
  expect(ended.state.handling).toBe('evaluated');
  expect(ended.stations.map((at: { status: string }) => at.status)).toEqual(['done', 'done', 'done', 'done', 'skipped', 'done']);

  const journal = fits('readJournal', 200, (await resident.get(`/api/v1/orders/${order.id}/journal`)).json);
  expect(journal.verified).toBe(true);
  expect(journal.entries.map((entry: { type: string }) => entry.type)).toEqual([
    'place',
    'admit',
    'dispatch',
    'accept',
    'contact',
    'finish',
    'evaluate',
  ]);
  expect(JSON.stringify(journal)).not.toContain('漏水');
});
