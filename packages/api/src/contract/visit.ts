// Visits (走访单) as the API shows and takes them.
import { visitPurposes } from '@six-order/community/visits/policy';
import { z } from 'zod';
import { Instant, Shown, UnitRef } from './common.ts';

const By = z.string().nullable().describe('A name for staff');

export const Visit = z.object({
  place: UnitRef.nullable().describe('A grid, a household group or a building'),
  purpose: z.enum(visitPurposes),
  visitor: By,
  plannedBy: By,
  repeats: z.boolean(),
  moves: z.int().describe('How often its day was moved'),
  records: z.array(z.object({ at: Instant, by: By, outcome: z.enum(['met', 'away', 'declined']), text: Shown })),
  orders: z.array(z.uuid()).describe('Orders that were born of it'),
});

export const PlanVisitRequest = z.strictObject({
  workflow: z.literal('visit'),
  unit: z.string().trim().min(1).max(64).describe('Id or official code of a grid, a household group or a building'),
  visitor: z.uuid().toLowerCase(),
  on: z.string().optional().describe('The day, as an instant; without it the policy’s interval from now'),
  purpose: z.enum(visitPurposes).optional(),
  repeats: z.boolean().optional().describe('Followed by the next after the policy’s interval'),
});
