// The chart of a visit: nobody is left waiting for nothing.
import type { Json, Snapshot } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/visit/face';
import { visit } from '@six-order/workflows/visit/workflow';
import { expect, test } from 'vitest';
import { at, clock, recompute, sealed, tries } from '../chart-facts.ts';
import { checkModel, neverAllowed, unmatched } from '../model-checks.ts';

const factsOf = (now: number): { readonly [key: string]: Json } => ({
  number: '20260302-000001-1',
  unit: { id: 'u-group', path: 'u1.u2' },
  plan: { day: clock(now, 48) },
  visitor: null,
  after: { linking: clock(now, 24), attempts: 3, again: clock(now, 72) },
  order: 'o-1',
  next: { visitor: 'p-visitor' },
});
const [visitor, planner] = ['p-visitor', 'p-planner'];
const by = tries(factsOf);
const all = [
  by(planner, 'plan', { unit: 'u', visitor, purpose: 'round', repeats: true }),
  by('system', 'plan', { unit: 'u', visitor, purpose: 'round', repeats: true, arrangedBy: planner }),
  by(visitor, 'move', { on: '2026-03-06T10:00:00+08:00' }),
  by(planner, 'handOver', { visitor }),
  by(visitor, 'record', { outcome: 'met', text: sealed }),
  by(visitor, 'record', { outcome: 'away' }),
  by(visitor, 'link', { order: 'o-1' }),
  by(visitor, 'close'),
  by('system', 'close'),
  recompute(96),
  by(planner, 'cancel'),
];

const nodes = checkModel('visit', {
  workflow: visit,
  tries: all,
  mark: (snapshot: Snapshot) => {
    const { records, orders } = contextOf(snapshot);
    return [Math.min(records.length, 3), orders.length];
  },
  at,
  atLeast: 40,
});

test('every role that authority lets send a command can have it taken', () => {
  expect(neverAllowed(visit, nodes.values(), all, at)).toEqual([]);
});

test('what the chart takes from outside is a command, and the other way round', () => {
  const signals = ['day', 'linking'].flatMap((name) =>
    ['Start', 'Stop', 'Go', 'Half', 'Pressing', 'Due', 'Over', 'Again'].map((what) => `${name}${what}`),
  );
  expect(unmatched(visit, new Set(signals))).toEqual([]);
});
