// The authority table of mediation, warnings, visits, tasks and deliberation: which role may send which command, about which
// orders. Source: domain research 1 (rows 10, 37, 53, 71–76), 2.6, 3.1.
import { voices } from '../deliberation/policy.ts';
import type { Act } from './acts.ts';

/** Those who settle disputes where they arise: whoever stands in the unit that has it in hand. */
const mediators: Act = { 'grid-worker': 'held', secretary: 'held', community: 'held', street: 'held' };
const system: Act = { system: 'visible' };
/**
 * Those who see to what was settled: above the unit that had it in hand, too, up to the county, for where whoever mediated and whoever is
 * of a side keep out there may be nobody else.
 */
const callers: Act = {
  'grid-worker': 'held',
  secretary: 'dispatch',
  community: 'dispatch',
  street: 'dispatch-above',
  leader: 'visible',
};
/** A party himself; for a firm, a department or another unit that is one, whoever has a post in it. */
const parties: Act = {
  resident: 'party',
  'grid-worker': 'side',
  secretary: 'side',
  member: 'side',
  'team-lead': 'side',
  property: 'side',
  facility: 'side',
  community: 'side',
  street: 'side',
  department: 'side',
};

/** Those who visit (包联走访): the chart asks for the visitor or whoever planned it. */
const visiting = (reach: 'held' | 'visible'): Act => ({
  'grid-worker': reach,
  'opinion-aide': reach,
  member: reach,
  secretary: reach,
  community: reach,
  street: reach,
  leader: reach,
});

/** Whoever stands in the unit that has a task in hand. */
const taskHolders: Act = {
  'grid-worker': 'held',
  property: 'held',
  secretary: 'held',
  community: 'held',
  street: 'held',
  department: 'held',
};
/** Who reports, or hands over, what must be: whoever stands in the unit that has it in hand. */
const referrers: Act = { secretary: 'held', community: 'held', street: 'held' };

/** Who convenes a deliberation: whoever stands in its unit; the level above, where that one lets it lie. */
const conveners: Act = { secretary: 'held', community: 'held', street: 'held-or-silent', leader: 'held-or-silent' };
/** Who speaks in one: the facts ask for which party, and by which record. */
const speakers: Act = Object.fromEntries(voices.map((role) => [role, 'visible' as const]));

/** The levels above: the chart asks that whoever checks stands above the unit. */
const taskAbove: Act = { community: 'dispatch', street: 'dispatch-above', leader: 'visible' };

/** Those of an area who deal with its emergency. */
const responders: Act = {
  'grid-worker': 'visible',
  secretary: 'visible',
  community: 'visible',
  street: 'visible',
  leader: 'visible',
};
/** 下沉力量 and rescue teams: whoever may be called out. */
const called: Act = {
  'grid-worker': 'visible',
  member: 'visible',
  'team-lead': 'visible',
  property: 'visible',
  facility: 'visible',
  department: 'visible',
  'opinion-aide': 'visible',
  secretary: 'visible',
  community: 'visible',
  street: 'visible',
  leader: 'visible',
};
const deciders: Act = { street: 'visible', leader: 'visible' };

/**
 * What is done in a dispute for both sides, and with a card about one: whoever is a side, a relative of one, or of a unit that is one, does not, whatever his post
 * (《人民调解法》第十五条, domain research 2.6). Nor does he choose who mediates, as little as whoever mediated it and does not any more. A
 * mediator who has come to be one says so by stepping aside, hands it over, or lets it go up.
 */
export const actsOfTheImpartial: Readonly<Record<string, ReadonlySet<string>>> = {
  mediation: new Set([
    'take',
    'handOver',
    'session',
    'agree',
    'reconcile',
    'applyConfirmation',
    'recordRuling',
    'followUp',
    'refer',
  ]),
  card: new Set(['sign', 'reply', 'handOver', 'check', 'close', 'lookBack', 'escalate', 'cancel']),
};

export const matterActs = {
  emergency: {
    propose: { community: 'anywhere', street: 'anywhere', leader: 'anywhere' },
    confirm: deciders,
    drop: deciders,
    renew: deciders,
    report: responders,
    check: responders,
    callOut: { community: 'visible', street: 'visible', leader: 'visible' },
    answerCall: called,
    end: { community: 'own', street: 'visible', leader: 'visible', ...system },
    lapse: system,
    followed: system,
    takeStock: system,
    review: { street: 'visible', community: 'own', leader: 'visible' },
    dataDestroyed: system,
    recompute: system,
  },
  mediation: {
    open: {
      resident: 'anywhere',
      'household-head': 'nearby',
      'grid-worker': 'nearby',
      'opinion-aide': 'nearby',
      window: 'nearby',
      secretary: 'nearby',
      community: 'nearby',
      street: 'nearby',
      system: 'anywhere',
    },
    take: mediators,
    stepAside: mediators,
    // The mediator himself, or whoever arranges his hand-over (the chart says so).
    handOver: { 'grid-worker': 'held', secretary: 'visible', community: 'visible', street: 'visible' },
    refuseMediator: parties,
    // Whoever asked, or mediates (the chart says so).
    correct: {
      resident: 'own',
      'household-head': 'own',
      'grid-worker': 'visible',
      'opinion-aide': 'own',
      window: 'own',
      secretary: 'visible',
      community: 'visible',
      street: 'visible',
    },
    session: mediators,
    climb: { ...mediators, ...system },
    agree: mediators,
    reconcile: mediators,
    applyConfirmation: mediators,
    recordRuling: callers,
    followUp: callers,
    refer: mediators,
    decline: parties,
    withdraw: {
      resident: 'own',
      'household-head': 'own',
      'grid-worker': 'own',
      'opinion-aide': 'own',
      window: 'own',
      secretary: 'own',
      community: 'own',
      street: 'own',
    },
    recompute: system,
  },
  warning: {
    raise: { system: 'anywhere' },
    recur: system,
    own: { secretary: 'dispatch', community: 'dispatch', street: 'dispatch-above' },
    assess: { 'grid-worker': 'held', secretary: 'held', community: 'held', street: 'held' },
    close: { community: 'dispatch', street: 'dispatch-above' },
    recompute: system,
  },
  visit: {
    plan: {
      'grid-worker': 'nearby',
      'opinion-aide': 'nearby',
      secretary: 'nearby',
      community: 'nearby',
      street: 'nearby',
      leader: 'anywhere',
      system: 'anywhere',
    },
    move: visiting('visible'),
    handOver: visiting('visible'),
    record: visiting('held'),
    link: visiting('held'),
    close: { ...visiting('held'), ...system },
    cancel: visiting('visible'),
    recompute: system,
  },
  task: {
    assign: { community: 'nearby', street: 'nearby', leader: 'anywhere', system: 'anywhere' },
    passOn: { community: 'held', street: 'held' },
    report: taskHolders,
    finish: taskHolders,
    check: taskAbove,
    excuse: { community: 'held', street: 'held' },
    urge: { ...taskAbove, supervisor: 'visible' },
    partChanged: system,
    cancel: { community: 'own', street: 'own', leader: 'own', ...system },
    recompute: system,
  },
  referral: {
    open: { secretary: 'nearby', community: 'nearby', street: 'nearby', system: 'anywhere' },
    tell: referrers,
    leaveOut: referrers,
    acknowledge: referrers,
    cancel: referrers,
    recompute: system,
  },
  deliberation: {
    propose: {
      resident: 'anywhere',
      'household-head': 'nearby',
      'grid-worker': 'nearby',
      'opinion-aide': 'nearby',
      window: 'nearby',
      representative: 'nearby',
      secretary: 'nearby',
      community: 'nearby',
      street: 'nearby',
      leader: 'anywhere',
      system: 'anywhere',
    },
    admit: conveners,
    refuse: conveners,
    speak: speakers,
    closeHearing: { ...conveners, ...system },
    decide: conveners,
    excuse: conveners,
    partChanged: system,
    higherChanged: system,
    feedback: conveners,
    drop: conveners,
    withdraw: {
      resident: 'own',
      'household-head': 'own',
      'grid-worker': 'own',
      'opinion-aide': 'own',
      window: 'own',
      representative: 'own',
      secretary: 'own',
      community: 'own',
      street: 'own',
      leader: 'own',
    },
    recompute: system,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Act>>>>;
