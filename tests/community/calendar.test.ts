import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createCalendars,
  isWorkday,
  officialCalendar,
  officialSources,
  type OfficeHours,
  type OwnDays,
} from '@six-order/community/calendar/calendar';
import { addWorkdays, addWorkingMs, closeOf, workdaysBetween, workingMsBetween } from '@six-order/community/calendar/counting';
import { dayNamed, dayOf, parseDay, sayDay, startOf } from '@six-order/community/calendar/day';
import { officialNotices } from '@six-order/community/calendar/official';
import { statutoryHolidays } from '@six-order/community/calendar/statutory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const at = (text: string) => Date.parse(`${text}+08:00`);
const HOUR = 3_600_000;
const worked = (year: number) => {
  let count = 0;
  for (let day = dayNamed(`${year}-01-01`); day <= dayNamed(`${year}-12-31`); day += 1)
    if (isWorkday(officialCalendar, day)) count += 1;
  return count;
};

describe('the official days', () => {
  test.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => expect(worked(year)).toBe(count));

  test('2004 to 2026: 619 days off and 150 make-up workdays, named in both languages', () => {
    const known = [...officialCalendar.named].filter(([day]) => day <= officialCalendar.coverageUntil).map(([, named]) => named);
    const kinds = Map.groupBy(known, ({ kind }) => kind);
    expect([kinds.get('holiday')?.length, kinds.get('workday')?.length]).toEqual([619, 150]);
    expect(sayDay(officialCalendar.coverageUntil)).toBe('2026-12-31');
    for (const { zh, en } of officialCalendar.named.values()) {
      expect(zh).toMatch(/^\p{Script=Han}[\p{Script=Han}、0-9]*$/u);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  test.each([
    ['2027-01-01', '元旦'],
    ['2027-02-05', '春节'],
    ['2027-02-08', '春节'],
    ['2028-01-25', '春节'],
    ['2028-05-02', '劳动节'],
    ['2031-10-01', '国庆节'],
    ['2060-10-01', '国庆节'],
  ])('before the notice of its year is known %s is off by law: %s', (day, zh) => {
    expect(officialCalendar.named.get(dayNamed(day))).toMatchObject({ kind: 'holiday', zh });
    expect(isWorkday(officialCalendar, dayNamed(day))).toBe(false);
  });

  test('what else a notice would arrange is a weekday until it does, and a notice is all that holds of its year', () => {
    for (const day of ['2027-02-04', '2027-02-09', '2028-02-29', '2061-01-03'])
      expect([day, isWorkday(officialCalendar, dayNamed(day))]).toEqual([day, true]);
    const notices = [...officialNotices, { year: 2027, document: '', days: [] }];
    const known = createCalendars({ ...officialSources, notices })('');
    expect([known.named.has(dayNamed('2027-01-01')), known.named.has(dayNamed('2028-01-01'))]).toEqual([false, true]);
  });

  test('make-up workdays of 2026 are worked, though Saturdays and Sundays', () => {
    const days = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'].map((day) => dayNamed(`2026-${day}`));
    expect(days.map((day) => officialCalendar.named.get(day)?.kind)).toEqual(Array(6).fill('workday'));
    expect(officialNotices.at(-1)?.days.filter(({ kind }) => kind === 'workday')).toHaveLength(6);
  });

  test.each([
    [2025, '2025-01-28 2025-01-29 2025-01-30 2025-01-31', '2025-04-04', '2025-05-31', '2025-10-06'],
    [2026, '2026-02-16 2026-02-17 2026-02-18 2026-02-19', '2026-04-05', '2026-06-19', '2026-09-25'],
  ])('the law of %i: spring festival, 清明, dragon boat, mid-autumn', (year, ...days) => {
    const of = (zh: string) =>
      statutoryHolidays(year)
        ?.find((holiday) => holiday.zh === zh)
        ?.days.map(sayDay)
        .join(' ');
    expect(['春节', '清明节', '端午节', '中秋节'].map(of)).toEqual(days);
    expect(statutoryHolidays(year)?.reduce((sum, holiday) => sum + holiday.days.length, 0)).toBe(13);
  });

  test('of 2027: the spring festival is on 6 February', () => {
    expect(statutoryHolidays(2027)?.map(({ zh, days }) => `${zh} ${days.map(sayDay).join(' ')}`)).toEqual([
      '元旦 2027-01-01',
      '春节 2027-02-05 2027-02-06 2027-02-07 2027-02-08',
      '清明节 2027-04-05',
      '劳动节 2027-05-01 2027-05-02',
      '端午节 2027-06-09',
      '中秋节 2027-09-15',
      '国庆节 2027-10-01 2027-10-02 2027-10-03',
    ]);
  });
});

describe('counting (民法典 201, 203)', () => {
  test.each([
    [5, '2026-09-30', '2026-10-13'],
    [3, '2026-09-30', '2026-10-10'],
    [1, '2026-02-14', '2026-02-24'],
    [1, '2026-10-11', '2026-10-12'],
    [1, '2026-10-09', '2026-10-10'],
    [1, '2026-12-31', '2027-01-04'],
    [1, '2027-02-04', '2027-02-09'],
  ])('%i working days from %s end on %s', (count, from, to) => {
    expect(sayDay(addWorkdays(officialCalendar, dayNamed(from), count))).toBe(to);
    expect(workdaysBetween(officialCalendar, dayNamed(from), dayNamed(to))).toBe(count);
  });

  test.each([
    ['four from the morning', '2026-03-02T09:00:00', 4, '2026-03-02T15:00:00'],
    ['three end at noon, not at two', '2026-03-02T09:00:00', 3, '2026-03-02T12:00:00'],
    ['from before the office opens', '2026-03-02T03:00:00', 1, '2026-03-02T10:00:00'],
    ['from the lunch break', '2026-03-02T12:30:00', 1, '2026-03-02T15:00:00'],
    ['over the night', '2026-03-02T17:30:00', 1, '2026-03-03T09:30:00'],
    ['over the weekend', '2026-03-06T17:00:00', 2, '2026-03-09T10:00:00'],
    ['over National Day, on the Saturday that is worked', '2026-09-30T17:00:00', 20, '2026-10-10T16:00:00'],
  ])('working hours %s', (_name, from, hours, to) => {
    expect(addWorkingMs(officialCalendar, at(from), hours * HOUR)).toBe(at(to));
    expect(workingMsBetween(officialCalendar, at(from), at(to))).toBe(hours * HOUR);
  });

  test('close of business is 18:00', () => {
    expect(closeOf(officialCalendar, dayNamed('2026-10-13'))).toBe(at('2026-10-13T18:00:00'));
  });

  const instant = fc.integer({ min: at('2004-01-01T00:00:00'), max: at('2028-06-01T00:00:00') });

  test('adding working time and taking the difference is the identity', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 300 * HOUR }), (from, ms) => {
        expect(workingMsBetween(officialCalendar, from, addWorkingMs(officialCalendar, from, ms))).toBe(ms);
      }),
    );
  });

  test('adding in two steps is adding at once, and so are days', () => {
    fc.assert(
      fc.property(instant, fc.nat(100 * HOUR), fc.nat(100 * HOUR), fc.nat(30), fc.nat(30), (from, a, b, m, n) => {
        const calendar = officialCalendar;
        // To add nothing more is to stay where the first step ended.
        expect(addWorkingMs(calendar, addWorkingMs(calendar, from, a), b)).toBe(addWorkingMs(calendar, from, a + b));
        const day = dayOf(from);
        expect(addWorkdays(calendar, addWorkdays(calendar, day, m), n)).toBe(addWorkdays(calendar, day, m + n));
        expect(workdaysBetween(calendar, day, addWorkdays(calendar, day, m))).toBe(m);
      }),
    );
  });
});

describe('days as numbers', () => {
  test('a day begins at midnight in China', () => {
    expect(startOf(dayNamed('2026-03-02'))).toBe(at('2026-03-02T00:00:00'));
    expect(sayDay(dayOf(at('2026-03-02T00:00:00') - 1))).toBe('2026-03-01');
  });

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', '', 'tomorrow'])('%j is no date', (text) => {
    expect(parseDay(text)).toBeUndefined();
    expect(() => dayNamed(text)).toThrow(RangeError);
  });

  test('the time zone of the process changes nothing', () => {
    const script = `
      import { officialCalendar, isWorkday } from '@six-order/community/calendar/calendar';
      import { addWorkdays, addWorkingMs } from '@six-order/community/calendar/counting';
      import { dayNamed, sayDay } from '@six-order/community/calendar/day';
      import { explain } from '@six-order/community/deadlines/explain';
      import { clockOf } from '@six-order/community/deadlines/clock';
      const ask = { clock: 'whole', category: { limit: '5 wd', flags: [] }, urgency: 'U2', path: '', from: Date.parse('2026-09-30T10:00:00+08:00') };
      console.log(JSON.stringify([isWorkday(officialCalendar, dayNamed('2026-10-12')), sayDay(addWorkdays(officialCalendar, dayNamed('2026-10-11'), 1)),
        addWorkingMs(officialCalendar, ask.from, 3e7), clockOf(ask), explain(clockOf(ask))]));`;
    const run = (TZ: string) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: new URL('..', import.meta.url),
        env: { ...process.env, TZ, NODE_OPTIONS: '' },
        encoding: 'utf8',
      });
    const here = run('Asia/Shanghai');
    expect(here).toContain('[true,"2026-10-12",');
    for (const zone of ['America/New_York', 'Pacific/Kiritimati', 'UTC']) expect(run(zone)).toBe(here);
  });
});

describe("a place's own days and hours", () => {
  const dong: OwnDays = {
    id: 'a',
    within: 'u522326',
    kind: 'holiday',
    zh: '三月三',
    en: 'Double Third Festival',
    from: dayNamed('2026-04-20'),
    to: dayNamed('2026-04-21'),
    document: '望府办〔2026〕1号',
  };
  const market: OwnDays = { ...dong, id: 'b', within: 'u522326.u004', kind: 'workday', to: dayNamed('2026-04-20') };
  const summer: OfficeHours = {
    id: 'c',
    within: 'u522326.u004',
    spans: [
      [480, 720],
      [900, 1080],
    ],
    document: '望府办〔2026〕2号',
    from: dayNamed('2026-06-01'),
    to: dayNamed('2026-09-30'),
  };
  const at4 = createCalendars({ ...officialSources, version: '1', ownDays: [dong, market], officeHours: [summer] });

  test('hold in their subtree; the nearer unit has the last word', () => {
    const monday = dayNamed('2026-04-20');
    expect(
      ['u522327.u001', 'u522326.u001', 'u522326.u004.u002', 'u522326.u0041'].map((path) => isWorkday(at4(path), monday)),
    ).toEqual([true, false, true, false]);
    expect(sayDay(addWorkdays(at4('u522326.u001'), dayNamed('2026-04-17'), 1))).toBe('2026-04-22');
    expect(sayDay(addWorkdays(at4('u522326.u004'), dayNamed('2026-04-17'), 1))).toBe('2026-04-20');
  });

  test('office hours hold while they are valid', () => {
    const hours = (day: string) => (closeOf(at4('u522326.u004'), dayNamed(day)) - startOf(dayNamed(day))) / HOUR;
    expect(addWorkingMs(at4('u522326.u004'), at('2026-06-01T07:00:00'), 5 * HOUR)).toBe(at('2026-06-01T16:00:00'));
    expect([hours('2026-05-29'), hours('2026-06-01'), hours('2026-10-08')]).toEqual([18, 18, 18]);
    expect(addWorkingMs(at4('u522326.u004'), at('2026-05-29T07:00:00'), HOUR)).toBe(at('2026-05-29T10:00:00'));
  });

  test('paths with the same days share one calendar', () => {
    expect(at4('u522326.u001.u001')).toBe(at4('u522326.u002'));
    expect(at4('u522326.u004')).not.toBe(at4('u522326.u002'));
  });
});

test('the shipped file is in the format of an imported notice', () => {
  const file = new URL('../../packages/community/src/calendar/official-days.csv', import.meta.url);
  expect(readFileSync(file, 'utf8')).toContain('kind,name_zh,name_en,from,to,days\n');
  expect(officialNotices.map(({ year }) => year)).toEqual(Array.from({ length: 23 }, (_, n) => 2004 + n));
});
