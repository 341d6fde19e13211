// The commands of a six-order order (六单): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { Telephone } from '@six-order/community/privacy/telephone-input';
import { personal, type CommandDefinition, type FactRequest } from '@six-order/engine';
import { z } from 'zod';
import type { Context, Urgency } from './context.ts';

const Urgency = z.enum(['U0', 'U1', 'U2', 'U3']);
const line = (max: number) => z.string().trim().min(1).max(max);
const text = personal(line(2_000));

/** Placing needs a category, a place and a text; everything else is optional (domain.md 3.3, PIPL 6). */
const Place = z.strictObject({
  category: z.string().regex(/^\d{4}$/, 'a category code has four digits'),
  text,
  unit: line(64).describe('unit id or official code'),
  place: z
    .strictObject({
      building: line(64).optional(),
      note: personal(z.strictObject({ room: line(40).optional(), note: line(200).optional() })).optional(),
    })
    .optional(),
  contact: personal(
    z.strictObject({
      name: line(40),
      phone: Telephone,
      address: line(200).optional(),
    }),
  ).optional(),
  urgency: Urgency.optional().describe('as the person who places it sees it; a person decides at admission'),
  onBehalfOf: z.uuid().optional().describe('person whose order it is, when somebody else places it'),
  publishConsent: z.boolean().default(false),
});

const clock = (
  name: string,
  ask: {
    readonly category: string;
    readonly urgency?: Urgency;
    readonly path?: string;
    readonly from: number;
    readonly cap?: number;
  },
): FactRequest => ({
  kind: 'clock',
  clock: name,
  category: ask.category,
  urgency: ask.urgency,
  path: ask.path ?? '',
  from: ask.from,
  cap: ask.cap,
});

/** A stage's clock is cut to what is left of the whole clock (domain.md 2.4). */
const stageClock = (name: string, context: Partial<Context>, at: number): FactRequest =>
  clock(name, {
    category: context.category ?? '',
    urgency: context.urgency ?? 'U2',
    path: context.unit?.path ?? '',
    from: at,
    ...(context.clocks?.whole && context.clocks.whole.finishedAt === null ? { cap: context.clocks.whole.dueAt } : {}),
  });

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('six-order', command);

export const commands = {
  place: {
    title: { zh: '点单', en: 'Place' },
    docs: 'Opens an order: what is wanted, where, and how to be reached.',
    input: Place,
    by: by('place'),
    facts: ({ input, at }) => ({
      unit: { kind: 'unit', ref: input.unit, field: 'unit' },
      ...(input.place?.building ? { building: { kind: 'unit', ref: input.place.building, field: 'place.building' } } : {}),
      category: { kind: 'category', code: input.category, field: 'category' },
      ...(input.onBehalfOf ? { resident: { kind: 'holder', holder: 'person', id: input.onBehalfOf, field: 'onBehalfOf' } } : {}),
      number: { kind: 'number' },
      intake: clock('intake', { category: input.category, from: at }),
    }),
  },
  admit: {
    title: { zh: '受理', en: 'Admit' },
    docs: 'Takes the order in; the whole clock runs from here. May set the urgency.',
    input: z.strictObject({ urgency: Urgency.optional() }),
    by: by('admit'),
    facts: ({ context, input, at }) => {
      const urgency = (input.urgency ?? context.urgency) as Urgency;
      const ask = { category: context.category as string, urgency, path: context.unit.path as string, from: at };
      return { whole: clock('whole', ask), dispatch: clock('dispatch', ask) };
    },
  },
  refuse: {
    title: { zh: '不予受理', en: 'Refuse' },
    docs: 'Does not take the order in: says why, and which channel is the right one.',
    input: z.strictObject({ reason: text, channel: personal(line(80)).optional() }),
    by: by('refuse'),
  },
  dispatch: {
    title: { zh: '派单', en: 'Dispatch' },
    docs: 'Gives the order to a person, a team or a unit. Until it is accepted it may be given to another.',
    input: z.strictObject({
      to: z.strictObject({ kind: z.enum(['person', 'unit', 'team']), id: z.uuid() }),
      note: text.optional(),
    }),
    by: by('dispatch'),
    facts: ({ context, input, at, actor }) => ({
      holder: {
        kind: 'holder',
        holder: input.to.kind,
        id: input.to.id,
        field: 'to.id',
        work: {
          category: context.category,
          path: context.unit.path,
          urgency: context.urgency,
          resident: context.resident,
        },
        by: { person: actor.person, role: actor.role, path: actor.path },
      },
      accept: stageClock('accept', context, at),
    }),
  },
  accept: {
    title: { zh: '接单', en: 'Accept' },
    docs: 'Takes the work on. Whoever accepts leads to the end (首接负责).',
    input: z.strictObject({}),
    by: by('accept'),
    facts: ({ context, at }) => ({ contact: stageClock('contact', context, at) }),
  },
  decline: {
    title: { zh: '退单', en: 'Decline' },
    docs: 'Gives the order back to whoever dispatched it.',
    input: z.strictObject({ reason: text.optional() }),
    by: by('decline'),
    facts: ({ context, at }) => ({ dispatch: stageClock('dispatch', context, at) }),
  },
  contact: {
    title: { zh: '首次联系', en: 'Contact' },
    docs: 'The resident was reached.',
    input: z.strictObject({ note: text.optional() }),
    by: by('contact'),
  },
  finish: {
    title: { zh: '办结', en: 'Finish' },
    docs: 'The work is done: what came of it. The resident is asked to evaluate.',
    input: z.strictObject({ result: text }),
    by: by('finish'),
    facts: ({ context, at }) => ({
      evaluate: clock('evaluate', { category: context.category, urgency: context.urgency, path: context.unit.path, from: at }),
    }),
  },
  evaluate: {
    title: { zh: '评单', en: 'Evaluate' },
    docs: 'The resident says whether it is solved. Not solved, or one or two stars, starts the work again.',
    input: z.strictObject({ solved: z.enum(['yes', 'partly', 'no']), stars: z.int().min(1).max(5), comment: text.optional() }),
    by: by('evaluate'),
    facts: ({ context, at }) => ({
      rework: clock('rework', { category: context.category, urgency: context.urgency, path: context.unit.path, from: at }),
    }),
  },
  withdraw: {
    title: { zh: '撤单', en: 'Withdraw' },
    docs: 'The resident no longer wants it. Possible until the work is finished.',
    input: z.strictObject({ reason: text.optional() }),
    by: by('withdraw'),
  },
  note: {
    title: { zh: '补充', en: 'Add a note' },
    docs: 'Adds something to know to the order.',
    input: z.strictObject({ text }),
    by: by('note'),
  },
  propose: {
    title: { zh: '拟稿', en: 'Propose for publication' },
    docs: 'A publisher, never the handler, writes the text that could be shown to the public.',
    input: z.strictObject({ title: personal(line(80)), text: personal(line(1_000)) }),
    by: by('propose'),
  },
  publish: {
    title: { zh: '晒单', en: 'Publish' },
    docs: 'Approves the proposed text for the board.',
    input: z.strictObject({}),
    by: by('publish'),
  },
  skipPublication: {
    title: { zh: '不晒', en: 'Do not publish' },
    docs: 'Decides that this order is not published.',
    input: z.strictObject({}),
    by: by('skipPublication'),
  },
} as const satisfies Record<string, CommandDefinition>;

export type CommandType = keyof typeof commands;
