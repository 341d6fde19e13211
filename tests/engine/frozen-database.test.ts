// A database that answers no more though its connections stand: a frozen machine, a line that lets nothing through.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { openTables } from '@six-order/community/tables';
import { isUnreachable, openPool } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { RetryableError } from '@six-order/engine';
import { afterAll, expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower } from '../harness/toy.ts';

const desk = await openLoanDesk();

/** A way to the database on which answers can be held back; what is asked is still done there. */
async function openFrozenLine(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => (client.destroy(), upstream.destroy()));
    }
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk) => void (frozen || client.write(chunk)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const way = new URL(url);
  way.hostname = '127.0.0.1';
  way.port = String((server.address() as { readonly port: number }).port);
  return { url: way.href, freeze: (on: boolean) => void (frozen = on) };
}

/** Nobody wants to wait for as long as it takes in earnest. */
function impatient(pool: Pool): Pool {
  pool.on('connect', (client) => {
    (client as unknown as { connection: { stream: Socket } }).connection.stream.setTimeout(300);
  });
  afterAll(() => pool.end());
  return pool;
}

test('what is not answered in time is given up; with its key it is applied once when the answers come again', async () => {
  const line = await openFrozenLine(desk.url);
  const pool = impatient(openPool(line.url, 'engine', { max: 2 }));
  const engine = desk.open({ wrap: () => pool });
  const order = await desk.place();
  const lend = { order: order.id, type: 'note', input: { text: 'twice' }, actor: borrower, key: 'frozen' };
  expect((await engine.get(order.id))?.revision).toBe(1);

  line.freeze(true);
  await expect(engine.execute(lend)).rejects.toBeInstanceOf(RetryableError);

  line.freeze(false);
  applied(await engine.execute(lend));
  expect(await desk.journal(order.id)).toEqual(['place', 'note']);
});

test('a transaction that was begun and not answered leaves no connection behind for the next one to stand in', async () => {
  const line = await openFrozenLine(desk.url);
  const pool = impatient(openPool(line.url, 'app', { max: 1 }));
  await pool.query('create temp table said (word text)');
  line.freeze(true);
  const reading = openTables(pool)
    .transaction()
    .execute((trx) => trx.selectFrom('units').select('id').execute());
  await expect(reading).rejects.toSatisfy(isUnreachable);
  line.freeze(false);
  const { rows } = await pool.query(`select to_regclass('said') as said, pg_current_xact_id_if_assigned() as inside`);
  expect(rows).toEqual([{ said: null, inside: null }]);
  await pool.query(
    `insert into idempotency_keys (key, digest, order_id, at) values ('\\x00', '\\x00', gen_random_uuid(), now())`,
  );
  expect(await desk.query(`select count(*)::int as count from idempotency_keys where key = '\\x00'`)).toEqual([{ count: 1 }]);
});
