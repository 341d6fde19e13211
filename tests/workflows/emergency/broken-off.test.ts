// A process that dies anywhere while orders follow into an emergency: another goes on, and each order follows once.
import { demoCommunity, demoStreet } from '@six-order/community/demo/personas';
import { newId } from '@six-order/cli/new-id';
import type { OrderId } from '@six-order/engine';
import { contextOf as emergencyOf } from '@six-order/workflows/emergency/face';
import { deliver, handlers } from '@six-order/worker';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { opened } from '../recorder.ts';

const street = await openStreet();
const ORDERS = 240;

/** Delivers what waits; the process dies after so many commands to orders. */
async function work(dies = Number.POSITIVE_INFINITY): Promise<void> {
  let sent = 0;
  const engine: typeof street.engine = {
    ...street.engine,
    async executeMany(commands) {
      if (sent >= dies) throw new Error('the process died');
      const some = commands.slice(0, dies - sent);
      sent += some.length;
      const outcomes = await street.engine.executeMany(some);
      if (some.length < commands.length) throw new Error('the process died');
      return outcomes;
    },
  };
  for (;;) {
    const { rows } = await street.db.query<{ id: string; type: string }>(
      'select id, type from outbox where dead_at is null order by at, id limit 500',
    );
    if (rows.length === 0) return;
    await deliver(
      {
        pool: street.db,
        tools: {
          db: street.tables,
          engine,
          directory: street.directory,
          load: { ours() {}, offersFrom: () => null },
          rules: street.rules,
        },
        handlers,
        wall: street.clock.now,
        log: { info() {}, warn() {}, error() {} },
      },
      rows.map(({ id }) => id),
    );
    if (sent >= dies) return;
  }
}

test('whenever it dies, on the way in and out, every order has followed once in the end', async () => {
  const ids: OrderId[] = [];
  for (let n = 0; n < ORDERS; n += 1) ids.push((await street.place({ category: '0101' })).id);
  await street.engine.executeMany(ids.map((order) => ({ order, type: 'admit', input: {}, actor: street.actor('secretary') })));
  await work();
  const document = '望应急〔2026〕3号';
  const id = opened(
    await street.as('street').open('emergency', 'propose', { hazard: 'flood', level: 'II', scope: [demoStreet], document }),
  );
  await street.as('leader').send(id, 'confirm');
  const dying = [1, 37, 100, 101, 150, 199, 240, 241, 242];
  for (const dies of dying) await work(dies);
  await work();
  expect(emergencyOf((await street.get(id)).snapshot)).toMatchObject({
    switching: { direction: 'on', doneAt: expect.any(Number) },
    // However often a page was begun again.
    entered: ORDERS,
  });
  await street.as('street').send(id, 'end');
  for (const dies of dying) await work(dies);
  await work();
  const { rows } = await street.db.query(
    `select entry::jsonb ->> 'type' as type, count(*)::int as entries, count(distinct order_id)::int as orders from journal
      where entry::jsonb ->> 'type' in ('enterEmergency', 'leaveEmergency', 'followed') group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { type: 'enterEmergency', entries: ORDERS, orders: ORDERS },
    { type: 'followed', entries: 2, orders: 1 },
    { type: 'leaveEmergency', entries: ORDERS, orders: ORDERS },
  ]);
  const { rows: left } = await street.db.query(`select id from orders where 'suspended' = any(labels)`);
  expect(left).toEqual([]);
});

test('what its own ended orders say is destroyed, each once however its areas lie, by a process that goes on where another died', async () => {
  const document = '望应急〔2026〕4号';
  const ended = async (category: string) => {
    const { id } = await street.place({ category });
    await street.as('resident').send(id, 'withdraw');
    return id;
  };
  street.clock.advance(60_000);
  const before = await ended('0101');
  street.clock.advance(60_000);
  const id = opened(
    await street.as('street').open('emergency', 'propose', { hazard: 'flood', level: 'II', scope: [demoStreet], document }),
  );
  await street.as('leader').send(id, 'confirm');
  await work();
  await street.rules.refresh();
  const from = street.clock.now();
  street.clock.advance(60_000);
  const due = [await ended('1201'), await ended('1202'), await ended('1201')];
  const others = [before, await ended('0101'), (await street.place({ category: '1201' })).id];
  const until = street.clock.now();
  street.clock.advance(60_000);
  others.push(await ended('1201'));

  const [own, parts] = [demoStreet, demoCommunity].map((code) => street.directory.unitByCode('522326', code)?.path ?? '');
  const params = { scope: [parts ?? '', own ?? ''], from, until };
  const row = { id: newId(), order: id, seq: 1, tenant: '522326', type: 'destroy', params, at: until, attempts: 0, dead: false };
  const recorded: string[] = [];
  const destroyBy = (dies: number) =>
    handlers.destroy(
      {
        db: street.tables,
        engine: street.engine,
        directory: street.directory,
        load: { ours() {}, offersFrom: () => null },
        privacy: {
          keyring: street.keyring,
          now: street.clock.now,
          record: async (erasure) => {
            if (recorded.length >= dies) throw new Error('the process died');
            recorded.push('order' in erasure ? erasure.order : erasure.person);
          },
        },
      },
      [row],
    );
  await expect(destroyBy(2)).rejects.toThrow('died');
  expect(await destroyBy(Number.POSITIVE_INFINITY)).toEqual([null]);
  expect(new Set(recorded)).toEqual(new Set(due));
  const left = await Promise.all([...due, ...others].map(async (order) => (await street.engine.dataKey(order)) !== null));
  expect(left).toEqual([...due.map(() => false), ...others.map(() => true)]);
  for (const order of due) expect(await street.engine.verify(order)).toBe(true);
});
