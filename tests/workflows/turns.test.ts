// Whose turn it is (该谁办): every state of every chart in which something is to be done names whoever does it, and he can. A workflow
// joins by being registered.
import { acts } from '@six-order/community/authority/acts';
import { workflows } from '@six-order/workflows/all';
import { turnWords } from '@six-order/workflows/turn-words';
import { turnsOf } from '@six-order/workflows/turns';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandsOf, statesOf, type StateNode } from './chart-states.ts';
import { latest } from './latest.ts';

/** The names of the charts, and the roles in which somebody takes the turn. */
const turns: Readonly<Record<string, readonly string[]>> = {
  resident: ['resident'],
  window: ['window'],
  secretary: ['secretary'],
  street: ['street'],
  holder: ['member', 'team-lead', 'property', 'department', 'community'],
  pool: ['member'],
  publisher: ['publisher'],
  /** Somebody else than who wrote or published it. */
  decider: ['publisher', 'street'],
  supervisor: ['supervisor'],
  dpo: ['dpo'],
  mediator: ['grid-worker', 'community', 'street'],
  /** Whoever looks after the matter and did not mediate it. */
  caller: ['grid-worker', 'community', 'street'],
  owner: ['grid-worker', 'community', 'street'],
  visitor: ['grid-worker', 'member'],
  planner: ['grid-worker', 'secretary', 'community'],
  /** The level above; of what was raised its own matter says what it came to. */
  above: ['community', 'street', 'leader', 'system'],
  convener: ['secretary', 'community', 'street'],
  /** Those whom a matter under discussion concerns. */
  parties: ['resident', 'representative', 'property'],
  /** The units below: their tasks say what they have come to. */
  parts: ['system'],
  tasks: ['system'],
};

const turnOf = ({ meta }: StateNode): readonly string[] => (Array.isArray(meta?.turn) ? meta.turn : []);

/** Waiting for another region of the same order, which names its own turn. */
const idle = new Set(['six-order publication.waiting']);

describe.each(latest(workflows))('$id', (workflow) => {
  const states = statesOf(workflow).filter(
    ([, state]) => state.meta?.end !== true && !commandsOf(workflow, state).includes(workflow.opens),
  );

  test('each state in which something is to be done names whose turn it is, and an end names nobody', () => {
    expect(states.length).toBeGreaterThan(1);
    const silent = states.filter(([name, state]) => turnOf(state).length === 0 && !idle.has(`${workflow.id} ${name}`));
    expect(silent.map(([name]) => name)).toEqual([]);
    const ends = statesOf(workflow).filter(([, state]) => state.meta?.end === true && turnOf(state).length > 0);
    expect(ends.map(([name]) => name)).toEqual([]);
  });

  test('whoever’s turn it is can send a command that the state takes', () => {
    const idleHands = states.flatMap(([name, state]) =>
      turnOf(state)
        .filter(
          (turn) =>
            !commandsOf(workflow, state).some((type) =>
              turns[turn]?.some((role) => workflow.commands[type]?.by.includes(role) && mayEver(workflow.id, type, role)),
            ),
        )
        .map((turn) => `${name}: ${turn}`),
    );
    expect(idleHands).toEqual([]);
  });

  test('no command is sent by nobody, and authority lets send each of them whom the workflow names', () => {
    const apart = Object.entries(workflow.commands).flatMap(([type, { by }]) => {
      const people = by.filter((role) => role !== 'system' && role !== 'clock');
      const allowed = Object.keys(acts[workflow.id]?.[type] ?? {}).filter((role) => role !== 'system');
      return [
        ...(by.length === 0 ? [`${type}: nobody`] : []),
        ...people.filter((role) => !allowed.includes(role)).map((role) => `${type}: ${role} by the workflow alone`),
        ...allowed.filter((role) => !people.includes(role)).map((role) => `${type}: ${role} by authority alone`),
      ];
    });
    expect(apart).toEqual([]);
  });

  test('all its states are walked through by a model', () => {
    const models = globSync('tests/workflows/**/*.test.ts', { cwd: new URL('../..', import.meta.url).pathname })
      .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
      .filter((text) => /^(const \w+ = |\s*nodes: |\s*const nodes = )?checkModel\(/m.test(text));
    expect(models.some((text) => text.includes(`@six-order/workflows/${workflow.id}/workflow`))).toBe(true);
  });
});

/** The system is told by the workflow alone. */
const mayEver = (workflow: string, type: string, role: string): boolean =>
  role === 'system' || acts[workflow]?.[type]?.[role as never] !== undefined;

test('every name of a turn has words, and no word is for a turn that no chart has', () => {
  expect(Object.keys(turnWords).sort()).toEqual(Object.keys(turns).sort());
});

test('of an order it is read whose turn it is and until when, the stage’s own first; of one that has ended, nobody’s', () => {
  const [now, due] = [Date.parse('2026-03-02T09:00:00+08:00'), Date.parse('2026-03-03T09:00:00+08:00')];
  const running = { startedAt: now, dueAt: due, pressingAt: due, overAt: due, finishedAt: null, trace: null };
  const sixOrder = latest(workflows).find(({ id }) => id === 'six-order');
  const whose = (value: object, clocks: object, { closedAt = null as number | null, version = sixOrder?.version } = {}) =>
    turnsOf({ workflow: 'six-order', version, snapshot: { value, context: { clocks } }, face: { closedAt } } as never);
  const rest = { whole: 'off', aside: 'off', supervision: 'clear' };
  const placed = { handling: 'placed', publication: 'waiting', ...rest };
  expect(whose(placed, { intake: running })).toEqual([{ who: 'secretary', clock: 'intake', dueAt: due }]);
  expect(whose(placed, { intake: { ...running, finishedAt: now } })).toMatchObject([{ dueAt: null }]);
  expect(whose(placed, { intake: { ...running, trace: { paused: {} } } })).toMatchObject([{ dueAt: null }]);
  const finished = { handling: 'finished', publication: 'open', ...rest };
  expect(whose(finished, { evaluate: running })).toEqual([
    { who: 'resident', clock: 'evaluate', dueAt: due },
    { who: 'publisher', clock: 'publish', dueAt: null },
  ]);
  const evaluated = { ...finished, handling: 'evaluated' };
  expect(whose(evaluated, { publish: running })).toEqual([{ who: 'publisher', clock: 'publish', dueAt: due }]);
  // Who wrote or published it dismisses no objection to it, so it is not said to be his turn.
  const hidden = { ...finished, handling: 'evaluated', publication: { hidden: 'half' } };
  expect(whose(hidden, { publicObjection: running })).toEqual([{ who: 'decider', clock: 'publicObjection', dueAt: due }]);
  // After an emergency there is the report to write, and then nothing.
  const emergency = latest(workflows).find(({ id }) => id === 'emergency');
  const after = (review: object | null, clocks: object) =>
    turnsOf({
      workflow: 'emergency',
      version: emergency?.version,
      snapshot: { value: { handling: 'aftermath' }, context: { clocks, review } },
      face: { closedAt: null },
    } as never);
  expect(after(null, { review: running })).toEqual([{ who: 'street', clock: 'review', dueAt: due }]);
  expect(after({ at: now }, { review: { ...running, finishedAt: now } })).toEqual([]);
  // A claim passes by itself, before the limit of the acceptance.
  const claimed = { ...placed, handling: 'claimed' };
  const context = { clocks: { accept: running }, claimedAt: now, urgency: 'U2' };
  expect(
    turnsOf({
      workflow: 'six-order',
      version: sixOrder?.version,
      snapshot: { value: claimed, context },
      face: { closedAt: null },
    } as never),
  ).toEqual([{ who: 'holder', clock: 'accept', dueAt: now + 1_800_000 }]);
  // While the work is done again, whoever publishes does not see the order.
  const again = { ...finished, handling: 'reworking', publication: 'open' };
  expect(whose(again, { rework: running })).toEqual([{ who: 'holder', clock: 'rework', dueAt: due }]);
  expect(whose(placed, {}, { closedAt: now })).toEqual([]);
  expect(whose(placed, {}, { version: 99 })).toEqual([]);
});
