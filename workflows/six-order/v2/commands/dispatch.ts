// 派与接: dispatching, claiming, accepting, declining, returning.
import { z } from 'zod';
import { running } from '../clock.ts';
import { clocks, contextOf, holder, spokenFor, stageClocks, type Ask, type Requests } from './facts.ts';
import { by, line, reason, text, To, type Commands } from './input.ts';

/** 退单理由. */
const grounds = ['not-our-duty', 'wrong-place', 'needs-enforcement', 'unclear', 'conflict-of-interest', 'beyond-means'] as const;

/** Of a pool many may claim; one person is assigned or invited. */
const poolOfOne = {
  path: ['how'],
  error:
    '放到抢单池的单要派给队伍或单位，由其中的人来抢；派给一个人的，请选指派或邀请 / a pool is a team’s or a unit’s: a person is assigned or invited',
};

const dispatch = (ask: Ask) => {
  const context = contextOf(ask);
  const { to, how } = ask.input;
  return {
    holder: holder(ask, to, { how }),
    ...stageClocks(ask, 'accept'),
    ...clocks(ask, 'returnWindow'),
    // After too many bad evaluations the work begins anew.
    ...(context.admittedAt !== null && running(context, 'whole') === null && clocks(ask, 'whole')),
  };
};

const claim = (ask: Ask): Requests =>
  ask.actor.person === null ? {} : { holder: holder(ask, { kind: 'person', id: ask.actor.person }, { how: 'claim', field: '' }) };

/** To whom an offer passes on, beside the one who has it and those who had it. */
const passOn = (ask: Ask): Requests => {
  const { category, urgency, unit, resident, holder: held, passed = [] } = contextOf(ask);
  if (!unit || urgency !== 'U0') return {};
  const tried = [...passed, ...(held?.kind === 'person' ? [held.id] : [])];
  return {
    next: { kind: 'next-holder', work: { category, path: unit.path, urgency, resident }, tried },
    ...stageClocks(ask, 'accept'),
  };
};

/** The row of the catalogue that a return rests on: the one it cites, or the one of its kind. */
const dutyRow = (ask: Ask): Requests => {
  const { category, unit, holder: held } = contextOf(ask);
  return {
    duty: {
      kind: 'duty-row',
      category: category ?? '',
      path: unit?.path ?? '',
      holder: held ? { ...held } : null,
      ...(ask.input['catalogue'] && { row: ask.input['catalogue'] as string }),
      field: 'catalogue',
    },
  };
};

/** Who was assigned it says why; a unit asks for a return instead, and what is handed over or was offered is declined freely. */
const decline = (ask: Ask): Requests => {
  const { holder: held, handler, how, transfer } = contextOf(ask);
  const isAssigned = held !== null && held.kind !== 'unit' && handler === null && how === undefined && transfer === undefined;
  return {
    ...stageClocks(ask, 'dispatch'),
    ...(ask.input['handOver'] && ask.actor.post !== null && { leaving: { kind: 'leaving', post: ask.actor.post } }),
    ...(isAssigned && { grounded: { kind: 'grounded', given: ask.input['reason'] !== undefined, field: 'reason' } }),
  };
};

/** What runs from acceptance on, for the one who accepts first. */
export const workClocks = (ask: Ask) => (contextOf(ask).transfer ? {} : stageClocks(ask, 'contact', 'arrive', 'feedback'));

export const dispatchCommands = {
  dispatch: {
    title: { zh: '派单', en: 'Dispatch' },
    docs: 'Gives the order to a person, a team or a unit: assigned, invited, or as a pool from which one claims it. Until it is accepted it may be given to another. After two returns it designates.',
    input: z
      .strictObject({
        to: To,
        how: z.enum(['assign', 'invite', 'claim']).default('assign').describe('指派, 邀请, 抢单'),
        note: text.optional(),
      })
      .refine(({ to, how }) => how !== 'claim' || to.kind !== 'person', poolOfOne),
    by: by('dispatch'),
    facts: dispatch,
  },
  passOn: {
    title: { zh: '转派下一人', en: 'Pass on' },
    docs: 'Nobody took an order of life or property within a quarter of an hour: it is offered to the next who fits, and the duty room of the street hears of it.',
    input: z.strictObject({}),
    by: by('passOn'),
    facts: passOn,
  },
  claim: {
    title: { zh: '抢单', en: 'Claim' },
    docs: 'Takes an order out of the pool for half an hour; it goes back unless it is accepted by then.',
    input: z.strictObject({}),
    by: by('claim'),
    facts: claim,
  },
  accept: {
    title: { zh: '接单', en: 'Accept' },
    docs: 'Takes the work on, or over from whom hands it over. Whoever accepts leads to the end (首接负责). Another system that it was handed over to says under which number it has it.',
    input: z.strictObject({
      reference: z
        .strictObject({ system: line(32), number: line(64) })
        .optional()
        .describe('the other system that takes it on, and its number there'),
    }),
    by: by('accept'),
    facts: (ask) => ({ ...workClocks(ask), ...spokenFor(ask) }),
  },
  decline: {
    title: { zh: '谢绝', en: 'Decline' },
    docs: 'Gives the order back to whoever dispatched it before accepting it, or declines a transfer. Who was assigned it (指派) says why, and it counts as a return; who was invited or claimed it need not, and it costs nothing; nor does what is handed over at the end of a term (交接).',
    input: z.strictObject({
      reason: text.optional(),
      handOver: z.literal(true).optional().describe('交接：任期将满 / the term ends, and it is handed over'),
    }),
    by: by('decline'),
    facts: decline,
  },
  askReturn: {
    title: { zh: '申请退单', en: 'Ask to return it' },
    docs: 'Asks to give the order back, with ground and row of the duty catalogue. The level above reviews it; at most twice.',
    input: z.strictObject({
      ground: z.enum(grounds),
      catalogue: z
        .string()
        .regex(/^[\w./-]{1,40}$/, '须为权责清单的行，例如 0101 / the row of the duty catalogue, such as 0101')
        .optional(),
      reason,
    }),
    by: by('askReturn'),
    facts: (ask) => ({ ...stageClocks(ask, 'returnReview'), ...dutyRow(ask) }),
  },
} as const satisfies Commands;
