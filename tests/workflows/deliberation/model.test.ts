// The chart of a deliberation: nobody is left waiting for nothing, whatever the parties say and whatever becomes of its tasks.
import type { Json, Snapshot } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/deliberation/face';
import { deliberation } from '@six-order/workflows/deliberation/workflow';
import { expect, test } from 'vitest';
import { at, clock, recompute, sealed, tries } from '../chart-facts.ts';
import { checkModel, neverAllowed, unmatched } from '../model-checks.ts';

const party = (code: string, ...persons: readonly string[]) => ({ code, zh: code, en: code, unit: null, persons });
const facts =
  (tasks: readonly string[], above: Json = null) =>
  (now: number): { readonly [key: string]: Json } => ({
    number: '20260302-000001-1',
    unit: { id: 'u-grid', path: 'u1.u2.u3' },
    forum: {
      forum: { code: 'three-parties', zh: '三方共议', en: 'three parties' },
      holder: { id: 'u-community', path: 'u1.u2' },
      agenda: clock(now, 40),
    },
    parties: {
      parties: [party('community', 'p-convener'), party('owners', 'p-owner'), party('property')],
      quorum: 2,
      passes: 2,
      opinions: clock(now, 40),
    },
    voice: null,
    decide: clock(now, 24),
    decision: { tasks: [...tasks], above, feedback: clock(now, 24) },
    feedback: clock(now, 24),
  });
const [resident, convener, owner] = ['p-resident', 'p-convener', 'p-owner'];
const by = tries(facts([]));
const withTasks = tries(facts(['u-a', 'u-b']));
const upwards = tries(facts([], { forum: 'joint-meeting', unit: 'u-street' }));
const record = { how: 'ballot', on: '2026-03-03T15:00:00+08:00', people: 43 };
const tasks = ['u-a', 'u-b'].map((unit) => ({ unit, dueOn: '2026-03-20T18:00:00+08:00' }));
const part = (unit: string, state: string) => by('system', 'partChanged', { unit, state, child: `o-${unit}` });
const all = [
  by(resident, 'propose', { forum: 'three-parties', unit: 'u', text: sealed, order: 'o-1' }),
  by('system', 'propose', { forum: 'joint-meeting', unit: 'u', lower: 'o-lower' }),
  by(convener, 'admit', { text: sealed }),
  by(convener, 'refuse', { text: sealed }),
  by(convener, 'speak', { party: 'community', stance: 'agree', text: sealed }),
  by(owner, 'speak', { party: 'owners', stance: 'disagree' }),
  by(convener, 'speak', { party: 'property', stance: 'agree', record }),
  by(convener, 'closeHearing'),
  by('system', 'closeHearing'),
  withTasks(convener, 'decide', { verdict: 'adopted', text: sealed, tasks, forOrder: 'keep' }),
  by(convener, 'decide', { verdict: 'adopted', text: sealed, tasks: [], forOrder: 'resume' }),
  by(convener, 'decide', { verdict: 'rejected', text: sealed, tasks: [], forOrder: 'keep' }),
  upwards(convener, 'decide', { verdict: 'raised', text: sealed, tasks: [], forOrder: 'keep' }),
  by(convener, 'excuse', { unit: 'u-a', text: sealed }),
  by(convener, 'excuse', { unit: 'u-b', text: sealed }),
  part('u-a', 'blocked'),
  part('u-a', 'settled'),
  part('u-b', 'settled'),
  by('system', 'higherChanged', { child: 'o-higher', ended: false }),
  by('system', 'higherChanged', { child: 'o-higher', ended: true }),
  by(convener, 'feedback', { text: sealed }),
  by(convener, 'drop', { text: sealed }),
  by(resident, 'withdraw'),
  recompute(96),
];

const nodes = checkModel('deliberation', {
  workflow: deliberation,
  tries: all,
  mark: (snapshot: Snapshot) => {
    const { opinions, tasks: given, lower, order, decision, higher } = contextOf(snapshot);
    const last = new Map(opinions.map(({ party: of, stance }) => [of, stance]));
    return [
      [...last].sort(([x], [y]) => x.localeCompare(y)),
      given.map(({ state }) => state),
      lower,
      order,
      decision?.verdict ?? null,
      higher?.ended ?? null,
    ] as Json;
  },
  at,
  atLeast: 200,
});

test('every role that authority lets send a command can have it taken', () => {
  expect(neverAllowed(deliberation, nodes.values(), all, at)).toEqual([]);
});

test('what the chart takes from outside is a command, and the other way round', () => {
  const signals = ['agenda', 'opinions', 'decide', 'outcome'].flatMap((name) =>
    ['Start', 'Stop', 'Go', 'Half', 'Pressing', 'Due', 'Over', 'Again'].map((what) => `${name}${what}`),
  );
  expect(unmatched(deliberation, new Set(signals))).toEqual([]);
});

test('whatever is said, a decision is adopted only where enough parties agree, and silence is no agreement', () => {
  const adopted = [...nodes.values()].flatMap(({ snapshot }) => {
    const context = contextOf(snapshot);
    return context.decision?.verdict === 'adopted' ? [context] : [];
  });
  expect(adopted.length).toBeGreaterThan(0);
  for (const { parties, opinions, passes } of adopted) {
    const last = new Map(opinions.map(({ party: of, stance }) => [of, stance]));
    const agree = parties.filter(({ code }) => last.get(code) === 'agree').length;
    expect(agree).toBeGreaterThanOrEqual(passes);
  }
});
