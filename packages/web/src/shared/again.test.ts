// What waits for a network is tried again when there is one, also where that was while a try was on its way.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendUntilTaken } from './again.ts';

vi.mock('./api/client.ts', () => ({ Problem: class extends Error {} }));

const browser = new EventTarget();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser));
  vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('at once after a try that began without one, else after four seconds, eight, sixteen', async () => {
  const tries: ((error: Error) => void)[] = [];
  const stop = sendUntilTaken(
    () => new Promise((_, fail) => tries.push(fail)),
    () => {},
    () => {},
  );
  const fails = async (): Promise<void> => {
    tries.at(-1)?.(new Error('no answer'));
    await vi.advanceTimersByTimeAsync(0);
  };
  await fails();
  await vi.advanceTimersByTimeAsync(3_999);
  expect(tries).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(tries).toHaveLength(2);
  browser.dispatchEvent(new Event('online'));
  await fails();
  expect(tries).toHaveLength(3);
  await fails();
  await vi.advanceTimersByTimeAsync(15_999);
  expect(tries).toHaveLength(3);
  browser.dispatchEvent(new Event('online'));
  expect(tries).toHaveLength(4);
  stop();
  await fails();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tries).toHaveLength(4);
});
