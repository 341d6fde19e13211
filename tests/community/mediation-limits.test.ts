// How the ladder of those who mediate (1, 2, 2, 2 working days) is scaled into the limit of a kind of dispute. Source: domain research 2.6, 4.
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { naturalMinutes, parseDuration } from '@six-order/community/deadlines/duration';
import { defaultMediation, scaledLimit } from '@six-order/community/mediation/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const monday = Date.parse('2026-03-02T09:00:00+08:00');
const { ladder } = defaultMediation;
const limits = (whole: string, rungs = ladder) =>
  rungs.map((_, n) => scaledLimit(rungs, n, parseDuration(whole), officialCalendar, monday));

test.each([
  // 噪音扰民: each rung an equal part, of 0.75 working days of seven office hours.
  ['3 wd', ['315 wmin', '315 wmin', '315 wmin', '315 wmin']],
  ['4 wd', ['1 wd', '1 wd', '1 wd', '1 wd']],
  // The first has its working day; the others share what is left.
  ['5 wd', ['1 wd', '560 wmin', '560 wmin', '560 wmin']],
  ['7 wd', ['1 wd', '2 wd', '2 wd', '2 wd']],
  ['14 wd', ['2 wd', '4 wd', '4 wd', '4 wd']],
  ['24 h', ['360 min', '360 min', '360 min', '360 min']],
])('a kind of dispute of %s', (whole, expected) => {
  expect(limits(whole).map(({ amount, unit }) => `${amount} ${unit}`)).toEqual(expected);
});

test('together they take the whole and no more; none has less than its own limit or an equal part', () => {
  const rung = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(fc.array(rung, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 40 * 24 }), (days, hours) => {
      const rungs = days.map((limit) => ({ at: 'grid', zh: '网格', en: 'the grid', limit: `${limit * 24} h` }) as const);
      const parts = limits(`${hours} h`, rungs).map(naturalMinutes);
      const total = parts.reduce((sum, part) => sum + part, 0);
      expect(total).toBeLessThanOrEqual(hours * 60);
      // Each is cut to a minute.
      expect(total).toBeGreaterThan(hours * 60 - rungs.length);
      for (const [n, part] of parts.entries()) {
        const least = Math.min((days[n] as number) * 24 * 60, (hours * 60) / rungs.length);
        expect(part).toBeGreaterThan(least - 1);
      }
    }),
  );
});
