// `six-order backup FILE`: an encrypted copy of all that cannot be made again, while everything goes on.
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openPool } from '@six-order/engine/runtime';
import { backupSecret } from '../backup/backup-secret.ts';
import { isUnfinished } from '../backup/read-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { openLedger } from '../erasure/ledger.ts';
import { CommandFailure } from '../failure.ts';
import { openKeys } from '../keys.ts';
import { pendingMigrations } from '../migrations.ts';
import { refuseOtherKeys } from '../other-keys.ts';
import { progress, report, say } from '../screen.ts';

const MB = 1_000_000;

export async function backup({ file, json }: { readonly file: string; readonly json: boolean }): Promise<0> {
  const secret = backupSecret(process.env);
  const configuration = readConfiguration(process.env);
  const target = resolve(file);
  const there = await stat(target).catch(() => null);
  if (there) throw new CommandFailure(`${target} is there already: a backup never replaces another. Name a new file.`);
  const folder = dirname(target);
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new CommandFailure(`There is no folder ${folder}: make it, or mount what it is to lie on, then do it again.`);
  const keys = await openKeys(configuration);
  const { keyring } = keys;
  const database = await openDatabase(configuration, say);
  const db = openPool(database.url, 'owner', { max: 1 });
  const bar = progress('MB read', 0);
  try {
    if (await isUnfinished(db))
      throw new CommandFailure('A restore into this database was not finished: there is nothing to back up.');
    if ((await pendingMigrations(db)).length > 0) {
      throw new CommandFailure(
        'The database is behind this release: run `npm run six-order -- migrate`, or back it up with the release that runs it.',
      );
    }
    await refuseOtherKeys(db, keys, say);
    const ledger = openLedger(configuration.ledger, keyring);
    // So that there is a file to keep beside the backups from the first one on.
    await ledger.create();
    const done = await writeBackup({
      db,
      keyring,
      ledger,
      file: target,
      secret,
      now: Date.now(),
      progress: (read, total) => bar.update(Math.floor(read / MB), Math.ceil(total / MB)),
    });
    bar.end();
    // For the doctor, which says when the last one is old.
    await db.query('insert into backups values ($1, $2) on conflict (at) do nothing', [done.at, done.bytes]);
    report(
      json,
      { ...done, ledger: ledger.file },
      () =>
        `${done.file}: ${done.tables} tables, ${done.rows} rows of ${done.at}, ${(done.bytes / MB).toFixed(1)} MB when packed.\n` +
        `Keep elsewhere, each apart: SIX_ORDER_KEYS and SIX_ORDER_BACKUP_KEY. The ledger of erasures (${ledger.file}) must lie beside the restored system, in its newest state.`,
    );
    return 0;
  } finally {
    bar.end();
    await db.end();
    await database.close();
  }
}
