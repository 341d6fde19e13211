// The commands of a supervision card (督办卡): what each takes, who may send it, which facts it needs.
import { sendersOf, type Sender } from '@six-order/community/authority/acts';
import { CardReason, colours, replyClocks } from '@six-order/community/supervision/reason';
import { personal, type CommandDefinition, type FactRequest } from '@six-order/engine';
import { z } from 'zod';
import { CLOCKS_APART_MS } from '../chart.ts';
import { askRecount } from '../recount.ts';

const text = personal(z.string().trim().min(1).max(2_000));

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('card', command);

const issuers = by('issue');

interface Asking {
  readonly context: Readonly<Record<string, any>>;
  readonly at: number;
}

const clock = (name: string, { context, at }: Asking): FactRequest => ({
  kind: 'clock',
  clock: name,
  category: context.category as string,
  path: context.unit.path as string,
  from: at,
});

/** Domain research 2.6: a blue and a yellow card are answered within a working day, a red one within four working hours. */
const reply = (ask: Asking): FactRequest => clock(replyClocks[ask.context.colour as keyof typeof replyClocks], ask);

const check = (ask: Asking): FactRequest => clock('cardCheck', ask);

/** It was answered: whoever checks or closes it is asked for that now. */
const isAnswered = ({ context }: Asking): boolean => context.clocks?.check?.finishedAt === null;

export const commands = {
  issue: {
    title: { zh: '发卡', en: 'Issue' },
    docs: 'Issues a card about an order: its colour, why, and who must answer. Without a holder that is whoever has the order in hand.',
    input: z.strictObject({
      order: z.uuid().toLowerCase(),
      colour: z.enum(colours),
      reason: CardReason,
      text: text.optional(),
      holder: z.strictObject({ kind: z.enum(['person', 'unit', 'team']), id: z.uuid().toLowerCase() }).optional(),
      previous: z.uuid().toLowerCase().optional().describe('the card that this one follows'),
    }),
    by: issuers,
    facts: ({ input, actor }) => ({
      card: {
        kind: 'card',
        about: input.order,
        colour: input.colour,
        holder: input.holder ?? null,
        // Who may issue none at all is told that, and nothing about the order.
        by: issuers.includes(actor.role as Sender) ? actor.person : null,
        // By rule it must reach somebody: who answered the one before may have left since, or keep out.
        ...(actor.person === null && input.previous !== undefined && { follows: input.previous }),
        field: 'holder',
      },
      number: { kind: 'number', series: 'D' },
    }),
  },
  sign: {
    title: { zh: '签收', en: 'Sign for' },
    docs: 'Says that the card was received.',
    input: z.strictObject({}),
    by: by('sign'),
  },
  reply: {
    title: { zh: '回复', en: 'Reply' },
    docs: 'Answers the card: what was wrong, and what was done about it.',
    input: z.strictObject({ text }),
    by: by('reply'),
    facts: ({ context, at }) => ({ check: check({ context, at }) }),
  },
  handOver: {
    title: { zh: '移交督办卡', en: 'Hand over' },
    docs: 'At the end of a term: another answers the card in the time that is left. Who had to answer it before may still see it, and never judges it.',
    input: z.strictObject({ person: z.uuid().toLowerCase() }),
    by: by('handOver'),
    facts: ({ context, input }) => ({
      card: {
        kind: 'card',
        about: context['order'].id as string,
        colour: context['colour'] as string,
        holder: { kind: 'person', id: input['person'] as string },
        by: null,
        field: 'person',
      },
    }),
  },
  check: {
    title: { zh: '核查', en: 'Check' },
    docs: 'Checks the answer against what is the case, within a working day. A returned card is answered again within its limit.',
    input: z.strictObject({ verdict: z.enum(['accepted', 'returned']), note: text.optional() }),
    by: by('check'),
    facts: ({ context, at }) => ({ reply: reply({ context, at }), check: check({ context, at }) }),
  },
  close: {
    title: { zh: '销号', en: 'Close' },
    docs: 'Takes the card off the list. It is looked at again after 30 days.',
    input: z.strictObject({}),
    by: by('close'),
    facts: ({ context, at }) => ({ lookBack: clock('lookBack', { context, at }) }),
  },
  escalate: {
    title: { zh: '提级', en: 'Escalate' },
    docs: 'Puts the card one level up: grid, community, street, county, city. Happens by itself when it is not answered in time, past a level where nobody can answer it; of an answered one, when nobody checks or closes it in time, so that those who supervise above do.',
    input: z.strictObject({}),
    by: by('escalate'),
    facts: ({ context, at, actor }) => {
      const answered = isAnswered({ context, at });
      // By the rule it goes up from where its limit was reached: it may have been answered, or taken up by hand, since that was asked for.
      const isEarly = actor.person === null && context['clocks']?.[answered ? 'check' : 'reply']?.dueAt > at + CLOCKS_APART_MS;
      const above = (unit: string, more: object = {}): FactRequest => ({
        kind: 'level-above',
        unit: isEarly ? '' : unit,
        ...more,
      });
      return answered
        ? { above: above(context['watch'] ?? context['unit'].id), check: check({ context, at }) }
        : {
            above: above(context['level'], {
              card: {
                category: context['category'],
                path: context['unit'].path,
                ...(context['order'].between && { between: context['order'].between }),
              },
            }),
            reply: reply({ context, at }),
          };
    },
  },
  lookBack: {
    title: { zh: '回头看', en: 'Look back' },
    docs: 'Looks again whether the matter is still solved: after 30 days, or before as a spot check. If not, a red card follows.',
    input: z.strictObject({ solved: z.boolean(), note: text.optional() }),
    by: by('lookBack'),
  },
  recompute: {
    title: { zh: '重算时限', en: 'Count anew' },
    docs: 'A calendar came: what was counted without it is counted anew.',
    input: z.strictObject({}),
    by: by('recompute'),
    facts: ({ context }) => askRecount(context['category'], context['unit'].path, context['clocks']),
  },
  cancel: {
    title: { zh: '撤销', en: 'Cancel' },
    docs: 'Takes the card back and says why: it was issued in error, or its order was withdrawn.',
    input: z.strictObject({ reason: text }),
    by: by('cancel'),
  },
} as const satisfies Record<string, CommandDefinition>;
