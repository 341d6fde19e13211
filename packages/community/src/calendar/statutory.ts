// The days that the law makes holidays, whatever a year's notice arranges round them.
// Source: 全国年节及纪念日放假办法 as of 2025 (国务院 2024-11-10): 元旦 1, 春节 4 (除夕 to 初三), 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3.
import { dayNamed, DAY_MS, type Day } from './day.ts';

export interface StatutoryHoliday {
  readonly zh: string;
  readonly days: readonly Day[];
}

/** The first year that the law in this form holds for. */
export const statutorySince = 2025;

/** The seven holidays of a year from `statutorySince` to 2099, in the order of their days. */
export function statutoryHolidays(year: number): readonly StatutoryHoliday[] {
  const on = (monthAndDay: string): Day => dayNamed(`${year}-${monthAndDay}`);
  const newYear = lunarDay(year, '1/1');
  const holidays: StatutoryHoliday[] = [
    { zh: '元旦', days: [on('01-01')] },
    { zh: '春节', days: [newYear - 1, newYear, newYear + 1, newYear + 2] },
    { zh: '清明节', days: [on(`04-0${clearBrightness(year)}`)] },
    { zh: '劳动节', days: [on('05-01'), on('05-02')] },
    { zh: '端午节', days: [lunarDay(year, '5/5')] },
    { zh: '中秋节', days: [lunarDay(year, '8/15')] },
    { zh: '国庆节', days: [on('10-01'), on('10-02'), on('10-03')] },
  ];
  return holidays.toSorted((a, b) => (a.days[0] as Day) - (b.days[0] as Day));
}

/** The date of 清明 in April: the common formula of the 21st century. */
const clearBrightness = (year: number): number => Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4);

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });

/** The day of a year with this lunar month and day; a leap month is another month. */
function lunarDay(year: number, monthAndDay: string): Day {
  const first = dayNamed(`${year}-01-20`);
  for (let day = first; day < first + 360; day += 1) if (lunar.format(day * DAY_MS) === monthAndDay) return day;
  throw new RangeError(`${year} has no lunar ${monthAndDay}`);
}
