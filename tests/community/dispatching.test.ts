// The binding rules of a dispatch, through the fact that the command asks for: who may get what, by whom, and why not.
import { streetPowers } from '@six-order/community/catalogue/power';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { openCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { holdRules, type CountyRule } from '@six-order/community/county-rules/county-rules';
import { demoRules } from '@six-order/community/demo/county-rules';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { openDirectory } from '@six-order/community/directory';
import { dispatchRules, type DispatchRule } from '@six-order/community/dispatching/rules';
import { capacityNear } from '@six-order/community/dispatching/target';
import { issue, issueAt } from '@six-order/community/fact-answer';
import { createFacts } from '@six-order/community/facts';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { putAbsences } from '@six-order/community/people/absence-store';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { refusalOf } from '@six-order/community/rules/rule';
import { OrderId } from '@six-order/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPool, createKeyring, generateKeys } from '@six-order/engine/runtime';
import { openTables } from '@six-order/community/tables';
import { ownCode } from '@six-order/community/units/unit';
import { newId } from '@six-order/cli/new-id';
import { afterAll } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const GRID_PATH = 'u522326.u004.u002.u01';

const { url } = await cloneDatabase();
const pool = openPool(url, 'app', { max: 2 });
afterAll(() => pool.end());
const db = openTables(pool);
const keyring = createKeyring(generateKeys());
await seedDemo({ db, keyring, newId });
const directory = await openDirectory({ db, keyring, now: () => at });
const rules = await openCountyRules({ db });
const loads = new Map<string, number>();
const factsWith = (held: Pick<typeof rules, 'find' | 'all'>) =>
  createFacts({
    directory,
    numbers: createNumbers(db),
    rules: held,
    openOrdersOf: (_tenant, person, limit) => Promise.resolve(Math.min(limit, loads.get(person) ?? 0)),
  });
const unit = (code: string): string => directory.unitByCode(demoTenant, code)!.id;

/** People whom the demo lacks: one who reports in from elsewhere, a volunteer, a member of grid 02, one who is away. */
const guests = { reported: newId(), volunteer: newId(), neighbour: newId(), away: newId() };
beforeAll(async () => {
  const people = Object.entries(guests);
  await putPeople(
    db,
    people.map(([name, id]) => sealPerson(keyring, { tenant: demoTenant, id, name })),
  );
  const post = (person: string, code: string, marks?: { membership: 'reported-in' | 'volunteer' }) => ({
    id: newId(),
    tenant: demoTenant,
    person,
    role: 'member' as const,
    unit: unit(code),
    validFrom: 0,
    validTo: null,
    ...(marks && { marks }),
  });
  await putPosts(db, [
    post(guests.reported, demoGrid, { membership: 'reported-in' }),
    post(guests.volunteer, demoGrid, { membership: 'volunteer' }),
    post(guests.neighbour, `${demoCommunity}02`),
    post(guests.away, demoGrid),
  ]);
  const absence = { id: newId(), tenant: demoTenant, person: guests.away, startsAt: at - 1, endsAt: at + 1 };
  await putAbsences(db, [{ ...absence, enteredBy: guests.away }]);
  await directory.refresh();
});

type To = PersonaName | keyof typeof guests | { readonly unit: string } | { readonly team: string };
interface Case {
  readonly category?: string;
  readonly to: To;
  readonly by?: PersonaName;
  /** The path of the dispatcher's post, when it is not the persona's. */
  readonly area?: string;
  readonly how?: 'assign' | 'invite' | 'claim';
  readonly part?: 'lead' | 'assist';
  readonly urgency?: 'U0' | 'U1' | 'U2' | 'U3';
  readonly resident?: PersonaName;
  readonly path?: string;
}

function holderOf(to: To): { holder: 'person' | 'unit' | 'team'; id: string } {
  if (typeof to === 'object') return 'unit' in to ? { holder: 'unit', id: unit(to.unit) } : { holder: 'team', id: unit(to.team) };
  const id = to in guests ? guests[to as keyof typeof guests] : personas[to as PersonaName].person;
  return { holder: 'person', id };
}

/** The names of the rules that refuse it; a message always holds the whole of a rule's words and its source. */
async function refused(
  {
    category = '0101',
    to,
    by = 'secretary',
    area,
    how = 'assign',
    part = 'lead',
    urgency = 'U2',
    resident,
    path = GRID_PATH,
  }: Case,
  held: Pick<typeof rules, 'find' | 'all'> = rules,
): Promise<DispatchRule[]> {
  const actor = directory.actorOf(personas[by].post)!;
  const [answer] = await factsWith(held)([
    {
      kind: 'holder',
      ...holderOf(to),
      field: 'to.id',
      work: { category, path, urgency, ...(resident && { resident: personas[resident].person }) },
      by: { person: actor.person, role: actor.role, path: area ?? actor.path },
      how,
      part,
      at,
      tenant: demoTenant,
      order: OrderId.parse(newId()),
    },
  ]);
  if (!answer || !('issues' in answer)) return [];
  return answer.issues.map((issue) => {
    const name = issue.rule?.name as DispatchRule;
    expect(issue).toEqual(issueAt('to.id', refusalOf(name, dispatchRules[name])));
    return name;
  });
}

const department = (ordinal: string) => ({ unit: `522326D${ordinal}` });

describe('rows 3 and 4, 支部派单: who may be given what', () => {
  const table: readonly (readonly [string, Case, readonly DispatchRule[]])[] = [
    ['the branch’s own member', { to: 'member' }, []],
    ['row 82, a help team (联办)', { to: { team: `${demoCommunity}T01` } }, []],
    ['the property service', { to: { unit: `${demoCommunity}P01` } }, []],
    ['the community', { to: { unit: demoCommunity } }, []],
    ['the grid worker', { to: 'grid-worker', category: '0303' }, []],
    ['a resident, who has no post to accept in', { to: 'resident-2' }, ['nobody-able']],
    ['a supervisor', { to: 'supervisor' }, ['nobody-able']],
    ['the building, where nobody works', { to: { unit: `${demoGrid}001` } }, ['nobody-able']],
    // 指派 only to the branch's own members.
    ['a member who reports in from elsewhere, assigned', { to: 'reported' }, ['own-members-only']],
    ['a member who reports in, invited', { to: 'reported', how: 'invite' }, []],
    ['a member who reports in, claiming', { to: 'reported', how: 'claim' }, []],
    ['a volunteer, assigned', { to: 'volunteer', category: '0102' }, ['own-members-only']],
    ['a volunteer, claiming', { to: 'volunteer', how: 'claim', category: '0102' }, []],
    ['a member of another grid, by the community’s secretary', { to: 'neighbour' }, []],
    ['a member of this grid, by the secretary of its branch', { to: 'member', area: GRID_PATH }, []],
    ['a member of this grid, by the branch of the next', { to: 'member', area: 'u522326.u004.u002.u02' }, ['own-members-only']],
    [
      'a member of this grid, invited by the branch of the next',
      { to: 'member', area: 'u522326.u004.u002.u02', how: 'invite' },
      [],
    ],
    ['whoever is away', { to: 'away' }, ['away']],
    ['whoever is away, though it is urgent', { to: 'away', urgency: 'U0' }, ['away']],
    ['one who reports in and is named by the street in an emergency', { to: 'reported', by: 'street', urgency: 'U0' }, []],
    ['one who reports in, by the street without an emergency', { to: 'reported', by: 'street' }, ['own-members-only']],
  ];
  test.each(table)('%s', async (_, one, broken) => {
    expect(await refused(one)).toEqual(broken);
  });
});

describe('row 26, facilities: what they serve can be dispatched to them', () => {
  test.each<readonly [string, Case, readonly DispatchRule[]]>([
    ['a meal to the day-care centre', { category: '0802', to: { unit: `${demoCommunity}F02` } }, []],
    [
      'home-work to the day-care centre, which does not serve it',
      { category: '0804', to: { unit: `${demoCommunity}F02` } },
      ['not-mine'],
    ],
    [
      'a meal to the canteen, where nobody is in post',
      { category: '0802', to: { unit: `${demoCommunity}F03` } },
      ['nobody-able'],
    ],
  ])('%s', async (_, one, broken) => {
    expect(await refused(one)).toEqual(broken);
  });
});

describe('rows 16 and 20, 街道吹哨: departments are called by the street', () => {
  test.each<readonly [string, Case, readonly DispatchRule[]]>([
    ['by the street, under its power of overall coordination', { to: department('01'), by: 'street' }, []],
    ['by the secretary of a community', { to: department('01'), by: 'secretary' }, ['departments-by-street']],
    ['by the community', { to: 'department', by: 'community' }, ['departments-by-street']],
  ])('%s', async (_, one, broken) => {
    expect(await refused(one)).toEqual(broken);
  });

  test('without the power, or after its term, not by the street either', async () => {
    expect(await refused({ to: department('01'), by: 'street' }, holdRules([]))).toEqual(['departments-by-street']);
    const ended = demoRules(0).map((rule): CountyRule => ({ ...rule, validTo: at }));
    expect(ended).toHaveLength(Object.keys(streetPowers).length + 1);
    expect(await refused({ to: department('01'), by: 'street' }, holdRules(ended))).toEqual(['departments-by-street']);
  });
});

describe('rows 17, 19 and 23: the catalogue binds whoever leads', () => {
  test.each<readonly [string, Case, readonly DispatchRule[]]>([
    ['enforcement by the enforcement bureau', { category: '0406', to: department('03'), by: 'street' }, []],
    ['enforcement by housing', { category: '0406', to: department('01'), by: 'street' }, ['enforcement-only']],
    [
      'enforcement by the community',
      { category: '0406', to: { unit: demoCommunity } },
      ['enforcement-only', 'community-not-main'],
    ],
    ['enforcement by a member', { category: '0407', to: 'member' }, ['not-mine', 'enforcement-only']],
    ['enforcement with the community assisting', { category: '0406', to: { unit: demoCommunity }, part: 'assist' }, []],
    ['schooling by the community', { category: '0901', to: { unit: demoCommunity } }, ['community-not-main']],
    ['schooling by a grid worker', { category: '0901', to: 'grid-worker' }, ['community-not-main']],
    ['schooling by the education bureau', { category: '0901', to: department('08'), by: 'street' }, []],
    ['wages by a member', { category: '0505', to: 'member' }, ['not-mine']],
    ['a quarrel with the property firm, by the property firm', { category: '0504', to: 'property' }, ['not-mine']],
    ['people in a lift, by a member', { category: '0104', to: 'member', urgency: 'U0' }, ['not-mine']],
    ['people in a lift, by the property service', { category: '0104', to: 'property', urgency: 'U0' }, []],
  ])('%s', async (_, one, broken) => {
    expect(await refused(one)).toEqual(broken);
  });

  test('what was taken back is led by a department only', async () => {
    const taken: CountyRule = {
      ...demoRules(0)[0]!,
      kind: 'duty',
      key: '0304',
      path: 'u522326',
      value: { kind: 'reclaimed', main: ['department:housing'] as never },
    };
    const held = holdRules([...demoRules(0), taken]);
    expect(await refused({ category: '0304', to: { unit: demoCommunity } }, held)).toEqual(['reclaimed']);
    expect(await refused({ category: '0304', to: department('01'), by: 'street' }, held)).toEqual([]);
    expect(await refused({ category: '0304', to: { unit: demoCommunity } })).toEqual([]);
  });

  test('row 18: a street’s own office enforces by delegation', async () => {
    const { putUnits } = await import('@six-order/community/units/unit-store');
    const office = `${demoStreet}D01`;
    await putUnits(db, demoTenant, [{ code: office, name: '综合行政执法队', kind: 'department', parent: demoStreet }], {
      newId,
      at: 0,
    });
    await directory.refresh();
    const head = newId();
    await putPeople(db, [sealPerson(keyring, { tenant: demoTenant, id: head, name: '甲' })]);
    const post = { id: newId(), tenant: demoTenant, person: head, role: 'department' as const, unit: unit(office) };
    await putPosts(db, [{ ...post, validFrom: 0, validTo: null }]);
    await directory.refresh();
    const delegated: CountyRule = { ...demoRules(0)[0]!, id: newId(), key: 'enforce:0406' };
    const to = { unit: office };
    expect(await refused({ category: '0406', to })).toEqual(['enforcement-only']);
    expect(await refused({ category: '0406', to }, holdRules([...demoRules(0), delegated]))).toEqual([]);
    expect(await refused({ category: '0407', to }, holdRules([...demoRules(0), delegated]))).toEqual(['enforcement-only']);
  });
});

describe('separation of duties', () => {
  test.each<readonly [string, Case, readonly DispatchRule[]]>([
    [
      'a complaint to the community concerned',
      { category: '1101', to: { unit: demoCommunity }, by: 'street' },
      ['unit-concerned'],
    ],
    ['a complaint to its member', { category: '1101', to: 'member', by: 'street' }, ['not-mine', 'unit-concerned']],
    [
      'a complaint to the department’s own chief',
      { category: '1101', to: 'department', by: 'department' },
      ['departments-by-street', 'self-dispatch'],
    ],
    [
      'a complaint about a street, above any community',
      { category: '1101', to: 'department', by: 'street', path: 'u522326.u004' },
      [],
    ],
    ['another matter to oneself', { to: 'secretary', by: 'secretary' }, []],
    ['one’s own order', { to: 'member', resident: 'member' }, ['interested-person']],
    ['another’s order', { to: 'member', resident: 'resident' }, []],
    ['one’s own order through the team, where others are', { to: { team: `${demoCommunity}T01` }, resident: 'team-lead' }, []],
  ])('%s', async (_, one, broken) => {
    expect(await refused(one)).toEqual(broken);
  });
});

test('who was assigned an order says why he declines it: assigned-gives-ground', async () => {
  const ask = (given: boolean) => [
    { kind: 'grounded', given, field: 'reason', at, tenant: demoTenant, order: OrderId.parse(newId()) },
  ];
  const facts = factsWith(rules);
  expect(await facts(ask(true))).toEqual([{ value: true }]);
  expect(await facts(ask(false))).toEqual([
    issue('reason', refusalOf('assigned-gives-ground', dispatchRules['assigned-gives-ground'])),
  ]);
});

describe('load: five open orders a member, whatever a county says otherwise', () => {
  test.each<readonly [string, number, Case, readonly DispatchRule[]]>([
    ['four', 4, { to: 'member' }, []],
    ['five', 5, { to: 'member' }, ['load-limit']],
    ['five, urgent', 5, { to: 'member', urgency: 'U1' }, []],
    ['five, life in danger', 5, { to: 'member', urgency: 'U0' }, []],
    ['fifty of a grid worker, who is employed', 50, { to: 'grid-worker', category: '0303' }, []],
  ])('%s open', async (_, open, one, broken) => {
    loads.set(holderOf(one.to).id, open);
    expect(await refused(one)).toEqual(broken);
    loads.clear();
  });

  test('a street’s own limit holds in the street', async () => {
    const wide: CountyRule = {
      ...demoRules(0)[0]!,
      id: newId(),
      kind: 'dispatch',
      key: '',
      value: { openOrders: { member: 8 }, whateverLoad: ['U0'] },
    };
    await putCountyRules(db, [wide]);
    await rules.refresh();
    loads.set(personas.member.person, 7);
    expect(await refused({ to: 'member' })).toEqual([]);
    loads.set(personas.member.person, 8);
    expect(await refused({ to: 'member' })).toEqual(['load-limit']);
    expect(await refused({ to: 'member', urgency: 'U1' })).toEqual(['load-limit']);
    loads.clear();
  });
});

describe('row 11, 平急转换: in an emergency work is given, not offered', () => {
  const inEmergency: CountyRule = {
    ...demoRules(0)[0]!,
    id: newId(),
    kind: 'emergency-mode',
    key: 'flood',
    path: GRID_PATH,
    value: { emergency: newId(), hazard: 'flood', level: 'II', firstResponse: false },
    validFrom: at - 1,
    validTo: at + 1,
  };
  const held = holdRules([...demoRules(0), inEmergency]);
  test.each<readonly [string, Case, readonly DispatchRule[]]>([
    ['to a team as a pool', { to: { team: `${demoCommunity}T01` }, how: 'claim', urgency: 'U1' }, ['push-in-emergency']],
    ['to a team, assigned', { to: { team: `${demoCommunity}T01` }, urgency: 'U1' }, []],
    ['what was offered before, to the one who claims it', { to: 'member', how: 'claim', urgency: 'U1' }, []],
    ['whoever is there, by the street', { to: 'reported', by: 'street', urgency: 'U1' }, []],
    ['whoever is there, by the branch', { to: 'reported', urgency: 'U1' }, ['own-members-only']],
  ])('%s', async (_, one, broken) => {
    expect(await refused(one, held)).toEqual(broken);
  });
});

test('of somebody’s posts the nearest to the order is the one in which he has it; one in which nobody takes orders on is none', () => {
  const codes = [ownCode.grid(demoCommunity, 2), demoCommunity, demoGrid, demoStreet];
  const posts = codes.map((code) => ({ ...directory.postsOf(personas.member.person)[0]!, unit: unit(code) }));
  const near = (held: typeof posts, path: string) => capacityNear({ ...directory, postsOf: () => held }, 'p', path)?.unit.code;
  expect(near(posts, GRID_PATH)).toBe(demoGrid);
  expect(near(posts, `${GRID_PATH}.b01`)).toBe(demoGrid);
  expect(near(posts, 'u522326.u004.u002.u09')).toBe(demoCommunity);
  expect(near(posts, 'u522326.u003')).toBe(demoStreet);
  expect(near([{ ...posts[0]!, role: 'publisher' }], GRID_PATH)).toBeUndefined();
});
