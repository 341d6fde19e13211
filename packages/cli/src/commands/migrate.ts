// `six-order migrate`: brings the database to this release and, when asked, open orders to the newest version of their workflow and their
// faces to what this release says of them.
import { authorizeWith } from '@six-order/community/authority/authority';
import { openClock } from '@six-order/community/demo/clock';
import { openTables } from '@six-order/community/tables';
import { createEngine, openPool } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import { moveOrders, type Moved } from '@six-order/workflows/move-orders';
import { refuseUnfinished } from '../backup/read-backup.ts';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { drawFaces, type Drawn } from '../draw-faces.ts';
import { type OpenedKeys, openKeys } from '../keys.ts';
import { migrateAll } from '../migrations.ts';
import { newId } from '../new-id.ts';
import { refuseBeforeMigrating } from '../other-keys.ts';
import { progress, report, say } from '../screen.ts';

/** Named one by one on screen. */
const NAMED = 100;

interface MigrateOptions {
  /** Moves open orders on, too. */
  readonly orders: boolean;
  readonly json: boolean;
}

export async function migrate({ orders, json }: MigrateOptions): Promise<0> {
  const configuration = readConfiguration(process.env);
  const keys = await openKeys(configuration);
  const database = await openDatabase(configuration, say);
  try {
    await refuseUnfinished(database.url);
    if (orders) await refuseBeforeMigrating(database.url, keys, say);
    const applied = await migrateAll(database.url);
    const brought = orders ? await bringOrders(database.url, configuration, keys) : null;
    const counted = brought && { faces: brought.faces, orders: countLeft(brought.orders) };
    report(json, { applied, ...counted }, () =>
      [
        ...(applied.length === 0 ? ['The database is up to date.'] : applied.map((name) => `applied ${name}`)),
        ...(brought ? [sayMoved(brought.orders), sayDrawn(brought.faces)] : []),
      ].join('\n'),
    );
    return 0;
  } finally {
    await database.close();
  }
}

/** For whoever reads it by a program: `left` is a number, as it always was; which they are and why stands in `unmoved`. */
const countLeft = ({ moved, left }: Moved) => ({ moved, left: left.length, unmoved: left });

async function bringOrders(
  url: string,
  configuration: Configuration,
  keys: OpenedKeys,
): Promise<{ readonly orders: Moved; readonly faces: Drawn }> {
  const pools = [openPool(url, 'engine', { max: 2 }), openPool(url, 'app', { max: 1 })] as const;
  const [engineDb, db] = pools;
  const clock = await openClock({ db: openTables(db), demo: configuration.demo });
  const engine = createEngine({
    db: engineDb,
    workflows,
    authorize: authorizeWith(() => []),
    // A migration asks for none.
    facts: async (asks) => asks.map(() => ({ issues: [{ path: [], message: 'only migrations are taken here' }] })),
    seal: keys.keyring,
    now: clock.now,
    newId,
  });
  try {
    const orders = await withBar('orders moved', (told) => moveOrders({ engine, told }));
    return { orders, faces: await withBar('orders looked at', (told) => drawFaces(engine, told)) };
  } finally {
    await engine.close();
    await clock.close();
    await Promise.all(pools.map((pool) => pool.end()));
  }
}

async function withBar<T>(what: string, work: (told: (done: number) => void) => Promise<T>): Promise<T> {
  const bar = progress(what, 0);
  try {
    return await work((done) => bar.update(done));
  } finally {
    bar.end();
  }
}

const sayDrawn = ({ drawn, left }: Drawn): string =>
  [
    drawn === 0
      ? 'The desks show every open order as it stands.'
      : `${drawn} open ${drawn === 1 ? 'order was' : 'orders were'} written by a process of the release before: the desks show ${drawn === 1 ? 'it' : 'them'} as ${drawn === 1 ? 'it stands' : 'they stand'} now.`,
    ...(left.length === 0
      ? []
      : [
          `${left.length} cannot be read and ${left.length === 1 ? 'is' : 'are'} shown as before:`,
          ...sayLeft(left),
          'One whose snapshot cannot be read was changed outside the application: compare it with a backup. Of one whose face cannot be made tell who develops the release. Then run this again.',
        ]),
  ].join('\n');

const sayMoved = ({ moved, left }: Moved): string =>
  [
    moved === 0 && left.length === 0
      ? 'Every open order runs on the newest version of its workflow.'
      : `${moved} open ${moved === 1 ? 'order was' : 'orders were'} moved to the next version of the workflow.`,
    ...(left.length === 0
      ? []
      : [
          `${left.length} could not be moved and ${left.length === 1 ? 'stands as it stood, and goes on by the version that it has' : 'stand as they stood, and go on by the version that they have'}:`,
          ...sayLeft(left),
          'One that was busy, or where the database did not answer: run this again. One whose snapshot cannot be read was changed outside the application: it stands still until it is put right; compare it with a backup. Of any other tell who develops the release its id and what stands beside it: neither says anything of a person.',
        ]),
  ].join('\n');

const sayLeft = (left: readonly { readonly id: string; readonly why: string }[]): readonly string[] => [
  ...left.slice(0, NAMED).map(({ id, why }) => `  ${id}: ${why}`),
  ...(left.length > NAMED ? [`  and ${left.length - NAMED} more: --json names them all.`] : []),
];
