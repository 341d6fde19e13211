// The days that the law makes holidays, whatever a year's notice arranges round them.
// Source: 全国年节及纪念日放假办法 as of 2025 (国务院 2024-11-10): 元旦 1, 春节 4 (除夕 to 初三), 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3.
import { dayNamed, type Day } from './day.ts';

export interface StatutoryHoliday {
  readonly zh: string;
  readonly en: string;
  readonly days: readonly Day[];
}

// 春节, 端午, 中秋, 清明. Computed by lunar-javascript 1.7.7, the same in chinese-days 1.5.7. The Chinese calendar of `Intl` is a
// day wrong at 春节 of 2027 and 2030, where the new moon falls near midnight.
const moving: readonly (readonly [year: number, spring: string, dragonBoat: string, midAutumn: string, clear: string])[] = [
  [2025, '01-29', '05-31', '10-06', '04-04'],
  [2026, '02-17', '06-19', '09-25', '04-05'],
  [2027, '02-06', '06-09', '09-15', '04-05'],
  [2028, '01-26', '05-28', '10-03', '04-04'],
  [2029, '02-13', '06-16', '09-22', '04-04'],
  [2030, '02-03', '06-05', '09-12', '04-05'],
  [2031, '01-23', '06-24', '10-01', '04-05'],
  [2032, '02-11', '06-12', '09-19', '04-04'],
  [2033, '01-31', '06-01', '09-08', '04-04'],
  [2034, '02-19', '06-20', '09-27', '04-05'],
  [2035, '02-08', '06-10', '09-16', '04-05'],
  [2036, '01-28', '05-30', '10-04', '04-04'],
  [2037, '02-15', '06-18', '09-24', '04-04'],
  [2038, '02-04', '06-07', '09-13', '04-05'],
  [2039, '01-24', '05-27', '10-02', '04-05'],
  [2040, '02-12', '06-14', '09-20', '04-04'],
  [2041, '02-01', '06-03', '09-10', '04-04'],
  [2042, '01-22', '06-22', '09-28', '04-04'],
  [2043, '02-10', '06-11', '09-17', '04-05'],
  [2044, '01-30', '05-31', '10-05', '04-04'],
  [2045, '02-17', '06-19', '09-25', '04-04'],
  [2046, '02-06', '06-08', '09-15', '04-04'],
  [2047, '01-26', '05-29', '10-04', '04-05'],
  [2048, '02-14', '06-15', '09-22', '04-04'],
  [2049, '02-02', '06-04', '09-11', '04-04'],
  [2050, '01-23', '06-23', '09-30', '04-04'],
  [2051, '02-11', '06-13', '09-19', '04-05'],
  [2052, '02-01', '06-01', '09-07', '04-04'],
  [2053, '02-19', '06-20', '09-26', '04-04'],
  [2054, '02-08', '06-10', '09-16', '04-04'],
  [2055, '01-28', '05-30', '10-05', '04-05'],
  [2056, '02-15', '06-17', '09-24', '04-04'],
  [2057, '02-04', '06-06', '09-13', '04-04'],
  [2058, '01-24', '06-25', '10-02', '04-04'],
  [2059, '02-12', '06-14', '09-21', '04-05'],
  [2060, '02-02', '06-03', '09-09', '04-04'],
];

const byYear = new Map(moving.map(([year, ...days]) => [year, days]));

/** The seven holidays of a year in the order of their days; undefined before the law had this form, and after 2060. */
export function statutoryHolidays(year: number): readonly StatutoryHoliday[] | undefined {
  const dates = byYear.get(year);
  if (!dates) return undefined;
  const on = (monthAndDay: string): Day => dayNamed(`${year}-${monthAndDay}`);
  const [newYear, dragonBoat, midAutumn, clear] = dates.map(on) as [Day, Day, Day, Day];
  const holidays: StatutoryHoliday[] = [
    { zh: '元旦', en: "New Year's Day", days: [on('01-01')] },
    { zh: '春节', en: 'Spring Festival', days: [newYear - 1, newYear, newYear + 1, newYear + 2] },
    { zh: '清明节', en: 'Tomb-Sweeping Day', days: [clear] },
    { zh: '劳动节', en: 'Labour Day', days: [on('05-01'), on('05-02')] },
    { zh: '端午节', en: 'Dragon Boat Festival', days: [dragonBoat] },
    { zh: '中秋节', en: 'Mid-Autumn Festival', days: [midAutumn] },
    { zh: '国庆节', en: 'National Day', days: [on('10-01'), on('10-02'), on('10-03')] },
  ];
  return holidays.toSorted((a, b) => (a.days[0] as Day) - (b.days[0] as Day));
}
