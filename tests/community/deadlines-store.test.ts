import { randomUUID } from 'node:crypto';
import { putNotices } from '@six-order/community/calendar/calendar-store';
import { readNotices } from '@six-order/community/calendar/notice';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import type { CountyRule } from '@six-order/community/county-rules/county-rules';
import type { RuleKind, RuleValue } from '@six-order/community/county-rules/kinds';
import { clockOf } from '@six-order/community/deadlines/clock';
import { openDeadlines } from '@six-order/community/deadlines/deadlines';
import { traceOf } from '@six-order/community/deadlines/trace';
import { describe, expect, test } from 'vitest';
import { notice2027 } from './notice-2027.ts';
import { openCommunity } from './open-community.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const said = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const street = 'u522326.u004';
const tenant = '522326';

const read = (text: string) => {
  const result = readNotices(text);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.notices;
};
const rule = <K extends RuleKind>(kind: K, key: string, value: RuleValue<K>, more: Partial<CountyRule> = {}): CountyRule =>
  ({
    id: randomUUID(),
    tenant,
    kind,
    key,
    path: 'u522326',
    value,
    document: '望府办〔2026〕1号',
    validFrom: at('2026-01-01T00:00:00'),
    validTo: null,
    ...more,
  }) as CountyRule;

async function open() {
  const community = await openCommunity();
  const deadlines = await openDeadlines({ db: community.db });
  const clock = (from: string, path = street, clock: 'whole' | 'accept' = 'whole', of = tenant) => {
    const made = clockOf(
      { clock, category: { limit: '5 wd', flags: [] }, urgency: 'U2', path, from: at(from) },
      deadlines.rulesOf(of),
    );
    if (!made || 'said' in traceOf(made)) throw new Error('no clock');
    return made;
  };
  return { ...community, deadlines, clock, due: (...ask: Parameters<typeof clock>) => said(clock(...ask).dueAt) };
}

test('an imported notice moves provisional due dates, in its county and once the others look', async () => {
  const { another, deadlines, clock, due } = await open();
  expect(traceOf(clock('2027-02-01T09:00:00'))).toMatchObject({ provisional: true, calendar: 'official-2026+law' });
  expect(due('2027-02-01T09:00:00')).toBe('2027-02-10 18:00');

  expect(await putNotices(another().db, [tenant], read(notice2027), at('2026-11-24T09:00:00'))).toEqual([]);
  expect(due('2027-02-01T09:00:00')).toBe('2027-02-10 18:00');
  expect(await deadlines.refresh()).toBe(true);
  expect(await deadlines.refresh()).toBe(false);
  // 2, 3, 4 February, then from 5 to 12 the spring festival; Saturday the 13th, Sunday the 14th is worked, Monday.
  expect(due('2027-02-01T09:00:00')).toBe('2027-02-15 18:00');
  expect(traceOf(clock('2027-02-01T09:00:00'))).not.toHaveProperty('provisional');
  expect(traceOf(clock('2027-02-01T09:00:00'))).toMatchObject({ calendar: 'official-2027+law+calendar 1' });
  expect(due('2027-02-01T09:00:00', street, 'whole', '522301')).toBe('2027-02-10 18:00');
});

test('a notice of the same year replaces it; one with a gap before it is refused whole', async () => {
  const { db, deadlines, due } = await open();
  const put = (text: string) => putNotices(db, [tenant, '522301'], read(text), at('2026-11-24T09:00:00'));
  expect(await put(notice2027)).toEqual([]);
  // 13 February worked instead of the 14th.
  expect(await put(notice2027.replace('2027-02-14,2027-02-14', '2027-02-13,2027-02-13'))).toEqual([]);
  await deadlines.refresh();
  expect(due('2027-02-08T09:00:00')).toBe('2027-02-18 18:00');

  const far = read(notice2027).map((notice) => ({ ...notice, year: 2029, days: [] }));
  expect(await putNotices(db, [tenant], far, 0)).toMatchObject([
    { message: expect.stringContaining('the notice of 2028 is missing') },
  ]);
  await deadlines.refresh();
  expect(deadlines.sourcesOf(tenant).notices.at(-1)?.year).toBe(2027);
});

describe("a county's own", () => {
  test('holidays, office hours and limits hold where and while they are set', async () => {
    const { db, deadlines, due } = await open();
    await putCountyRules(db, [
      rule('own-days', '2026-04-20', { kind: 'holiday', zh: '三月三', en: 'Double Third', from: '2026-04-20', to: '2026-04-21' }),
      rule(
        'office-hours',
        '',
        {
          spans: [
            ['08:30', '12:00'],
            ['14:30', '17:30'],
          ],
        },
        { path: street, validFrom: at('2026-04-22T00:00:00') },
      ),
      rule(
        'limit',
        'accept',
        { clock: 'accept', limit: '2 wh', basis: 'policy' },
        { path: street, validTo: at('2026-06-01T00:00:00') },
      ),
    ]);
    expect(due('2026-04-17T09:00:00')).toBe('2026-04-24 18:00');
    expect(await deadlines.refresh()).toBe(true);
    // 22, 23, 24, 27, 28 April, the office closing half an hour earlier by then.
    expect(due('2026-04-17T09:00:00')).toBe('2026-04-28 17:30');
    expect(due('2026-04-17T09:00:00', 'u522326.u005')).toBe('2026-04-28 18:00');
    expect(due('2026-04-22T08:00:00', street, 'accept')).toBe('2026-04-22 10:30');
    expect(due('2026-06-01T08:30:00', street, 'accept')).toBe('2026-06-02 10:00');
  });

  test('days of a rule that was ended are worked again, from then on', async () => {
    const { db, deadlines, due } = await open();
    const festival = { kind: 'holiday', zh: '州庆', en: 'Founding day', from: '2026-04-20', to: '2026-04-22' } as const;
    await putCountyRules(db, [rule('own-days', '2026-04-20', festival, { validTo: at('2026-04-21T00:00:00') })]);
    await deadlines.refresh();
    // 20 April is off; 21, 22, 23, 24, 27.
    expect(due('2026-04-17T09:00:00')).toBe('2026-04-27 18:00');
  });

  test.each([
    ['limit', { clock: 'accept', limit: '5 weeks' }, 'is no duration'],
    ['limit', { clock: 'lunch', limit: '1 h' }, 'Invalid option'],
    ['limit', { clock: 'accept', category: '9999', limit: '1 h' }, 'no category has this code'],
    ['limit', { clock: 'whole', limit: null }, 'whole is always kept'],
    ['limit', { clock: 'dispatch', urgency: 'U0', limit: '2 h' }, 'at U0 it may not be over 60 minutes'],
    ['limit', { clock: 'dispatch', limit: '4 wh' }, 'at U0 it may not be over 60 minutes'],
    ['limit', { clock: 'hearing', limit: null }, 'hearing is always kept'],
    ['limit', { clock: 'hearing', limit: '2 wd' }, 'hearing is 3 wd at least'],
    ['limit', { clock: 'hearing', urgency: 'U0', limit: '4 h' }, 'hearing is 3 wd at least'],
    ['own-days', { kind: 'holiday', zh: '节', en: 'feast', from: '2026-04-31', to: '2026-05-01' }, 'write a date as 2026-10-01'],
    ['own-days', { kind: 'holiday', zh: '节', en: 'feast', from: '2026-05-02', to: '2026-05-01' }, 'it ends before it begins'],
    ['own-days', { kind: 'holiday', zh: '节', en: 'feast', from: '2026-05-02', to: '2026-09-01' }, 'longer than 60 days'],
    ['office-hours', { spans: [] }, 'Too small'],
    [
      'office-hours',
      {
        spans: [
          ['09:00', '12:00'],
          ['11:00', '18:00'],
        ],
      },
      'each time must be later than the one before it',
    ],
    ['office-hours', { spans: [['18:00', '09:00']] }, 'each time must be later than the one before it'],
    ['office-hours', { spans: [['9:00', '25:00']] }, 'write a time as 09:00'],
  ] as const)('refused: %s %j', async (kind, value, why) => {
    const { db } = await open();
    await expect(putCountyRules(db, [rule(kind, '', value as never)])).rejects.toThrow(why);
  });
});
