// Shapes that several parts of the contract share.
import { z } from 'zod';

export const Instant = z.iso.datetime().describe('ISO 8601 in UTC');
export const InstantOrNull = Instant.nullable();
export const Bilingual = z.object({ zh: z.string(), en: z.string() });
export const UnitRef = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  within: z.string().optional().describe('Name of the unit above, of kinds whose names repeat: grids, buildings, teams'),
});

/** A personal field as the reader's post may see it: absent when it may not, null when it was erased. */
export const Shown = z.string().nullable().optional();
