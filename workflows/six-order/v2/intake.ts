// 点: an order is placed, admitted or refused; its owner may withdraw it, anyone who sees it may add a note.
import type { SealedValue } from '@six-order/engine';
import { allFinished, finished, stageLadder, started } from './clock.ts';
import type { Urgency } from './context.ts';
import { remember, signal, type Part } from './event.ts';
import { office, owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';

const place = remember(({ event: { at, actor, input, facts } }) => ({
  number: facts['number'],
  category: facts['category'].code,
  sealed: facts['category'].sealed,
  urgency: facts['category'].urgency as Urgency,
  claimedUrgency: input['urgency'] ?? null,
  unit: { id: facts['unit'].id, code: facts['unit'].code, path: facts['unit'].path },
  building: facts['building']?.id ?? null,
  text: input['text'] as SealedValue,
  contact: input['contact'] ?? null,
  placeNote: input['place']?.note ?? null,
  resident: input['onBehalfOf'] ?? actor.person,
  openedBy: actor.person,
  openedAt: at,
  publishConsent: input['publishConsent'] === true && !facts['category'].sealed,
  clocks: { intake: started(facts['intake']) },
}));

const admit = remember(({ context, event: { at, input, facts } }) => ({
  admittedAt: at,
  urgency: input['urgency'] ?? context.urgency,
  clocks: { ...finished(context, at, 'intake'), whole: started(facts['whole']), dispatch: started(facts['dispatch']) },
}));

const refuse = remember(({ context, event: { at, input } }) => ({
  refusal: { reason: input['reason'], channel: input['channel'] ?? null },
  closedAt: at,
  clocks: allFinished(context, at),
}));

/** The handling ends here, whatever it came to. */
export const close = remember(({ context, event: { at } }) => ({ closedAt: at, clocks: allFinished(context, at) }));

const addNote = remember(({ context, event: { at, actor, input } }) => ({
  notes: [...context.notes, { at, by: actor.person, text: input['text'] }],
}));

export const note: Part = { guard: when('hasRoomForNotes'), actions: [addNote] };

export const withdraw: Part = {
  guard: when('isOwner'),
  target: 'withdrawn',
  actions: [close, tell('order-withdrawn', workersAndOffice), signal('workEnded'), signal('wholeStop')],
};

export const intake: Part = {
  new: {
    meta: { turn: ['resident'] },
    on: { place: { target: 'placed', actions: [place, tell('order-placed', owners)] } },
  },
  placed: {
    meta: { turn: ['secretary'], clock: 'intake' },
    ...stageLadder('intake', office),
    on: {
      admit: { target: 'admitted', actions: [admit, tell('order-admitted', owners), signal('wholeStart')] },
      refuse: { target: 'refused', actions: [refuse, tell('order-refused', owners), signal('workEnded')] },
      withdraw,
      note,
    },
  },
  refused: { meta: { end: true } },
  withdrawn: { meta: { end: true } },
};
