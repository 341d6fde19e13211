// Ciphertexts: written by the commit, read back one by one, destroyed together.
import type { Pool } from 'pg';

export async function readSealed(
  db: Pool,
  order: string,
  ids: readonly string[],
): Promise<{ dataKey: Buffer | null; ciphertexts: Map<string, Buffer> }> {
  const { rows } = await db.query<{ data_key: Buffer | null; id: string | null; ciphertext: Buffer | null }>({
    name: 'sealed-read',
    text: `select o.data_key, s.id, s.ciphertext from orders o
           left join sealed_values s on s.order_id = o.id and s.id = any($2::text[]) where o.id = $1`,
    values: [order, ids],
  });
  const ciphertexts = new Map<string, Buffer>();
  for (const row of rows) if (row.id !== null && row.ciphertext !== null) ciphertexts.set(row.id, row.ciphertext);
  return { dataKey: rows[0]?.data_key ?? null, ciphertexts };
}

/** One value of each order, in one statement; what is not there, or was destroyed, is not in it. */
export async function readSealedOfMany(
  db: Pool,
  asked: readonly { readonly order: string; readonly id: string }[],
): Promise<readonly { readonly order: string; readonly id: string; readonly dataKey: Buffer; readonly ciphertext: Buffer }[]> {
  const { rows } = await db.query<{ order_id: string; id: string; data_key: Buffer; ciphertext: Buffer }>({
    name: 'sealed-read-many',
    text: `select s.order_id, s.id, o.data_key, s.ciphertext from unnest($1::uuid[], $2::text[]) as asked (order_id, id)
           join sealed_values s using (order_id, id) join orders o on o.id = s.order_id where o.data_key is not null`,
    values: [asked.map(({ order }) => order), asked.map(({ id }) => id)],
  });
  return rows.map(({ order_id: order, id, data_key: dataKey, ciphertext }) => ({ order, id, dataKey, ciphertext }));
}

/**
 * Destroys the order's data key and ciphertexts together. The key first: that waits for a commit which is about to add a
 * ciphertext, and one that comes later adds none (C5 in commit.ts).
 */
export async function destroySealed(db: Pool, order: string): Promise<void> {
  const client = await db.connect();
  let lost: boolean | undefined;
  try {
    await client.query('begin');
    await client.query('update orders set data_key = null where id = $1', [order]);
    await client.query('delete from sealed_values where order_id = $1', [order]);
    await client.query('commit');
  } catch (error) {
    // What was begun ends with its connection.
    lost = true;
    throw error;
  } finally {
    client.release(lost);
  }
}

/** Forgets idempotency keys from before an instant (epoch ms), at most 5,000 a call; returns how many. */
export async function purgeKeys(db: Pool, ask: { readonly before: number }): Promise<number> {
  const { rowCount } = await db.query(
    'delete from idempotency_keys where key in (select key from idempotency_keys where at < to_timestamp($1::float8 / 1000) limit 5000)',
    [ask.before],
  );
  return rowCount ?? 0;
}
