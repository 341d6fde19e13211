// The commands of a request about one's own data: what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { DATA_REQUEST_CATEGORY, dataRequestKinds } from '@six-order/community/privacy/data-request';
import { personal, type CommandDefinition, type FactRequest } from '@six-order/engine';
import { z } from 'zod';
import { Contact } from '../six-order/v2/commands/input.ts';
import { askRecount } from '../recount.ts';
import { outcomes } from './context.ts';

const text = personal(z.string().trim().min(1).max(2_000));

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('data-request', command);

/** 15 working days from the day it was asked, or objected to. */
const clock = (path: string, from: number): FactRequest => ({
  kind: 'clock',
  clock: 'dataRequest',
  category: DATA_REQUEST_CATEGORY,
  path,
  from,
});

export const commands = {
  ask: {
    title: { zh: '提出请求', en: 'Ask' },
    docs: 'Asks about one’s own data: to read it, to have a copy, to have it corrected, completed, deleted or explained, or to take a consent back.',
    input: z.strictObject({
      kind: z.enum(dataRequestKinds),
      text: text.optional(),
      about: z.uuid().toLowerCase().optional().describe('the order that it is about; all that is kept when absent'),
    }),
    by: by('ask'),
    facts: ({ at }) => ({ unit: { kind: 'data-desk' }, number: { kind: 'number' }, answer: clock('', at) }),
  },
  take: {
    title: { zh: '受理', en: 'Take in hand' },
    docs: 'Says that the request is in hand.',
    input: z.strictObject({}),
    by: by('take'),
  },
  carryOut: {
    title: { zh: '办理', en: 'Carry out' },
    docs: 'Does what is asked, and cannot be taken back: deletes the order that it is about, or all of the person’s that have ended; or puts right a contact that an open order has, or the person’s name.',
    input: z.strictObject({
      contact: personal(Contact).optional().describe('更正：点单的联系人 / to put right: the contact of the order'),
      name: personal(z.string().trim().min(1).max(40)).optional().describe('更正：本人姓名 / to put right: the person’s name'),
    }),
    by: by('carryOut'),
    facts: ({ context, input }) => ({
      carried: {
        kind: 'data-carry-out',
        request: context['kind'] ?? null,
        person: context['resident'] ?? null,
        about: context['about'] ?? null,
        gives: ['contact', 'name'].filter((field) => input[field] !== undefined),
      },
    }),
  },
  answer: {
    title: { zh: '答复', en: 'Answer' },
    docs: 'Answers the request: what was done, or on what ground not, and where else the person can turn.',
    input: z.strictObject({ outcome: z.enum(outcomes), text }),
    by: by('answer'),
  },
  object: {
    title: { zh: '对答复有异议', en: 'Object to the answer' },
    docs: 'Says that the answer does not settle it; it is answered once more within the same limit.',
    input: z.strictObject({ text }),
    by: by('object'),
    facts: ({ at }) => ({ answer: clock('', at) }),
  },
  recompute: {
    title: { zh: '重算时限', en: 'Count anew' },
    docs: 'A calendar came: what was counted without it is counted anew.',
    input: z.strictObject({}),
    by: by('recompute'),
    facts: ({ context }) => askRecount(DATA_REQUEST_CATEGORY, '', context['clocks']),
  },
  withdraw: {
    title: { zh: '撤回请求', en: 'Withdraw' },
    docs: 'Takes the request back.',
    input: z.strictObject({}),
    by: by('withdraw'),
  },
} as const satisfies Record<string, CommandDefinition>;
