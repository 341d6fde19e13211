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

/** What a person works as, and where. */
export const WorksAs = z.object({ role: Bilingual.extend({ code: z.string() }), unit: UnitRef });

/** Who reads what a sealed order says (community/privacy/fields.ts). */
export const sealedReaders = {
  zh: '点单的本人和承办的人可以看；派出以前，派单的人写明理由后可以看；派出以后，街道要看须经个人信息保护负责人同意；从不公开',
  en: 'read by its resident and by whoever handles it; until it is dispatched by whoever dispatches it, with a reason; afterwards by the street where the data protection officer agrees; never published',
};

/** A personal field as the reader's post may see it: absent when it may not, null when it was erased. */
export const Shown = z.string().nullable().optional();
