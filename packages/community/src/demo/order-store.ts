// Whether a county has orders.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';

export async function hasOrders(db: Db, tenant: string): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select 1 from orders where tenant = ${tenant}) as some`.execute(
    db,
  );
  return rows[0]?.some === true;
}
