// Notices: an effect reaches the boxes of the people whom it concerns, each once.
import { randomUUID } from 'node:crypto';
import { openDirectory } from '@six-order/community/directory';
import { noticesOf, putNotice } from '@six-order/community/notices/notice-store';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import type { Role } from '@six-order/community/people/role';
import { openTables } from '@six-order/community/tables';
import { putUnits, readUnits } from '@six-order/community/units/unit-store';
import { createKeyring, generateKeys, openPool, type OutboxRow } from '@six-order/engine/runtime';
import { handlers } from '@six-order/worker';
import type { OrderId, StoredOrder } from '@six-order/engine';
import { expect, onTestFinished, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const tenant = '522326';
const order = randomUUID() as OrderId;
const at = Date.UTC(2026, 10, 24, 1);

/** A community with a team, under a street; one person in each of the posts. */
async function openStreet(get: () => Promise<StoredOrder | null> = async () => null) {
  const { url } = await cloneDatabase();
  const pool = openPool(url, 'app', { max: 2 });
  onTestFinished(() => pool.end());
  const db = openTables(pool);
  const keyring = createKeyring(generateKeys());
  const entry = (code: string, kind: 'county' | 'street' | 'community' | 'team', parent: string | null) => ({
    code,
    name: code,
    kind,
    parent,
  });
  const entries = [
    entry('522326', 'county', null),
    entry('522326004', 'street', '522326'),
    entry('522326004002', 'community', '522326004'),
    entry('522326004002T01', 'team', '522326004002'),
  ];
  await putUnits(db, tenant, entries, { newId: randomUUID, at: 0 });
  const units = new Map((await readUnits(db)).map(({ code, id }) => [code, id]));
  const unit = (code: string): string => units.get(code) as string;
  const hire = async (role: Role, code: string): Promise<string> => {
    const id = randomUUID();
    await putPeople(db, [sealPerson(keyring, { tenant, id, name: role })]);
    await putPosts(db, [{ id: randomUUID(), tenant, person: id, role, unit: unit(code), validFrom: 0, validTo: null }]);
    return id;
  };
  /** One person in a post of the community of another county. */
  const hireIn = async (other: string, role: Role) => {
    const own = [
      entry(other, 'county', null),
      entry(`${other}001`, 'street', other),
      entry(`${other}001001`, 'community', `${other}001`),
    ];
    await putUnits(db, other, own, { newId: randomUUID, at: 0 });
    const community = (await readUnits(db, other)).find(({ kind }) => kind === 'community')!;
    const person = randomUUID();
    await putPeople(db, [sealPerson(keyring, { tenant: other, id: person, name: role })]);
    const post = { id: randomUUID(), tenant: other, person, role, unit: community.id, validFrom: 0, validTo: null };
    await putPosts(db, [post]);
    return { person, unit: community.id };
  };
  const directory = await openDirectory({ db, keyring, now: () => at });
  const tools = {
    db,
    directory,
    engine: {
      executeMany: async () => [],
      dataKey: async () => null,
      get,
      getMany: async (ids: readonly OrderId[]) => (await Promise.all(ids.map(get))).filter((found) => found !== null),
      unseal: async () => ({}),
      erase: async () => {},
      findFaces: async () => ({ faces: [], next: null }),
      findIds: async () => ({ ids: [], next: null }),
    },
    load: { ours() {}, offersFrom: () => null },
  };
  return {
    db,
    unit,
    hire,
    hireIn,
    deliver: (...rows: readonly OutboxRow[]) => handlers.notify(tools, rows),
    box: async (person: string, of = tenant) => (await noticesOf(db, { tenant: of, person, limit: 10 })).notices,
  };
}

const effect = (params: { readonly [key: string]: unknown }): OutboxRow => ({
  id: randomUUID(),
  order,
  seq: 1,
  tenant,
  type: 'notify',
  params: {
    to: [],
    desk: null,
    template: 'order-placed',
    number: '20261124-000001-7',
    category: '0101',
    ...params,
  } as OutboxRow['params'],
  at,
  attempts: 0,
  dead: false,
});

test('each person named gets one notice, however often it is delivered', async () => {
  const { deliver, box } = await openStreet();
  const [one, other] = [randomUUID(), randomUUID()];
  const row = effect({ to: [one, other, one] });
  expect(await deliver(row)).toEqual([null]);
  expect(await deliver(row, effect({ to: [other] }))).toEqual([null, null]);
  expect(await box(one)).toMatchObject([
    {
      outbox: row.id,
      order,
      at,
      content: { template: 'order-placed', params: { number: '20261124-000001-7', category: '0101' } },
      readAt: null,
    },
  ]);
  expect(await box(other)).toHaveLength(2);
});

test('nobody of another county is told, by a unit of his, in person or as its desk, whatever ids an effect holds', async () => {
  const { deliver, box, hire, unit, hireIn } = await openStreet();
  const own = await hire('community', '522326004002');
  const { person, unit: foreign } = await hireIn('522327', 'community');
  const at = { template: 'order-dispatched', category: '0101' };
  const ids = [foreign, person, unit('522326004002')];
  expect(await deliver(effect({ ...at, to: ids }), effect({ ...at, to: [], desk: foreign }))).toEqual([null, null]);
  expect([await box(own), await box(person, '522327'), await box(person)].map((notices) => notices.length)).toEqual([1, 0, 0]);
});

test('a team stands for those who can take an order on, never for its residents', async () => {
  const { deliver, box, hire, unit } = await openStreet();
  const [lead, member, resident] = [
    await hire('team-lead', '522326004002T01'),
    await hire('member', '522326004002T01'),
    await hire('resident', '522326004002T01'),
  ];
  expect(await deliver(effect({ template: 'order-dispatched', to: [unit('522326004002T01')] }))).toEqual([null]);
  expect([await box(lead), await box(member), await box(resident)].map((notices) => notices.length)).toEqual([1, 1, 0]);
});

test('of a dispute a unit stands for those who may take it on, not for a side of it or for who left it; for a side as who answers', async () => {
  const { deliver, box, hire, unit } = await openStreet();
  const [free, side, left] = [
    await hire('community', '522326004002'),
    await hire('secretary', '522326004002'),
    await hire('community', '522326004002'),
  ];
  const there = async () => (await Promise.all([free, side, left].map((person) => box(person)))).map(({ length }) => length);
  const news = { template: 'mediation-news', workflow: 'mediation', event: 'freed', to: [unit('522326004002')] };
  const keptOut = { people: [left], persons: [side], units: [] as string[] };
  expect(await deliver(effect({ ...news, keptOut }))).toEqual([null]);
  expect(await there()).toEqual([1, 0, 0]);
  await deliver(effect({ ...news, event: 'received' }));
  expect(await there()).toEqual([2, 1, 1]);
  // Nobody else is there: that it lies there somebody must know.
  await deliver(effect({ ...news, keptOut: { ...keptOut, units: [unit('522326004002')] } }));
  expect(await there()).toEqual([3, 2, 2]);
});

test('a desk stands for the dispatchers of the unit, or of the nearest one above that has any', async () => {
  const { deliver, box, hire, unit } = await openStreet();
  const street = await hire('street', '522326004');
  await hire('resident', '522326004002');
  await deliver(effect({ desk: unit('522326004002') }));
  expect(await box(street)).toHaveLength(1);
  const secretary = await hire('secretary', '522326004002');
  await deliver(effect({ desk: unit('522326004002') }));
  expect([await box(street), await box(secretary)].map((notices) => notices.length)).toEqual([1, 1]);
});

test('where the desk is alone with his own matter, the next above is told as well; of what he wrote down for a stranger it is not', async () => {
  let about: StoredOrder | null = null;
  const { deliver, box, hire, unit } = await openStreet(async () => about);
  const street = await hire('street', '522326004');
  const secretary = await hire('secretary', '522326004002');
  const told = async (source: string, resident: string) => {
    const data = { resident, openedBy: resident, source };
    about = { id: order, face: { data }, snapshot: { context: { source } } } as unknown as StoredOrder;
    await deliver(effect({ desk: unit('522326004002') }));
    return [(await box(secretary)).length, (await box(street)).length];
  };
  expect(await told('resident', secretary)).toEqual([1, 1]);
  expect(await told('proxy', secretary)).toEqual([2, 1]);
  expect(await told('resident', randomUUID())).toEqual([3, 1]);
  const community = await hire('community', '522326004002');
  expect(await told('resident', secretary)).toEqual([4, 1]);
  expect(await box(community)).toHaveLength(1);
});

test.each([
  ['1101', 'street'],
  ['1102', 'discipline'],
] as const)('a desk never tells of %s those whom it may be about, but the %s', async (category, role) => {
  const { deliver, box, hire, unit } = await openStreet();
  const concerned = [await hire('secretary', '522326004002'), await hire('community', '522326004002')];
  const other = await hire(role, role === 'street' ? '522326004' : '522326');
  await deliver(effect({ desk: unit('522326004002'), category }));
  for (const person of concerned) expect(await box(person)).toEqual([]);
  expect(await box(other)).toHaveLength(1);
});

test('a unit that must answer a card stands for those who can, the street itself among them', async () => {
  const { deliver, box, hire, unit } = await openStreet();
  const [street, resident] = [await hire('street', '522326004'), await hire('resident', '522326004')];
  const card = { template: 'card-issued', colour: 'red', card: 'D20261124-000001-1', to: [unit('522326004')] };
  expect(await deliver(effect({ ...card, workflow: 'card' }), effect(card), effect({ ...card, workflow: 'unknown' }))).toEqual([
    null,
    null,
    null,
  ]);
  expect([await box(street), await box(resident)].map((notices) => notices.length)).toEqual([1, 0]);
});

test('whom a card tells itself is told nothing of it beside: by name, or in a unit that answers it', async () => {
  const { deliver, box, hire, unit } = await openStreet();
  const [secretary, other] = [await hire('secretary', '522326004002'), await hire('street', '522326004')];
  const raised = { template: 'card-raised', colour: 'yellow', to: [secretary, other] };
  await deliver(effect({ ...raised, otherThan: [other] }), effect({ ...raised, otherThan: [unit('522326004002')] }));
  expect([await box(secretary), await box(other)].map((notices) => notices.length)).toEqual([1, 1]);
});

test.each([
  ['0101', ['supervisor', 'discipline']],
  ['1102', ['discipline']],
  ['0701', []],
] as const)('overseers of %s are the nearest who may check a card about it: %j', async (category, told) => {
  const { deliver, box, hire, unit } = await openStreet();
  const people = {
    supervisor: await hire('supervisor', '522326004'),
    discipline: await hire('discipline', '522326004'),
    secretary: await hire('secretary', '522326004002'),
    leader: await hire('leader', '522326'),
  };
  const params = { workflow: 'card', template: 'card-replied', colour: 'red', card: 'D20261124-000001-1', category };
  expect(await deliver(effect({ ...params, overseers: unit('522326004002') }))).toEqual([null]);
  const reached = await Promise.all(
    Object.entries(people).map(async ([role, person]) => ((await box(person)).length > 0 ? role : null)),
  );
  expect(reached.filter((role) => role !== null)).toEqual([...told]);
});

test('whoever checks cards and keeps out of the dispute that one is about is not told of it: those above are', async () => {
  const { deliver, box, hire, unit } = await openStreet();
  const [out, above] = [await hire('supervisor', '522326004'), await hire('leader', '522326')];
  const params = { workflow: 'card', template: 'card-replied', colour: 'red', card: 'D20261124-000001-1', category: '0502' };
  const keptOut = { people: [], persons: [out], units: [] };
  expect(await deliver(effect({ ...params, overseers: unit('522326004002'), keptOut }))).toEqual([null]);
  expect([await box(out), await box(above)].map((notices) => notices.length)).toEqual([0, 1]);
});

test('parameters that cannot be read are a terminal fault of their own row, and are not quoted', async () => {
  const { deliver, box } = await openStreet();
  const person = randomUUID();
  const [good, bad, worse] = await deliver(effect({ to: [person] }), effect({ number: 7 }), effect({ to: ['张三'] }));
  expect(good).toBeNull();
  for (const fault of [bad, worse]) {
    expect(fault).toMatchObject({ name: 'TerminalError' });
    expect(fault?.message).not.toMatch(/张三/);
  }
  expect(await box(person)).toHaveLength(1);
});

test('a template that only a newer release knows is left to a later attempt, and what lies in a box keeps nobody from the rest of it', async () => {
  const { deliver, box, db } = await openStreet();
  const person = randomUUID();
  const [newer, good] = await deliver(effect({ to: [person], template: 'no-such' }), effect({ to: [person] }));
  expect(good).toBeNull();
  expect(newer).toMatchObject({ name: 'RetryableError' });
  expect(newer?.message).not.toContain('no-such');
  const content = { template: 'no-such', params: {} } as never;
  expect(await putNotice(db, { outbox: randomUUID(), tenant, person, order, content, at: at + 1 })).toBe(1);
  expect(await box(person)).toMatchObject([{ content: { template: 'order-placed' } }]);
});
