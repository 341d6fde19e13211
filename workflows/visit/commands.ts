// The commands of a visit (走访单): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { visitPurposes } from '@six-order/community/visits/policy';
import { personal, type CommandDefinition, type FactRequest } from '@six-order/engine';
import { z } from 'zod';
import { recomputeCommand, type FactAsk } from '../chart.ts';
import { outcomes, type Context } from './context.ts';

const id = z.uuid().toLowerCase();
const on = z.iso.datetime({ offset: true });

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('visit', command);

const contextOf = ({ context }: Pick<FactAsk, 'context'>): Context => context as Context;

const anotherDay = (ask: FactAsk): FactRequest => {
  const { unit, visitor } = contextOf(ask);
  return { kind: 'visit-day', unit, visitor, from: ask.at, on: ask.input['on'] as string };
};

export const commands = {
  plan: {
    title: { zh: '安排走访', en: 'Plan a visit' },
    docs: 'Plans a visit to a grid, a household group or a building on a day. Nobody is named and no household is singled out.',
    input: z.strictObject({
      unit: z.string().trim().min(1).max(64).describe('unit id or official code of a grid, household group or building'),
      visitor: id,
      on: on.optional().describe('the day; without it the policy’s interval from now'),
      purpose: z.enum(visitPurposes).default('round'),
      repeats: z.boolean().default(false).describe('followed by the next after the policy’s interval'),
      arrangedBy: id.optional().describe('of one that follows another by itself: who arranged that one'),
    }),
    by: by('plan'),
    facts: ({ input, at, actor }) => ({
      unit: { kind: 'unit', ref: input['unit'], field: 'unit' },
      number: { kind: 'number' },
      plan: {
        kind: 'visit-plan',
        unit: input['unit'],
        visitor: input['visitor'],
        from: at,
        ...(input['on'] !== undefined && { on: input['on'] }),
        ...(input['arrangedBy'] !== undefined && actor.person !== null && { forAnother: true }),
      },
    }),
  },
  move: {
    title: { zh: '改期', en: 'Move' },
    docs: 'Puts the visit on another day.',
    input: z.strictObject({ on }),
    by: by('move'),
    facts: (ask) => ({ plan: anotherDay(ask) }),
  },
  handOver: {
    title: { zh: '转交走访', en: 'Hand over' },
    docs: 'Gives the visit to another who visits.',
    input: z.strictObject({ visitor: id }),
    by: by('handOver'),
    facts: (ask) => ({ visitor: { kind: 'visitor', person: ask.input['visitor'], unit: contextOf(ask).unit.id } }),
  },
  record: {
    title: { zh: '走访记录', en: 'Record the visit' },
    docs: 'Says that the visit was made, or that nobody was at home or wanted it. One choice is all that must be filled in.',
    input: z.strictObject({
      outcome: z.enum(outcomes),
      text: personal(z.string().trim().min(1).max(2_000)).optional().describe('what was said, if anything is to be kept'),
    }),
    by: by('record'),
    facts: (ask) => ({ after: { kind: 'visit-after', path: contextOf(ask).unit.path, from: ask.at } }),
  },
  link: {
    title: { zh: '关联点单', en: 'Link an order' },
    docs: 'Links an order that was placed at the visit: it is the resident’s, in his words, and runs on its own.',
    input: z.strictObject({ order: id }),
    by: by('link'),
    facts: (ask) => ({
      order: { kind: 'born-of', of: ask.input['order'], unit: contextOf(ask).unit.id, field: 'order' },
    }),
  },
  close: {
    title: { zh: '结束走访', en: 'Close' },
    docs: 'Ends the visit. It ends by itself a few days after it was made.',
    input: z.strictObject({}),
    by: by('close'),
    facts: ({ context }) => {
      const { repeats, visitor, plannedBy, unit } = context as Context;
      return repeats ? { next: { kind: 'visit-next', visitor, plannedBy, unit: unit.id } } : {};
    },
  },
  cancel: {
    title: { zh: '取消走访', en: 'Cancel' },
    docs: 'Takes a visit back that was not made.',
    input: z.strictObject({}),
    by: by('cancel'),
  },
  recompute: recomputeCommand(by('recompute')),
} as const satisfies Record<string, CommandDefinition>;
