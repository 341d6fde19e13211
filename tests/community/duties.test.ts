import { categories, categoryByCode } from '@six-order/community/catalogue/catalogue';
import { departments } from '@six-order/community/catalogue/departments';
import { defaultDuties, defaultTags, dutyOf, tagsAt, tagsOf } from '@six-order/community/catalogue/duties';
import { parseDuties } from '@six-order/community/catalogue/duty';
import { enforcementOf, hasPower, mayEnforce, powersOf, streetPowers } from '@six-order/community/catalogue/power';
import { isTagged, parseTags, tagSets } from '@six-order/community/catalogue/tag';
import { holdRules, noCountyRules, type CountyRule } from '@six-order/community/county-rules/county-rules';
import { demoRules } from '@six-order/community/demo/county-rules';
import { DAY } from '../harness/street-on.ts';
import { describe, expect, test } from 'vitest';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const where = { tenant: '522326', path: 'u522326.u004.u002.u01', at };
const rule = (kind: CountyRule['kind'], key: string, value: unknown, more: Partial<CountyRule> = {}): CountyRule =>
  ({
    id: `${kind} ${key}`,
    tenant: '522326',
    kind,
    key,
    path: 'u522326',
    value,
    document: '望府发〔2026〕8 号',
    validFrom: at,
    validTo: null,
    ...more,
  }) as CountyRule;

describe('row 17, 履行职责事项清单', () => {
  test('each of the 52 categories has one duty with its source', () => {
    expect(defaultDuties.map(({ category }) => category)).toEqual(categories.map(({ code }) => code));
    for (const { source } of defaultDuties) expect(source).not.toBe('');
  });

  test('nobody leads, assists and is kept out at once; every department named has a name', () => {
    for (const { category, main, assisting, notMine } of defaultDuties) {
      const named = [...main, ...assisting, ...notMine];
      expect(new Set(named).size, category).toBe(named.length);
      for (const party of named) {
        const [kind, which] = party.split(':');
        if (kind === 'department' && which !== undefined) expect(departments, category).toHaveProperty(which);
      }
    }
  });

  test('the three lists: basic, assisting, taken back', () => {
    expect(dutyOf(noCountyRules, '0101', where)).toMatchObject({ kind: 'basic', main: ['property', 'member', 'community'] });
    expect(dutyOf(noCountyRules, '0505', where)).toMatchObject({ kind: 'assisting' });
    expect(dutyOf(noCountyRules, '1102', where)).toMatchObject({ kind: 'reclaimed', main: ['department:discipline'] });
    expect(dutyOf(noCountyRules, '9999', where)).toBeUndefined();
  });

  test('a county’s row changes what it names, there and while it is in force, and names its paper', () => {
    const rules = holdRules([rule('duty', '0101', { main: ['street'] }, { path: 'u522326.u004', validTo: at + DAY })]);
    expect(dutyOf(rules, '0101', where)).toMatchObject({
      main: ['street'],
      assisting: ['grid', 'department:housing'],
      source: '望府发〔2026〕8 号',
    });
    for (const elsewhere of [
      { ...where, path: 'u522326.u003' },
      { ...where, at: at + DAY },
      { ...where, tenant: '522301' },
    ]) {
      expect(dutyOf(rules, '0101', elsewhere)).toEqual(dutyOf(noCountyRules, '0101', where));
    }
  });

  const header = 'category,kind,main,assisting,not_mine,flags,skills,source\n';
  test.each([
    ['a party that is none', '0101,基本,mayor,,,,,x', /party/],
    ['nobody who leads', '0101,基本,,,,,,x', /main/],
    ['one who leads and does not', '0101,基本,community,,community,,,x', /leads and does not/],
    ['a list that is none', '0101,别的,community,,,,,x', /kind/],
    ['a flag that is none', '0101,基本,community,,,免责,,x', /flags/],
    ['no source', '0101,基本,community,,,,,', /source/],
    ['a category twice', '0101,基本,community,,,,,x\n0101,基本,grid,,,,,x', /twice/],
  ])('a table with %s is refused', (_, rows, complaint) => {
    expect(() => parseDuties(header + rows)).toThrow(complaint);
  });
});

test('row 18, 赋权: a street enforces only what the list allows, by a document and while it is in force', () => {
  const illegal = dutyOf(noCountyRules, '0406', where)!;
  const rules = holdRules([rule('power', enforcementOf('0406'), {}, { path: 'u522326.u004', validTo: at + DAY })]);
  expect(mayEnforce(noCountyRules, illegal, false, where)).toBe(false);
  expect(mayEnforce(noCountyRules, illegal, true, where)).toBe(true);
  expect(mayEnforce(rules, illegal, false, where)).toBe(true);
  expect(mayEnforce(rules, illegal, false, { ...where, at: at + DAY })).toBe(false);
  expect(mayEnforce(rules, illegal, false, { ...where, path: 'u522326.u003' })).toBe(false);
  expect(mayEnforce(rules, { ...illegal, flags: ['enforcement'] }, false, where)).toBe(false);
});

test('row 19, 行政执法事项: illegal building and street trade need enforcement', () => {
  const enforced = defaultDuties.filter(({ flags }) => flags.includes('enforcement')).map(({ category }) => category);
  expect(enforced).toEqual(['0406', '0407']);
});

test('row 20, the three powers of a street, each with its document and term', () => {
  const rules = holdRules(demoRules(at));
  expect(Object.values(streetPowers).map(({ zh }) => zh)).toEqual(['综合管理权', '统筹协调权', '应急处置权']);
  expect(powersOf(rules, where).map(({ power }) => power)).toEqual(Object.keys(streetPowers));
  for (const { document } of powersOf(rules, where)) expect(document).not.toBe('');
  expect(hasPower(rules, 'overall-coordination', where)).toBe(true);
  expect(hasPower(rules, 'overall-coordination', { ...where, path: 'u522326.u003.u001' })).toBe(false);
  expect(hasPower(rules, 'overall-coordination', { ...where, at: at - 1 })).toBe(false);
});

test('row 23, 减负: what no community is made the main handler of', () => {
  const kept = defaultDuties.filter(({ flags }) => flags.includes('community-not-main')).map(({ category }) => category);
  expect(kept).toEqual(['0203', '0406', '0407', '0505', '0506', '0803', '0901', '1102']);
});

describe('tags', () => {
  const names = (set: string) => defaultTags.filter((tag) => tag.set === set).map(({ zh }) => zh);
  const groupsOf = (tag: string) => [
    ...new Set(
      categories
        .filter(({ code }) =>
          isTagged(
            defaultTags.find((one) => one.tag === tag)!,
            code,
          ),
        )
        .map(({ group }) => group.code),
    ),
  ];

  test('row 43, 三网: every category in exactly one net', () => {
    expect(names('three-nets')).toEqual(['党建网', '民生网', '平安网']);
    for (const { code } of categories) {
      expect(
        tagsOf(noCountyRules, code, where).filter(({ set }) => set === 'three-nets'),
        code,
      ).toHaveLength(1);
    }
  });

  test('row 64, 四安: 安居 01–04, 业安 06, 身安 04, 07, 08, 心安 05, 09', () => {
    expect(names('four-peace')).toEqual(['安居', '业安', '身安', '心安']);
    expect(groupsOf('home')).toEqual(['01', '02', '03', '04']);
    expect(groupsOf('work')).toEqual(['06']);
    expect(groupsOf('body')).toEqual(['04', '07', '08']);
    expect(groupsOf('mind')).toEqual(['05', '09']);
  });

  test('row 50, 一圈两场三改 and 垃圾分类', () => {
    expect(names('campaigns')).toEqual([
      '十五分钟生活圈',
      '停车场建设',
      '农贸市场建设',
      '棚户区改造',
      '老旧小区改造',
      '背街小巷改造',
      '垃圾分类',
    ]);
  });

  test('row 51, 五个体系: every category in exactly one', () => {
    expect(names('five-systems')).toHaveLength(5);
    for (const { code } of categories) {
      expect(
        tagsOf(noCountyRules, code, where).filter(({ set }) => set === 'five-systems'),
        code,
      ).toHaveLength(1);
    }
  });

  test('row 84, 一老一小: from the category only; the rest is for people to say of themselves', () => {
    expect(names('groups')).toEqual(['一老', '一小', '青年', '外出务工人员', '新就业群体']);
    expect(tagsOf(noCountyRules, '0801', where).map(({ tag }) => tag)).toContain('elderly');
    expect(
      categories.some(({ code }) =>
        isTagged(
          defaultTags.find(({ tag }) => tag === 'youth')!,
          code,
        ),
      ),
    ).toBe(false);
  });

  test('row 65 and 85: a county’s own tag and a community’s brand', () => {
    const rules = holdRules([
      rule('tag', 'campaigns/old-estates', { zh: '老旧小区攻坚', en: 'old estates', categories: ['0101'] }),
      rule('tag', 'campaigns/spring', { zh: '春风行动', en: 'spring', categories: [] }),
      ...demoRules(at),
    ]);
    const campaigns = tagsAt(rules, where).filter(({ set }) => set === 'campaigns');
    expect(campaigns.map(({ zh }) => zh)).toContain('老旧小区攻坚');
    expect(campaigns).toHaveLength(Object.keys(tagSets).length + 3);
    expect(tagsOf(rules, '0101', where).map(({ tag }) => tag)).toContain('old-estates');
    expect(rules.find('brand', '', where)?.value.theme).toBe('党员先锋帮帮团');
    expect(rules.find('brand', '', { ...where, path: 'u522326.u003' })).toBeUndefined();
  });

  test('every reach of a tag is a category or a group that is there; a table with another set is refused', () => {
    for (const { categories: reaches, tag } of defaultTags) {
      for (const reach of reaches) {
        const known = categoryByCode(reach) ?? categories.find(({ group }) => group.code === reach);
        expect(known, `${tag} ${reach}`).toBeDefined();
      }
    }
    expect(() => parseTags('set,tag,zh,en,categories\nfive-nets,a,甲,a,01')).toThrow(/set/);
  });
});
