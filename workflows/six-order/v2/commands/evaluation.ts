// 评: evaluation by the resident, written down for him, reviewed, called back about; false completion.
import { redaction } from '@six-order/community/privacy/redaction/redact';
import { z } from 'zod';
import { exclusionGrounds, transcriptions } from '../context.ts';
import { isBad, isBadOftenEnough } from '../rules/evaluation.ts';
import { clocks, contextOf, emergencyOf, holds, involved, type Ask, type Requests } from './facts.ts';
import { by, line, reason, text, type Commands } from './input.ts';

const score = z.int().min(1).max(5).optional();
const Evaluation = z.strictObject({
  solved: z.enum(['yes', 'partly', 'no']),
  stars: z.int().min(1).max(5),
  scores: z
    .strictObject({ response: score, quality: score, attitude: score, integrity: score })
    .optional()
    .describe('响应、质量、态度、廉洁, each 1 to 5'),
  comment: text.optional(),
});

/** A bad one begins a rework and may be reviewed; a good one may be changed. */
const evaluated = (ask: Ask): Requests => {
  if (!isBad(ask.input)) return clocks(ask, 'ratingChange');
  const context = contextOf(ask);
  const goesUp = context.openedAt > 0 && isBadOftenEnough(context);
  return { ...clocks(ask, 'rework', 'ratingReview'), ...(goesUp && clocks(ask, 'dispatch')), ...emergencyOf(ask) };
};

const sampled = (ask: Ask, of: 'five-star' | 'transcribed'): Requests => ({
  sampled: { kind: 'sample', of, path: contextOf(ask).unit?.path ?? '' },
});

export const evaluationCommands = {
  evaluate: {
    title: { zh: '评单', en: 'Evaluate' },
    docs: 'The resident, signed in, by a one-time token or by the query code of the receipt, says whether it is solved, and may change it within 7 days. Not solved, or one or two stars, starts the work again.',
    input: z.strictObject({
      ...Evaluation.shape,
      byCode: z
        .literal(true)
        .optional()
        .describe('By the query code (POST /follow/evaluation); from anybody who is known it says nothing'),
    }),
    by: by('evaluate'),
    // One in twenty of the best is called back about (domain research 5.5); one in ten of those by a link or a code that staff handed out:
    // as of those that staff wrote down.
    facts: (ask) => ({
      ...evaluated(ask),
      ...(ask.input['stars'] === 5 && !isBad(ask.input) && sampled(ask, 'five-star')),
      ...(ask.actor.role === 'system' && ask.actor.post !== null && sampled(ask, 'transcribed')),
    }),
  },
  transcribe: {
    title: { zh: '代录评价', en: 'Write down the evaluation' },
    docs: 'Writes down what the resident said, by telephone, at the window, or to the proxy. It is marked, and never by the handler. Whoever wrote the order down for somebody without an account may change it within 7 days.',
    input: z.strictObject({ ...Evaluation.shape, how: z.enum(transcriptions) }),
    by: by('transcribe'),
    facts: (ask) => ({ ...evaluated(ask), ...sampled(ask, 'transcribed') }),
  },
  reviewEvaluation: {
    title: { zh: '差评核查', en: 'Review the evaluation' },
    docs: 'Whether a bad evaluation counts. It stays to be seen, and the work goes on.',
    input: z.strictObject({ counts: z.boolean(), reason }),
    by: by('reviewEvaluation'),
  },
  callback: {
    title: { zh: '回访', en: 'Call back' },
    docs: 'What the resident said when called back, by somebody who neither handled nor published it.',
    input: z.strictObject({ outcome: z.enum(['confirmed', 'contradicted', 'unreached']), note: text.optional() }),
    by: by('callback'),
  },
  declareFalse: {
    title: { zh: '认定虚假办结', en: 'Declare it falsely completed' },
    docs: 'It was said to be done and was not: the work begins again, under a red card.',
    input: z.strictObject({ reason }),
    by: by('declareFalse'),
    facts: (ask) => ({ ...clocks(ask, 'rework'), ...emergencyOf(ask) }),
  },
  declareLeak: {
    title: { zh: '认定泄露个人信息', en: 'Declare a privacy leak' },
    docs: 'Somebody’s personal data came out over this order: whoever did the work answers a red card. While it runs, or within 30 days of its end.',
    input: z.strictObject({ reason }),
    by: by('declareLeak'),
  },
  proposeExclusion: {
    title: { zh: '提请不计入考核', en: 'Propose not to count it' },
    docs: 'Found untrue (不属实), or stopped by force majeure (不可抗力, with the county’s document): proposed for the figures of the month, with the reason. Resident and handler are told and may speak for 3 working days.',
    input: z.strictObject({
      ground: z.enum(exclusionGrounds),
      document: line(80)
        .refine((said) => redaction(said).findings.length === 0, {
          error: 'a document’s number, without names or numbers of persons',
        })
        .optional()
        .describe('of force majeure: the county’s document, by its number'),
      reason,
    }),
    by: by('proposeExclusion'),
    facts: (ask) => clocks(ask, 'hearing'),
  },
  speakOnExclusion: {
    title: { zh: '陈述意见', en: 'Speak about it' },
    docs: 'What the resident, or the handler, has to say before it is decided whether the order counts.',
    input: z.strictObject({ text }),
    by: by('speakOnExclusion'),
  },
  decideExclusion: {
    title: { zh: '认定是否计入考核', en: 'Decide whether it counts' },
    docs: 'Another person, of neither the unit that handles it nor the one it is about, decides once resident and handler spoke or their time to is over; what is contested a third one judges. It marks the order, never the person.',
    input: z.strictObject({ excluded: z.boolean(), reason }),
    by: by('decideExclusion'),
    facts: (ask) => ({ ...holds(ask), ...involved(ask), ...clocks(ask, 'objection') }),
  },
  contestExclusion: {
    title: { zh: '申请复核', en: 'Contest the decision' },
    docs: 'Once, within 5 working days, by the one whom it goes against: the resident when the order counts no more, the handler when it counts. Until it is judged the order counts.',
    input: z.strictObject({ reason }),
    by: by('contestExclusion'),
  },
  conclude: {
    title: { zh: '终结', en: 'Conclude' },
    docs: 'Ends an order that came back too often, and says why. Its evaluations stand.',
    input: z.strictObject({ reason }),
    by: by('conclude'),
  },
} as const satisfies Commands;
