import { readFile } from 'node:fs/promises';
import { countyRows, County } from '@six-order/community/units/county';
import { planUnits, type UnitRow } from '@six-order/community/units/import-plan';
import { importUnits } from '@six-order/community/units/unit-import-store';
import { readHeader, readUnitRow } from '@six-order/community/units/unit-table';
import { readUnits } from '@six-order/community/units/unit-store';
import { changesOf } from '@six-order/community/reference-change-store';
import { wangmo } from '@six-order/community/units/wangmo';
import { UnitKind } from '@six-order/community/units/unit';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const at = Date.parse('2026-01-01T00:00:00+08:00');

const row = (code: string, kind: string, parent: string, more: Partial<UnitRow> = {}): UnitRow => ({
  at: `row ${code}`,
  code,
  name: `单元${code}`,
  kind,
  parent,
  was: '',
  from: '',
  to: '',
  marks: {},
  ...more,
});
const base = [
  row('522326', 'county', ''),
  row('522326004', 'street', '522326'),
  row('522326004002', 'community', '522326004'),
  row('522326004002-01', 'grid', '522326004002'),
];
const nothing = { units: [], postsAt: () => 0 };
const refusals = (rows: readonly UnitRow[]) =>
  planUnits(rows, nothing).rows.flatMap(({ at, problems }) => problems.map((problem) => `${at}: ${problem}`));

describe('what is wrong with a row is said with what would be right', () => {
  test.each([
    ['a kind that is none', row('522326004002-02', '片区', '522326004002'), /no kind 片区: one of province, city/],
    ['a grid under a street', row('52232600402', 'grid', '522326004'), /a grid hangs under community, not under street/],
    ['a building under a community', row('522326004002001', 'building', '522326004002'), /a building hangs under grid/],
    [
      'a grid’s code of three digits',
      row('522326004002-003', 'grid', '522326004002'),
      /its community's code and 2 digits: 522326004002…/,
    ],
    ['a building’s code of two', row('52232600400201-01', 'building', '522326004002-01'), /its grid's code and 3 digits/],
    ['a parent that is nowhere', row('522326009001', 'community', '522326009'), /no unit has the code 522326009/],
    ['a code twice', row('522326004002', 'community', '522326004'), /twice/],
    ['a name that is missing', row('522326004002-02', 'grid', '522326004002', { name: ' ' }), /name is missing/],
    ['a day that is none', row('522326004002-02', 'grid', '522326004002', { from: '2026-02-30' }), /YYYY-MM-DD/],
    [
      'an end before the beginning',
      row('522326004002-02', 'grid', '522326004002', { from: '2026-02-03', to: '2026-02-03' }),
      /ends before/,
    ],
    [
      'a mark of another kind',
      row('522326004002-02', 'grid', '522326004002', { marks: { population: 5 } }),
      /no mark population: it has households, fullTimePosts, forces/,
    ],
    ['a mark out of shape', row('522326004002-02', 'grid', '522326004002', { marks: { households: 'many' } }), /households: /],
    [
      'a class that is none',
      row('522326004002B01', 'party', '522326004002', { marks: { class: 'cell' } }),
      /class of a party is one of .*building-group/,
    ],
    [
      'a grid’s branch at the community',
      row('522326004002B01', 'party', '522326004002', { marks: { class: 'branch' } }),
      /branch of the Party hangs under a grid/,
    ],
    [
      'a compound that is a grid',
      row('52232600400201001', 'building', '52232600400201', { marks: { compound: '52232600400201' } }),
      /compound names a compound by its code: this is a grid/,
    ],
    [
      'a firm that is nowhere',
      row('522326004002C01', 'compound', '522326004002', { marks: { firm: '522326004002P09' } }),
      /firm names a property.*no unit has the code/,
    ],
  ] as const)('%s', (_, bad, said) => {
    const [first, ...more] = refusals([...base, bad]);
    expect(first).toMatch(said);
    expect(more).toEqual([]);
  });

  test('what hangs on a refused row is refused with it, and nothing hangs under itself', () => {
    const plan = planUnits(
      [...base.slice(0, 1), row('522326004', 'grid', '522326'), ...base.slice(2), row('522326008', 'street', '522326008')],
      nothing,
    );
    expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['new', 'refused', 'refused', 'refused', 'refused']);
    expect(plan.rows[2]?.problems).toEqual(['522326004 above it is refused (row 522326004)']);
    expect(plan.rows[4]?.problems).toEqual(['522326008 hangs under itself']);
    expect(plan.entries.map(({ code }) => code)).toEqual(['522326']);
  });

  test('rows may stand in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(base, { minLength: base.length }), (rows) => {
        expect(planUnits(rows, nothing).rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'new']);
      }),
    );
  });
});

describe('a table', () => {
  const read = (header: string, ...lines: string[]) => {
    const found = readHeader(header.split(','));
    if (found.kind === 'unfit') return found.problem;
    return lines.map((line, index) => readUnitRow(found.columns, line.split(','), index + 2));
  };

  test('is read by its Chinese or its English columns, lists and numbers too', () => {
    expect(
      read(
        '编码,名称,类型,上级,户数,入格力量,停用日期,categories,党员负责人',
        '522326004002-01,第一网格,网格,522326004002,180,网格员;片区民警；楼栋长,2026-05-01,,',
        '522326004002F01,日间照料中心,服务点,522326004002,,,,08；0901,是',
      ),
    ).toEqual([
      row('522326004002-01', 'grid', '522326004002', {
        at: 'line 2',
        name: '第一网格',
        to: '2026-05-01',
        marks: { households: 180, forces: ['网格员', '片区民警', '楼栋长'] },
      }),
      row('522326004002F01', 'facility', '522326004002', {
        at: 'line 3',
        name: '日间照料中心',
        marks: { memberLed: true, categories: ['08', '0901'] },
      }),
    ]);
  });

  test.each([
    ['编码,名称,类型', /lacks parent/],
    ['编码,名称,类型,上级,code', /twice/],
    ['编码,名称,类型,上级,生日', /no column is called 生日/],
  ])('%s is no header', (header, said) => {
    expect(read(header)).toMatch(said);
  });
});

test('the table that the documentation shows is one that goes in', async () => {
  const page = await readFile(new URL('../../docs/units.md', import.meta.url), 'utf8');
  const [header = '', ...lines] = (/```csv\n([^`]+)\n```/.exec(page)?.[1] ?? '').split('\n');
  const found = readHeader(header.split(','));
  if (found.kind === 'unfit') throw new Error(found.problem);
  const rows = lines.map((line, index) => readUnitRow(found.columns, line.split(','), index + 2));
  const { rows: planned } = planUnits([...countyRows(wangmo), ...rows], nothing);
  expect(planned.slice(-rows.length).map(({ outcome, problems }) => [outcome, problems])).toEqual(rows.map(() => ['new', []]));
  for (const kind of UnitKind.options) expect(page).toMatch(new RegExp(`[|,] ?${kind}\\b`));
});

describe('in the database', () => {
  const open = async () => {
    const community = await openCommunity();
    const put = (rows: readonly UnitRow[], more: object = {}) =>
      importUnits(community.db, { tenant: '522326', rows, newId: community.newId, at, by: null, reason: '年度更新', ...more });
    const byCode = async () => new Map((await readUnits(community.db)).map((unit) => [unit.code, unit]));
    return { ...community, put, byCode };
  };

  test('the county goes in once: a dry run writes nothing, a second run changes nothing', async () => {
    const { db, put } = await open();
    const rows = countyRows(wangmo);
    expect((await put(rows, { dryRun: true })).written).toBe(0);
    expect(await readUnits(db)).toEqual([]);
    expect((await put(rows)).written).toBe(188);
    const again = await put(rows);
    expect(again.written).toBe(0);
    expect(new Set(again.plan.rows.map(({ outcome }) => outcome))).toEqual(new Set(['same']));
    const { rows: changes } = await db.executeQuery<{ count: string }>(
      db
        .selectFrom('reference_changes' as never)
        .select((e) => e.fn.countAll().as('count'))
        .compile(),
    );
    expect(Number(changes[0]?.count)).toBe(188);
  });

  test('one refused row leaves all as it was, unless the good ones are wanted', async () => {
    const { db, put } = await open();
    const rows = [...base, row('522326004002-999', 'grid', '522326004002')];
    expect((await put(rows)).written).toBe(0);
    expect(await readUnits(db)).toEqual([]);
    expect((await put(rows, { partial: true })).written).toBe(4);
  });

  test('a rename and a new official code keep id and path, marks not named stay, and each change is kept with its reason', async () => {
    const { db, put, byCode, pool } = await open();
    await put([
      ...base.slice(0, 2),
      row('522326004002', 'community', '522326004', { marks: { population: 12_000, brand: '旧' } }),
      base[3]!,
    ]);
    const before = (await byCode()).get('522326004002')!;
    const renamed = row('522326004009', 'community', '522326004', {
      was: '522326004002',
      name: '新名社区',
      marks: { brand: null, resettledSince: '2019-06-01' },
    });
    expect((await put([renamed], { at: at + 1 })).plan.rows[0]).toMatchObject({
      outcome: 'changed',
      changes: {
        code: ['522326004002', '522326004009'],
        name: ['单元522326004002', '新名社区'],
        brand: ['旧', null],
        resettledSince: [null, '2019-06-01'],
      },
    });
    const after = (await byCode()).get('522326004009')!;
    expect(after).toEqual({
      ...before,
      code: '522326004009',
      name: '新名社区',
      flags: { population: 12_000, brand: null, resettledSince: '2019-06-01' },
    });
    expect((await put([renamed])).plan.rows[0]).toMatchObject({ outcome: 'same' });
    expect((await put([row('52232600400203', 'grid', '522326004009')])).plan.rows[0]?.problems).toEqual([
      "a grid's code is its community's code and 2 digits: 522326004009…",
    ]);

    const [change] = await changesOf(db, '522326', after.id);
    expect(change).toMatchObject({ change: 'changed', reason: '年度更新', by: null, before: { name: '单元522326004002' } });
    for (const statement of ['update reference_changes set reason = $1', 'delete from reference_changes where reason <> $1']) {
      await expect(pool.query(statement, ['x'])).rejects.toThrow(/only ever added to/);
    }
  });

  test('a unit ends when nothing stands below it and nobody holds a post there, and is never moved', async () => {
    const { put, byCode, db, keyring, newId } = await open();
    await put([...base, row('522326004003', 'community', '522326004')]);
    const said = async (bad: UnitRow) => (await put([bad])).plan.rows[0]?.problems.join();
    const grid = (more: Partial<UnitRow>) => row('522326004002-01', 'grid', '522326004002', more);
    expect(await said(grid({ parent: '522326004003' }))).toMatch(/it hangs under 522326004002: a unit does not move/);
    expect(await said(row('522326004002', 'community', '522326004', { to: '2026-06-01' }))).toMatch(
      /52232600400201 hangs under it and stands/,
    );

    const person = newId();
    const post = {
      id: newId(),
      tenant: '522326',
      person,
      role: 'grid-worker' as const,
      unit: (await byCode()).get('52232600400201')!.id,
      validFrom: at,
      validTo: Date.parse('2026-07-01T00:00:00+08:00'),
    };
    await putPeople(db, [sealPerson(keyring, { tenant: '522326', id: person, name: '甲' })]);
    await putPosts(db, [post]);
    expect(await said(grid({ to: '2026-06-01' }))).toMatch(/1 posts there run longer/);
    expect(
      (await put([grid({ to: '2026-07-01' }), row('522326004002', 'community', '522326004', { to: '2026-07-01' })])).written,
    ).toBe(2);
    expect((await byCode()).get('522326004002')?.validTo).toBe(Date.parse('2026-07-01T00:00:00+08:00'));
    expect(await said(row('522326004002-02', 'grid', '522326004002'))).toMatch(/522326004002 above it has ended/);
  });

  test('province and city stand above the county and are no part of where an order lies', async () => {
    const { put, byCode } = await open();
    await put(base);
    const county = County.parse({
      source: 'test',
      above: [
        { code: '52', name: '贵州省' },
        { code: '5223', name: '黔西南州' },
      ],
      county: { code: '522326', name: '单元522326' },
      streets: [{ code: '522326004', name: '单元522326004', villages: [] }],
      units: [{ code: '522326T01', name: '应急队', kind: 'team', parent: '522326', marks: { class: 'emergency' } }],
    });
    const { plan } = await put(countyRows(county));
    expect(plan.rows.map(({ code, outcome }) => [code, outcome])).toEqual([
      ['52', 'new'],
      ['5223', 'new'],
      ['522326', 'changed'],
      ['522326004', 'changed'],
      ['522326T01', 'new'],
    ]);
    const units = await byCode();
    expect(['52', '5223', '522326', '522326T01'].map((code) => units.get(code)?.path)).toEqual([
      'u52',
      'u52.u23',
      'u522326',
      'u522326.uT01',
    ]);
    expect(units.get('522326')?.parent).toBe(units.get('5223')?.id);
    expect((await put(countyRows(county))).written).toBe(0);
  });
});
