// Brings another system's records in as orders with their whole history.
//
// Owns: what an import opens, its course from the first row to the last.
// Not ours: reading rows (rows.ts), the events of an order (history.ts, drive.ts), going on after a crash (window.ts).
// Keeps: I1: everything goes through the engine. I9: it is recorded when it is brought in, whenever it happened.
import { basename } from 'node:path';
import { authorizeWith } from '@six-order/community/authority/authority';
import { openDeadlines } from '@six-order/community/deadlines/deadlines';
import { openDirectory } from '@six-order/community/directory';
import { createFacts } from '@six-order/community/facts';
import { enginesAtWork, whileAlone } from '@six-order/community/imports/import-store';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { type Db, openTables } from '@six-order/community/tables';
import type { OrderId } from '@six-order/engine';
import { type Keyring, type ReadFacts, createEngine } from '@six-order/engine/runtime';
import { sixOrderVersions } from '@six-order/workflows/six-order/workflow';
import type { Pool } from 'pg';
import { CommandFailure } from '../failure.ts';
import { type Driver, type Life, createDriver } from './drive.ts';
import { localTime } from './local-time.ts';
import { orderIds } from './order-ids.ts';
import type { Profile } from './profile.ts';
import type { ImportedCase } from './row.ts';
import { type RefusedRow, type Survey, readRows } from './rows.ts';
import { type Tally, inOrder, newTally, rowsDone } from './tally.ts';
import { withTargets } from './target-clock.ts';
import { openTenant } from './tenant.ts';
import { type ImportWindow, createWindow } from './window.ts';

export interface ImportOptions {
  readonly survey: Survey;
  readonly profile: Profile;
  /** Pools of role `engine` and `app`. Their connections must not go by the name of an engine at work (import-store). */
  readonly engineDb: Pool;
  readonly db: Pool;
  readonly keyring: Keyring;
  readonly newId: () => string;
  /** The system's time, epoch ms: the demo's may run ahead. What is recorded is recorded at it, so that it falls into no hour that is anchored. */
  readonly now: () => number;
  /** The machine's time, epoch ms. */
  readonly wall: () => number;
  /** Only what has ended in the file: from its end on the clocks of the rest are those of any open order. */
  readonly ended: boolean;
  /** Told now and then how many rows are done. */
  readonly progress?: (done: number, total: number) => void;
  /** Asks it to stop after the round in hand. */
  readonly stop?: AbortSignal;
}

export interface ImportResult {
  readonly survey: Survey;
  readonly tally: Tally;
  readonly counts: Driver['counts'];
  readonly ms: number;
  /** The post for whoever looks at what was brought in. */
  readonly watcher: string;
}

/** Windows side by side: while one waits for the database, another computes. */
const WINDOWS = 2;
/** Orders in flight in each: enough for full batches, few enough for a small memory. */
const ORDERS = 256;
/** New rows are taken up when so many have room. */
const BITE = 32;

/** To whom the other system gave an order is history: our rules about dispatching judge it no more. */
const unjudged =
  (facts: ReadFacts): ReadFacts =>
  (asks) =>
    facts(asks.map((ask) => (ask.kind === 'holder' ? { ...ask, work: undefined } : ask)));

/**
 * Imports a surveyed file; what an earlier run brought in is left as it is, what it left half done is finished. Throws
 * CommandFailure when another process is at work on this database, or when it was asked to stop; any other error is a
 * fault. After each of them the same call goes on where this one ended.
 */
export async function importFile(options: ImportOptions): Promise<ImportResult> {
  const { survey, profile, engineDb, keyring, newId, now, wall } = options;
  const started = wall();
  const tally = newTally();
  const db = openTables(options.db);
  const counts = { commands: 0, timers: 0, settled: 0 };
  let watcher = '';

  const alone = await whileAlone(db, profile.tenant, async () => {
    await refuseCompany(db);
    const directory = await openDirectory({ db, keyring, now, tenant: profile.tenant });
    const deadlines = await openDeadlines({ db, tenant: profile.tenant });
    const tenant = await openTenant(profile, { db, directory, keyring, newId });
    watcher = tenant.watcher;
    const ids = orderIds(newId);
    const lives = new Map<OrderId, Life>();
    const engine = createEngine({
      db: engineDb,
      workflows: sixOrderVersions,
      authorize: authorizeWith(directory.holdsOf),
      facts: withTargets(
        unjudged(createFacts({ directory, numbers: createNumbers(db), deadlinesOf: deadlines.rulesOf })),
        profile,
        localTime(profile.time),
        (order) => lives.get(order)?.record.targetAt ?? null,
      ),
      seal: keyring,
      now,
      newId: ids.newId,
    });
    const open = ids.opening(engine.execute);
    const driver = createDriver({
      engine,
      open,
      engineDb,
      db,
      tenant,
      newId,
      end: survey.end,
      counts,
    });
    const source = { tenant: profile.tenant, source: profile.name, file: basename(survey.file), until: survey.end };
    const windows = Array.from({ length: WINDOWS }, () =>
      createWindow({ engine, engineDb, db, source, newId, wall, tally, end: survey.end, lives }),
    );
    try {
      await passAll(options, { rows: readRows(survey.file, profile, survey.at), db, tally, driver, windows });
    } finally {
      await engine.close();
    }
  });
  if (!alone) throw new CommandFailure(`Another import into ${profile.tenant} is at work: let it end first.`);
  return { survey, tally: inOrder(tally), counts, ms: wall() - started, watcher };
}

interface Passing {
  readonly rows: AsyncGenerator<ImportedCase | RefusedRow>;
  readonly db: Db;
  readonly tally: Tally;
  readonly driver: Driver;
  readonly windows: readonly ImportWindow[];
}

/** All rows through the windows. When one of them cannot go on, the others end after the round in hand. */
async function passAll(
  { survey, ended, progress = () => {}, stop }: ImportOptions,
  { rows, db, tally, driver, windows }: Passing,
): Promise<void> {
  let left = true;
  let halted = false;

  const take = async (room: number): Promise<readonly ImportedCase[]> => {
    await refuseCompany(db);
    const records: ImportedCase[] = [];
    while (left && records.length < room) {
      const { done, value } = await rows.next();
      if (done) left = false;
      else if ('refused' in value) tally.refused.push(value);
      else if (ended && value.ending.kind === 'open') tally.leftOut += 1;
      else records.push(value);
    }
    return records;
  };
  const pass = async (window: ImportWindow): Promise<void> => {
    while ((left || window.size() > 0) && !halted && !stop?.aborted) {
      const room = ORDERS - window.size();
      if (left && room >= BITE) await window.takeUp(await take(room));
      await window.letGo(await driver.round(window.all()));
      progress(rowsDone(tally), survey.rows);
    }
  };

  const ends = await Promise.allSettled(
    windows.map((window) =>
      pass(window).catch((error: unknown) => {
        halted = true;
        throw error;
      }),
    ),
  );
  await rows.return(undefined);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (rowsDone(tally) < survey.rows) {
    throw new CommandFailure(`Stopped after ${rowsDone(tally)} of ${survey.rows} rows. The same command goes on from there.`);
  }
}

async function refuseCompany(db: Db): Promise<void> {
  if ((await enginesAtWork(db)) > 0) {
    throw new CommandFailure(
      'Another process of six-order works on this database (start, api or worker). Its clock would fire the deadlines of the past with today’s date: end it, import, and start it again.',
    );
  }
}
