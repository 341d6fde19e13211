// `six-order import FILE --profile NAME`: brings another system's records in as orders with their whole history.
import { openClock } from '@six-order/community/demo/clock';
import { openTables } from '@six-order/community/tables';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { importFile } from '../import/import.ts';
import { localTime } from '../import/local-time.ts';
import { surveyFile } from '../import/rows.ts';
import { profileNamed, profileNames } from '../import/profiles.ts';
import { importReport, importText } from '../import/report.ts';
import { openKeys } from '../keys.ts';
import { migrateAll, pendingMigrations } from '../migrations.ts';
import { newId } from '../new-id.ts';
import { refuseBeforeMigrating } from '../other-keys.ts';
import { progress, report, say } from '../screen.ts';
import { stopSignal } from '../stop-signal.ts';

interface ImportArguments {
  readonly file: string;
  readonly profile: string;
  readonly ended: boolean;
  readonly json: boolean;
}

/** 0 when every row is accounted for, refused ones too; 2 when there is no such profile. The file is read before anything is opened. */
export async function importRows({ file, profile: name, ended, json }: ImportArguments): Promise<0 | 2> {
  const profile = profileNamed(name);
  if (!profile) {
    say(`There is no profile of this name. Profiles: ${profileNames.join(', ')}.`);
    return 2;
  }
  const survey = await surveyFile(file, profile, Date.now());
  const stopping = new AbortController();
  void stopSignal().then((sign) => {
    say(`Stopping (${sign}) …`);
    stopping.abort();
  });
  const configuration = readConfiguration(process.env);
  const keys = await openKeys(configuration);
  const database = await openDatabase(configuration, say);
  const url = ownName(database.url);
  const engineDb = openPool(url, 'engine', { max: 8 });
  const db = openPool(url, 'app', { max: 4 });
  const bar = progress('rows', survey.rows);
  try {
    await refuseBeforeMigrating(database.url, keys, say);
    if (database.embedded) await migrateAll(database.url);
    else if ((await pendingMigrations(db)).length > 0) {
      throw new CommandFailure('The database is behind this release: run `npm run six-order -- migrate`, then import again.');
    }
    const clock = await openClock({ db: openTables(db), demo: configuration.demo });
    await clock.close();
    const result = await importFile({
      survey,
      profile,
      engineDb,
      db,
      keyring: keys.keyring,
      newId,
      now: clock.now,
      wall: Date.now,
      ended,
      progress: bar.update,
      stop: stopping.signal,
    });
    bar.end();
    report(json, importReport(result, profile), () => importText(result, profile, localTime(profile.time)));
    return 0;
  } finally {
    bar.end();
    await Promise.all([engineDb.end(), db.end()]);
    await database.close();
  }
}

/** An import is told from the processes that fire clocks by the name of its connections. */
function ownName(url: string): string {
  const named = new URL(url);
  named.searchParams.set('application_name', 'six-order import');
  return named.href;
}
