// A length of time as people say it.
import { durationUnits, parseDuration, sayDuration, type Duration } from '@six-order/community/deadlines/duration';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each([
  ['30 min', '30 分钟', '30 minutes'],
  ['60 min', '1 小时', '1 hour'],
  ['90 min', '1 小时 30 分钟', '1 hour 30 minutes'],
  ['315 min', '5 小时 15 分钟', '5 hours 15 minutes'],
  ['1440 min', '24 小时', '24 hours'],
  ['7201 min', '5 天 1 分钟', '5 days 1 minute'],
  ['9999 min', '6 天 22 小时 39 分钟', '6 days 22 hours 39 minutes'],
  ['30 wmin', '30 分钟（上班时间）', '30 minutes of office time'],
  ['315 wmin', '5 小时 15 分钟（上班时间）', '5 hours 15 minutes of office time'],
  ['420 wmin', '7 个工作小时', '7 working hours'],
  ['1 wh', '1 个工作小时', '1 working hour'],
  ['24 h', '24 小时', '24 hours'],
  ['24 h, next wd', '24 小时（遇休息日顺延）', '24 hours (or the next working day)'],
  ['168 h', '168 小时（7 天）', '168 hours (7 days)'],
  ['5 wd', '5 个工作日', '5 working days'],
])('%s', (written, zh, en) => {
  expect(sayDuration(parseDuration(written))).toEqual({ zh, en });
});

test('sixty minutes or more are said in hours, and nothing of it is lost', () => {
  const per: Readonly<Record<string, number>> = { 天: 1440, 小时: 60, 个工作小时: 60, 分钟: 1 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('min', 'wmin'), (amount, unit) => {
      const said = sayDuration({ amount, unit } as Duration).zh.replace(/（.*$/, '');
      const parts = [...said.matchAll(/(\d+) (天|小时|个工作小时|分钟)/g)].map(([, n, of]) => [Number(n), of ?? ''] as const);
      expect(parts.reduce((sum, [n, of]) => sum + n * (per[of] ?? Number.NaN), 0)).toBe(amount);
      for (const [n, of] of parts) if (of === '分钟') expect(n).toBeLessThan(60);
    }),
  );
  expect(durationUnits.every((unit) => sayDuration({ amount: 2, unit }).zh.startsWith('2 '))).toBe(true);
});
