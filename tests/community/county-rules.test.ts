import { endCountyRule, openCountyRules, putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { holdRules, type CountyRule } from '@six-order/community/county-rules/county-rules';
import { DAY } from '../harness/street-on.ts';
import { expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const T0 = Date.parse('2026-03-02T09:00:00+08:00');

let made = 0;
const limit = (most: number, path: string, validFrom = T0, validTo: number | null = null): CountyRule => ({
  id: `00000000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`,
  tenant: '522326',
  kind: 'dispatch',
  key: '',
  path,
  value: { openOrders: { member: most }, whateverLoad: [] },
  document: '望街发〔2026〕3 号',
  validFrom,
  validTo,
});

test('the nearest unit’s rule holds, and of two for one unit the younger', () => {
  const rules = holdRules([
    limit(9, 'u522326'),
    limit(7, 'u522326.u004'),
    limit(3, 'u522326.u004', T0 + DAY),
    limit(2, 'u522326.u004.u002', T0, T0 + DAY),
  ]);
  const most = (path: string, at = T0, tenant = '522326') =>
    rules.find('dispatch', '', { tenant, path, at })?.value.openOrders.member;
  expect(most('u522326')).toBe(9);
  expect(most('u522326.u0041')).toBe(9);
  expect(most('u522326.u004.u003')).toBe(7);
  expect(most('u522326.u004.u002.u01')).toBe(2);
  // Its term is over; the street's younger one has begun.
  expect(most('u522326.u004.u002.u01', T0 + DAY)).toBe(3);
  expect(most('u522326', T0 - 1)).toBeUndefined();
  expect(most('u522326', T0, '522301')).toBeUndefined();
});

test('another process learns of a rule, and of its end', async () => {
  const { db, another } = await openCommunity();
  const mine = await openCountyRules({ db });
  const theirs = another().db;
  const rule = limit(4, 'u522326');
  expect(await putCountyRules(theirs, [rule])).toBe(1);
  expect(await putCountyRules(theirs, [rule])).toBe(0);
  const where = { tenant: '522326', path: 'u522326.u004', at: T0 };
  expect(mine.find('dispatch', '', where)).toBeUndefined();
  expect(await mine.refresh()).toBe(true);
  expect(mine.find('dispatch', '', where)).toEqual(rule);
  expect(await mine.refresh()).toBe(false);

  expect(await endCountyRule(theirs, rule, T0 + DAY)).toBe(true);
  expect(await endCountyRule(theirs, rule, T0 + 2 * DAY)).toBe(false);
  await mine.refresh();
  expect(mine.find('dispatch', '', where)).toBeDefined();
  expect(mine.find('dispatch', '', { ...where, at: T0 + DAY })).toBeUndefined();
});

test('a kind that only a newer release knows is left out; a value of another shape is a fault', async () => {
  const { db, pool } = await openCommunity();
  const row = (id: string, kind: string, value: object) =>
    pool.query(
      `insert into county_rules (tenant, id, kind, key, path, value, document, valid_from) values ('522326', $1, $2, '', 'u522326', $3, 'x', now())`,
      [id, kind, JSON.stringify(value)],
    );
  await row('00000000-0000-7000-8000-0000000000f1', 'weather', { rain: true });
  const rules = await openCountyRules({ db });
  expect(rules.all('dispatch', { tenant: '522326', path: 'u522326', at: Date.now() })).toEqual([]);
  await row('00000000-0000-7000-8000-0000000000f2', 'dispatch', { openOrders: 5 });
  await expect(openCountyRules({ db })).rejects.toThrow(/openOrders/);
});

test.each([
  ['a value of another shape', { value: { openOrders: { member: 0 }, whateverLoad: [] } }],
  ['a role that is none', { value: { openOrders: { mayor: 3 }, whateverLoad: [] } }],
  ['a member more', { value: { openOrders: {}, whateverLoad: [], more: true } }],
  ['no document', { document: '' }],
])('a rule with %s is not stored', async (_, wrong) => {
  const { db } = await openCommunity();
  await expect(putCountyRules(db, [{ ...limit(4, 'u522326'), ...wrong } as CountyRule])).rejects.toThrow();
  expect(await db.selectFrom('county_rules').selectAll().execute()).toEqual([]);
});
