// The whole of a restore, in the order that makes it safe.
import { eraseAgain, erasePersonTraces } from '@six-order/community/privacy/erasure-store';
import { verifyAccessLog } from '@six-order/community/privacy/access-anchor-store';
import { openTables } from '@six-order/community/tables';
import { type Keyring, openPool } from '@six-order/engine/runtime';
import { engineAlone } from '../engine-alone.ts';
import type { Ledger } from '../erasure/ledger.ts';
import { CommandFailure } from '../failure.ts';
import { migrateAll } from '../migrations.ts';
import { loadBackup, markUnfinished, type Survey, unmark } from './read-backup.ts';
import { verifyAll } from './verify.ts';

export interface RestoreAsk {
  /** The owner's URL of an empty database. */
  readonly url: string;
  readonly keyring: Keyring;
  readonly ledger: Ledger;
  readonly file: string;
  readonly secret: string;
  readonly survey: Survey;
  readonly say: (line: string) => void;
  readonly progress: (what: 'rows' | 'orders', done: number) => void;
}

export interface RestoreReport {
  /** ISO instant of the backup's snapshot. */
  readonly at: string;
  readonly rows: number;
  readonly orders: number;
  /** How many orders and people the ledger names. */
  readonly erased: number;
}

/** Throws CommandFailure, leaving the database closed, when something in it does not verify. */
export async function restoreBackup(ask: RestoreAsk): Promise<RestoreReport> {
  const { manifest, end } = ask.survey;
  const owner = openPool(ask.url, 'owner', { max: 2 });
  const engineDb = openPool(ask.url, 'engine', { max: 8 });
  const db = openPool(ask.url, 'app', { max: 2 });
  try {
    await markUnfinished(owner);
    await loadBackup({ ...ask, db: owner, progress: (rows) => ask.progress('rows', rows) });
    await migrateAll(ask.url);

    const engine = engineAlone(engineDb, ask.keyring);
    const tables = openTables(db);
    const erasures = await ask.ledger.read();
    if (erasures.length > 0) ask.say(`Erasing again what the ledger names: ${erasures.length} …`);
    for (const erasure of erasures) {
      if ('order' in erasure) {
        await eraseAgain({ db: tables, engine }, erasure);
      } else await erasePersonTraces(tables, ask.keyring, erasure, erasure.at);
    }
    // Who was signed in then is not signed in now: sessions that were ended since would live again, used codes and invitations too.
    await owner.query('delete from auth.session');
    await owner.query('delete from auth.verification');
    await owner.query('delete from relative_codes');
    // So would sealed orders that were closed again to whoever had them opened.
    await owner.query('update sealed_openings set ended_at = decided_at where open_until is not null and ended_at is null');

    ask.say('Verifying every order …');
    const { orders, broken, anchors } = await verifyAll(owner, engine, (done) => ask.progress('orders', done));
    await engine.close();
    const readings = await verifyAccessLog(openTables(owner), ask.keyring, Date.now());
    if (readings.broken.length > 0 || readings.anchors.length > 0) {
      throw new CommandFailure(
        `Restored, but the access log does not verify (${[...readings.broken, ...readings.anchors].slice(0, 5).join(', ')}): the database stays closed. The backup was made of a database that was changed outside the application.`,
      );
    }
    if (broken.length > 0 || anchors.length > 0) {
      const named = [
        ...broken.slice(0, 5).map((id) => `order ${id}`),
        ...anchors.slice(0, 5).map((hour) => `anchor ${hour.toISOString()}`),
      ];
      throw new CommandFailure(
        `Restored, but ${broken.length} orders and ${anchors.length} anchors do not verify (${named.join(', ')}): the database stays closed. The backup was made of a database that was changed outside the application.`,
      );
    }
    await unmark(owner);
    return { at: manifest.at, rows: end.rows, orders, erased: erasures.length };
  } finally {
    await Promise.all([owner.end(), engineDb.end(), db.end()]);
  }
}
