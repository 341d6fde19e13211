// Deliberations (议事单) as the API shows and takes them.
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull, Shown, UnitRef } from './common.ts';

const By = z.string().nullable().describe('A name for staff; null when a rule did it');
const Stance = z.enum(['agree', 'disagree', 'abstain']);
const Said = z.object({ at: Instant, by: By, text: Shown });

export const Deliberation = z.object({
  forum: Bilingual.extend({ code: z.string() }),
  place: UnitRef.nullable().describe('Where the matter is'),
  question: Shown.describe('As it is put to the parties'),
  meetingOn: InstantOrNull.describe('The day of the meeting, if there is one'),
  parties: z
    .array(
      Bilingual.extend({
        code: z.string(),
        unit: UnitRef.nullable().describe('The lower unit that it is (上级吸收下级成员)'),
        persons: z.int().describe('How many can speak for it here'),
        own: z.boolean().describe('Whether whoever reads this speaks for it'),
        stance: Stance.nullable().describe('What it said last; null: nothing, which counts as neither'),
      }),
    )
    .describe('Who takes part, as the policy had it when the topic was put on the agenda'),
  quorum: z.int().describe('So many must have spoken'),
  passes: z.int().describe('So many must agree'),
  opinions: z.array(
    Said.extend({
      party: z.string(),
      stance: Stance,
      record: z
        .object({ how: z.enum(['minutes', 'written', 'ballot', 'visit']), on: InstantOrNull, people: z.int().nullable() })
        .nullable()
        .describe('Of what was written down for it; null: it said so here itself'),
    }),
  ),
  decision: Said.extend({
    verdict: z.enum(['adopted', 'rejected', 'raised']),
    forOrder: z.enum(['keep', 'resume', 'escalate']).describe('What became of the linked order'),
  }).nullable(),
  tasks: z
    .array(
      z.object({
        unit: UnitRef.nullable(),
        order: z.uuid().nullable().describe('The task that it became'),
        state: z.enum(['assigned', 'on-track', 'blocked', 'finished', 'settled', 'excused']),
        dueOn: InstantOrNull,
        at: Instant,
      }),
    )
    .describe('What was decided to be done, each an order that reports back'),
  excuses: z.array(Said),
  order: z.uuid().nullable().describe('The order that was put before them'),
  lower: z.uuid().nullable().describe('The topic of the level below that went up to here'),
  higher: z.object({ order: z.uuid().nullable(), ended: z.boolean() }).nullable().describe('What it became at the level above'),
  feedback: Said.nullable(),
  ending: Said.nullable().describe('Why it was refused or dropped'),
});

export const ProposeTopicRequest = z.strictObject({
  workflow: z.literal('deliberation'),
  forum: z.string().max(40).describe('Code of a forum of the county’s policy, such as three-parties'),
  unit: z.string().trim().min(1).max(64).describe('Where the matter is: id or official code'),
  text: z.string().describe('What it is about; the parties read the question that is made of it'),
  order: z.uuid().toLowerCase().optional().describe('The order that is put before the parties'),
});
