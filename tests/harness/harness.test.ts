import pg from 'pg';
import { expect, test } from 'vitest';
import { cloneDatabase } from './database.ts';

test('a clone is a database of its own with the migrations done', async () => {
  const [one, other] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  const client = new pg.Client({ connectionString: one.url });
  await client.connect();
  const { rows } = await client.query<{ migrations: string; trigrams: boolean }>(
    `select (select count(*) from migrations) as migrations, to_regclass('orders') is not null as orders`,
  );
  await client.end();
  expect(rows[0]).toMatchObject({ orders: true });
  expect(Number(rows[0]?.migrations)).toBeGreaterThan(0);
  expect(one.name).not.toBe(other.name);
});
