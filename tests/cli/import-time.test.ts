import { boston311 } from '@six-order/cli/import/profiles/boston311';
import { localTime } from '@six-order/cli/import/local-time';
import { describe, expect, test } from 'vitest';

const { read, say } = localTime(boston311.time);
const utc = (text: string): string | null => {
  const at = read(text);
  return at === null ? null : new Date(at).toISOString();
};

describe('a local time of Boston', () => {
  test.each([
    ['winter', '01/31/2015 08:53:51 AM', '2015-01-31T13:53:51.000Z'],
    ['summer', '07/04/2015 08:53:51 PM', '2015-07-05T00:53:51.000Z'],
    ['midnight', '03/21/2015 12:00:00 AM', '2015-03-21T04:00:00.000Z'],
    ['noon', '03/21/2015 12:00:00 PM', '2015-03-21T16:00:00.000Z'],
    ['a leap day', '02/29/2016 01:00:00 AM', '2016-02-29T06:00:00.000Z'],
    ['the second before clocks go forward', '03/08/2015 01:59:59 AM', '2015-03-08T06:59:59.000Z'],
    ['the second after', '03/08/2015 03:00:00 AM', '2015-03-08T07:00:00.000Z'],
    ['one that never happened: with the offset before', '03/08/2015 02:30:00 AM', '2015-03-08T07:30:00.000Z'],
    ['before clocks go back', '11/01/2015 12:59:59 AM', '2015-11-01T04:59:59.000Z'],
    ['one that happened twice: the first', '11/01/2015 01:30:00 AM', '2015-11-01T05:30:00.000Z'],
    ['after clocks went back', '11/01/2015 02:00:00 AM', '2015-11-01T07:00:00.000Z'],
  ])('%s', (_, text, at) => {
    expect(utc(text)).toBe(at);
  });

  test.each([
    '2015-01-31 08:53:51',
    '01/31/2015',
    '01/31/2015 08:53:51',
    '02/29/2015 01:00:00 AM',
    '04/31/2015 01:00:00 AM',
    '13/01/2015 01:00:00 AM',
    '00/10/2015 01:00:00 AM',
    '01/00/2015 01:00:00 AM',
    '01/01/0099 01:00:00 AM',
    '01/31/2015 00:53:51 AM',
    '01/31/2015 13:53:51 PM',
    '01/31/2015 08:60:51 AM',
    '01/31/2015 08:53:60 AM',
    ' 01/31/2015 08:53:51 AM',
    '01/31/2015 08:53:51 AM ',
    '01/31/2015 08:53:51 am',
    '',
  ])('is not %j', (text) => {
    expect(read(text)).toBeNull();
  });

  test('is said as the clocks there show it', () => {
    expect(say(read('01/31/2015 08:53:51 PM') as number)).toBe('2015-01-31 20:53');
    expect(say(Date.parse('2015-11-01T06:30:00Z'))).toBe('2015-11-01 01:30');
  });
});

test('every hour of a year comes back as it was said', () => {
  const pad = (n: number) => String(n).padStart(2, '0');
  const written = (shown: string): string => {
    const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+) (\d+):(\d+)$/.exec(shown) as unknown as string[];
    const h = Number(hour);
    return `${month}/${day}/${year} ${pad(h % 12 || 12)}:${minute}:00 ${h < 12 ? 'AM' : 'PM'}`;
  };
  const wrong: string[] = [];
  for (let at = Date.UTC(2015, 0, 1); at < Date.UTC(2016, 0, 1); at += 3_600_000) {
    if (read(written(say(at))) !== at) wrong.push(new Date(at).toISOString());
  }
  // The second of the two hours that show the same.
  expect(wrong).toEqual(['2015-11-01T06:00:00.000Z']);
});

test('a pattern says all of a time, and a zone is one of the database', () => {
  expect(() => localTime({ pattern: 'MM/DD/YYYY', zone: 'America/New_York' })).toThrow(/must have hh, mm, ss, AM once/);
  expect(() => localTime({ pattern: boston311.time.pattern, zone: 'Nowhere/Town' })).toThrow(RangeError);
});
