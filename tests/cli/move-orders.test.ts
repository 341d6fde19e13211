// A release with a new version of a workflow: its open orders are moved on, once each, also when it is broken off.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { drawFaces } from '@six-order/cli/draw-faces';
import { lookAtVersions } from '@six-order/cli/doctor/versions';
import { newId } from '@six-order/cli/new-id';
import { authorizeWith } from '@six-order/community/authority/authority';
import { personas } from '@six-order/community/demo/personas';
import { inHandOf } from '@six-order/community/desks/marks';
import { heldBy } from '@six-order/community/dispatching/in-hand';
import { createFacts } from '@six-order/community/facts';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { RetryableError, type Outcome } from '@six-order/engine';
import { createEngine, openPool } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import { moveOrders } from '@six-order/workflows/move-orders';
import { v1 } from '@six-order/workflows/six-order/v1/workflow';
import { afterAll, expect, test } from 'vitest';
import { countAt } from '../harness/statement-budget.ts';
import { openStreet, testKeys, toMember } from '../harness/street.ts';

const street = await openStreet();
const pool = openPool(street.url, 'engine', { max: 2 });
/** A process of the release before: it knows version 1 only. */
const before = createEngine({
  db: pool,
  workflows: [v1],
  authorize: authorizeWith(street.directory.holdsOf),
  facts: createFacts({ directory: street.directory, numbers: createNumbers(street.tables) }),
  seal: street.keyring,
  now: street.clock.now,
  newId,
});
afterAll(async () => {
  await before.close();
  await pool.end();
});

const input = { category: '0101', text: '漏水', unit: '522326004002', publishConsent: false };
const place = { workflow: 'six-order', type: 'place', input, actor: street.actor('resident') };
const idOf = (outcome: Outcome | Error) => {
  if (outcome instanceof Error || outcome.kind !== 'applied') throw new Error('not placed');
  return outcome.order.id;
};

test('open orders of the version before are moved, page by page; a broken one hinders no other', async () => {
  const old = (await before.executeMany(Array.from({ length: 205 }, () => place))).map(idOf);
  const [withdrawn, dispatched, broken] = old.slice(-3) as [(typeof old)[0], (typeof old)[0], (typeof old)[0]];
  const { id: born } = await street.place(input);
  expect(await street.as('resident').send(withdrawn, 'withdraw')).toMatchObject({ kind: 'applied' });
  expect(await street.as('secretary').send(dispatched, 'admit')).toMatchObject({ kind: 'applied' });
  expect(await street.as('secretary').send(dispatched, 'dispatch', toMember)).toMatchObject({ kind: 'applied' });
  await street.db.query(`update orders set snapshot = '{}' where id = $1`, [broken]);
  expect(await lookAtVersions(street.engine)).toMatchObject({
    status: 'warning',
    detail: expect.stringMatching(/^204 open orders run on an older version/),
  });

  // Broken off after the first page.
  const told: number[] = [];
  expect(await moveOrders({ engine: street.engine, told: (n) => told.push(n), stopped: () => told.length > 0 })).toMatchObject({
    moved: expect.toSatisfy((n: number) => n === 199 || n === 200),
  });
  const rest = 203 - (told[0] ?? 0);
  const seen = await moveOrders({ engine: street.engine });
  const left = [{ id: broken, why: 'six-order@1 could not make a face (TypeError)' }];
  expect(seen).toEqual({ moved: rest, left });
  expect(await moveOrders({ engine: street.engine })).toEqual({ moved: 0, left });

  const journals = await Promise.all(old.map((id) => street.journal(id)));
  expect(journals.filter((types) => types.filter((type) => type === 'migrate').length === 1)).toHaveLength(203);
  expect(await street.journal(withdrawn)).toEqual(['place', 'withdraw']);
  expect(await street.journal(broken)).toEqual(['place']);
  expect(await street.journal(born)).toEqual(['place']);
  expect(await street.engine.replay(dispatched)).toMatchObject({ same: true });
  expect(await street.engine.verify(dispatched)).toBe(true);
  // What version 2 alone has.
  expect(await street.as('member').send(dispatched, 'accept')).toMatchObject({ kind: 'applied', order: { version: 2 } });
  expect(await street.as('member').send(dispatched, 'appoint', { on: '2026-03-06T10:00:00+08:00' })).toMatchObject({
    kind: 'applied',
  });
  await street.db.query('delete from holders where order_id = $1', [broken]);
  await street.db.query('delete from orders where id = $1', [broken]);
});

test('one that is busy is tried again in the same run, and no more often than it helps', async () => {
  type Engine = Parameters<typeof moveOrders>[0]['engine'];
  const behind = new Set(['busy', 'stale', 'late', 'never', 'gone']);
  const tried = new Map<string, number>();
  const outcomeOf = (id: string): unknown => {
    const tries = (tried.get(id) ?? 0) + 1;
    tried.set(id, tries);
    if (id === 'gone') return new TypeError('甲某 has no such field');
    if (id === 'never') return { kind: 'busy', retryAfterSeconds: 1 };
    if (id === 'busy' && tries < 5) return { kind: 'busy', retryAfterSeconds: 1 };
    if (id === 'stale' && tries < 2) return { kind: 'stale' };
    if (id === 'late' && tries < 3) return new RetryableError('the connection was lost');
    behind.delete(id);
    return { kind: 'applied' };
  };
  const engine: Engine = {
    behind: async () => [...behind].map((id) => ({ id: id as never, tenant: '522326' })),
    executeMany: async (commands) => commands.map(({ order }) => outcomeOf(order)) as never,
  };
  expect(await moveOrders({ engine })).toEqual({
    moved: 3,
    left: [
      { id: 'never', why: 'it was busy each time' },
      // Its name alone: its words may quote the order.
      { id: 'gone', why: 'its migration failed (TypeError)' },
    ],
  });
  expect(Object.fromEntries(tried)).toEqual({ busy: 5, stale: 2, late: 3, never: 5, gone: 1 });
});

test('what a process of the release before wrote is found again where it stands, and a command in between stays', async () => {
  const { id } = await street.place(input);
  await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(id, 'dispatch', toMember);
  const { id: other } = await street.place(input);
  const labels = (await street.get(id)).face.labels;
  expect(labels).toContain(inHandOf(personas.member.person));
  const inHandNow = () => street.engine.count({ tenant: '522326', filter: heldBy(personas.member.person), limit: 1_000 });
  const before = await inHandNow();
  // Without the label, and without its mark's row; an order that went on is not touched, whatever was read of it.
  const asOld = () =>
    street.db.query(`update orders set labels = '{#life}', due_at = null where id = any($1::uuid[])`, [[id, other]]);
  await asOld();
  await street.db.query('delete from holders where order_id = $1', [id]);
  expect(await inHandNow()).toBe(before - 1);

  const told: number[] = [];
  expect(await drawFaces(street.engine, (looked) => told.push(looked))).toEqual({ drawn: 2, left: [] });
  expect(told.at(-1)).toBeGreaterThan(200);
  expect(await inHandNow()).toBe(before);
  const row = async (of: string) =>
    (await street.db.query('select labels, due_at, revision from orders where id = $1', [of])).rows[0];
  expect(await row(id)).toMatchObject({ labels, revision: 3 });
  expect((await row(id)).due_at.getTime()).toBe((await street.get(id)).face.dueAt);
  expect(await street.journal(id)).toEqual(['place', 'admit', 'dispatch']);
  expect(await street.engine.verify(id)).toBe(true);
  // Done again it writes nothing.
  expect(await drawFaces(street.engine)).toEqual({ drawn: 0, left: [] });

  await asOld();
  const racing = openPool(street.url, 'engine', { max: 2 });
  const engine = createEngine({
    workflows,
    authorize: () => 'forbidden',
    facts: () => Promise.resolve([]),
    seal: street.keyring,
    now: street.clock.now,
    newId,
    db: new Proxy(racing, {
      get(target, key) {
        if (key !== 'query') return Reflect.get(target, key) as unknown;
        return async (config: { name?: string }) => {
          if (config.name === 'orders-draw') await street.as('member').send(id, 'accept');
          return target.query(config as never);
        };
      },
    }),
  });
  expect(await engine.drawFaces([id, other])).toEqual({ drawn: 1, left: [] });
  expect(await row(id)).toMatchObject({ labels: (await street.get(id)).face.labels, revision: 4 });
  await engine.close();
  await racing.end();
});

test('the command line moves them after the database and reports; where none is behind it is one look', async () => {
  idOf(await before.execute(place));
  const migrate = async (...more: string[]) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../packages/cli/src/main.ts'), 'migrate', '--orders', ...more],
      {
        env: { PATH: process.env['PATH'], DATABASE_URL: street.url, SIX_ORDER_KEYS: testKeys },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return output;
  };
  await street.db.query(
    `update orders set labels = '{}' where id = (select id from orders where closed_at is null and version = 2 limit 1)`,
  );
  expect(JSON.parse(await migrate('--json'))).toMatchObject({
    orders: { moved: 1, left: 0, unmoved: [] },
    faces: { drawn: 1, left: [] },
  });
  expect(await lookAtVersions(street.engine)).toMatchObject({ status: 'ok' });
  const idle = openPool(street.url, 'engine', { max: 1 });
  const counted = countAt([idle]);
  const engine = createEngine({
    db: idle,
    workflows,
    authorize: () => 'forbidden',
    facts: () => Promise.resolve([]),
    seal: street.keyring,
    now: street.clock.now,
    newId,
  });
  expect(await moveOrders({ engine })).toEqual({ moved: 0, left: [] });
  expect(counted.count()).toBe(1);
  await engine.close();
  await idle.end();

  // Of what cannot be read it says which it is and why, and draws the others.
  const open = await street.db.query('select id from orders where closed_at is null order by id limit 3');
  const [torn, empty, other] = open.rows.map(({ id }) => id as string);
  await street.db.query(`update orders set snapshot = '{' where id = $1`, [torn]);
  await street.db.query(`update orders set snapshot = '{}' where id = $1`, [empty]);
  await street.db.query(`update orders set labels = '{}' where id = $1`, [other]);
  const old = idOf(await before.execute(place));
  await street.db.query(`update orders set snapshot = '{' where id = $1`, [old]);
  const said = await migrate();
  expect(said).toContain(`\n1 could not be moved and stands as it stood`);
  expect(said).toContain(`\n  ${old}: its snapshot cannot be read (SyntaxError)\nOne that was busy`);
  expect(said).not.toContain('runs on the newest version');
  expect(said).toContain('1 open order was written by a process of the release before');
  expect(said).toContain(`3 cannot be read and are shown as before:\n`);
  expect(said).toContain(`  ${torn}: its snapshot cannot be read (SyntaxError)\n`);
  expect(said).toMatch(new RegExp(`^  ${empty}: six-order@\\d+ could not make a face \\(\\w+\\)$`, 'm'));
}, 60_000);
