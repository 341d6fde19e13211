// The database goes away under load and comes back: what clients and probes see meanwhile.
import { setTimeout as wait } from 'node:timers/promises';
import { personas } from '@six-order/community/demo/personas';
import type { Answer } from './client.ts';
import { PATIENCE_MS, until } from './poll.ts';
import type { Rig } from './rig.ts';
import type { Chance } from './seeded.ts';

export interface Outage {
  /** Distinct answers to what needs the database: status and Retry-After. */
  readonly requests: readonly string[];
  /** Distinct answers of `/readyz`, from the first that says no on. */
  readonly readiness: readonly string[];
  /** Distinct answers of `/healthz`. */
  readonly health: readonly string[];
}

const HOUR = 3_600_000;
const DRIVERS = 12;
const PROBE_EVERY_MS = 100;

/** Takes the database away for `goneMs`, in the middle of commands, timers and effects; all goes on when it resolves. */
export async function playDatabaseGone(
  rig: Rig,
  { goneMs, chance }: { readonly goneMs: number; readonly chance: Chance },
): Promise<Outage> {
  const load = rig.load(chance, DRIVERS);
  await load.more(60);
  const order = await anOrder(rig);
  await rig.clock.set(rig.clock.now() + 5 * HOUR);
  await rig.postgres.stop();

  const requests = new Set<string>();
  const readiness = new Set<string>();
  const health = new Set<string>();
  const isReady = async () => (await rig.client.ask('GET', '/readyz')).status === 200;
  const place = { category: '0101', unit: personas.resident.unit, text: '断电时' };
  await until('the API says that it is not ready', PATIENCE_MS, async () => !(await isReady()));
  for (const end = Date.now() + goneMs; Date.now() < end; await wait(PROBE_EVERY_MS)) {
    const answers = await Promise.all([
      rig.client.ask('POST', '/api/v1/orders', { as: 'resident', body: place }),
      rig.client.ask('POST', `/api/v1/orders/${order}/commands`, {
        as: 'resident',
        body: { type: 'note', input: { text: '断电时' } },
      }),
      rig.client.ask('GET', `/api/v1/orders/${order}`, { as: 'resident' }),
      rig.client.ask('GET', '/api/v1/orders?desk=dispatch', { as: 'secretary' }),
      rig.client.ask('GET', '/api/v1/notices', { as: 'resident' }),
    ]);
    for (const answer of answers) requests.add(shown(answer));
    const { status, json } = await rig.client.ask('GET', '/readyz');
    readiness.add(`${status} ready ${json.ready} database ${json.database}`);
    health.add(String((await rig.client.ask('GET', '/healthz')).status));
  }
  await rig.postgres.start();
  await until('the API is ready again', PATIENCE_MS, isReady);
  await load.more(60);
  await load.stop();
  return { requests: [...requests], readiness: [...readiness], health: [...health] };
}

const shown = ({ status, headers }: Answer): string => `${status} Retry-After ${headers.get('retry-after')}`;

async function anOrder({ client }: Rig): Promise<string> {
  const { told } = await client.place('resident', { category: '0101', unit: personas.resident.unit, text: '停电之前' });
  if (told?.kind !== 'acknowledged') throw new Error('the order was not placed');
  return told.order;
}
