import { figuresOf } from '@six-order/community/metrics/metrics';
import { sumOf } from '@six-order/community/metrics/year';
import { expect, test } from 'vitest';
import { keepReports } from './kept-reports.ts';
import type { Report } from './report.ts';

test('a frozen month’s report is drawn once; another line, or a case taken off, is drawn anew', async () => {
  let drawn = 0;
  const keep = keepReports((report) => {
    drawn += 1;
    return Promise.resolve(Buffer.from(JSON.stringify(report)));
  });
  const counts = sumOf([]);
  const about = {
    unit: '蟠桃街道',
    month: '2026-03',
    counts,
    figures: figuresOf(counts, { residents: null }),
    score: 90,
    enough: true,
  };
  const report: Report = {
    ...about,
    frozenAt: 1,
    touched: [],
    madeAt: 2,
    cases: [{ title: '灯亮了', before: '不亮', after: null, stars: 5 }],
  };
  const first = await keep(report);
  expect(await keep({ ...report, madeAt: 99 })).toBe(first);
  expect(drawn).toBe(1);
  expect((await keep({ ...report, cases: [] })).toString()).not.toContain('灯亮了');
  expect((await keep({ ...report, score: 91, frozenAt: 5 })).toString()).toContain('91');
  expect(drawn).toBe(3);
  // One that is still counted is drawn each time; one that fails is tried again.
  await keep({ ...report, frozenAt: null });
  await keep({ ...report, frozenAt: null });
  expect(drawn).toBe(5);
  let fails = true;
  const failing = keepReports(() => (fails ? Promise.reject(new Error('no type face')) : Promise.resolve(Buffer.from('ok'))));
  await expect(failing(report)).rejects.toThrow('no type face');
  fails = false;
  expect((await failing(report)).toString()).toBe('ok');
});
