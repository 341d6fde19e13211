// A pool that is lost at its n-th statement: before it is sent, or after the database has done it and before anyone was told.
// Nothing that comes later reaches the database, or, when only the connection was lost, all of it does. The crash point lies
// in the `db` that is passed in, so shipped code has no hooks for it.
import type { Pool } from 'pg';

export interface DyingPool extends Pool {
  /** Statements tried so far; hints to other processes (pg_notify) are not counted: they are sent when they like. */
  readonly statements: number;
  readonly dead: boolean;
}

export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
  /** Default: the process, for good. */
  readonly of?: 'connection';
}

/** What a lost connection says. */
const lost = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

/** `death` null: it never dies, it only counts. */
export function dyingPool(pool: Pool, death: Death | null): DyingPool {
  let statements = 0;
  let dead = false;
  const query = async (config: unknown, values?: unknown): Promise<unknown> => {
    const hint = typeof config === 'string' && config.includes('pg_notify');
    if (!hint) statements += 1;
    if (dead) throw lost();
    if (hint || statements !== death?.at) return pool.query(config as never, values as never);
    dead = death.of !== 'connection';
    if (death.when === 'after') await pool.query(config as never, values as never);
    throw lost();
  };
  return new Proxy(pool, {
    get(target, key) {
      if (key === 'query') return query;
      if (key === 'statements') return statements;
      if (key === 'dead') return dead;
      return Reflect.get(target, key) as unknown;
    },
  }) as DyingPool;
}
