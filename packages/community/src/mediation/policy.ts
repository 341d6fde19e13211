// How disputes are settled where they arise (枫桥经验): the ladder of those who mediate, its limits, when a dispute is a sign of
// more. A policy that a county, street or community can set for itself; a ladder of other rungs is a new row, never a new chart.
//
// Owns: the policy's shape, its default, how the ladder is scaled into the limit of a kind of dispute.
// Source: domain research 2.6 (高台、张掖 “四级七天”: 1, 2, 2, 2 working days), 4 (flag M); 人民调解法 33.
import type { Calendar } from '../calendar/calendar.ts';
import { officeMsOn } from '../calendar/counting.ts';
import { dayOf } from '../calendar/day.ts';
import { naturalMinutes, parseDuration, type Duration } from '../deadlines/duration.ts';
import { Limit } from '../terms/term.ts';
import { z } from 'zod';

const Rung = z.strictObject({
  /** The nearest unit of this kind, from the dispute upwards, takes it in hand. */
  at: z.enum(['grid', 'community', 'street', 'county']),
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(80),
  limit: Limit,
});
export type Rung = z.infer<typeof Rung>;

export const MediationPolicy = z.strictObject({
  ladder: z.array(Rung).min(1).max(8),
  /** Within this, an agreement can be taken to a court together. */
  confirmation: Limit,
  /** When it is asked whether an agreement is kept. */
  followUp: Limit,
  /** So many disputes of one kind at one place within so many days raise a warning: one multiple blue, two yellow, three red. */
  warning: z.strictObject({ disputes: z.int().min(2).max(100), days: z.int().min(1).max(366) }),
  /** Within this, a warning has its owner, measure and date. */
  assess: Limit,
});
export type MediationPolicy = z.infer<typeof MediationPolicy>;

export const defaultMediation: MediationPolicy = {
  ladder: [
    { at: 'grid', zh: '网格', en: 'the grid', limit: '1 wd' },
    { at: 'community', zh: '社区人民调解委员会', en: 'the community’s people’s mediation committee', limit: '2 wd' },
    { at: 'street', zh: '街道综治中心（司法所）', en: 'the street’s governance centre (judicial office)', limit: '2 wd' },
    { at: 'street', zh: '街道', en: 'the street', limit: '2 wd' },
  ],
  confirmation: '30 d',
  followUp: '30 d',
  warning: { disputes: 3, days: 30 },
  assess: '2 wd',
};

export const warningColours = ['blue', 'yellow', 'red'] as const;
export type WarningColour = (typeof warningColours)[number];

/** The colour that so many disputes give; null when they are too few. */
export const colourOf = ({ warning }: Pick<MediationPolicy, 'warning'>, disputes: number): WarningColour | null => {
  const multiple = Math.floor(disputes / warning.disputes);
  return multiple === 0 ? null : (warningColours[Math.min(multiple, warningColours.length) - 1] as WarningColour);
};

/**
 * What each rung of a ladder has of a whole, in parts of it that make one. By their own limits; where the whole is shorter than those, no
 * rung has less than its own limit or an equal part, whichever is less: nobody mediates in what is left of a morning.
 */
function sharesOf(own: readonly number[], whole: number): readonly number[] {
  const floors = own.map((limit) => Math.min(limit, whole / own.length));
  const raised = new Set<number>();
  for (;;) {
    const left = whole - floors.reduce((sum, floor, n) => sum + (raised.has(n) ? floor : 0), 0);
    const weights = own.reduce((sum, limit, n) => sum + (raised.has(n) ? 0 : limit), 0);
    const parts = own.map((limit, n) => (raised.has(n) ? (floors[n] as number) : (limit / weights) * left));
    const short = parts.findIndex((part, n) => !raised.has(n) && part < (floors[n] as number));
    if (short < 0) return parts.map((part) => part / whole);
    raised.add(short);
  }
}

/** A part that is a whole number but for what floating points add to it. */
const even = (amount: number): number | null => (Math.abs(amount - Math.round(amount)) < 1e-9 ? Math.round(amount) : null);

/**
 * The limit of one rung of a ladder, so that all of them together take what the kind of dispute may take as a whole. Whole
 * working days where they come out even, else minutes of the same time.
 */
export function scaledLimit(ladder: readonly Rung[], rung: number, whole: Duration, calendar: Calendar, from: number): Duration {
  const own = ladder.map(({ limit }) => naturalMinutes(parseDuration(limit)));
  const share = sharesOf(own, naturalMinutes(whole))[rung] as number;
  const cut = (minutes: number): number => Math.max(1, even(minutes) ?? Math.floor(minutes));
  if (whole.unit !== 'wd')
    return { amount: cut(naturalMinutes(whole) * share), unit: whole.unit === 'wh' || whole.unit === 'wmin' ? 'wmin' : 'min' };
  const days = whole.amount * share;
  const wholeDays = even(days);
  if (wholeDays !== null) return { amount: wholeDays, unit: 'wd' };
  return { amount: cut((days * officeMsOn(calendar, dayOf(from))) / 60_000), unit: 'wmin' };
}
