// Redis holds nothing that matters: emptied, killed or started anew, only time is lost, and little of it.
import { personas } from '@six-order/community/demo/personas';
import type { RedisServers } from '../redis.ts';
import { until } from './poll.ts';
import type { Rig } from './rig.ts';
import type { Chance } from './seeded.ts';

export const LEASE_MS = 15_000;
const HOUR = 3_600_000;
const DRIVERS = 12;
const GIVE_UP_MS = 60_000;
/** Orders that nobody goes on with. */
const LEFT = 10;

export interface Lateness {
  /** How long the last timer waited that was due when it happened, ms. */
  readonly lateMs: number;
  /** The instant (demo's time) up to which everything has fired. */
  readonly settledAt: number;
}

/** Makes many timers due, does `harm` while they are handed over and commands go on, and waits until they have fired. */
export async function playHarm(rig: Rig, chance: Chance, harm: () => Promise<void>): Promise<Lateness> {
  const load = rig.load(chance, DRIVERS);
  await load.more(60);
  await leave(rig);
  const before = await rig.fired();
  await rig.clock.set(rig.clock.now() + 5 * HOUR);
  await until('the first of them fires', GIVE_UP_MS, async () => (await rig.fired()) > before);
  await harm();
  const from = Date.now();
  await load.more(30);
  await load.stop();
  const settledAt = await rig.settleTimers(GIVE_UP_MS);
  return { lateMs: Date.now() - from, settledAt };
}

/** Urgent ones, whose clocks run on a Saturday night, too: within five hours some of the timers are due in any case. */
async function leave({ client }: Rig): Promise<void> {
  for (let n = 1; n <= LEFT; n += 1) {
    const { told } = await client.place('resident', { category: '0201', unit: personas.resident.unit, text: `停水 ${n}` });
    if (told?.kind !== 'acknowledged') throw new Error('an order was not placed');
  }
}

/** For two seconds without a pause, so that it surely meets what is handed over meanwhile. */
export async function emptyOften(redis: RedisServers): Promise<void> {
  for (const end = Date.now() + 2_000; Date.now() < end;) await redis.flush();
}
