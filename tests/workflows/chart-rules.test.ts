// Each rule of mediation, visits, tasks and warnings by its name: where it holds, and where it stands against a command. The lives
// in their own folders try them in the course of a matter.
import { emptyContext as deliberation } from '@six-order/workflows/deliberation/context';
import { deliberationChartRules } from '@six-order/workflows/deliberation/rules';
import { emptyContext as emergency } from '@six-order/workflows/emergency/context';
import { emergencyChartRules } from '@six-order/workflows/emergency/rules';
import { emptyContext as mediation } from '@six-order/workflows/mediation/context';
import { mediationChartRules } from '@six-order/workflows/mediation/rules';
import { emptyContext as referral } from '@six-order/workflows/referral/context';
import { referralChartRules } from '@six-order/workflows/referral/rules';
import { emptyContext as task } from '@six-order/workflows/task/context';
import { taskChartRules } from '@six-order/workflows/task/rules';
import { emptyContext as visit } from '@six-order/workflows/visit/context';
import { visitChartRules } from '@six-order/workflows/visit/rules';
import { emptyContext as warning } from '@six-order/workflows/warning/context';
import { warningRules } from '@six-order/workflows/warning/rules';
import { describe, expect, test } from 'vitest';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const said = { at, by: 'me', text: null };
const party = { persons: ['me'], unit: null, name: null };
const firm = { persons: [], unit: 'u-firm', name: null };

interface Situation {
  readonly context?: Readonly<Record<string, unknown>>;
  readonly by?: string | null;
  readonly role?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
}
type Rules = Readonly<Record<string, { readonly holds: (args: never) => boolean }>>;
/** By rule: situations in which it holds, and in which it does not. */
type Table = Readonly<Record<string, readonly [holds: readonly Situation[], broken: readonly Situation[]]>>;

const byRule: Situation = { by: null, role: 'system' };
const signed = (a: string, b?: string) => ({ signed: { a, ...(b !== undefined && { b }) } });
const confirmation = (more: object) => ({
  context: { confirmation: { appliedAt: at, ruledAt: null, confirmed: null, ...more } },
});

const ofMediation: Table = {
  'is-mediator': [[{ context: { mediator: 'me' } }], [{ context: { mediator: 'other' } }, { by: null }]],
  'is-not-mediator': [[{ context: { mediator: 'other' } }, byRule], [{ context: { mediator: 'me' } }]],
  'asked-or-mediates': [
    [{ context: { openedBy: 'me' } }, { context: { resident: 'me' } }, { context: { mediator: 'me' } }],
    [{ context: { openedBy: 'other', resident: 'other', mediator: 'other' } }, byRule],
  ],
  'is-mediator-or-office': [
    [{ context: { mediator: 'me' } }, { context: { mediator: 'other' }, role: 'street' }],
    [{ context: { mediator: 'other' } }, { role: 'street' }],
  ],
  'goes-to-another': [
    [{ context: { mediator: 'me' } }, { context: { mediator: 'me' }, input: { person: 'other' } }],
    [
      { context: { mediator: 'me' }, input: { person: 'me' } },
      { context: { mediator: 'me', excluded: ['other'] }, input: { person: 'other' } },
    ],
  ],
  'is-not-excluded': [[{ context: { excluded: ['other'] } }, byRule], [{ context: { excluded: ['other', 'me'] } }]],
  'is-party': [
    [
      { context: { parties: { a: party, b: mediation.parties.b } } },
      { context: { parties: { a: mediation.parties.a, b: party } } },
      { context: { parties: { a: mediation.parties.a, b: firm } }, role: 'property' },
    ],
    [
      {},
      { context: { parties: { a: mediation.parties.a, b: firm } }, role: 'resident' },
      { ...byRule, context: { parties: { a: party, b: party } } },
    ],
  ],
  'has-rung-above': [[{}, { facts: { rung: { rung: 2 } } }], [{ facts: { rung: null } }]],
  'is-top': [[{ context: { standing: { ...mediation.standing, last: true } } }], [{}]],
  'is-mediator-or-rule': [
    [
      { context: { mediator: 'me' } },
      byRule,
      { ...byRule, facts: { unattended: true } },
      { ...byRule, facts: { unattended: false }, context: { clocks: { rung: { dueAt: at, finishedAt: null } } } },
      // Asked for by a machine whose time is ahead.
      { ...byRule, facts: { unattended: false }, context: { clocks: { rung: { dueAt: at + 2_000, finishedAt: null } } } },
    ],
    [
      { context: { mediator: 'other' } },
      {},
      { ...byRule, facts: { unattended: false } },
      { ...byRule, facts: { unattended: false }, context: { clocks: { rung: { dueAt: at + 2_001, finishedAt: null } } } },
      { ...byRule, facts: { unattended: true }, context: { mediator: 'other' } },
      { ...byRule, facts: { unattended: true }, context: { standing: { ...mediation.standing, last: true } } },
    ],
  ],
  'both-signed': [
    [{}, { input: { form: 'written', ...signed('signed', 'fingerprint') } }],
    [{ input: { form: 'written', ...signed('signed') } }, { input: { form: 'oral' } }],
  ],
  'written-is-signed': [
    [
      { input: { form: 'oral', ...signed('recorded', 'recorded') } },
      { input: { form: 'written', ...signed('signed', 'signed') } },
    ],
    [{ input: { form: 'written', ...signed('signed', 'recorded') } }],
  ],
  'asked-together': [[{}, { input: { together: true } }], [{ input: { together: false } }]],
  'within-confirmation': [
    [{ context: { agreement: said, clocks: { confirmation: { dueAt: at } } } }],
    [
      { context: { agreement: said, clocks: { confirmation: { dueAt: at - 1 } } } },
      { context: { clocks: { confirmation: { dueAt: at } } } },
      { context: { agreement: said } },
    ],
  ],
  'not-asked-yet': [[{}], [confirmation({})]],
  'waits-for-ruling': [[confirmation({})], [{}, confirmation({ ruledAt: at, confirmed: true })]],
  'is-kept': [
    [{}, { input: { kept: 'yes' } }],
    [{ input: { kept: 'partly' } }, { input: { kept: 'no' } }],
  ],
  'is-partly-kept': [[{ input: { kept: 'partly' } }], [{ input: { kept: 'yes' } }, { input: { kept: 'no' } }, {}]],
  'is-broken': [[{ input: { kept: 'no' } }], [{ input: { kept: 'yes' } }, { input: { kept: 'partly' } }, {}]],
  'has-room': [
    [{ context: { sessions: Array.from({ length: 99 }, () => said) } }],
    [{ context: { sessions: Array.from({ length: 100 }, () => said) } }],
  ],
};

const ofVisits: Table = {
  'is-visitor': [[{ context: { visitor: 'me' } }], [{ context: { visitor: 'other', plannedBy: 'me' } }, byRule]],
  'is-planner': [
    [{ context: { visitor: 'me' } }, { context: { visitor: 'other', plannedBy: 'me' } }],
    [{ context: { visitor: 'other', plannedBy: 'other' } }, { ...byRule, context: { plannedBy: null } }],
  ],
  'is-planner-or-office': [
    [{ context: { visitor: 'me' } }, { context: { plannedBy: 'me' } }, { context: { visitor: 'other' }, role: 'community' }],
    [{ context: { visitor: 'other', plannedBy: 'other' } }, byRule],
  ],
  'is-away-again': [
    [{ input: { outcome: 'away' }, facts: { after: { attempts: 2 } } }],
    [
      { input: { outcome: 'met' }, facts: { after: { attempts: 2 } } },
      { input: { outcome: 'away' }, facts: { after: { attempts: 2 } }, context: { records: [said] } },
      { input: { outcome: 'away' } },
    ],
  ],
  'is-not-linked': [
    [{ input: { order: 'o' }, context: { orders: ['p'] } }],
    [{ input: { order: 'o' }, context: { orders: ['p', 'o'] } }],
  ],
  'has-room': [
    [{ context: { orders: Array.from({ length: 19 }, (_, n) => `${n}`) } }],
    [{ context: { orders: Array.from({ length: 20 }, (_, n) => `${n}`) } }],
  ],
  'is-visitor-or-rule': [[{ context: { visitor: 'me' } }, byRule], [{ context: { visitor: 'other' } }]],
};

const parts = (...states: readonly string[]) => ({
  parts: states.map((state, n) => ({ unit: `u${n}`, child: null, state, at })),
});

const ofTasks: Table = {
  'all-parts-over': [
    [{}, { context: parts('settled', 'excused') }],
    [{ context: parts('settled', 'finished') }, { context: parts('blocked') }],
  ],
  'is-not-reporter': [
    [
      {},
      {
        context: {
          reports: [
            { ...said, by: 'me' },
            { ...said, by: 'other' },
          ],
        },
      },
      byRule,
    ],
    [
      {
        context: {
          reports: [
            { ...said, by: 'other' },
            { ...said, by: 'me' },
          ],
        },
      },
    ],
  ],
  'is-accepted': [[{}, { input: { verdict: 'accepted' } }], [{ input: { verdict: 'returned' } }]],
  'has-no-parts': [[{}], [{ context: parts('assigned') }]],
  'has-parts': [[{ context: parts('settled') }], [{}]],
  'goes-on': [[{}, { input: { to: ['u'] } }], [{ input: { to: [] } }]],
  'is-open-part': [
    [{}, { input: { unit: 'u1' }, context: parts('settled', 'on-track') }],
    [
      { input: { unit: 'u0' }, context: parts('settled', 'on-track') },
      { input: { unit: 'u2' }, context: parts('settled', 'on-track') },
    ],
  ],
  'is-own': [[{ context: { openedBy: 'me' } }, byRule], [{ context: { openedBy: 'other' } }]],
  'has-room': [
    [{ context: { reports: Array.from({ length: 199 }, () => said) } }],
    [{ context: { reports: Array.from({ length: 200 }, () => said) } }],
  ],
};

const calledOut = (state: string | null, person = 'me') => ({
  context: { calls: [{ at, by: 'other', text: null, people: [{ person, team: 't', state, at: null }] }] },
});
const proposedBy = (by: string) => ({ decided: [{ ...said, by, what: 'proposed' }] });
const following = (direction: string, doneAt: number | null) => ({
  context: { switching: { direction, cursor: null, orders: 0, doneAt } },
});
const ofEmergencies: Table = {
  'is-response': [[{}, { input: { kind: 'response' } }], [{ input: { kind: 'drill' } }]],
  'is-first-response': [[{}, { input: { kind: 'first-response' } }], [{ input: { kind: 'response' } }]],
  'is-drill': [[{}, { input: { kind: 'drill' } }], [{ input: { kind: 'response' } }]],
  'is-street-or-above': [
    [{ role: 'street' }, { role: 'leader' }],
    [{ role: 'community' }, byRule],
  ],
  'is-second-person': [
    [{ context: proposedBy('other') }, { context: { ...proposedBy('me'), request: { by: 'other' } } }],
    [{ context: proposedBy('me') }, { context: { ...proposedBy('other'), request: { by: 'me' } } }],
  ],
  'names-document': [
    [{}, { context: { document: '3号' }, input: { level: 'I' } }, { input: { document: '3号' } }],
    [{ input: { level: 'III' } }],
  ],
  'is-not-graver': [[{}, { input: { level: 'IV' } }], [{ input: { level: 'III' } }]],
  'is-graver': [[{}, { input: { level: 'I' } }], [{ input: { level: 'IV' } }]],
  'has-request': [[{ context: { request: { by: 'me' } } }], [{}]],
  'has-no-request': [[{}], [{ context: { request: { by: 'me' } } }]],
  'is-real': [[{}], [{ context: { kind: 'drill' } }]],
  'is-late-to-confirm': [
    [{}, { input: { due: at }, context: { clocks: { confirm: { dueAt: at } } } }],
    [{ input: { due: at }, context: { clocks: { confirm: { dueAt: at + 1 } } } }],
  ],
  'has-run-out': [
    [{ input: { due: at } }, { ...byRule, input: { due: at }, context: { clocks: { planned: { dueAt: at } } } }],
    [{ ...byRule, input: { due: at }, context: { clocks: { planned: { dueAt: at + 1 } } } }],
  ],
  'may-end': [[{ role: 'street' }, byRule, { role: 'community', context: { kind: 'drill' } }], [{ role: 'community' }]],
  'has-room': [
    [{ context: { reports: Array.from({ length: 199 }, () => said) } }],
    [{ context: { reports: Array.from({ length: 200 }, () => said) } }],
  ],
  'is-on-list': [
    [{}, { input: { item: 'low' }, context: { checklist: [{ item: 'low', at: null, by: null }] } }],
    [{ input: { item: 'high' }, context: { checklist: [{ item: 'low', at: null, by: null }] } }],
  ],
  'is-called': [
    [calledOut(null), { ...calledOut(null, 'other'), input: { person: 'other' } }],
    [{}, calledOut(null, 'other'), { ...calledOut(null), input: { person: 'other' } }],
  ],
  'goes-on': [
    [{}, { ...calledOut(null), input: { state: 'heard' } }, { ...calledOut('heard'), input: { state: 'there' } }],
    [
      { ...calledOut('heard'), input: { state: 'heard' } },
      { ...calledOut('there'), input: { state: 'out' } },
    ],
  ],
  'is-own-or-telephoned': [
    [{}, { input: { person: 'me' } }, { role: 'community', input: { person: 'other' } }],
    [{ role: 'member', input: { person: 'other' } }],
  ],
  'follows-this-way': [
    [{}, { ...following('on', null), input: { direction: 'on' } }],
    [
      { ...following('off', null), input: { direction: 'on' } },
      { ...following('on', at), input: { direction: 'on' } },
      { input: { direction: 'on' } },
    ],
  ],
  'is-settled': [
    [{ context: { review: said, destroyed: { at, orders: 0 } } }, { context: { kind: 'drill', review: said } }],
    [{}, { context: { review: said } }, { context: { destroyed: { at, orders: 0 } } }],
  ],
  'is-reviewed-once': [[{}], [{ context: { review: said } }]],
};

const ofWarnings: Table = {
  'has-owner': [[{ context: { owner: 'me' } }], [{}]],
  'has-measure': [[{ context: { measures: [{ ...said, reviewAt: at }] } }], [{}]],
  'is-by-rule': [[byRule], [{}, { role: 'community' }]],
};

const [a, b] = ['a', 'b'].map((code) => ({ code, zh: code, en: code, unit: null, persons: [] }));
const opinion = (party: string, stance: string) => ({ ...said, party, stance, record: null });
const heard = (...opinions: readonly (readonly [string, string])[]) => ({
  context: { parties: [a, b], quorum: 2, passes: 2, opinions: opinions.map(([party, stance]) => opinion(party, stance)) },
});
const verdict = (name: string, tasks: number, more: object = {}): Situation => ({
  input: { verdict: name, tasks: Array.from({ length: tasks }, () => ({})), ...more },
});
const tasksOf = (...states: readonly string[]) => ({
  context: { tasks: states.map((state, n) => ({ unit: `u${n}`, child: null, state, at, dueOn: '' })) },
});

const ofDeliberation: Table = {
  'says-what': [[{ input: { text: 'x' } }, byRule], [{}]],
  'comes-from-below': [
    [{}, { ...byRule, input: { lower: 'o' } }],
    [{ input: { lower: 'o' } }, byRule],
  ],
  'is-party-of-it': [[heard(), { ...heard(), input: { party: 'b' } }], [{ ...heard(), input: { party: 'c' } }]],
  'all-have-spoken': [
    [{ ...heard(['a', 'agree']), input: { party: 'b' } }, heard(['a', 'agree'], ['b', 'abstain'])],
    [{ ...heard(), input: { party: 'b' } }, heard(['a', 'agree'])],
  ],
  'has-quorum': [[heard(['a', 'agree'], ['b', 'disagree'])], [heard(['a', 'agree'], ['a', 'disagree']), heard()]],
  'is-adopted': [
    [{}, verdict('adopted', 0)],
    [verdict('rejected', 0), verdict('raised', 0)],
  ],
  'is-rejected': [[{}, verdict('rejected', 0)], [verdict('adopted', 0)]],
  'is-raised': [[{}, verdict('raised', 0)], [verdict('adopted', 0)]],
  'enough-agree': [
    [heard(['a', 'agree'], ['b', 'disagree'], ['b', 'agree'])],
    [
      heard(['a', 'agree'], ['b', 'abstain']),
      heard(['a', 'agree'], ['a', 'agree']),
      heard(['a', 'agree'], ['b', 'agree'], ['b', 'disagree']),
    ],
  ],
  'tasks-when-adopted': [
    [{}, verdict('adopted', 2), verdict('rejected', 0)],
    [verdict('rejected', 1), verdict('raised', 1)],
  ],
  'has-tasks': [[{}, verdict('adopted', 1)], [verdict('adopted', 0)]],
  'has-order': [
    [
      {},
      verdict('adopted', 0, { forOrder: 'keep' }),
      { ...verdict('adopted', 0, { forOrder: 'resume' }), context: { order: 'o' } },
    ],
    [verdict('adopted', 0, { forOrder: 'resume' })],
  ],
  'all-tasks-over': [
    [tasksOf('settled', 'excused'), { ...tasksOf('settled', 'finished'), input: { unit: 'u1', state: 'settled' } }],
    [tasksOf('settled', 'finished'), { ...tasksOf('blocked', 'finished'), input: { unit: 'u1', state: 'settled' } }],
  ],
  'is-open-task': [
    [tasksOf('blocked'), { ...tasksOf('blocked'), input: { unit: 'u0' } }],
    [{ ...tasksOf('settled'), input: { unit: 'u0' } }],
  ],
  'has-ended-above': [[{ input: { ended: true } }], [{ input: { ended: false } }]],
  'has-room': [
    [{ context: { opinions: Array.from({ length: 199 }, () => opinion('a', 'agree')) } }],
    [{ context: { opinions: Array.from({ length: 200 }, () => opinion('a', 'agree')) } }],
  ],
};

const told = (tellings: readonly string[], more: object = {}) => ({
  bodies: ['police', 'education'].map((code) => ({ code, zh: code, en: code, always: code === 'police' })),
  tellings: tellings.map((body) => ({ body, toldAt: at, at, by: 'me', how: 'written', who: null })),
  ...more,
});
const receiptOf = (body: string) => ({ body, at, by: 'me', number: null });

const ofReferrals: Table = {
  'is-to-be-told': [
    [{ context: told([]) }, { context: told(['police']), input: { body: 'education' } }],
    [
      { context: told(['police']), input: { body: 'police' } },
      { context: told([], { waivers: [{ ...said, body: 'education' }] }), input: { body: 'education' } },
      { context: told([]), input: { body: 'press' } },
    ],
  ],
  'all-are-told': [
    [{ context: told(['police']), input: { body: 'education' } }],
    [{ context: told([]), input: { body: 'education' } }],
  ],
  'is-past': [[{}, { input: { on: new Date(at).toISOString() } }], [{ input: { on: new Date(at + 60_000).toISOString() } }]],
  'may-be-left-out': [
    [{ context: told([]) }, { context: told([]), input: { body: 'education' } }],
    [
      { context: told([]), input: { body: 'police' } },
      { context: told(['education']), input: { body: 'education' } },
    ],
  ],
  'was-told': [
    [{ context: told(['police']), input: { body: 'police' } }],
    [
      { context: told([]), input: { body: 'police' } },
      { context: told(['police'], { receipts: [receiptOf('police')] }), input: { body: 'police' } },
    ],
  ],
  'all-receipts-are-there': [
    [{ context: told(['police']), input: { body: 'police' } }],
    [{ context: told(['police', 'education']), input: { body: 'police' } }],
  ],
  'nobody-was-told': [[{ context: told([]) }], [{ context: told(['police']) }]],
  'is-no-harm': [[{ context: { kind: 'petition' } }], [{ context: { kind: 'harm' } }]],
};

describe.each([
  ['mediation', mediationChartRules, mediation, ofMediation],
  ['emergency', emergencyChartRules, emergency, ofEmergencies],
  ['visit', visitChartRules, visit, ofVisits],
  ['task', taskChartRules, task, ofTasks],
  ['warning', warningRules, warning, ofWarnings],
  ['deliberation', deliberationChartRules, deliberation, ofDeliberation],
  ['referral', referralChartRules, referral, ofReferrals],
] as [string, Rules, object, Table][])('%s', (_, rules, empty, table) => {
  const holds = (name: string, { context, by = 'me', role = 'member', input = {}, facts = {} }: Situation): boolean =>
    rules[name]!.holds({
      context: { ...empty, ...context },
      event: { type: 'test', at, actor: { person: by, post: null, role }, input, facts },
    } as never);

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
});
