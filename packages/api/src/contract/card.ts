// Supervision cards (督办卡) as the API shows and takes them.
import { CardReason, colours } from '@six-order/community/supervision/reason';
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull, Shown, UnitRef } from './common.ts';

const By = z.string().nullable().describe('A name for staff; null when a rule did it');

/** What any list shows of a card. */
export const CardRef = z.object({
  colour: z.enum(colours),
  reason: z.object({ code: CardReason, text: Bilingual }),
  order: z.object({ id: z.uuid(), number: z.string() }).describe('What it is about'),
});

export const Card = CardRef.extend({
  grounds: Shown.describe('Why it was issued, in words'),
  previous: z.uuid().nullable().describe('The card that it follows: the matter was found unsolved'),
  issuedBy: By,
  level: UnitRef.nullable().describe('Where it stands; from there it goes up'),
  signedAt: InstantOrNull,
  signedBy: By,
  replies: z.array(z.object({ at: Instant, by: By, text: Shown })),
  checks: z.array(z.object({ at: Instant, by: By, verdict: z.enum(['accepted', 'returned']), note: Shown })),
  escalations: z.array(z.object({ at: Instant, by: By, to: UnitRef.nullable() })),
  lookBacks: z.array(z.object({ at: Instant, by: By, solved: z.boolean(), note: Shown })),
  cancellation: z.object({ at: Instant, by: By, reason: Shown }).nullable(),
  closedAt: InstantOrNull.describe('销号'),
});

export const IssueCardRequest = z.strictObject({
  workflow: z.literal('card'),
  order: z.uuid().toLowerCase().describe('The order that it is about'),
  colour: z.enum(colours),
  reason: CardReason,
  text: z.string().optional().describe('Why, in words'),
  holder: z
    .strictObject({ kind: z.enum(['person', 'unit', 'team']), id: z.uuid().toLowerCase() })
    .optional()
    .describe('Who must answer; without it whoever has the order in hand'),
});
