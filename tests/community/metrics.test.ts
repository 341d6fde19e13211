// The monthly figures: the slow reference against the database, the table worked by hand, the score.
import { monthSpan } from '@six-order/community/calendar/day';
import { countsOf, countNames, type Counts } from '@six-order/community/metrics/counts';
import { readCounts, saveCardMeasures, saveOrderMeasures } from '@six-order/community/metrics/measure-store';
import {
  isDecidedOut,
  monthOf,
  type Acceptance,
  type CardMeasure,
  type OrderMeasure,
  type ReportedIn,
} from '@six-order/community/metrics/measure';
import { figuresOf, metricNames, scoreOf, shrunk, threeRatesOf, type MetricName } from '@six-order/community/metrics/metrics';
import { openTables } from '@six-order/community/tables';
import { openPool } from '@six-order/engine/runtime';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const { url } = await cloneDatabase();
const pool = openPool(url, 'app', { max: 2 });
const db = openTables(pool);
afterAll(() => pool.end());

const DAY = 86_400_000;
const at = (iso: string): number => Date.parse(`${iso}:00+08:00`);
const NOW = at('2026-04-15T09:00');
const uuid = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const HERE = 'u522326.u004.u002';
const population = { tenant: '522326', month: '2026-03', path: 'u522326.u004' };

/** An order of V that went well: done in time, five stars. What a case changes is what it is about. */
const good = (n: number, changes: Partial<OrderMeasure> = {}): OrderMeasure => ({
  order: uuid(n),
  tenant: '522326',
  revision: 1,
  category: '0101',
  path: HERE,
  unit: uuid(900),
  unitPath: HERE,
  handler: uuid(901),
  resident: uuid(902),
  openedAt: at('2026-03-02T09:00'),
  dueAt: at('2026-03-10T18:00'),
  doneAt: at('2026-03-05T12:00'),
  closedAt: at('2026-03-06T12:00'),
  outcome: 'evaluated',
  excluded: null,
  shelved: false,
  acceptedInTime: true,
  contactedInTime: true,
  doneInTime: true,
  workMinutes: 600,
  solved: 1,
  stars: 5,
  settledAt: at('2026-03-13T18:00'),
  wasBad: false,
  reworks: 0,
  returnsAsked: 0,
  dispatches: 1,
  parent: null,
  proactive: false,
  settled: false,
  consented: true,
  published: true,
  falseCompletion: false,
  called: [],
  ...changes,
});
const card = (n: number, changes: Partial<CardMeasure> = {}): CardMeasure => ({
  card: uuid(500 + n),
  tenant: '522326',
  revision: 1,
  about: uuid(1),
  colour: 'blue',
  dueAt: at('2026-03-11T18:00'),
  cancelled: false,
  answeredInTime: true,
  ...changes,
});
const unanswered: Partial<OrderMeasure> = { outcome: 'unanswered', stars: null, solved: null, settledAt: null };
const late: Partial<OrderMeasure> = { doneInTime: false, doneAt: at('2026-03-10T18:30') };
const undone: Partial<OrderMeasure> = {
  ...unanswered,
  outcome: 'open',
  doneInTime: false,
  doneAt: null,
  closedAt: null,
  workMinutes: null,
};
const child = (n: number, parent: number, changes: Partial<OrderMeasure> = {}): OrderMeasure =>
  good(n, { outcome: 'merged', excluded: 'merged', parent: uuid(parent), dueAt: null, ...changes });

const reported = (n: number, changes: Partial<ReportedIn> = {}): ReportedIn => ({
  tenant: '522326',
  person: uuid(600 + n),
  path: HERE,
  reportedAt: at('2026-01-05T09:00'),
  endedAt: null,
  ...changes,
});
const took = (order: number, n: number, changes: Partial<Acceptance> = {}): Acceptance => ({
  order: uuid(order),
  tenant: '522326',
  person: uuid(600 + n),
  month: '2026-03',
  ...changes,
});

interface Case {
  readonly says: string;
  readonly orders: readonly OrderMeasure[];
  readonly cards?: readonly CardMeasure[];
  readonly residents?: number;
  /** 2026-03, which is over, when not named. */
  readonly month?: string;
  readonly acceptances?: readonly Acceptance[];
  readonly reportedIn?: readonly ReportedIn[];
  readonly gives: Partial<Record<MetricName, number | null>>;
}
/** Each with its arithmetic. */
const byHand: readonly Case[] = [
  { says: 'nothing: no rate at all', orders: [], gives: { done: null, solved: null, satisfied: null, cardsAnswered: null } },
  {
    says: 'one that went well: 1/1',
    orders: [good(1)],
    gives: { accepted: 1, contacted: 1, done: 1, solved: 1, satisfied: 1, index: 1 },
  },
  { says: 'accepted late: 1/2', orders: [good(1), good(2, { acceptedInTime: false })], gives: { accepted: 1 / 2 } },
  { says: 'contacted late: 2/3', orders: [good(1), good(2), good(3, { contactedInTime: false })], gives: { contacted: 2 / 3 } },
  {
    says: 'late: 1/2 in time, 30 minutes',
    orders: [good(1), good(2, late)],
    gives: { done: 1 / 2, overdue: 1 / 2, meanLate: 30 },
  },
  {
    says: 'late by 30 and by 90 minutes: (30+90)/2',
    orders: [good(1, late), good(2, { ...late, doneAt: at('2026-03-10T19:30') })],
    gives: { meanLate: 60, done: 0 },
  },
  {
    says: 'not done yet counts as late up to now: 35 days and 15 h',
    orders: [good(1, undone)],
    gives: { done: 0, meanLate: 35 * 1440 + 15 * 60, solved: null },
  },
  { says: 'due at the very minute is in time', orders: [good(1, { doneAt: at('2026-03-10T18:00') })], gives: { done: 1 } },
  {
    says: 'solved, partly, no: (1+0.5+0)/3',
    orders: [good(1), good(2, { solved: 0.5, stars: 3 }), good(3, { solved: 0, stars: 1 })],
    gives: { solved: 0.5 },
  },
  {
    says: 'stars 3 are satisfied, 2 are not: 1/2',
    orders: [good(1, { stars: 3 }), good(2, { stars: 2 })],
    gives: { satisfied: 1 / 2, bad: 1 / 2 },
  },
  {
    says: 'index of 5, 3, 1: (1+0.5+0)/3',
    orders: [good(1), good(2, { stars: 3 }), good(3, { stars: 1 })],
    gives: { index: 0.5 },
  },
  {
    says: 'never answered is no satisfaction, and no dissatisfaction: 1/1',
    orders: [good(1), good(2, unanswered)],
    gives: { satisfied: 1, coverage: 1 / 2 },
  },
  { says: 'nobody answered: no rate', orders: [good(1, unanswered)], gives: { satisfied: null, solved: null, coverage: 0 } },
  {
    says: 'withdrawn before dispatch is out: 1/1',
    orders: [good(1), good(2, { ...undone, outcome: 'withdrawn', excluded: 'withdrawn' })],
    gives: { done: 1 },
  },
  {
    says: 'withdrawn after dispatch stays in: 1/2',
    orders: [good(1), good(2, { ...undone, outcome: 'withdrawn' })],
    gives: { done: 1 / 2 },
  },
  {
    says: 'not accepted is out',
    orders: [good(1), good(2, { ...undone, outcome: 'refused', excluded: 'refused' })],
    gives: { done: 1 },
  },
  {
    says: 'a child is counted for its parent only: 1 of V',
    orders: [good(1), child(2, 1, unanswered)],
    gives: { done: 1, repeated: 1 / 2 },
  },
  {
    says: 'a child’s answer counts: (1+0)/2',
    orders: [good(1), child(2, 1, { solved: 0, stars: 1 })],
    gives: { solved: 1 / 2, satisfied: 1 / 2 },
  },
  {
    says: 'a child of another month’s parent does not',
    orders: [good(1), good(3, { dueAt: at('2026-04-10T18:00') }), child(2, 3, { solved: 0, stars: 1 })],
    gives: { solved: 1, repeated: 0 },
  },
  {
    says: 'a month that runs has what is due by now or done: 1 done before it is due, 1 overdue, 1 neither yet; a card likewise',
    month: '2026-04',
    orders: [
      good(1, { dueAt: at('2026-04-20T18:00'), doneAt: at('2026-04-14T18:00') }),
      good(2, { ...undone, dueAt: at('2026-04-15T08:30') }),
      good(3, { ...undone, dueAt: at('2026-04-16T18:00'), acceptedInTime: false, contactedInTime: false }),
      good(4, { ...undone, dueAt: at('2026-04-16T18:00'), proactive: true }),
    ],
    cards: [
      card(1, { dueAt: at('2026-04-16T18:00') }),
      card(2, { dueAt: at('2026-04-14T18:00'), answeredInTime: false }),
      card(3, { dueAt: at('2026-04-16T18:00'), answeredInTime: false }),
    ],
    gives: {
      done: 1 / 2,
      overdue: 1 / 2,
      meanLate: 30,
      accepted: 1,
      coverage: 1 / 2,
      proactiveInTime: null,
      cardsAnswered: 1 / 2,
    },
  },
  { says: '挂账 leaves 按时: 1/1', orders: [good(1), good(2, { ...undone, shelved: true })], gives: { done: 1 } },
  {
    says: '挂账 leaves 解决, not 满意: 1/1 and 1/2',
    orders: [good(1), good(2, { shelved: true, solved: 0, stars: 1 })],
    gives: { solved: 1, satisfied: 1 / 2 },
  },
  {
    says: 'a child of 挂账 goes with it',
    orders: [good(1), good(2, { ...undone, shelved: true }), child(3, 2, { solved: 0, stars: 1 })],
    gives: { solved: 1, satisfied: 1 / 2 },
  },
  {
    says: 'due in another month is out',
    orders: [good(1), good(2, { ...late, dueAt: at('2026-04-01T00:00') })],
    gives: { done: 1 },
  },
  {
    says: 'the month is China’s: 31 March 23:30 is in',
    orders: [good(1, { dueAt: at('2026-03-31T23:30') })],
    gives: { done: 1 },
  },
  { says: 'and 28 February 23:30 is out', orders: [good(1, { dueAt: at('2026-02-28T23:30') })], gives: { done: null } },
  { says: 'another street’s is out', orders: [good(1), good(2, { ...late, unitPath: 'u522326.u005.u001' })], gives: { done: 1 } },
  { says: 'u0041 is not below u004', orders: [good(1), good(2, { ...late, unitPath: 'u522326.u0041' })], gives: { done: 1 } },
  { says: 'the unit itself is in', orders: [good(1, { unitPath: 'u522326.u004' })], gives: { done: 1 } },
  { says: 'where it lies does not matter, who handles it does', orders: [good(1, { path: 'u522326.u005' })], gives: { done: 1 } },
  { says: 'another county’s is out', orders: [good(1), good(2, { ...late, tenant: '522327' })], gives: { done: 1 } },
  { says: 'nobody’s yet is out', orders: [good(1, { unit: null, unitPath: null })], gives: { done: null } },
  {
    says: 'a rework: 1/2 at once, 1/2 worked on again',
    orders: [good(1), good(2, { reworks: 1, wasBad: true })],
    gives: { atOnce: 1 / 2, reworked: 1 / 2, mended: 1 },
  },
  { says: 'bad and never mended: 0/1', orders: [good(1, { reworks: 1, wasBad: true, stars: 1 })], gives: { mended: 0 } },
  { says: 'bad, then silence: not mended', orders: [good(1, { ...unanswered, reworks: 1, wasBad: true })], gives: { mended: 0 } },
  {
    says: 'returned once of 3 dispatches: 1/3',
    orders: [good(1), good(2, { returnsAsked: 1, dispatches: 2 })],
    gives: { returned: 1 / 3, atOnce: 1 / 2 },
  },
  { says: 'proactive: 1/(1+1)', orders: [good(1), good(2, { proactive: true })], gives: { proactive: 1 / 2 } },
  {
    says: 'proactive but not done: 0/(0+1), none in time',
    orders: [good(1), good(2, { ...undone, proactive: true })],
    gives: { proactive: 0, proactiveInTime: 0 },
  },
  {
    says: 'proactive, late and in time: 1/2',
    orders: [good(1, { proactive: true }), good(2, { ...late, proactive: true })],
    gives: { proactiveInTime: 1 / 2 },
  },
  {
    says: 'what staff found themselves moves no rate of what residents asked for, however well it went',
    orders: [
      good(1, {
        ...late,
        acceptedInTime: false,
        contactedInTime: false,
        solved: 0,
        stars: 1,
        reworks: 1,
        wasBad: true,
        published: false,
      }),
      ...[2, 3, 4].map((n) => good(n, { proactive: true, returnsAsked: 1, workMinutes: 1 })),
      child(5, 1, { proactive: true }),
    ],
    cards: [card(1, { about: uuid(2) })],
    residents: 1_000,
    gives: {
      accepted: 0,
      contacted: 0,
      done: 0,
      solved: 0,
      satisfied: 0,
      index: 0,
      coverage: 1,
      atOnce: 0,
      reworked: 1,
      bad: 1,
      mended: 0,
      returned: 0,
      overdue: 1,
      meanLate: 30,
      medianMinutes: 600,
      p90Minutes: 600,
      repeated: 0,
      consented: 1,
      published: 0,
      cardsAnswered: null,
      perThousand: 1,
      settled: 0,
    },
  },
  {
    says: 'answered on the spot: 3/(3+1), and no other rate',
    orders: [
      good(1, { ...late, solved: 0, stars: 1 }),
      good(2, { settled: true, workMinutes: 0 }),
      good(3, { settled: true, workMinutes: 0, solved: 0.5, stars: 2 }),
      good(4, { ...unanswered, settled: true, workMinutes: 0 }),
    ],
    gives: {
      settled: 3 / 4,
      settledSolved: 3 / 4,
      settledSatisfied: 1 / 2,
      done: 0,
      solved: 0,
      satisfied: 0,
      medianMinutes: 600,
      coverage: 1,
    },
  },
  {
    says: 'found and answered on the spot is found',
    orders: [good(1), good(2, { settled: true, proactive: true })],
    gives: { settled: 0, proactive: 1 / 2 },
  },
  {
    says: 'nothing answered on the spot: no rate of it',
    orders: [good(1)],
    gives: { settledSolved: null, settledSatisfied: null },
  },
  {
    says: 'agreed 2 of 3 that are closed',
    orders: [good(1), good(2), good(3, { consented: false, published: false }), good(4, undone)],
    gives: { consented: 2 / 3 },
  },
  {
    says: 'published 1 of 2 that agreed',
    orders: [good(1), good(2, { published: false }), good(3, { consented: false, published: false })],
    gives: { published: 1 / 2 },
  },
  {
    says: 'cards: 1/2',
    orders: [good(1)],
    cards: [card(1), card(2, { answeredInTime: false })],
    gives: { cardsAnswered: 1 / 2 },
  },
  {
    says: 'a cancelled card is none',
    orders: [good(1)],
    cards: [card(1), card(2, { cancelled: true, answeredInTime: false })],
    gives: { cardsAnswered: 1 },
  },
  {
    says: 'a card due in another month is none',
    orders: [good(1)],
    cards: [card(1, { dueAt: at('2026-04-01T09:00') })],
    gives: { cardsAnswered: null },
  },
  {
    says: 'a card about another street’s order is none',
    orders: [good(1, { unitPath: 'u522326.u005' })],
    cards: [card(1)],
    gives: { cardsAnswered: null },
  },
  {
    says: 'median of 100, 200, 600: 200; P90: 200 + 0.8·400',
    orders: [100, 200, 600].map((workMinutes, n) => good(n, { workMinutes })),
    gives: { medianMinutes: 200, p90Minutes: 520 },
  },
  {
    says: 'median of 100 and 200: 150',
    orders: [100, 200].map((workMinutes, n) => good(n, { workMinutes })),
    gives: { medianMinutes: 150 },
  },
  {
    says: 'placed 2 by 500 residents: 4 per thousand; by whom they are handled does not matter',
    orders: [good(1), good(2, { unit: null, unitPath: null }), good(3, { openedAt: at('2026-02-28T12:00') })],
    residents: 500,
    gives: { perThousand: 4 },
  },
  {
    says: 'of four members one accepted here this month, one last month, one next door, one nothing: 1/4',
    orders: [good(1), good(2, { path: 'u522326.u005.u001' })],
    reportedIn: [1, 2, 3, 4].map((n) => reported(n)),
    acceptances: [took(1, 1), took(1, 2, { month: '2026-02' }), took(2, 3)],
    gives: { participation: 1 / 4 },
  },
  {
    says: 'two orders of one member, reported in twice, are one member: 1/1; who is not reported in is not counted',
    orders: [good(1), good(2)],
    reportedIn: [reported(1), reported(1, { path: 'u522326.u004.u003' })],
    acceptances: [took(1, 1), took(2, 1), took(2, 9)],
    gives: { participation: 1 },
  },
  {
    says: 'who left before the month, or came after it, is no member of it: 0/1',
    orders: [good(1)],
    reportedIn: [
      reported(1, { endedAt: at('2026-03-01T00:00') }),
      reported(2, { reportedAt: at('2026-04-01T00:00') }),
      reported(3, { endedAt: at('2026-03-01T00:01') }),
    ],
    acceptances: [took(1, 1), took(1, 2)],
    gives: { participation: 0 },
  },
  { says: 'nobody is reported in: no rate', orders: [good(1)], acceptances: [took(1, 1)], gives: { participation: null } },
  {
    says: 'found untrue (不属实): out of V with its answer and what was late about it; 1/1, 5 stars alone',
    orders: [good(1), good(2, { ...late, excluded: 'untrue', solved: 0, stars: 1, wasBad: true, reworks: 1 })],
    gives: { done: 1, solved: 1, satisfied: 1, bad: 0, reworked: 0, coverage: 1 },
  },
  {
    says: 'suspended by force majeure (不可抗力): 1/1 in time; the card about it is not charged: 1/1 answered in time',
    orders: [good(1), good(2, { ...undone, excluded: 'force-majeure' })],
    cards: [card(1), card(2, { about: uuid(2), colour: 'yellow', answeredInTime: false })],
    gives: { done: 1, overdue: 0, cardsAnswered: 1 },
  },
  {
    says: 'a merged one that was found untrue has no word in R: 1 answer of 1, repeated 0/(0+1)',
    orders: [good(1), child(2, 1, { excluded: 'untrue', solved: 0, stars: 1 })],
    gives: { satisfied: 1, solved: 1, coverage: 1, repeated: 0 },
  },
  {
    says: 'what is found untrue was placed all the same: 2 of 1000 residents',
    orders: [good(1), good(2, { excluded: 'untrue' })],
    residents: 1_000,
    gives: { perThousand: 2 },
  },
  { says: 'residents not known: no rate', orders: [good(1)], gives: { perThousand: null } },
];

describe('metrics worked by hand', () => {
  test.each(byHand)(
    '$says',
    ({ orders, cards = [], residents = null, month = '2026-03', acceptances = [], reportedIn = [], gives }) => {
      const counts = countsOf({ orders, cards, acceptances, reportedIn }, { ...population, month }, NOW);
      const figures = figuresOf(counts, { residents });
      for (const [name, value] of Object.entries(gives)) {
        const got = figures[name as MetricName];
        if (value === null) expect([name, got]).toEqual([name, null]);
        else expect(got, name).toBeCloseTo(value, 10);
      }
    },
  );

  test('there are at least 40 of them, and every metric is among them', () => {
    expect(byHand.length).toBeGreaterThanOrEqual(40);
    const named = new Set(byHand.flatMap(({ gives }) => Object.keys(gives)));
    expect([...named].toSorted()).toEqual([...metricNames].toSorted());
  });
});

const paths = ['u522326', 'u522326.u004', HERE, 'u522326.u004.u002.u01', 'u522326.u0041', 'u522326.u005.u001'];
const departments = ['u522326.d01', 'u522326.d01.t1', 'u522326.d02'];
const instant = fc.integer({ min: 0, max: 95 * 24 }).map((hours) => at('2026-01-25T00:00') + (hours * DAY) / 24);
const order = (n: number): fc.Arbitrary<OrderMeasure> =>
  fc
    .record({
      tenant: fc.constantFrom('522326', '522326', '522326', '522327'),
      path: fc.constantFrom(...paths),
      unitPath: fc.option(fc.constantFrom(...paths), { freq: 6 }),
      openedAt: instant,
      dueAt: fc.option(instant, { freq: 8 }),
      doneAt: fc.option(instant),
      closedAt: fc.option(instant),
      excluded: fc.option(fc.constantFrom('withdrawn', 'refused', 'emergency', 'untrue', 'force-majeure'), {
        freq: 1,
      }) as fc.Arbitrary<OrderMeasure['excluded']>,
      shelved: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
      acceptedInTime: fc.boolean(),
      contactedInTime: fc.boolean(),
      doneInTime: fc.boolean(),
      workMinutes: fc.option(fc.integer({ min: 0, max: 9_000 })),
      answer: fc.option(fc.record({ solved: fc.constantFrom(0, 0.5, 1), stars: fc.integer({ min: 1, max: 5 }) })),
      wasBad: fc.boolean(),
      reworks: fc.nat(2),
      returnsAsked: fc.nat(2),
      dispatches: fc.nat(3),
      parent: fc.option(fc.nat(11), { freq: 2 }),
      proactive: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
      settled: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
      consented: fc.boolean(),
      published: fc.boolean(),
      falseCompletion: fc.boolean(),
      called: fc.uniqueArray(fc.constantFrom(...departments), { maxLength: 2 }),
    })
    .map(({ answer, parent, ...rest }) =>
      good(n, {
        ...rest,
        solved: answer?.solved ?? null,
        stars: answer?.stars ?? null,
        // Who was merged has a parent, and nobody else; what is decided out stays so when it was merged.
        ...(parent === null || parent === n
          ? {}
          : { parent: uuid(parent), excluded: isDecidedOut(rest) ? rest.excluded : ('merged' as const) }),
      }),
    );
const cards = fc.array(
  fc.record({
    about: fc.nat(13).map(uuid),
    colour: fc.constantFrom('blue', 'yellow', 'red') as fc.Arbitrary<CardMeasure['colour']>,
    dueAt: fc.option(instant, { freq: 6 }),
    cancelled: fc.boolean(),
    answeredInTime: fc.boolean(),
  }),
  { maxLength: 6 },
);

const acceptances = fc.array(
  fc.record({
    order: fc.nat(13).map(uuid),
    tenant: fc.constant('522326'),
    person: fc.nat(4).map((n) => uuid(600 + n)),
    month: fc.constantFrom('2026-02', '2026-03', '2026-04'),
  }),
  { maxLength: 8 },
);
const reportIns = fc.uniqueArray(
  fc
    .record({
      tenant: fc.constant('522326'),
      person: fc.nat(4).map((n) => uuid(600 + n)),
      path: fc.constantFrom(...paths),
      reportedAt: instant,
      endedAt: fc.option(fc.integer({ min: 1, max: 60 })),
    })
    .map(({ endedAt, ...one }) => ({ ...one, endedAt: endedAt === null ? null : one.reportedAt + endedAt * DAY })),
  { maxLength: 6, selector: ({ person, path }) => `${person} ${path}` },
);

/** The members and units that reports-in are of. */
async function openMembers(): Promise<void> {
  for (let n = 0; n < 5; n += 1)
    await pool.query(`insert into people (tenant, id, key, name) values ('522326', $1, '', '')`, [uuid(600 + n)]);
  for (const [n, path] of paths.entries())
    await pool.query(
      `insert into units (tenant, id, code, name, kind, path, valid_from) values ('522326', $1, $2, $2, 'community', $3, 'epoch')`,
      [uuid(800 + n), `M${n}`, path],
    );
}

/** Puts them in place of what was there. */
async function hold(taken: readonly Acceptance[], reportedIn: readonly ReportedIn[]): Promise<void> {
  await pool.query('delete from order_acceptances');
  await pool.query('delete from report_ins');
  for (const { order: id, tenant, person, month } of taken)
    await pool.query('insert into order_acceptances values ($1, $2, $3, $4) on conflict do nothing', [id, tenant, person, month]);
  for (const [n, { tenant, person, path, reportedAt, endedAt }] of reportedIn.entries())
    await pool.query('insert into report_ins (tenant, id, person, unit, reported_at, ended_at) values ($1, $2, $3, $4, $5, $6)', [
      tenant,
      uuid(850 + n),
      person,
      uuid(800 + paths.indexOf(path)),
      new Date(reportedAt),
      endedAt === null ? null : new Date(endedAt),
    ]);
}

test('the database sums what the reference sums, on any histories', async () => {
  await openMembers();
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(...Array.from({ length: 12 }, (_, n) => order(n))),
      cards,
      fc.tuple(acceptances, reportIns),
      fc.oneof(
        { weight: 2, arbitrary: fc.record({ path: fc.constantFrom(...paths) }) },
        fc.record({ path: fc.constantFrom(...paths), side: fc.constant('caller' as const) }),
        fc.record({ path: fc.constantFrom('u522326', ...departments), side: fc.constant('called' as const) }),
      ),
      fc.constantFrom('2026-02', '2026-03', '2026-04'),
      async (orders, drawn, [taken, reportedIn], whose, month) => {
        await pool.query('delete from order_measures');
        await pool.query('delete from card_measures');
        const held = drawn.map((one, n) => card(n, one));
        await saveOrderMeasures(db, orders);
        await saveCardMeasures(db, held);
        await hold(taken, reportedIn);
        const asked = { tenant: '522326', month, ...whose };
        const [slow, quick] = [
          countsOf({ orders, cards: held, acceptances: taken, reportedIn }, asked, NOW),
          await readCounts(db, asked, NOW),
        ];
        for (const name of [...countNames, 'medianMinutes', 'p90Minutes'] as const)
          if (slow[name] === null) expect([name, quick[name]]).toEqual([name, null]);
          else expect(quick[name], name).toBeCloseTo(slow[name] as number, 6);
      },
    ),
    { numRuns: 150 },
  );
});

describe('caller and department scored together (双考核)', () => {
  const [waters, roads] = ['u522326.d01', 'u522326.d02'];
  const street = population.path;
  const orders = [
    good(1, { called: [waters] }),
    // A department led it: V of the department, and still the street's to answer for.
    good(2, { called: [waters, roads], unitPath: waters, ...late, solved: 0, stars: 1 }),
    good(3, { ...late, solved: 0, stars: 1 }),
    good(4, { called: [roads], path: 'u522326.u005.u001', unitPath: 'u522326.u005.u001' }),
    good(5, { called: [waters], excluded: 'withdrawn' }),
  ];
  const side = (of: 'caller' | 'called', path: string) => countsOf({ orders, cards: [] }, { ...population, path, side: of }, NOW);

  test('each answers for what was whistled for, whoever was its main handler, and for nothing else', () => {
    const halves = { v: 2, doneInTime: 1, solved: 1, satisfied: 1 };
    expect(side('caller', street)).toMatchObject(halves);
    expect(side('called', waters)).toMatchObject(halves);
    expect(side('called', roads)).toMatchObject(halves);
    expect(side('caller', 'u522326.u005')).toMatchObject({ v: 1, doneInTime: 1 });
    expect(side('called', 'u522326.d03').v).toBe(0);
  });
  test('by the same orders they have the same score: 10·1 + 10·1 + 15·½ + 30·½ + 30·½ of 95', () => {
    const score = (100 / 95) * (10 + 10 + 7.5 + 15 + 15);
    for (const counts of [side('caller', street), side('called', waters), side('called', roads)])
      expect(scoreOf(counts)).toBeCloseTo(score, 10);
  });
  test('a unit’s own figures do not change by it', () => {
    const plain = orders.map((one) => ({ ...one, called: [] }));
    for (const path of [street, waters]) {
      const own = { ...population, path };
      expect(countsOf({ orders, cards: [] }, own, NOW)).toEqual(countsOf({ orders: plain, cards: [] }, own, NOW));
    }
  });
});

test('an older drawing never replaces a newer one', async () => {
  await saveOrderMeasures(db, [good(700, { revision: 5, stars: 1 })]);
  await saveOrderMeasures(db, [good(700, { revision: 4, stars: 5 })]);
  expect((await pool.query('select stars from order_measures where order_id = $1', [uuid(700)])).rows).toEqual([{ stars: 1 }]);
});

describe('the score', () => {
  const counts = (orders: readonly OrderMeasure[], held: readonly CardMeasure[] = []): Counts =>
    countsOf({ orders, cards: held }, population, NOW);

  test('all well is 100; nothing at all is no score', () => {
    expect(scoreOf(counts([good(1)]))).toBe(100);
    expect(scoreOf(counts([]))).toBeNull();
    expect(threeRatesOf(counts([good(1)]))).toBe(100);
  });
  test('by hand: 10·1 + 10·1 + 15·½ + 30·½ + 30·½ of 95, cards being none; a bad end', () => {
    const half = counts([good(1), good(2, { ...late, solved: 0, stars: 1 })]);
    expect(scoreOf(half)).toBeCloseTo((100 / 95) * (10 + 10 + 7.5 + 15 + 15), 10);
    expect(threeRatesOf(half)).toBeCloseTo(10 + 22.5 + 22.5, 10);
  });
  test('a yellow card takes 1, a red one 3, a false completion 20; never below 0', () => {
    const cardsOf = [card(1, { colour: 'yellow' }), card(2, { colour: 'red' })];
    expect(scoreOf(counts([good(1)], cardsOf))).toBe(96);
    expect(scoreOf(counts([good(1, { falseCompletion: true })]))).toBe(80);
    expect(scoreOf(counts(Array.from({ length: 6 }, (_, n) => good(n, { falseCompletion: true }))))).toBe(0);
  });
  test('a card about an order that was decided out of the figures takes nothing; one about another does', () => {
    const orders = [good(1), good(2, { excluded: 'force-majeure' })];
    expect(scoreOf(counts(orders, [card(1, { about: uuid(2), colour: 'red' })]))).toBe(100);
    expect(scoreOf(counts(orders, [card(1, { about: uuid(1), colour: 'red' })]))).toBe(97);
  });
  test('what staff found themselves adds nothing, and what went wrong with it is charged', () => {
    const half = good(1, { ...late, solved: 0.5, stars: 3 });
    const found = Array.from({ length: 20 }, (_, n) => good(n + 2, { proactive: true }));
    expect(scoreOf(counts([half, ...found]))).toBe(scoreOf(counts([half])));
    expect(scoreOf(counts([half, ...found], [card(1, { about: uuid(2), colour: 'red' })]))).toBeCloseTo(
      (scoreOf(counts([half])) as number) - 3,
      10,
    );
    expect(scoreOf(counts([half, good(2, { settled: true, falseCompletion: true })]))).toBeCloseTo(
      (scoreOf(counts([half])) as number) - 20,
      10,
    );
  });
  test('a small unit is mixed with its street: (2·0 + 10·0.9)/12', () => {
    expect(shrunk(2, { rate: 0, streets: 0.9, mixedIn: 10 })).toBeCloseTo(0.75, 10);
    expect(shrunk(2, { rate: 0, streets: 0.9, mixedIn: 0 })).toBe(0);
    expect(shrunk(2, { rate: null, streets: 0.9, mixedIn: 10 })).toBeNull();
    expect(shrunk(0, { rate: 0, streets: 0.9, mixedIn: 0 })).toBeNull();
  });
});

test('a month is China’s', () => {
  for (const month of ['2026-01', '2026-02', '2028-02', '2026-04', '2026-12']) {
    const [from, to] = monthSpan(month);
    expect([monthOf(from), monthOf(to - 1), monthOf(from - 1) < month, monthOf(to) > month]).toEqual([month, month, true, true]);
  }

  expect(monthOf(at('2026-03-31T23:59'))).toBe('2026-03');
  expect(monthOf(at('2026-04-01T00:00'))).toBe('2026-04');
});
