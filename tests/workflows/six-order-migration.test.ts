// From its migration entry on, an order born on version 1 behaves like one born on version 2 that lived the same life.
import { createFacts } from '@six-order/community/facts';
import { authorizeWith } from '@six-order/community/authority/authority';
import { createNumbers } from '@six-order/community/numbers/number-store';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { newId } from '@six-order/cli/new-id';
import { canonicalJson, type Json, type OrderId } from '@six-order/engine';
import { createEngine, openPool } from '@six-order/engine/runtime';
import { v1 } from '@six-order/workflows/six-order/v1/workflow';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { HOUR, openStreet, toMember } from '../harness/street.ts';

const street = await openStreet();
const { engine } = street;
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

const migrator = { person: null, post: null, role: 'system', tenant: '522326', path: '' };

const acts: Record<string, readonly [PersonaName, string, unknown?]> = {
  admit: ['secretary', 'admit'],
  refuse: ['secretary', 'refuse', { reason: '已在诉讼中', channel: '法院' }],
  dispatch: ['secretary', 'dispatch', toMember],
  accept: ['member', 'accept'],
  decline: ['member', 'decline', { reason: '家中有事' }],
  contact: ['member', 'contact', { note: '约好' }],
  finish: ['member', 'finish', { result: '已修' }],
  praise: ['resident', 'evaluate', { solved: 'yes', stars: 5 }],
  complain: ['resident', 'evaluate', { solved: 'no', stars: 1 }],
  withdraw: ['resident', 'withdraw'],
  note: ['resident', 'note', { text: '在家' }],
  propose: ['publisher', 'propose', { title: '漏水', text: '修好' }],
  publish: ['publisher', 'publish'],
};

/** What only version 2 records: of a life before its migration nobody knows it. */
const unknown = new Set([
  'source',
  'street',
  'dispatchedAs',
  'returnBy',
  'changeBy',
  'reviewBy',
  'objection',
  'feedback',
  'cards',
  // When the newest card came: which rule the one before was issued by is not known, so whether another came for it.
  'cardAt',
  'callback',
  'formerHandlers',
]);

const ownOfEach = new Set(['number', 'alias', 'digest', 'sealed']);

/**
 * Without what differs between two orders of one life: number, alias on the board, digests, the count of entries in the names
 * of sealed values, and what version 1 did not record.
 */
const alike = (value: unknown): Json =>
  JSON.parse(
    JSON.stringify(value, (key, member: unknown) => {
      if (unknown.has(key)) return undefined;
      if (key === 'notes' && Array.isArray(member)) return member.filter(({ about }) => about !== 'progress');
      if (key === 'about') return undefined;
      // On which day somebody calls goes by the clock of the call.
      if (key === 'labels' && Array.isArray(member)) return member.filter((label: string) => !label.startsWith('call-'));
      return typeof member === 'string' && ownOfEach.has(key) ? '' : member;
    }),
  );

/** Commands that hang on what version 1 did not record are left out. */
const onRecord = (type: string): boolean => !['askReturn', 'object', 'reviewEvaluation'].includes(type);

async function look(id: OrderId) {
  const order = await street.get(id);
  const { rows } = await street.db.query(
    'select slot, extract(epoch from due_at)::float8 as due from timers where order_id = $1 order by slot',
    [id],
  );
  const allowed = (['secretary', 'member', 'resident', 'publisher', 'street', 'supervisor'] as const).map((persona) =>
    engine.allowed(order, street.actor(persona)).filter(onRecord),
  );
  return {
    version: order.version,
    snapshot: canonicalJson(alike(order.snapshot)),
    face: alike(order.face),
    timers: rows,
    allowed,
  };
}

test('whatever was done before and is done after', async () => {
  // What two lives have in common at the start, so that most runs come far.
  const beginning = fc.constantFrom([], ['admit', 'dispatch', 'accept'], ['admit', 'dispatch', 'accept', 'finish', 'complain']);
  const move = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...Object.keys(acts)) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }) },
  );
  const play = async (id: OrderId, name: string) => {
    const [who, type, input = {}] = acts[name] as (typeof acts)[string];
    return (await street.as(who).send(id, type, input)).kind;
  };
  await fc.assert(
    fc.asyncProperty(
      beginning,
      fc.array(move, { maxLength: 5 }),
      fc.array(move, { maxLength: 8 }),
      fc.boolean(),
      async (start, first, then, publishConsent) => {
        const input = {
          category: '0101',
          text: '漏水',
          unit: '522326004002',
          publishConsent,
        };
        const placed = await before.execute({ workflow: 'six-order', type: 'place', input, actor: street.actor('resident') });
        if (placed.kind !== 'applied') throw new Error(placed.kind);
        const old = placed.order.id;
        const { id: fresh } = await street.place(input);
        // A first report (先期反馈) is asked for since version 2.
        const reported = async (step: unknown) =>
          step === 'accept' && (await street.as('member').send(fresh, 'progress', { text: '在办' }));
        for (const step of [...start, ...first]) {
          if (typeof step === 'number') await street.until(street.clock.now() + step * HOUR);
          else expect(await play(old, step)).toBe(await play(fresh, step));
          await reported(step);
        }
        expect(await engine.migrate(old, migrator)).toMatchObject({ kind: 'applied' });
        expect(await look(old)).toEqual(await look(fresh));
        for (const step of then) {
          if (typeof step === 'number') await street.until(street.clock.now() + step * HOUR);
          else expect(await play(old, step)).toBe(await play(fresh, step));
          expect(await look(old)).toEqual(await look(fresh));
        }
        expect(await engine.replay(old)).toMatchObject({ same: true });
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

test('what had ended and waited for its publication has its limit from then on, and ends by itself', async () => {
  const input = { category: '0101', text: '漏水', unit: '522326004002', publishConsent: true };
  const placed = await before.execute({ workflow: 'six-order', type: 'place', input, actor: street.actor('resident') });
  if (placed.kind !== 'applied') throw new Error(placed.kind);
  const { id } = placed.order;
  for (const name of ['admit', 'dispatch', 'accept', 'finish', 'praise'] as const) {
    const [who, type, given = {}] = acts[name] as (typeof acts)[string];
    expect(await street.as(who).send(id, type, given)).toMatchObject({ kind: 'applied', order: { version: 1 } });
  }
  const moved = await engine.migrate(id, migrator);
  expect(moved).toMatchObject({ kind: 'applied', order: { face: { stage: 'evaluated', closedAt: null, dueAt: null } } });
  const { rows } = await street.db.query(`select params from outbox where order_id = $1 and seq = 7 and type = 'command'`, [id]);
  expect(rows.map(({ params }) => JSON.parse(params))).toEqual([
    { order: 'self', type: 'limitPublication', input: {}, optional: true },
  ]);
  const limited = await engine.execute({ order: id, type: 'limitPublication', input: {}, actor: migrator });
  expect(limited).toMatchObject({ kind: 'applied', order: { face: { dueAt: expect.any(Number) } } });
  // Three working days, however long the holidays between them.
  await street.until(street.clock.now() + 14 * 24 * HOUR);
  expect(await street.get(id)).toMatchObject({ face: { closedAt: expect.any(Number), dueAt: null } });
});

test('what was published on version 1 and upheld against on version 2 is not published again', async () => {
  const input = { category: '0101', text: '漏水', unit: '522326004002', publishConsent: true };
  const placed = await before.execute({ workflow: 'six-order', type: 'place', input, actor: street.actor('resident') });
  if (placed.kind !== 'applied') throw new Error(placed.kind);
  const { id } = placed.order;
  const send = async (name: string) => {
    const [who, type, said = {}] = acts[name] as (typeof acts)[string];
    return (await street.as(who).send(id, type, said)).kind;
  };
  for (const name of ['admit', 'dispatch', 'accept', 'finish', 'propose', 'publish'])
    expect([name, await send(name)]).toEqual([name, 'applied']);
  expect(await engine.migrate(id, migrator)).toMatchObject({ kind: 'applied' });
  const objection = { order: id, type: 'objectToPublication', input: { reason: '写的是我家' }, actor: migrator };
  expect(await engine.execute(objection)).toMatchObject({ kind: 'applied' });
  expect((await street.as('street').send(id, 'decidePublication', { upheld: true, reason: '成立' })).kind).toBe('applied');
  expect((await street.as('resident').send(id, 'withdrawConsent')).kind).toBe('applied');
  expect((await street.as('resident').send(id, 'giveConsent')).kind).toBe('applied');
  expect(await send('propose')).toBe('applied');
  expect(await send('publish')).toBe('not-allowed');
});
