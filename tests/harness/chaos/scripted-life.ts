// A life of an order as a script, and a process that plays it: commands, timers, effects, one statement after the other.
import { createNumbers } from '@six-order/community/numbers/number-store';
import { createFacts } from '@six-order/community/facts';
import { authorizeWith } from '@six-order/community/authority/authority';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { openTables } from '@six-order/community/tables';
import { newId } from '@six-order/cli/new-id';
import type { OrderId } from '@six-order/engine';
import { createEngine, leaseDueTimers, offerOutbox, openPool, type Engine } from '@six-order/engine/runtime';
import { deliver, handlers } from '@six-order/worker';
import { workflows } from '@six-order/workflows/all';
import { openStreet, toMember } from '../street.ts';

export const START = Date.parse('2026-03-02T09:00:00+08:00');
const LEASE_MS = 15_000;
const OFFER_MS = 30_000;

/** Closed after the one test file that plays in it: another of the same process would find it closed. */
export const street = await openStreet();
/** Real time; it never goes back. */
let wall = START;
/** Lets pass what leases and offers last. */
export const letLeasesEnd = (): void => void (wall += OFFER_MS);

/** What a process does for an order. */
export function openProcess(url: string) {
  const engineDb = openPool(url, 'engine', { max: 2 });
  const db = openPool(url, 'app', { max: 2 });
  const tables = openTables(db);
  const engine: Engine = createEngine({
    db: engineDb,
    workflows,
    authorize: authorizeWith(street.directory.holdsOf),
    facts: createFacts({
      directory: street.directory,
      numbers: createNumbers(tables),
      orderOf: (order) => engine.get(order as OrderId),
    }),
    seal: street.keyring,
    now: street.clock.now,
    newId,
  });
  const log = { info() {}, warn() {}, error() {} };
  const tools = { db: tables, engine, directory: street.directory, load: { ours() {}, offersFrom: () => null, pause: () => 0 } };
  return {
    engine,
    async fireAll(): Promise<void> {
      for (;;) {
        const due = await leaseDueTimers(db, { now: street.clock.now(), wall, limit: 100, leaseMs: LEASE_MS });
        if (due.length === 0) return;
        for (const fired of await engine.fire(due)) if (fired instanceof Error) throw fired;
      }
    },
    async deliverAll(): Promise<void> {
      for (;;) {
        const rows = await offerOutbox(db, { wall, limit: 100, againMs: OFFER_MS });
        if (rows.length === 0) return;
        await deliver(
          { pool: db, tools, handlers, wall: () => wall, log },
          rows.map(({ id }) => id),
        );
      }
    },
    async close(): Promise<void> {
      await Promise.all([engine.close(), engineDb.end(), db.end()]);
    },
  };
}
export type Process = ReturnType<typeof openProcess>;

/** One run of a life. */
export interface Run {
  readonly name: string;
  order: OrderId | null;
}
export type Step = (process: Process, run: Run) => Promise<void>;

let commands = 0;
const send = (as: PersonaName, type: string, input: Record<string, unknown> = {}): Step => {
  const command = (commands += 1);
  return async ({ engine }, run) => {
    const target = run.order === null ? { workflow: 'six-order' } : { order: run.order };
    const outcome = await engine.execute({ ...target, type, input, actor: street.actor(as), key: `${run.name} ${command}` });
    if (outcome.kind !== 'applied') throw new Error(`${type}: ${JSON.stringify(outcome)}`);
    run.order = outcome.order.id;
  };
};
const tell: Step = (process) => process.deliverAll();
/** Everything that becomes due within so many hours of the start fires, each in its time. */
const upTo =
  (hours: number): Step =>
  async (process) => {
    const to = START + hours * 3_600_000;
    for (let due = await nextDue(); due !== null && due <= to; due = await nextDue()) {
      street.clock.set(due);
      await process.fireAll();
    }
    street.clock.set(to);
  };

async function nextDue(): Promise<number | null> {
  const { rows } = await street.db.query(`select round(extract(epoch from min(due_at)) * 1000)::float8 as due from timers`);
  return rows[0].due;
}

const place = send('resident', 'place', {
  category: '0201',
  text: '停水了',
  unit: personas.resident.unit,
  contact: { name: '甲某', phone: '13800000000' },
  publishConsent: true,
});
const admit = send('secretary', 'admit');

/** Every kind of statement once: opening, a further command, clocks, effects; ended by the resident. */
export const shortLife: readonly Step[] = [
  place,
  tell,
  admit,
  upTo(1.2),
  tell,
  send('resident', 'withdraw', { reason: '来水了' }),
  tell,
];

/** From placing to evaluation, with overdue clocks and a bad evaluation. */
export const wholeLife: readonly Step[] = [
  place,
  tell,
  upTo(0.6),
  admit,
  send('secretary', 'dispatch', { ...toMember, note: '请尽快' }),
  tell,
  upTo(2),
  tell,
  send('member', 'accept'),
  send('member', 'finish', { result: '已修好' }),
  send('resident', 'evaluate', { solved: 'no', stars: 1, comment: '还是没水' }),
  tell,
  send('member', 'finish', { result: '换了阀门' }),
  send('resident', 'evaluate', { solved: 'yes', stars: 5 }),
  send('publisher', 'skipPublication'),
  tell,
];
