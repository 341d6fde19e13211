// Which orders the demo's past has: each a matter in a community, placed so many days ago, with a course.
import { isWorkday, officialCalendar } from '@six-order/community/calendar/calendar';
import { addWorkdays, workdayFrom } from '@six-order/community/calendar/counting';
import { dayOf, startOf, type Day } from '@six-order/community/calendar/day';
import { courses, type Course, type Hour, type Step } from './courses.ts';
import { type Matter, matters } from './matters.ts';

export interface Planned {
  /** Index of the community. */
  readonly community: number;
  readonly matter: Matter;
  readonly course: Course;
  readonly steps: readonly Step[];
  readonly daysAgo: number;
}

const planned = (community: number, matter: Matter, course: Course, daysAgo: number): Planned => ({
  community,
  matter,
  course,
  steps: courses[course],
  daysAgo,
});

/** Weeks that are over: 22 orders in each of the three communities, so that whichever month is over has enough of each to be counted. */
const OLD = 22;
const OLDEST_DAYS = 61;
const old: readonly Course[] = ['five', 'four', 'quiet', 'five', 'three', 'unanswered', 'four', 'rework', 'five'];
const past = Array.from({ length: OLD }, (_, n) =>
  [0, 1, 2].map((community) =>
    planned(
      community,
      matters[(n + 6 * community) % OLD]!,
      old[(n + 4 * community) % old.length]!,
      OLDEST_DAYS - Math.floor(n * 2.1) - community,
    ),
  ),
).flat();

/** The last days: every state that a desk can show. By community, matter, course, days ago. */
const recent = (
  [
    [1, 0, 'late', 13],
    [0, 5, 'retracted', 12],
    [1, 2, 'retracted', 12],
    [2, 18, 'shelved', 11],
    [1, 6, 'reworking', 4],
    [2, 22, 'reworking', 5],
    [1, 8, 'settled', 8],
    [0, 22, 'withdrawn', 9],
    [1, 17, 'refused', 7],
    [1, 18, 'shown', 4],
    [2, 21, 'shown', 5],
    [0, 23, 'shown', 6],
    [1, 21, 'unpublished', 3],
    [0, 18, 'waiting', 2],
    [1, 22, 'paused', 3],
    [0, 21, 'late', 8],
    [1, 4, 'working', 4],
    [2, 3, 'working', 3],
    [1, 10, 'working', 2],
    [1, 23, 'dispatched', 1],
    [1, 23, 'merged', 1],
    [0, 2, 'dispatched', 1],
    [1, 11, 'admitted', 1],
    [1, 3, 'placed', 0],
    [2, 0, 'placed', 0],
    [1, 19, 'admitted', 0],
  ] as const
).map(([community, matter, course, daysAgo]) => planned(community, matters[matter]!, course, daysAgo));

export const plan: readonly Planned[] = [...past, ...recent].toSorted((a, b) => b.daysAgo - a.daysAgo);

/**
 * When the steps of an order or another matter fall, epoch ms: at their hour on a working day of the official calendar, each so many days
 * after the first and after the one before it.
 */
export function instantsOf<S extends { readonly day: number; readonly hour: Hour; readonly worked?: true }>(
  { steps, daysAgo }: { readonly steps: readonly S[]; readonly daysAgo: number },
  now: number,
): readonly { readonly step: S; readonly at: number }[] {
  const first = workdayUntil(dayOf(now - TEN_HOURS) - daysAgo);
  let before = 0;
  return steps.map((step) => {
    let day = step.worked ? addWorkdays(officialCalendar, first, step.day) : workdayFrom(officialCalendar, first + step.day);
    while (instant(day, step.hour) < before) day = workdayFrom(officialCalendar, day + 1);
    before = instant(day, step.hour);
    return { step, at: before };
  });
}

/** In the early morning the last day is yesterday: nobody has ordered anything yet. */
const TEN_HOURS = 36_000_000;
const instant = (day: Day, hour: string): number => startOf(day) + Date.parse(`1970-01-01T${hour}:00Z`);
/** The day, or the last working day before it. */
const workdayUntil = (day: Day): Day => (isWorkday(officialCalendar, day) ? day : workdayUntil(day - 1));
