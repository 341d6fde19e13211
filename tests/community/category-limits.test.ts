import { describe, expect, test } from 'vitest';
import { parseCategoryLimit } from '@six-order/community/deadlines/category-limit';
import { parseDuration, roundTheClock, writeDuration, type Duration } from '@six-order/community/deadlines/duration';

const said = (limit: Duration | 'at once') => (limit === 'at once' ? limit : `${limit.amount} ${limit.unit}`);
const read = (text: string) => {
  const limit = parseCategoryLimit(text);
  return limit && [said(limit.whole), ...limit.milestones.map(({ name, within }) => `${name}: ${said(within)}`)];
};

describe('a category limit', () => {
  test.each([
    ['5 wd', ['5 wd']],
    ['24 h', ['24 h']],
    ['15 d', ['15 d']],
    ['2 h', ['2 h']],
    ['on site 30 min, 2 h', ['2 h', 'on site: 30 min']],
    ['contact 24 h, 3 wd', ['3 wd', 'contact: 24 h']],
    ['cordon 2 h, 24 h', ['24 h', 'cordon: 2 h']],
    ['cordon 2 h, 3 wd', ['3 wd', 'cordon: 2 h']],
    ['transfer 1 wd, 7 wd', ['7 wd', 'transfer: 1 wd']],
    ['report at once, 2 h', ['2 h', 'report: at once']],
    ['110 at once, 2 h', ['2 h', '110: at once']],
    ['pass on 1 wd', ['1 wd', 'pass on: 1 wd']],
    ['contact 1 h, cordon 2 h, 3 wd', ['3 wd', 'contact: 1 h', 'cordon: 2 h']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('an empty text leaves it to the urgency', () => {
    expect(read('')).toBeNull();
  });

  test.each([
    ['5 weeks', 'no duration'],
    ['5wd', 'no duration'],
    ['0 h', 'no duration'],
    ['-1 h', 'no duration'],
    ['1.5 h', 'no duration'],
    [' 5 wd', 'no duration'],
    ['5 wd ', 'no duration'],
    ['5 wd,2 h', 'no duration'],
    ['sometime 30 min, 2 h', 'no duration'],
    ['at once', 'no duration'],
    ['report at once', 'the last part must be the whole limit'],
    ['2 h, report at once', 'the last part must be the whole limit'],
    ['2 h, on site 30 min', 'the last of several parts must be the plain whole limit'],
    ['5 wd, 3 wd', 'two whole limits'],
    ['contact 1 h, contact 2 h, 3 wd', 'names a milestone twice'],
  ])('%j throws and says why', (text, why) => {
    expect(() => parseCategoryLimit(text)).toThrow(RangeError);
    expect(() => parseCategoryLimit(text)).toThrow(`category limit "${text}" is unreadable`);
    expect(() => parseCategoryLimit(text)).toThrow(why);
  });
});

test.each([
  ['24 h, next wd', { amount: 24, unit: 'h', nextWorkday: true }],
  ['30 wmin', { amount: 30, unit: 'wmin' }],
  ['4 wh', { amount: 4, unit: 'wh' }],
] as const)('%s is a duration, written as it was read', (text, duration) => {
  expect(parseDuration(text)).toEqual(duration);
  expect(writeDuration(duration)).toBe(text);
});

test.each(['1 wd, next wd', '24 h,next wd', 'next wd'])('%j is none', (text) => {
  expect(() => parseDuration(text)).toThrow(RangeError);
});

test('where nobody rests a working day is 24 hours and a working hour one', () => {
  const long = (text: string) => roundTheClock(parseDuration(text));
  expect(long('5 wd')).toEqual({ amount: 120, unit: 'h' });
  expect(long('4 wh')).toEqual({ amount: 4, unit: 'h' });
  expect(long('30 wmin')).toEqual({ amount: 30, unit: 'min' });
  expect(long('24 h, next wd')).toEqual({ amount: 24, unit: 'h' });
  expect(long('15 d')).toEqual({ amount: 360, unit: 'h' });
});
