// Which clock of an order a resident waits for, and whether it has run out.

/** By the state of the handling, where it is not the one due first. */
export const awaited: Readonly<Record<string, string>> = {
  placed: 'intake',
  admitted: 'dispatch',
  dispatched: 'accept',
  accepted: 'contact',
  working: 'whole',
  reworking: 'rework',
  finished: 'evaluate',
  calling: 'callRequest',
  pooled: 'claim',
  objecting: 'objectionReview',
};

interface Clock {
  readonly name: string;
  readonly light: string;
  /** ISO 8601. */
  readonly dueAt: string;
}

const running = ({ light }: Clock): boolean => light !== 'done' && light !== 'paused';

/** The running clock that is due first. */
export const nearest = <C extends Clock>(clocks: readonly C[]): C | null =>
  clocks.filter(running).sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0] ?? null;

const many = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`);

const lengths = {
  zh: { days: (n: number) => `${n} 天`, hours: (n: number) => `${n} 小时`, minutes: (n: number) => `${n} 分钟` },
  en: { days: (n: number) => many(n, 'day'), hours: (n: number) => many(n, 'hour'), minutes: (n: number) => many(n, 'minute') },
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 小时`: how long ago an instant (ISO 8601) is, in days from two on; less than a minute is one. `now`: epoch ms. */
export function passedSince(instant: string, now: number, language: 'zh' | 'en'): string {
  const { days, hours, minutes } = lengths[language];
  const passed = now - Date.parse(instant);
  if (passed >= 2 * DAY) return days(Math.floor(passed / DAY));
  return passed >= HOUR ? hours(Math.floor(passed / HOUR)) : minutes(Math.max(1, Math.floor(passed / MINUTE)));
}

/** `now`: epoch ms. */
export function promised<C extends Clock>(
  { state: { handling }, clocks }: { readonly state: { readonly handling: string }; readonly clocks: readonly C[] },
  now: number,
): { readonly clock: C | null; readonly late: boolean } {
  const clock = clocks.find(({ name, light }) => name === awaited[handling] && light !== 'done') ?? nearest(clocks);
  const late =
    clock !== null &&
    handling !== 'finished' &&
    Date.parse(clock.dueAt) < now &&
    clock.light !== 'paused' &&
    Object.keys(awaited).includes(handling);
  return { clock, late };
}
