import { planRetention, retentionRuns, signRetention } from '@six-order/community/privacy/retention/retention-store';
import { createKeyring, generateKeys } from '@six-order/engine/runtime';
import { openTables } from '@six-order/community/tables';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openTower, until } from './tower.ts';

const YEAR_MS = 366 * 86_400_000;

test('a worker carries a signed plan out on one of its beats', async () => {
  const tower = await openTower();
  const [past, present] = await tower.hang(2, tower.time.now + YEAR_MS);
  await tower.query('update orders set closed_at = $2 where id = $1', [past, new Date(tower.time.now - YEAR_MS)]);
  const db = openTables(tower.pool);
  const plan = randomUUID();
  await planRetention(db, 'test', plan, tower.time.now);
  const sign = (signer: 'dpo' | 'archives') =>
    signRetention(db, { tenant: 'test', run: plan, signer, person: randomUUID(), at: tower.time.now });
  const keys = async (): Promise<string[]> =>
    (await tower.query<{ id: string }>('select id from orders where data_key is not null')).map(({ id }) => id);

  const written: string[] = [];
  const recordErasure = async (erasure: object) => void written.push('order' in erasure ? String(erasure.order) : 'a person');
  await sign('dpo');
  await sign('archives');

  await tower.startProcess({ recordErasure, keyring: createKeyring(generateKeys()) });
  await until(async () => (await retentionRuns(db, 'test'))[0]?.endedAt !== null);
  expect(written).toEqual([past]);
  expect(await keys()).toEqual([present]);
  expect(tower.warnings).toEqual([]);
});
