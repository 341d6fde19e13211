// Whether a database holds what it claims: every order's chain and the snapshot it gives, and every anchor.
import type { OrderId } from '@six-order/engine';
import { brokenAnchors, isSound, type Engine } from '@six-order/engine/runtime';
import type { Pool } from 'pg';

const AT_ONCE = 200;

export interface Verification {
  readonly orders: number;
  /** Orders whose chain does not hold, or whose journal does not give their snapshot. */
  readonly broken: readonly string[];
  readonly anchors: readonly Date[];
}

export async function verifyAll(db: Pool, engine: Engine, progress: (done: number) => void): Promise<Verification> {
  const broken: string[] = [];
  let orders = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await db.query<{ id: OrderId }>('select id from orders where id > $1 order by id limit $2', [
      after,
      AT_ONCE,
    ]);
    const last = rows.at(-1);
    if (!last) break;
    const held = await Promise.all(rows.map(({ id }) => isSound(engine, id)));
    for (const [index, { id }] of rows.entries()) if (held[index] !== true) broken.push(id);
    orders += rows.length;
    after = last.id;
    progress(orders);
  }
  return { orders, broken, anchors: await brokenAnchors(db) };
}
