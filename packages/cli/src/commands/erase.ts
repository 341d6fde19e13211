// `six-order erase ORDER`: destroys what is personal about an order, for good. Its journal stays and still verifies.
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { openTables } from '@six-order/community/tables';
import { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { engineAlone } from '../engine-alone.ts';
import { openLedger } from '../erasure/ledger.ts';
import { CommandFailure } from '../failure.ts';
import { openKeys } from '../keys.ts';
import { refuseOtherKeys } from '../other-keys.ts';
import { report, say } from '../screen.ts';

export async function erase({ order, json }: { readonly order: string; readonly json: boolean }): Promise<0> {
  const id = OrderId.safeParse(order).data;
  if (!id) throw new CommandFailure('There is no such order.');
  const configuration = readConfiguration(process.env);
  const keys = await openKeys(configuration);
  const { keyring } = keys;
  const database = await openDatabase(configuration, say);
  const engineDb = openPool(database.url, 'engine', { max: 1 });
  const db = openPool(database.url, 'app', { max: 2 });
  try {
    await refuseOtherKeys(db, keys, say);
    const engine = engineAlone(engineDb, keyring);
    if (!(await engine.get(id))) throw new CommandFailure('There is no such order.');
    const ledger = openLedger(configuration.ledger, keyring);
    const at = Date.now();
    await eraseOrder({ db: openTables(db), engine, record: ledger.append }, id, at);
    await engine.close();
    report(
      json,
      { order: id, at: new Date(at).toISOString(), ledger: ledger.file },
      () => `Order ${id} is erased; ${ledger.file} says so.`,
    );
    return 0;
  } finally {
    await Promise.all([engineDb.end(), db.end()]);
    await database.close();
  }
}
