// What a process keeps of the orders it just committed saves a reading, and is never believed against the database.
import type { OrderId } from '@six-order/engine';
import { FrozenOrderError } from '@six-order/engine';
import type { Command, Engine } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, clerk, DAY } from '../harness/toy.ts';

const desk = await openLoanDesk();

/** An engine, and the names of the statements that it has sent. */
function watched(): { readonly engine: Engine; readonly sent: string[] } {
  const sent: string[] = [];
  const wrap = (pool: Pool): Pool =>
    new Proxy(pool, {
      get(target, key) {
        if (key !== 'query') return Reflect.get(target, key) as unknown;
        return (config: { name?: string }) => {
          if (config.name?.startsWith('orders-')) sent.push(config.name.startsWith('orders-commit') ? 'commit' : 'load');
          return target.query(config as never);
        };
      },
    });
  return { engine: desk.open({ wrap }), sent };
}

const here = watched();
const there = desk.open();

const send = (engine: Engine, order: OrderId, type: string, input: object = {}, more: Partial<Command> = {}) =>
  engine.execute({ order, type, input, actor: borrower, ...more });
const place = async (input: object = {}) =>
  applied(await here.engine.execute({ workflow: 'loan', type: 'place', input: { item: 'drill', ...input }, actor: borrower })).id;

/** What `here` sends meanwhile. */
async function sending(work: () => Promise<unknown>): Promise<string[]> {
  here.sent.length = 0;
  await work();
  return [...here.sent];
}

test('a command on an order just committed here needs no reading', async () => {
  const id = await place();
  expect(await sending(() => send(here.engine, id, 'take'))).toEqual(['commit']);
  expect(await sending(() => send(here.engine, id, 'note', { text: '便条' }))).toEqual(['commit']);
  expect(await here.engine.verify(id)).toBe(true);
  expect(await here.engine.replay(id)).toMatchObject({ same: true });
  // An idempotency key must be looked for whatever is known of the order; opening one without a key reads nothing.
  expect(await sending(() => send(here.engine, id, 'renew', { days: 2 }, { key: 'k' }))).toEqual(['load', 'commit']);
  expect(await sending(() => place())).toEqual(['commit']);
});

test('what a clock moves is kept on only when it was kept before', async () => {
  const known = await place();
  applied(await send(here.engine, known, 'take'));
  const strange = applied(await there.execute({ workflow: 'loan', type: 'place', input: { item: 'saw' }, actor: borrower })).id;
  applied(await send(there, strange, 'take'));
  // The first reminders of both loans, and what else stands here.
  desk.clock.advance(4 * DAY);
  expect(await desk.tick(here.engine)).toBeGreaterThanOrEqual(2);
  expect(await sending(() => send(here.engine, known, 'note', { text: '便条' }))).toEqual(['commit']);
  expect(await sending(() => send(here.engine, strange, 'note', { text: '便条' }))).toEqual(['load', 'commit']);
});

const cancel = { type: 'cancel', input: {} };
const take = { type: 'take', input: {} };
const note = { type: 'note', input: { text: '便条' } };
const giveBack = { type: 'giveBack', input: { condition: 'good' } };

test.each([
  { what: 'goes on from what another process did', first: take, second: note, kind: 'applied' },
  { what: 'is allowed by what another process did', first: take, second: giveBack, kind: 'applied' },
  { what: 'is refused by what another process did', first: cancel, second: take, kind: 'not-allowed' },
  { what: 'is right about the revision another process made', first: take, second: { ...note, revision: 2 }, kind: 'applied' },
  { what: 'is stale at the revision before it', first: take, second: { ...note, revision: 1 }, kind: 'stale' },
])('a command here $what', async ({ first, second, kind }) => {
  const id = await place();
  expect(await send(there, id, first.type, first.input)).toMatchObject({ kind: 'applied' });
  expect(await here.engine.execute({ order: id, actor: borrower, ...second })).toMatchObject({ kind });
  expect(await there.verify(id)).toBe(true);
  expect(await there.replay(id)).toMatchObject({ same: true });
});

test('a refusal rests on rows just read, and leaves the order as it was', async () => {
  const id = await place();
  expect(await sending(() => send(here.engine, id, 'giveBack', { condition: 'good' }))).toEqual(['load']);
  expect(await sending(() => send(here.engine, id, 'take', {}, { actor: clerk }))).toEqual(['load']);
  expect(await send(here.engine, id, 'take')).toMatchObject({ kind: 'applied', order: { revision: 2 } });
});

test('an order erased by another process takes nothing personal, and goes on without', async () => {
  const id = await place({ wish: '红色的' });
  await there.erase(id);
  await expect(send(here.engine, id, 'note', { text: '便条' })).rejects.toThrow(FrozenOrderError);
  expect(await desk.query('select id from sealed_values where order_id = $1', [id])).toEqual([]);
  expect(await send(here.engine, id, 'take')).toMatchObject({ kind: 'applied', order: { revision: 2 } });
  expect(await there.verify(id)).toBe(true);
});

test('of a batch only what is not known is read, and each gets its own answer', async () => {
  const [known, moved] = [await place(), await place()];
  const strange = applied(await there.execute({ workflow: 'loan', type: 'place', input: { item: 'saw' }, actor: borrower })).id;
  applied(await send(there, moved, 'cancel'));
  const outcomes = await here.engine.executeMany([
    { order: known, type: 'take', input: {}, actor: borrower },
    { order: moved, type: 'take', input: {}, actor: borrower },
    { order: strange, type: 'take', input: {}, actor: borrower },
    { workflow: 'loan', type: 'place', input: { item: 'none' }, actor: borrower },
  ]);
  expect(outcomes.map((outcome) => (outcome as { kind: string }).kind)).toEqual(['applied', 'not-allowed', 'applied', 'invalid']);
});
