// The chart of a task: nobody is left waiting for nothing, whether it is done by the unit or by units below.
import type { Json, Snapshot } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/task/face';
import { task } from '@six-order/workflows/task/workflow';
import { expect, test } from 'vitest';
import { at, clock, recompute, sealed, tries } from '../chart-facts.ts';
import { checkModel, neverAllowed, unmatched } from '../model-checks.ts';

const facts =
  (to: readonly string[]) =>
  (now: number): { readonly [key: string]: Json } => ({
    number: '20260302-000001-1',
    unit: { id: 'u-street', path: 'u1.u2' },
    plan: { to: [...to], due: clock(now, 240), report: clock(now, 48) },
    report: clock(now, 48),
    above: null,
  });
const [giver, worker, above] = ['p-giver', 'p-worker', 'p-above'];
const by = tries(facts(['u-a', 'u-b']));
const alone = tries(facts([]));
const given = { unit: 'u-street', dueOn: '2026-03-20T18:00:00+08:00', kind: 'major', text: sealed };
const part = (state: string) => by('system', 'partChanged', { unit: 'u-a', state, child: 'o-a' });
const all = [
  by(giver, 'assign', { ...given, to: ['u-a', 'u-b'] }),
  alone(giver, 'assign', { ...given, to: [], parent: 'o-parent' }),
  by(worker, 'passOn', { to: ['u-a', 'u-b'] }),
  by(worker, 'report', { status: 'blocked', text: sealed }),
  by(worker, 'finish', { text: sealed }),
  by(above, 'check', { verdict: 'accepted' }),
  by(above, 'check', { verdict: 'returned', text: sealed }),
  by(worker, 'excuse', { unit: 'u-b', text: sealed }),
  by(worker, 'excuse', { unit: 'u-a', text: sealed }),
  by(above, 'urge'),
  part('finished'),
  part('settled'),
  by(giver, 'cancel'),
  by('system', 'cancel'),
  recompute(96),
];

const nodes = checkModel('task', {
  workflow: task,
  tries: all,
  mark: (snapshot: Snapshot) => {
    const { parts, reports, parent } = contextOf(snapshot);
    return [parts.map(({ state }) => state), reports.length > 0, parent];
  },
  at,
  atLeast: 200,
});

test('every role that authority lets send a command can have it taken', () => {
  expect(neverAllowed(task, nodes.values(), all, at)).toEqual([]);
});

test('what the chart takes from outside is a command, and the other way round', () => {
  const signals = ['task', 'report'].flatMap((name) =>
    ['Start', 'Stop', 'Go', 'Half', 'Pressing', 'Due', 'Over', 'Again'].map((what) => `${name}${what}`),
  );
  expect(unmatched(task, new Set(signals))).toEqual([]);
});
