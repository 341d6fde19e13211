// `six-order restore FILE`: a backup into an empty database; what was erased since stays erased.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openPool } from '@six-order/engine/runtime';
import { backupSecret } from '../backup/backup-secret.ts';
import { hindrance, surveyBackup } from '../backup/read-backup.ts';
import { restoreBackup } from '../backup/restore.ts';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { openLedger } from '../erasure/ledger.ts';
import { CommandFailure } from '../failure.ts';
import { openKeys } from '../keys.ts';
import { progress, report, say } from '../screen.ts';

interface RestoreArguments {
  readonly file: string;
  readonly withoutLedger: boolean;
  readonly json: boolean;
}

export async function restore({ file, withoutLedger, json }: RestoreArguments): Promise<0> {
  const secret = backupSecret(process.env);
  const configuration = readConfiguration(process.env);
  const source = resolve(file);
  say('Reading the backup through …');
  const survey = await surveyBackup(source, secret, () => undefined);
  const { keyring } = await openKeys(configuration);
  const ledger = openLedger(configuration.ledger, keyring);
  const wrong = await hindrance(survey, { keyring, ledger, withoutLedger });
  if (wrong !== null) throw new CommandFailure(wrong);
  const database = await openDatabase(configuration, say);
  const rows = progress('rows', survey.end.rows);
  try {
    const done = await restoreBackup({
      url: database.url,
      keyring,
      ledger,
      file: source,
      secret,
      survey,
      say,
      progress: (what, count) => (what === 'rows' ? rows.update(count) : undefined),
    });
    rows.end();
    await noteBackup(database.url, { at: done.at, bytes: (await stat(source)).size });
    report(
      json,
      done,
      () =>
        `Restored the state of ${done.at}: ${done.rows} rows. ${done.orders} orders verify; ${done.erased} that were erased stay erased.`,
    );
    return 0;
  } finally {
    rows.end();
    await database.close();
  }
}

/** The backup itself does not know of itself; the doctor asks for the last one. */
async function noteBackup(url: string, { at, bytes }: { readonly at: string; readonly bytes: number }): Promise<void> {
  const owner = openPool(url, 'owner', { max: 1 });
  try {
    await owner.query('insert into backups values ($1, $2) on conflict (at) do nothing', [at, bytes]);
  } finally {
    await owner.end();
  }
}
