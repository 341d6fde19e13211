// Which orders the demo's past has: each a matter in a community, placed so many days ago, with a course.
import { courses, type Course, type Step } from './courses.ts';
import { matters } from './matters.ts';

export interface Planned {
  /** Index of the community. */
  readonly community: number;
  readonly matter: (typeof matters)[number];
  readonly course: Course;
  readonly daysAgo: number;
}

/** Weeks that are over: 22 orders in each of the three communities, so that whichever month is over has enough of each to be counted. */
const OLD = 22;
const OLDEST_DAYS = 61;
const old: readonly Course[] = ['five', 'four', 'quiet', 'five', 'three', 'unanswered', 'four', 'rework', 'five'];
const past = Array.from({ length: OLD }, (_, n) =>
  [0, 1, 2].map((community): Planned => ({
    community,
    matter: matters[(n + 6 * community) % OLD]!,
    course: old[(n + 4 * community) % old.length]!,
    daysAgo: OLDEST_DAYS - Math.floor(n * 2.1) - community,
  })),
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
    [1, 21, 'waiting', 3],
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
).map(([community, matter, course, daysAgo]): Planned => ({ community, matter: matters[matter]!, course, daysAgo }));

export const plan: readonly Planned[] = [...past, ...recent].toSorted((a, b) => b.daysAgo - a.daysAgo);

/**
 * When the steps of an order fall, epoch ms: at their hour on a day of the week, each so many days after the first and after the
 * one before it.
 */
export function instantsOf({ course, daysAgo }: Planned, now: number): readonly { readonly step: Step; readonly at: number }[] {
  const first = workdayUntil(dateOf(now - TEN_HOURS - daysAgo * DAY));
  let before = 0;
  return courses[course].map((step: Step) => {
    let date = workdayFrom(dateOf(instant(first, step.hour) + step.day * DAY));
    while (instant(date, step.hour) < before) date = workdayFrom(dateOf(instant(date, step.hour) + DAY));
    before = instant(date, step.hour);
    return { step, at: before };
  });
}

const DAY = 86_400_000;
/** In the early morning the last day is yesterday: nobody has ordered anything yet. */
const TEN_HOURS = 36_000_000;
const instant = (date: string, hour: string): number => Date.parse(`${date}T${hour}:00+08:00`);
const dateOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

const dayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
const moved = (date: string, days: number): string => dateOf(instant(date, '12:00') + days * DAY);
/** The date, or the Monday after it. */
const workdayFrom = (date: string): string => moved(date, [1, 0, 0, 0, 0, 0, 2][dayOf(date)] ?? 0);
/** The date, or the Friday before it. */
const workdayUntil = (date: string): string => moved(date, [-2, 0, 0, 0, 0, 0, -1][dayOf(date)] ?? 0);
