// A database that answers no more though its connections stand: a frozen machine, a line that lets nothing through.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { openPool } from '@six-order/engine/runtime';
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
  // Nobody wants to wait for as long as it takes in earnest.
  way.searchParams.set('query_timeout', '300');
  return { url: way.href, freeze: (on: boolean) => void (frozen = on) };
}

test('what is not answered in time is given up; with its key it is applied once when the answers come again', async () => {
  const line = await openFrozenLine(desk.url);
  const pool = openPool(line.url, 'engine', { max: 2 });
  afterAll(() => pool.end());
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

test.for([
  ['app', true],
  ['auth', true],
  ['engine', true],
  ['owner', false],
] as const)('the pool of %s gives up what is not answered: %s', async ([role, givesUp]) => {
  const pool = openPool(desk.url, role, { max: 1 });
  const { query_timeout: ms = 0 } = pool.options;
  // Longer than the server's own limit, so that the server says what was the matter whenever it can.
  expect(ms > 15_000).toBe(givesUp);
  await pool.end();
});
