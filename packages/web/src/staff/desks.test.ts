// The number beside a desk of which a part waits for others.
import { expect, test, vi } from 'vitest';
import { othersSaid, waitingOn } from './desks.ts';

vi.mock('../shared/words.ts', () => ({}));
vi.mock('./words.ts', async () => ({ t: (await import('./words/zh.ts')).zh }));

const few = (count: number) => ({ count, more: false });
const full = { count: 99, more: true };

test('says what waits for its reader, and how much waits for others', () => {
  const all = { ...few(5), waiting: few(2) };
  expect([waitingOn(all), othersSaid(all)]).toEqual([few(2), '；另有 3 张等别人办']);
  const own = { ...few(2), waiting: few(2) };
  expect([waitingOn(own), othersSaid(own)]).toEqual([few(2), '']);
  const whole = { ...few(5), waiting: null };
  expect([waitingOn(whole), othersSaid(whole)]).toEqual([few(5), '']);
});

test('of more than are counted says so of each', () => {
  const some = { ...full, waiting: few(5) };
  expect([waitingOn(some), othersSaid(some)]).toEqual([few(5), '；另有 94+ 张等别人办']);
  const almost = { ...full, waiting: few(99) };
  expect([waitingOn(almost), othersSaid(almost)]).toEqual([few(99), '；另有 1+ 张等别人办']);
  // How many of them wait for others is not known.
  const most = { ...full, waiting: full };
  expect([waitingOn(most), othersSaid(most)]).toEqual([full, '']);
});

test('from a server of an earlier release, which tells none apart, says all of them', () => {
  expect([waitingOn(few(5)), othersSaid(few(5))]).toEqual([few(5), '']);
});
