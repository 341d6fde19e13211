// The chart of a mediation: nobody is left waiting for nothing, and what may follow what is what this table says.
import { step, type Json, type Snapshot } from '@six-order/engine';
import { contextOf, face, handlingOf } from '@six-order/workflows/mediation/face';
import { mediation } from '@six-order/workflows/mediation/workflow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, clock, recompute, sealed, tries } from '../chart-facts.ts';
import type { Try } from '../explore.ts';
import { checkModel, neverAllowed, unmatched } from '../model-checks.ts';

/** A ladder of three rungs: above the last there is none. */
const TOP = 2;
const rung = (number: number, now: number, opens: boolean): Json =>
  number > TOP
    ? null
    : {
        rung: number,
        last: number === TOP,
        zh: `第${number + 1}级`,
        en: `rung ${number + 1}`,
        holder: `u-${number}`,
        clock: clock(now, 24),
        whole: opens ? clock(now, 168) : null,
      };

const factsOf = (now: number, snapshot: Snapshot | null): { readonly [key: string]: Json } => ({
  number: '20260302-000001-1',
  unit: { id: 'u-home', path: 'u1.u2' },
  category: { code: '0502', sealed: false },
  disputes: { count: 1, place: 'u-grid', colour: null, warning: null },
  mediator: null,
  rung: snapshot === null ? rung(0, now, true) : rung(contextOf(snapshot).standing.rung + 1, now, false),
  confirmation: clock(now, 720),
  followUp: clock(now, 720),
});

const [asker, other, mediator, another, caller] = ['p-a', 'p-b', 'p-mediator', 'p-another', 'p-caller'];
const by = tries(factsOf);
const agree = { form: 'written', text: sealed, signed: { a: 'signed', b: 'fingerprint' } };

const sent = {
  open: by(asker, 'open', {
    category: '0502',
    unit: 'u',
    text: sealed,
    parties: { a: { persons: [asker] }, b: { persons: [other] } },
  }),
  take: by(mediator, 'take'),
  takeByAnother: by(another, 'take'),
  stepAside: by(mediator, 'stepAside'),
  handOver: by(mediator, 'handOver', { person: another }),
  handOverByOffice: { ...by(caller, 'handOver', { person: another }), actor: { person: caller, role: 'street' } },
  handOverByStranger: by(caller, 'handOver', { person: another }),
  handOverToSelf: by(mediator, 'handOver', { person: mediator }),
  refuseMediator: by(other, 'refuseMediator'),
  session: by(mediator, 'session', { text: sealed }),
  climb: by(mediator, 'climb'),
  climbByRule: by('system', 'climb'),
  climbByRuleTooEarly: {
    ...by('system', 'climb'),
    facts: (now, snapshot) => ({ ...factsOf(now, snapshot), unattended: false }),
  },
  climbByStranger: by(caller, 'climb'),
  agree: by(mediator, 'agree', agree),
  agreeUnsigned: by(mediator, 'agree', { ...agree, signed: { a: 'signed' } }),
  agreeOnlyRecorded: by(mediator, 'agree', { ...agree, signed: { a: 'signed', b: 'recorded' } }),
  agreeOrally: by(mediator, 'agree', { ...agree, form: 'oral', signed: { a: 'recorded', b: 'recorded' } }),
  agreeByStranger: by(caller, 'agree', agree),
  reconcile: by(mediator, 'reconcile'),
  apply: by(mediator, 'applyConfirmation', { together: true }),
  applyAlone: by(mediator, 'applyConfirmation', { together: false }),
  ruling: by(mediator, 'recordRuling', { confirmed: true }),
  rulingByAnother: by(another, 'recordRuling', { confirmed: true }),
  kept: by(caller, 'followUp', { kept: 'yes' }),
  partly: by(caller, 'followUp', { kept: 'partly' }),
  broken: by(caller, 'followUp', { kept: 'no' }),
  keptSaysMediator: by(mediator, 'followUp', { kept: 'yes' }),
  refer: by(mediator, 'refer', { channels: ['litigation'] }),
  decline: by(other, 'decline'),
  declineByStranger: by(caller, 'decline'),
  withdraw: by(asker, 'withdraw'),
  correct: by(asker, 'correct', { contact: { phone: sealed } }),
  correctByStranger: by(caller, 'correct', { contact: { phone: sealed } }),
} as const satisfies Record<string, Try>;
type Name = keyof typeof sent;

/** What is refused in every state: nothing follows. */
const refused: readonly Name[] = [
  'handOverByStranger',
  'handOverToSelf',
  'climbByRuleTooEarly',
  'climbByStranger',
  'agreeUnsigned',
  'agreeOnlyRecorded',
  'agreeByStranger',
  'applyAlone',
  'keptSaysMediator',
  'declineByStranger',
  'correctByStranger',
];

/** What the model remembers beside the state. */
interface Model {
  readonly state: string;
  readonly rung: number;
  readonly excluded: boolean;
  /** Has a court been asked, has it answered. */
  readonly court: 'no' | 'asked' | 'ruled';
  /** Who mediates, or did last. */
  readonly mediator: string | null;
}

const ended = new Set(['settled', 'referred', 'declined', 'withdrawn']);

function next(model: Model, name: Name): Model | null {
  const { state } = model;
  const ours = model.mediator === mediator;
  const to = (state: string, more: Partial<Model> = {}): Model => ({ ...model, state, ...more });
  const up = (): Model =>
    model.rung === TOP ? to('referred') : to('waiting', { rung: model.rung + 1, mediator: null, court: model.court });
  if (refused.includes(name) || ended.has(state)) return null;
  const free = state === 'waiting';
  const mediating = state === 'mediating';
  switch (name) {
    case 'take':
      return free && !model.excluded ? to('mediating', { mediator }) : null;
    case 'takeByAnother':
      return free ? to('mediating', { mediator: another }) : null;
    case 'stepAside':
      return mediating && ours ? to('waiting', { mediator: null, excluded: true }) : null;
    case 'handOver':
    case 'handOverByOffice': {
      const theirs = name === 'handOver' ? ours : model.mediator !== null && model.mediator !== another;
      return (mediating || state === 'agreed') && theirs
        ? to(state, { mediator: another, excluded: model.excluded || ours })
        : null;
    }
    case 'correct':
      return model;
    case 'session':
      return mediating && ours ? model : null;
    case 'climbByRule':
      return free || mediating ? up() : null;
    case 'climb':
      return mediating && ours ? up() : null;
    case 'agree':
    case 'agreeOrally':
      return mediating && ours ? to('agreed', { court: 'no' }) : null;
    case 'reconcile':
      return mediating && ours ? to('reconciled') : null;
    case 'apply':
      return state === 'agreed' && ours && model.court === 'no' ? to(state, { court: 'asked' }) : null;
    case 'ruling':
    case 'rulingByAnother':
      return state === 'agreed' && model.court === 'asked' && !(name === 'ruling' && model.excluded)
        ? to(state, { court: 'ruled' })
        : null;
    case 'kept':
      return state === 'agreed' || state === 'reconciled' ? to('settled') : null;
    case 'partly':
      return state === 'agreed' || state === 'reconciled' ? model : null;
    case 'broken':
      return state === 'agreed' || state === 'reconciled' ? up() : null;
    case 'refer':
      return mediating && ours ? to('referred') : null;
    case 'decline':
      return free || mediating ? to('declined') : null;
    case 'withdraw':
      return free || mediating ? to('withdrawn') : null;
    default:
      return null;
  }
}

const names = (Object.keys(sent) as Name[]).filter((name) => name !== 'open' && name !== 'refuseMediator');

const send = (snapshot: Snapshot | null, { type, person, input = {}, facts, actor = { person, role: 'test' } }: Try) =>
  step(mediation, snapshot, { type, at, actor: { ...actor, post: null }, input, facts: facts?.(at, snapshot) ?? {} });

const opened = (): Snapshot => {
  const result = send(null, sent.open);
  if (result.kind !== 'applied') throw new Error('not opened');
  return result.snapshot;
};

test('the machine does what the table says and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), (run) => {
      let snapshot = opened();
      let model: Model = { state: 'waiting', rung: 0, excluded: false, court: 'no', mediator: null };
      for (const name of run) {
        const after = next(model, name);
        const result = send(snapshot, sent[name]);
        expect([name, model.state, result.kind]).toEqual([name, model.state, after ? 'applied' : 'not-allowed']);
        if (result.kind === 'applied') snapshot = JSON.parse(JSON.stringify(result.snapshot)) as Snapshot;
        model = after ?? model;
        const { standing, endedAt, told } = contextOf(snapshot);
        expect([handlingOf(snapshot), standing.rung]).toEqual([model.state, model.rung]);
        expect(endedAt !== null).toBe(ended.has(model.state));
        expect(face(snapshot).closedAt !== null).toBe(ended.has(model.state));
        // An end that settles nothing leaves nobody without a way.
        if (model.state === 'referred' || model.state === 'declined') expect(told.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

test('the third dispute asks for a warning about a kind and a place; while one is open it is told instead', () => {
  const opening = (disputes: Json) =>
    send(null, { ...sent.open, facts: (now, snapshot) => ({ ...factsOf(now, snapshot), disputes }) });
  const asks = (disputes: Json) => {
    const result = opening(disputes);
    return result.kind === 'applied' ? result.effects.filter(({ type }) => type === 'command').map(({ params }) => params) : [];
  };
  expect(asks({ count: 2, place: 'u-grid', colour: null, warning: null })).toEqual([]);
  expect(asks({ count: 3, place: 'u-grid', colour: 'blue', warning: null })).toEqual([
    { workflow: 'warning', type: 'raise', input: { category: '0502', unit: 'u-grid', count: 3, colour: 'blue' } },
  ]);
  // Once, whoever else asks for it before it is there; anew when the one before has ended.
  for (const newest of [null, 'o-ended']) {
    expect(asks({ count: 3, place: 'u-grid', colour: 'blue', warning: null, newest })).toEqual([
      {
        workflow: 'warning',
        type: 'raise',
        input: { category: '0502', unit: 'u-grid', count: 3, colour: 'blue' },
        key: `warning 0502 u-grid after ${newest}`,
        optional: true,
      },
    ]);
  }
  expect(asks({ count: 6, place: 'u-grid', colour: 'yellow', warning: 'o-warning' })).toEqual([
    { order: 'o-warning', type: 'recur', input: { count: 6, colour: 'yellow' }, optional: true },
  ]);
});

test('a party’s word about a mediator sends him off for good; nobody who was sent off comes back', () => {
  let snapshot = opened();
  let told: readonly Json[] = [];
  for (const name of ['take', 'refuseMediator'] as const) {
    const result = send(snapshot, sent[name]);
    if (result.kind !== 'applied') throw new Error(name);
    snapshot = result.snapshot;
    // Who was sent off is not asked to see to it that another comes.
    told = result.effects.flatMap(({ params }) => ((params as { event?: string }).event === 'refused' ? [params] : []));
  }
  expect(handlingOf(snapshot)).toBe('waiting');
  expect(told).toMatchObject([{ event: 'refused', keptOut: { people: [mediator], persons: [asker, other], units: [] } }]);
  expect(send(snapshot, sent.take).kind).toBe('not-allowed');
  expect(send(snapshot, sent.takeByAnother).kind).toBe('applied');
});

describe('the whole chart', () => {
  const all = [...Object.values(sent).filter((attempt) => !refused.some((name) => sent[name] === attempt)), recompute(96)];
  const nodes = checkModel('mediation', {
    workflow: mediation,
    tries: all,
    mark: (snapshot) => {
      const { standing, mediator: who, excluded, confirmation } = contextOf(snapshot);
      return [
        standing.rung,
        who,
        Math.min(excluded.length, 2),
        excluded.includes(mediator),
        confirmation?.ruledAt !== undefined,
        confirmation?.ruledAt ?? 0,
      ];
    },
    at,
    atLeast: 300,
  });

  test('every role that authority lets send a command can have it taken', () => {
    expect(neverAllowed(mediation, nodes.values(), all, at)).toEqual([]);
  });

  test('what the chart takes from outside is a command, and the other way round', () => {
    const signals = ['rung', 'whole', 'confirmation', 'followUp'].flatMap((name) =>
      ['Start', 'Stop', 'Go', 'Half', 'Pressing', 'Due', 'Over', 'Again'].map((what) => `${name}${what}`),
    );
    expect(unmatched(mediation, new Set(signals))).toEqual([]);
  });
});
