// What a county or a unit decides of its own calendar, as values of its rules (county-rules/): days off or worked, office hours.
import { z } from 'zod';
import type { CountyRule } from '../county-rules/county-rules.ts';
import type { OfficeHours, OwnDays, Span } from './calendar.ts';
import { dayNamed, dayOf, parseDay } from './day.ts';

const DayText = z.string().refine((text) => parseDay(text) !== undefined, '日期写作 2026-10-01 / write a date as 2026-10-01');
const name = z.string().trim().min(1).max(60);

/** Days of its own: holidays of an autonomous area (放假办法 4), weekend days worked. Dates, both included. */
export const OwnDaysRule = z
  .strictObject({ kind: z.enum(['holiday', 'workday']), zh: name, en: name, from: DayText, to: DayText })
  .refine(({ from, to }) => from <= to, '结束早于开始 / it ends before it begins')
  .refine(({ from, to }) => (parseDay(to) ?? 0) - (parseDay(from) ?? 0) < 60, '超过 60 天 / it is longer than 60 days');

const Minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '时间写作 09:00 / write a time as 09:00');

/** Office hours of a day: `[["09:00", "12:00"], ["14:00", "18:00"]]`, in order and apart. */
export const OfficeHoursRule = z
  .strictObject({
    spans: z
      .array(z.tuple([Minute, Minute]))
      .min(1)
      .max(4),
  })
  .refine(
    ({ spans }) => spans.flat().every((time, n, times) => n === 0 || (times[n - 1] as string) < time),
    '每个时间须晚于前一个 / each time must be later than the one before it',
  );

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Of its days those in its term: one that is ended takes no more days. */
export const ownDaysOf = ({ id, path, value, document, validFrom, validTo }: CountyRule<'own-days'>): OwnDays => ({
  id,
  within: path,
  kind: value.kind,
  zh: value.zh,
  en: value.en,
  from: Math.max(dayNamed(value.from), dayOf(validFrom)),
  to: Math.min(dayNamed(value.to), validTo === null ? Infinity : dayOf(validTo - 1)),
  document,
});

/** In force for whole days, from the one in which its term begins to the one before it ends. */
export const officeHoursOf = ({ id, path, value, document, validFrom, validTo }: CountyRule<'office-hours'>): OfficeHours => ({
  id,
  within: path,
  spans: value.spans.map(([from, to]): Span => [minuteOf(from), minuteOf(to)]),
  document,
  from: dayOf(validFrom),
  to: validTo === null ? null : dayOf(validTo - 1),
});
