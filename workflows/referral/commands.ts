// The commands of a referral (移送单): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { referralKinds } from '@six-order/community/referrals/policy';
import { personal, type CommandDefinition } from '@six-order/engine';
import { z } from 'zod';
import { naming, recomputeCommand, type FactAsk } from '../chart.ts';
import { ways, type Context } from './context.ts';

const body = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .describe('code of a body of the policy');
const line = personal(z.string().trim().min(1).max(80));

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('referral', command);

const contextOf = ({ context }: Pick<FactAsk, 'context'>): Context => context as Context;

const receipt = (ask: FactAsk) => ({
  receipt: { kind: 'referral-receipt', of: contextOf(ask).kind, path: contextOf(ask).holder.path, from: ask.at },
});

export const commands = {
  open: {
    title: { zh: '移送', en: 'Refer' },
    docs: 'Opens what must be reported (强制报告) or handed over (信访) about an order. Signs of harm to a child or of domestic violence open it by themselves.',
    input: z.strictObject({
      kind: z.enum(referralKinds),
      order: z.uuid().toLowerCase().describe('the order that it is about'),
      unit: z.string().trim().min(1).max(64).describe('where that lies: unit id or official code'),
    }),
    by: by('open'),
    facts: ({ input, at, actor }) => ({
      unit: { kind: 'unit', ref: input['unit'], field: 'unit' },
      number: { kind: 'number' },
      referral: { kind: 'referral', of: input['kind'], about: input['order'], by: naming(actor), unit: input['unit'], from: at },
    }),
  },
  tell: {
    title: { zh: '登记已报告', en: 'Write down whom one told' },
    docs: 'Says which body was told, who there, when and how.',
    input: z.strictObject({
      body,
      how: z.enum(ways),
      who: line.describe('who there was told'),
      on: z.iso.datetime({ offset: true }).optional().describe('when; without it now'),
    }),
    by: by('tell'),
    facts: receipt,
  },
  leaveOut: {
    title: { zh: '不需报告', en: 'Leave out' },
    docs: 'Says why the law does not ask for this body here, such as no child being concerned.',
    input: z.strictObject({ body, text: personal(z.string().trim().min(1).max(400)) }),
    by: by('leaveOut'),
    facts: receipt,
  },
  acknowledge: {
    title: { zh: '登记编号和回执', en: 'Write down number and receipt' },
    docs: 'Writes down under which number a body took it in.',
    input: z.strictObject({ body, number: line }),
    by: by('acknowledge'),
  },
  cancel: {
    title: { zh: '撤销移送', en: 'Take back' },
    docs: 'Takes back what was opened by mistake, before anybody was told. A report that the law asks for is not taken back.',
    input: z.strictObject({}),
    by: by('cancel'),
  },
  recompute: recomputeCommand(by('recompute')),
} as const satisfies Record<string, CommandDefinition>;
