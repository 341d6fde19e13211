// The urgency of an admitted order: up at once by whoever dispatches; down from U0 or U1 by a second person.
// Source: domain research 3.1.
import { started, startedOf } from './clock.ts';
import { noted, remember, signal, type Part } from './event.ts';
import { nobody, owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';

const may = ['isDesk', 'isAdmitted', 'isUnfinished', 'isNotPaused', 'changesUrgency'] as const;

export const changeUrgency: readonly Part[] = [
  {
    guard: when(...may, 'hasNoRequest', 'isDowngrade'),
    actions: [
      remember((args) => ({
        request: { kind: 'downgrade' as const, to: args.event.input['to'], at: args.event.at, by: args.event.actor.person },
        notes: noted(args, 'urgency'),
        clocks: { ...args.context.clocks, ...startedOf(args.event.facts, 'decision') },
      })),
      tell('request-made', nobody, { desk: 'street', clock: 'decision' }),
      signal('aside'),
    ],
  },
  {
    guard: when(...may, 'isNoDowngrade'),
    actions: [
      remember((args) => ({
        urgency: args.event.input['to'],
        notes: noted(args, 'urgency'),
        clocks: { ...args.context.clocks, ...(args.event.facts['whole'] && { whole: started(args.event.facts['whole']) }) },
      })),
      tell('urgency-changed', (context) => [...owners(context), ...workersAndOffice(context)]),
      signal('wholeGo'),
    ],
  },
];
