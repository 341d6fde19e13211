// 点: placing, drafts, admission, refusal, consultation, answering on the spot, urgency, merging, objection.
import { requirements } from '@six-order/community/deadlines/category-limit';
import { requirementsOf } from '@six-order/community/deadlines/limits';
import { requestTypes } from '@six-order/community/deadlines/default-limits';
import { mobileOf, NO_SMS_THERE } from '@six-order/community/notices/mobile';
import { ConsentHow } from '@six-order/community/proxy/breaches';
import { personal } from '@six-order/engine';
import { z } from 'zod';
import { sources } from '../context.ts';
import { urgencyBefore } from '../objection.ts';
import { isDowngrade } from '../rules/intake.ts';
import {
  asCategory,
  attachedBy,
  atUrgency,
  clock,
  clocks,
  contextOf,
  emergencyOf,
  resumed,
  spokenFor,
  stageClocks,
  stagesGoingOn,
  whole,
  type Ask,
} from './facts.ts';
import { attachments, by, Contact, id, instant, line, reason, text, Urgency, type Commands } from './input.ts';

/** 告知渠道 (domain research 2.2). The text beside it says the rest. */
const channels = [
  '110',
  '119',
  '120',
  '122',
  '12345',
  '12388',
  'court',
  'arbitration',
  'petition',
  'reconsideration',
  'issuer',
  'department',
  'other',
] as const;

/** Whoever places an order for somebody may write anybody's number: messages go where they can do no harm. */
const bySms = (input: {
  readonly contact?: { readonly phone: string } | undefined;
  readonly contactBySms?: boolean | undefined;
}): boolean => input.contactBySms !== true || input.contact === undefined || mobileOf(input.contact.phone) !== null;
const noSmsThere = { path: ['contactBySms'], error: NO_SMS_THERE };

/** Placing needs a category, a place and a text; everything else is optional (domain research 3.3, PIPL 6). */
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
  contact: personal(Contact).optional(),
  contactBySms: z
    .boolean()
    .optional()
    .describe('本人同意以短信向联系电话告知进展 / the resident agrees to be told by SMS at the telephone of the contact'),
  urgency: Urgency.optional().describe('as the person who places it sees it; a person decides at admission'),
  onBehalfOf: z.uuid().optional().describe('person whose order it is, when somebody else places it'),
  publishConsent: z.boolean().default(false),
  source: z.enum(sources).optional().describe('where it comes from; of one’s own matter, in whatever post, resident'),
  consentHow: ConsentHow.optional().describe('how the resident’s consent was got, when somebody else places it'),
  detailsConsent: z
    .enum(['self', 'guardian'])
    .optional()
    .describe(
      '无账号的来人：谁同意承办人查看所写内容 / of somebody without an account: who agreed that whoever handles it reads what was written',
    ),
  requestType: z.enum(requestTypes).optional().describe('sets the limit of a category that has none of its own'),
  draft: z.boolean().optional().describe('kept until the speaker confirms it'),
  parent: id.optional().describe('我也一样: the order of a neighbour that this one joins as soon as it is placed'),
  callBack: z
    .boolean()
    .optional()
    .describe('请给我回电: a draft for the window, who calls back within half an hour of office time'),
  settle: z.strictObject({ result: text }).optional().describe('即办: answered on the spot'),
  attachments: attachments.optional(),
  reference: z
    .strictObject({
      system: line(32),
      number: line(64),
      dueAt: instant.optional(),
      returnBy: instant.optional(),
    })
    .optional()
    .describe('the work order of another system that this one is: its number, its deadline, until when it takes it back'),
});

/** Whoever places for another may do so for this one, and says how the consent was got. A relative places for others alone. */
const proxied = ({ input, actor: { role, path, person } }: Ask) => {
  const of = input['onBehalfOf'] === person ? undefined : input['onBehalfOf'];
  if (!of && role !== 'relative') return {};
  return {
    ...(of && { resident: { kind: 'holder', holder: 'person', id: of, field: 'onBehalfOf' } }),
    proxy: {
      kind: 'proxy',
      ...(of && { resident: of }),
      unit: input['unit'],
      by: { role, path, person },
      ...(input['consentHow'] && { consentHow: input['consentHow'] }),
      field: 'onBehalfOf',
    },
  };
};

/** What a kind of order asks for at once, and what once it is admitted (domain research 4). */
const atOnce: ReadonlySet<string> = new Set(['report', 'police']);

const place = (ask: Ask) => {
  const { input, at } = ask;
  const urgency = {
    category: input['category'] as string,
    unit: input['unit'] as string,
    from: at,
    ...(input['requestType'] && { requestType: input['requestType'] as string }),
  };
  const first = input['settle'] ? 'evaluate' : input['callBack'] ? 'callRequest' : input['draft'] ? null : 'intake';
  return {
    unit: { kind: 'unit', ref: input['unit'], field: 'unit' },
    ...(input['place']?.building ? { building: { kind: 'unit', ref: input['place'].building, field: 'place.building' } } : {}),
    category: { kind: 'category', code: input['category'], unit: input['unit'], field: 'category' },
    ...proxied(ask),
    ...spokenFor(ask),
    number: { kind: 'number' },
    publication: { kind: 'publication', unit: input['unit'] },
    policies: { kind: 'policies', unit: input['unit'] },
    ...(first === 'intake' && { unmanned: { kind: 'unmanned', unit: input['unit'], category: input['category'] } }),
    ...(first && { [first]: { kind: 'clock', clock: first, ...urgency } }),
    ...(input['settle'] && { callback: { kind: 'clock', clock: 'callback', ...urgency } }),
    ...(first === 'intake' &&
      Object.fromEntries(
        requirementsOf(urgency.category)
          .filter((name) => atOnce.has(name))
          .map((name) => [name, { kind: 'clock', clock: name, ...urgency }]),
      )),
    ...(input['onBehalfOf'] &&
      input['onBehalfOf'] !== ask.actor.person && { confirm: { kind: 'clock', clock: 'confirm', ...urgency } }),
    ...attachedBy(ask),
  };
};

const required = (ask: Ask, fits: (name: string) => boolean) =>
  clocks(ask, ...requirementsOf(contextOf(ask).category ?? '').filter(fits));

/** An order on its own again, or after all. */
const begin = (ask: Ask) => ({
  ...whole(ask),
  ...(contextOf(ask).stopped ? stagesGoingOn(ask, 'dispatch') : clocks(ask, 'dispatch')),
  ...emergencyOf(ask),
});

const decideObjection = (ask: Ask) => {
  const context = contextOf(ask);
  const { objection } = context;
  if (ask.input['upheld'] === false) return {};
  if (objection?.matter === 'downgrade') {
    const before = urgencyBefore(context);
    return before ? atUrgency(ask, before) : {};
  }
  return objection?.matter === 'pause' ? resumed(ask) : begin(ask);
};

const intoParent = (ask: Ask) => ({
  parent: { kind: 'order', id: ask.input['parent'], near: contextOf(ask).unit?.path ?? '', field: 'parent' },
  ...clocks(ask, 'objection'),
  ...(contextOf(ask).emergency !== undefined && emergencyOf(ask)),
});

export const intakeCommands = {
  place: {
    title: { zh: '点单', en: 'Place' },
    docs: 'Opens an order: what is wanted, where, and how to be reached. As a draft, as a request to be called, or answered on the spot.',
    input: Place.refine(bySms, noSmsThere),
    by: by('place'),
    facts: place,
  },
  submit: {
    title: { zh: '确认', en: 'Confirm' },
    docs: 'Confirms a draft; what was written down may be corrected.',
    input: z.strictObject({ text: text.optional(), publishConsent: z.boolean().optional() }),
    by: by('submit'),
    facts: (ask) => {
      const { unit, category } = contextOf(ask);
      return {
        ...clocks(ask, 'intake'),
        ...(unit && { unmanned: { kind: 'unmanned', unit: unit.id, category } }),
        ...required(ask, (name) => atOnce.has(name)),
      };
    },
  },
  confirm: {
    title: { zh: '本人确认', en: 'Confirm it is wanted' },
    docs: 'The resident, or somebody who called him, confirms what another placed for him.',
    input: z.strictObject({}),
    by: by('confirm'),
  },
  admit: {
    title: { zh: '受理', en: 'Admit' },
    docs: 'Takes the order in; the whole clock runs from here. May set the urgency, but not down from U0 or U1.',
    input: z.strictObject({ urgency: Urgency.optional() }),
    by: by('admit'),
    facts: (ask) => {
      const urgency = ask.input['urgency'] ?? contextOf(ask).urgency;
      const { category, unit } = contextOf(ask);
      return {
        whole: clock(ask, 'whole', urgency),
        dispatch: clock(ask, 'dispatch', urgency),
        ...required(ask, (name) => !atOnce.has(name)),
        enforcement: { kind: 'enforcement', category: category ?? '', path: unit?.path ?? '' },
        ...emergencyOf(ask),
      };
    },
  },
  refuse: {
    title: { zh: '不予受理', en: 'Refuse' },
    docs: 'Does not take the order in: says why, and which channel is the right one (不属本平台办理，已告知渠道).',
    input: z.strictObject({
      reason,
      channel: personal(line(80)).optional(),
      channelCode: z.enum(channels).optional(),
      earlier: id
        .optional()
        .describe('同一事项无新情况: the resident’s earlier order about it; the answer tells how far that one has come'),
    }),
    by: by('refuse'),
    facts: (ask) => {
      const { category, resident } = contextOf(ask);
      const { earlier } = ask.input;
      return {
        ...clocks(ask, 'objection'),
        ...(earlier && {
          earlier: { kind: 'earlier', id: earlier, category: category ?? '', resident: resident ?? null, field: 'earlier' },
        }),
      };
    },
  },
  consult: {
    title: { zh: '会商', en: 'Consult' },
    docs: 'Unclear whose it is: asks others, for at most a working day, and once before it is dispatched.',
    input: z.strictObject({ question: text.optional() }),
    by: by('consult'),
    facts: (ask) => stageClocks(ask, 'consult'),
  },
  endConsultation: {
    title: { zh: '结束会商', en: 'End the consultation' },
    docs: 'What came of it; the order waits to be dispatched.',
    input: z.strictObject({ note: text.optional() }),
    by: by('endConsultation'),
    facts: (ask) => stageClocks(ask, 'dispatch'),
  },
  settle: {
    title: { zh: '即办', en: 'Settle' },
    docs: 'Answers and finishes the order on the spot. It is evaluated, and counted apart.',
    input: z.strictObject({ result: text }),
    by: by('settle'),
    facts: (ask) => clocks(ask, 'evaluate', 'callback'),
  },
  withdraw: {
    title: { zh: '撤单', en: 'Withdraw' },
    docs: 'The resident no longer wants it. Possible until the work is finished.',
    input: z.strictObject({ reason: text.optional() }),
    by: by('withdraw'),
  },
  meet: {
    title: { zh: '落实处置要求', en: 'Meet a requirement' },
    docs: 'What the kind of order asks for besides being done has happened: 强制报告 reported, 110 called, the place cordoned off, referred to the department.',
    input: z.strictObject({ requirement: z.enum(requirements), note: text.optional() }),
    by: by('meet'),
  },
  note: {
    title: { zh: '补充', en: 'Add a note' },
    docs: 'Adds something to know to the order.',
    input: z.strictObject({ text, attachments: attachments.optional() }),
    by: by('note'),
    facts: attachedBy,
  },
  correct: {
    title: { zh: '更正联系方式', en: 'Correct the contact' },
    docs: 'Puts the contact of an open order right, by whose order it is or on a request about one’s own data (PIPL 46).',
    input: z
      .strictObject({
        contact: personal(Contact),
        contactBySms: z
          .boolean()
          .optional()
          .describe('本人是否仍同意短信告知 / whether the resident still agrees to be told there by SMS'),
        detailsConsent: z
          .enum(['self', 'guardian', 'none'])
          .optional()
          .describe(
            '无账号的来人：谁同意承办人查看所写内容 / of somebody without an account: who agreed that whoever handles it reads what was written',
          ),
        consentHow: ConsentHow.optional().describe('how that consent was got'),
      })
      .refine(bySms, noSmsThere),
    by: by('correct'),
  },
  changeUrgency: {
    title: { zh: '改级', en: 'Change the urgency' },
    docs: 'Up at once; down from U0 or U1 only when a second person decides so. Every clock that runs is counted by the new one; what is late has no more time by it.',
    input: z.strictObject({ to: Urgency, reason }),
    by: by('changeUrgency'),
    facts: (ask) =>
      isDowngrade(contextOf(ask).urgency, ask.input['to'])
        ? stageClocks(ask, 'decision')
        : { ...atUrgency(ask, ask.input['to']), ...emergencyOf(ask) },
  },
  correctCategory: {
    title: { zh: '更正类别', en: 'Correct the category' },
    docs: 'The order is of another kind than was chosen: its clocks are counted by that kind’s limits from their own start, and the resident is told why. Never into or out of a kind that is kept apart, nor for more time once the limit is up.',
    input: z.strictObject({
      to: z
        .string()
        .regex(/^\d{4}$/, 'a category code has four digits')
        .describe('事项类别 / the category that it is of'),
      reason,
    }),
    by: by('correctCategory'),
    facts: (ask) => asCategory(ask, ask.input['to']),
  },
  merge: {
    title: { zh: '并单', en: 'Merge' },
    docs: 'Merges the order into another about the same matter. It keeps its own resident, thread and evaluation.',
    input: z.strictObject({ parent: id, reason: text.optional() }),
    by: by('merge'),
    facts: intoParent,
  },
  join: {
    title: { zh: '并入（我也一样）', en: 'Join (me too)' },
    docs: 'What a resident placed as the same matter as a neighbour’s is merged into that one, without waiting to be admitted.',
    input: z.strictObject({ parent: id }),
    by: by('join'),
    facts: intoParent,
  },
  split: {
    title: { zh: '拆单', en: 'Split' },
    docs: 'Takes a merged order out again: it goes on by itself.',
    input: z.strictObject({ reason: text.optional() }),
    by: by('split'),
    facts: begin,
  },
  childJoined: {
    title: { zh: '有单并入', en: 'An order was merged' },
    docs: 'Another order was merged into this one.',
    input: z.strictObject({ child: id }),
    by: by('childJoined'),
  },
  childLeft: {
    title: { zh: '有单拆出', en: 'An order was split' },
    docs: 'An order that had been merged into this one goes on by itself.',
    input: z.strictObject({ child: id }),
    by: by('childLeft'),
  },
  parentFinished: {
    title: { zh: '主单办结', en: 'The parent is finished' },
    docs: 'The order that this one was merged into is finished; its resident is asked to evaluate.',
    input: z.strictObject({
      handler: id.nullable(),
      holder: z.strictObject({ kind: z.enum(['person', 'unit', 'team']), id }).nullable(),
    }),
    by: by('parentFinished'),
    facts: (ask) => ({ ...clocks(ask, 'evaluate', 'callback'), ...(contextOf(ask).emergency !== undefined && emergencyOf(ask)) }),
  },
  parentEnded: {
    title: { zh: '主单终止', en: 'The parent has ended' },
    docs: 'The order that this one was merged into was withdrawn or refused: this one goes on by itself.',
    input: z.strictObject({}),
    by: by('parentEnded'),
    facts: begin,
  },
  object: {
    title: { zh: '提出异议', en: 'Object' },
    docs: 'The resident objects, once and within 5 working days, to a refusal, a merging, a downgrade or a pause.',
    input: z.strictObject({ reason }),
    by: by('object'),
    facts: (ask) => clocks(ask, 'objectionReview'),
  },
  decideObjection: {
    title: { zh: '复核', en: 'Decide the objection' },
    docs: 'Another person at the level above decides within a working day, and says why.',
    input: z.strictObject({ upheld: z.boolean(), reason }),
    by: by('decideObjection'),
    facts: decideObjection,
  },
} as const satisfies Commands;
