// Our engine as a peer of the comparison harness: `node peer.ts FOLDER`, PG_URL as its other peers take it. The harness
// makes the load, times it and prints the JSON line; we only say how a command is done.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OrderId } from '@six-order/engine';
import { checkRows, openOrders8 } from './rig.ts';
import type { NewState } from './workflow.ts';

/** What we use of its `lib.mjs`. */
interface Harness {
  readonly PG_URL: string;
  readonly CONCURRENCY: readonly number[];
  readonly DURABLE_PG: string;
  newState(id: string): NewState;
  runLoad(load: {
    readonly peer: string;
    readonly version: string;
    readonly workload: string;
    readonly concurrency: number;
    readonly durable: string;
    readonly countClient: boolean;
    readonly open: () => Promise<{ order?: OrderId }>;
    readonly command: (id: string, k: number, session: { order?: OrderId }) => Promise<void>;
    readonly check: (acknowledged: number) => Promise<true | string>;
    readonly extra: object;
  }): Promise<void>;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('name the harness’s folder');
const harness = (await import(pathToFileURL(join(folder, 'lib.mjs')).href)) as Harness;
const { citizen, notes } = harness.newState('');

for (const concurrency of harness.CONCURRENCY) {
  const rig = await openOrders8(harness.PG_URL, { citizen, notes });
  await harness.runLoad({
    peer: 'six-order',
    version: 'this checkout',
    workload: 'orders8/engine',
    concurrency,
    durable: harness.DURABLE_PG,
    // The harness counts the statements of its own copy of `pg`.
    countClient: false,
    open: async () => ({}),
    async command(_, k, session) {
      session.order = await rig.command(k, session.order);
    },
    check: (acknowledged) => checkRows(rig.db, acknowledged),
    // Read when the line is printed.
    extra: {
      get batch() {
        const { commands, batches } = rig.engine.stats();
        return Math.round((10 * commands) / batches) / 10;
      },
    },
  });
  await rig.close();
}
