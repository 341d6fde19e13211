// Mediations (调解单) and warnings (预警研判单) as the API shows and takes them.
import { warningColours } from '@six-order/community/mediation/policy';
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull, Shown, UnitRef, WorksAs } from './common.ts';

const By = z.string().nullable().describe('A name for staff; null when a rule did it');
const Channel = z.enum(['reconciliation', 'mediation', 'notary', 'arbitration', 'ruling', 'reconsideration', 'litigation']);
const Signature = z.enum(['signed', 'fingerprint', 'recorded']);

const Side = z.object({
  name: Shown.describe('Of somebody who is known by name only'),
  persons: z.int().describe('How many of this side are known to the platform'),
  unit: UnitRef.nullable(),
});

export const Mediation = z.object({
  parties: z.object({ a: Side, b: Side }),
  rung: Bilingual.extend({
    number: z.int().describe('From 1'),
    last: z.boolean(),
    holder: UnitRef.nullable(),
    telephone: z.string().nullable().describe('The unit’s public number, or that of the nearest one above which has one'),
  }).describe('Who mediates now'),
  mediator: By.describe('A name for staff and for both sides, who may ask for another'),
  mediatorAs: WorksAs.optional().describe('What the mediator works as, and where; absent where there is none'),
  climbs: z.array(z.object({ at: Instant, by: By, rung: z.int() })),
  sessions: z.array(z.object({ at: Instant, by: By, text: Shown })),
  agreement: z
    .object({
      at: Instant,
      form: z.enum(['written', 'oral']),
      text: Shown,
      signed: z.object({ a: Signature, b: Signature }).describe('How each side bears witness to it'),
    })
    .nullable(),
  confirmation: z
    .object({ appliedAt: Instant, ruledAt: InstantOrNull, confirmed: z.boolean().nullable() })
    .nullable()
    .describe('司法确认'),
  followUps: z.array(z.object({ at: Instant, by: By, kept: z.enum(['yes', 'partly', 'no']), text: Shown })),
  told: z.array(Channel).describe('Of which other ways the parties were told'),
  order: z.uuid().nullable().describe('The order that it was born of'),
  keepsOut: Bilingual.optional().describe(
    'Why this reader neither mediates it nor reads what is in it, where he might by his post',
  ),
});

export const Warning = z.object({
  colour: z.enum(warningColours),
  place: UnitRef.nullable(),
  count: z.int().describe('Disputes of the kind at the place, within the policy’s days'),
  times: z.int().describe('How often it was raised'),
  owner: By,
  measures: z.array(z.object({ at: Instant, by: By, text: Shown, reviewAt: Instant })),
  closing: z.object({ at: Instant, by: By, eased: z.boolean(), text: Shown }).nullable(),
});

const Party = z
  .strictObject({ persons: z.array(z.uuid().toLowerCase()), unit: z.uuid().toLowerCase(), name: z.string() })
  .partial()
  .describe('Persons, a unit, or a name: at least one of them');

export const OpenMediationRequest = z.strictObject({
  workflow: z.literal('mediation'),
  category: z.string().max(64).describe('Code of a kind of dispute'),
  unit: z.string().trim().min(1).max(64).describe('Where the dispute is: id or official code'),
  text: z.string().describe('What it is about; the other side does not read it'),
  parties: z.strictObject({
    a: Party.extend({ placer: z.boolean().optional().describe('Whoever placed `order` is of this side') }),
    b: Party,
  }),
  building: z.string().optional().describe('The building there: id or official code'),
  contact: z
    .strictObject({ name: z.string(), phone: z.string().optional() })
    .optional()
    .describe('How whoever asks is called and reached; only whoever takes it on reads it'),
  order: z.uuid().toLowerCase().optional().describe('The order that it was born of'),
});
