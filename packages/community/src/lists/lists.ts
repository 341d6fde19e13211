// 红榜 and 整改提醒榜: which units stand on which list for a month, and when it may be shown. Pure.
//
// Source: domain research 5.4, 5.6. L1: there are none until the county enables them with a document. L2: units of one kind are
// set beside each other and no others; streets only where the county's document names them. L3: a person stands on the red list
// alone, and with the person's own consent; there is no other list of persons and no switch for one.
import { z } from 'zod';
import type { Calendar } from '../calendar/calendar.ts';
import { addWorkdays } from '../calendar/counting.ts';
import { DAY_MS, dayOf, startOf } from '../calendar/day.ts';

export const listNames = ['red', 'black'] as const;
export type ListName = (typeof listNames)[number];

/** 单元 that may be listed; a street only by the county's own word. */
export const listedKinds = ['community', 'department', 'team', 'property', 'street'] as const;

/** What a county decides (county rules of the kind `lists`, for the county; its document number is the permission). */
export const ListRules = z.strictObject({
  kinds: z
    .array(z.enum(listedKinds))
    .min(1)
    .refine((kinds) => new Set(kinds).size === kinds.length, '每种只写一次 / each kind stands once')
    .default(['community', 'department', 'property']),
  leastOrders: z.int().min(5).max(1_000).default(10),
  /** Of the units of a kind with enough orders, at least one. */
  redShare: z.number().min(0.01).max(0.5).default(0.1),
  redScore: z.number().min(60).max(100).default(90),
  blackScore: z.number().min(0).max(80).default(60),
  blackRedCards: z.int().min(1).max(100).default(2),
  blackOverdue: z.number().min(0.05).max(1).default(0.2),
  /** Working days: told before it is shown, to appeal. Never fewer than these. */
  noticeDays: z.int().min(3).max(15).default(3),
  appealDays: z.int().min(5).max(20).default(5),
  /** Natural days; never longer. */
  shownDays: z.int().min(7).max(30).default(30),
});
export type ListRules = z.infer<typeof ListRules>;

export interface Standing {
  readonly unit: string;
  readonly kind: string;
  /** V of the month. */
  readonly orders: number;
  /** 0 to 100; null when nothing is known. */
  readonly score: number | null;
  readonly redCards: number;
  readonly overdue: number;
}

export type Reason = 'score' | 'red-cards' | 'overdue';
export interface Listed {
  readonly list: ListName;
  readonly unit: string;
  readonly reasons: readonly Reason[];
}

/** Who stands on which list, by the figures of a frozen month. */
export function listsOf(standings: readonly Standing[], rules: ListRules): readonly Listed[] {
  const counted = standings.filter(
    ({ kind, orders }) => orders >= rules.leastOrders && (rules.kinds as readonly string[]).includes(kind),
  );
  return [...Map.groupBy(counted, ({ kind }) => kind).values()].flatMap((peers) => [
    ...redOf(peers, rules),
    ...peers.flatMap((unit) => blackOf(unit, rules)),
  ]);
}

/** The best tenth; who stands level with the last of it stands there too. */
function redOf(peers: readonly Standing[], { redShare, redScore }: ListRules): readonly Listed[] {
  const scores = peers.flatMap(({ score }) => score ?? []).toSorted((a, b) => b - a);
  const least = scores[Math.max(1, Math.floor(peers.length * redShare)) - 1];
  if (least === undefined) return [];
  return peers
    .filter(({ score, redCards }) => score !== null && score >= Math.max(least, redScore) && redCards === 0)
    .map(({ unit }) => ({ list: 'red', unit, reasons: ['score'] }));
}

function blackOf({ unit, score, redCards, overdue, orders }: Standing, rules: ListRules): readonly Listed[] {
  const why: readonly (readonly [Reason, boolean])[] = [
    ['score', score !== null && score < rules.blackScore],
    ['red-cards', redCards >= rules.blackRedCards],
    ['overdue', overdue / orders > rules.blackOverdue],
  ];
  const reasons = why.filter(([, holds]) => holds).map(([reason]) => reason);
  return reasons.length === 0 ? [] : [{ list: 'black', unit, reasons }];
}

/** When an entry of which the unit is told at `noticedAt` is shown, ends, and until when it may be appealed against. Epoch ms. */
export function datesOf(
  calendar: Calendar,
  noticedAt: number,
  { noticeDays, appealDays, shownDays }: Pick<ListRules, 'noticeDays' | 'appealDays' | 'shownDays'>,
) {
  const endOf = (days: number) => startOf(addWorkdays(calendar, dayOf(noticedAt), days) + 1);
  const shownFrom = endOf(noticeDays);
  return { shownFrom, appealBy: endOf(appealDays), endsAt: shownFrom + shownDays * DAY_MS };
}

export const appealGrounds = ['figures-wrong', 'not-our-orders', 'force-majeure', 'corrected-before', 'other'] as const;
export type AppealGround = (typeof appealGrounds)[number];

export interface Entry {
  readonly id: string;
  readonly tenant: string;
  readonly list: ListName;
  /** YYYY-MM in China. */
  readonly month: string;
  readonly unit: string | null;
  /** On the red list only. */
  readonly person: string | null;
  readonly reasons: readonly string[];
  readonly score: number | null;
  /** Epoch ms. */
  readonly noticedAt: number;
  readonly shownFrom: number;
  readonly appealBy: number;
  readonly endsAt: number;
  readonly ground: AppealGround | null;
  readonly appealedAt: number | null;
  readonly decidedAt: number | null;
  readonly upheld: boolean | null;
  readonly correctedAt: number | null;
  /** Of a person: when consent was given; null when it was not, or is taken back. */
  readonly consentedAt: number | null;
}

/** Whether the public sees it: announced, not ended, not appealed against with an answer to come, not corrected, consented to. */
export function isShown(one: Entry, now: number): boolean {
  const waits = one.appealedAt !== null && one.decidedAt === null;
  const stands = one.upheld !== true && one.correctedAt === null && !waits;
  return stands && now >= one.shownFrom && now < one.endsAt && (one.person === null || one.consentedAt !== null);
}
