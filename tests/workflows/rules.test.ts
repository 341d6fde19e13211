// Each rule of the six orders by its name: where it holds, and where it stands against a command. Written from the domain
// research, row by row; the scenarios try them in an order's life.
import { draftOf } from '@six-order/community/publication/draft';
import { emptyContext, type Context } from '@six-order/workflows/six-order/v2/context';
import type { Event } from '@six-order/workflows/six-order/v2/event';
import { rules } from '@six-order/workflows/six-order/v2/rules';
import { barredTextsOf } from '@six-order/workflows/six-order/v2/rules/evaluation';
import { expect, test } from 'vitest';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const sealed = { sealed: 's', digest: 'd' };
/** Running, due in a day. */
const clock = {
  startedAt: at,
  halfAt: at + 12 * HOUR,
  pressingAt: at + 19 * HOUR,
  dueAt: at + DAY,
  overAt: at + 2 * DAY,
  everyMs: DAY,
  limitMinutes: 1440,
  trace: null,
  policy: 'test',
  finishedAt: null,
};

interface Situation {
  readonly context?: Partial<Context>;
  readonly by?: string | null;
  readonly role?: string;
  readonly input?: Event['input'];
  readonly facts?: Event['facts'];
  readonly at?: number;
}

const holds = (
  name: string,
  { context, by = 'me', role = 'member', input = {}, facts = {}, at: when = at }: Situation,
): boolean =>
  rules[name]!.holds({
    context: { ...emptyContext, openedAt: at, ...context },
    event: { type: 'test', at: when, actor: { person: by, post: null, role }, input, facts },
  });

const me = { kind: 'person', id: 'me' } as const;
const other = { kind: 'person', id: 'other' } as const;
const theUnit = { kind: 'unit', id: 'unit' } as const;
const system: Situation = { by: null, role: 'system' };
const bad = { solved: 'no', stars: 1, comment: null, at, by: 'resident' } as const;
const fine = { ...bad, solved: 'yes', stars: 5 } as const;
const request = (kind: string, more: object = {}): Partial<Context> => ({ request: { kind, at, by: 'other', ...more } as never });
const objection = (matter: string, more: object = {}): Partial<Context> => ({
  objection: { matter, decidedAs: 'secretary', decidedBy: 'other', decidedAt: at, until: at + DAY, ...more } as never,
});
const excluded = (more: object = {}): Partial<Context> => ({
  exclusion: { ground: 'untrue', at, by: 'other', hearBy: at + DAY, ...more } as never,
});
const part = { ...me, askedAt: at };
/** 180 days from the first shelving on: 29 August is a Saturday. */
const shelvedInAll = { shelve: { dueAt: Date.parse('2026-08-31T18:00:00+08:00') } };
const urged = (by: string, ago: number): Partial<Context> => ({ urgers: [{ by, at: at - ago }] });
const looked: Event['facts'] = { showing: { alias: 'A', until: at, findings: [], named: true } };
const drafted = (by: string, photographer?: string): Partial<Context> => ({
  proposal: {
    title: sealed,
    text: sealed,
    at,
    by,
    ...(photographer && { photos: [{ photo: 'p0', side: 'before', areas: [], at, by: photographer }] }),
  },
});
const ground = (digest: string) => ({ sealed: 's', digest });
const denied = (...all: readonly (readonly [by: string | null, ground: string])[]): Partial<Context> => ({
  deniedObjections: all.map(([by, said]) => ({ by, ground: said })),
});
const pictures = (count: number): Partial<Context> => ({
  attachments: Array.from({ length: count }, (_, n) => ({ id: `p${n}`, kind: 'photo', about: 'place', at, by: 'me' })),
});
const prepared = (count: number): Partial<Context> => ({
  proposal: {
    title: sealed,
    text: sealed,
    at,
    by: 'me',
    photos: Array.from({ length: count }, (_, n) => ({ photo: `p${n}`, side: 'before', areas: [], at, by: 'me' })),
  },
});
const barred: Partial<Context> = {
  barredTexts: [
    { title: 'title', text: 'old', after: 'after' },
    { title: 'title', text: 'text' },
  ],
};
const said = (title: string, text: string) => ({ title: ground(title), text: ground(text) });
const evaluated = (...rounds: readonly object[]): Partial<Context> => ({ rounds: rounds as never });

/** By rule: situations in which it holds, and in which it does not. */
const takenBack = { system: '12345', number: 'A1', returnBy: at };

const table: Readonly<Record<string, readonly [holds: readonly Situation[], broken: readonly Situation[]]>> = {
  // 3.1: who.
  isHolder: [
    [{ context: { holder: me } }, { context: { holder: theUnit } }],
    [{ context: { holder: other } }, {}],
  ],
  isHandler: [[{ context: { handler: 'me' } }], [{ context: { handler: 'other' } }, {}]],
  isAtWork: [
    [{ context: { holder: me } }, { context: { holder: theUnit } }, { context: { holder: other, handler: 'me' } }],
    [{ context: { holder: other } }, { context: { holder: me, handler: 'other' } }, {}],
  ],
  isHandlerOrOffice: [
    [{ context: { handler: 'me' } }, { role: 'secretary' }, { role: 'community' }, { role: 'street' }, system],
    [{ context: { handler: 'other' } }, { context: { handler: 'other' }, role: 'grid-worker' }],
  ],
  isReceiver: [
    [{ context: { transfer: { to: me, at } } }, { context: { transfer: { to: theUnit, at } } }],
    [{ context: { transfer: { to: other, at } } }, { context: { transfer: { to: theUnit, at }, handler: 'me' } }, {}],
  ],
  isOwner: [
    [{ context: { resident: 'me' } }, { context: { openedBy: 'me' } }],
    [{ context: { resident: 'other' } }, { by: null }],
  ],
  isResident: [
    [{ context: { resident: 'me', openedBy: 'me' } }, { context: { resident: 'me', openedBy: 'other', source: '12345' } }],
    [
      { context: { resident: 'other', openedBy: 'me' } },
      { context: { resident: 'me', handler: 'me' } },
      { context: { resident: 'me', openedBy: 'me', source: '12345' } },
      { context: { resident: null }, by: null },
    ],
  ],
  isResidentOrToken: [[{ context: { resident: 'me' } }, system], [{ context: { resident: 'other' } }]],
  isNotHandler: [
    [{ context: { handler: 'other', formerHandlers: ['other'] } }, {}, { context: { assistants: [part] } }, system],
    [
      { context: { handler: 'me' } },
      { context: { handler: 'other', formerHandlers: ['me'] } },
      { context: { handler: null, formerHandlers: ['me'] } },
      { context: { assistants: [{ ...theUnit, askedAt: at, takenAt: at, by: 'me' }] } },
    ],
  ],
  isNotResident: [
    [{ context: { resident: 'other' } }, {}, system, { context: { resident: 'me', source: '12345' } }],
    [{ context: { resident: 'me', source: 'resident' } }, { context: { resident: 'me', source: 'proxy' } }],
  ],
  isNotOwnMatter: [
    [{ context: { resident: 'other' } }, {}, { context: { resident: 'me', openedBy: 'me', source: 'proxy' } }],
    [
      { context: { resident: 'me', openedBy: 'me', source: 'resident' } },
      { context: { resident: 'me', openedBy: 'other', source: 'proxy' } },
    ],
  ],
  isNotOwnWord: [
    [{ context: { resident: 'other' } }, {}, { context: { resident: 'me', openedBy: 'me', source: 'proxy' } }],
    [
      { context: { resident: 'me', openedBy: 'me', source: 'resident' } },
      { context: { resident: 'me', openedBy: 'other', source: 'proxy' } },
    ],
  ],
  isWriter: [
    [{ context: { resident: 'me', openedBy: 'me', source: 'window' } }],
    [
      {},
      { context: { resident: 'me', openedBy: 'me', source: 'resident' } },
      { context: { resident: 'me', openedBy: 'me', source: '12345' } },
      { context: { resident: 'other', openedBy: 'me', source: 'proxy' } },
      { context: { resident: 'other', openedBy: 'other', source: 'proxy' } },
    ],
  ],
  isNotDispatcher: [[{ context: { dispatcher: 'other' } }, {}], [{ context: { dispatcher: 'me' } }]],
  isNotRecorder: [
    [{ context: { recorded: [{ at, by: 'other', act: 'finish' }] } }, {}],
    [{ context: { recorded: [{ at, by: 'me', act: 'finish' }] } }],
  ],
  isNotFinder: [
    [{ context: { resident: 'other', openedBy: 'me' } }, { context: { resident: null, openedBy: 'other' } }],
    [{ context: { resident: null, openedBy: 'me' } }],
  ],
  isNotCaller: [
    [{ context: { callbacks: [{ at, by: 'other', outcome: 'confirmed' }] } }, {}],
    [{ context: { callbacks: [{ at, by: 'me', outcome: 'confirmed' }] } }],
  ],
  isNotPublisher: [[{ context: { publisher: 'other' } }, {}], [{ context: { publisher: 'me' } }]],
  isNotShower: [
    [
      { context: { publisher: 'other', proposal: { title: sealed, text: sealed, at, by: 'other' } }, input: { upheld: false } },
      { context: { publisher: 'me' } },
      { context: { publisher: 'me' }, input: { upheld: true } },
    ],
    [
      { context: { publisher: 'me' }, input: { upheld: false } },
      { context: { publisher: 'other', proposal: { title: sealed, text: sealed, at, by: 'me' } }, input: { upheld: false } },
    ],
  ],
  isSecondPerson: [
    [{ context: request('pause') }, system],
    [{ context: { request: { kind: 'downgrade', to: 'U2', at, by: 'me' } } }],
  ],
  isDecider: [
    [
      { context: request('extension'), role: 'secretary' },
      { context: { ...request('extension'), dispatchedAs: 'street' }, role: 'street' },
      { context: { ...request('pause'), dispatchedAs: 'secretary' }, role: 'community' },
      { context: { ...request('return'), dispatchedAs: 'secretary', dispatcher: 'other' }, role: 'community' },
      { context: { ...request('return'), dispatchedAs: 'street', dispatcher: 'other' }, role: 'street' },
      { context: { ...request('return'), dispatchedAs: 'street', dispatcher: 'other' }, role: 'leader' },
      { context: request('shelving'), role: 'street' },
      { context: { request: { kind: 'downgrade', to: 'U2', at, by: 'other' } }, role: 'secretary' },
    ],
    [
      { context: { ...request('extension'), dispatchedAs: 'street' }, role: 'secretary' },
      { context: { ...request('pause'), dispatchedAs: 'community' }, role: 'secretary' },
      { context: request('extension'), role: 'leader' },
      { context: { ...request('return'), dispatchedAs: 'secretary' }, role: 'secretary' },
      { context: { ...request('return'), dispatchedAs: 'secretary', dispatcher: 'me' }, role: 'community' },
      { context: { ...request('return'), dispatchedAs: 'street', dispatcher: 'me' }, role: 'street' },
      { context: request('shelving'), role: 'community' },
    ],
  ],
  isAboveDecider: [
    [
      { context: objection('refusal'), role: 'community' },
      { context: objection('refusal', { decidedAs: 'street' }), role: 'street' },
      { context: objection('refusal', { decidedAs: 'street' }), role: 'leader' },
    ],
    [
      { context: objection('refusal'), role: 'secretary' },
      { context: objection('refusal', { decidedAs: 'community' }), role: 'community' },
      { context: objection('refusal', { decidedBy: 'me' }), role: 'community' },
      { context: objection('refusal', { decidedAs: 'street', decidedBy: 'me' }), role: 'street' },
    ],
  ],
  isDesk: [
    [{ role: 'secretary' }, { role: 'community' }, { role: 'street' }, { role: 'discipline' }, system],
    [{}, { role: 'window' }],
  ],
  isClerk: [
    [{ role: 'window' }, { role: 'secretary' }, { role: 'community' }, { role: 'street' }],
    [{}, { role: 'publisher' }],
  ],
  isForPerson: [[{ context: { holder: me } }], [{ context: { holder: theUnit } }, {}]],
  isStreet: [
    [{ role: 'street' }, { role: 'discipline' }],
    [{ role: 'community' }, { role: 'secretary' }],
  ],

  // 2.2, 2.6: intake.
  isKeptHere: [[{ input: { category: '0101' } }, { input: { category: '1101' } }, {}], [{ input: { category: '1102' } }]],
  namesSource: [
    [
      { input: { category: '0101', source: 'patrol' }, role: 'grid-worker' },
      { input: { category: '0101' }, role: 'resident' },
    ],
    [{ input: { category: '0101' }, role: 'grid-worker' }],
  ],
  recordsConsent: [
    [
      { input: { publishConsent: true, consentHow: 'in-person' } },
      { input: { publishConsent: true }, role: 'resident' },
      { input: { publishConsent: true, source: 'resident' }, role: 'window' },
      { input: { detailsConsent: 'guardian', consentHow: 'phone' } },
      { input: { detailsConsent: 'none' } },
      {},
    ],
    [
      { input: { publishConsent: true }, role: 'window' },
      { input: { publishConsent: true, source: 'resident', onBehalfOf: 'other' }, role: 'window' },
      { input: { detailsConsent: 'guardian' }, role: 'window' },
      { input: { detailsConsent: 'self' }, role: 'window' },
    ],
  ],
  consentsWithoutAccount: [
    [
      {},
      { context: { openedAt: 0 }, input: { detailsConsent: 'self' }, role: 'window' },
      { context: { openedAt: 0 }, input: { detailsConsent: 'guardian', source: 'patrol' }, role: 'grid-worker' },
      { context: { source: 'proxy', resident: 'clerk', openedBy: 'clerk' }, input: { detailsConsent: 'none' } },
      { context: { source: 'patrol', resident: null, openedBy: 'clerk' }, input: { detailsConsent: 'guardian' } },
    ],
    [
      { context: { openedAt: 0 }, input: { detailsConsent: 'self' }, role: 'resident' },
      { context: { openedAt: 0 }, input: { detailsConsent: 'self', onBehalfOf: 'other' }, role: 'window' },
      { context: { source: 'resident', resident: 'other', openedBy: 'other' }, input: { detailsConsent: 'guardian' } },
      { context: { source: 'proxy', resident: 'other', openedBy: 'clerk' }, input: { detailsConsent: 'none' } },
    ],
  ],
  isUnconfirmed: [[{ context: { unconfirmed: true } }], [{}, { context: { unconfirmed: false } }]],
  isNotPlacer: [
    [{ context: { openedBy: 'other' } }, { context: { openedBy: 'me', resident: 'me' } }],
    [{ context: { openedBy: 'me', resident: 'other' } }],
  ],
  wantsDraft: [[{ input: { draft: true } }], [{}, { input: { draft: true, callBack: true } }]],
  wantsCall: [[{ input: { callBack: true } }], [{}]],
  settlesAtOnce: [
    [
      { input: { settle: {} }, role: 'window' },
      { input: { settle: {} }, role: 'secretary' },
    ],
    [{ input: { settle: {} }, role: 'resident' }, { role: 'window' }],
  ],
  settlesNot: [[{}], [{ input: { settle: {} } }]],
  keepsUrgency: [
    [{ context: { urgency: 'U2' }, input: { urgency: 'U3' } }, { context: { urgency: 'U1' }, input: { urgency: 'U0' } }, {}],
    [
      { context: { urgency: 'U0' }, input: { urgency: 'U2' } },
      { context: { urgency: 'U1' }, input: { urgency: 'U2' } },
    ],
  ],
  changesUrgency: [[{ context: { urgency: 'U2' }, input: { to: 'U1' } }], [{ context: { urgency: 'U2' }, input: { to: 'U2' } }]],
  isSubmitted: [
    [
      { context: { admittedAt: at } },
      { context: { clocks: { intake: clock } } },
      { context: { clocks: { intake: { ...clock, finishedAt: at } } } },
    ],
    [{}, { context: { openedAt: 0, admittedAt: at } }],
  ],
  isOtherCategory: [
    [{ context: { category: '0101' }, input: { to: '0102' } }, { context: { category: '0101' } }],
    [{ context: { category: '0101' }, input: { to: '0101' } }],
  ],
  isNoKeptApart: [
    [{ context: { category: '0101' }, input: { to: '0801' } }, { context: { category: '0101' } }],
    [
      { context: { category: '0101' }, input: { to: '0506' } },
      { context: { category: '0503' }, input: { to: '0506' } },
      { context: { category: '0101' }, input: { to: '1101' } },
      { context: { category: '0101' }, input: { to: '1102' } },
      { context: { category: '0506' }, input: { to: '0503' } },
      { context: { category: '1101' }, input: { to: '1003' } },
      { context: { category: '1101' } },
    ],
  ],
  keepsSeal: [
    [
      { context: { category: '0101' }, input: { to: '0102' } },
      { context: { category: '0801', sealed: true }, input: { to: '0804' } },
      { context: { category: '0801', sealed: true } },
    ],
    [
      { context: { category: '0101' }, input: { to: '0801' } },
      { context: { category: '0801', sealed: true }, input: { to: '0802' } },
    ],
  ],
  isDowngrade: [
    [{ context: { urgency: 'U0' }, input: { to: 'U1' } }],
    [
      { context: { urgency: 'U2' }, input: { to: 'U3' } },
      { context: { urgency: 'U2' }, input: { to: 'U1' } },
    ],
  ],
  isNoDowngrade: [[{ context: { urgency: 'U2' }, input: { to: 'U3' } }], [{ context: { urgency: 'U1' }, input: { to: 'U2' } }]],
  isNotPaused: [[{}], [{ context: { clocks: { pause: clock } } }, { context: { shelvedUntil: at + DAY } }]],
  isTakenBack: [
    [{}, { context: { reference: { system: '12345', number: 'A1' } } }, { context: { reference: takenBack }, at }],
    [{ context: { reference: takenBack }, at: at + 1 }],
  ],
  isOpen: [[{}], [{ context: { closedAt: at } }, { context: { openedAt: 0 } }]],
  isAdmitted: [[{ context: { admittedAt: at } }], [{}]],
  isUnfinished: [[{}], [{ context: { finishedAt: at } }, { context: { closedAt: at } }]],
  consultsOnce: [
    [{}, { context: { clocks: { consult: { ...clock, finishedAt: at } }, dispatchedAt: at } }],
    [
      { context: { clocks: { consult: clock } } },
      { context: { clocks: { consult: { ...clock, finishedAt: at } } } },
      { context: { clocks: { consult: { ...clock, finishedAt: at + 1 } }, dispatchedAt: at } },
    ],
  ],
  hasNoParent: [[{ facts: { parent: { merged: false } } }, {}], [{ facts: { parent: { merged: true } } }]],
  hasNoChildren: [[{}, { context: { children: [] } }], [{ context: { children: ['c'] } }]],
  isParents: [[{ context: { parent: 'p' }, input: { parent: 'p' } }, {}], [{ context: { parent: 'p' }, input: { parent: 'q' } }]],
  mayObject: [
    [{ context: objection('refusal') }],
    [{}, { context: objection('refusal', { raisedAt: at }) }, { context: objection('refusal'), at: at + 2 * DAY }],
  ],
  objectsToRunning: [
    [{ context: objection('pause') }, { context: objection('downgrade') }],
    [{ context: objection('refusal') }, { context: objection('merging') }],
  ],
  waitsForNoReview: [
    [
      {},
      { context: objection('merging') },
      { context: objection('refusal', { raisedAt: at, upheld: true }) },
      { context: objection('pause', { raisedAt: at }) },
      { context: objection('downgrade', { raisedAt: at }) },
    ],
    [{ context: objection('merging', { raisedAt: at }) }, { context: objection('refusal', { raisedAt: at }) }],
  ],
  isObjected: [
    [{ context: objection('pause', { raisedAt: at }) }],
    [{ context: objection('pause') }, { context: objection('pause', { raisedAt: at, upheld: false }) }],
  ],
  isAboutRefusal: [[{ context: objection('refusal') }], [{ context: objection('merging') }, {}]],
  isAboutDowngrade: [[{ context: objection('downgrade') }], [{ context: objection('pause') }, {}]],
  isAboutPause: [
    [{ context: { ...objection('pause'), clocks: { pause: clock } } }],
    [
      { context: { ...objection('downgrade'), clocks: { pause: clock } } },
      { context: { ...objection('pause', { decidedAt: at - DAY }), clocks: { pause: clock } } },
      { context: objection('pause') },
      {},
    ],
  ],
  isUpheld: [[{ input: { upheld: true } }, {}], [{ input: { upheld: false } }]],

  // 5.5: what is not counted.
  mayBeExcluded: [
    [
      {},
      { context: excluded({ excluded: false }) },
      { context: excluded({ excluded: false }), input: { ground: 'force-majeure' } },
    ],
    [
      { context: excluded() },
      { context: excluded({ excluded: true }), input: { ground: 'force-majeure' } },
      { context: excluded({ excluded: false }), input: { ground: 'untrue' } },
      { context: excluded({ excluded: false, contestedAt: at }), input: { ground: 'force-majeure' } },
      { context: excluded({ excluded: false, before: ['force-majeure'] }), input: { ground: 'force-majeure' } },
    ],
  ],
  wentRight: [[{}], [{ context: { falseAt: at } }, { context: { leakedAt: at } }]],
  citesDocument: [
    [{}, { input: { ground: 'untrue' } }, { input: { ground: 'force-majeure', document: '望府〔2026〕1号' } }],
    [{ input: { ground: 'force-majeure' } }],
  ],
  isProposed: [[{ context: excluded() }], [{}, { context: excluded({ excluded: true }) }]],
  isConcerned: [
    [{ context: { resident: 'me' } }, { context: { openedBy: 'me' } }, { context: { handler: 'me' } }],
    [{}, { context: { dispatcher: 'me' } }, { context: { resident: null }, by: null }],
  ],
  isNewToIt: [
    [{ context: excluded() }, { context: excluded({ decidedBy: 'another' }) }],
    [{ context: excluded({ by: 'me' }) }, { context: excluded({ decidedBy: 'me' }) }, { by: null }],
  ],
  isOtherUnit: [
    [{ context: { holder: theUnit }, facts: { holds: ['street'] } }, { context: { holder: theUnit } }],
    [
      { context: { holder: theUnit }, facts: { holds: ['unit'] } },
      { context: { unit: { id: 'unit', code: '', path: '' } }, facts: { holds: ['unit'] } },
      { context: { holder: me }, facts: { holds: ['community'], involved: ['grid', 'community'] } },
    ],
  ],
  isHeard: [
    [
      { context: { ...excluded({ heard: ['r', 'h'] }), resident: 'r', handler: 'h' } },
      { context: { ...excluded({ heard: ['h'] }), resident: null, handler: 'h' } },
      { context: { ...excluded(), resident: 'r' }, at: at + DAY },
    ],
    [
      { context: { ...excluded({ heard: ['h'] }), resident: 'r', handler: 'h' } },
      // A clerk stands as the resident of somebody without an account.
      { context: { ...excluded({ heard: ['r', 'h'] }), resident: 'r', openedBy: 'r', source: 'proxy', handler: 'h' } },
    ],
  ],
  isContested: [
    [{ context: excluded({ excluded: true, contestedAt: at }) }],
    [{}, { context: excluded({ excluded: true }) }, { context: excluded({ excluded: true, contestedAt: at, judgedAt: at }) }],
  ],
  mayContest: [
    [
      { context: { ...excluded({ excluded: true, contestBy: at }), resident: 'me' } },
      { context: { ...excluded({ excluded: false, contestBy: at }), handler: 'me' } },
    ],
    [
      {},
      { context: { ...excluded(), resident: 'me' } },
      { context: { ...excluded({ excluded: true, contestBy: at }), handler: 'me' } },
      { context: { ...excluded({ excluded: false, contestBy: at }), resident: 'me' } },
      { context: { ...excluded({ excluded: true, contestBy: at }), resident: 'me' }, at: at + 1 },
      { context: { ...excluded({ excluded: true, contestBy: at, contestedAt: at }), resident: 'me' } },
      // Who settled on the spot what he placed for another speaks for himself.
      { context: { ...excluded({ excluded: true, contestBy: at }), openedBy: 'me', handler: 'me' } },
    ],
  ],
  hasRoomForNotes: [[{}], [{ context: { notes: Array.from({ length: 100 }, () => ({ at, by: 'me', text: sealed })) } }]],

  // 2.4, 2.6: dispatch.
  designates: [
    [
      { context: { returns: 1 }, role: 'secretary' },
      { context: { returns: 2 }, role: 'street' },
      { context: { returns: 2 }, by: null, role: 'system' },
    ],
    [{ context: { returns: 2, dispatchedAs: 'secretary' }, role: 'secretary' }],
  ],
  isForPool: [[{ input: { how: 'claim' } }], [{ input: { how: 'assign' } }, {}]],
  isNotDesignated: [[{}], [{ context: { designated: { at, as: 'street' } } }]],
  mayDecline: [
    [{ context: { holder: me } }, { context: { holder: { kind: 'team', id: 't' } } }],
    [{ context: { holder: theUnit } }],
  ],
  isUnclaimed: [[{}], [{ context: { claimedAt: at } }]],
  hasReturnsLeft: [[{}, { context: { returnsAsked: 1 } }], [{ context: { returnsAsked: 2 } }]],
  mayReturn: [[{ context: { returnBy: at + DAY } }, {}], [{ context: { returnBy: null } }]],
  isInReturnWindow: [[{ context: { returnBy: at } }, {}], [{ context: { returnBy: at }, at: at + 1 }]],
  isWhistled: [
    [{ context: { assistants: [{ ...part, whistled: 'member' }] } }],
    [{ context: { assistants: [part] } }, { context: { assistants: [{ ...part, whistled: 'lead', takenAt: at }] } }],
  ],

  // 2.4, 2.6: work.
  hasNoRequest: [[{}], [{ context: request('pause') }]],
  hasRequest: [[{ context: request('pause') }], [{}]],
  asksReturn: [[{ context: request('return') }], [{ context: request('pause') }, {}]],
  asksOther: [[{ context: request('pause') }], [{ context: request('return') }]],
  isGranted: [[{ input: { granted: true } }, {}], [{ input: { granted: false } }]],
  grantsExtension: [
    [{ context: request('extension'), input: { granted: true } }],
    [{ context: request('extension'), input: { granted: false } }, { context: request('pause') }],
  ],
  grantsPause: [
    [{ context: request('pause') }],
    [{ context: request('pause'), input: { granted: false } }, { context: request('shelving') }],
  ],
  grantsShelving: [
    [{ context: request('shelving') }],
    [{ context: request('shelving'), input: { granted: false } }, { context: request('pause') }],
  ],
  grantsDowngrade: [
    [{ context: request('downgrade') }],
    [{ context: request('downgrade'), input: { granted: false } }, { context: request('pause') }],
  ],
  refusesAny: [[{ input: { granted: false } }], [{ input: { granted: true } }, {}]],
  isBeforeDue: [[{ context: { clocks: { whole: clock } } }], [{ context: { clocks: { whole: clock } }, at: at + DAY }, {}]],
  mayBeExtended: [[{ context: { urgency: 'U1' } }, {}], [{ context: { urgency: 'U0' } }]],
  shelvesInTime: [
    [{ input: { target: '2026-08-31T18:00:00+08:00' }, facts: shelvedInAll }, { facts: shelvedInAll }, {}],
    [
      { input: { target: '2026-08-31T18:00:01+08:00' }, facts: shelvedInAll },
      { input: { target: '2026-03-01T09:00:00+08:00' }, facts: shelvedInAll },
      { input: { target: '2026-08-30T09:00:00+08:00' }, context: { firstShelvedAt: at - DAY } },
    ],
  ],
  hasReported: [
    [{}, { context: { clocks: { report: { startedAt: at, dueAt: at, finishedAt: at } } } }],
    [{ context: { clocks: { report: clock } } }],
  ],
  isAskedFor: [
    [
      { context: { clocks: { cordon: clock } } },
      { context: { clocks: { cordon: clock, report: clock } }, input: { requirement: 'report' } },
    ],
    [{}, { context: { clocks: { cordon: clock } }, input: { requirement: 'report' } }],
  ],
  wasReached: [[{ input: { reached: true } }, {}], [{ input: { reached: false } }]],
  wasNotReached: [[{ input: { reached: false } }], [{ input: { reached: true } }, {}]],
  stoodInRework: [
    [{ context: { clocks: { rework: clock } } }, { context: { stopped: { name: 'rework', clock, at } } }],
    [{ context: { clocks: { whole: clock } } }, { context: { stopped: { name: 'whole', clock, at } } }],
  ],
  owesContact: [
    [
      { context: { clocks: { pause: clock, contact: { ...clock, finishedAt: at } } } },
      {
        context: {
          clocks: { contact: { ...clock, finishedAt: at + HOUR } },
          shelvedUntil: at + DAY,
          stopped: { name: 'whole', clock, at: at + HOUR },
        },
      },
    ],
    [
      { context: { clocks: { pause: clock, contact: { ...clock, finishedAt: at } }, contactedAt: at } },
      { context: { clocks: { pause: clock, contact: { ...clock, finishedAt: at - HOUR } }, contactedAt: at - HOUR } },
      { context: { clocks: { contact: { ...clock, finishedAt: at } } } },
      {},
    ],
  ],
  wasAccepted: [
    [{ context: request('return', { from: 'accepted' }) }],
    [{ context: request('return', { from: 'working' }) }, {}],
  ],
  wasWorking: [
    [{ context: request('return', { from: 'working' }) }],
    [{ context: request('return', { from: 'dispatched' }) }, {}],
  ],
  hasNoOpenParts: [
    [{}, { context: { assistants: [part] } }, { context: { assistants: [{ ...part, takenAt: at, doneAt: at }] } }],
    [{ context: { assistants: [{ ...part, takenAt: at }] } }],
  ],
  hasRoomForParts: [[{}], [{ context: { assistants: Array.from({ length: 12 }, () => part) } }]],
  hasPart: [
    [{ context: { assistants: [part] } }],
    [{}, { context: { assistants: [{ ...other, askedAt: at }] } }, { context: { assistants: [{ ...part, takenAt: at }] } }],
  ],
  isNotWhistled: [[{ context: { assistants: [part] } }, {}], [{ context: { assistants: [{ ...part, whistled: 'member' }] } }]],
  hasTakenPart: [
    [{ context: { assistants: [{ ...part, takenAt: at }] } }],
    [{ context: { assistants: [part] } }, { context: { assistants: [{ ...part, takenAt: at, doneAt: at }] } }],
  ],
  hasOpenPart: [
    [{ context: { assistants: [part] }, input: { part: 'me' } }],
    [{ context: { assistants: [part] }, input: { part: 'other' } }, {}],
  ],
  hasNoTransfer: [[{}], [{ context: { transfer: { to: other, at } } }]],
  isUrgedRarely: [
    [
      {},
      { context: urged('me', DAY) },
      { context: { ...urged('me', HOUR), urgency: 'U1' } },
      { context: { ...urged('me', HOUR / 4), urgency: 'U0' } },
      // Each by himself.
      { context: urged('other', 1) },
    ],
    [
      { context: urged('me', DAY - 1) },
      { context: { ...urged('me', HOUR - 1), urgency: 'U1' } },
      { context: { ...urged('me', HOUR / 4 - 1), urgency: 'U0' } },
    ],
  ],
  hasLevelAbove: [
    [{ facts: { above: 'u' } }, {}],
    [{ facts: { above: null } }, { context: { atTop: true }, facts: { above: 'u' } }],
  ],
  goesUpAdmitted: [[{ context: { admittedAt: at } }, system], [{}]],
  isByRule: [[system], [{}]],
  escalatesWithCause: [[{ input: { ground: 'other', reason: sealed } }, system, {}], [{ input: { ground: 'other' } }]],

  // 5.1, 7: evaluation and publication.
  isUnhappy: [[{ input: { solved: 'no' } }, { input: { solved: 'yes', stars: 2 } }], [{ input: { solved: 'partly', stars: 3 } }]],
  wasUnhappy: [[{ context: evaluated(bad) }], [{}, { context: evaluated(fine) }]],
  isUnhappyTooOften: [[{ context: evaluated(bad, bad) }], [{ context: evaluated(bad) }, { context: evaluated(bad, fine) }]],
  mayChange: [
    [{ context: evaluated({ ...fine, changeBy: at }) }],
    [{ context: evaluated({ ...fine, changeBy: at }), at: at + 1 }, {}],
  ],
  isNotOverruling: [
    [
      {},
      { context: evaluated(fine), input: { solved: 'yes', stars: 4 } },
      { context: evaluated({ ...fine, byToken: true }) },
      { context: evaluated({ ...fine, byToken: true }), input: { solved: 'no', stars: 3 } },
    ],
    [{ context: evaluated({ ...fine, byToken: true }), input: { solved: 'yes', stars: 4 } }],
  ],
  mayReview: [
    [{ context: evaluated({ ...bad, reviewBy: at }) }],
    [
      { context: evaluated({ ...fine, reviewBy: at }) },
      { context: evaluated({ ...bad, reviewBy: at, reviewedBy: 'x' }) },
      { context: evaluated({ ...bad, reviewBy: at }), at: at + 1 },
      {},
    ],
  ],
  isRecent: [[{ context: { closedAt: at - 30 * DAY } }, {}], [{ context: { closedAt: at - 30 * DAY - 1 } }]],
  mayBePublished: [
    [{ context: { publishConsent: true } }],
    [{}, { context: { publishConsent: true, publishAfter: 'evaluation' } }],
  ],
  mayBePublishedNow: [[{ context: { publishConsent: true, publishAfter: 'evaluation' } }], [{}]],
  isScanned: [
    [
      {},
      {
        facts: { showing: { findings: ['text:0-3:name'] } },
        context: { proposal: { title: sealed, text: sealed, at, by: 'me', cleared: ['text:0-3:name'] } },
      },
    ],
    [{ facts: { showing: { findings: ['text:0-3:name'] } } }],
  ],
  isPreviewed: [
    [
      {},
      { facts: looked, context: drafted('me') },
      { facts: looked, context: drafted('other'), input: { proposal: draftOf({ title: sealed }) } },
      { facts: looked, context: drafted('me', 'me'), input: {} },
    ],
    [
      { facts: looked, context: drafted('other') },
      // The text is his own; a photograph is not.
      { facts: looked, context: drafted('me', 'other') },
      { facts: looked, context: drafted('me'), input: { proposal: draftOf({ title: { sealed: 'before' } }) } },
      { facts: looked, context: drafted('me', 'me'), input: { proposal: draftOf({ title: sealed }) } },
      { facts: looked, input: { proposal: draftOf({ title: sealed }) } },
    ],
  ],
  isNewGround: [
    [
      {},
      { input: { reason: ground('one'), contact: ground('mine') } },
      { context: denied(['mine', 'one']), input: { reason: ground('two'), contact: ground('mine') } },
      { context: denied(['mine', 'one']), input: { reason: ground('one'), contact: ground('other') } },
      { context: denied(['mine', 'one'], ['mine', 'two']), input: { reason: ground('three') } },
    ],
    [
      { context: denied(['mine', 'one']), input: { reason: ground('one'), contact: ground('mine') } },
      { context: denied(['mine', 'one'], ['mine', 'two']), input: { reason: ground('three'), contact: ground('mine') } },
      { context: denied([null, 'one']), input: { reason: ground('one') } },
      { context: denied([null, 'one'], [null, 'two']), input: { reason: ground('three') } },
    ],
  ],
  isPhotoOfOrder: [
    [{ context: pictures(1) }, { context: pictures(1), input: { photo: 'p0' } }],
    [
      {},
      { context: pictures(1), input: { photo: 'p1' } },
      { context: { attachments: [{ id: 'p0', kind: 'paper', about: 'place', at, by: 'me' }] }, input: { photo: 'p0' } },
    ],
  ],
  hasRoomForPhoto: [
    [{}, { context: prepared(5), input: { photo: 'p9' } }, { context: prepared(6), input: { photo: 'p0' } }],
    [{ context: prepared(6), input: { photo: 'p9' } }],
  ],
  isOnBoard: [
    [{}, { context: { showing: { alias: 'a', until: at + 1, fields: [] } } }],
    [{ context: { showing: { alias: 'a', until: at, fields: [] } } }],
  ],
  isCorrected: [
    [
      {},
      { context: barred, input: said('title', 'another') },
      { context: barred, input: { ...said('title', 'text'), after: ground('after') } },
      { context: barred, input: said('title', 'old') },
    ],
    [
      { context: barred, input: said('title', 'text') },
      { context: barred, input: { ...said('title', 'old'), after: ground('after') } },
    ],
  ],
  isNotAsUpheld: [[{}, { facts: looked }], [{ facts: { showing: { ...looked['showing'], asUpheld: true } } }]],
  isPrepared: [
    [{ context: prepared(1) }, { context: prepared(1), input: { photo: 'p0' } }],
    [{}, { context: prepared(1), input: { photo: 'p1' } }],
  ],
  upholds: [[{ input: { upheld: true } }], [{ input: { upheld: false } }]],
  waitsForEvaluation: [
    [{ context: { publishConsent: true, publishAfter: 'evaluation' } }],
    [{ context: { publishConsent: true } }, {}],
  ],
  hasConsent: [[{ context: { publishConsent: true } }], [{}]],
  hasNoConsent: [[{}], [{ context: { publishConsent: true } }]],
  mayBeShown: [[{}], [{ context: { sealed: true } }]],
  isOpenOrDone: [[{}, { context: { closedAt: at, finishedAt: at } }], [{ context: { closedAt: at } }]],
  isDone: [[{ context: { finishedAt: at } }], [{}]],
};

test.each(Object.keys(rules))('%s', (name) => {
  const [held, broken] = table[name] ?? [[], []];
  expect(held.length, `no situation in which ${name} holds`).toBeGreaterThan(0);
  expect(broken.length, `no situation in which ${name} is broken`).toBeGreaterThan(0);
  for (const situation of held) expect([situation, holds(name, situation)]).toEqual([situation, true]);
  for (const situation of broken) expect([situation, holds(name, situation)]).toEqual([situation, false]);
});

test('the table names no rule that is not there', () => {
  expect(Object.keys(table).filter((name) => !(name in rules))).toEqual([]);
});

/** Of what stood on the board: how an objection to it was decided. */
const wentBy = ({ upheld }: { readonly upheld: boolean }, more: Partial<Context> = {}): Context => ({
  ...emptyContext,
  publishedAt: at,
  publicObjection: { at, text: sealed, contact: null, upheld },
  proposal: { title: ground('title'), text: ground('text'), at, by: 'me' },
  ...more,
});
const wrong = { title: 'title', text: 'text' };
test.each([
  ['what an objection was upheld against', wentBy({ upheld: true }), [wrong]],
  ['what one was upheld against before, too', wentBy({ upheld: true }, barred), [...(barred.barredTexts ?? []), wrong]],
  ['not what had photographs: those may be what was wrong', wentBy({ upheld: true }, prepared(1)), []],
  ['not what its publisher took down', wentBy({ upheld: false }), []],
  ['not what was published since', wentBy({ upheld: true }, { publishedAt: at + 1 }), []],
] as const)('not proposed again: %s', (_, context, texts) => {
  expect(barredTextsOf(context)).toEqual(texts);
});
