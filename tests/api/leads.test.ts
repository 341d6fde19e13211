// Leads about breaches of discipline (1102): turned away at every door with the word where to turn, counted, and nothing kept.
import { personas } from '@six-order/community/demo/personas';
import { afterAll, expect, test } from 'vitest';
import { readColumns } from '../privacy/columns.ts';
import { fits, openService } from './service.ts';

const service = await openService();
afterAll(() => service.close());

const secret = '金丝雀举报张某收受红包';
const lead = { category: '1102', unit: '522326004002-01', text: secret };

test('whoever places one is told of 12388, in whatever way it is placed, and no byte of it is left', async () => {
  const count = async (table: string) => (await service.db.query(`select from ${table}`)).rowCount;
  const before = [await count('orders'), await count('journal'), await count('idempotency_keys')];
  const resident = await service.as('resident');
  const window = await service.as('window');
  const ways: readonly (readonly [typeof resident, object])[] = [
    [resident, {}],
    [resident, { draft: true }],
    [resident, { callBack: true }],
    [window, { onBehalfOf: personas.resident.person, consentHow: 'in-person' }],
    [window, { source: 'patrol', settle: { result: '已告知' } }],
  ];
  for (const [n, [who, more]] of ways.entries()) {
    const answer = await who.post('/api/v1/orders', { ...lead, ...more }, { 'idempotency-key': `lead-of-the-canary-${n}` });
    expect([answer.status, answer.json.detail]).toEqual([409, expect.stringContaining('12388')]);
    expect(answer.json.detail).toContain('isKeptHere');
    expect(answer.text).not.toContain(secret);
  }
  expect([await count('orders'), await count('journal'), await count('idempotency_keys')]).toEqual(before);
  for (const [column, text] of await readColumns(service.databaseUrl))
    expect([column, text.includes('金丝雀')]).toEqual([column, false]);
  expect(service.lines.join('\n')).not.toContain('金丝雀');
});

test('how many is counted by month, for discipline inspection and the data protection officer alone', async () => {
  const months = async (name: 'discipline' | 'dpo') =>
    fits('countTurnedAway', 200, (await (await service.as(name)).get('/api/v1/privacy/turned-away')).json).months;
  const [before] = await months('discipline');
  expect(before?.month).toMatch(/^\d{4}-\d{2}$/);
  await (await service.as('resident')).post('/api/v1/orders', lead);
  expect(await months('dpo')).toEqual([{ month: before?.month, count: (before?.count ?? 0) + 1 }]);
  for (const name of ['secretary', 'community', 'street', 'admin', 'supervisor', 'resident'] as const)
    expect((await (await service.as(name)).get('/api/v1/privacy/turned-away')).status).toBe(403);
});
