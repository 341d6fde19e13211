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
 * The limit of one rung of a ladder, so that all of them together take what the kind of dispute may take as a whole. Whole
 * working days where they come out even, else minutes of the same time.
 */
export function scaledLimit(ladder: readonly Rung[], rung: number, whole: Duration, calendar: Calendar, from: number): Duration {
  const weights = ladder.map(({ limit }) => naturalMinutes(parseDuration(limit)));
  const share = (weights[rung] as number) / weights.reduce((sum, weight) => sum + weight, 0);
  if (whole.unit !== 'wd')
    return {
      amount: Math.max(1, Math.floor(naturalMinutes(whole) * share)),
      unit: whole.unit === 'wh' || whole.unit === 'wmin' ? 'wmin' : 'min',
    };
  const days = whole.amount * share;
  if (Number.isInteger(days)) return { amount: days, unit: 'wd' };
  return { amount: Math.max(1, Math.floor((days * officeMsOn(calendar, dayOf(from))) / 60_000)), unit: 'wmin' };
}
