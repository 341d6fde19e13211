// The counting of a clock: its limit from the start, through every pause, extension and mode switch, to the due time and the rungs.
//
// Owns: the arithmetic, on a calendar that is given. Not ours: whether a change is allowed (change.ts), which limit holds (policy.ts).
// Keeps: I4. A1: a paused clock keeps what was left, in the time that its limit is counted in, and goes on with it.
// A2: everything is counted anew from the start, so that the due time hangs on the changes and the calendar alone, never on
// when the calendar became known. A3: reminders of a clock counted in office time or days stand in daytime.
import type { Calendar } from '../calendar/calendar.ts';
import { addWorkdays, addWorkingMs, closeOf, officeMsOn, workdayFrom, workingMsBetween } from '../calendar/counting.ts';
import { DAY_MS, dayOf, startOf, type Day } from '../calendar/day.ts';
import type { Urgency } from '../catalogue/category.ts';
import { clockPolicies } from '../policies/policies.ts';
import { isWorking, naturalMinutes, parseDuration, roundTheClock, type Duration } from './duration.ts';

/** What happened to a clock after it began. Epoch ms, in order. */
export type Change =
  /**
   * `waiting` for the resident or a third party counts towards the limit of pauses; `emergency` does not, nor does `aside`, while
   * the order was merged into another, refused, or shelved.
   */
  | { readonly kind: 'pause'; readonly at: number; readonly reason: 'waiting' | 'emergency' | 'aside' }
  | { readonly kind: 'resume'; readonly at: number; readonly grant?: Duration }
  | { readonly kind: 'extend'; readonly at: number; readonly by: Duration }
  /** From here on the emergency's limit holds too, counted from here. */
  | { readonly kind: 'emergency'; readonly at: number; readonly limit: Duration }
  | { readonly kind: 'ordinary'; readonly at: number }
  /** What limit came of it is the clock's own by then. `late`: it was late already, and had no more time by it. */
  | { readonly kind: 'urgency'; readonly at: number; readonly from: Urgency; readonly to: Urgency; readonly late?: true }
  /** Codes of categories; likewise. */
  | { readonly kind: 'category'; readonly at: number; readonly from: string; readonly to: string };

export interface Course {
  readonly from: number;
  readonly limit: Duration;
  /** When the last day ends: close of business, or midnight for a resident. */
  readonly ends: 'close' | 'midnight';
  readonly changes: readonly Change[];
  readonly shares?: Shares;
}

/** At which parts of a clock its reminders stand. */
export interface Shares {
  readonly half: number;
  readonly pressing: number;
}

const share = (name: 'remind/half' | 'remind/pressing' | 'grave'): number => clockPolicies[name].standing / 100;
const standingShares: Shares = { half: share('remind/half'), pressing: share('remind/pressing') };

export interface Counted {
  /** Of a paused clock: when it was due as it stopped. */
  readonly dueAt: number;
  readonly halfAt: number;
  readonly pressingAt: number;
  readonly paused: { readonly since: number; readonly leftMs: number } | null;
  /** The limit that set the due time: an emergency's while that ends earlier. */
  readonly binding: Duration;
  /** The days whose kind decided the due time, both included; null when none did. */
  readonly days: { readonly from: Day; readonly to: Day } | null;
}

/** The instant at which a limit that begins at `from` ends. Counting: ../calendar/counting.ts. */
export function addDuration(calendar: Calendar, from: number, limit: Duration, ends: Course['ends'] = 'close'): number {
  const { amount, unit, nextWorkday } = limit;
  if (unit === 'wd') return endOf(calendar, addWorkdays(calendar, dayOf(from), amount), ends);
  if (unit === 'd') return endOf(calendar, workdayFrom(calendar, dayOf(from) + amount), ends);
  if (unit === 'wh' || unit === 'wmin') return addWorkingMs(calendar, from, msOf(limit));
  const at = from + msOf(limit);
  return nextWorkday ? orNextWorkday(calendar, at, ends) : at;
}

const msOf = (limit: Duration): number => naturalMinutes(limit) * 60_000;

const endOf = (calendar: Calendar, day: Day, ends: Course['ends']): number =>
  ends === 'midnight' ? startOf(day + 1) : closeOf(calendar, day);

/** 民法典 203: what would end on a rest day ends on the next working day. */
function orNextWorkday(calendar: Calendar, at: number, ends: Course['ends']): number {
  const day = workdayFrom(calendar, dayOf(at));
  return day === dayOf(at) ? at : endOf(calendar, day, ends);
}

/** One of the two limits that may run side by side: the ordinary one, and an emergency's. */
interface Track {
  readonly limit: Duration;
  due: number;
  /** While paused; null when it was due before. */
  left: number | null;
}

/** Counts a clock through its changes. They must be possible in their order: change.ts sees to it. */
export function count(calendar: Calendar, { from, limit, ends, changes, shares }: Course): Counted {
  const ordinary: Track = { limit, due: addDuration(calendar, from, limit, ends), left: null };
  let emergency: Track | null = null;
  let pausedAt: number | null = null;
  let runsFrom = from;
  const ran: [number, number][] = [];
  const tracks = (): Track[] => (emergency === null ? [ordinary] : [ordinary, emergency]);

  for (const change of changes) {
    switch (change.kind) {
      case 'pause':
        pausedAt = change.at;
        // What is late when it is set aside ran until it was due.
        ran.push([runsFrom, Math.max(runsFrom, Math.min(change.at, ...tracks().map(({ due }) => due)))]);
        for (const track of tracks())
          track.left = change.at < track.due ? between(calendar, track.limit, change.at, track.due) : null;
        break;
      case 'resume':
        pausedAt = null;
        runsFrom = change.at;
        for (const track of tracks()) {
          if (track.left !== null) track.due = goOn(calendar, track.limit, track.left, change.at, ends);
          if (change.grant) {
            const granted = addDuration(
              calendar,
              track.due,
              track === ordinary ? change.grant : roundTheClock(change.grant),
              ends,
            );
            track.due = offRestDay(calendar, track.limit, granted, ends);
          }
        }
        break;
      case 'extend':
        for (const track of tracks())
          track.due = addDuration(calendar, track.due, track === ordinary ? change.by : roundTheClock(change.by), ends);
        break;
      case 'emergency':
        emergency = {
          limit: change.limit,
          due: addDuration(calendar, change.at, change.limit, ends),
          left: pausedAt === null ? null : msOf(change.limit),
        };
        break;
      case 'ordinary':
        emergency = null;
        break;
      // Its limit is `limit` already.
      case 'urgency':
      case 'category':
        break;
    }
  }
  const bound = tracks().reduce((first, track) => (track.due < first.due ? track : first));
  const running: readonly [number, number][] = pausedAt === null ? [...ran, [runsFrom, Math.max(runsFrom, bound.due)]] : ran;
  return {
    dueAt: bound.due,
    ...rungs(calendar, bound.limit, running, shares),
    paused: pausedAt === null ? null : { since: pausedAt, leftMs: bound.left ?? 0 },
    binding: bound.limit,
    days: decidingDays(calendar, bound, from),
  };
}

/** Time between two instants as the limit counts it. */
const between = (calendar: Calendar, limit: Duration, from: number, to: number): number =>
  isWorking(limit) ? workingMsBetween(calendar, from, to) : Math.max(0, to - from);

function goOn(calendar: Calendar, limit: Duration, left: number, at: number, ends: Course['ends']): number {
  return isWorking(limit) ? addWorkingMs(calendar, at, left) : offRestDay(calendar, limit, at + left, ends);
}

/** Where a limit is one of natural days, or says so, it ends on no rest day. */
const offRestDay = (calendar: Calendar, { unit, nextWorkday }: Duration, at: number, ends: Course['ends']): number =>
  unit === 'd' || nextWorkday ? orNextWorkday(calendar, at, ends) : at;

/** Half and 80 % (or a county's own `shares`) of the time that the clock runs, in the time that its limit is counted in. */
export function rungs(
  calendar: Calendar,
  limit: Duration,
  running: readonly (readonly [from: number, to: number])[],
  { half, pressing }: Shares = standingShares,
): { readonly halfAt: number; readonly pressingAt: number } {
  const office = isWorking(limit) && running.some(([from, to]) => workingMsBetween(calendar, from, to) > 0);
  const length = ([from, to]: readonly [number, number]): number => (office ? workingMsBetween(calendar, from, to) : to - from);
  const lengths = running.map(length);
  const whole = lengths.reduce((sum, ms) => sum + ms, 0);
  const end = running.at(-1)?.[1] ?? 0;
  const at = (share: number): number => {
    let left = Math.round(whole * share);
    for (const [n, [from]] of running.entries()) {
      const here = lengths[n] as number;
      if (left <= here) {
        const instant = office ? addWorkingMs(calendar, from, left) : from + left;
        return limit.unit === 'd' ? Math.min(inDaytime(calendar, instant), end) : instant;
      }
      left -= here;
    }
    return end;
  };
  return { halfAt: at(half), pressingAt: at(pressing) };
}

/** The instant itself within the hours of a day in which people may be reminded, else when they next begin. */
function inDaytime(calendar: Calendar, at: number): number {
  const day = dayOf(at);
  const opens = (of: Day): number => startOf(of) + (calendar.spansOn(of)[0]?.[0] ?? 0) * 60_000;
  if (at < opens(day)) return opens(day);
  return at <= closeOf(calendar, day) ? at : opens(day + 1);
}

/** A working limit hangs on every day that it spans; one that a rest day moved, on the days that it was moved over. */
export function decidingDays(
  calendar: Calendar,
  { limit, due }: { readonly limit: Duration; readonly due: number },
  from: number,
): Counted['days'] {
  // An end at midnight belongs to the day that it ends.
  const last = dayOf(due - 1);
  if (isWorking(limit)) return { from: limit.unit === 'wd' ? dayOf(from) + 1 : dayOf(from), to: last };
  if (limit.unit !== 'd' && !limit.nextWorkday) return null;
  const first = limit.unit === 'd' ? dayOf(from) + limit.amount : dayOf(from + msOf(limit));
  return { from: Math.min(first, last), to: last };
}

const standingGrave = { share: share('grave'), most: parseDuration(clockPolicies['grave/most'].standing) };

/** How late is gravely late: half the limit again, at most 5 working days (red card, 2.6), or as a county set it. */
export function graveAt(
  calendar: Calendar,
  limit: Duration,
  dueAt: number,
  grave: { readonly share: number; readonly most: Duration } = standingGrave,
): number {
  const { amount, unit } = limit;
  const part =
    unit === 'wd'
      ? addWorkingMs(calendar, dueAt, grave.share * amount * officeMsOn(calendar, dayOf(dueAt)))
      : isWorking(limit)
        ? addWorkingMs(calendar, dueAt, grave.share * msOf(limit))
        : dueAt + grave.share * (unit === 'd' ? amount * DAY_MS : msOf(limit));
  return Math.min(part, addDuration(calendar, dueAt, grave.most));
}
