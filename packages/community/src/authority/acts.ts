// The authority table: what each role sees, and which command of which workflow each role may send, about which orders.
// A role or a command that is not here is denied (I11). Source: domain research 2.2, 3.1, 3.2.
import type { Role } from '../people/role.ts';
import { matterActs } from './matter-acts.ts';
import type { Sight } from './sight.ts';

/** What a post of the role sees: the union of these. The administrator sees no order at all, the data
 * protection officer requests about one's own data only. */
export const sees: Record<Role, readonly Sight[]> = {
  resident: ['own'],
  relative: ['own'],
  'household-head': ['own'],
  'grid-worker': ['own', 'assigned'],
  'opinion-aide': ['own'],
  window: ['own', 'calls'],
  secretary: ['own', 'assigned', 'dispatch'],
  member: ['work'],
  'team-lead': ['work'],
  property: ['work'],
  facility: ['work'],
  community: ['own', 'assigned', 'dispatch'],
  street: ['own', 'assigned', 'dispatch-above'],
  department: ['work'],
  supervisor: ['area'],
  discipline: ['area', 'discipline'],
  representative: ['area'],
  leader: ['area'],
  publisher: ['publication'],
  admin: [],
  dpo: ['data-requests'],
  archives: [],
};

/**
 * Of whose orders a role learns how they stand, and nothing else: number, kind, station, light, deadline. Such an order is not
 * seen: no page, journal, stream or command knows it. Source: domain research 3.1 (联户长).
 */
export const followsStatus: Readonly<Partial<Record<Role, 'households'>>> = { 'household-head': 'households' };

/**
 * About which orders a role may send a command, among those it sees.
 * To place: `anywhere` in the county, or `nearby`: in the post's own unit, or in the community that it lies in.
 * To issue a card: `supervised`, about an order that the reader sees.
 * Otherwise: `visible` every one; `own` the reader's, or placed by the reader for another; `held` dispatched to the reader,
 * or to a team or unit of his; `own-or-dispatch` the reader's, or those to dispatch; `held-or-silent` these too, and in the reader's area those whose holder lets
 * them lie far past their limit; `party` the reader is a party of; `side` a unit or team of his is a side of; or those of a sight.
 */
export type Reach =
  | 'anywhere'
  | 'nearby'
  | 'supervised'
  | 'visible'
  | 'own'
  | 'own-or-dispatch'
  | 'held'
  | 'held-or-silent'
  | 'party'
  | 'side'
  | Extract<Sight, 'dispatch' | 'dispatch-above' | 'discipline'>;

/** `system` is an effect of another order (worker/handlers/command.ts): nobody signs in as it, and it reaches the whole county. */
export type Sender = Role | 'system';

export type Act = Readonly<Partial<Record<Sender, Reach>>>;

const dispatchers: Act = { secretary: 'dispatch', community: 'dispatch', street: 'dispatch-above', discipline: 'discipline' };

const handlers: Act = {
  member: 'held',
  'team-lead': 'held',
  property: 'held',
  facility: 'held',
  department: 'held',
  'grid-worker': 'held',
  community: 'held',
  secretary: 'held',
};

const proxies: Act = {
  relative: 'own',
  'household-head': 'own',
  'grid-worker': 'own',
  'opinion-aide': 'own',
  window: 'own',
  secretary: 'own',
  community: 'own',
};

const owners: Act = { resident: 'own', ...proxies };

const publishers: Act = { publisher: 'visible' };

const system: Act = { system: 'visible' };

/** Whoever handles it: who settles on the spot, at the window too. */
const workers: Act = { ...handlers, window: 'held' };

/** Whoever placed it and whoever handles it (the machine says so): some roles may be either. */
const concerned: Act = {
  ...handlers,
  ...owners,
  'grid-worker': 'visible',
  window: 'visible',
  secretary: 'visible',
  community: 'visible',
};

/** 代录: of an order that the clerk placed, or dispatches. */
const clerks: Act = { window: 'own', secretary: 'dispatch', community: 'dispatch', street: 'dispatch-above' };

const handlersAndDispatchers: Act = { ...handlers, ...dispatchers };

/** The resident himself and nobody for him. */
const residents: Act = { resident: 'own' };

/** 回访: by whoever looks after the area. */
const callers: Act = {
  secretary: 'dispatch',
  community: 'dispatch',
  street: 'dispatch-above',
  supervisor: 'visible',
  representative: 'visible',
};

/** 督单: who issues cards, checks what is answered and looks again later (domain research 3.1). */
const supervisors: Act = { supervisor: 'visible', discipline: 'visible', representative: 'visible', leader: 'visible' };

/** A card that nobody answered goes up as far as the county, whose leader answers it. */
const cardHolders: Act = { ...handlers, street: 'held', discipline: 'held', leader: 'held' };

/** Whoever reads his own orders may ask about his own data. */
const askers: Act = {
  resident: 'anywhere',
  relative: 'anywhere',
  'household-head': 'anywhere',
  'grid-worker': 'anywhere',
  'opinion-aide': 'anywhere',
  window: 'anywhere',
  secretary: 'anywhere',
  community: 'anywhere',
  street: 'anywhere',
};

const dataOfficers: Act = { dpo: 'visible' };

/** By workflow, then by command. */
export const acts: Readonly<Record<string, Readonly<Record<string, Act>>>> = {
  'six-order': {
    place: {
      resident: 'anywhere',
      // Families live apart: a relative orders from wherever he is (domain research 3.1).
      relative: 'anywhere',
      'household-head': 'nearby',
      'grid-worker': 'nearby',
      'opinion-aide': 'nearby',
      window: 'nearby',
      secretary: 'nearby',
      community: 'nearby',
    },
    // Whoever sees a request to be called may write down what is wanted; a draft is confirmed by its owner (the machine says so).
    submit: { ...owners, window: 'visible', secretary: 'visible', community: 'visible' },
    confirm: { resident: 'own', ...dispatchers },
    admit: dispatchers,
    refuse: dispatchers,
    consult: dispatchers,
    endConsultation: dispatchers,
    settle: { window: 'own', 'grid-worker': 'own', secretary: 'dispatch', community: 'dispatch' },
    changeUrgency: dispatchers,
    correctCategory: dispatchers,
    merge: dispatchers,
    join: system,
    split: dispatchers,
    childJoined: system,
    childLeft: system,
    parentFinished: system,
    parentEnded: system,
    object: residents,
    // What the street decided, another there judges, or the county.
    decideObjection: { community: 'dispatch', street: 'dispatch-above', discipline: 'discipline', leader: 'visible' },
    dispatch: dispatchers,
    passOn: system,
    claim: handlers,
    accept: handlers,
    decline: handlers,
    askReturn: handlers,
    contact: workers,
    appoint: workers,
    arrive: workers,
    progress: workers,
    finish: workers,
    record: clerks,
    transfer: { ...workers, ...dispatchers },
    involve: { ...workers, ...dispatchers },
    takePart: handlers,
    declinePart: handlers,
    finishPart: handlers,
    releasePart: { ...workers, ...dispatchers },
    askExtension: workers,
    askPause: workers,
    askShelving: workers,
    decide: { ...dispatchers, leader: 'visible' },
    resume: { ...handlersAndDispatchers, ...system },
    reviewShelving: { street: 'dispatch-above', discipline: 'discipline' },
    unshelve: { ...handlersAndDispatchers, ...system },
    escalate: { community: 'dispatch', street: 'dispatch-above', ...system },
    urge: {
      ...owners,
      supervisor: 'visible',
      discipline: 'visible',
      representative: 'visible',
      leader: 'visible',
      street: 'dispatch-above',
    },
    whistle: { street: 'dispatch-above' },
    reportIn: handlers,
    cardChanged: system,
    enterEmergency: system,
    leaveEmergency: { ...dispatchers, ...system },
    recompute: system,
    // By a one-time token: the machine says of which round.
    evaluate: { ...owners, ...system },
    // Whoever wrote the order down is never its evaluator (relation.ts): what he heard he writes down wherever it lies.
    transcribe: { ...proxies, secretary: 'own-or-dispatch', community: 'own-or-dispatch' },
    reviewEvaluation: { ...dispatchers, supervisor: 'visible' },
    callback: callers,
    declareLeak: { street: 'dispatch-above', supervisor: 'visible', discipline: 'visible' },
    declareFalse: { street: 'dispatch-above', supervisor: 'visible', discipline: 'visible' },
    proposeExclusion: { ...workers, ...dispatchers, supervisor: 'visible' },
    speakOnExclusion: concerned,
    decideExclusion: { street: 'dispatch-above', supervisor: 'visible', discipline: 'visible', leader: 'visible' },
    contestExclusion: concerned,
    conclude: { street: 'dispatch-above', discipline: 'discipline' },
    withdraw: owners,
    // Residents put right what is kept of them (PIPL 46); the data protection officer does through a request (system).
    correct: { ...owners, ...system },
    // A mandatory report that was made ends the order's own clock of it.
    meet: { ...handlersAndDispatchers, ...system },
    note: {
      resident: 'visible',
      relative: 'visible',
      'household-head': 'visible',
      'grid-worker': 'visible',
      'opinion-aide': 'visible',
      window: 'visible',
      secretary: 'visible',
      member: 'visible',
      'team-lead': 'visible',
      property: 'visible',
      facility: 'visible',
      community: 'visible',
      street: 'visible',
      department: 'visible',
      supervisor: 'visible',
      discipline: 'visible',
      representative: 'visible',
      leader: 'visible',
    },
    propose: publishers,
    publish: publishers,
    limitPublication: system,
    skipPublication: publishers,
    renewPublication: system,
    correctPublication: system,
    keepPublication: publishers,
    retractPublication: publishers,
    clearFinding: publishers,
    preparePhoto: publishers,
    dropPhoto: publishers,
    objectToPublication: system,
    decidePublication: { ...publishers, street: 'dispatch-above' },
    giveConsent: residents,
    withdrawConsent: owners,
  },
  'data-request': {
    ask: askers,
    take: dataOfficers,
    carryOut: dataOfficers,
    answer: dataOfficers,
    object: { ...owners, street: 'own' },
    withdraw: { ...owners, street: 'own' },
    recompute: system,
  },
  card: {
    issue: {
      supervisor: 'supervised',
      discipline: 'supervised',
      representative: 'supervised',
      leader: 'supervised',
      system: 'anywhere',
    },
    sign: cardHolders,
    reply: cardHolders,
    // Whoever must answer it, or whoever arranges his hand-over (the chart says so).
    handOver: { ...cardHolders, secretary: 'visible', community: 'visible', street: 'visible' },
    check: supervisors,
    close: supervisors,
    lookBack: supervisors,
    escalate: { ...supervisors, system: 'visible' },
    cancel: { ...supervisors, system: 'visible' },
    recompute: system,
  },
  ...matterActs,
};

/** Who may send a command, as roles: what its workflow declares as `by`. Empty when the table has no such command. */
export const sendersOf = (workflow: string, command: string): readonly Sender[] =>
  Object.keys(acts[workflow]?.[command] ?? {}) as Sender[];
