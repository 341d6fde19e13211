import type { OrderId } from '@six-order/engine';
import type { Change } from '@six-order/engine/runtime';
import { expect, test } from 'vitest';
import { watchLoad } from './load.ts';

function watch() {
  let at = 0;
  let tell: (changes: readonly Change[]) => void = () => {};
  const onChange = (listener: typeof tell) => {
    tell = listener;
    return () => {
      tell = () => {};
    };
  };
  const load = watchLoad({ engine: { onChange }, wall: () => at });
  const change: Change = { order: '' as OrderId, revision: 1, armedAt: null, effects: 0 };
  return {
    load,
    commands: (count: number) => tell(Array.from({ length: count }, () => change)),
    pass: (ms: number) => void (at += ms),
  };
}

test('few commands hold up no effect, many make them wait in proportion, for a second at most', () => {
  const { load, commands, pass } = watch();
  expect(load.pause()).toBe(0);
  commands(50);
  expect(load.pause()).toBe(0);
  pass(250);
  for (const [perWindow, pause] of [
    [250, 200],
    [1_000, 800],
    [5_000, 1_000],
  ] as const) {
    commands(perWindow);
    pass(250);
    expect(load.pause()).toBe(pause);
  }
});

test('a rush is felt at once, and forgotten a window after its end', () => {
  const { load, commands, pass } = watch();
  pass(10_000);
  commands(500);
  expect(load.pause()).toBe(400);
  pass(250);
  expect(load.pause()).toBe(400);
  pass(250);
  expect(load.pause()).toBe(0);
});

test('nobody waits for commands that effects themselves had sent', () => {
  const { load, commands } = watch();
  commands(60);
  expect(load.pause()).toBeGreaterThan(0);
  load.ours(60);
  expect(load.pause()).toBe(0);
});

test('a flood is one whoever sent it, until a window after its end', () => {
  const { load, commands, pass } = watch();
  commands(60);
  expect(load.flooded()).toBe(false);
  commands(5);
  load.ours(65);
  expect([load.flooded(), load.pause()]).toEqual([true, 100]);
  pass(250);
  expect(load.flooded()).toBe(true);
  pass(250);
  expect(load.flooded()).toBe(false);
});

test('after a minute a flood is waited out no longer, until it is over', () => {
  const { load, commands, pass } = watch();
  const waitedOut: boolean[] = [];
  for (let ms = 0; ms <= 60_000; ms += 250) {
    commands(100);
    waitedOut.push(load.flooded());
    pass(250);
  }
  expect([waitedOut.indexOf(false), waitedOut.length]).toEqual([240, 241]);
  pass(31_000);
  expect(load.flooded()).toBe(false);
  commands(100);
  expect(load.flooded()).toBe(true);
});

test('a flood that comes and goes holds nothing up for longer', () => {
  const { load, commands, pass } = watch();
  const waitedOut: boolean[] = [];
  for (let ms = 0; ms <= 120_000; ms += 500) {
    commands(100);
    waitedOut.push(load.flooded());
    pass(250);
    expect(load.flooded()).toBe(waitedOut.at(-1));
    pass(250);
    expect(load.flooded()).toBe(false);
  }
  expect([waitedOut[0], waitedOut.indexOf(false), waitedOut.lastIndexOf(true)]).toEqual([true, 120, 119]);
});

test('what comes one by one is no flood, though the clock is put back', () => {
  const { load, commands, pass } = watch();
  commands(5_000);
  expect(load.flooded()).toBe(true);
  pass(-3_600_000);
  for (let ms = 0; ms < 120_000; ms += 500) {
    commands(1);
    expect([load.pause(), load.flooded()]).toEqual([0, false]);
    pass(500);
  }
});
