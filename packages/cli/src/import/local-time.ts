// Local times of another system, as it writes them and in its own time zone, with daylight saving.
//
// L1: a local time that happens twice (clocks put back) is the first of the two; one that never happens (clocks put
// forward) is counted with the offset before the jump. Source: RFC 5545, 3.3.5.

export interface LocalTime {
  /** Reads a text; null when it is not a time of this pattern or no day of the calendar. Epoch ms. */
  read(text: string): number | null;
  /** Day and minute on the clocks there: "2015-01-31 08:53". */
  say(at: number): string;
}

const tokens = {
  YYYY: String.raw`(?<year>\d{4})`,
  MM: String.raw`(?<month>\d{2})`,
  DD: String.raw`(?<day>\d{2})`,
  hh: String.raw`(?<hour>0[1-9]|1[0-2])`,
  mm: String.raw`(?<minute>[0-5]\d)`,
  ss: String.raw`(?<second>[0-5]\d)`,
  AM: '(?<half>AM|PM)',
} as const;

const DAY = 86_400_000;

/**
 * `pattern` is made of YYYY, MM, DD, hh (01 to 12), mm, ss and AM (AM or PM), each once, and of what stands between them;
 * `zone` is a name of the IANA database. Throws RangeError when either is not.
 */
export function localTime({ pattern, zone }: { readonly pattern: string; readonly zone: string }): LocalTime {
  const missing = Object.keys(tokens).filter((token) => pattern.split(token).length !== 2);
  if (missing.length > 0) throw new RangeError(`the pattern ${pattern} must have ${missing.join(', ')} once`);
  const shape = new RegExp(`^${pattern.replace(/YYYY|MM|DD|hh|mm|ss|AM/g, (token) => tokens[token as keyof typeof tokens])}$`);
  const offsetAt = offsets(zone);

  return {
    read(text) {
      const parts = shape.exec(text)?.groups;
      if (!parts) return null;
      const number = (name: string): number => Number(parts[name]);
      const hour = (number('hour') % 12) + (parts['half'] === 'PM' ? 12 : 0);
      const midnight = Date.UTC(number('year'), number('month') - 1, number('day'));
      // Days that no month has run over into the next; years of two digits are taken for those of the last century.
      const date = new Date(midnight);
      if (date.getUTCMonth() !== number('month') - 1 || date.getUTCFullYear() !== number('year')) return null;
      return instantOf(midnight + ((hour * 60 + number('minute')) * 60 + number('second')) * 1000, offsetAt);
    },
    say: (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 16).replace('T', ' '),
  };
}

/** `wall` is what the clocks show, counted as if they stood at UTC (L1). */
function instantOf(wall: number, offsetAt: (at: number) => number): number {
  const before = offsetAt(wall - DAY);
  const after = offsetAt(wall + DAY);
  if (before === after || offsetAt(wall - before) === before) return wall - before;
  return offsetAt(wall - after) === after ? wall - after : wall - before;
}

/** How far the clocks of a zone run ahead of UTC at an instant, ms. */
function offsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}
