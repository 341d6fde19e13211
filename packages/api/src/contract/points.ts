// Points: the contract's part of it. Nothing here lists persons, and nothing orders them.
import { deductionKinds, deedKinds, ledgers } from '@six-order/community/points/rule-set';
import { z } from 'zod';
import { Instant, InstantOrNull, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

const text = (zh: string, en: string) => ({ zh, en });
const IdPath = z.strictObject({ id: z.uuid().toLowerCase() });
const Year = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100).optional() });
const points = z.number().describe('分 / points');

const RuleSet = z.object({
  id: z.uuid(),
  version: z.string(),
  document: z.string(),
  heldOn: z.string().describe('居民会议日期 / when the residents’ meeting adopted it'),
  record: z.string().describe('会议记录编号 / number of its record'),
});

const Entry = z.object({
  id: z.uuid(),
  day: z.iso.date(),
  reason: z.string(),
  points,
  order: z.uuid().nullable(),
  rule: z.uuid(),
  ruleVersion: z.string(),
  reverses: z.uuid().nullable(),
  decided: z.boolean().describe('由人决定的 / a person’s decision'),
  appealBy: InstantOrNull.describe('申诉截止；已过、已申诉或不可申诉为空 / until when one may appeal'),
});

const Case = z.object({
  id: z.uuid(),
  kind: z.enum(['deduction', 'appeal']),
  deduction: z.enum(deductionKinds).nullable(),
  order: z.uuid().nullable(),
  points,
  entry: z.uuid().nullable(),
  against: z
    .object({ ledger: z.enum(ledgers), reason: z.string(), points, day: z.iso.date() })
    .nullable()
    .describe('申诉的那一笔 / of an appeal: the entry that it is against'),
  openedAt: Instant,
  hearBy: Instant.describe('陈述截止 / until when the person may speak'),
  heardAt: InstantOrNull,
  statement: z.string().nullable(),
  decidedAt: InstantOrNull,
  upheld: z.boolean().nullable(),
  grounds: z.string().nullable(),
});

const Account = z.object({
  id: z.uuid(),
  unit: UnitRef.nullable(),
  points: points.describe('可兑换 / to exchange'),
  ending: points.describe(
    '快要到期（提前多少天由本地规定，默认 60 天）/ ending soon: how soon is a rule of the place, 60 days by default',
  ),
  entries: z.array(Entry),
  cases: z.array(Case).describe('本户的申诉 / appeals of the household'),
  exchanges: z.array(z.object({ id: z.uuid(), at: Instant, item: z.string(), points })),
  rules: RuleSet.nullable().describe('未经居民会议通过的没有 / null: no residents’ meeting adopted any'),
  items: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), points })),
});

const OfYear = z.object({ year: z.int(), total: points, entries: z.array(Entry) });
const Member = OfYear.extend({
  lastYear: OfYear.optional().describe(
    '上一年：年底记的，过了年还可以申诉 / the year before: what its end gave may be appealed against in the new year',
  ),
  cases: z.array(Case),
  rules: RuleSet.nullable().describe('未经居民会议通过的没有 / null: no residents’ meeting adopted any'),
});

const Minutes = z.int().min(60).max(1_440).describe('志愿服务时长（分钟）/ of volunteering');
const Words = z.string().trim().min(2).max(1_000);
const ok = <S extends z.ZodType>(zh: string, en: string, schema: S) => ({ 200: { description: text(zh, en), schema } });
const made = <S extends z.ZodType>(zh: string, en: string, schema: S) => ({ 201: { description: text(zh, en), schema } });
const writing = [404, 409, 413, 415, 422] as const;

export const pointRoutes = {
  getMyPoints: {
    method: 'get',
    path: '/api/v1/me/points',
    summary: text('我的积分：本人明细和本户账户', 'One’s own points of a year, and one’s household’s'),
    auth: 'session',
    query: Year,
    answers: ok('积分', 'The points', z.object({ member: Member, household: Account.nullable() })),
    refusals: [422],
  },
  getPersonPoints: {
    method: 'get',
    path: '/api/v1/people/{id}/points',
    summary: text(
      '党员积分明细（其支部书记可看，供民主评议参考）',
      'A member’s points, for the secretary of his branch: material for a review, never its result',
    ),
    auth: 'session',
    params: IdPath,
    query: Year,
    answers: ok('积分', 'The points', z.object({ member: Member })),
    refusals: [404, 422],
  },
  proposeDeduction: {
    method: 'post',
    path: '/api/v1/people/{id}/points/deductions',
    summary: text(
      '提出扣分（须陈述、由他人决定；分值按规则）',
      'Propose a deduction, by the amount of the rule set; it is heard and decided by another',
    ),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ kind: z.enum(deductionKinds), order: z.uuid().toLowerCase() }),
    answers: made('扣分提议', 'The proposal', z.object({ case: Case })),
    refusals: writing,
  },
  speakOnDeduction: {
    method: 'post',
    path: '/api/v1/me/points/cases/{id}/statement',
    summary: text('对扣分提议作陈述', 'Say what there is to say about a proposed deduction'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ text: Words }),
    answers: ok('已记录', 'Written down', z.object({ case: Case })),
    refusals: writing,
  },
  appealPoints: {
    method: 'post',
    path: '/api/v1/me/points/entries/{id}/appeal',
    summary: text(
      '对本人或本户的一笔积分申诉（5 个工作日内，一次）',
      'Appeal against an entry of one’s own or, where somebody decided it, of one’s household’s, once, within 5 working days',
    ),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ text: Words }),
    answers: made('申诉', 'The appeal', z.object({ case: Case })),
    refusals: writing,
  },
  listPointCases: {
    method: 'get',
    path: '/api/v1/points/cases',
    summary: text('辖区内待决定的扣分和申诉', 'Deductions and appeals of one’s area that wait for a decision'),
    auth: 'session',
    answers: ok('待决定', 'What waits', z.object({ cases: z.array(Case.extend({ person: z.uuid(), mayDecide: z.boolean() })) })),
    refusals: [],
  },
  decidePointCase: {
    method: 'post',
    path: '/api/v1/points/cases/{id}/decision',
    summary: text(
      '决定扣分或申诉（非提出人、非本人）；本户的申诉成立，少记的当场补记',
      'Decide on a deduction or an appeal, as another person; what a household lacked is entered with it',
    ),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({
      upheld: z.boolean(),
      grounds: Words,
      deed: z
        .strictObject({ kind: z.enum(deedKinds), minutes: Minutes.optional() })
        .optional()
        .describe(
          '本户的申诉成立时：那天实际做的事，少记的按规则补记 / of a household’s appeal that is upheld: the deed as it was; what lacks is entered by the rules',
        ),
    }),
    answers: ok('已决定', 'Decided', z.object({ case: Case })),
    refusals: writing,
  },
  openHousehold: {
    method: 'post',
    path: '/api/v1/me/points/household',
    summary: text('自愿开设本户积分账户', 'Open one’s household’s account, of one’s own will'),
    auth: 'session',
    body: z.strictObject({ unit: z.string().min(2).max(64) }),
    answers: made('账户', 'The account', z.object({ household: Account })),
    refusals: [409, 413, 415, 422],
  },
  creditHousehold: {
    method: 'post',
    path: '/api/v1/points/households/{id}/credits',
    summary: text('给一户加分（只加不减）', 'Give a household points for a deed; nothing is ever taken off'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({
      kind: z.enum(deedKinds),
      day: z.iso.date(),
      minutes: Minutes.optional(),
      order: z.uuid().toLowerCase().optional(),
      confirmedBy: z
        .uuid()
        .toLowerCase()
        .optional()
        .describe('邻里互助由受助人确认 / of help to a neighbour: the neighbour who confirms it'),
    }),
    answers: made('这一笔', 'The entry', z.object({ entry: Entry })),
    refusals: writing,
  },
  exchangePoints: {
    method: 'post',
    path: '/api/v1/points/households/{id}/exchanges',
    summary: text('兑换（每月一次，按规则所列）', 'Hand out what a household exchanges points for, once a month'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ item: z.string().min(1).max(40) }),
    answers: made('兑换', 'The exchange', z.object({ item: z.string(), points })),
    refusals: writing,
  },
  listPointRules: {
    method: 'get',
    path: '/api/v1/points/rules',
    summary: text('一地现行的积分规则', 'The rule sets in force at a place, with the record of the meeting that adopted them'),
    auth: 'session',
    query: z.strictObject({ unit: z.string().min(2).max(64) }),
    answers: ok(
      '规则',
      'The rule sets',
      z.object({ rules: z.array(RuleSet.extend({ ledger: z.enum(ledgers), amounts: z.record(z.string(), z.unknown()) })) }),
    ),
    refusals: [422],
  },
} as const satisfies Record<string, RouteEntry>;
