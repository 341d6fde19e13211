import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commands } from '@six-order/workflows/six-order/v2/commands';
import type { Actor, Face, StoredOrder, Workflow } from '@six-order/engine';
import { acts, sees, sendersOf } from '@six-order/community/authority/acts';
import { authorizeWith, maySee, visibleTo } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { Role } from '@six-order/community/people/role';
import { marks } from '@six-order/community/desks/marks';
import { faces, orderWith, readers, workflowsOfOrders, type WorkflowId } from './faces.ts';

const community = 'u522326.u004.u002';
const grid = 'u522326.u004.u002.u01';
const [me, other, third, team, unit] = ['a1', 'a2', 'a3', 'b1', 'b2'].map((n) => `01900000-0000-7000-8000-0000000000${n}`) as [
  string,
  string,
  string,
  string,
  string,
];

const reader = (role: string, more: Partial<Reader> = {}): Reader => ({
  person: me,
  post: '01900000-0000-7000-8000-0000000000c1',
  role,
  tenant: '522326',
  path: community,
  holds: [],
  ...more,
});

interface Case {
  readonly code?: string;
  readonly stage?: string;
  readonly path?: string;
  readonly publication?: string;
  readonly sealed?: boolean;
  readonly callBack?: boolean;
  readonly resident?: string;
  readonly openedBy?: string;
  readonly holder?: { kind: string; id: string } | null;
  readonly handler?: string | null;
  readonly closedAt?: number | null;
}

const order = ({
  code = '0101',
  stage = 'placed',
  path = grid,
  publication = 'waiting',
  sealed = false,
  callBack = false,
  closedAt = null,
  ...who
}: Case = {}): StoredOrder => {
  const { resident = other, openedBy = resident, holder = null, handler = null } = who;
  const face: Face = {
    path,
    stage,
    labels: [
      `cat:${code}`,
      'u:U2',
      `publication:${publication}`,
      ...(sealed ? ['sealed'] : []),
      ...(callBack ? ['call-back'] : []),
    ],
    people: [...new Set([resident, openedBy, ...(holder ? [holder.id] : []), ...(handler ? [handler] : [])])],
    number: '20260302-000001-1',
    dueAt: null,
    openedAt: 0,
    closedAt,
    data: { category: code, resident, openedBy, holder, handler },
  };
  return orderWith(face);
};

const kinds: Record<string, StoredOrder> = {
  mine: order({ resident: me, path: 'u522326.u001.u003' }),
  placedByMe: order({ openedBy: me, path: 'u522326.u001.u003' }),
  mineSealed: order({ resident: me, code: '0701', sealed: true, path: 'u522326.u001.u003' }),
  area: order(),
  areaFinished: order({ stage: 'finished', publication: 'open' }),
  areaEvaluated: order({ stage: 'evaluated', publication: 'skipped' }),
  published: order({ stage: 'working', publication: 'published' }),
  elsewhere: order({ path: 'u522326.u001.u003' }),
  lookalike: order({ path: `${community}1` }),
  above: order({ path: 'u522326.u004' }),
  heldByMe: order({ stage: 'working', path: 'u522326.u001.u003', holder: { kind: 'person', id: me }, handler: me }),
  heldByTeam: order({ stage: 'dispatched', path: 'u522326.u001.u003', holder: { kind: 'team', id: team } }),
  heldByUnit: order({ stage: 'dispatched', path: 'u522326.u001.u003', holder: { kind: 'unit', id: unit } }),
  sealed: order({ code: '0701', sealed: true }),
  sealedClosed: order({ code: '0701', sealed: true, stage: 'evaluated', closedAt: 1 }),
  sealedHeld: order({ code: '0701', sealed: true, stage: 'working', holder: { kind: 'person', id: me }, handler: me }),
  sealedFinished: order({ code: '0701', sealed: true, stage: 'finished', publication: 'open' }),
  callBack: order({ stage: 'draft', callBack: true }),
  callBackElsewhere: order({ stage: 'draft', callBack: true, path: 'u522326.u001.u003' }),
  callBackSealed: order({ stage: 'draft', callBack: true, code: '0701', sealed: true }),
  staff: order({ code: '1101', sealed: true }),
  lead: order({ code: '1102', sealed: true }),
};

// Written by hand, apart from the code: which of the orders above each role sees.
const own = ['mine', 'placedByMe', 'mineSealed', 'heldByMe', 'sealedHeld'];
const held = ['heldByTeam', 'heldByUnit'];
const open = ['area', 'areaFinished', 'areaEvaluated', 'published', 'callBack'];
const sealedOpen = ['sealed', 'sealedHeld', 'sealedFinished', 'callBackSealed'];
const seen: Record<Role, readonly string[]> = {
  resident: own,
  relative: own,
  'household-head': own,
  'grid-worker': [...own, ...held],
  'opinion-aide': own,
  window: [...own, 'callBack'],
  secretary: [...own, ...held, ...open, ...sealedOpen],
  member: [...own, ...held],
  'team-lead': [...own, ...held],
  property: [...own, ...held],
  facility: [...own, ...held],
  community: [...own, ...held, ...open, ...sealedOpen],
  street: [...own, ...held, ...open, ...sealedOpen, 'staff'],
  department: [...own, ...held],
  supervisor: open,
  discipline: [...open, 'lead'],
  representative: open,
  leader: open,
  publisher: ['areaFinished', 'published'],
  admin: [],
  dpo: [],
  archives: [],
};

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

describe('who sees what', () => {
  test.each(Role.options)('%s', (role) => {
    const as = reader(role, { holds: [team, unit] });
    expect(sorted(Object.keys(kinds).filter((name) => maySee(as, kinds[name] as StoredOrder)))).toEqual(sorted(seen[role]));
  });

  test('a dispute that a grid has in hand is for those who mediate, not for its volunteers', () => {
    const { face } = kinds['heldByUnit'] as StoredOrder;
    const holds = [team, unit];
    for (const of of ['mediation', 'warning'] as const) {
      const seeing = Role.options.filter((role) => maySee(reader(role, { holds }), orderWith(face, '522326', of)));
      expect(sorted(seeing)).toEqual(sorted(['grid-worker', 'secretary', 'community', 'street']));
    }
  });

  test('nobody sees into another county, and no role that is unknown sees anything', () => {
    for (const role of [...Role.options, 'public', 'clock', 'system', '__proto__', 'constructor', '']) {
      const foreign = reader(role, { tenant: '522327', holds: [team, unit] });
      for (const one of Object.values(kinds)) expect(maySee(foreign, one)).toBe(false);
      if (!Role.options.some((known) => known === role))
        for (const one of Object.values(kinds)) expect(maySee(reader(role), one)).toBe(false);
    }
  });

  test('a post without a person or a place reaches nothing', () => {
    for (const role of Role.options) {
      for (const one of Object.values(kinds)) {
        expect(maySee(reader(role, { person: null, holds: [team, unit] }), one)).toBe(false);
        if (['supervisor', 'publisher', 'leader', 'discipline', 'representative'].includes(role)) {
          expect(maySee(reader(role, { path: '' }), one)).toBe(false);
        }
      }
    }
  });

  test("a team's order is not its members' in a post that takes none on", () => {
    expect(maySee(reader('resident', { holds: [team] }), kinds['heldByTeam'] as StoredOrder)).toBe(false);
    expect(maySee(reader('member'), kinds['heldByTeam'] as StoredOrder)).toBe(false);
  });

  test('the filter is as short as can be: a page of one person is a range of an index', () => {
    expect(visibleTo(reader('resident', { holds: [unit] }))).toEqual({ people: [me] });
    expect(visibleTo(reader('grid-worker', { holds: [unit] }))).toEqual({ people: [me, unit] });
    expect(visibleTo(reader('admin'))).toEqual({ any: [] });
  });

  test('any order, any reader: as a slow reading of the table says', () => {
    fc.assert(
      fc.property(readers, faces, workflowsOfOrders, (as, face, workflow) => {
        expect(maySee(as, orderWith(face, '522326', workflow))).toBe(slowly(as, face, workflow));
      }),
      { numRuns: 5_000 },
    );
  });
});

/** The table once more, in plain sentences. */
function slowly(as: Reader, face: Face, of: WorkflowId): boolean {
  const sealed = face.labels.includes('sealed');
  const has = (...labels: string[]) => labels.some((label) => face.labels.includes(label));
  const inArea = face.path === as.path || face.path.startsWith(`${as.path}.`);
  const mine = face.people.includes(as.person ?? '');
  const ours = mine || face.people.some((id) => as.holds.includes(id));
  const isOpen = face.closedAt === null;
  switch (as.role) {
    case 'resident':
    case 'relative':
    case 'household-head':
    case 'opinion-aide':
      return mine;
    case 'window':
      return mine || (inArea && !sealed && isOpen && face.stage === 'draft' && has('call-back'));
    case 'member':
    case 'team-lead':
    case 'property':
    case 'facility':
    case 'department':
      // Disputes and warnings are for those who mediate, and a dispute for those who answer for a side of it.
      return ours && ((of !== 'mediation' && of !== 'warning') || has(...as.holds.map((unit) => `side:${unit}`)));
    case 'grid-worker':
      return ours;
    case 'dpo':
      return inArea && of === 'data-request' && has(marks.dataRequest);
    case 'secretary':
    case 'community':
      return ours || (inArea && (!sealed || (isOpen && !has('cat:1101', 'cat:1102'))));
    case 'street':
      return ours || (inArea && (!sealed || (isOpen && !has('cat:1102'))));
    case 'supervisor':
    case 'representative':
    case 'leader':
      return inArea && !sealed;
    case 'discipline':
      return inArea && (!sealed || has('cat:1102'));
    case 'publisher':
      if (!inArea || sealed) return false;
      if (has('publication:published')) return true;
      return ['finished', 'evaluated', 'unanswered'].includes(face.stage) && !has('publication:skipped');
    default:
      return false;
  }
}

const workflow = { id: 'six-order', version: 1, commands } as unknown as Workflow;
const holdsOf = (actor: Actor) => (actor as Reader).holds;
const judge = (actor: Actor, type: string, about: StoredOrder | null, more: { input?: object; facts?: object } = {}) =>
  authorizeWith(holdsOf)({ actor, workflow, type, order: about, input: more.input ?? {}, facts: more.facts ?? {} });

describe('who may send what', () => {
  const dispatchers = ['secretary', 'community', 'street'];
  const handlers = ['member', 'team-lead', 'property', 'facility', 'department', 'grid-worker', 'community', 'secretary'];
  const owners = ['resident', 'relative', 'household-head', 'grid-worker', 'opinion-aide', 'window', 'secretary', 'community'];
  /** A window that settled it on the spot works on it again after a bad evaluation. */
  const workers = [...handlers, 'window'];
  const atWork = order({ stage: 'working', holder: { kind: 'person', id: me }, handler: me });
  const inArea = kinds['area'] as StoredOrder;
  const done = order({ stage: 'finished' });
  // Written by hand: for each command, its roles and an order that they may send it about.
  const table: Record<string, readonly [roles: readonly string[], about: StoredOrder]> = {
    admit: [dispatchers, kinds['area'] as StoredOrder],
    refuse: [dispatchers, kinds['area'] as StoredOrder],
    dispatch: [dispatchers, kinds['area'] as StoredOrder],
    accept: [handlers, order({ stage: 'dispatched', holder: { kind: 'person', id: me } })],
    decline: [handlers, order({ stage: 'dispatched', holder: { kind: 'team', id: team } })],
    contact: [workers, order({ stage: 'accepted', holder: { kind: 'unit', id: unit }, handler: me })],
    finish: [workers, order({ stage: 'working', holder: { kind: 'person', id: me }, handler: me })],
    evaluate: [owners, order({ stage: 'finished', openedBy: me })],
    withdraw: [owners, order({ resident: me })],
    submit: [owners, order({ stage: 'draft', openedBy: me })],
    correct: [owners, order({ resident: me })],
    confirm: [['resident', ...dispatchers], order({ resident: me })],
    consult: [dispatchers, inArea],
    endConsultation: [dispatchers, inArea],
    settle: [['secretary', 'community'], inArea],
    changeUrgency: [dispatchers, inArea],
    correctCategory: [dispatchers, inArea],
    merge: [dispatchers, inArea],
    split: [dispatchers, inArea],
    object: [['resident'], order({ stage: 'refused', resident: me })],
    decideObjection: [['community', 'street', 'leader'], inArea],
    claim: [handlers, order({ stage: 'dispatched', holder: { kind: 'unit', id: unit } })],
    askReturn: [handlers, atWork],
    appoint: [workers, atWork],
    arrive: [workers, atWork],
    progress: [workers, atWork],
    takePart: [handlers, atWork],
    finishPart: [handlers, atWork],
    declinePart: [handlers, atWork],
    reportIn: [handlers, atWork],
    askExtension: [workers, atWork],
    askPause: [workers, atWork],
    askShelving: [workers, atWork],
    decide: [[...dispatchers, 'leader'], inArea],
    reviewShelving: [['street'], inArea],
    whistle: [['street'], inArea],
    escalate: [['community', 'street'], inArea],
    conclude: [['street'], inArea],
    reviewEvaluation: [[...dispatchers, 'supervisor'], done],
    declareFalse: [['street', 'supervisor', 'discipline'], done],
    declareLeak: [['street', 'supervisor', 'discipline'], done],
    callback: [[...dispatchers, 'supervisor', 'representative'], done],
    proposeExclusion: [[...dispatchers, 'supervisor'], done],
    decideExclusion: [['street', 'supervisor', 'discipline', 'leader'], done],
    speakOnExclusion: [owners, order({ resident: me })],
    contestExclusion: [owners, order({ resident: me })],
    giveConsent: [['resident'], order({ resident: me })],
    withdrawConsent: [owners, order({ resident: me })],
    cardChanged: [[], inArea],
    recompute: [[], inArea],
    join: [[], inArea],
    childJoined: [[], inArea],
    childLeft: [[], inArea],
    parentFinished: [[], inArea],
    parentEnded: [[], inArea],
    propose: [['publisher'], kinds['areaFinished'] as StoredOrder],
    publish: [['publisher'], kinds['areaFinished'] as StoredOrder],
    skipPublication: [['publisher'], kinds['areaFinished'] as StoredOrder],
    keepPublication: [['publisher'], kinds['areaFinished'] as StoredOrder],
    retractPublication: [['publisher'], kinds['areaFinished'] as StoredOrder],
    correctPublication: [[], inArea],
    clearFinding: [['publisher'], kinds['areaFinished'] as StoredOrder],
    preparePhoto: [['publisher'], kinds['areaFinished'] as StoredOrder],
    dropPhoto: [['publisher'], kinds['areaFinished'] as StoredOrder],
    decidePublication: [['publisher', 'street'], kinds['areaFinished'] as StoredOrder],
    objectToPublication: [[], inArea],
    limitPublication: [[], inArea],
    renewPublication: [[], inArea],
  };

  test.each(Object.keys(table))('%s', (type) => {
    const [roles, about] = table[type] as (typeof table)[string];
    for (const role of Role.options) {
      const as = reader(role, { holds: [team, unit] });
      const verdict = judge(as, type, about);
      expect([role, verdict]).toEqual([role, roles.includes(role) ? 'allowed' : maySee(as, about) ? 'forbidden' : 'hidden']);
    }
  });

  test('note: whoever sees the order, but no publisher', () => {
    for (const role of Role.options) {
      for (const about of Object.values(kinds)) {
        const as = reader(role, { holds: [team, unit] });
        const may = maySee(as, about) ? (role === 'publisher' ? 'forbidden' : 'allowed') : 'hidden';
        expect([role, judge(as, 'note', about)]).toEqual([role, may]);
      }
    }
  });

  test('any reader, any order, any command: nobody sends one about what he does not see; a party’s is a party’s', () => {
    const mediation = { id: 'mediation', version: 1, commands: {} } as unknown as Workflow;
    const act = (as: Reader, about: StoredOrder, type: string) =>
      authorizeWith(holdsOf)({
        actor: as,
        workflow: about.workflow === 'mediation' ? mediation : workflow,
        type,
        order: about,
        input: {},
        facts: {},
      });
    const types = fc.constantFrom(...Object.keys(acts['six-order'] ?? {}), ...Object.keys(acts['mediation'] ?? {}));
    // Posts of a firm, a department or a desk; nobody answers for a unit as somebody who lives in it.
    const answering = new Set('grid-worker secretary member team-lead property facility community street department'.split(' '));
    fc.assert(
      fc.property(readers, faces, fc.constantFrom('six-order' as const, 'mediation' as const), types, (as, face, of, type) => {
        const about = orderWith(face, '522326', of);
        expect(act(as, about, type) === 'hidden').toBe(!maySee(as, about));
        const isParty = as.role === 'resident' && (face.data['parties'] as readonly string[]).includes(as.person ?? '');
        const isSide =
          answering.has(as.role) && as.holds.some((unit) => (face.data['sides'] as readonly string[]).includes(unit));
        if (of === 'mediation') expect(act(as, about, 'decline') === 'allowed').toBe(maySee(as, about) && (isParty || isSide));
      }),
      { numRuns: 3_000 },
    );
  });

  test('to see an order is not to dispatch it: a secretary who placed one elsewhere does not', () => {
    expect(judge(reader('secretary'), 'dispatch', kinds['placedByMe'] as StoredOrder)).toBe('forbidden');
    expect(judge(reader('secretary'), 'withdraw', kinds['placedByMe'] as StoredOrder)).toBe('allowed');
  });

  test('to be among its people is not to evaluate it: a handler does not, in whatever post', () => {
    const mineToHandle = order({ stage: 'finished', holder: { kind: 'person', id: me }, handler: me });
    for (const role of owners) expect(judge(reader(role), 'evaluate', mineToHandle)).toBe('forbidden');
  });

  test('nor is it to stand as the resident of what one wrote down for somebody without an account: he writes down what that one said', () => {
    const from = (source: string | undefined, who: Case = { resident: me }): StoredOrder => {
      const about = order({ stage: 'finished', path: 'u522326.u001.u003', ...who });
      return { ...about, snapshot: { ...about.snapshot, context: source === undefined ? {} : { source } } };
    };
    const verdicts = (about: StoredOrder, type: string) =>
      ['resident', 'household-head', 'secretary'].map((role) => judge(reader(role), type, about));
    for (const source of ['proxy', 'window']) {
      expect(verdicts(from(source), 'evaluate')).toEqual(['forbidden', 'forbidden', 'forbidden']);
      // In a post that places for others, and wherever it lies.
      expect(verdicts(from(source), 'transcribe')).toEqual(['forbidden', 'allowed', 'allowed']);
    }
    // His own; placed by another for him; handed on, of which the chart judges; of version 1, which does not remember.
    const others = [from('resident'), from('proxy', { resident: me, openedBy: other }), from('12345'), from(undefined)];
    for (const about of others) expect(verdicts(about, 'evaluate')).toEqual(['allowed', 'allowed', 'allowed']);
  });

  test('nor does anybody say who works on his own matter, or write down what was done about it: somebody else of the post or above does', () => {
    const from = (source: string | undefined, who: Case): StoredOrder => {
      const about = order({ stage: 'dispatched', ...who });
      return { ...about, snapshot: { ...about.snapshot, context: source === undefined ? {} : { source } } };
    };
    const clerks = ['secretary', 'community', 'street'];
    const verdicts = (about: StoredOrder, more: Partial<Reader> = {}) =>
      ['merge', 'split', 'dispatch', 'record', 'transfer', 'involve', 'releasePart'].flatMap((type) =>
        clerks.map((role) => judge(reader(role, more), type, about)),
      );
    const all = (verdict: string) => Array.from({ length: 21 }, () => verdict);
    // Placed as his own, by another for him, or handed on by another with his name; of version 1, which does not remember.
    const owned = [
      from('resident', { resident: me }),
      from('proxy', { resident: me, openedBy: other }),
      from('12345', { resident: me, openedBy: other }),
      from(undefined, { resident: me }),
    ];
    for (const about of owned) {
      expect(verdicts(about)).toEqual(all('forbidden'));
      expect(verdicts(about, { person: third })).toEqual(all('allowed'));
      expect(judge(reader('street'), 'whistle', about)).toBe('forbidden');
      // That it is less urgent he does not say, either; more he may, and what may be sent at all shows it.
      const now = { ...about, snapshot: { ...about.snapshot, context: { ...about.snapshot.context, urgency: 'U2' } } };
      const to = (urgency: string) => judge(reader('secretary'), 'changeUrgency', now, { input: { to: urgency } });
      expect(['U3', 'U2', 'U1', 'U0'].map(to)).toEqual(['forbidden', 'allowed', 'allowed', 'allowed']);
      expect(judge(reader('secretary'), 'changeUrgency', now)).toBe('allowed');
    }
    // Nor does he take it on for a team of his, or a part of it: another of the team does, and he may say that it is not theirs.
    const takes = (about: StoredOrder, more: Partial<Reader> = {}) =>
      ['accept', 'claim', 'takePart', 'decline'].map((type) =>
        judge(reader('member', { holds: [team], ...more }), type, { ...about, face: { ...about.face, people: [me, team] } }),
      );
    const ofTeam = { resident: me, holder: { kind: 'team', id: team } };
    expect(takes(from('resident', ofTeam))).toEqual(['forbidden', 'forbidden', 'forbidden', 'allowed']);
    expect(takes(from('resident', ofTeam), { person: third })).toEqual(['allowed', 'allowed', 'allowed', 'allowed']);
    expect(takes(from('proxy', ofTeam))).toEqual(['allowed', 'allowed', 'allowed', 'allowed']);
    // Who has his own in hand from before hands it over.
    const inHand = from('resident', { resident: me, handler: me, holder: { kind: 'person', id: me } });
    expect(['transfer', 'involve', 'record'].map((type) => judge(reader('secretary'), type, inHand))).toEqual([
      'allowed',
      'allowed',
      'forbidden',
    ]);
    // What he wrote down for somebody without an account, or entered as it was handed on, is not his own.
    for (const source of ['proxy', 'window', '12345', 'superior'])
      expect(verdicts(from(source, { resident: me }))).toEqual(all('allowed'));
  });

  test('nor is it to accept it: who placed it does not', () => {
    expect(
      judge(reader('grid-worker'), 'accept', order({ stage: 'dispatched', openedBy: me, holder: { kind: 'person', id: third } })),
    ).toBe('forbidden');
  });

  test('a complaint about staff passes by the branch and the community; a discipline lead reaches discipline inspection alone', () => {
    const verdicts = (about: string, roles: readonly string[]) =>
      roles.map((role) => judge(reader(role), 'admit', kinds[about] as StoredOrder));
    expect(verdicts('staff', ['secretary', 'community', 'street', 'discipline'])).toEqual([
      'hidden',
      'hidden',
      'allowed',
      'hidden',
    ]);
    expect(verdicts('lead', ['secretary', 'community', 'street', 'discipline'])).toEqual([
      'hidden',
      'hidden',
      'hidden',
      'allowed',
    ]);
    expect(judge(reader('discipline'), 'admit', kinds['area'] as StoredOrder)).toBe('forbidden');
  });

  test('unknown commands, roles and workflows are denied', () => {
    for (const type of ['erase', 'placeX', '__proto__', 'toString'])
      expect(judge(reader('secretary'), type, kinds['area'] as StoredOrder)).toBe('forbidden');
    for (const role of ['public', '__proto__', ''])
      expect(judge(reader(role), 'admit', kinds['area'] as StoredOrder)).toBe('hidden');
    const foreign = { ...workflow, id: '__proto__' } as Workflow;
    expect(
      authorizeWith(holdsOf)({
        actor: reader('secretary'),
        workflow: foreign,
        type: 'admit',
        order: kinds['area'] as StoredOrder,
        input: {},
        facts: {},
      }),
    ).toBe('forbidden');
  });
});

describe('who may place', () => {
  const at = (path: string) => ({ facts: { unit: { id: unit, code: 'x', kind: 'grid', path } } });
  const place = (role: string, from: string, path: string, input = {}) =>
    judge(reader(role, { path: from }), 'place', null, { ...at(path), input });
  const group = `${grid}.u01`;

  test('a resident: anywhere in the county', () => {
    for (const path of [group, community, 'u522326.u001.u003', 'u522326']) expect(place('resident', grid, path)).toBe('allowed');
  });

  test('a relative: anywhere in the county, for families live apart', () => {
    expect(place('relative', grid, 'u522326.u001.u003')).toBe('allowed');
  });

  test.each(['household-head', 'grid-worker', 'opinion-aide', 'window', 'secretary', 'community'])(
    '%s: in the own community',
    (role) => {
      for (const path of [group, grid, community, `${community}.u02`]) expect(place(role, group, path)).toBe('allowed');
      for (const path of [`${community}1`, 'u522326.u004', 'u522326', 'u522326.u004.u003.u01', ''])
        expect(place(role, group, path)).toBe('forbidden');
      expect(place(role, '', community)).toBe('forbidden');
    },
  );

  test('a window of the street: in the street', () => {
    expect(place('window', 'u522326.u004', 'u522326.u004.u003.u01')).toBe('allowed');
    expect(place('window', 'u522326.u004', 'u522326.u001.u003')).toBe('forbidden');
  });

  test.each(Role.options.filter((role) => !sendersOf('six-order', 'place').includes(role)))('%s: nowhere', (role) => {
    expect(place(role, grid, grid)).toBe('forbidden');
  });

  test('a resident places for himself, a proxy for another', () => {
    expect(place('resident', grid, grid, { onBehalfOf: other })).toBe('forbidden');
    expect(place('resident', grid, grid, { onBehalfOf: me })).toBe('allowed');
    for (const role of ['relative', 'household-head', 'grid-worker', 'window'])
      expect(place(role, grid, grid, { onBehalfOf: other })).toBe('allowed');
  });

  test('without a unit nobody, and a person without a county post neither', () => {
    expect(judge(reader('resident'), 'place', null)).toBe('forbidden');
    expect(judge(reader('resident'), 'place', null, { facts: { unit: { path: 7 } } })).toBe('forbidden');
    expect(judge(reader('resident', { person: null }), 'place', null, at(grid))).toBe('forbidden');
  });
});

describe('the system', () => {
  const actor = (role: string, more: Partial<Actor> = {}): Actor => ({
    person: null,
    post: null,
    role,
    tenant: '522326',
    path: '',
    ...more,
  });
  const withSystem = {
    ...workflow,
    commands: { ...commands, admit: { ...commands.admit, by: ['secretary', 'system'] } },
  } as unknown as Workflow;
  const by = (as: Actor, type: string, about: StoredOrder | null = kinds['area'] as StoredOrder) =>
    authorizeWith(() => [])({ actor: as, workflow: withSystem, type, order: about, input: {}, facts: {} });

  test('does what the workflow says, and moves orders to a new version', () => {
    expect(by(actor('system'), 'admit')).toBe('allowed');
    expect(by(actor('clock'), 'admit')).toBe('forbidden');
    expect(by(actor('system'), 'dispatch')).toBe('forbidden');
    expect(by(actor('system'), 'migrate')).toBe('allowed');
    expect(by(actor('clock'), 'migrate')).toBe('forbidden');
    expect(by(actor('system'), 'place', null)).toBe('forbidden');
  });

  test('is nobody in a post, and stays in its county', () => {
    expect(by(actor('system', { person: me }), 'admit')).toBe('hidden');
    expect(by(actor('system', { post: me }), 'admit')).toBe('hidden');
    expect(by(actor('system', { tenant: '522327' }), 'admit')).toBe('hidden');
  });
});

describe('the tables', () => {
  test('name every role, and only commands of the workflow', () => {
    expect(Object.keys(sees).sort()).toEqual([...Role.options].sort());
    expect(Object.keys(acts['six-order'] ?? {}).sort()).toEqual(Object.keys(commands).sort());
  });

  test.each(Object.entries(commands))('whom the workflow lets send %s, the table does', (type, { by }) => {
    expect(sendersOf('six-order', type)).toEqual(expect.arrayContaining([...by]));
  });

  test('no role of the administration has an act', () => {
    for (const act of Object.values(acts['six-order'] ?? {})) {
      expect(act).not.toHaveProperty('admin');
      expect(act).not.toHaveProperty('dpo');
    }
  });
});
