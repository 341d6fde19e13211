// The commands of a mediation (调解单): what each takes, who may send it, which facts it needs.
import { sendersOf } from '@six-order/community/authority/acts';
import { digitOf } from '@six-order/community/privacy/redaction/plain';
import { Telephone } from '@six-order/community/privacy/telephone-input';
import { personal, type CommandDefinition, type FactRequest } from '@six-order/engine';
import { z } from 'zod';
import { naming, recomputeCommand, type FactAsk } from '../chart.ts';
import { channels, mediatorsOf, personsOf, sides, signatures, unitsOf, type Context, type Side } from './context.ts';

const text = personal(z.string().trim().min(1).max(2_000));
const id = z.uuid().toLowerCase();

/** Who may send it: the authority table is the one source (I11). */
const by = (command: string) => sendersOf('mediation', command);

const contextOf = ({ context }: Pick<FactAsk, 'context'>): Context => context as Context;

/** Digits of a telephone, however they are written: 一三八, too. The numerals of a name (张三) or of a door (三单元二〇三) are fewer. */
const holdsTelephone = (name: string): boolean =>
  /\d{6}/.test(Array.from(name.normalize('NFKC').replaceAll(/[\s()-]/g, ''), (one) => digitOf(one) ?? one).join(''));

/** How somebody is called: one line, and no telephone, which has a field of its own and is read by fewer. */
const Called = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((name) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name), {
    message: '姓名或称呼写成一行，不含换行等控制字符 / a name is one line, without control characters',
  })
  .refine((name) => !holdsTelephone(name), {
    message: '这里写姓名或称呼；电话请填在“联系电话”里 / this is the name; a telephone belongs in the field for it',
  });

const Party = z
  .strictObject({
    persons: z.array(id).max(20).default([]).describe('who of this side is known to the platform'),
    unit: id.optional().describe('a property firm, a department or another unit that is this side'),
    name: personal(Called).optional().describe('of somebody who is known by name only'),
  })
  .refine(({ persons, unit, name }) => persons.length > 0 || unit !== undefined || name !== undefined, {
    message: '写明这一方是谁：人员、单位或称呼 / say who this side is: persons, a unit or a name',
  });

/** How whoever asks is called and reached: for whoever mediates, and never for the other side. */
const Contact = z.strictObject({
  name: personal(Called),
  phone: personal(Telephone).optional(),
});

/** What of it is put right. */
const Corrected = Contact.partial().refine(({ name, phone }) => name !== undefined || phone !== undefined, {
  message: '写明更正后的称呼或电话 / say the name or the telephone that is right',
});

const partiesOf = (ask: FactAsk) => ({ persons: [...personsOf(contextOf(ask))], units: [...unitsOf(contextOf(ask))] });

/** Whoever acts in it for both sides is apart from them. */
const apart = (ask: FactAsk): Readonly<Record<string, FactRequest>> => ({
  mediator: { kind: 'mediator', person: ask.actor.person, ...partiesOf(ask) },
});

/** Units and persons that are a side are of the county. */
const sideFacts = (
  parties: Readonly<Record<Side, { readonly unit?: string; readonly persons: readonly string[] }>>,
): Readonly<Record<string, FactRequest>> =>
  Object.fromEntries(
    sides.flatMap((side): [string, FactRequest][] => {
      const { unit, persons } = parties[side];
      return [
        ...(unit === undefined
          ? []
          : [[`side-${side}`, { kind: 'unit', ref: unit, field: `parties.${side}.unit` }] as [string, FactRequest]]),
        ...(persons.length === 0
          ? []
          : [[`persons-${side}`, { kind: 'persons', ids: persons, field: `parties.${side}.persons` }] as [string, FactRequest]]),
      ];
    }),
  );

const betweenAtFirst = ({ a, b }: Readonly<Record<Side, { readonly unit?: string; readonly persons: readonly string[] }>>) => ({
  persons: [...a.persons, ...b.persons],
  units: [a.unit, b.unit].filter((unit) => unit !== undefined),
  people: [],
});

/** The rung above, within what is left of the whole. */
const next = (ask: FactAsk): Readonly<Record<string, FactRequest>> => {
  const { category, unit, standing, clocks } = contextOf(ask);
  return {
    rung: {
      kind: 'mediation-rung',
      category,
      unit: unit.id,
      rung: standing.rung + 1,
      from: ask.at,
      cap: clocks.whole?.dueAt ?? ask.at,
      between: between(ask),
    },
  };
};

/** The sides, and who left it. */
const between = (ask: FactAsk) => ({ ...partiesOf(ask), people: [...contextOf(ask).excluded] });

/** Whether anybody is left where it lies, once its mediator has gone. */
const unattended = (ask: FactAsk): Readonly<Record<string, FactRequest>> => {
  const { holder, mediator } = contextOf(ask);
  const { people, ...sidesOfIt } = between(ask);
  return {
    unattended: {
      kind: 'unattended',
      holder: holder.id,
      between: { ...sidesOfIt, people: mediator === null ? people : [...people, mediator] },
    },
  };
};

/** Whose people follow up what is settled: none of those who mediated it, `next` among them. */
const callers = (ask: FactAsk, ...next: readonly string[]): FactRequest => {
  const { category, holder } = contextOf(ask);
  return {
    kind: 'callers',
    holder: holder.id,
    category,
    between: { ...partiesOf(ask), people: [...mediatorsOf(contextOf(ask)), ...next] },
  };
};

/** What comes of it once it is settled: when it is followed up, and by whose people. */
const settled = (ask: FactAsk): Readonly<Record<string, FactRequest>> => ({
  followUp: term('followUp', ask),
  callers: callers(ask),
});

/** It waits to be followed up. */
const isSettled = (ask: FactAsk): boolean => contextOf(ask).clocks.followUp?.finishedAt === null;

const term = (name: string, ask: FactAsk): FactRequest => ({
  kind: 'mediation-term',
  term: name,
  path: contextOf(ask).unit.path,
  from: ask.at,
});

export const commands = {
  open: {
    title: { zh: '申请调解', en: 'Ask for mediation' },
    docs: 'Opens a mediation about a dispute between two sides. It begins on the lowest rung that there is at the place.',
    input: z.strictObject({
      category: z.string().regex(/^\d{4}$/, 'a category code has four digits'),
      unit: z.string().trim().min(1).max(64).describe('unit id or official code: where the dispute is'),
      text,
      building: z.string().trim().min(1).max(64).optional().describe('unit id or official code of the building there'),
      parties: z.strictObject({ a: Party, b: Party }),
      contact: Contact.optional().describe('how whoever asks is called and reached'),
      order: id.optional().describe('the order that it was born of'),
    }),
    by: by('open'),
    facts: ({ input, at, actor }) => ({
      unit: { kind: 'unit', ref: input['unit'], field: 'unit' },
      category: { kind: 'category', code: input['category'], field: 'category' },
      number: { kind: 'number' },
      rung: {
        kind: 'mediation-rung',
        category: input['category'],
        unit: input['unit'],
        rung: 0,
        from: at,
        between: betweenAtFirst(input['parties']),
        field: 'category',
      },
      disputes: { kind: 'disputes', category: input['category'], unit: input['unit'] },
      ...(input['building'] !== undefined && { building: { kind: 'unit', ref: input['building'], field: 'building' } }),
      ...sideFacts(input['parties']),
      ...(input['order'] !== undefined && {
        order: { kind: 'born-of', of: input['order'], by: naming(actor), unit: input['unit'], field: 'order' },
      }),
    }),
  },
  take: {
    title: { zh: '受理调解', en: 'Mediate' },
    docs: 'Takes the dispute on as its mediator. Neither a party, nor a relative of one, nor somebody of the unit complained about does so.',
    input: z.strictObject({}),
    by: by('take'),
    facts: apart,
  },
  stepAside: {
    title: { zh: '回避', en: 'Step aside' },
    docs: 'The mediator has a part in the matter and gives it back; another takes it on. Where nobody is left there, it goes up at once.',
    input: z.strictObject({}),
    by: by('stepAside'),
    facts: unattended,
  },
  handOver: {
    title: { zh: '移交调解', en: 'Hand over' },
    docs: 'At the end of a term: another of the unit goes on as the mediator, in the time that is left, and the parties are told.',
    input: z.strictObject({ person: id }),
    by: by('handOver'),
    facts: (ask) => ({
      mediator: {
        kind: 'mediator',
        person: ask.input['person'],
        ...partiesOf(ask),
        holder: contextOf(ask).holder.id,
        field: 'person',
      },
      ...(isSettled(ask) && { callers: callers(ask, ask.input['person']) }),
    }),
  },
  refuseMediator: {
    title: { zh: '要求更换调解员', en: 'Ask for another mediator' },
    docs: 'A party does not want this mediator; another takes it on. Where nobody is left there, it goes up at once.',
    input: z.strictObject({}),
    by: by('refuseMediator'),
    facts: unattended,
  },
  correct: {
    title: { zh: '更正联系方式', en: 'Correct how to be reached' },
    docs: 'Puts right how whoever asked is called or reached, or adds it. The mediator reads the new one, never the other side.',
    input: z.strictObject({ contact: Corrected.describe('only what changes') }),
    by: by('correct'),
  },
  session: {
    title: { zh: '调解记录', en: 'Record a session' },
    docs: 'Writes down what was said in a session of mediation.',
    input: z.strictObject({ text }),
    by: by('session'),
  },
  climb: {
    title: { zh: '提级调解', en: 'Take up a rung' },
    docs: 'Takes the dispute up one rung of the ladder. Happens by itself when the rung’s limit is reached, or when all who could mediate there keep out of it; above the last the parties are told of other ways.',
    input: z.strictObject({}),
    by: by('climb'),
    facts: (ask) => ({ ...next(ask), ...(ask.actor.role === 'system' && unattended(ask)) }),
  },
  agree: {
    title: { zh: '达成协议', en: 'Agree' },
    docs: 'Writes down the agreement, and how each side bears witness to it. An oral one is recorded by the mediator.',
    input: z.strictObject({
      form: z.enum(['written', 'oral']),
      text,
      signed: z
        .strictObject({ a: z.enum(signatures), b: z.enum(signatures) })
        .partial()
        .default({}),
    }),
    by: by('agree'),
    facts: (ask) => ({ confirmation: term('confirmation', ask), ...settled(ask) }),
  },
  reconcile: {
    title: { zh: '双方和解', en: 'Reconciled' },
    docs: 'The parties have settled it themselves.',
    input: z.strictObject({}),
    by: by('reconcile'),
    facts: settled,
  },
  applyConfirmation: {
    title: { zh: '申请司法确认', en: 'Ask a court to confirm' },
    docs: 'Both sides ask a court to confirm the agreement: within 30 days of it, and together.',
    input: z.strictObject({ together: z.boolean().describe('both sides ask') }),
    by: by('applyConfirmation'),
  },
  recordRuling: {
    title: { zh: '登记司法确认结果', en: 'Record the court’s word' },
    docs: 'Records whether the court confirmed the agreement. A confirmed one can be enforced. Whoever follows it up may record it, too.',
    input: z.strictObject({ confirmed: z.boolean() }),
    by: by('recordRuling'),
    facts: apart,
  },
  followUp: {
    title: { zh: '调解回访', en: 'Follow up' },
    docs: 'Asks whether the agreement is kept; by somebody other than the mediator, above where nobody else is there. One that is not kept goes up a rung.',
    input: z.strictObject({ kept: z.enum(['yes', 'partly', 'no']), text: text.optional() }),
    by: by('followUp'),
    facts: (ask) => ({ ...apart(ask), ...(ask.input['kept'] === 'no' ? next(ask) : { followUp: term('followUp', ask) }) }),
  },
  refer: {
    title: { zh: '告知其他途径', en: 'Tell of other ways' },
    docs: 'Ends the mediation and tells the parties of other ways: notary, arbitration, ruling, reconsideration, litigation.',
    input: z.strictObject({ channels: z.array(z.enum(channels)).min(1).max(channels.length) }),
    by: by('refer'),
  },
  decline: {
    title: { zh: '不再调解', en: 'Decline mediation' },
    docs: 'A party does not want mediation, or not any more: it is voluntary. Every other way stays open.',
    input: z.strictObject({}),
    by: by('decline'),
  },
  withdraw: {
    title: { zh: '撤回申请', en: 'Withdraw' },
    docs: 'Whoever asked for it takes it back before there is an agreement.',
    input: z.strictObject({}),
    by: by('withdraw'),
  },
  recompute: recomputeCommand(by('recompute')),
} as const satisfies Record<string, CommandDefinition>;
