// The catalogue of duties, powers, tags and brand of a place.
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull } from './common.ts';
import type { RouteEntry } from './entry.ts';

export const CatalogueQuery = z.strictObject({
  unit: z.string().trim().min(1).max(64).optional().describe('Id or code of a unit; the post’s own when absent'),
});

const Party = z.object({ party: z.string(), name: Bilingual });

export const Catalogue = z.object({
  duties: z.array(
    z.object({
      category: z.string(),
      kind: z.enum(['basic', 'assisting', 'reclaimed']).describe('基本, 配合, 上级收回'),
      main: z.array(Party).describe('主责, the most fitting first'),
      assisting: z.array(Party).describe('协助'),
      notMine: z.array(Party).describe('不属于: never led by these'),
      flags: z.array(z.enum(['delegable', 'enforcement', 'community-not-main'])).describe('赋权, 需执法, 社区不作主责'),
      skills: z.array(z.string()),
      source: z.string(),
    }),
  ),
  powers: z
    .array(
      z.object({
        power: z.string(),
        name: Bilingual,
        document: z.string(),
        validFrom: Instant,
        validTo: InstantOrNull,
      }),
    )
    .describe('What the place may do by a document that is in force'),
  tags: z.array(
    z.object({ set: z.string(), setName: Bilingual, tag: z.string(), name: Bilingual, categories: z.array(z.string()) }),
  ),
  brand: z.object({ name: Bilingual, theme: z.string().nullable() }).nullable(),
  stations: z
    .array(z.object({ station: z.string(), title: Bilingual }))
    .describe('The steps of an order, as they are shown here'),
});

export const catalogueRoutes = {
  readCatalogue: {
    method: 'get',
    path: '/api/v1/catalogue',
    summary: { zh: '职责清单、赋权、标签与环节', en: 'Duties, powers, tags, brand and stations of a place' },
    auth: 'session',
    query: CatalogueQuery,
    answers: { 200: { description: { zh: '该地现行清单', en: 'As it holds there now' }, schema: Catalogue } },
    refusals: [422],
  },
} as const satisfies Record<string, RouteEntry>;
