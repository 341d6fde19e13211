// Restoring a backup into an empty database: read through once before anything is touched, then all of it or nothing.
//
// B6: a backup of a newer release, with other keys, damaged or cut off is refused before the database is changed. B7: until
// every chain and anchor was verified and the erasure ledger replayed, a mark in the database keeps all of it closed.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { openPool, type Keyring } from '@six-order/engine/runtime';
import type { ClientBase, Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Ledger } from '../erasure/ledger.ts';
import { CommandFailure } from '../failure.ts';
import { migrateTo, unknownMigrations } from '../migrations.ts';
import { BackupError, open, takeFrom } from './frames.ts';
import { hasKey } from './key-check.ts';
import { End, Manifest, parse, readRecords, Sequence, type StoredRecord, TableHead } from './records.ts';
import { columnsOf, quoted, tablesOf } from './relations.ts';

export interface Survey {
  readonly manifest: Manifest;
  readonly end: End;
}

/** The records of a backup file. Throws BackupError where it does not hold. */
async function* recordsIn(file: string, secret: string): AsyncGenerator<StoredRecord> {
  const plain = createZstdDecompress();
  const sealed = Readable.from(open(createReadStream(file), secret), { objectMode: false });
  sealed.on('error', (error) => plain.destroy(error));
  sealed.pipe(plain);
  yield* readRecords(takeFrom(plain));
}

/** Reads the whole file and authenticates every part of it. Throws BackupError. */
export async function surveyBackup(file: string, secret: string, progress: (bytes: number) => void): Promise<Survey> {
  let manifest: Manifest | null = null;
  let bytes = 0;
  for await (const { kind, payload } of recordsIn(file, secret)) {
    bytes += payload.length;
    progress(bytes);
    if (kind === 'manifest') manifest = parse(Manifest, payload);
    if (kind === 'end' && manifest) return { manifest, end: parse(End, payload) };
  }
  throw new BackupError('The backup has no end.');
}

/** Why the backup cannot be restored by this release with these keys and this ledger; null when it can. */
export async function hindrance(
  { manifest }: Survey,
  { keyring, ledger, withoutLedger }: { readonly keyring: Keyring; readonly ledger: Ledger; readonly withoutLedger: boolean },
): Promise<string | null> {
  const unknown = await unknownMigrations(manifest.migrations);
  if (unknown.length > 0) {
    return `The backup is of a newer release: this one does not know ${unknown.join(', ')}. Restore it with the release that made it, or a later one.`;
  }
  const missing = manifest.keys.filter((key) => !hasKey(keyring, key)).map(({ version }) => version);
  if (missing.length > 0) {
    return `SIX_ORDER_KEYS is not what this backup was sealed with: version ${missing.join(', ')} is missing or another key. Without it its orders cannot be read.`;
  }
  if (withoutLedger) return null;
  if (!(await ledger.exists())) {
    return `The erasure ledger ${ledger.file} is not there: what was erased since the backup would come back. Put it there (it lies beside the data, not in the backup), or say --without-ledger when there never was one.`;
  }
  if (!(await ledger.holds(manifest.ledger))) {
    return `The erasure ledger ${ledger.file} is not the one of this installation, or an old copy: it lacks erasures that the backup knows.`;
  }
  return null;
}

/** The mark of a database that is being restored: nothing else opens it. */
const MARK = 'restore_unfinished';

/** Whether a restore was begun in this database and not ended. */
export async function isUnfinished(db: Pick<Pool, 'query'>): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>(`select to_regclass('public.${MARK}') is not null as there`);
  return rows[0]?.there === true;
}

/** What a restore has not verified yet opens to nobody. */
export async function refuseUnfinished(url: string): Promise<void> {
  const owner = openPool(url, 'owner', { max: 1 });
  try {
    if (await isUnfinished(owner)) throw new CommandFailure(unfinished);
  } finally {
    await owner.end();
  }
}

export const unfinished =
  'A restore into this database was not finished: run `npm run six-order -- restore` again, into an empty database.';

/** Closes an empty database against everything but the restore. Throws BackupError when it is not empty. */
export async function markUnfinished(db: Pool): Promise<void> {
  if (await isUnfinished(db)) return;
  const client = await db.connect();
  try {
    const tables = await tablesOf(client);
    for (const name of ['orders', 'people', 'units']) {
      const table = tables.find((one) => one.schema === 'public' && one.name === name);
      if (!table) continue;
      const { rowCount } = await client.query(`select from ${quoted(table.schema)}.${quoted(name)} limit 1`);
      if (rowCount) {
        throw new BackupError(
          'The database is not empty: a backup is restored into an empty one only. Name another in DATABASE_URL, or another folder in SIX_ORDER_DATA.',
        );
      }
    }
    await client.query(`create table public.${MARK} ()`);
  } finally {
    client.release();
  }
}

export const unmark = (db: Pool): Promise<unknown> => db.query(`drop table if exists public.${MARK}`);

export interface LoadAsk {
  /** As the owner. */
  readonly db: Pool;
  readonly file: string;
  readonly secret: string;
  readonly survey: Survey;
  readonly progress: (rows: number) => void;
}

/** Brings the marked database to the backup's version and puts everything in, in one transaction. */
export async function loadBackup(ask: LoadAsk): Promise<void> {
  await migrateTo(ask.db, ask.survey.manifest.migrations);
  const client = await ask.db.connect();
  let broken: boolean | undefined = true;
  try {
    await client.query('begin');
    const tables = await tablesOf(client);
    // What migrations put in is in the backup too; a trigger that guards or counts rows must not see the restore.
    for (const { schema, name } of tables)
      await client.query(`alter table ${quoted(schema)}.${quoted(name)} disable trigger user`);
    for (const { schema, name } of tables.toReversed()) await client.query(`delete from ${quoted(schema)}.${quoted(name)}`);
    await load(client, ask);
    for (const { schema, name } of tables)
      await client.query(`alter table ${quoted(schema)}.${quoted(name)} enable trigger user`);
    await client.query('commit');
    broken = undefined;
  } finally {
    client.release(broken);
  }
  await ask.db.query('analyze');
}

async function load(client: ClientBase, { file, secret, progress }: LoadAsk): Promise<void> {
  let target: Target | null = null;
  let rows = 0;
  for await (const { kind, payload } of recordsIn(file, secret)) {
    if (kind === 'table') target = intoTable(client, parse(TableHead, payload));
    else if (kind === 'data') await target?.write(payload);
    else if (kind === 'close') {
      rows += (await target?.end()) ?? 0;
      target = null;
      progress(rows);
    } else if (kind === 'sequences') {
      for (const { schema, name, last, called } of parse(Sequence.array(), payload)) {
        await client.query('select setval($1::regclass, $2::bigint, $3)', [`${quoted(schema)}.${quoted(name)}`, last, called]);
      }
    }
  }
}

interface Target {
  write(bytes: Buffer): Promise<void>;
  /** How many rows went in. */
  end(): Promise<number>;
}

function intoTable(client: ClientBase, table: TableHead): Target {
  const stream = client.query(copyFrom(`copy ${columnsOf(table)} from stdin`));
  const ended = finished(stream);
  // Heard by whoever waits for the next piece or the end.
  ended.catch(() => undefined);
  return {
    write: (bytes) => {
      if (stream.write(bytes)) return Promise.resolve();
      return Promise.race([new Promise<void>((done) => stream.once('drain', done)), ended]);
    },
    async end() {
      stream.end();
      await ended;
      return stream.rowCount;
    },
  };
}
