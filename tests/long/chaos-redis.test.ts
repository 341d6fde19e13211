// The queues in a Redis that is emptied, killed, away for long and started anew, each under load.
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { noFindings } from '../harness/chaos/findings.ts';
import { emptyOften, LEASE_MS, playHarm } from '../harness/chaos/redis-lost.ts';
import { openRig, type Rig } from '../harness/chaos/rig.ts';
import { seeded, seedOf } from '../harness/chaos/seeded.ts';
import { stopWorker } from '../harness/chaos/stop.ts';
import { noRedis, startRedis, type RedisServers } from '../harness/redis.ts';

/** After which a queue that does not answer is done without. */
const QUEUE_MS = 5_000;
/** What a busy machine needs to fire what has become free. */
const AIR_MS = 8_000;
/** An effect whose job was lost is offered again after half a minute; that is seen when the net has missed three beats. */
const EFFECTS_MS = 90_000;

const chance = seeded(seedOf('redis lost'));
let redis: RedisServers;
let rig: Rig;
beforeAll(async () => {
  if (noRedis !== null) return;
  redis = await startRedis();
  rig = await openRig({ redisUrl: redis.url });
});
afterAll(async ({}, file) => {
  await rig?.close({ keep: file.tasks.some(({ result }) => result?.state === 'fail') });
  await redis?.stop();
});

async function expectAllWell(): Promise<void> {
  const settledAt = await rig.settle(EFFECTS_MS);
  expect(await rig.audit({ settledAt })).toEqual(noFindings());
  expect(rig.client.wrong).toEqual([]);
  expect(rig.died).toEqual([]);
}

const harms = [
  ['is emptied', LEASE_MS, () => emptyOften(redis)],
  ['is killed', LEASE_MS + QUEUE_MS, () => redis.kill()],
  ['is still away', QUEUE_MS, async () => {}],
  ['is started again, empty', LEASE_MS, () => redis.start()],
] as const;

test.for(harms)(
  'Redis %s: nothing is lost, and no timer is later than a lease',
  { timeout: 240_000 },
  async ([, latestMs, harm], { skip }: TestContext) => {
    if (noRedis !== null) skip(noRedis);
    const { lateMs } = await playHarm(rig, chance, harm);
    expect(lateMs).toBeLessThan(latestMs + AIR_MS);
    await expectAllWell();
  },
);

test(
  'SIGTERM to a worker whose Redis is away: it ends with 0 in good time',
  { timeout: 240_000 },
  async ({ skip }: TestContext) => {
    if (noRedis !== null) skip(noRedis);
    await redis.kill();
    const { end, tookMs } = await stopWorker(rig, chance);
    expect(end).toEqual({ code: 0, signal: null });
    expect(tookMs).toBeLessThan(10_000);
    await redis.start();
    await expectAllWell();
  },
);
