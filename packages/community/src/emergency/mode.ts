// Which areas are in an emergency now: rows of the county's rules with their document and validity, written by the emergency's
// own effects and by nobody else.
//
// Keeps: E1: a drill is no emergency: no limit, no order, nothing public hangs on it.
import { z } from 'zod';
import type { CountyRule, CountyRules } from '../county-rules/county-rules.ts';
import { Hazard, Level } from './hazard.ts';

export const EmergencyMode = z.strictObject({
  /** Id of its order. */
  emergency: z.uuid(),
  hazard: Hazard,
  level: Level,
  /** 先期处置: a community's own, for a few hours. */
  firstResponse: z.boolean(),
});
export type EmergencyMode = z.infer<typeof EmergencyMode>;

/** Key: the emergency's id. */
export const MODE = 'emergency-mode';

/** The emergency that a place is in at `at` (epoch ms), or null. Two never hold at one place. */
export const emergencyAt = (
  rules: CountyRules,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): CountyRule<typeof MODE> | null => rules.all(MODE, where).toSorted((a, b) => a.validFrom - b.validFrom)[0] ?? null;
