// The demo clock's offset in the database: one row for the whole installation, shared by all processes.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';

const offset = sql<number>`offset_ms::float8`.as('offset');

/** How far the demo's time runs ahead of the wall clock, ms. */
export const readOffset = async (db: Db): Promise<number> =>
  (await db.selectFrom('demo_clock').select(offset).executeTakeFirst())?.offset ?? 0;

/** Sets the offset, ms; a smaller one than what stands changes nothing. Returns what stands. */
export const raiseOffset = async (db: Db, offsetMs: number): Promise<number> =>
  (
    await db
      .insertInto('demo_clock')
      .values({ id: true, offset_ms: offsetMs })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ offset_ms: sql`greatest(demo_clock.offset_ms, excluded.offset_ms)` }),
      )
      .returning(offset)
      .executeTakeFirstOrThrow()
  ).offset;
