// Times in words, always of Beijing: where the orders are, not where the reader's telephone thinks it is.
import { isMidnight, nearSaid } from '@six-order/api/near';
import { boot, now } from './boot.ts';
import { w } from './words.ts';

const locale = boot.language === 'en' ? 'en-GB' : 'zh-CN';
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', ...options });
const hours = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = format({ month: 'long', day: 'numeric', weekday: 'short' });
const monthDay = format({ month: 'long', day: 'numeric' });
const dayOfYear = format({ year: 'numeric', month: 'long', day: 'numeric' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `今天 15:00`, `今晚 24:00`, `11月27日周五 15:00`; with the year when it is another. Midnight is the end of the day before. */
export function when(instant: string): string {
  const at = Date.parse(instant);
  return said(at, isMidnight(at));
}

/** The same of what begins then: at midnight it is 00:00 of its own day. */
export const whenItBegins = (instant: string): string => said(Date.parse(instant), false);

/** `11月27日 15:00`: on paper, which is read on another day, it is never today's. A deadline. */
export function dated(instant: string): string {
  const at = Date.parse(instant);
  return said(at, isMidnight(at), monthDay);
}

/** `endsDay`: it is the 24:00 of the day before. `paper`: how a day is said there. */
function said(at: number, endsDay: boolean, paper?: Intl.DateTimeFormat): string {
  const near = paper ? undefined : nearSaid(at, now(), endsDay, w.near);
  const far = Math.abs(at - now()) > 180 * DAY ? dayOfYear : (paper ?? day);
  return `${near ?? far.format(endsDay ? at - MINUTE : at)} ${endsDay ? '24:00' : hours.format(at)}`;
}

/** `15:00` of an instant of this device's clock, epoch ms. */
export const timeOfDay = (at: number): string => hours.format(at);

/** A day of the calendar, as `2026-11-24`, in words. */
export const dayOf = (date: string): string => day.format(Date.parse(`${date}T12:00:00+08:00`));

/** The day of an instant, `2026年11月24日`. */
export const dateOf = (instant: string): string => dayOfYear.format(Date.parse(instant));

/** How long until a deadline, or since; `at`: as it was at this instant, epoch ms. */
export function timeLeft(instant: string, at = now()): string {
  const left = Date.parse(instant) - at;
  const size = Math.abs(left);
  const late = left < 0;
  if (size >= 2 * DAY) return (late ? w.left.lateDays : w.left.days)(Math.floor(size / DAY));
  if (size >= HOUR) return (late ? w.left.lateHours : w.left.hours)(Math.floor(size / HOUR));
  return (late ? w.left.lateMinutes : w.left.minutes)(Math.max(1, Math.floor(size / MINUTE)));
}
