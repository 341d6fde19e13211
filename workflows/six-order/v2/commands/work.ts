// 办: contact, appointment, arrival, progress, help, transfer, extension, pause, shelving, the end of the work.
import type { Json } from '@six-order/engine';
import { z } from 'zod';
import { running, workClock } from '../clock.ts';
import { recordedActs } from '../recording.ts';
import { workClocks } from './dispatch.ts';
import {
  attachedBy,
  atUrgency,
  change,
  clock,
  clocks,
  contextOf,
  holder,
  holds,
  resumed,
  stageClocks,
  unshelved,
  type Ask,
  type Requests,
} from './facts.ts';
import { attachments, by, duration, id, instant, reason, text, To, type Commands } from './input.ts';

const evaluate = (ask: Ask) => ({ ...clocks(ask, 'evaluate', 'callback'), ...attachedBy(ask) });

/** At U3 a first report is asked for again and again (domain research 2.4). */
const progress = (ask: Ask): Requests => ({
  ...(contextOf(ask).urgency === 'U3' && stageClocks(ask, 'feedback')),
  ...attachedBy(ask),
});

/** Left out: he was, so that what was written before it could be said means what it meant. */
const reached = z
  .boolean()
  .optional()
  .describe('是否联系上本人；没打通填 false / whether the resident was reached; false: called in vain');

const recordedFacts: Record<(typeof recordedActs)[number], (ask: Ask) => Requests> = {
  acceptance: workClocks,
  contact: () => ({}),
  arrival: () => ({}),
  progress,
  finish: evaluate,
};

/** What a decision needs, by what was asked for. */
function decision(ask: Ask): Requests {
  const context = contextOf(ask);
  const { request } = context;
  if (!request) return {};
  const granted = ask.input['granted'] !== false;
  if (request.kind === 'return') {
    if (granted) return stageClocks(ask, 'dispatch');
    if (request.from === 'dispatched') return stageClocks(ask, 'accept');
    // What was set aside while it was reviewed begins anew.
    const aside = (['arrive', 'feedback'] as const).filter((name) => running(context, name) !== null);
    return stageClocks(ask, ...(request.from === 'accepted' ? ['contact'] : []), ...aside);
  }
  if (!granted) return {};
  switch (request.kind) {
    case 'extension':
      return {};
    case 'pause': {
      const name = workClock(context);
      return {
        ...change(ask, name, { change: 'pause', pauses: pausesOf(ask) }),
        pause: pauseClock(ask),
        ...clocks(ask, 'objection'),
      };
    }
    case 'shelving':
      return clocks(ask, 'shelveReview');
    case 'downgrade':
      return { ...atUrgency(ask, request.to), ...clocks(ask, 'objection') };
  }
}

const pausesOf = (ask: Ask): Json => (contextOf(ask).pauses ?? []).map(({ from, to }) => ({ from, to }));

/** All shelvings of an order end by then: it is counted from the first one, by the rule that held then. */
const shelvingInAll = (ask: Ask) => ({ ...clock(ask, 'shelve'), from: contextOf(ask).firstShelvedAt ?? ask.at });

/** 5 working days in all: what earlier pauses used is taken off, and when nothing is left the rule is named. */
const pauseClock = (ask: Ask) => {
  const context = contextOf(ask);
  const paused = running(context, workClock(context));
  return {
    ...clock(ask, 'pause'),
    ...(paused && { of: paused as never, pauses: pausesOf(ask) }),
    required: true,
    field: 'reason',
  };
};

export const workCommands = {
  contact: {
    title: { zh: '首次联系', en: 'Contact' },
    docs: 'The resident was reached; or was called in vain: then he is told, and the first contact is still owed.',
    input: z.strictObject({ reached, note: text.optional() }),
    by: by('contact'),
  },
  appoint: {
    title: { zh: '预约', en: 'Appoint' },
    docs: 'When they mean to meet.',
    input: z.strictObject({ on: instant, note: text.optional() }),
    by: by('appoint'),
  },
  arrive: {
    title: { zh: '到场', en: 'Arrive' },
    docs: 'Somebody is on site.',
    input: z.strictObject({}),
    by: by('arrive'),
  },
  progress: {
    title: { zh: '进展', en: 'Report progress' },
    docs: 'What was done so far. The resident is told.',
    input: z.strictObject({ text, attachments: attachments.optional() }),
    by: by('progress'),
    facts: progress,
  },
  finish: {
    title: { zh: '办结', en: 'Finish' },
    docs: 'The work is done: what came of it. The resident is asked to evaluate.',
    input: z.strictObject({ result: text, attachments: attachments.optional() }),
    by: by('finish'),
    facts: evaluate,
  },
  record: {
    title: { zh: '代录', en: 'Write down' },
    docs: 'Writes down what a handler did who works from a paper slip. It is marked.',
    input: z.strictObject({
      act: z.enum(recordedActs),
      reached,
      note: text.optional(),
      text: text.optional(),
      result: text.optional(),
    }),
    by: by('record'),
    facts: (ask) => recordedFacts[ask.input['act'] as (typeof recordedActs)[number]](ask),
  },
  transfer: {
    title: { zh: '转办', en: 'Hand over' },
    docs: 'Offers the work to another, who must accept it. Until then the handler answers for it.',
    input: z.strictObject({ to: To, reason }),
    by: by('transfer'),
    facts: (ask) => ({ holder: holder(ask, ask.input['to'], { how: 'invite' }), ...stageClocks(ask, 'transfer') }),
  },
  involve: {
    title: { zh: '请求协办', en: 'Ask for help' },
    docs: 'Asks another to help, with a part of its own.',
    input: z.strictObject({ to: To, task: text }),
    by: by('involve'),
    facts: (ask) => ({ holder: holder(ask, ask.input['to'], { how: 'invite', part: 'assist' }) }),
  },
  takePart: {
    title: { zh: '接受协办', en: 'Take the part' },
    docs: 'Takes on the part that one was asked to help with.',
    input: z.strictObject({ part: id.optional() }),
    by: by('takePart'),
    facts: holds,
  },
  declinePart: {
    title: { zh: '谢绝协办', en: 'Decline the part' },
    docs: 'Does not take the part on.',
    input: z.strictObject({ part: id.optional(), reason: text.optional() }),
    by: by('declinePart'),
    facts: holds,
  },
  finishPart: {
    title: { zh: '协办完成', en: 'Finish the part' },
    docs: 'The part is done: what came of it.',
    input: z.strictObject({ part: id.optional(), result: text }),
    by: by('finishPart'),
    facts: holds,
  },
  releasePart: {
    title: { zh: '解除协办', en: 'Release' },
    docs: 'Goes on without one who was asked to help.',
    input: z.strictObject({ part: id, reason: text.optional() }),
    by: by('releasePart'),
  },
  askExtension: {
    title: { zh: '申请延期', en: 'Ask for an extension' },
    docs: 'Asks for more time, before the clock is due. Whoever dispatched decides.',
    input: z.strictObject({ by: duration, reason }),
    by: by('askExtension'),
    facts: (ask) => ({
      ...change(ask, workClock(contextOf(ask)), { change: 'extend', by: ask.input['by'], field: 'by' }, 'extended'),
      ...stageClocks(ask, 'decision'),
    }),
  },
  askPause: {
    title: { zh: '申请挂起', en: 'Ask for a pause' },
    docs: 'Waits for the resident or a third party, for at most 5 working days in all. Whoever dispatched decides.',
    input: z.strictObject({ awaiting: z.enum(['resident', 'third-party']), reason }),
    by: by('askPause'),
    facts: (ask) => ({
      ...(running(contextOf(ask), workClock(contextOf(ask))) && { pause: pauseClock(ask) }),
      ...stageClocks(ask, 'decision'),
    }),
  },
  askShelving: {
    title: { zh: '申请挂账', en: 'Ask to shelve' },
    docs: 'Cannot be solved now: why, what will be done, and until when, within 180 days of the first shelving. The street decides.',
    input: z.strictObject({ reason, measure: text, target: instant }),
    by: by('askShelving'),
    facts: (ask) => ({ ...stageClocks(ask, 'decision'), shelve: shelvingInAll(ask) }),
  },
  decide: {
    title: { zh: '审批', en: 'Decide' },
    docs: 'Decides about a return, an extension, a pause, a shelving or a downgrade that was asked for.',
    input: z.strictObject({ granted: z.boolean(), reason: text.optional() }),
    by: by('decide'),
    facts: decision,
  },
  resume: {
    title: { zh: '恢复办理', en: 'Resume' },
    docs: 'The pause is over; the clock goes on with what was left.',
    input: z.strictObject({}),
    by: by('resume'),
    facts: resumed,
  },
  reviewShelving: {
    title: { zh: '挂账复核', en: 'Review the shelving' },
    docs: 'Looks every 30 days whether it still stands.',
    input: z.strictObject({ note: text }),
    by: by('reviewShelving'),
    facts: (ask) => clocks(ask, 'shelveReview'),
  },
  unshelve: {
    title: { zh: '销账', en: 'Take up again' },
    docs: 'The obstacle is gone, or the target day has come: the work goes on with what was left of its clock.',
    input: z.strictObject({}),
    by: by('unshelve'),
    facts: unshelved,
  },
} as const satisfies Commands;
