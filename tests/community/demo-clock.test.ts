import { openClock } from '@six-order/community/demo/clock';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openCommunity } from './open-community.ts';

const HOUR = 3_600_000;

async function openClocks() {
  const { another, asOwner } = await openCommunity();
  const open = async (demo = true) => {
    const clock = await openClock({ db: another().db, demo });
    onTestFinished(() => clock.close());
    return clock;
  };
  return { asOwner, open };
}

test('it moves forward at once, stays moved when opened again, and leaves the wall clock alone', async () => {
  const { open } = await openClocks();
  const clock = await open();
  expect(clock.now()).toBeLessThanOrEqual(Date.now());
  const to = clock.now() + 3 * HOUR;
  await clock.set(to);
  expect(clock.now()).toBeGreaterThanOrEqual(to);
  expect(clock.now()).toBeLessThan(to + HOUR);
  expect(Math.abs(clock.wall() - Date.now())).toBeLessThan(1_000);
  expect((await open()).now()).toBeGreaterThanOrEqual(to);
});

test('another process sees it within a second, by itself or when it refreshes', async () => {
  const { open } = await openClocks();
  const [one, other, third] = [await open(), await open(), await open()];
  const to = one.now() + 3 * HOUR;
  await one.set(to);
  await third.refresh();
  expect(third.now()).toBeGreaterThanOrEqual(to);
  await vi.waitFor(() => expect(other.now()).toBeGreaterThanOrEqual(to), { timeout: 2_000, interval: 20 });
});

test('it never goes backwards, whoever sets it', async () => {
  const { open } = await openClocks();
  const [one, other] = [await open(), await open()];
  const to = one.now() + 5 * HOUR;
  await one.set(to);
  await other.set(other.now() + HOUR);
  expect(other.now()).toBeGreaterThanOrEqual(to);
  await one.set(one.now() - HOUR);
  expect(one.now()).toBeGreaterThanOrEqual(to);
  expect((await open()).now()).toBeGreaterThanOrEqual(to);
});

test('a wall clock that is put back does not take it along', async () => {
  const { open } = await openClocks();
  const clock = await open();
  const before = clock.now();
  vi.spyOn(Date, 'now').mockReturnValue(before - HOUR);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(clock.now()).toBe(before);
});

test('it is set to whole milliseconds of our calendar only', async () => {
  const { open } = await openClocks();
  const clock = await open();
  for (const to of [NaN, Infinity, -1, 1.5, Number.MAX_SAFE_INTEGER]) await expect(clock.set(to)).rejects.toThrow(RangeError);
});

test('outside demo mode it is the wall clock, whatever the table holds', async () => {
  const { open } = await openClocks();
  await (await open()).set(Date.now() + 3 * HOUR);
  const clock = await open(false);
  await clock.refresh();
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
  await expect(clock.set(Date.now() + HOUR)).rejects.toThrow(/demo mode/);
});

test('a database that fails for a while only delays the news', async () => {
  const { asOwner, open } = await openClocks();
  const [one, other] = [await open(), await open()];
  const to = one.now() + 3 * HOUR;
  await one.set(to);
  await asOwner('alter table demo_clock rename to away');
  await expect(other.refresh()).rejects.toThrow(/demo_clock/);
  await asOwner('alter table away rename to demo_clock');
  await vi.waitFor(() => expect(other.now()).toBeGreaterThanOrEqual(to), { timeout: 3_000, interval: 20 });
});
