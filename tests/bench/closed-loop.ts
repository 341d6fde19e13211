// A closed loop: so many callers, each sending its next command when the last one was acknowledged. No think time.
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuBetween, readCpu } from './cpu.ts';
import { quantile } from './figures.ts';

/** Runs one acknowledged command and notes how long it took. */
export type Timed = <T>(command: () => Promise<T>) => Promise<T>;

/** One caller's round: an order's whole life. It ends early when `stopped()`. */
export type Round = (timed: Timed, stopped: () => boolean) => Promise<void>;

export interface LoopOptions {
  readonly callers: number;
  readonly round: Round;
  readonly warmUpMs: number;
  readonly windowMs: number;
  /** The server whose CPU is read. */
  readonly postmaster: number;
  /** Called at the window's start and again at its end. */
  readonly mark?: () => void | Promise<void>;
}

/** What the window saw. Latencies are of commands that ended in it. */
export interface Window {
  readonly commands: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU ms a command; null where it cannot be read. */
  readonly oursMs: number;
  readonly postgresMs: number | null;
  /** Cores that other processes kept busy meanwhile. */
  readonly otherCores: number | null;
}

/** Throws what a round throws. */
export async function closedLoop({ callers, round, warmUpMs, windowMs, postmaster, mark }: LoopOptions): Promise<Window> {
  const latencies: number[] = [];
  let measuring = false;
  let stopped = false;
  const timed: Timed = async (command) => {
    const from = performance.now();
    const answer = await command();
    if (measuring) latencies.push(performance.now() - from);
    return answer;
  };
  const caller = async (): Promise<void> => {
    while (!stopped) await round(timed, () => stopped);
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  // A fault ends the wait below at once; it is thrown there.
  const wait = (ms: number) => Promise.race([sleep(ms), all]);
  try {
    await wait(warmUpMs);
    await mark?.();
    const cpu = await readCpu(postmaster);
    const from = performance.now();
    measuring = true;
    await wait(windowMs);
    measuring = false;
    const seconds = (performance.now() - from) / 1000;
    const used = cpuBetween(cpu, await readCpu(postmaster));
    await mark?.();
    stopped = true;
    await all;
    return { ...summary(latencies, seconds), ...perCommand(used, latencies.length, seconds) };
  } finally {
    stopped = true;
  }
}

/** `latencies` in ms, in any order. */
export function summary(
  latencies: readonly number[],
  seconds: number,
): Pick<Window, 'commands' | 'seconds' | 'perSecond' | 'p50' | 'p99'> {
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    commands: sorted.length,
    seconds,
    perSecond: sorted.length / seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

export const perCommand = (
  { ours, postgres, others }: ReturnType<typeof cpuBetween>,
  commands: number,
  seconds: number,
): Pick<Window, 'oursMs' | 'postgresMs' | 'otherCores'> => ({
  oursMs: ours / commands,
  postgresMs: postgres === null ? null : postgres / commands,
  otherCores: others === null ? null : others / 1000 / seconds,
});
