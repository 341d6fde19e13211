// The deadlines of all 52 categories at all 4 urgencies, written by hand from the category table (domain research 4) and the
// stage table (2.4), never from the code. An order is admitted, and each stage begun, on Wednesday, 30 September 2026 at
// 10:00: National Day lies ahead (1–7 October), Saturday, 10 October is worked.
import { categories } from '@six-order/community/catalogue/catalogue';
import { Urgency } from '@six-order/community/catalogue/category';
import { clockOf, type ClockAsk } from '@six-order/community/deadlines/clock';
import { explain } from '@six-order/community/deadlines/explain';
import { expect, test } from 'vitest';

/** When the whole is due, and when it is gravely late (red card: half the limit again, at most 5 working days). */
const wholes = {
  // Natural hours run on through the holiday.
  '2 h': ['09-30 12:00', '09-30 13:00'],
  '24 h': ['10-01 10:00', '10-01 22:00'],
  // Half a working day of seven hours after Thursday's close: Friday, three hours and a half in.
  '1 wd': ['10-08 18:00', '10-09 14:30'],
  // 8, 9, 10 October; then ten hours and a half: Monday, and Tuesday until 14:30.
  '3 wd': ['10-10 18:00', '10-13 14:30'],
  // … 12, 13; seventeen hours and a half: 14, 15, and the 16th until 14:30.
  '5 wd': ['10-13 18:00', '10-16 14:30'],
  // … 14, 15; twenty-four hours and a half: 16, 19, 20, and the 21st until 14:30.
  '7 wd': ['10-15 18:00', '10-21 14:30'],
  // … 16, 19, 20; five working days: 21, 22, 23, 26, 27.
  '10 wd': ['10-20 18:00', '10-27 18:00'],
  // … 21, 22, 23, 26, 27; five working days: 28, 29, 30 October, 2, 3 November.
  '15 wd': ['10-27 18:00', '11-03 18:00'],
  // The 15th day is Thursday, 15 October; five working days: 16, 19, 20, 21, 22.
  '15 d': ['10-15 18:00', '10-22 18:00'],
} as const;

const byHand: readonly (readonly [code: string, urgency: Urgency, limit: keyof typeof wholes, more?: string])[] = [
  ['0101', 'U2', '5 wd'],
  ['0102', 'U2', '3 wd'],
  ['0103', 'U1', '24 h'],
  ['0104', 'U0', '2 h', 'on site 30 min'],
  ['0105', 'U2', '3 wd'],
  ['0106', 'U2', '7 wd'],
  ['0201', 'U1', '24 h'],
  ['0202', 'U1', '24 h'],
  ['0203', 'U0', '2 h', 'on site 30 min'],
  ['0204', 'U1', '24 h'],
  ['0205', 'U2', '3 wd'],
  ['0301', 'U2', '1 wd'],
  ['0302', 'U2', '1 wd'],
  ['0303', 'U2', '3 wd'],
  ['0304', 'U2', '5 wd'],
  ['0305', 'U2', '3 wd'],
  ['0306', 'U2', '5 wd'],
  ['0401', 'U1', '24 h'],
  ['0402', 'U1', '24 h'],
  ['0403', 'U1', '24 h'],
  ['0404', 'U1', '3 wd'],
  ['0405', 'U2', '5 wd'],
  ['0406', 'U3', '15 wd', 'law'],
  ['0407', 'U2', '3 wd'],
  ['0501', 'U2', '3 wd', 'contact 24 h'],
  ['0502', 'U2', '7 wd'],
  ['0503', 'U2', '7 wd'],
  ['0504', 'U3', '15 wd'],
  ['0505', 'U2', '7 wd', 'law'],
  ['0506', 'U0', '2 h'],
  ['0601', 'U2', '5 wd'],
  ['0602', 'U2', '7 wd'],
  ['0603', 'U2', '7 wd'],
  ['0701', 'U2', '3 wd', 'law'],
  ['0702', 'U2', '3 wd'],
  ['0703', 'U2', '5 wd'],
  ['0704', 'U1', '24 h'],
  ['0801', 'U2', '3 wd'],
  ['0802', 'U2', '3 wd'],
  ['0803', 'U0', '2 h'],
  ['0804', 'U2', '3 wd'],
  ['0805', 'U2', '3 wd'],
  ['0901', 'U2', '5 wd', 'law'],
  ['0902', 'U2', '7 wd'],
  ['0903', 'U2', '15 d'],
  ['1001', 'U2', '1 wd'],
  ['1002', 'U2', '3 wd', 'law'],
  ['1003', 'U2', '7 wd'],
  ['1101', 'U2', '10 wd'],
  ['1102', 'U2', '1 wd'],
  ['1201', 'U0', '2 h'],
  ['1202', 'U1', '24 h'],
];

/** Due times of the stages by urgency, where the whole is later than they are. */
const stages: Readonly<Record<string, Readonly<Record<Urgency, string>>>> = {
  dispatch: { U0: '09-30 10:30', U1: '09-30 12:00', U2: '10-01 10:00', U3: '10-01 10:00' },
  // Eight hours: two before noon, four after, two more on 8 October.
  accept: { U0: '09-30 10:15', U1: '09-30 11:00', U2: '10-08 11:00', U3: '10-08 18:00' },
  // 24 hours end on a rest day: the next working day.
  contact: { U0: '09-30 10:30', U1: '09-30 11:00', U2: '10-08 18:00', U3: '10-08 18:00' },
  arrive: { U0: '09-30 11:00', U1: '09-30 14:00', U2: '–', U3: '–' },
};
/** Begin after the whole has ended: it cuts them not. */
const rework: Readonly<Record<Urgency, string>> = { U0: '10-01 10:00', U1: '10-01 10:00', U2: '10-10 18:00', U3: '10-13 18:00' };

const from = Date.parse('2026-09-30T10:00:00+08:00');
const said = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const earlier = (a: string, b: string) => (a === '–' || a < b ? a : b);

test('the table has all 52, as the catalogue has them', () => {
  expect(byHand).toHaveLength(52);
  expect(categories.map(({ code, urgency }) => [code, urgency])).toEqual(byHand.map(([code, urgency]) => [code, urgency]));
});

test.each(
  byHand.flatMap(([code, , limit, more = '']) => Urgency.options.map((urgency) => [code, urgency, limit, more] as const)),
)('%s at %s: %s %s', (code, urgency, limit, more) => {
  const category = categories.find((one) => one.code === code) as ClockAsk['category'];
  const clock = (name: string, cap?: number) =>
    clockOf({ clock: name as ClockAsk['clock'], category, urgency, path: 'u522326.u004.u002', from, cap });
  const [due, grave] = wholes[limit];
  const whole = clock('whole');
  if (!whole) throw new Error('an order without an end');
  expect([said(whole.dueAt), said(whole.overAt)]).toEqual([due, grave]);
  expect(whole.everyMs).toBe(urgency === 'U0' ? 15 * 60_000 : 24 * 3_600_000);
  expect(explain(whole).zh).toContain(more === 'law' ? '法定时限' : '本类事项的时限');

  const own: Record<string, string> = { ...(more === 'on site 30 min' && { arrive: '09-30 10:30' }) };
  if (more === 'contact 24 h') own['contact'] = '10-01 10:00';
  for (const [name, dues] of Object.entries(stages)) {
    const stage = clock(name, whole.dueAt);
    expect(stage ? said(stage.dueAt) : '–', name).toBe(earlier(own[name] ?? dues[urgency], due));
  }
  expect(said(clock('rework')?.dueAt ?? 0)).toBe(rework[urgency]);
});
