// 红榜 and 整改提醒榜: who stands on which, and when it is shown (domain research 5.4).
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { readRuleTable } from '@six-order/community/county-rules/rule-table';
import { datesOf, isShown, ListRules, listsOf, type Entry, type Standing } from '@six-order/community/lists/lists';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const rules = ListRules.parse({});
const unit = (name: string, more: Partial<Standing> = {}): Standing => ({
  unit: name,
  kind: 'community',
  orders: 20,
  score: 80,
  redCards: 0,
  overdue: 0,
  ...more,
});
const stands = (...standings: Standing[]) =>
  listsOf(standings, rules).map(({ list, unit: name, reasons }) => [list, name, ...reasons]);

test.each<[string, Standing[], string[][]]>([
  ['the best of a kind is red, at least one', [unit('a', { score: 95 }), unit('b')], [['red', 'a', 'score']]],
  ['below 90 none is red', [unit('a', { score: 89.9 })], []],
  ['with a red card none is red', [unit('a', { score: 95, redCards: 1 })], []],
  ['fewer than 10 orders count for nothing', [unit('a', { score: 95, orders: 9 }), unit('b', { score: 10, orders: 9 })], []],
  [
    'level with the best is red too',
    [unit('a', { score: 95 }), unit('b', { score: 95 })],
    [
      ['red', 'a', 'score'],
      ['red', 'b', 'score'],
    ],
  ],
  ['below 60 is to be reminded', [unit('a', { score: 59 })], [['black', 'a', 'score']]],
  ['60 is not', [unit('a', { score: 60 })], []],
  ['two red cards are', [unit('a', { redCards: 2 })], [['black', 'a', 'red-cards']]],
  ['more than a fifth overdue is', [unit('a', { overdue: 5 })], [['black', 'a', 'overdue']]],
  ['a fifth is not', [unit('a', { overdue: 4 })], []],
  ['without a score nothing is said of it', [unit('a', { score: null })], []],
  [
    'streets are not set beside each other',
    [unit('a', { kind: 'street', score: 95 }), unit('b', { kind: 'street', score: 5 })],
    [],
  ],
  [
    'each kind by itself',
    [unit('a', { score: 95 }), unit('b', { kind: 'department', score: 91 })],
    [
      ['red', 'a', 'score'],
      ['red', 'b', 'score'],
    ],
  ],
])('%s', (_, standings, wanted) => expect(stands(...standings)).toEqual(wanted));

test('a tenth: of thirty, three', () => {
  const thirty = Array.from({ length: 30 }, (_, n) => unit(String(n), { score: 91 + n / 10 }));
  expect(stands(...thirty).map(([, name]) => name)).toEqual(['27', '28', '29']);
});

test('no unit is on both lists, and more cards or delays never help', () => {
  const any = fc.record({
    unit: fc.uuid(),
    kind: fc.constantFrom('community', 'department', 'street'),
    orders: fc.nat(40),
    score: fc.option(fc.integer({ min: 0, max: 100 })),
    redCards: fc.nat(3),
    overdue: fc.nat(40),
  });
  fc.assert(
    fc.property(fc.uniqueArray(any, { selector: ({ unit: name }) => name, maxLength: 30 }), (standings) => {
      const found = listsOf(standings, rules);
      const of = (list: string) => new Set(found.filter((one) => one.list === list).map((one) => one.unit));
      for (const { unit: name, redCards, orders } of standings) {
        if (redCards > 0 || orders < 10) expect(of('red').has(name)).toBe(false);
        if (redCards > 1 && orders >= 10 && standings.find((one) => one.unit === name)?.kind !== 'street') {
          expect(of('black').has(name)).toBe(true);
        }
      }
    }),
  );
});

describe('when it is shown', () => {
  const noticedAt = Date.parse('2026-03-11T09:00:00+08:00');
  const dates = datesOf(officialCalendar, noticedAt, rules);
  test('told 3 working days before, 5 to appeal, 30 days long', () => {
    const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
    expect([dates.shownFrom, dates.appealBy, dates.endsAt].map(day)).toEqual([
      '2026-03-17T00:00',
      '2026-03-19T00:00',
      '2026-04-16T00:00',
    ]);
  });
  test('a county gives a unit more time, never less, and shows it no longer', () => {
    const longer = datesOf(officialCalendar, noticedAt, ListRules.parse({ noticeDays: 5, appealDays: 7, shownDays: 7 }));
    expect(longer.shownFrom).toBe(dates.appealBy);
    expect(longer.endsAt - longer.shownFrom).toBe(7 * 86_400_000);
    for (const value of [{ noticeDays: 2 }, { appealDays: 4 }, { shownDays: 31 }])
      expect(ListRules.safeParse(value).success).toBe(false);
  });
  const entry: Entry = {
    id: '',
    tenant: '',
    list: 'black',
    month: '2026-02',
    unit: 'u',
    person: null,
    reasons: ['score'],
    score: 50,
    noticedAt,
    ...dates,
    ground: null,
    appealedAt: null,
    decidedAt: null,
    upheld: null,
    correctedAt: null,
    consentedAt: null,
  };
  const at = dates.shownFrom;
  test.each<[string, Partial<Entry>, number, boolean]>([
    ['not before', {}, at - 1, false],
    ['from then on', {}, at, true],
    ['to the end', {}, dates.endsAt - 1, true],
    ['not after', {}, dates.endsAt, false],
    ['not while an appeal waits', { appealedAt: noticedAt }, at, false],
    ['after it was dismissed', { appealedAt: noticedAt, decidedAt: at, upheld: false }, at, true],
    ['not when it was right', { appealedAt: noticedAt, decidedAt: at, upheld: true }, at, false],
    ['not once it is corrected', { correctedAt: at }, at, false],
    ['no person without consent', { list: 'red', unit: null, person: 'p' }, at, false],
    ['a person with it', { list: 'red', unit: null, person: 'p', consentedAt: noticedAt }, at, true],
  ])('%s', (_, more, now, shown) => expect(isShown({ ...entry, ...more }, now)).toBe(shown));
});

test('a county enables them for itself; nothing lists persons, and no street may', () => {
  const row = (where: string, value: object) =>
    readRuleTable(
      `kind,key,unit,value,document,from,to\nlists,,${where},"${JSON.stringify(value).replaceAll('"', '""')}",望办发〔2026〕9号,2026-03-01,\n`,
      { tenant: '522326', newId: () => '', pathOf: (code) => ({ county: 'c', street: 'c.s' })[code] },
    );
  expect(row('county', {}).kind).toBe('read');
  expect(row('county', { kinds: ['street'] }).kind).toBe('read');
  expect(row('street', {}).kind).toBe('refused');
  for (const value of [
    { kinds: ['person'] },
    { kinds: ['household'] },
    { kinds: ['building'] },
    { persons: true },
    { blackPersons: true },
  ])
    expect([value, row('county', value).kind]).toEqual([value, 'refused']);
});
