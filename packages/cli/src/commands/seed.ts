// `six-order seed`: builds the demo street; what is there already stays.
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { openTables } from '@six-order/community/tables';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { openKeys } from '../keys.ts';
import { migrateAll } from '../migrations.ts';
import { newId } from '../new-id.ts';
import { report, say } from '../screen.ts';

export async function seed({ json }: { readonly json: boolean }): Promise<0> {
  const configuration = readConfiguration(process.env);
  if (!configuration.demo) {
    throw new CommandFailure(
      'The demo street is for demo mode only, so that nobody finds it among real orders: set SIX_ORDER_DEMO=on to build it here.',
    );
  }
  const { keyring } = await openKeys(configuration);
  const database = await openDatabase(configuration, say);
  const pool = openPool(database.url, 'app', { max: 1 });
  try {
    await migrateAll(database.url);
    const seeded = await seedDemo({ db: openTables(pool), keyring, newId, say });
    report(
      json,
      { tenant: demoTenant, ...seeded },
      () => `County ${demoTenant}: ${seeded.units} units, ${seeded.people} people and ${seeded.posts} posts are new.`,
    );
    return 0;
  } finally {
    await pool.end();
    await database.close();
  }
}
