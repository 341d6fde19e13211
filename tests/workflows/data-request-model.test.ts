// The chart of a request about one's own data: nobody is left waiting for nothing, and every post can send what it may.
import type { Json, Snapshot } from '@six-order/engine';
import { contextOf, handlingOf } from '@six-order/workflows/data-request/face';
import { dataRequest } from '@six-order/workflows/data-request/workflow';
import { expect, test } from 'vitest';
import { at, clock, sealed, tries } from './chart-facts.ts';
import { checkModel, neverAllowed, unmatched } from './model-checks.ts';

const factsOf = (now: number): { readonly [key: string]: Json } => ({
  number: '20260302-000001-1',
  unit: { id: 'u-county', path: 'u1', people: ['p-dpo'] },
  answer: clock(now, 360),
  carried: { orders: ['o-1'] },
  recounted: { dataRequest: clock(now, 384) },
});
const [resident, officer] = ['p-resident', 'p-dpo'];
const by = tries(factsOf);
const all = [
  by(resident, 'ask', { kind: 'delete', text: sealed }),
  by(resident, 'ask', { kind: 'correct', text: sealed, about: 'o-1' }),
  by(resident, 'ask', { kind: 'copy', text: sealed }),
  by(officer, 'take'),
  by(officer, 'carryOut', { contact: sealed }),
  by(officer, 'answer', { outcome: 'granted', text: sealed }),
  by(resident, 'object', { text: sealed }),
  by(resident, 'withdraw'),
  by('system', 'recompute'),
];

const nodes = checkModel('its whole life', {
  workflow: dataRequest,
  tries: all,
  mark: (snapshot: Snapshot) => {
    const { kind, notes } = contextOf(snapshot);
    return [kind, notes.length];
  },
  at,
  atLeast: 40,
});

test('its states are all reached', () => {
  expect(new Set([...nodes.values()].map(({ snapshot }) => handlingOf(snapshot)))).toEqual(
    new Set(['asked', 'taken', 'answered', 'withdrawn']),
  );
});

test('every role that authority lets send a command can have it taken', () => {
  expect(neverAllowed(dataRequest, nodes.values(), all, at)).toEqual([]);
});

test('what the chart takes from outside is a command, and the other way round', () => {
  const own = ['limitStart', 'limitStop', 'limitCounted'];
  const rungs = ['Half', 'Pressing', 'Due', 'Over', 'Again'].map((rung) => `dataRequest${rung}`);
  expect(unmatched(dataRequest, new Set([...own, ...rungs]))).toEqual([]);
});
