// How often somebody without a session may try: counted once for all processes, by digests.
import { createRateLimit } from '@six-order/api/rate-limit';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const { url } = await cloneDatabase();
const keyring = createKeyring(generateKeys());
const pools = [openPool(url, 'app', { max: 4 }), openPool(url, 'app', { max: 4 })] as const;
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

const start = Date.parse('2026-03-02T09:00:00+08:00');
const rule = { burst: 5, fillSeconds: 50 };

test('two processes count together, and a restart forgets nothing', async () => {
  const [one, two] = pools.map((db) => createRateLimit({ db, keyring }, { what: 'together', ...rule }));
  const takes = await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? one! : two!).take('192.0.2.1', start)));
  expect(takes.filter((wait) => wait === 0)).toHaveLength(5);
  expect(takes.filter((wait) => wait > 0).every((wait) => wait === 10)).toBe(true);
  const restarted = createRateLimit({ db: pools[0], keyring }, { what: 'together', ...rule });
  expect(await restarted.take('192.0.2.1', start + 1_000)).toBe(9);
  expect(await restarted.take('192.0.2.2', start)).toBe(0);
  const other = createRateLimit({ db: pools[0], keyring }, { what: 'something else', ...rule });
  expect(await other.take('192.0.2.1', start)).toBe(0);
});

test('whoever waits as long as he is told may go on; in any span of time no more than the burst and what filled up since', async () => {
  const limit = createRateLimit({ db: pools[0], keyring }, { what: 'property', ...rule });
  let caller = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(30_000), { minLength: 5, maxLength: 20 }), async (pauses) => {
      caller += 1;
      let now = start;
      let taken = 0;
      for (const pause of pauses) {
        now += pause;
        const wait = await limit.take(`caller ${caller}`, now);
        if (wait === 0) taken += 1;
        else {
          now += wait * 1_000;
          expect(await limit.take(`caller ${caller}`, now)).toBe(0);
          taken += 1;
        }
      }
      expect(taken).toBeLessThanOrEqual(rule.burst + (now - start) / 10_000 + 1e-9);
    }),
    { numRuns: 20 },
  );
});

test('the database holds no address and no number, and forgets what is over', async () => {
  const limit = createRateLimit({ db: pools[0], keyring }, { what: 'sweep', ...rule });
  await limit.take('198.51.100.77', start);
  const rows = async () => JSON.stringify((await pools[0].query('select * from tries')).rows);
  expect(await rows()).not.toContain('198.51.100.77');
  await limit.take('198.51.100.78', start + 2 * 3_600_000);
  expect((await pools[0].query('select from tries where spent_until < $1', [new Date(start + 3_600_000)])).rowCount).toBe(0);
});
