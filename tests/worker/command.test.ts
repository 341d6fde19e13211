// The effect `command`: orders reach each other by it, as the system of their county and with no more than its powers.
import { randomUUID } from 'node:crypto';
import { authorizeWith } from '@six-order/community/authority/authority';
import type { Json, OrderId } from '@six-order/engine';
import type { OutboxRow } from '@six-order/engine/runtime';
import { handlers } from '@six-order/worker';
import { expect, test } from 'vitest';
import { openTower, until } from './tower.ts';

const HOUR = 3_600_000;
const judge = authorizeWith(() => []);

/** The test's own actor may do all; the system is judged as in earnest. */
const openStrictTower = () => openTower({ authorize: (ask) => (ask.actor.role === 'tester' ? 'allowed' : judge(ask)) });

type Tower = Awaited<ReturnType<typeof openStrictTower>>;

async function twoBells(tower: Tower): Promise<readonly [OrderId, OrderId]> {
  const [first, second] = await tower.hang(2, tower.time.now + HOUR);
  if (!first || !second) throw new Error('no bells');
  return [first, second];
}

/** A row as the outbox gives it to the handler. */
const row = (order: OrderId, params: { readonly [key: string]: Json }, tenant = 'test'): OutboxRow => ({
  id: randomUUID(),
  order,
  seq: 1,
  tenant,
  type: 'command',
  params,
  at: 0,
  attempts: 0,
  dead: false,
});

const deliver = (tower: Tower, ...rows: readonly OutboxRow[]) =>
  handlers.command({ engine: tower.engine, load: { ours() {}, offersFrom: () => null } } as never, rows);

test('an order opens another, once however often it is delivered, and names itself to it', async () => {
  const tower = await openStrictTower();
  const [order] = await twoBells(tower);
  const opening = row(order, { workflow: 'bell', type: 'open', input: { ringAt: 0 }, sender: 'number' });
  expect(await deliver(tower, opening)).toEqual([null]);
  expect(await deliver(tower, opening, opening)).toEqual([null, null]);
  const opened = await tower.query<{ id: string; actor: string }>(
    `select o.id, j.entry::jsonb->'actor'->>'role' as actor from orders o join journal j on j.order_id = o.id where number = $1`,
    [order],
  );
  expect(opened).toEqual([{ id: expect.any(String), actor: 'system' }]);
});

test('an order sends another a command through outbox and queue', async () => {
  const tower = await openStrictTower();
  const [order, other] = await twoBells(tower);
  const { engine } = await tower.startProcess();
  await tower.ask(order, 'command', { params: { order: other, type: 'knock', sender: 'from' }, by: engine });
  await until(async () => (await tower.count('outbox')) === 0);
  expect((await tower.engine.get(other))?.snapshot.context).toMatchObject({ knocks: [order] });
  expect(await tower.engine.journal(other)).toMatchObject([
    { type: 'open' },
    { type: 'knock', actor: { person: null, post: null, role: 'system' }, input: { from: order } },
  ]);
});

test('an order sends itself a command', async () => {
  const tower = await openStrictTower();
  const [order] = await twoBells(tower);
  expect(await deliver(tower, row(order, { order: 'self', type: 'knock', sender: 'from' }))).toEqual([null]);
  expect((await tower.engine.get(order))?.snapshot.context).toMatchObject({ knocks: [order] });
});

test('a command that does not name the system among its senders is a dead letter, and its neighbours are not held up', async () => {
  const tower = await openStrictTower();
  const [order, other] = await twoBells(tower);
  const { engine } = await tower.startProcess();
  await tower.ask(order, 'command', { params: { order: other, type: 'ask', input: { effect: 'tell' } }, by: engine });
  await tower.ask(order, 'command', { params: { order: other, type: 'knock', sender: 'from' }, by: engine });
  await until(async () => (await tower.query('select from outbox where dead_at is null')).length === 0);
  expect(await tower.query('select attempts, error from outbox')).toEqual([
    { attempts: 1, error: 'RefusedCommandError forbidden' },
  ]);
  expect(await tower.engine.journal(other)).toMatchObject([{ type: 'open' }, { type: 'knock' }]);
});

test.each([
  ['an unknown order', { order: '018f0000-0000-7000-8000-000000000000', type: 'knock' }, 'RefusedCommandError not-found'],
  ['an unknown workflow', { workflow: 'no-such', type: 'open' }, 'RefusedCommandError invalid'],
  ['not its opening command', { workflow: 'bell', type: 'knock' }, 'RefusedCommandError invalid'],
  ['neither order nor workflow', { type: 'knock' }, 'TerminalError'],
])('%s is refused for good', async (_, params, name) => {
  const tower = await openStrictTower();
  const [order] = await twoBells(tower);
  expect(await deliver(tower, row(order, params))).toMatchObject([{ name }]);
});

test('it reaches no order of another county', async () => {
  const tower = await openStrictTower();
  const [order, other] = await twoBells(tower);
  const params = { order: other, type: 'knock', sender: 'from', optional: true };
  expect(await deliver(tower, row(order, params, 'elsewhere'))).toMatchObject([{ name: 'RefusedCommandError not-found' }]);
});

test('news passes an order by whose version does not know it, or whose state takes it no more; other refusals stay', async () => {
  const tower = await openStrictTower();
  const [order, other] = await twoBells(tower);
  const news = (type: string, input: { readonly [key: string]: Json } = {}) =>
    row(order, { order: other, type, input, optional: true });
  expect(await deliver(tower, news('shout'))).toEqual([null]);
  expect(await deliver(tower, news('knock', { from: 7 }))).toMatchObject([{ name: 'RefusedCommandError invalid' }]);
  tower.set(tower.time.now + HOUR);
  await tower.startProcess();
  await until(async () => (await tower.engine.journal(other)).length === 2);
  expect(await deliver(tower, news('knock', { from: order }))).toEqual([null]);
  expect(await deliver(tower, row(order, { order: other, type: 'knock', input: { from: order } }))).toMatchObject([
    { name: 'RefusedCommandError not-allowed' },
  ]);
});

test('what is to happen once happens by the first who asks; another who says it otherwise passes where it is mere news', async () => {
  const tower = await openStrictTower();
  const [order, other] = await twoBells(tower);
  const open = (from: OrderId, more: { readonly [key: string]: Json }) =>
    row(from, { workflow: 'bell', type: 'open', key: 'once', input: { ringAt: 0, number: 'once' }, ...more });
  expect(await deliver(tower, open(order, {}), open(other, {}))).toEqual([null, null]);
  const otherwise = { input: { ringAt: 0, number: 'otherwise' } };
  expect(await deliver(tower, open(other, { ...otherwise, optional: true }))).toEqual([null]);
  expect(await deliver(tower, open(other, otherwise))).toMatchObject([{ name: 'RefusedCommandError key-reused' }]);
  expect(await tower.query("select number from orders where number in ('once', 'otherwise')")).toEqual([{ number: 'once' }]);
});
