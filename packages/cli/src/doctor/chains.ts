// The journals: whether chain and snapshot of orders hold. The newest ones and some of the others, so that it takes seconds however many there are.
import type { OrderId } from '@six-order/engine';
import { isSound, type Engine } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { type Finding, look, ok, problem } from './finding.ts';

const NEWEST = 300;
const OTHERS = 200;
/** Orders that are verified at once. */
const AT_ONCE = 50;

export const lookAtChains = (db: Pool, engine: Pick<Engine, 'verify' | 'replay'>): Promise<Finding> =>
  look('chains', async () => {
    const [size] = (
      await db.query<{ orders: number }>(`select reltuples::float8 as orders from pg_class where oid = 'public.orders'::regclass`)
    ).rows;
    // -1 before anybody counted.
    const percent = Math.min(100, (100 * 2 * OTHERS) / Math.max(size?.orders ?? 1, 1));
    const { rows } = await db.query<{ id: OrderId }>(
      `select id from (select id from orders order by id desc limit ${NEWEST}) as newest
       union select id from (select id from orders tablesample system (${percent}) limit ${OTHERS}) as others`,
    );
    const broken: string[] = [];
    for (let n = 0; n < rows.length; n += AT_ONCE) {
      const some = rows.slice(n, n + AT_ONCE);
      const held = await Promise.all(some.map(({ id }) => isSound(engine, id)));
      broken.push(...some.flatMap(({ id }, at) => (held[at] === true ? [] : [id])));
    }
    if (broken.length > 0) {
      return problem(
        'chains',
        `${broken.length} of ${rows.length} orders that were looked at do not hold (${broken.slice(0, 3).join(', ')}): their entries or their state were changed outside the application, or SIX_ORDER_KEYS is not theirs; compare with a backup`,
      );
    }
    return ok('chains', `${rows.length} orders were verified, the newest and some others: chain and state hold`);
  });
