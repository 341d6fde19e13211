// The chart against a table written by hand: what may follow what, and that nobody is ever left waiting for nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOf, face, stateOf } from '@six-order/workflows/six-order/face';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import type { Json, Snapshot } from '@six-order/engine';
import type { Node, Try } from './explore.ts';
import { checkModel, neverAllowed, unmatched } from './model-checks.ts';
import { people, Simulation, tries } from './six-order-simulation.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');

type Names =
  | 'admit'
  | 'refuse'
  | 'dispatch'
  | 'designate'
  | 'accept'
  | 'decline'
  | 'contact'
  | 'finish'
  | 'praise'
  | 'complain'
  | 'withdraw';

/** Sent by whoever may; a stranger's attempt at any of them changes nothing in any state. */
const sent: Record<Names, { type: string; person: string; input?: Record<string, any> }> = {
  admit: { type: 'admit', person: people.secretary },
  refuse: { type: 'refuse', person: people.secretary, input: { reason: { sealed: 'r', digest: 'd' } } },
  dispatch: { type: 'dispatch', person: people.secretary, input: { to: { kind: 'person', id: people.member }, how: 'assign' } },
  designate: { type: 'dispatch', person: people.street, input: { to: { kind: 'person', id: people.member }, how: 'assign' } },
  accept: { type: 'accept', person: people.member },
  decline: { type: 'decline', person: people.member },
  contact: { type: 'contact', person: people.member },
  finish: { type: 'finish', person: people.member, input: { result: { sealed: 'r', digest: 'd' } } },
  praise: { type: 'evaluate', person: people.resident, input: { solved: 'yes', stars: 5 } },
  complain: { type: 'evaluate', person: people.resident, input: { solved: 'no', stars: 1 } },
  withdraw: { type: 'withdraw', person: people.resident },
};

const table: Record<string, Partial<Record<Names, string>>> = {
  placed: { admit: 'admitted', refuse: 'refused', withdraw: 'withdrawn' },
  admitted: { dispatch: 'dispatched', designate: 'dispatched', withdraw: 'withdrawn' },
  dispatched: { accept: 'accepted', decline: 'admitted', dispatch: 'dispatched', designate: 'dispatched', withdraw: 'withdrawn' },
  accepted: { contact: 'working', finish: 'finished', withdraw: 'withdrawn' },
  working: { contact: 'working', finish: 'finished', withdraw: 'withdrawn' },
  finished: { praise: 'evaluated', complain: 'reworking' },
  reworking: { contact: 'reworking', finish: 'finished' },
  escalated: { dispatch: 'dispatched', designate: 'dispatched' },
  evaluated: { praise: 'evaluated', complain: 'reworking' },
  unanswered: {},
  refused: {},
  withdrawn: {},
};

const byPersonOnly: Names[] = ['accept', 'decline', 'contact', 'finish', 'praise', 'complain', 'withdraw'];
const names = Object.keys(sent) as Names[];
const move = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('send' as const), name: fc.constantFrom(...names) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stranger' as const), name: fc.constantFrom(...byPersonOnly) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20 * 86_400_000 }) }) },
);

/** 7 days, to midnight of the last; moved on when that is a rest day. */
const windowOf = (order: Simulation): number => contextOf(order.snapshot as Snapshot).rounds.at(-1)?.changeBy ?? 0;

test('the machine does what the table says and nothing else, at any pace', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('0101', '0201', '0203', '0406', '0702'),
      fc.boolean(),
      fc.array(move, { maxLength: 25 }),
      (category, consent, run) => {
        const order = new Simulation(category, at);
        const placing = tries(category, consent, at)[0];
        expect(placing && order.send(placing)).toBe(true);
        let model = 'placed';
        let windowEnds = Infinity;
        let changeEnds = 0;
        let [returned, bad, designated, colour] = [0, 0, false, 0];
        const nextOf = (name: Names): string | undefined => {
          if (name === 'dispatch' && returned >= 2) return undefined;
          if (name === 'decline' && designated) return undefined;
          if (model === 'evaluated' && order.at > changeEnds) return undefined;
          const next = table[model]?.[name];
          return name === 'complain' && next === 'reworking' && bad >= 2 ? 'escalated' : next;
        };
        for (const action of run) {
          if (action.kind === 'wait') {
            order.advance(action.ms);
            if (model === 'finished' && order.at >= windowEnds) model = 'unanswered';
          } else if (action.kind === 'stranger') {
            expect(order.send({ ...sent[action.name], person: people.stranger })).toBe(false);
          } else {
            const next = nextOf(action.name);
            const before = model;
            expect(order.send(sent[action.name]), `${action.name} in ${model}`).toBe(next !== undefined);
            if (next === undefined) continue;
            model = next;
            if (action.name === 'decline') returned += 1;
            if (next === 'dispatched') designated = returned >= 2;
            if (action.name === 'complain') bad += 1;
            // A changed evaluation takes the place of the one before, and its window stays.
            if (action.name === 'praise' && before !== 'evaluated') changeEnds = windowOf(order);
          }
          const { snapshot } = order;
          if (!snapshot) throw new Error('no order');
          const context = contextOf(snapshot);
          const state = stateOf(snapshot);
          expect(state.handling).toBe(model);
          windowEnds = model === 'finished' ? (context.clocks.evaluate?.dueAt ?? 0) : Infinity;
          // As long as no card of its own says otherwise, the colour only darkens.
          const now = ['clear', 'blue', 'yellow', 'red'].indexOf(state.supervision);
          expect(now).toBeGreaterThanOrEqual(colour);
          colour = now;
          // An order that has ended wakes nobody; of the others somebody's clock runs, until reminders enough were sent.
          const ended = context.closedAt !== null;
          if (ended) expect(order.timers.size).toBe(0);
          else if (context.urgency !== 'U0') expect(order.timers.size).toBeGreaterThan(0);
          // I13: only the resident's own word makes an order evaluated.
          expect(model === 'evaluated').toBe(ended && context.rounds.at(-1)?.solved === 'yes');
          // Nothing sealed is ever opened for publication.
          if (context.sealed) expect(['waiting', 'skipped']).toContain(state.publication);
          expect(face(snapshot).dueAt === null).toBe(ended);
        }
      },
    ),
    { numRuns: 400 },
  );
});

/** What one region raises for another to hear. */
const signals = new Set([
  'wholeStart',
  'wholeStop',
  'wholePause',
  'wholeResume',
  'wholeGo',
  'wholeBack',
  'aside',
  'cardBlue',
  'cardYellow',
  'cardYellowPublished',
  'cardRed',
  'cardRedBad',
  'cardRedFalse',
  'cardRedExtended',
  'cardRedLeak',
  'cardUndecided',
  'publicCounted',
  'stageCounted',
  'publishLapsed',
  'objectionLapsed',
  'wholeCounted',
  'workDone',
  'workEvaluated',
  'workEnded',
  'workReopened',
  'workReviewed',
  'kindCorrected',
  'workOpened',
]);

const everything = tries('0101', true, at);
const silent = tries('0101', false, at);

/** An ordinary order on an ordinary way: most parts begin with it. */
const plain = ({ type, person, input = {} }: Try): boolean => {
  if (type === 'place') return !['draft', 'callBack', 'settle', 'onBehalfOf'].some((way) => way in input);
  if (type === 'dispatch') return input['how'] === 'assign';
  return person !== people.stranger;
};
const any = ({ person }: Try): boolean => person !== people.stranger;

const mark = (snapshot: Snapshot): Json => {
  const context = contextOf(snapshot);
  const { rounds, returns, returnsAsked, handler, request, objection, designated, how, finishedAt, closedAt } = context;
  const { transfer, assistants, unconfirmed, untaken, passed, atTop, level, exclusion } = context;
  return [
    Math.min(rounds.length, 3),
    Math.min(returns, 2),
    returnsAsked ?? 0,
    handler,
    request?.kind ?? null,
    objection ? [objection.matter, objection.raisedAt !== undefined, objection.upheld ?? null] : null,
    designated !== undefined,
    how ?? null,
    finishedAt !== null,
    closedAt !== null,
    transfer !== undefined,
    unconfirmed ?? null,
    context.proposal?.photos?.length ?? 0,
    context.leftAsOf ?? null,
    [untaken ?? null, passed?.length ?? 0, atTop ?? null, level ?? null],
    exclusion
      ? [
          exclusion.heard?.length ?? 0,
          exclusion.excluded ?? null,
          exclusion.contestedAt !== undefined,
          exclusion.judgedAt !== undefined,
        ]
      : null,
    (assistants ?? []).map(({ id, takenAt, doneAt }) => [id, takenAt !== undefined, doneAt !== undefined]),
  ];
};

const way = ['place', 'admit', 'dispatch', 'accept', 'finish'];

interface Part {
  readonly types: readonly string[];
  /** 0101 when absent. */
  readonly category?: string;
  readonly atLeast: number;
  readonly which?: (attempt: Try) => boolean;
  /** With the resident's consent to publication. */
  readonly published?: boolean;
}

/** Parts of the whole chart, each with the way to its end: all of it at once has more states than anybody would wait for. */
const parts: Record<string, Part> = {
  'an emergency, and back': {
    types: [
      'place',
      'admit',
      'consult',
      'dispatch',
      'claim',
      'accept',
      'contact',
      'finish',
      'evaluate',
      'enterEmergency',
      'leaveEmergency',
      'withdraw',
    ],
    which: any,
    atLeast: 100,
  },
  'drafts, admission, consultation, settling': {
    types: [
      'place',
      'submit',
      'confirm',
      'admit',
      'consult',
      'endConsultation',
      'settle',
      'refuse',
      'withdraw',
      'evaluate',
      'transcribe',
      'note',
      'correct',
      'finish',
      'conclude',
    ],
    which: any,
    atLeast: 100,
  },
  'objections and merging': {
    types: [
      'place',
      'admit',
      'settle',
      'refuse',
      'object',
      'decideObjection',
      'merge',
      'join',
      'split',
      'parentFinished',
      'parentEnded',
      'childJoined',
      'childLeft',
    ],
    atLeast: 100,
  },
  'dispatch, claims, returns': {
    types: ['place', 'admit', 'dispatch', 'claim', 'accept', 'decline', 'askReturn', 'decide', 'withdraw'],
    which: (attempt) => any(attempt) && (attempt.type !== 'place' || plain(attempt)),
    atLeast: 1_000,
  },
  'an offer of life or property that nobody takes': {
    types: ['place', 'admit', 'dispatch', 'passOn', 'claim', 'accept', 'decline', 'withdraw'],
    which: (attempt) => any(attempt) && (attempt.type !== 'place' || plain(attempt)),
    category: '0203',
    atLeast: 100,
  },
  transfer: { types: [...way, 'contact', 'transfer', 'decline', 'appoint', 'arrive', 'progress', 'record'], atLeast: 200 },
  help: { types: [...way, 'involve', 'takePart', 'declinePart', 'finishPart', 'releasePart'], atLeast: 100 },
  whistle: { types: [...way, 'whistle', 'reportIn'], atLeast: 100 },
  extension: { types: [...way, 'evaluate', 'askExtension', 'decide'], atLeast: 100 },
  pause: { types: [...way, 'askPause', 'decide', 'resume', 'object', 'decideObjection'], atLeast: 100 },
  undecided: { types: [...way, 'askExtension', 'decide', 'escalate'], which: (attempt) => plain(attempt), atLeast: 100 },
  shelving: { types: [...way, 'askShelving', 'decide', 'unshelve', 'reviewShelving'], atLeast: 100 },
  urgency: { types: [...way, 'changeUrgency', 'decide', 'object', 'decideObjection'], atLeast: 100 },
  'another kind': { types: [...way, 'evaluate', 'correctCategory', 'meet'], atLeast: 50 },
  supervision: { types: [...way, 'urge', 'escalate', 'cardChanged', 'recompute'], atLeast: 100 },
  'what a kind asks for': {
    types: ['place', 'admit', 'dispatch', 'accept', 'meet', 'withdraw', 'declareLeak'],
    which: (attempt) => any(attempt) && (attempt.type !== 'place' || plain(attempt)),
    category: '0404',
    atLeast: 50,
  },
  'evaluation and rework': {
    types: [...way, 'contact', 'evaluate', 'transcribe', 'reviewEvaluation', 'callback', 'declareFalse', 'conclude'],
    atLeast: 100,
  },
  'what is not counted': {
    types: [...way, 'proposeExclusion', 'speakOnExclusion', 'decideExclusion', 'contestExclusion'],
    atLeast: 50,
  },
  publication: {
    types: [
      ...way,
      'evaluate',
      'propose',
      'publish',
      'skipPublication',
      'limitPublication',
      'renewPublication',
      'correctPublication',
      'keepPublication',
      'retractPublication',
      'clearFinding',
      'preparePhoto',
      'dropPhoto',
      'objectToPublication',
      'decidePublication',
      'giveConsent',
      'withdrawConsent',
      'withdraw',
    ],
    published: true,
    atLeast: 100,
  },
};

const explored = Object.entries(parts).map(([name, { types, category, atLeast, which = plain, published = false }]) => ({
  nodes: checkModel(name, {
    workflow: sixOrder,
    tries: (category ? tries(category, false, at) : published ? everything : silent).filter(
      (attempt) => types.includes(attempt.type) && which(attempt),
    ),
    mark,
    at,
    atLeast,
  }),
}));

test('whoever may send a command can send it in some state', () => {
  const nodes: readonly Node[] = explored.flatMap(({ nodes: found }) => [...found.values()]);
  expect(neverAllowed(sixOrder, nodes, everything, at)).toEqual([]);
});

test('every command is of the machine, and every event of the machine is a command or a signal of its own', () => {
  expect(unmatched(sixOrder, signals)).toEqual([]);
});
