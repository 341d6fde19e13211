// 评: the resident says whether it is solved; a bad evaluation sends the order round again; no answer is no satisfaction (I13).
import { enqueueActions } from 'xstate';
import { allFinished, finished, ladder, reminders, started } from './clock.ts';
import type { Evaluation } from './context.ts';
import { remember, signal, type Args, type Part } from './event.ts';
import { close, note } from './intake.ts';
import { owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';
import { contactAgain, finish } from './work.ts';

const evaluationOf = ({ event: { at, actor, input } }: Args): Evaluation => ({
  solved: input['solved'],
  stars: input['stars'],
  comment: input['comment'] ?? null,
  at,
  by: actor.person,
});

const evaluate = remember((args) => ({
  rounds: [...args.context.rounds, evaluationOf(args)],
  closedAt: args.event.at,
  clocks: allFinished(args.context, args.event.at),
}));

const reopen = remember((args) => ({
  rounds: [...args.context.rounds, evaluationOf(args)],
  finishedAt: null,
  clocks: { ...finished(args.context, args.event.at, 'evaluate'), rework: started(args.event.facts['rework']) },
}));

/** A second bad evaluation raises the red card (domain research 2.6). */
const redWhenAgain: any = enqueueActions(({ context, enqueue }: any) => {
  if ((context as Args['context']).rounds.length > 1) enqueue(signal('cardRed'));
});

export const evaluation: Part = {
  finished: {
    meta: { turn: ['resident'], clock: 'evaluate' },
    ...ladder('evaluate', reminders('evaluate', owners), 'pressing'),
    after: { evaluateDue: { target: 'unanswered', actions: [close, tell('order-unanswered', workersAndOffice)] } },
    on: {
      evaluate: [
        {
          guard: when('isResident', 'isUnhappy'),
          target: 'reworking',
          actions: [reopen, signal('workReopened'), tell('order-reopened', workersAndOffice), redWhenAgain],
        },
        { guard: when('isResident'), target: 'evaluated', actions: [evaluate, tell('order-evaluated', workersAndOffice)] },
      ],
      note,
    },
  },
  reworking: {
    meta: { turn: ['holder'], clock: 'rework' },
    ...ladder('rework', reminders('rework', workersAndOffice, { due: [signal('cardYellow')], over: [signal('cardRed')] })),
    on: { contact: contactAgain, finish, note },
  },
  evaluated: { meta: { end: true } },
  unanswered: { meta: { end: true } },
};
