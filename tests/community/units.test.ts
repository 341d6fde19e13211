import { communityName, County, countyUnits } from '@six-order/community/units/county';
import { ownCode, pathLabel, type UnitEntry } from '@six-order/community/units/unit';
import { putUnits, readUnits } from '@six-order/community/units/unit-store';
import { wangmo } from '@six-order/community/units/wangmo';
import { describe, expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const at = Date.parse('2026-01-01T00:00:00+08:00');

describe('codes and paths', () => {
  test.each([
    ['522326', null, 'u522326'],
    ['522326004', '522326', 'u004'],
    ['522326004002', '522326004', 'u002'],
    ['52232600400201', '522326004002', 'u01'],
    ['522326D01', '522326', 'uD01'],
    ['ABC', '522326', 'uABC'],
  ])('%s below %s is %s', (code, parent, label) => {
    expect(pathLabel(code, parent)).toBe(label);
  });

  test.each(['', '5', '52-23', '52.23', 'abc', '望谟', '522326 '])('%s is no code', (code) => {
    expect(() => pathLabel(code, null)).toThrow(RangeError);
  });

  test('codes of our own stand on the official one', () => {
    const grid = ownCode.grid('522326004002', 1);
    expect([grid, ownCode.householdGroup(grid, 1), ownCode.building(grid, 1)]).toEqual([
      '52232600400201',
      '5223260040020101',
      '52232600400201001',
    ]);
    expect([ownCode.department('522326', 1), ownCode.team('522326004', 2), ownCode.property('522326004002', 3)]).toEqual([
      '522326D01',
      '522326004T02',
      '522326004002P03',
    ]);
    for (const wrong of [0, 100, 1.5]) expect(() => ownCode.grid('522326004002', wrong)).toThrow(RangeError);
  });
});

describe('the county file', () => {
  test('holds the county, 16 townships and 171 villages and communities, each after its parent', () => {
    const units = countyUnits(wangmo);
    const kinds = Object.groupBy(units, ({ kind }) => kind);
    expect([kinds.county?.length, kinds.street?.length, kinds.community?.length]).toEqual([1, 16, 171]);
    const seen = new Set<string | null>([null]);
    for (const { code, parent } of units) {
      expect(seen.has(parent)).toBe(true);
      seen.add(code);
    }
    expect(units.find(({ code }) => code === '522326004002')).toMatchObject({
      name: '蟠桃园社区',
      parent: '522326004',
      flags: { class: 'urban', committee: '蟠桃园社区居民委员会' },
    });
    expect(units.find(({ code }) => code === '522326206')?.flags).toEqual({ class: 'township' });
  });

  test.each([
    ['蟠桃园社区居民委员会', '蟠桃园社区'],
    ['甘莱村村民委员会', '甘莱村'],
    ['某居民委员会', '某居民委员会'],
  ])('%s is called %s', (committee, name) => {
    expect(communityName(committee)).toBe(name);
  });

  test('is refused when a street or a village is of another place', () => {
    const of = (street: string, village: string) => ({
      source: 'test',
      county: { code: '522326', name: '望谟县' },
      streets: [{ code: street, name: '街', villages: [{ code: village, name: '村' }] }],
    });
    expect(County.parse(of('522326001', '522326001001')).streets).toHaveLength(1);
    expect(() => County.parse(of('522327001', '522327001001'))).toThrow(/another county/);
    expect(() => County.parse(of('522326001', '522326002001'))).toThrow(/another street/);
  });
});

describe('in the database', () => {
  const rows = <T extends { readonly code: string }>(entries: readonly T[]) =>
    entries.toSorted((a, b) => (a.code < b.code ? -1 : 1));

  test('units stand under the units that they name, and a second import changes nothing', async () => {
    const { db, newId } = await openCommunity();
    expect(await putUnits(db, '522326', countyUnits(wangmo), { newId, at })).toBe(188);
    const first = await readUnits(db);
    const version = await db.selectFrom('reference_versions').selectAll().execute();

    expect(await putUnits(db, '522326', countyUnits(wangmo), { newId, at: at + 1 })).toBe(0);
    expect(rows(await readUnits(db))).toEqual(rows(first));
    expect(await db.selectFrom('reference_versions').selectAll().execute()).toEqual(version);

    const byCode = new Map(first.map((unit) => [unit.code, unit]));
    const community = byCode.get('522326004002');
    expect(community).toMatchObject({
      path: 'u522326.u004.u002',
      parent: byCode.get('522326004')?.id,
      validFrom: at,
      validTo: null,
    });
    expect(byCode.get('522326')).toMatchObject({ path: 'u522326', parent: null, flags: {} });
  });

  test('a renamed unit takes its new name and keeps id and path', async () => {
    const { db, newId } = await openCommunity();
    await putUnits(db, '522326', [{ code: '522326', name: '望谟县', kind: 'county', parent: null }], { newId, at });
    const [before] = await readUnits(db);
    expect(await putUnits(db, '522326', [{ code: '522326', name: '新名县', kind: 'county', parent: null }], { newId, at })).toBe(
      1,
    );
    expect(await readUnits(db)).toEqual([{ ...before, name: '新名县' }]);
  });

  test('a unit whose parent is nowhere is refused and nothing is written', async () => {
    const { db, newId } = await openCommunity();
    const orphan: UnitEntry = { code: '522326004', name: '蟠桃街道', kind: 'street', parent: '522326' };
    const county: UnitEntry = { code: '522301', name: '兴义市', kind: 'county', parent: null };
    await expect(putUnits(db, '522326', [county, orphan], { newId, at })).rejects.toThrow(/522326004/);
    await expect(putUnits(db, '522326', [orphan, orphan], { newId, at })).rejects.toThrow(/twice/);
    expect(await readUnits(db)).toEqual([]);
  });

  test('two processes that import at once end with one tree', async () => {
    const { db, another, newId } = await openCommunity();
    const put = (to: typeof db) => putUnits(to, '522326', countyUnits(wangmo), { newId, at });
    const written = await Promise.all([put(db), put(another().db), put(another().db)]);
    expect(written.reduce((sum, one) => sum + one)).toBe(188);
    const units = await readUnits(db);
    const ids = new Map(units.map((unit) => [unit.id, unit]));
    expect(units.filter(({ parent }) => parent !== null && !ids.has(parent))).toEqual([]);
    expect(units).toHaveLength(188);
  });
});
