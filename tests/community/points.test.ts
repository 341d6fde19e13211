// Points: who gets what by a rule set, and who decides what is taken off (domain research 5.2, 5.3).
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { readRuleTable } from '@six-order/community/county-rules/rule-table';
import { endOfWorkdays, whyNotDecide } from '@six-order/community/points/case';
import { balanceOf, deedLeft, deedTenths, ratingTenths } from '@six-order/community/points/household-points';
import { bears, cut, memberCredits, memberLeft, type Deed } from '@six-order/community/points/member-points';
import { deedKinds, deductionKinds, HouseholdRules, MemberRules, PointRules } from '@six-order/community/points/rule-set';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const meeting = { heldOn: '2026-01-10', record: '蟠桃园居会〔2026〕1号', present: 30, inFavour: 22 };
const members = MemberRules.parse({ ledger: 'members', version: '2026-1', meeting });
const households = HouseholdRules.parse({ ledger: 'households', version: '2026-1', meeting });
const deed: Deed = {
  urgent: false,
  emergency: false,
  acceptedInTime: false,
  doneInTime: false,
  minutes: 0,
  stars: null,
  reworkSolved: false,
  falseCompletion: false,
  ownHousehold: false,
  ofPair: 0,
};

describe('a member', () => {
  const given = (more: Partial<Deed>) =>
    memberCredits({ ...deed, ...more }, members).map(({ reason, tenths }) => `${reason} ${tenths / 10}`);
  test.each<[string, Partial<Deed>, string[]]>([
    ['accept in time +1', { acceptedInTime: true }, ['accepted-in-time 1']],
    ['done in time +2', { doneInTime: true }, ['done-in-time 2']],
    ['an hour +1, whole hours only', { minutes: 119 }, ['service 1']],
    ['at most 4 hours of an order', { minutes: 600 }, ['service 4']],
    ['five stars +3', { stars: 5 }, ['five-stars 3']],
    ['four stars +2', { stars: 4 }, ['four-stars 2']],
    ['three stars 0', { stars: 3 }, []],
    ['two stars take nothing off by themselves', { stars: 2 }, []],
    ['one star takes nothing off by itself', { stars: 1 }, []],
    ['no evaluation is no satisfaction (I13)', { stars: null }, []],
    ['rework solved +1', { reworkSolved: true }, ['rework-solved 1']],
    ['U0 and U1 ×1.5', { urgent: true, acceptedInTime: true, stars: 5 }, ['accepted-in-time 1.5', 'five-stars 4.5']],
    ['emergency ×2, and not ×3 at U0', { urgent: true, emergency: true, doneInTime: true }, ['done-in-time 4']],
    ['own household 0', { ownHousehold: true, acceptedInTime: true, stars: 5 }, []],
    ['false completion 0', { falseCompletion: true, acceptedInTime: true, stars: 5 }, []],
    ['the second order of a pair counts', { ofPair: 1, stars: 5 }, ['five-stars 3']],
    ['the third of a month does not', { ofPair: 2, stars: 5 }, []],
  ])('%s', (_, more, wanted) => expect(given(more)).toEqual(wanted));

  test.each([
    ['10 a day', { today: 95, thisMonth: 95 }, 5],
    ['80 a month', { today: 0, thisMonth: 790 }, 10],
    ['nothing left', { today: 100, thisMonth: 100 }, 0],
  ] as const)('caps: %s', (_, before, tenths) => {
    const credits = memberCredits({ ...deed, acceptedInTime: true, doneInTime: true, stars: 5 }, members);
    const sum = cut(credits, memberLeft(members, before)).reduce((total, one) => total + one.tenths, 0);
    expect(sum).toBe(tenths);
  });

  test('whatever was done, nothing below zero is given and no cap is passed', () => {
    const any = fc.record<Deed>({
      urgent: fc.boolean(),
      emergency: fc.boolean(),
      acceptedInTime: fc.boolean(),
      doneInTime: fc.boolean(),
      minutes: fc.integer({ min: -1_440, max: 5_000 }),
      stars: fc.option(fc.integer({ min: 1, max: 5 })),
      reworkSolved: fc.boolean(),
      falseCompletion: fc.boolean(),
      ownHousehold: fc.boolean(),
      ofPair: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (deeds) => {
        let today = 0;
        for (const one of deeds) {
          const credits = cut(memberCredits(one, members), memberLeft(members, { today, thisMonth: today }));
          for (const { tenths } of credits) expect(tenths).toBeGreaterThan(0);
          today += credits.reduce((sum, { tenths }) => sum + tenths, 0);
        }
        expect(today).toBeLessThanOrEqual(members.mostADay * 10);
      }),
    );
  });
});

test.each(deductionKinds.filter((kind) => kind !== 'privacy-leak'))('a deduction for %s needs the record to bear it', (kind) => {
  const clean = { returnsAsked: 0, doneInTime: true, redCards: 0, falseCompletion: false, stars: 4 };
  const worst = { returnsAsked: 1, doneInTime: false, redCards: 1, falseCompletion: true };
  expect(bears[kind](clean)).toBe(false);
  expect(bears[kind]({ ...worst, stars: kind === 'two-stars' ? 2 : 1 })).toBe(true);
});

describe('who decides', () => {
  const one = { kind: 'deduction', person: 'p', openedBy: 'a', hearBy: 100, heardAt: null, decidedAt: null } as const;
  test.each([
    ['another, once the time to speak is over', one, { person: 'b', at: 100 }, true],
    ['another, once the person spoke', { ...one, heardAt: 5 }, { person: 'b', at: 6 }, true],
    ['nobody before that', one, { person: 'b', at: 99 }, false],
    ['not whoever proposed it', one, { person: 'a', at: 100 }, false],
    ['not the person', one, { person: 'p', at: 100 }, false],
    ['not twice', { ...one, decidedAt: 1 }, { person: 'b', at: 100 }, false],
    ['an appeal, at once', { ...one, kind: 'appeal', openedBy: 'p' }, { person: 'b', at: 0 }, true],
    ['not whoever decided the entry', { ...one, kind: 'appeal', openedBy: 'p' }, { person: 'b', at: 0, entryBy: 'b' }, false],
  ] as const)('%s', (_, about, by, may) => expect(whyNotDecide(about, by) === null).toBe(may));

  test('three working days to speak end at midnight, the day of the proposal not counted', () => {
    const friday = Date.parse('2026-03-06T15:00:00+08:00');
    expect(endOfWorkdays(officialCalendar, friday, 3)).toBe(Date.parse('2026-03-12T00:00:00+08:00'));
  });
});

describe('a household', () => {
  test.each([
    ['volunteering', 150, 4],
    ['volunteering', 59, 0],
    ['hazard', 0, 2],
    ['suggestion', 0, 5],
    ['assembly', 0, 2],
    ['neighbour', 0, 3],
    ['mediation', 0, 5],
  ] as const)('%s of %d minutes: %d', (kind, minutes, points) => {
    expect(deedTenths(kind, minutes, households) / 10).toBe(points);
  });

  test('8 a day for volunteering; any rating 1, 3 a month', () => {
    expect(deedLeft('volunteering', 60, households)).toBe(20);
    expect([0, 10, 20, 30].map((before) => ratingTenths(households, before))).toEqual([10, 10, 10, 0]);
  });

  test('nothing is ever taken off, whatever the rule set says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...deedKinds), fc.nat(1_440), (kind, minutes) => {
        expect(deedTenths(kind, minutes, households)).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(PointRules.safeParse({ ledger: 'households', version: '1', meeting, hazard: -1 }).success).toBe(false);
    expect(PointRules.safeParse({ ledger: 'households', version: '1', meeting, deductions: {} }).success).toBe(false);
  });

  test('points end after 24 months, are warned of 60 days before, and the oldest are spent first', () => {
    const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
    const entries = [
      { tenths: 1_000, at: at('2026-01-01') },
      { tenths: 200, at: at('2026-11-01') },
    ];
    const on = (day: string, spent: { tenths: number; at: number }[] = []) =>
      balanceOf(entries, spent, { validMonths: 24, warnedDays: 60 }, at(day));
    expect(on('2026-12-01')).toEqual({ tenths: 1_200, ending: 0 });
    expect(on('2027-11-15')).toEqual({ tenths: 1_200, ending: 1_000 });
    expect(on('2028-01-01')).toEqual({ tenths: 200, ending: 0 });
    const spent = [{ tenths: 900, at: at('2027-01-10') }];
    expect(on('2027-11-15', spent)).toEqual({ tenths: 300, ending: 100 });
    // What was spent of old ones is not taken from those that came later.
    expect(on('2028-01-01', spent)).toEqual({ tenths: 200, ending: 0 });
  });
});

describe('a rule set', () => {
  const set = (more: object = {}) => ({ ledger: 'members', version: '2026-1', meeting, ...more });
  test.each([
    ['is not in force without the meeting’s record', set({ meeting: undefined })],
    ['needs more than half of those present', set({ meeting: { ...meeting, inFavour: 15 } })],
    ['has no more in favour than were there', set({ meeting: { ...meeting, inFavour: 31 } })],
    [
      'pays no money',
      { ledger: 'households', version: '1', meeting, items: [{ code: 'cash', zh: '现金 50 元', en: 'x', points: 50 }] },
    ],
    [
      'pays no voucher',
      { ledger: 'households', version: '1', meeting, items: [{ code: 'v', zh: '购物', en: 'Voucher', points: 5 }] },
    ],
    ['knows no rank', set({ rank: true })],
  ])('%s', (_, value) => expect(PointRules.safeParse(value).success).toBe(false));

  const row = (unit: string, from: string, value: object = set()) =>
    readRuleTable(
      `kind,key,unit,value,document,from,to\npoints,members,${unit},"${JSON.stringify(value).replaceAll('"', '""')}",居会1号,${from},\n`,
      {
        tenant: '522326',
        newId: () => '00000000-0000-7000-8000-000000000000',
        pathOf: (code) => ({ street: 'a.b', community: 'a.b.c' })[code],
      },
    );
  test('is a community’s, and not older than the meeting', () => {
    expect(row('community', '2026-01-10').kind).toBe('read');
    expect(row('street', '2026-02-01')).toMatchObject({ problems: [{ message: expect.stringContaining('name a community') }] });
    expect(row('community', '2026-01-09')).toMatchObject({ problems: [{ message: expect.stringContaining('2026-01-10') }] });
    expect(row('community', '2026-02-01', { ...set(), ledger: 'households' })).toMatchObject({
      problems: [{ message: expect.stringContaining('as the key says') }],
    });
  });
});
