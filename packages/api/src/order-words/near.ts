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

interface NearWords {
  readonly day: Near;
  /** Before 24:00. */
  readonly evening: Near;
  readonly night: (day: string) => string;
}

/**
 * What stands before the time of day instead of a date: `今天` 15:00, `今晚` 24:00, `明天凌晨` 00:05; undefined when it is further off.
 * `endsDay`: it is the 24:00 of the day before. Epoch ms.
 */
export function nearSaid(at: number, now: number, endsDay: boolean, { day, evening, night }: NearWords): string | undefined {
  const { yesterday, today, tomorrow } = endsDay ? evening : day;
  const said = [yesterday, today, tomorrow][dayOf(at) - (endsDay ? 1 : 0) - dayOf(now) + 1];
  return said !== undefined && !endsDay && timeOf(at) < NIGHT_ENDS ? night(said) : said;
}
