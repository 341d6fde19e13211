const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * An ISO 8601 duration of weeks, days, hours, minutes and seconds in milliseconds; NaN for anything else. Years and months
 * have no fixed length and are not taken.
 */
export function millisecondsOf(duration: string): number {
  const found = PATTERN.exec(duration);
  if (!found || duration.endsWith('T') || duration === 'P') return NaN;
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number((part ?? '0').replace(',', '.'))) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return Math.round(weeks * 7 * DAY + days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND);
}
