// A length of time as the rules of the field write it: "30 min", "24 h", "4 wh", "5 wd", "15 d", "24 h, next wd".
//
// Owns: the units and how they are said. Not ours: which days are working days (../calendar), adding them up (fold.ts).
import type { Words } from '../rules/rule.ts';

/** Natural minutes and hours; minutes and hours of office time; working days; natural days. */
export const durationUnits = ['min', 'h', 'wmin', 'wh', 'wd', 'd'] as const;
export type DurationUnit = (typeof durationUnits)[number];

export interface Duration {
  /** Positive, whole. */
  readonly amount: number;
  readonly unit: DurationUnit;
  /** Hours that would end on a rest day end at close of business of the next working day. */
  readonly nextWorkday?: true;
}

const words: Record<DurationUnit, { readonly zh: string; readonly one: string; readonly many: string }> = {
  min: { zh: '分钟', one: 'minute', many: 'minutes' },
  h: { zh: '小时', one: 'hour', many: 'hours' },
  wmin: { zh: '分钟（上班时间）', one: 'minute of office time', many: 'minutes of office time' },
  wh: { zh: '个工作小时', one: 'working hour', many: 'working hours' },
  wd: { zh: '个工作日', one: 'working day', many: 'working days' },
  d: { zh: '天', one: 'day', many: 'days' },
};

const written = /^([1-9]\d{0,3}) (min|h|wmin|wh|wd|d)$/;
const NEXT = ', next wd';

/** Reads "5 wd" and the like. Throws RangeError when the text is no duration. */
export function parseDuration(text: string): Duration {
  const next = text.endsWith(` h${NEXT}`);
  const found = written.exec(next ? text.slice(0, -NEXT.length) : text);
  if (!found)
    throw new RangeError(`"${text}" is no duration: write a number and one of ${durationUnits.join(', ')}, such as "5 wd"`);
  return { amount: Number(found[1]), unit: found[2] as DurationUnit, ...(next && { nextWorkday: true }) };
}

/** As `parseDuration` reads it. */
export const writeDuration = ({ amount, unit, nextWorkday }: Duration): string => `${amount} ${unit}${nextWorkday ? NEXT : ''}`;

const minutesOfUnit: Record<DurationUnit, number> = { min: 1, h: 60, wmin: 1, wh: 60, wd: 1440, d: 1440 };

/** Its length on a clock that never rests: a working day is 24 hours there, a working hour one. */
export const naturalMinutes = ({ amount, unit }: Duration): number => amount * minutesOfUnit[unit];

/** The same limit where work goes on day and night (平急转换). */
export const roundTheClock = (limit: Duration): Duration => {
  const minutes = naturalMinutes(limit);
  return minutes % 60 === 0 ? { amount: minutes / 60, unit: 'h' } : { amount: minutes, unit: 'min' };
};

/** Whether its true length hangs on a calendar. */
export const needsCalendar = ({ unit, nextWorkday }: Duration): boolean =>
  nextWorkday === true || (unit !== 'min' && unit !== 'h');

/** Whether it is counted in office time. */
export const isWorking = ({ unit }: Duration): boolean => unit === 'wmin' || unit === 'wh' || unit === 'wd';

/** As people say it: 「5 个工作日」, "5 working days", 「5 小时 15 分钟」. The one place where a length of time is put into words. */
export function sayDuration({ amount, unit, nextWorkday }: Duration): Words {
  if ((unit === 'min' || unit === 'wmin') && amount >= 60) return sayMinutes(amount, unit);
  return {
    zh: `${amount} ${words[unit].zh}${inDays({ amount, unit }, '（', ' 天）')}${nextWorkday ? '（遇休息日顺延）' : ''}`,
    en: `${plain(amount, unit)}${inDays({ amount, unit }, ' (', ' days)')}${nextWorkday ? ' (or the next working day)' : ''}`,
  };
}

const plain = (amount: number, unit: DurationUnit): string => `${amount} ${amount === 1 ? words[unit].one : words[unit].many}`;

/** Nobody counts 315 minutes. Of office time there are no days to count: a working day has as many hours as its office. */
function sayMinutes(amount: number, unit: 'min' | 'wmin'): Words {
  const [hours, rest] = [Math.floor(amount / 60), amount % 60];
  if (rest === 0) return sayDuration({ amount: hours, unit: unit === 'min' ? 'h' : 'wh' });
  const days = unit === 'min' && hours > 72 ? Math.floor(hours / 24) : 0;
  const parts = (
    [
      [days, 'd'],
      [hours - days * 24, 'h'],
      [rest, 'min'],
    ] as const
  ).filter(([of]) => of > 0);
  const said = {
    zh: parts.map(([of, part]) => `${of} ${words[part].zh}`).join(' '),
    en: parts.map(([of, part]) => plain(of, part)).join(' '),
  };
  return unit === 'min' ? said : { zh: `${said.zh}（上班时间）`, en: `${said.en} of office time` };
}

/** Nobody counts 168 hours: what is more than three days is said in days too. */
const inDays = ({ amount, unit }: Pick<Duration, 'amount' | 'unit'>, before: string, after: string): string =>
  unit === 'h' && amount > 72 && amount % 24 === 0 ? `${before}${amount / 24}${after}` : '';
