import { categories, categoryByCode } from '@six-order/community/catalogue/catalogue';
import { duplicatesOf, type Matter } from '@six-order/community/duplicates/find';
import { joinable, mayJoin } from '@six-order/community/duplicates/me-too';
import { defaultDuplicateLimits as limits } from '@six-order/community/duplicates/rules';
import { similarity, trigramsOf } from '@six-order/community/duplicates/similarity';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../harness/street-on.ts';

const now = Date.parse('2026-03-02T09:00:00+08:00');
const grid = 'u522326.u004.u002.u01';
const lamp = '三栋二单元楼道灯不亮，晚上老人上下楼看不见';

const matter = (id: string, more: Partial<Matter> = {}): Matter => ({
  id,
  category: '0105',
  path: grid,
  building: 'b1',
  resident: `resident ${id}`,
  openedAt: now,
  endedAt: null,
  text: lamp,
  ...more,
});
const order = matter('mine', { resident: 'ran' });
const found = (...others: readonly Matter[]) => duplicatesOf(order, others, limits);

describe('the same resident, category and place within 30 days', () => {
  test.each<readonly [string, Partial<Matter>, boolean]>([
    ['yesterday', { openedAt: now - DAY }, true],
    ['30 days ago', { openedAt: now - 30 * DAY }, true],
    ['30 days and an hour ago', { openedAt: now - 30 * DAY - HOUR }, false],
    ['with other words', { text: '水管爆了' }, true],
    ['of another category', { category: '0101' }, false],
    ['of another building', { building: 'b2' }, false],
    ['in another grid, without a building', { building: null, path: 'u522326.u004.u002.u02' }, false],
    ['in the same grid, without a building', { building: null }, true],
    ['by somebody else', { resident: 'other' }, false],
    ['by nobody known', { resident: null }, false],
  ])('%s', (_, more, proposed) => {
    const { duplicates, parent } = found(matter('other', { resident: 'ran', openedAt: now - DAY, ...more }));
    expect(duplicates.map(({ id, rule }) => [id, rule])).toEqual(proposed ? [['other', 'same-resident']] : []);
    expect(parent).toBe(proposed ? 'other' : null);
  });

  test('no-new-facts: what is ended is told about instead of merged', () => {
    const ended = matter('before', { resident: 'ran', openedAt: now - 9 * DAY, endedAt: now - 3 * DAY });
    expect(found(ended)).toMatchObject({ duplicates: [{ id: 'before' }], parent: null, answered: 'before' });
    const open = matter('open', { resident: 'ran', openedAt: now - DAY });
    expect(found(ended, open)).toMatchObject({ parent: 'open', answered: null });
  });
});

describe('three residents on one matter within 7 days', () => {
  const others = (...ids: readonly string[]) => ids.map((id, at) => matter(id, { openedAt: now - (at + 1) * DAY }));

  test('two are not enough, three are, and the oldest open one would take the rest in', () => {
    expect(found(...others('a'))).toEqual({ duplicates: [], parent: null, answered: null });
    const { duplicates, parent } = found(...others('a', 'b'));
    expect(duplicates.map(({ id, rule }) => [id, rule])).toEqual([
      ['a', 'many-residents'],
      ['b', 'many-residents'],
    ]);
    expect(parent).toBe('b');
  });

  test('one resident three times is one resident', () => {
    const thrice = others('a', 'b').map((one) => ({ ...one, resident: 'x', building: 'b1' }));
    expect(found(...thrice).duplicates).toEqual([]);
  });

  test.each<readonly [string, Partial<Matter>, boolean]>([
    ['seven days ago', { openedAt: now - 7 * DAY }, true],
    ['longer ago', { openedAt: now - 7 * DAY - HOUR }, false],
    ['ended', { endedAt: now }, false],
    ['of another community', { path: 'u522326.u004.u003.u01', building: 'b9' }, false],
    ['of another grid in like words', { path: 'u522326.u004.u002.u02', building: 'b9' }, true],
    ['of another grid in other words', { path: 'u522326.u004.u002.u02', building: 'b9', text: '电梯门口的灯一直闪' }, false],
    ['at the same place, of something else', { text: '门禁刷卡没有反应' }, false],
    ['without a text (a sealed category)', { text: null }, false],
  ])('%s', (_, more, counted) => {
    const { duplicates } = found(...others('a'), matter('b', { openedAt: now - DAY, ...more }));
    expect(duplicates.map(({ id }) => id)).toEqual(counted ? ['a', 'b'] : []);
  });
});

test('what is found does not hang on the order in which it was read, and never is the order itself', () => {
  const someone = fc.record({
    id: fc.constantFrom('mine', 'a', 'b', 'c', 'd', 'e'),
    resident: fc.option(fc.constantFrom('ran', 'x', 'y', 'z')),
    building: fc.option(fc.constantFrom('b1', 'b2')),
    openedAt: fc.integer({ min: now - 40 * DAY, max: now }),
    endedAt: fc.option(fc.constant(now)),
    text: fc.option(fc.constantFrom(lamp, '楼道灯不亮，晚上看不见', '水管爆了')),
  });
  fc.assert(
    fc.property(fc.uniqueArray(someone, { selector: ({ id }) => id }), (list) => {
      const others = list.map((one) => matter(one.id, one));
      const one = duplicatesOf(order, others, limits);
      expect(duplicatesOf(order, others.toReversed(), limits)).toEqual(one);
      expect(one.duplicates.map(({ id }) => id)).not.toContain('mine');
      expect(one.parent === null || one.answered === null).toBe(true);
    }),
  );
});

describe('similarity', () => {
  test('of a text with itself is 1, in both directions the same, spaces and punctuation apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const [x, y] = [trigramsOf(a), trigramsOf(b)];
        expect(similarity(x, y)).toBe(similarity(y, x));
        expect(similarity(x, x)).toBe(x.size === 0 ? 0 : 1);
        expect(similarity(x, y)).toBeGreaterThanOrEqual(0);
        expect(similarity(x, y)).toBeLessThanOrEqual(1);
      }),
    );
    expect(similarity(trigramsOf('楼道灯 不亮。'), trigramsOf('楼道灯不亮'))).toBe(1);
  });
});

describe('me-too, “我也一样”', () => {
  test('never for disputes, aid, care and complaints, published or not', () => {
    for (const category of categories) {
      if (!['05', '07', '08', '11'].includes(category.group.code)) continue;
      expect(mayJoin(category, true), category.code).toBe(false);
      expect(mayJoin(category, false), category.code).toBe(false);
    }
  });

  test('for public facilities at once, for the rest when it is published', () => {
    const offered = categories.filter((category) => mayJoin(category, false)).map(({ code }) => code);
    expect(offered).toEqual(['0105', '0304', '0404']);
    expect(mayJoin(categoryByCode('0301')!, false)).toBe(false);
    expect(mayJoin(categoryByCode('0301')!, true)).toBe(true);
    expect(mayJoin(categoryByCode('1202')!, true)).toBe(false);
  });

  test('shows category, place and the day in China, and nothing else', () => {
    expect(joinable({ category: '0105', unit: '522326004002', openedAt: Date.parse('2026-03-01T17:00:00Z') })).toEqual({
      category: '0105',
      unit: '522326004002',
      day: '2026-03-02',
    });
  });
});
