// The chart of a warning: owned, assessed, reviewed, closed, and raised again when it happens again.
import { step, type Json, type Snapshot } from '@six-order/engine';
import { contextOf, face, handlingOf } from '@six-order/workflows/warning/face';
import { warning } from '@six-order/workflows/warning/workflow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, clock, recompute, sealed, tries } from '../chart-facts.ts';
import type { Try } from '../explore.ts';
import { checkModel, neverAllowed, unmatched } from '../model-checks.ts';

const factsOf = (now: number): { readonly [key: string]: Json } => ({
  number: '20260302-000001-1',
  unit: { id: 'u-grid', path: 'u1.u2' },
  warning: { holder: 'u-community', clock: clock(now, 48) },
  owner: null,
  review: clock(now, 240),
});

const [owner, community] = ['p-owner', 'p-community'];
const by = tries(factsOf);
const sent = {
  raise: by('system', 'raise', { category: '0502', unit: 'u-grid', count: 3, colour: 'blue' }),
  recur: by('system', 'recur', { count: 4, colour: 'blue' }),
  recurByPerson: by(community, 'recur', { count: 4, colour: 'blue' }),
  own: by(community, 'own', { person: owner }),
  assess: by(owner, 'assess', { text: sealed, reviewOn: '2026-03-12T12:00:00+08:00' }),
  close: by(community, 'close', { eased: true, text: sealed }),
} as const satisfies Record<string, Try>;
type Name = keyof typeof sent;

const send = (snapshot: Snapshot | null, { type, person, input = {}, facts, actor = { person, role: 'test' } }: Try) =>
  step(warning, snapshot, { type, at, actor: { ...actor, post: null }, input, facts: facts?.(at, snapshot) ?? {} });

test('the machine does what is said here and nothing else', () => {
  const names = (Object.keys(sent) as Name[]).filter((name) => name !== 'raise');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { maxLength: 30 }), (run) => {
      const begun = send(null, sent.raise);
      if (begun.kind !== 'applied') throw new Error('not raised');
      let { snapshot } = begun;
      let model = { state: 'raised', owned: false, measures: 0, times: 1 };
      const next = (name: Name): typeof model | null => {
        if (model.state === 'closed' || name === 'recurByPerson') return null;
        if (name === 'recur') return { ...model, state: 'raised', times: model.times + 1 };
        if (name === 'own') return { ...model, owned: true };
        if (name === 'assess') return model.owned ? { ...model, state: 'watched', measures: model.measures + 1 } : null;
        return model.measures > 0 ? { ...model, state: 'closed' } : null;
      };
      for (const name of run) {
        const after = next(name);
        const result = send(snapshot, sent[name]);
        expect([name, model.state, result.kind]).toEqual([name, model.state, after ? 'applied' : 'not-allowed']);
        if (result.kind === 'applied') snapshot = result.snapshot;
        model = after ?? model;
        const { measures, times } = contextOf(snapshot);
        expect([handlingOf(snapshot), measures.length, times]).toEqual([model.state, model.measures, model.times]);
        // An open warning always has a day by which somebody looks at it.
        expect(face(snapshot).dueAt === null).toBe(model.state === 'closed');
      }
    }),
    { numRuns: 300 },
  );
});

test('its face names a kind and a place and, of people, whoever sees to it: nobody of a dispute', () => {
  const begun = send(null, sent.raise);
  if (begun.kind !== 'applied') throw new Error('not raised');
  expect(face(begun.snapshot)).toMatchObject({ people: ['u-community'], labels: expect.arrayContaining(['risk:0502@u-grid']) });
});

const all = [...Object.values(sent).filter((attempt) => attempt !== sent.recurByPerson), recompute(96)];
const nodes = checkModel('warning', {
  workflow: warning,
  tries: all,
  mark: (snapshot) => {
    const { owner: who, measures } = contextOf(snapshot);
    return [who, Math.min(measures.length, 1)];
  },
  at,
  atLeast: 20,
});

test('every role that authority lets send a command can have it taken', () => {
  expect(neverAllowed(warning, nodes.values(), all, at)).toEqual([]);
});

test('what the chart takes from outside is a command, and the other way round', () => {
  const signals = ['assess', 'review'].flatMap((name) =>
    ['Start', 'Stop', 'Go', 'Half', 'Pressing', 'Due', 'Over', 'Again'].map((what) => `${name}${what}`),
  );
  expect(unmatched(warning, new Set(signals))).toEqual([]);
});
