// `six-order migrate`: brings the database to this release.
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { openKeys } from '../keys.ts';
import { migrateAll } from '../migrations.ts';
import { report, say } from '../screen.ts';

export async function migrate({ json }: { readonly json: boolean }): Promise<0> {
  const configuration = readConfiguration(process.env);
  await openKeys(configuration);
  const database = await openDatabase(configuration, say);
  try {
    const applied = await migrateAll(database.url);
    report(json, { applied }, () =>
      applied.length === 0 ? 'The database is up to date.' : applied.map((name) => `applied ${name}`).join('\n'),
    );
    return 0;
  } finally {
    await database.close();
  }
}
