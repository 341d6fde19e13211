// Thirty rounds of `kill -9` of API and worker, then of PostgreSQL itself, and the database gone for ten seconds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { playDatabaseGone } from '../harness/chaos/database-gone.ts';
import { noFindings } from '../harness/chaos/findings.ts';
import { playFlood, UNCHANGED } from '../harness/chaos/flood.ts';
import { openRig, type Rig } from '../harness/chaos/rig.ts';
import { blowsOf, playRound } from '../harness/chaos/rounds.ts';
import { seeded, seedOf } from '../harness/chaos/seeded.ts';

const chance = seeded(seedOf('thirty rounds'));
let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(({}, file) => rig?.close({ keep: file.tasks.some(({ result }) => result?.state === 'fail') }));

async function expectAllWell(everything = false): Promise<void> {
  const settledAt = await rig.settle(90_000);
  expect(await rig.audit({ settledAt, everything })).toEqual(noFindings());
  expect(rig.client.wrong).toEqual([]);
  expect(rig.died).toEqual([]);
}

test.for(Array.from({ length: 30 }, (_, n) => n + 1))('round %i of kill -9', { timeout: 240_000 }, async (round) => {
  // In some the leases and offers of the killed end in their own time.
  await playRound(rig, { blows: blowsOf(round, 1 + (round % 2), chance), chance, atOnce: round % 7 === 1 });
  await expectAllWell();
});

test('kill -9 of PostgreSQL: what was acknowledged is in what it recovers', { timeout: 240_000 }, async () => {
  for (let times = 0; times < 3; times += 1) {
    const load = rig.load(chance, 16);
    await load.more(chance.whole(20, 120));
    await rig.clock.set(rig.clock.now() + chance.whole(1, 6) * 3_600_000);
    await rig.postgres.kill();
    await rig.postgres.start();
    await load.more(60);
    await load.stop();
    await expectAllWell();
  }
});

test('kill -9 of everything at once', { timeout: 240_000 }, async () => {
  const load = rig.load(chance, 16);
  await load.more(chance.whole(20, 120));
  await Promise.all([rig.postgres.kill(), rig.kill('api', 'worker')]);
  await rig.postgres.start();
  await rig.start('api', 'worker');
  await load.more(60);
  await load.stop();
  await expectAllWell();
});

test('the database is gone for ten seconds', { timeout: 240_000 }, async () => {
  expect(await playDatabaseGone(rig, { goneMs: 10_000, chance })).toEqual({
    requests: ['503 Retry-After 2'],
    readiness: ['503 ready false database false'],
    health: ['200'],
  });
  await expectAllWell(true);
});

/** From while they are prepared to while they are fired; the instant is 4.8 s after the clock was set. */
test.for([1_000, 4_850, 5_100])(
  'a flood is prepared, and a worker killed after %i ms: each deadline fires once',
  { timeout: 240_000 },
  async (killMs) => {
    const { prepared, read } = await playFlood(rig, { chance, killMs });
    expect(prepared).toBeGreaterThan(0);
    expect(prepared + read).toBeGreaterThanOrEqual(UNCHANGED);
    await expectAllWell(true);
  },
);
