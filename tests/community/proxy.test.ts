// Ordering for another (代点): who for whom, how consent was got, and which are called back.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { openDirectory } from '@six-order/community/directory';
import { createFacts } from '@six-order/community/facts';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { evaluationOf } from '@six-order/community/proxy/breaches';
import { issueAt } from '@six-order/community/fact-answer';
import { proxyRules, type ProxyRule } from '@six-order/community/proxy/rules';
import { samplePolicies } from '@six-order/community/policies/policies';
import { draw } from '@six-order/community/proxy/sample';
import { refusalOf } from '@six-order/community/rules/rule';
import { openTables } from '@six-order/community/tables';
import { putUnits } from '@six-order/community/units/unit-store';
import { newId } from '@six-order/cli/new-id';
import { OrderId } from '@six-order/engine';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import { afterAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';
import { openStreet } from '../harness/street.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const { url } = await cloneDatabase();
const pool = openPool(url, 'app', { max: 2 });
afterAll(() => pool.end());
const db = openTables(pool);
const keyring = createKeyring(generateKeys());
await seedDemo({ db, keyring, newId });
const directory = await openDirectory({ db, keyring, now: () => at });
const read = createFacts({ directory, numbers: createNumbers(db), digest: keyring.digest });
const order = OrderId.parse(newId());

/** Lives in building 001 of grid 02; one of whom no home is known; one who named a relative and is at home here no more. */
const [neighbour, unknown, gone] = [newId(), newId(), newId()];
await putPeople(
  db,
  [neighbour, unknown, gone].map((id) => sealPerson(keyring, { tenant: demoTenant, id, name: '乙' })),
);
const home = directory.unitByCode(demoTenant, `${demoCommunity}02001`)!.id;
await putPosts(db, [
  { id: newId(), tenant: demoTenant, person: neighbour, role: 'resident', unit: home, validFrom: 0, validTo: null },
]);
const family = directory.post(personas.relative.post)!;
await putPosts(db, [{ ...family, id: newId(), marks: { of: gone } }]);
await directory.refresh();

interface Case {
  readonly by: PersonaName;
  readonly resident?: string | undefined;
  readonly unit?: string;
  readonly consentHow?: string | undefined;
}

async function fact({ by, unit = demoGrid, ...how }: Case) {
  const resident = 'resident' in how ? how.resident : personas.resident.person;
  const { role, path, person } = directory.actorOf(personas[by].post)!;
  const { consentHow = 'in-person' } = 'consentHow' in how ? { consentHow: how.consentHow ?? null } : {};
  const [answer] = await read([
    {
      kind: 'proxy',
      ...(resident !== undefined && { resident }),
      unit,
      by: { role, path, person },
      ...(consentHow !== null && { consentHow }),
      field: 'onBehalfOf',
      at,
      tenant: demoTenant,
      order,
    },
  ]);
  return answer!;
}

async function broken(one: Case): Promise<ProxyRule[]> {
  const answer = await fact(one);
  if (!('issues' in answer)) return [];
  return answer.issues.map((issue) => {
    const name = issue.rule?.name as ProxyRule;
    expect(issue).toEqual(issueAt('onBehalfOf', refusalOf(name, proxyRules[name])));
    return name;
  });
}

describe('row 2 and 60, 代点: who places for whom', () => {
  const otherGrid = `${demoCommunity}02`;
  const elsewhere = '522326004001';
  test.each<readonly [string, Case, readonly ProxyRule[]]>([
    ['a relative, in the same house', { by: 'relative' }, []],
    ['a relative, from another community', { by: 'relative', unit: elsewhere }, []],
    ['a relative who was named, without a word on consent', { by: 'relative', consentHow: undefined }, []],
    ['a relative, for a neighbour who named nobody', { by: 'relative', resident: neighbour }, ['proxy-relative']],
    ['a relative, for a neighbour who left after naming him', { by: 'relative', resident: gone }, ['proxy-relative']],
    ['a relative, for himself or nobody', { by: 'relative', resident: undefined }, ['proxy-names']],
    ['a household-group head, for a household', { by: 'household-head' }, []],
    ['a household-group head, for somebody of another grid', { by: 'household-head', resident: neighbour }, ['proxy-households']],
    [
      'a household-group head, for one whose home is not known',
      { by: 'household-head', resident: unknown },
      ['proxy-households'],
    ],
    ['a grid worker, in the grid', { by: 'grid-worker' }, []],
    ['a grid worker, in another grid', { by: 'grid-worker', unit: otherGrid }, ['proxy-grid']],
    ['row 49, a public-sentiment assistant, in the community', { by: 'opinion-aide', unit: otherGrid }, []],
    ['a public-sentiment assistant, in another', { by: 'opinion-aide', unit: elsewhere }, ['proxy-community']],
    ['the window, in the community', { by: 'window', unit: otherGrid }, []],
    ['the window, in another', { by: 'window', unit: elsewhere }, ['proxy-community']],
    ['the branch', { by: 'secretary' }, []],
    ['a resident, for a neighbour', { by: 'resident-2' }, ['proxy-role']],
    ['a member', { by: 'member' }, ['proxy-role']],
    ['without a word on consent', { by: 'window', consentHow: undefined }, ['proxy-consent']],
    [
      'elsewhere and without consent',
      { by: 'window', unit: elsewhere, consentHow: undefined },
      ['proxy-community', 'proxy-consent'],
    ],
  ])('%s', async (_, one, rules) => {
    expect(await broken(one)).toEqual(rules);
  });

  test('a household group that names its buildings covers no others', async () => {
    const group = { code: `${demoGrid}01`, name: '第一联户', kind: 'household-group', parent: demoGrid } as const;
    await putUnits(db, demoTenant, [{ ...group, flags: { buildings: [`${demoGrid}002`] } }], { newId, at: 0 });
    await directory.refresh();
    expect(await broken({ by: 'household-head' })).toEqual(['proxy-households']);
    expect(await broken({ by: 'household-head', resident: personas['resident-2'].person })).toEqual([]);
  });
});

test.each([
  ['in-person', false],
  ['written', false],
  ['phone', true],
  ['voice', true],
])('consent got %s is confirmed afterwards: %s', async (consentHow, confirm) => {
  expect(await fact({ by: 'window', consentHow })).toEqual({ value: { how: consentHow, confirm } });
});

test.each(['phone', 'voice'])(
  'a relative whom the resident named needs no new confirmation, consent got %s',
  async (consentHow) => {
    expect(await fact({ by: 'relative', consentHow })).toEqual({ value: { how: consentHow, confirm: false } });
  },
);

test('what another fact of the command refuses is not refused twice', async () => {
  expect(await fact({ by: 'window', resident: newId() })).toEqual({ value: null });
  expect(await fact({ by: 'window', unit: '999999' })).toEqual({ value: null });
});

test('proxy-transcribes: a proxy writes the evaluation down; the resident’s counts; the handler’s never', () => {
  const one = { resident: 'r', openedBy: 'p', handler: 'h' };
  expect(evaluationOf(one, 'r')).toBe('own');
  expect(evaluationOf(one, 'p')).toBe('transcribed');
  expect(evaluationOf(one, 'x')).toBeNull();
  expect(evaluationOf(one, null)).toBeNull();
  // Whoever wrote it down for somebody without an account stands as its resident; of his own order he is.
  expect(evaluationOf({ ...one, openedBy: 'r', source: 'proxy' }, 'r')).toBe('transcribed');
  expect(evaluationOf({ ...one, openedBy: 'r', source: 'resident' }, 'r')).toBe('own');
  expect(evaluationOf({ ...one, openedBy: 'h' }, 'h')).toBeNull();
  expect(evaluationOf({ ...one, resident: 'h' }, 'h')).toBeNull();
});

describe('callback-sample: the 10 % that are called back', () => {
  test('are about a tenth of all orders, the same ones at every asking', async () => {
    const ids = Array.from({ length: 10_000 }, () => newId());
    const drawn = (id: string) =>
      draw(keyring.digest('sample transcribed', id), samplePolicies['sample/transcribed'].standing).drawn;
    const sample = ids.filter(drawn);
    // Six standard deviations of a tenth of ten thousand are 180.
    expect(sample.length).toBeGreaterThan(820);
    expect(sample.length).toBeLessThan(1_180);
    expect(ids.filter(drawn)).toEqual(sample);
    const [one] = await read([
      { kind: 'sample', of: 'transcribed', path: 'u522326', at, tenant: demoTenant, order: OrderId.parse(sample[0]) },
    ]);
    expect(one).toEqual({ value: { seed: expect.any(Number), percent: 10, drawn: true } });
    const { seed, percent } = (one as { value: { seed: number; percent: number } }).value;
    expect(seed / 2 ** 32).toBeLessThan(percent / 100);
  });

  test('are others under another key: nobody without it can foresee them', () => {
    const ids = Array.from({ length: 400 }, () => newId());
    const under = (keys: typeof keyring) => ids.filter((id) => draw(keys.digest('sample transcribed', id), 10).drawn);
    expect(under(createKeyring(generateKeys()))).not.toEqual(under(createKeyring(generateKeys())));
  });

  test.each([-1, 101, Number.NaN])('a share of %s is refused', (percent) => {
    expect(() => draw(new Uint8Array(32), percent)).toThrow(RangeError);
  });

  test.each([0, 100])('none of 0 %, all of 100 %', (percent) => {
    for (const byte of [0, 127, 255]) expect(draw(new Uint8Array(32).fill(byte), percent).drawn).toBe(percent === 100);
  });
});

test('a relative orders for the family from another community', async () => {
  const street = await openStreet();
  const { face } = await street.place(
    { onBehalfOf: personas.resident.person, unit: '522326004003', consentHow: 'in-person' },
    'relative',
  );
  expect(face.data).toMatchObject({ resident: personas.resident.person, openedBy: personas.relative.person });
});
