// The patch of XState changes how fast it is and nothing else (decisions/0152): charts made by chance go the same ways by the plain library
// and by the patched one, with the same memory, effects and timers.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inertScope } from '@six-order/engine/internal/inert-scope';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { type Chance, seeded } from '../../harness/chaos/seeded.ts';
import { blobOf, bothXStates, installed, patchedFiles, takenBack, type XState } from './plain-xstate.ts';
import { events, randomChart } from './random-chart.ts';

const { patched, plain } = await bothXStates();
const files = await patchedFiles();
/** Enough at every commit to see a slip; `npm run test:all` looks further, at others each time. */
const CHARTS = process.env['SIX_ORDER_LONG'] === '1' ? 2_500 : 300;
const WALKS = 3;
const STEPS = 12;

test.each(files)('what the patch made $name of is what its makers ship', async ({ name, blob, hunks }) => {
  expect(hunks.length).toBeGreaterThan(0);
  expect(blobOf(takenBack(await readFile(join(installed, name), 'utf8'), hunks))).toBe(blob);
});

test('it says the same to each of the four builds', () => {
  const told = new Map<string, Set<string>>();
  for (const { name, hunks } of files) {
    const [part = ''] = name.split('-');
    const lines = hunks.flatMap((hunk) => hunk.lines.filter((line) => /^[+-]/.test(line)));
    told.set(part, (told.get(part) ?? new Set()).add(lines.join('\n').replaceAll('dist_xstateGuards.', '')));
  }
  expect([...told].map(([part, texts]) => [part, texts.size])).toEqual([
    ['StateMachine', 1],
    ['assign', 1],
    ['raise', 1],
  ]);
  expect(files).toHaveLength(12);
});

/** How the engine asks a machine (core/step.ts): its actions are data. */
function walker(xstate: XState, machine: AnyStateMachine) {
  const { scope, actions } = inertScope(xstate.createActor, machine);
  /** All that can be seen of a state, and what it asked for. */
  const seen = (state: AnyMachineSnapshot, before: AnyMachineSnapshot | null) => ({
    value: state.value,
    context: state.context,
    status: state.status,
    output: state.output,
    error: String(state.error),
    tags: [...state.tags],
    nodes: state._nodes.map(({ id }) => id),
    history: Object.fromEntries(
      Object.entries(state.historyValue as Record<string, readonly { id: string }[]>).map(([id, nodes]) => [
        id,
        nodes.map((one) => one.id),
      ]),
    ),
    meta: state.getMeta(),
    same: state === before,
    can: events.map((type) => state.can({ type })),
    // Asking whether it can runs no action.
    actions: actions.splice(0).map(({ type, params }) => ({ type, params })),
  });
  return {
    begin: () => machine.getInitialSnapshot(scope, undefined) as AnyMachineSnapshot,
    go: (state: AnyMachineSnapshot, event: { readonly type: string }) =>
      machine.transition(state, event, scope) as AnyMachineSnapshot,
    /** As the engine restores it, which knows no history; or as the library itself does. */
    restore: (state: AnyMachineSnapshot, how: 'value' | 'all') =>
      how === 'value'
        ? (machine.resolveState({ value: state.value, context: state.context, status: state.status }) as AnyMachineSnapshot)
        : (machine.restoreSnapshot(
            JSON.parse(JSON.stringify(machine.getPersistedSnapshot(state))) as never,
            scope,
          ) as AnyMachineSnapshot),
    seen,
  };
}

/** What walks through a chart come to; each begins where the chart does, in the machine of those before it. */
function walks(xstate: XState, chart: (xstate: XState) => AnyStateMachine, chance: Chance): readonly unknown[] {
  const machine = chart(xstate);
  const { begin, go, restore, seen } = walker(xstate, machine);
  const timers = (machine.events as readonly string[]).filter((type) => type.startsWith('xstate.after.'));
  const log: unknown[] = [];
  for (let walk = 0; walk < WALKS; walk += 1) {
    let state = begin();
    log.push(seen(state, null));
    for (let step = 0; step < STEPS; step += 1) {
      const type = chance.one([...events, ...timers] as [string, ...string[]]);
      const again = chance.whole(0, 5);
      try {
        if (again < 2) state = restore(state, again === 0 ? 'value' : 'all');
        const next = go(state, { type, ...(chance.yes(0.3) && { n: 2 }) });
        log.push([type, seen(next, state)]);
        state = next;
      } catch (error) {
        log.push([type, (error as Error).message]);
        break;
      }
    }
  }
  return log;
}

test('charts made by chance go the same ways', () => {
  const found = { moves: 0, faults: 0, history: 0, done: 0, timers: 0, effects: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const chart = randomChart(seeded(seed));
      const log = walks(patched, chart, seeded(seed + 1));
      expect(JSON.stringify(log)).toBe(JSON.stringify(walks(plain, chart, seeded(seed + 1))));
      const text = JSON.stringify(log);
      found.moves += text.split('"same":false').length - 1;
      found.faults += log.filter((one) => Array.isArray(one) && typeof one[1] === 'string').length;
      found.history += text.includes('"history":{"') ? 1 : 0;
      found.done += text.includes('"status":"done"') ? 1 : 0;
      found.timers += text.includes('"xstate.cancel"') ? 1 : 0;
      found.effects += text.includes('"note"') ? 1 : 0;
    }),
    { numRuns: CHARTS },
  );
  // Chance did not pass by what the patch is about.
  expect(found.faults).toBeLessThan(CHARTS);
  expect(found.moves).toBeGreaterThan(CHARTS * 5);
  for (const kind of ['history', 'done', 'timers', 'effects'] as const)
    expect([kind, found[kind] > CHARTS / 20]).toEqual([kind, true]);
}, 240_000);
