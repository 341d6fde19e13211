// Counting working days and working time (工作日, 工作时) on a calendar, forwards and as a difference.
//
// Keeps: 民法典 201: the day on which a period begins is not counted, hours run from the moment; 203: a period whose last day is
// a rest day ends on the next working day, at 24:00 or, where there are office hours, at close of business.
// W1: workingMsBetween(a, addWorkingMs(a, n)) = n; workdaysBetween(a, addWorkdays(a, n)) = n.
import { isWorkday, type Calendar } from './calendar.ts';
import { DAY_MS, dayOf, startOf, type Day } from './day.ts';

const MINUTE_MS = 60_000;
/** No calendar has so many days off in a row: a wrong one must not hold the process. */
const MAX_REST_DAYS = 1_000;

/** The first working day from `day` on, itself included. Throws RangeError when there is none for years. */
export function workdayFrom(calendar: Calendar, day: Day): Day {
  for (let next = day; next < day + MAX_REST_DAYS; next += 1) if (isWorkday(calendar, next)) return next;
  throw new RangeError('the calendar has no working day');
}

/** The `count`-th working day after `day`; `day` itself is not counted. */
export function addWorkdays(calendar: Calendar, day: Day, count: number): Day {
  let last = day;
  for (let left = count; left > 0; left -= 1) last = workdayFrom(calendar, last + 1);
  return last;
}

/** Working days after `from` up to and with `to`. */
export function workdaysBetween(calendar: Calendar, from: Day, to: Day): number {
  let count = 0;
  for (let day = from + 1; day <= to; day += 1) if (isWorkday(calendar, day)) count += 1;
  return count;
}

/** The end of office hours on a day. */
export function closeOf(calendar: Calendar, day: Day): number {
  const last = calendar.spansOn(day).at(-1);
  if (!last) throw new RangeError('a day has no office hours');
  return startOf(day) + last[1] * MINUTE_MS;
}

/** Office time of a day, were it a working day. */
export const officeMsOn = (calendar: Calendar, day: Day): number =>
  calendar.spansOn(day).reduce((sum, [from, to]) => sum + (to - from), 0) * MINUTE_MS;

/** The instant at which `ms` of working time have passed since `from`: the earliest such. `ms` ≥ 0. */
export function addWorkingMs(calendar: Calendar, from: number, ms: number): number {
  if (ms <= 0) return from;
  let left = ms;
  for (let day = workdayFrom(calendar, dayOf(from)); ; day = workdayFrom(calendar, day + 1)) {
    const midnight = startOf(day);
    for (const [opens, closes] of calendar.spansOn(day)) {
      const begin = Math.max(from, midnight + opens * MINUTE_MS);
      const length = midnight + closes * MINUTE_MS - begin;
      if (length <= 0) continue;
      if (left <= length) return begin + left;
      left -= length;
    }
  }
}

/** Working time from one instant to a later one; 0 when it is not later. */
export function workingMsBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0;
  for (let day = dayOf(from); startOf(day) < to; day += 1) {
    if (!isWorkday(calendar, day)) continue;
    const midnight = startOf(day);
    if (midnight >= from && midnight + DAY_MS <= to) {
      sum += officeMsOn(calendar, day);
      continue;
    }
    for (const [opens, closes] of calendar.spansOn(day))
      sum += Math.max(0, Math.min(to, midnight + closes * MINUTE_MS) - Math.max(from, midnight + opens * MINUTE_MS));
  }
  return sum;
}
