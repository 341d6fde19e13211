// How a time of yesterday, today or tomorrow is said, and that no line breaks in it.
import { expect, test } from 'vitest';
import * as en from './order-words/en.ts';
import { isMidnight, nearSaid } from './order-words/near.ts';
import { partsOf } from './order-words/parts.ts';
import * as zh from './order-words/zh.ts';
import { whenSaid } from './promise-said.ts';

const at = (instant: string): number => Date.parse(`${instant}+08:00`);
const now = at('2026-11-27T16:30');

test.each([
  ['2026-11-26T00:00', undefined, undefined],
  ['2026-11-26T00:01', '昨天凌晨', 'early yesterday'],
  ['2026-11-26T23:59:59', '昨天', 'yesterday'],
  ['2026-11-27T00:00', '昨晚', 'last night'],
  ['2026-11-27T00:00:59.999', '昨晚', 'last night'],
  ['2026-11-27T00:01', '今天凌晨', 'early today'],
  ['2026-11-27T04:59:59', '今天凌晨', 'early today'],
  ['2026-11-27T05:00', '今天', 'today'],
  ['2026-11-27T23:59', '今天', 'today'],
  ['2026-11-28T00:00', '今晚', 'tonight'],
  ['2026-11-28T00:00:25', '今晚', 'tonight'],
  ['2026-11-28T00:05', '明天凌晨', 'early tomorrow'],
  ['2026-11-28T15:00', '明天', 'tomorrow'],
  ['2026-11-29T00:00:01', '明晚', 'tomorrow night'],
  ['2026-11-29T00:01', undefined, undefined],
])('seen from the afternoon of the 27th, %s is %s', (instant, ...said) => {
  const near = ({ near: words }: Pick<typeof zh, 'near'>) => nearSaid(at(instant), now, isMidnight(at(instant)), words);
  expect([near(zh), near(en)]).toEqual(said);
});

test('what begins at midnight begins on its own day', () => {
  expect([zh, en].map(({ near }) => nearSaid(at('2026-11-28T00:00'), now, false, near))).toEqual(['明天凌晨', 'early tomorrow']);
});

test('further off the minute at midnight is the 24:00 of the day before, too', () => {
  expect([whenSaid(at('2026-12-01T00:00:25'), 'zh'), whenSaid(at('2026-12-01T00:01'), 'en')]).toEqual([
    '11月30日周一 24:00',
    'Tue 1 December 00:01',
  ]);
});

test('half a year off it has its year, as two Novembers look alike', () => {
  const said = (instant: string, then: string) => (['zh', 'en'] as const).map((one) => whenSaid(at(instant), one, at(then)));
  expect(said('2026-12-31T18:00', '2027-01-04T10:00')).toEqual(['12月31日周四 18:00', 'Thu 31 December 18:00']);
  expect(said('2026-11-27T18:00', '2027-11-27T10:00')).toEqual(['2026年11月27日 18:00', '27 November 2026 18:00']);
  expect(said('2028-03-01T00:00', '2027-03-01T10:00')).toEqual(['2028年2月29日 24:00', '29 February 2028 24:00']);
});

test('each stays in one piece with its time', () => {
  const { day, evening, night } = zh.near;
  for (const word of [...Object.values(day), ...Object.values(evening), ...Object.values(day).map(night)])
    expect(partsOf(zh.promise.placed(`${word} 00:05`))).toContainEqual({ kind: 'date', text: `${word} 00:05 前` });
});
