// A time of yesterday, today or tomorrow, as it is said: by the night that it is in, where its day alone would be misread.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEIJING = 8 * HOUR;
/** 凌晨 of the clock. */
const NIGHT_ENDS = 5 * HOUR;

const timeOf = (at: number): number => (at + BEIJING) % DAY;
const dayOf = (at: number): number => Math.floor((at + BEIJING) / DAY);

/** The minute at midnight: `24:00` of the day that ends, for so deadlines are meant; `00:00` of the next is read as a day later. Epoch ms. */
export const isMidnight = (at: number): boolean => timeOf(at) < MINUTE;

type Near = Readonly<Record<'yesterday' | 'today' | 'tomorrow', string>>;

/** Each by part of the day; `evening`: before 24:00. */
type NearWords = Readonly<Record<'day' | 'evening' | 'night', Near>>;

/**
 * What stands before the time of day instead of a date: `今天` 15:00, `今晚` 24:00, `明天凌晨` 00:05; undefined when it is further off.
 * `endsDay`: it is the 24:00 of the day before. Epoch ms.
 */
export function nearSaid(at: number, now: number, endsDay: boolean, words: NearWords): string | undefined {
  const near = words[endsDay ? 'evening' : timeOf(at) < NIGHT_ENDS ? 'night' : 'day'];
  const byDays: Readonly<Record<number, string>> = { '-1': near.yesterday, 0: near.today, 1: near.tomorrow };
  return byDays[dayOf(at) - (endsDay ? 1 : 0) - dayOf(now)];
}
