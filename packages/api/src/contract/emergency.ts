// Emergencies (应急响应) as the API shows and takes them.
import { emergencyKinds, hazards, levels, type Hazard } from '@six-order/community/emergency/hazard';
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull, Shown, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

const By = z.string().nullable().describe('A name for staff');
const Said = z.object({ at: Instant, by: By, text: Shown });
const HazardName = z.enum(Object.keys(hazards) as [Hazard, ...Hazard[]]);

export const Emergency = z.object({
  kind: z.enum(emergencyKinds),
  hazard: HazardName,
  level: z.enum(levels),
  document: z.string().nullable().describe('The county’s document'),
  scope: z.array(UnitRef.nullable()),
  startedAt: InstantOrNull,
  endedAt: InstantOrNull,
  plannedEnd: InstantOrNull,
  checklist: z.array(z.object({ item: z.string(), at: InstantOrNull, by: By })).describe('What the plan wants gone through'),
  decided: z.array(
    z.object({ at: Instant, by: By, what: z.string(), level: z.enum(levels), document: z.string().nullable(), until: Instant }),
  ),
  request: z
    .object({ level: z.enum(levels), document: z.string() })
    .nullable()
    .describe('A graver level that waits to be confirmed'),
  orders: z
    .object({
      entered: z.int(),
      following: z.enum(['on', 'off']).nullable().describe('While its orders enter it, or go on after it'),
    })
    .describe('Orders of its areas'),
  reports: z.array(Said),
  call: z
    .object({
      at: Instant,
      by: By,
      text: Shown,
      heard: z.int(),
      out: z.int(),
      there: z.int(),
      missing: z
        .array(z.object({ person: z.uuid(), name: By, team: UnitRef.nullable() }))
        .describe('Who has not answered: to be telephoned'),
    })
    .nullable()
    .describe('The last call-out'),
  review: Said.nullable(),
  destroyed: z.object({ at: Instant, orders: z.int() }).nullable(),
});

export const ProposeEmergencyRequest = z.strictObject({
  workflow: z.literal('emergency'),
  kind: z.enum(emergencyKinds).optional().describe('response by default'),
  hazard: HazardName,
  level: z.enum(levels).optional(),
  scope: z.array(z.string().trim().min(1).max(64)).min(1).max(50).describe('Areas: ids or official codes'),
  document: z.string().optional().describe('The county’s document with its number; required of a response'),
  until: z.string().optional().describe('The planned end, as an instant'),
  text: z.string().optional(),
});

const PublicEmergencies = z.object({
  emergencies: z.array(
    z.object({
      hazard: HazardName,
      level: z.enum(levels),
      firstResponse: z.boolean(),
      areas: z.array(z.object({ code: z.string(), name: z.string() })),
      document: z.string().nullable(),
      from: Instant,
      until: InstantOrNull,
      text: Bilingual.describe('What the banner says'),
    }),
  ),
});

export const emergencyRoutes = {
  listEmergencies: {
    method: 'get',
    path: '/api/v1/public/emergencies',
    summary: { zh: '正在进行的应急响应（横幅）', en: 'Emergencies that hold now, for the banner; drills are not among them' },
    auth: 'open',
    answers: { 200: { description: { zh: '应急响应', en: 'The emergencies' }, schema: PublicEmergencies } },
    refusals: [],
  },
} as const satisfies Record<string, RouteEntry>;
