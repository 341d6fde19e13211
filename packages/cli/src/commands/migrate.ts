// `six-order migrate`: brings the database to this release and, when asked, open orders to the newest version of their workflow.
import { authorizeWith } from '@six-order/community/authority/authority';
import { openClock } from '@six-order/community/demo/clock';
import { openTables } from '@six-order/community/tables';
import { createEngine, openPool, type Keyring } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import { moveOrders, type Moved } from '@six-order/workflows/move-orders';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { openKeys } from '../keys.ts';
import { migrateAll } from '../migrations.ts';
import { newId } from '../new-id.ts';
import { progress, report, say } from '../screen.ts';

interface MigrateOptions {
  /** Moves open orders on, too. */
  readonly orders: boolean;
  readonly json: boolean;
}

export async function migrate({ orders, json }: MigrateOptions): Promise<0> {
  const configuration = readConfiguration(process.env);
  const { keyring } = await openKeys(configuration);
  const database = await openDatabase(configuration, say);
  try {
    const applied = await migrateAll(database.url);
    const moved = orders ? await move(database.url, configuration, keyring) : null;
    report(json, { applied, ...(moved && { orders: moved }) }, () =>
      [
        ...(applied.length === 0 ? ['The database is up to date.'] : applied.map((name) => `applied ${name}`)),
        ...(moved ? [sayMoved(moved)] : []),
      ].join('\n'),
    );
    return 0;
  } finally {
    await database.close();
  }
}

async function move(url: string, configuration: Configuration, keyring: Keyring): Promise<Moved> {
  const pools = [openPool(url, 'engine', { max: 2 }), openPool(url, 'app', { max: 1 })] as const;
  const [engineDb, db] = pools;
  const clock = await openClock({ db: openTables(db), demo: configuration.demo });
  const engine = createEngine({
    db: engineDb,
    workflows,
    authorize: authorizeWith(() => []),
    // A migration asks for none.
    facts: async (asks) => asks.map(() => ({ issues: [{ path: [], message: 'only migrations are taken here' }] })),
    seal: keyring,
    now: clock.now,
    newId,
  });
  const bar = progress('orders moved', 0);
  try {
    return await moveOrders({ engine, told: (done) => bar.update(done) });
  } finally {
    bar.end();
    await engine.close();
    await clock.close();
    await Promise.all(pools.map((pool) => pool.end()));
  }
}

const sayMoved = ({ moved, left }: Moved): string =>
  [
    moved === 0
      ? 'Every open order runs on the newest version of its workflow.'
      : `${moved} open ${moved === 1 ? 'order was' : 'orders were'} moved to the next version of the workflow.`,
    ...(left === 0
      ? []
      : [`${left} could not be moved and stand as they stood: \`npm run six-order -- doctor\` looks for what is wrong.`]),
  ].join(' ');
