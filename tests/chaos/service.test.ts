// One installation for all of it: `kill -9` of API and worker at moments that a printed seed chooses, the database gone for
// a while, SIGTERM. After each, what a client was told is held against what the database holds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { playDatabaseGone } from '../harness/chaos/database-gone.ts';
import { noFindings } from '../harness/chaos/findings.ts';
import { playFlood, UNCHANGED } from '../harness/chaos/flood.ts';
import { PATIENCE_MS } from '../harness/chaos/poll.ts';
import { openRig, type Rig } from '../harness/chaos/rig.ts';
import { blowsOf, playRound } from '../harness/chaos/rounds.ts';
import { seeded, seedOf } from '../harness/chaos/seeded.ts';
import { stopApi, stopWorker } from '../harness/chaos/stop.ts';

/** Each wait of a test ends by itself first, and says for what it waited. */
const TIMEOUT_MS = 4 * PATIENCE_MS;
/** So long those who run processes for others let one that is told to stop go on (Kubernetes' grace period). */
const GRACE_MS = 30_000;

const chance = seeded(seedOf('chaos'));
let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, TIMEOUT_MS);
afterAll(({}, file) => rig?.close({ keep: file.tasks.some(({ result }) => result?.state === 'fail') }));

/** What was told is there, and everything that is due has happened, once. */
async function expectNothingWrong(settledAt: number): Promise<void> {
  expect(await rig.audit({ settledAt })).toEqual(noFindings());
  expect(rig.client.wrong).toEqual([]);
  expect(rig.died).toEqual([]);
}

test.for([1, 2, 3, 4, 5, 6])('round %i of kill -9', { timeout: TIMEOUT_MS }, async (round) => {
  await playRound(rig, { blows: blowsOf(round, 1, chance), chance, atOnce: false });
  await expectNothingWrong(await rig.settle(PATIENCE_MS));
});

test(
  'the database is gone: requests are told to come back, the processes live, all goes on',
  { timeout: TIMEOUT_MS },
  async () => {
    expect(await playDatabaseGone(rig, { goneMs: 2_000, chance })).toEqual({
      requests: ['503 Retry-After 2'],
      readiness: ['503 ready false database false'],
      health: ['200'],
    });
    // An effect whose delivery could not be recorded waits for its next offer, half a minute later.
    await expectNothingWrong(await rig.settleTimers(PATIENCE_MS));
  },
);

test('SIGTERM to the worker: it ends with 0 in good time, and the next one goes on', { timeout: TIMEOUT_MS }, async () => {
  const { end, tookMs } = await stopWorker(rig, chance);
  expect(end).toEqual({ code: 0, signal: null });
  expect(tookMs).toBeLessThan(GRACE_MS);
  await expectNothingWrong(await rig.settle(PATIENCE_MS));
});

test('SIGTERM to the API: what it was asked is answered, and it ends with 0 in good time', { timeout: TIMEOUT_MS }, async () => {
  const { told, end, tookMs } = await stopApi(rig, chance);
  expect(told).toMatchObject({ attempts: 1, told: { kind: 'acknowledged', revision: 2 } });
  expect(end).toEqual({ code: 0, signal: null });
  expect(tookMs).toBeLessThan(GRACE_MS);
  await expectNothingWrong(await rig.settle(PATIENCE_MS));
});

// The last: it leaves hundreds of orders behind.
test('a flood is prepared, a worker is killed and people go on: each deadline fires once', { timeout: TIMEOUT_MS }, async () => {
  const { prepared, read } = await playFlood(rig, { chance, killMs: chance.whole(2_000, 5_200) });
  expect(prepared).toBeGreaterThan(0);
  expect(prepared + read).toBeGreaterThanOrEqual(UNCHANGED);
  await expectNothingWrong(rig.clock.now());
});
