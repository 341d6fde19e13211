// A slow reference for what becomes of a clock in an emergency: it knows nothing of the code and lives minute by minute.
const MINUTE = 60_000;
export const DAY_MINUTES = 1440;
/** Monday, 6 July 2026, midnight in China: no holiday until 25 September. */
const origin = Date.parse('2026-07-06T00:00:00+08:00');
const OFFICE_DAY = 7 * 60;
export const instant = (minute: number): number => origin + minute * MINUTE;

/** Monday, 14 September 2026: a make-up Sunday, 中秋, 国庆 and a make-up Saturday come in the four weeks after it. */
export const AUTUMN = 70 * DAY_MINUTES;
/** 25 September, and 1 to 7 October. */
const off = new Set([81, 87, 88, 89, 90, 91, 92, 93]);
/** 20 September and 10 October. */
const madeUp = new Set([76, 96]);
const isWorked = (day: number): boolean => madeUp.has(day) || (day % 7 < 5 && !off.has(day));

/** Minutes count from `origin`; office hours 9–12, 14–18, on working days. */
const isOffice = (minute: number): boolean => {
  const time = minute % DAY_MINUTES;
  return isWorked(Math.floor(minute / DAY_MINUTES)) && ((time >= 540 && time < 720) || (time >= 840 && time < 1080));
};
const after = (from: number, officeMinutes: number): number => {
  let at = from;
  for (let left = officeMinutes; left > 0; at += 1) if (isOffice(at)) left -= 1;
  return at;
};
export const officeBetween = (from: number, to: number): number => {
  let minutes = 0;
  for (let at = from; at < to; at += 1) if (isOffice(at)) minutes += 1;
  return minutes;
};
export const workdays = (from: number, days: number): number => {
  let day = Math.floor(from / DAY_MINUTES);
  for (let left = days; left > 0; left -= isWorked(day) ? 1 : 0) day += 1;
  return day * DAY_MINUTES + 1080;
};

export type Limit = readonly [amount: number, unit: 'wd' | 'wh' | 'h'];
const natural = (unit: Limit[1]): boolean => unit === 'h';
const endOf = (from: number, [amount, unit]: Limit): number =>
  unit === 'h' ? from + amount * 60 : unit === 'wh' ? after(from, amount * 60) : workdays(from, amount);

/** One of the two limits that run side by side. */
interface Track {
  readonly limit: Limit;
  due: number;
  left: number | null;
}

/** The reference: the order's own limit, and the emergency's beside it while that holds. */
export class Slow {
  readonly own: Track;
  urgent: Track | null = null;
  paused: 'waiting' | 'emergency' | null = null;
  private since = 0;
  constructor(from: number, limit: Limit) {
    this.own = { limit, due: endOf(from, limit), left: null };
  }
  get tracks(): readonly Track[] {
    return this.urgent ? [this.own, this.urgent] : [this.own];
  }
  get due(): number {
    return Math.min(...this.tracks.map(({ due }) => due));
  }
  stop(at: number, why: 'waiting' | 'emergency'): boolean {
    if (this.paused !== null || at >= this.due) return false;
    this.paused = why;
    this.since = at;
    for (const track of this.tracks)
      track.left = at >= track.due ? null : natural(track.limit[1]) ? track.due - at : officeBetween(at, track.due);
    return true;
  }
  /** After an emergency with as many minutes once more as the office was open meanwhile, those of a working day at most. */
  go(at: number): void {
    const given = this.paused === 'emergency' ? Math.min(officeBetween(this.since, at), OFFICE_DAY) : 0;
    this.paused = null;
    for (const track of this.tracks) {
      const isNatural = natural(track.limit[1]);
      if (track.left !== null) track.due = isNatural ? at + track.left : after(at, track.left);
      track.due = isNatural ? track.due + given : after(track.due, given);
    }
  }
  enter(at: number, hours: number): void {
    const limit: Limit = [hours, 'h'];
    this.urgent = { limit, due: endOf(at, limit), left: this.paused === null ? null : hours * 60 };
  }
  leave(): void {
    this.urgent = null;
  }
}
