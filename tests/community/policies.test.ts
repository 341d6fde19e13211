// The numbers of the rules: each may be set by a county or a street from a day on; what was told before stays told.
import { readRuleTable } from '@six-order/community/county-rules/rule-table';
import { putCountyRules, readCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { holdRules, type CountyRule } from '@six-order/community/county-rules/county-rules';
import type { Urgency } from '@six-order/community/catalogue/category';
import { noticeDueDays } from '@six-order/community/calendar/notice-due';
import { changeClock } from '@six-order/community/deadlines/change';
import { clockOf, officialRules, policiesOf, type Rules } from '@six-order/community/deadlines/clock';
import { createFacts } from '@six-order/community/facts';
import { countNames, type Counts } from '@six-order/community/metrics/counts';
import { bothSidesBy, isEnough, scoreOf, scoringOf, standingScoring, thresholdsOf } from '@six-order/community/metrics/metrics';
import { pointDays } from '@six-order/community/points/case';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { parseDuration } from '@six-order/community/deadlines/duration';
import {
  clockPolicies,
  orderPolicies,
  policies,
  type ClockPolicyName,
  type OrderPolicyName,
  type PolicyName,
  type PolicyValue,
} from '@six-order/community/policies/policies';
import type { Clock } from '@six-order/engine';
import { newId } from '@six-order/cli/new-id';
import { contextOf } from '@six-order/workflows/six-order/face';
import { emptyContext, type Context } from '@six-order/workflows/six-order/v2/context';
import { delays } from '@six-order/workflows/six-order/v2/clock';
import { claimLapses } from '@six-order/workflows/six-order/v2/dispatch';
import { draftLapses } from '@six-order/workflows/six-order/v2/intake';
import { rules as chartRules } from '@six-order/workflows/six-order/v2/rules';
import { describe, expect, test } from 'vitest';
import { openStreet } from '../harness/street.ts';
import { isBadOftenEnough } from '@six-order/workflows/six-order/v2/rules/evaluation';
import { clockGuards } from '@six-order/workflows/six-order/v2/clock';
import { passChecks } from '@six-order/workflows/six-order/v2/dispatch';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(`${text}+08:00`);
const open = await openStreet();
const [county, street] = ['u522326', 'u522326.u004'];
const FROM = at('2026-04-01T00:00:00');

const row = (key: string, value: PolicyValue, more: Partial<CountyRule> = {}): CountyRule => ({
  id: newId(),
  tenant: '522326',
  kind: 'policy',
  key,
  path: street,
  value,
  document: '望府办〔2026〕3号',
  validFrom: FROM,
  validTo: null,
  ...more,
});

/** A county where one number is another from 1 April on. */
const rulesWith = (name: string, value: PolicyValue): Rules => ({
  ...officialRules,
  policyAt: policiesOf(holdRules([row(name, value)]), '522326'),
});

/** By policy: a value that a county may set, and one that it may not. */
const values: Readonly<Record<PolicyName, readonly [may: PolicyValue, mayNot: PolicyValue]>> = {
  returns: [1, 6],
  reworks: [1, 0],
  extensions: [0, -1],
  'claim/U0': ['5 min', '2 h'],
  'claim/U1': ['1 h', '5 h'],
  'claim/U2': ['2 h', '1 wd'],
  'claim/U3': ['2 h', '25 h'],
  draft: ['3 d', '31 d'],
  'urge/U0': ['5 min', '0 min'],
  'urge/U1': ['30 min', '8 d'],
  'urge/U2': ['12 h', '1 wd'],
  'urge/U3': ['48 h', 'daily'],
  reminders: [2, 0],
  'pass-on': [0, 21],
  units: [2, 0],
  helpers: [3, 51],
  'called-within': ['7 d', '31 d'],
  'remind/half': [30, 0],
  'remind/pressing': [90, 100],
  'repeat/U0': ['10 min', '2 d'],
  'repeat/U1': ['12 h', '8 d'],
  'repeat/U2': ['48 h', '2 wd'],
  'repeat/U3': ['12 h', 24],
  grave: [100, 0],
  'grave/most': ['2 wd', '61 d'],
  'extend/U1': [0, 4],
  'extend/U2': [2, 6],
  'extend/U3': [1, 1.5],
  'extend-most/U1': ['48 h', '4 d'],
  'extend-most/U2': ['2 wd', '31 d'],
  'extend-most/U3': ['20 wd', '61 d'],
  'sample/transcribed': [100, 101],
  'sample/five-star': [0, -1],
  'figures/orders': [10, 0],
  'figures/answers': [50, 101],
  'figures/mixed-in': [0, 101],
  'figures/both-sides': [1, 2],
  'score/accepted': [20, 101],
  'score/contacted': [0, -1],
  'score/done': [30, 101],
  'score/solved': [45, 101],
  'score/satisfied': [45, 30.5],
  'score/cardsAnswered': [10, 101],
  'score/yellow': [2, 21],
  'score/red': [5, 51],
  'score/falseCompletions': [40, 101],
  'score/bonus': [5, 6],
  'points/hearing': [5, 2],
  'points/appeal': [10, 4],
  'points/warned': [30, 6],
  'calendar/notice-due': [90, 3],
};
const names = Object.keys(policies) as PolicyName[];
const emptyCounts = {
  ...Object.fromEntries(countNames.map((name) => [name, 0])),
  medianMinutes: null,
  p90Minutes: null,
} as Counts;

describe('a table of rules', () => {
  const line = (key: string, value: PolicyValue): string =>
    `kind,key,unit,value,document,from,to\npolicy,${key},522326004,"${JSON.stringify(value).replaceAll('"', '""')}",望府办〔2026〕3号,2026-04-01,`;
  const read = (key: string, value: PolicyValue) =>
    readRuleTable(line(key, value), { tenant: '522326', newId, pathOf: (code) => (code === '522326004' ? street : undefined) });

  test.each(names)('takes %s within its bounds, and refuses it beyond', (name) => {
    const [may, mayNot] = values[name];
    expect(may).not.toBe(policies[name].standing);
    expect(read(name, policies[name].standing)).toMatchObject({ kind: 'read' });
    expect(read(name, may)).toMatchObject({ kind: 'read', rules: [{ key: name, path: street, value: may, validFrom: FROM }] });
    expect(read(name, mayNot)).toMatchObject({ kind: 'refused', problems: [{ line: 2 }] });
  });

  test('names what there is, where a key is none', () => {
    expect(read('lunch', 3)).toEqual({
      kind: 'refused',
      problems: [{ line: 2, message: expect.stringContaining('key must be one of returns, reworks') }],
    });
  });
});

describe('of a clock', () => {
  const begun = (rules: Rules, urgency: Urgency, from: string, clock: 'whole' | 'accept' = 'whole'): Clock => {
    const category = { limit: '', flags: [] };
    const made = clockOf({ clock, category, urgency, path: street, from: at(from) }, rules);
    if (!made) throw new Error('no clock');
    return made;
  };
  const extended = (rules: Rules, urgency: Urgency, from: string, ...lengths: readonly string[]) =>
    lengths.reduce<Clock | string>(
      (clock, by) => {
        if (typeof clock === 'string') return clock;
        const order = { category: { limit: '', flags: [] }, urgency, path: street };
        const move = { change: 'extend', by: parseDuration(by) } as const;
        const result = changeClock(clock, move, clock.startedAt + MINUTE, order, rules);
        return result.kind === 'changed' ? result.clock : result.reason.en;
      },
      begun(rules, urgency, from),
    );
  const allowed = (...ask: Parameters<typeof extended>): boolean => typeof extended(...ask) !== 'string';

  /** By policy: what is seen of it on a clock that begins then. */
  const seen: Readonly<
    Record<ClockPolicyName, readonly [see: (rules: Rules, from: string) => unknown, before: unknown, after: unknown]>
  > = {
    'remind/half': [(rules, from) => begun(rules, 'U0', from).halfAt - at(from), 12 * HOUR, 0.3 * DAY],
    'remind/pressing': [(rules, from) => begun(rules, 'U0', from).pressingAt - at(from), 0.8 * DAY, 0.9 * DAY],
    'repeat/U0': [(rules, from) => begun(rules, 'U0', from).everyMs, 15 * MINUTE, 10 * MINUTE],
    'repeat/U1': [(rules, from) => begun(rules, 'U1', from).everyMs, DAY, 12 * HOUR],
    'repeat/U2': [(rules, from) => begun(rules, 'U2', from).everyMs, DAY, 2 * DAY],
    'repeat/U3': [(rules, from) => begun(rules, 'U3', from).everyMs, DAY, 12 * HOUR],
    grave: [
      (rules, from) => {
        const { dueAt, overAt } = begun(rules, 'U0', from);
        return overAt - dueAt;
      },
      12 * HOUR,
      DAY,
    ],
    // Half of 15 working days is more than either.
    'grave/most': [
      (rules, from) => new Date(begun(rules, 'U3', from).overAt + 8 * HOUR).toISOString().slice(0, 10),
      expect.stringMatching(/^2026-(03-30|05-08)$/),
      '2026-04-30',
    ],
    'extend/U1': [(rules, from) => allowed(rules, 'U1', from, '2 h'), true, false],
    'extend/U2': [(rules, from) => allowed(rules, 'U2', from, '1 wd', '1 wd'), false, true],
    'extend/U3': [(rules, from) => allowed(rules, 'U3', from, '1 wd', '1 wd'), true, false],
    'extend-most/U1': [(rules, from) => allowed(rules, 'U1', from, '36 h'), false, true],
    'extend-most/U2': [(rules, from) => allowed(rules, 'U2', from, '3 wd'), true, false],
    'extend-most/U3': [(rules, from) => allowed(rules, 'U3', from, '18 wd'), false, true],
  };

  test.each(Object.keys(clockPolicies) as ClockPolicyName[])(
    '%s holds from its day on, and a clock keeps what it began with',
    (name) => {
      const [see, before, after] = seen[name];
      const rules = rulesWith(name, values[name][0]);
      // The day before it begins, and its day; where no row is, as before.
      expect(see(rules, '2026-03-02T09:00:00')).toEqual(before);
      expect(see(rules, '2026-04-07T09:00:00')).toEqual(after);
      expect(see(officialRules, '2026-04-07T09:00:00')).toEqual(before);
    },
  );

  test('another street’s clocks stay as they are', () => {
    const rules = rulesWith('repeat/U0', '5 min');
    const of = (path: string) =>
      clockOf({ clock: 'accept', category: { limit: '', flags: [] }, urgency: 'U0', path, from: FROM }, rules)?.everyMs;
    expect([of(street), of(`${street}.u002`), of('u522326.u005'), of(county)]).toEqual([5, 5, 15, 15].map((n) => n * MINUTE));
  });

  test('a pause that ends after the day leaves a clock its reminders', () => {
    const rules = rulesWith('remind/pressing', 90);
    const clock = begun(rules, 'U0', '2026-03-31T20:00:00');
    const order = { category: { limit: '', flags: [] }, urgency: 'U0', path: street } as const;
    const paused = changeClock(clock, { change: 'pause', reason: 'emergency' }, at('2026-03-31T21:00:00'), order, rules);
    if (paused.kind !== 'changed') throw new Error(paused.reason.en);
    const resumed = changeClock(paused.clock, { change: 'resume' }, at('2026-04-02T21:00:00'), order, rules);
    if (resumed.kind !== 'changed') throw new Error(resumed.reason.en);
    expect(resumed.clock.dueAt - resumed.clock.pressingAt).toBe(0.2 * DAY);
  });
});

describe('of an order', () => {
  const now = at('2026-04-07T09:00:00');
  const holds = (rule: string, context: Partial<Context>, when = now): boolean =>
    chartRules[rule]!.holds({
      context: { ...emptyContext, openedAt: now, ...context },
      event: { type: 'test', at: when, actor: { person: 'me', post: null, role: 'member' }, input: {}, facts: {} },
    });
  const args = (context: Partial<Context>) => ({
    context: { ...emptyContext, ...context },
    event: { type: 'test', at: now, actor: { person: null, post: null, role: 'system' }, input: {}, facts: { next: {} } },
  });
  const bad = { solved: 'no', stars: 1, comment: null, at: now, by: 'resident' } as const;
  const helpers = (n: number) => Array.from({ length: n }, (_, id) => ({ kind: 'unit', id: `${id}`, askedAt: now }) as const);
  const urged = (urgency: Urgency, ago: number) => (policies_: Context['policies']) =>
    holds('isUrgedRarely', { urgency, urgers: [{ by: 'me', at: now - ago }], policies: policies_ });
  const clock = { startedAt: 0, dueAt: 0, overAt: 0, everyMs: 1000, finishedAt: null, reminded: 2 } as never;

  /** By policy: what an order that was told the other number does otherwise. Counted in the scenarios: `extensions`, `units`. */
  const told: Readonly<Record<Exclude<OrderPolicyName, 'extensions' | 'units'>, (policies: Context['policies']) => unknown>> = {
    returns: (policies) => holds('hasReturnsLeft', { returnsAsked: 1, policies }),
    reworks: (policies) => isBadOftenEnough({ ...emptyContext, rounds: [bad], policies }),
    'claim/U0': (policies) => claimLapses({ context: { ...emptyContext, urgency: 'U0', policies } }),
    'claim/U1': (policies) => claimLapses({ context: { ...emptyContext, urgency: 'U1', policies } }),
    'claim/U2': (policies) => claimLapses({ context: { ...emptyContext, urgency: 'U2', policies } }),
    'claim/U3': (policies) => claimLapses({ context: { ...emptyContext, urgency: 'U3', policies } }),
    draft: (policies) => draftLapses({ context: { ...emptyContext, policies } }),
    'urge/U0': urged('U0', 10 * MINUTE),
    'urge/U1': urged('U1', 45 * MINUTE),
    'urge/U2': urged('U2', 13 * HOUR),
    'urge/U3': urged('U3', 25 * HOUR),
    reminders: (policies) => [
      clockGuards['intakeRemindedEnough']!.holds(args({ urgency: 'U0', clocks: { intake: clock }, policies })),
      delays['intakeSilent']!(args({ urgency: 'U0', clocks: { intake: clock }, policies })),
    ],
    'pass-on': (policies) => passChecks.isPassedOn.holds(args({ untaken: true, policies })),
    helpers: (policies) => holds('hasRoomForParts', { assistants: helpers(5), policies }),
    'called-within': (policies) => holds('isRecent', { closedAt: now - 8 * DAY, policies }),
  };

  test.each(Object.keys(told) as (keyof typeof told)[])('%s is as it was told when it was placed', (name) => {
    const see = told[name];
    expect(see({ [name]: values[name][0] })).not.toEqual(see(undefined));
    expect(see({ [name]: orderPolicies[name].standing })).toEqual(see(undefined));
  });

  const place = { category: '0101' };

  test('is told what holds at its place on its day, and keeps it to its end', async () => {
    open.clock.set(at('2026-03-31T09:00:00'));
    await putCountyRules(open.tables, [
      row('returns', 1),
      row('returns', 3, { path: county }),
      row('helpers', 12),
      row('urge/U2', '12 h', { path: 'u522326.u005' }),
      row('repeat/U2', '12 h'),
      row('draft', '3 d', { validTo: at('2026-04-03T00:00:00') }),
    ]);
    await open.rules.refresh();
    const before = await open.place(place);
    open.clock.set(at('2026-04-01T09:00:00'));
    const during = await open.place(place);
    open.clock.set(at('2026-04-03T09:00:00'));
    const after = await open.place(place);
    const policiesOf = async ({ id }: { id: typeof before.id }) => contextOf((await open.get(id)).snapshot).policies;
    // The nearest unit's; what is the default's, another street's, or no order's is not kept.
    expect(await policiesOf(before)).toBeUndefined();
    expect(await policiesOf(during)).toEqual({ draft: '3 d', returns: 1 });
    expect(await policiesOf(after)).toEqual({ returns: 1 });
    await open.as('secretary').send(before.id, 'admit');
    expect(await policiesOf(before)).toBeUndefined();
    expect(await open.engine.replay(during.id)).toMatchObject({ same: true });
  });

  test('its first clock, too, is the street’s own', async () => {
    open.clock.set(at('2026-05-11T09:00:00'));
    await putCountyRules(open.tables, [
      row('limit', '', { kind: 'limit', key: 'intake', value: { clock: 'intake', limit: '2 wh', basis: 'policy' } }),
    ]);
    await open.deadlines.refresh();
    const { id } = await open.place(place);
    expect(contextOf((await open.get(id)).snapshot).clocks.intake?.dueAt).toBe(at('2026-05-11T11:00:00'));
  });

  test.each([
    ['a key that is none', 'lunch', 3, RangeError],
    ['a value beyond its bounds', 'returns', 9, Error],
  ])('%s is not stored', async (_, key, value, error) => {
    await expect(putCountyRules(open.tables, [row(key, value)])).rejects.toThrow(error);
  });

  test('a number that only a newer release knows is left out', async () => {
    const { id, value, ...stored } = row('lunch', 3);
    await open.db.query(
      `insert into county_rules (tenant, id, kind, key, path, value, document, valid_from) values ($1, $2, 'policy', 'lunch', $3, $4, 'x', now())`,
      [stored.tenant, id, stored.path, JSON.stringify(value)],
    );
    expect((await readCountyRules(open.tables, '522326', ['policy'])).map(({ key }) => key)).not.toContain('lunch');
  });
});

test('a month is ranked by the thresholds that stood when it ended', () => {
  const rules = holdRules([row('figures/orders', 10), row('figures/answers', 50), row('figures/mixed-in', 0)]);
  const of = (month: string, path = street) => thresholdsOf(rules, { tenant: '522326', path, month });
  const standing = { orders: 5, answers: 0.3, mixedIn: 10 };
  expect(of('2026-04')).toEqual({ orders: 10, answers: 0.5, mixedIn: 0 });
  expect([of('2026-03'), of('2026-04', county)]).toEqual([standing, standing]);
  const few = { ...emptyCounts, v: 9, answered: 3 };
  expect([isEnough(few, of('2026-03')), isEnough(few, of('2026-04'))]).toEqual([true, false]);
  expect(isEnough({ ...few, v: 10, answered: 5 }, of('2026-04'))).toBe(true);
  expect(isEnough({ ...few, v: 10, answered: 4 }, of('2026-04'))).toBe(false);
});

test('a month is scored by the weights that the county had when it ended, and by no street’s own', () => {
  const rules = holdRules([
    row('score/solved', 60, { path: county }),
    row('score/satisfied', 0, { path: county }),
    row('score/red', 10, { path: county }),
    row('score/bonus', 5, { path: county }),
    row('score/done', 100),
  ]);
  const of = (month: string) => scoringOf(rules, { tenant: '522326', path: `${street}.u001`, month });
  expect(of('2026-03')).toEqual(standingScoring);
  const set = of('2026-04');
  expect(set).toEqual({ ...standingScoring, 'score/solved': 60, 'score/satisfied': 0, 'score/red': 10, 'score/bonus': 5 });
  // Two orders, both in time in all, one solved, none satisfied; no card to be answered: (10 + 10 + 15 + 60·½)/95, or (… + 30·½ + 30·0)/95.
  const counts = {
    ...emptyCounts,
    v: 2,
    acceptedInTime: 2,
    contactedInTime: 2,
    doneInTime: 2,
    answered: 2,
    allAnswered: 2,
    solved: 1,
  };
  expect(scoreOf(counts, set)).toBeCloseTo((100 * 65) / 95, 10);
  expect(scoreOf(counts)).toBeCloseTo((100 * 50) / 95, 10);
  expect(scoreOf({ ...counts, red: 1 }, set)).toBeCloseTo((100 * 65) / 95 - 10, 10);
  // What staff found and did in time: half a point each, five at most, and nothing where the county set nothing.
  expect(scoreOf({ ...counts, proactiveInTime: 3 }, set)).toBeCloseTo((100 * 65) / 95 + 1.5, 10);
  expect(scoreOf({ ...counts, proactiveInTime: 100 }, set)).toBeCloseTo((100 * 65) / 95 + 5, 10);
  expect(scoreOf({ ...counts, proactiveInTime: 100 })).toBe(scoreOf(counts));
});

test('days of points are those of the place and the day', () => {
  const rules = holdRules([row('points/hearing', 5), row('points/appeal', 10, { path: county }), row('points/warned', 30)]);
  const of = (name: 'points/hearing' | 'points/appeal' | 'points/warned', when: number, path = `${street}.u001`) =>
    pointDays(rules, name, { tenant: '522326', path, at: when });
  expect([of('points/hearing', FROM - 1), of('points/hearing', FROM), of('points/hearing', FROM, county)]).toEqual([3, 5, 3]);
  expect([of('points/appeal', FROM), of('points/warned', FROM), of('points/warned', FROM - 1)]).toEqual([10, 30, 60]);
});

test('both sides of a whistle are scored where the county set so by a document, and by no street’s own rule', () => {
  const by = (rules: readonly CountyRule[], month: string) =>
    bothSidesBy(holdRules(rules), { tenant: '522326', path: street, month });
  const set = row('figures/both-sides', 1, { path: county });
  expect([by([set], '2026-03'), by([set], '2026-04')]).toEqual([undefined, '望府办〔2026〕3号']);
  expect(by([], '2026-04')).toBeUndefined();
  expect(by([row('figures/both-sides', 1)], '2026-04')).toBeUndefined();
  expect(by([row('figures/both-sides', 0, { path: county })], '2026-04')).toBeUndefined();
  expect(by([set, row('figures/both-sides', 0)], '2026-04')).toBe('望府办〔2026〕3号');
});

test('the next notice is asked for as long before as the county set', () => {
  const ask = (when: string) => noticeDueDays([row('calendar/notice-due', 90, { path: county })], '522326', at(when));
  expect([ask('2026-03-31T23:59:00'), ask('2026-04-01T00:00:00')]).toEqual([60, 90]);
  expect(noticeDueDays([row('calendar/notice-due', 90)], '520115', at('2026-04-01T00:00:00'))).toBe(60);
});

test('samples are drawn by the share that holds where and when they are drawn', async () => {
  const digest = (_: string, order: string) => new Uint8Array([Number(order) & 255, 0, 0, 0]);
  const rules = holdRules([row('sample/transcribed', 100), row('sample/five-star', 0)]);
  const read = createFacts({ directory: open.directory, numbers: createNumbers(open.tables), rules, digest });
  const drawn = async (of: 'transcribed' | 'five-star', path: string, when: number): Promise<number> => {
    const asks = Array.from({ length: 256 }, (_, n) => ({ kind: 'sample', of, path, at: when, tenant: '522326', order: `${n}` }));
    return (await read(asks as never)).filter((answer) => 'value' in answer && (answer.value as { drawn: boolean }).drawn).length;
  };
  const day = at('2026-04-07T09:00:00');
  expect(await drawn('transcribed', street, day)).toBe(256);
  expect(await drawn('five-star', street, day)).toBe(0);
  // One in ten and one in twenty of 256.
  expect([await drawn('transcribed', county, day), await drawn('transcribed', street, FROM - 1)]).toEqual([26, 26]);
  expect(await drawn('five-star', county, day)).toBe(13);
});
