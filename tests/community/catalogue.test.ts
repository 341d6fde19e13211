import { categories, categoryByCode, groups } from '@six-order/community/catalogue/catalogue';
import { parseCategories } from '@six-order/community/catalogue/category';
import { describe, expect, test } from 'vitest';

const header = 'code,name_zh,name_en,urgency,limit,flags\n';

test('the table has 52 categories in 12 groups, each code once', () => {
  expect(categories).toHaveLength(52);
  expect(new Set(categories.map(({ code }) => code)).size).toBe(52);
  expect(groups.map(({ code }) => code)).toEqual(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12']);
});

test.each([
  ['0101', { nameZh: '房屋漏水渗水', nameEn: 'leak in dwelling', urgency: 'U2', limit: '5 wd', flags: [], sealed: false }],
  ['0105', { flags: ['part', 'volunteers'], sealed: false }],
  ['0203', { urgency: 'U0', limit: 'on site 30 min, 2 h', flags: ['refer'] }],
  ['0302', { nameEn: 'cleaning, smell' }],
  ['0406', { urgency: 'U3', flags: ['event', 'statutory'] }],
  ['0503', { flags: ['mediation', 'sealed'], sealed: true, group: { code: '05', nameZh: '矛盾纠纷', nameEn: 'disputes' } }],
  ['1101', { flags: ['sealed', 'bypasses-unit'], sealed: true }],
  ['1102', { flags: ['sealed', 'discipline-only'], sealed: true }],
])('category %s reads as the table says', (code, expected) => {
  expect(categoryByCode(code)).toMatchObject(expected);
});

test('a code that is not in the table is no category', () => {
  expect(categoryByCode('9999')).toBeUndefined();
  expect(categoryByCode('constructor')).toBeUndefined();
});

describe('a table is refused that has', () => {
  test.each([
    ['an unknown urgency', '0101,漏水,leak,U9,5 wd,', /urgency/],
    ['an unknown flag', '0101,漏水,leak,U2,5 wd,X', /flag X is not known/],
    ['a flag named like a property of every object', '0101,漏水,leak,U2,5 wd,constructor', /flag constructor is not known/],
    ['a code of three digits', '101,漏水,leak,U2,5 wd,', /code/],
    ['a group without a name', '9901,漏水,leak,U2,5 wd,', /group 99 has no name/],
    ['no Chinese name', '0101,,leak,U2,5 wd,', /name_zh/],
    ['a code twice', '0101,漏水,leak,U2,5 wd,\n0101,漏水,leak,U2,5 wd,', /twice/],
    ['no row', '', /small/],
  ])('%s', (_, rows, complaint) => {
    expect(() => parseCategories(header + rows)).toThrow(complaint);
  });

  test('another column', () => {
    expect(() => parseCategories('code,name_zh,name_en,urgency,limit,flags,extra\n0101,漏水,leak,U2,5 wd,,x')).toThrow(/extra/);
  });
});
