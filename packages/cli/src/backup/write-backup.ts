// Writing a backup: one snapshot of the database while everything goes on; attachments lie in it.
//
// B4: all tables are read in one transaction (repeatable read): an order and its journal are of one moment. B5: the file
// appears under its name only when it is whole and on disk.
import { open as openFile, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createZstdCompress } from 'node:zlib';
import type { Keyring } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CommandFailure } from '../failure.ts';
import type { Ledger } from '../erasure/ledger.ts';
import { seal } from './frames.ts';
import { checkOf } from './key-check.ts';
import { type Manifest, record } from './records.ts';
import { columnsOf, sequencesOf, tablesOf } from './relations.ts';

export interface BackupAsk {
  /** As the owner: it reads what the application may not. */
  readonly db: Pool;
  readonly keyring: Keyring;
  readonly ledger: Ledger;
  readonly file: string;
  readonly secret: string;
  /** Epoch ms. */
  readonly now: number;
  /** Bytes of tables read, of about so many. */
  readonly progress: (done: number, total: number) => void;
}

export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  /** ISO instant of the snapshot. */
  readonly at: string;
}

export async function writeBackup(ask: BackupAsk): Promise<BackupReport> {
  const part = `${ask.file}.part`;
  const count = { tables: 0, rows: 0 };
  const handle = await openFile(part, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new CommandFailure(`${part} is there: another backup is being written, or was broken off; remove it.`);
    throw error;
  });
  let bytes = 0;
  try {
    const plain = Readable.from(content(ask, count), { objectMode: false });
    const packed = createZstdCompress();
    plain.on('error', (error) => packed.destroy(error));
    plain.pipe(packed);
    for await (const chunk of seal(packed, ask.secret)) {
      await handle.write(chunk);
      bytes += chunk.length;
    }
    await handle.sync();
    await handle.close();
    await rename(part, ask.file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
  return {
    file: ask.file,
    bytes,
    tables: count.tables,
    rows: count.rows,
    at: new Date(ask.now).toISOString(),
  };
}

async function* content(ask: BackupAsk, count: { tables: number; rows: number }): AsyncGenerator<Buffer> {
  const client = await ask.db.connect();
  let broken: boolean | undefined = true;
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
      'select number, name, digest from migrations order by number',
    );
    const { rows: versions } = await client.query<{ version: number }>(
      `select distinct get_byte(key, 1) * 256 + get_byte(key, 2) as version
       from (select data_key as key from orders where data_key is not null union all select key from people) as keys order by 1`,
    );
    // After the snapshot was taken: an erasure that it still shows is in the ledger by now, or not yet begun.
    const { entries, head } = await ask.ledger.state();
    const manifest: Manifest = {
      at: new Date(ask.now).toISOString(),
      migrations,
      keys: versions.map(({ version }) => ({ version, check: checkOf(ask.keyring, version) })),
      ledger: { entries, head },
    };
    yield record('manifest', manifest);

    const tables = await tablesOf(client);
    const total = tables.reduce((sum, { bytes }) => sum + bytes, 0);
    let read = 0;
    for (const table of tables) {
      const { schema, name, columns } = table;
      yield record('table', { schema, name, columns });
      const copy = client.query(copyTo(`copy ${columnsOf(table)} to stdout`));
      for await (const chunk of copy as AsyncIterable<Buffer>) {
        read += chunk.length;
        ask.progress(Math.min(read, total), total);
        yield record('data', chunk);
      }
      count.rows += copy.rowCount;
      count.tables++;
      yield record('close', { rows: copy.rowCount });
    }
    yield record('sequences', await sequencesOf(client));
    await client.query('commit');
    broken = undefined;
  } finally {
    client.release(broken);
  }
  yield record('end', count);
}
