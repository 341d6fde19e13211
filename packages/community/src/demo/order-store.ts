// Whether anybody has ordered anything yet, in whatever county.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';

export async function hasOrders(db: Db): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select 1 from orders) as some`.execute(db);
  return rows[0]?.some === true;
}
