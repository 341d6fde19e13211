// Calendar days of China as whole numbers, so that counting them is arithmetic and no process's time zone enters.
//
// A day is the number of days since 1970-01-01 in Asia/Shanghai, which has been UTC+8 without summer time since 1992.
// Instants are epoch ms.

export type Day = number;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const OFFSET_MS = 8 * HOUR_MS;

export const dayOf = (at: number): Day => Math.floor((at + OFFSET_MS) / DAY_MS);

/** The instant at which a day begins; that of the next one is its 24:00. */
export const startOf = (day: Day): number => day * DAY_MS - OFFSET_MS;

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

export const isWeekend = (day: Day): boolean => weekdayOf(day) % 6 === 0;

/** Every trace says some of the same few hundred days. */
const said = new Map<Day, string>();

/** `2026-10-01`. */
export function sayDay(day: Day): string {
  let text = said.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    said.set(day, text);
  }
  return text;
}

export const yearOf = (day: Day): number => Number(sayDay(day).slice(0, 4));

/** Reads `2026-10-01`; undefined when it is no such date. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(text) ? undefined : at / DAY_MS;
}

/** The same of a text that our own code wrote. Throws RangeError. */
export function dayNamed(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`"${text}" is no date: write it as 2026-10-01`);
  return day;
}

/**
 * The same day of the month and hour in China, so many months later or, below zero, earlier (epoch ms). Of a month without
 * such a day, the last one.
 */
export function monthsAfter(at: number, months: number): number {
  const date = new Date(at + OFFSET_MS);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime() - OFFSET_MS;
}

/** The first instants of a month YYYY-MM in China and of the next, epoch ms. */
export function monthSpan(month: string): readonly [from: number, to: number] {
  const from = startOf(dayNamed(`${month}-01`));
  // No month is longer than 31 days, and none ends within 3 of that.
  const next = sayDay(dayOf(from) + 31).slice(0, 7);
  return [from, startOf(dayNamed(`${next}-01`))];
}
