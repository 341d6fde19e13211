// Orders that look like the same matter, for whoever dispatches.
import { z } from 'zod';
import { Bilingual, Instant, UnitRef } from './common.ts';

export const Duplicates = z.object({
  duplicates: z.array(
    z.object({
      order: z.object({
        id: z.uuid(),
        number: z.string(),
        unit: UnitRef.nullable(),
        openedAt: Instant,
        endedAt: Instant.nullable().describe('When its handling ended'),
      }),
      rule: z.enum(['same-resident', 'many-residents']),
      reason: Bilingual.describe('The rule in words, with its source'),
      similarity: z.number().min(0).max(1).nullable().describe('Of the redacted texts; null where there is none to compare'),
      samePlace: z.boolean(),
    }),
  ),
  parent: z.uuid().nullable().describe('The oldest open one: the others could be merged into it. A person decides'),
  answered: z
    .uuid()
    .nullable()
    .describe('The same resident had this matter before and it is ended: without new facts, tell how it went'),
});
