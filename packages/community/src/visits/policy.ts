// How households are visited (包联走访, 四下基层): how often, how far ahead, how long afterwards an order may still be linked. A
// policy that a county, street or community can set for itself.
//
// Source: domain research 1 (rows 49, 67, 76), 5.6 (no check-in, no track).
import { Limit } from '../terms/term.ts';
import { z } from 'zod';

export const VisitPolicy = z.strictObject({
  /** Of a visit that repeats: how long after one the next is. */
  every: Limit,
  /** How far ahead a visit may be planned, in days. */
  aheadDays: z.int().min(1).max(366),
  /** How long after a visit its orders may be linked; then it ends. */
  linking: Limit,
  /** How often nobody is at home before the visit ends as it is. */
  attempts: z.int().min(1).max(10),
  /** How soon somebody comes again when nobody was at home. */
  again: Limit.default('3 wd'),
});
export type VisitPolicy = z.output<typeof VisitPolicy>;

export const defaultVisits: VisitPolicy = { every: '30 d', aheadDays: 90, linking: '3 wd', attempts: 3, again: '3 wd' };

/**
 * What a visit is for. There is none that singles a household out: nobody is visited because of poverty, illness or a petition
 * (domain research 1, row 76; 3.3).
 */
export const visitPurposes = ['round', 'policy', 'season', 'invited'] as const;
export type VisitPurpose = (typeof visitPurposes)[number];
