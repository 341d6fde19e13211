// The working calendar of a place: which days are worked, why, and from when to when.
//
// Owns: how notices, the region's own days and office hours make one calendar. Not ours: counting with it (counting.ts).
// K1: a calendar is a value: the same for the same sources, whatever the process's time zone.
import { isWithin } from '@six-order/engine';
import { dayNamed, isWeekend, yearOf, type Day } from './day.ts';
import type { Notice, NoticeDay } from './notice.ts';
import { officialNotices } from './official.ts';
import { statutoryHolidays } from './statutory.ts';

/** Days that a place has of its own: holidays of an autonomous area (放假办法 4), a market day worked. */
export interface OwnDays {
  readonly id: string;
  /** The subtree of the unit tree that it holds for. */
  readonly within: string;
  readonly kind: 'holiday' | 'workday';
  readonly zh: string;
  readonly en: string;
  readonly from: Day;
  readonly to: Day;
  /** By which document. */
  readonly document: string;
}

/** From minute to minute of the day, the first before the second. */
export type Span = readonly [from: number, to: number];

export interface OfficeHours {
  readonly id: string;
  readonly within: string;
  /** In order, apart from each other; at least one. */
  readonly spans: readonly Span[];
  readonly document: string;
  readonly from: Day;
  /** Null: until further notice. */
  readonly to: Day | null;
}

/** What a county's calendars are made of. */
export interface CalendarSources {
  /** Names all of it (`calendarVersion` and what is the county's own); kept by every clock that was counted with it. */
  readonly version: string;
  readonly notices: readonly Notice[];
  readonly ownDays: readonly OwnDays[];
  readonly officeHours: readonly OfficeHours[];
}

/** What is said of a day that is not what its weekday would be, or that a place names itself. */
export type NamedDay = Pick<NoticeDay, 'kind' | 'zh' | 'en'>;

export interface Calendar {
  readonly version: string;
  /** The last day of the official data: what lies beyond is counted by weekdays and the law's own days, for the time being. */
  readonly coverageUntil: Day;
  readonly named: ReadonlyMap<Day, NamedDay>;
  spansOn(day: Day): readonly Span[];
}

/** 09:00–12:00 and 14:00–18:00. Source: domain research 8. */
export const defaultSpans: readonly Span[] = [
  [540, 720],
  [840, 1080],
];

/** `official-2026+law`: the last year with a notice, and that beyond it the law's own days are off (decision 0473). */
export function calendarVersion(notices: readonly Notice[]): string {
  return `official-${yearOf(coverageOf(notices))}+law`;
}

export const officialSources: CalendarSources = {
  version: calendarVersion(officialNotices),
  notices: officialNotices,
  ownDays: [],
  officeHours: [],
};

/** The last day up to which every year has its notice. */
export function coverageOf(notices: readonly Notice[]): Day {
  const years = new Set(notices.map(({ year }) => year));
  let year = Math.min(...years);
  while (years.has(year + 1)) year += 1;
  return dayNamed(`${year}-12-31`);
}

/** The days that the law makes holidays in years without a notice: one arranges days round them, and takes none of them away. */
function lawfulAfter(coverageUntil: Day): readonly (readonly [Day, NamedDay])[] {
  const lawful: [Day, NamedDay][] = [];
  for (let year = yearOf(coverageUntil) + 1; ; year += 1) {
    const holidays = statutoryHolidays(year);
    if (!holidays) return lawful;
    for (const { zh, en, days } of holidays) for (const day of days) lawful.push([day, { kind: 'holiday', zh, en }]);
  }
}

/** Calendars of a county by path; those of paths with the same days and hours are one value. */
export function createCalendars(sources: CalendarSources): (path: string) => Calendar {
  const coverageUntil = coverageOf(sources.notices);
  const official = new Map<Day, NamedDay>([
    ...lawfulAfter(coverageUntil),
    ...sources.notices.flatMap(({ days }) => days.map((day) => [day.day, day] as const)),
  ]);
  const made = new Map<string, Calendar>();
  const plain = make({ ownDays: [], officeHours: [] });
  if (sources.ownDays.length === 0 && sources.officeHours.length === 0) return () => plain;

  return (path) => {
    const ownDays = sources.ownDays.filter(({ within }) => isWithin(path, within));
    const officeHours = sources.officeHours.filter(({ within }) => isWithin(path, within));
    const key = [...ownDays, ...officeHours].map(({ id }) => id).join(' ');
    let calendar = made.get(key);
    if (!calendar) made.set(key, (calendar = make({ ownDays, officeHours })));
    return calendar;
  };

  function make({ ownDays, officeHours }: Pick<CalendarSources, 'ownDays' | 'officeHours'>): Calendar {
    const named = new Map<Day, NamedDay>(official);
    // The nearest unit's word is the last.
    for (const { kind, zh, en, from, to } of ownDays.toSorted(byDepth))
      for (let day = from; day <= to; day += 1) named.set(day, { kind, zh, en });
    const hours = officeHours.toSorted((a, b) => byDepth(b, a) || b.from - a.from);
    return {
      version: sources.version,
      coverageUntil,
      named,
      spansOn: hours.length === 0 ? () => defaultSpans : (day) => hoursOn(hours, day),
    };
  }
}

const byDepth = (a: { readonly within: string }, b: { readonly within: string }): number => a.within.length - b.within.length;

const hoursOn = (hours: readonly OfficeHours[], day: Day): readonly Span[] =>
  hours.find(({ from, to }) => from <= day && (to === null || day <= to))?.spans ?? defaultSpans;

export const isWorkday = ({ named }: Calendar, day: Day): boolean => {
  const name = named.get(day);
  return name === undefined ? !isWeekend(day) : name.kind === 'workday';
};

/** The calendars of a place that has nothing but the official days and the usual hours. */
export const officialCalendar: Calendar = createCalendars(officialSources)('');
