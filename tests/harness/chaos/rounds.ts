// A round of chaos: load, blows at moments that the seed chose, processes started anew, and on.
import { setTimeout as wait } from 'node:timers/promises';
import { PATIENCE_MS, until } from './poll.ts';
import type { Rig } from './rig.ts';
import type { Chance } from './seeded.ts';
import type { ServiceName } from './service.ts';

export interface Blow {
  /** After so many more acknowledged commands the clock is moved, */
  readonly after: number;
  /** this far, */
  readonly clockMs: number;
  /** through the API, which fires all that becomes due before it answers, or by another process, so that the worker has to, */
  readonly clockBy: 'api' | 'another';
  /** and so long after that moment */
  readonly graceMs: number;
  /** these are killed. */
  readonly victims: readonly ServiceName[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DRIVERS = 16;
const AFTER_THE_LAST = 40;

/** What is killed in a round: by turns the API, the worker, both, so many `times`. */
export function blowsOf(round: number, times: number, chance: Chance): readonly Blow[] {
  const victims = ([['api'], ['worker'], ['api', 'worker']] as const)[round % 3] as readonly ServiceName[];
  return Array.from({ length: times }, () => {
    const clockBy = chance.one(['api', 'another'] as const);
    return {
      after: chance.whole(5, 80),
      clockMs: clockBy === 'api' ? chance.whole(10, 150) * MINUTE : chance.whole(2, 12) * HOUR,
      clockBy,
      graceMs: chance.whole(0, 700),
      victims,
    };
  });
}

export interface Round {
  readonly blows: readonly Blow[];
  readonly chance: Chance;
  /** A killed worker is started anew at once, and its leases and offers end in their own time; else as if it had been away for longer. */
  readonly atOnce: boolean;
}

/** Resolves when all commands of the load have their answers and everything that was killed runs again. */
export async function playRound(rig: Rig, { blows, chance, atOnce }: Round): Promise<void> {
  const load = rig.load(chance, DRIVERS);
  for (const { after, clockMs, clockBy, graceMs, victims } of blows) {
    await load.more(after);
    const to = rig.clock.now() + clockMs;
    const moved = clockBy === 'api' ? moveClock(rig, to) : rig.clock.set(to);
    await wait(graceMs);
    await rig.kill(...victims);
    if (victims.includes('worker') && !atOnce) await rig.endLeases();
    await rig.start(...victims);
    await moved;
  }
  await load.more(AFTER_THE_LAST);
  await load.stop();
}

/** Moves the demo's clock through the API until that has said that all that is due has fired. */
async function moveClock({ client, clock }: Rig, to: number): Promise<void> {
  await until('the clock is moved', PATIENCE_MS, async () => {
    // A try whose answer was lost may have moved it: then a second more will do.
    const instant = new Date(Math.max(to, clock.now() + 1_000)).toISOString();
    const answer = await client.ask('POST', '/api/v1/demo/clock', { body: { to: instant } }).catch(() => null);
    return answer?.status === 200;
  });
}
