// 接: the handler reaches the resident, works, and finishes.
import { finished, stageLadder, started } from './clock.ts';
import { remember, signal, type Part } from './event.ts';
import { note, withdraw } from './intake.ts';
import { owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';

const contacted = remember(({ context, event: { at, actor, input } }) => ({
  contactedAt: context.contactedAt ?? at,
  notes: input['note'] ? [...context.notes, { at, by: actor.person, text: input['note'] }] : context.notes,
  clocks: finished(context, at, 'contact'),
}));

const finishWork = remember(({ context, event: { at, input, facts } }) => ({
  finishedAt: at,
  result: input['result'],
  clocks: { ...finished(context, at, 'contact', 'whole', 'rework'), evaluate: started(facts['evaluate']) },
}));

export const finish: Part = {
  guard: when('isHandler'),
  target: 'finished',
  actions: [finishWork, tell('order-finished', owners), signal('wholeStop'), signal('workDone')],
};

export const contactAgain: Part = { guard: when('isHandler'), actions: [contacted] };

export const work: Part = {
  accepted: {
    meta: { turn: ['holder'], clock: 'contact' },
    ...stageLadder('contact', workersAndOffice),
    on: {
      contact: { guard: when('isHandler'), target: 'working', actions: [contacted, tell('order-contacted', owners)] },
      finish,
      withdraw,
      note,
    },
  },
  working: {
    meta: { turn: ['holder'], clock: 'whole' },
    on: { contact: contactAgain, finish, withdraw, note },
  },
};
