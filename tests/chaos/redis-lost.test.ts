// The queues in a Redis that is emptied, killed and started anew, under load.
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { noFindings } from '../harness/chaos/findings.ts';
import { emptyOften, LEASE_MS, playHarm } from '../harness/chaos/redis-lost.ts';
import { openRig, type Rig } from '../harness/chaos/rig.ts';
import { seeded, seedOf } from '../harness/chaos/seeded.ts';
import { noRedis, startRedis, type RedisServers } from '../harness/redis.ts';

/** What a busy machine needs to fire what has become free. */
const AIR_MS = 8_000;

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

test(
  'emptied, killed and started again: nothing is lost, and no timer is later than a lease',
  { timeout: 120_000 },
  async ({ skip }: TestContext) => {
    if (noRedis !== null) skip(noRedis);
    const { lateMs, settledAt } = await playHarm(rig, chance, async () => {
      await emptyOften(redis);
      await redis.kill();
      await redis.start();
    });
    expect(lateMs).toBeLessThan(LEASE_MS + AIR_MS);
    // Effects may wait for their next offer: delivered or waiting, none is lost.
    expect(await rig.audit({ settledAt })).toEqual(noFindings());
    expect(rig.client.wrong).toEqual([]);
    expect(rig.died).toEqual([]);
  },
);
