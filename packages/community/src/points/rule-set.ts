// The rules by which points are given: what a residents' meeting adopted for its community, and nothing without it.
//
// Owns: the shape of a rule set (county rules of the kind `points`; key: the ledger), the amounts that are proposed to a
// meeting. Not ours: who gets what for which deed (member-points.ts, household-points.ts).
// Source: domain research 5.2, 5.3; 79 (rule sets need the residents' meeting's record before they are in force).
// P1: points are never money and never a condition of what somebody is entitled to.
import { z } from 'zod';
import { parseDay } from '../calendar/day.ts';

export const ledgers = ['members', 'households'] as const;
export type Ledger = (typeof ledgers)[number];
export const isLedger = (key: string): key is Ledger => (ledgers as readonly string[]).includes(key);

/** The residents' meeting (居民会议) that adopted it, with its record. */
const Meeting = z.strictObject({
  heldOn: z.string().refine((day) => parseDay(day) !== undefined, '须为日期，例如 2026-03-02 / a date such as 2026-03-02'),
  record: z.string().trim().min(2).max(80).describe('会议记录编号 / number of its record'),
  present: z.int().min(3).describe('到会人数 / how many were there'),
  inFavour: z.int().min(2).describe('同意人数 / how many agreed'),
});

/** In whole or half points. */
const amount = (otherwise: number) => z.number().min(0).max(20).multipleOf(0.5).default(otherwise);
const count = (otherwise: number) => z.int().min(1).max(1_000).default(otherwise);
const factor = (otherwise: number) => z.number().min(1).max(3).multipleOf(0.5).default(otherwise);

const common = {
  /** What entries name beside the rule's id. */
  version: z.string().regex(/^[\w.-]{1,40}$/, '须为字母、数字、点和连字符 / letters, digits, dots and dashes'),
  meeting: Meeting,
};

export const deductionKinds = [
  'return-without-ground',
  'overdue',
  'red-card',
  'false-completion',
  'privacy-leak',
  'two-stars',
  'one-star',
] as const;
export type DeductionKind = (typeof deductionKinds)[number];

export const MemberRules = z.strictObject({
  ...common,
  ledger: z.literal('members'),
  acceptedInTime: amount(1),
  doneInTime: amount(2),
  /** For each hour of confirmed service, up to so many hours of one order. */
  hour: amount(1),
  hoursAnOrder: count(4),
  fiveStars: amount(3),
  fourStars: amount(2),
  /** 重办 solved. */
  reworkSolved: amount(1),
  /** At U0 and U1; in an emergency. Of both the greater. */
  urgentTimes: factor(1.5),
  emergencyTimes: factor(2),
  deductions: z
    .strictObject({
      'return-without-ground': amount(1),
      overdue: amount(2),
      'red-card': amount(5),
      'false-completion': amount(20),
      'privacy-leak': amount(20),
      'two-stars': amount(1),
      'one-star': amount(2),
    })
    .prefault({}),
  mostADay: count(10),
  mostAMonth: count(80),
  /** Of one resident and one member, so many orders a month count. */
  ordersOfAPair: count(2),
});
export type MemberRules = z.infer<typeof MemberRules>;

export const deedKinds = ['volunteering', 'hazard', 'suggestion', 'assembly', 'neighbour', 'mediation'] as const;
export type DeedKind = (typeof deedKinds)[number];

const Item = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  zh: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .refine((text) => !/现金|红包|转账|话费|代金/.test(text), '积分不兑付现金 / points are never paid in money'),
  en: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((text) => !/cash|money|voucher/i.test(text), '积分不兑付现金 / points are never paid in money'),
  points: z.int().min(1).max(1_000),
});

export const HouseholdRules = z.strictObject({
  ...common,
  ledger: z.literal('households'),
  /** Of each year. */
  base: z.int().min(0).max(1_000).default(100),
  /** For each hour, up to so many points a day. */
  volunteeringHour: amount(2),
  volunteeringADay: count(8),
  hazard: amount(2),
  suggestion: amount(5),
  assembly: amount(2),
  neighbour: amount(3),
  mediation: amount(5),
  /** Any rating given, the same for every star; so many points a month. */
  rating: amount(1),
  ratingsAMonth: count(3),
  validMonths: z.int().min(1).max(120).default(24),
  /** What points are exchanged for, once a month. */
  items: z
    .array(Item)
    .max(50)
    .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, '每个编码只写一次 / each code stands once')
    .default([]),
});
export type HouseholdRules = z.infer<typeof HouseholdRules>;

export const PointRules = z
  .discriminatedUnion('ledger', [MemberRules, HouseholdRules])
  .refine(({ meeting }) => meeting.inFavour <= meeting.present && meeting.inFavour * 2 > meeting.present, {
    path: ['meeting', 'inFavour'],
    message: '须到会过半数同意 / more than half of those present agreed',
  });
export type PointRules = z.infer<typeof PointRules>;

/** Why a rule set cannot stand at a place from a day on; null when it can. `path`: of the unit that it is for. */
export function whyNotInForce(rules: PointRules, path: string, from: string): string | null {
  if (path.split('.').length < 3) return "points are decided by a community's residents' meeting: name a community";
  return from < rules.meeting.heldOn
    ? `the meeting was held on ${rules.meeting.heldOn}: it is in force from then at the earliest`
    : null;
}
