// 派: an admitted order is given to a person, a team or a unit, who accepts it or gives it back.
import { finished, stageLadder, started } from './clock.ts';
import type { Holder } from './context.ts';
import { remember, type Part } from './event.ts';
import { note, withdraw } from './intake.ts';
import { office, owners, tell, workers, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';

const dispatch = remember(({ context, event: { at, actor, input, facts } }) => ({
  dispatchedAt: at,
  dispatcher: actor.person,
  dispatchNote: input['note'] ?? null,
  holder: facts['holder'] as Holder,
  clocks: { ...finished(context, at, 'dispatch'), accept: started(facts['accept']) },
}));

const accept = remember(({ context, event: { at, actor, facts } }) => ({
  acceptedAt: at,
  handler: actor.person,
  clocks: { ...finished(context, at, 'accept'), contact: started(facts['contact']) },
}));

const decline = remember(({ context, event: { at, input, facts } }) => ({
  holder: null,
  returns: context.returns + 1,
  returnReason: input['reason'] ?? null,
  clocks: { ...finished(context, at, 'accept'), dispatch: started(facts['dispatch']) },
}));

export const dispatching: Part = {
  admitted: {
    meta: { turn: ['secretary'], clock: 'dispatch' },
    ...stageLadder('dispatch', office),
    on: {
      dispatch: { target: 'dispatched', actions: [dispatch, tell('order-dispatched', workers)] },
      withdraw,
      note,
    },
  },
  dispatched: {
    meta: { turn: ['holder'], clock: 'accept' },
    ...stageLadder('accept', workersAndOffice),
    on: {
      accept: { guard: when('isHolder'), target: 'accepted', actions: [accept, tell('order-accepted', owners)] },
      decline: { guard: when('isHolder'), target: 'admitted', actions: [tell('order-declined', office), decline] },
      dispatch: { target: 'dispatched', reenter: true, actions: [dispatch, tell('order-dispatched', workers)] },
      withdraw,
      note,
    },
  },
};
