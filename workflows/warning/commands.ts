// The commands of a warning (预警研判单): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { warningColours } from '@six-order/community/mediation/policy';
import { personal, type CommandDefinition } from '@six-order/engine';
import { z } from 'zod';
import { recomputeCommand } from '../chart.ts';
import type { Context } from './context.ts';

const text = personal(z.string().trim().min(1).max(2_000));

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('warning', command);

const counted = { count: z.int().min(1), colour: z.enum(warningColours) };

export const commands = {
  raise: {
    title: { zh: '发出预警', en: 'Warn' },
    docs: 'Opens a warning: disputes of one kind at one place have become many. A mediation asks for it; it names no person.',
    input: z.strictObject({ category: z.string().regex(/^\d{4}$/), unit: z.uuid().toLowerCase(), ...counted }),
    by: by('raise'),
    facts: ({ input, at }) => ({
      unit: { kind: 'unit', ref: input['unit'], field: 'unit' },
      number: { kind: 'number' },
      warning: { kind: 'warning', unit: input['unit'], colour: input['colour'], from: at, field: 'unit' },
    }),
  },
  recur: {
    title: { zh: '再次发生', en: 'Happened again' },
    docs: 'Another dispute of the kind at the place. One whose measure was set is assessed anew.',
    input: z.strictObject(counted),
    by: by('recur'),
    facts: ({ context, input, at }) => ({
      warning: { kind: 'warning', unit: (context as Context).unit.id, colour: input['colour'], from: at },
    }),
  },
  own: {
    title: { zh: '定责任人', en: 'Name the owner' },
    docs: 'Names who sees to it.',
    input: z.strictObject({ person: z.uuid().toLowerCase() }),
    by: by('own'),
    facts: ({ input }) => ({ owner: { kind: 'holder', holder: 'person', id: input['person'], field: 'person' } }),
  },
  assess: {
    title: { zh: '研判', en: 'Assess' },
    docs: 'Says what is behind it and what is done, and when it is looked at again.',
    input: z.strictObject({ text, reviewOn: z.iso.datetime({ offset: true }).describe('within 90 days') }),
    by: by('assess'),
    facts: ({ context, input, at }) => ({
      review: {
        kind: 'dated-term',
        subject: 'warning-review',
        path: (context as Context).unit.path,
        from: at,
        until: input['reviewOn'],
        days: 90,
        field: 'reviewOn',
      },
    }),
  },
  close: {
    title: { zh: '解除预警', en: 'Close' },
    docs: 'Takes the warning back: it has eased, or there was nothing in it.',
    input: z.strictObject({ eased: z.boolean(), text: text.optional() }),
    by: by('close'),
  },
  recompute: recomputeCommand(by('recompute')),
} as const satisfies Record<string, CommandDefinition>;
