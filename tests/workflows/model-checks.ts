// What must hold of every chart, whatever it is about: a workflow joins by naming who tries what.
import { createRegistry, step, type Json, type Snapshot, type Workflow } from '@six-order/engine';
import { describe, expect, test } from 'vitest';
import { commandsOf, type StateNode } from './chart-states.ts';
import { explore, stranded, type Node, type Try } from './explore.ts';

export interface ModelOptions {
  readonly workflow: Workflow;
  readonly tries: readonly Try[];
  /** What tells two states apart beside the machine's value. */
  readonly mark: (snapshot: Snapshot) => Json;
  readonly at: number;
  /**
   * Where it is left to whoever's turn it is, and no clock runs: the states that take commands, joined by ` + `. Each needs a reason
   * beside it.
   */
  readonly unhurried?: readonly string[];
  /** How many states there must be at least, so that a chart that stopped early does not pass. */
  readonly atLeast: number;
}

export const isEnd =
  (workflow: Workflow) =>
  ({ snapshot }: Node): boolean =>
    workflow.face(snapshot).closedAt !== null;

/** The states of the machine that a snapshot is in. */
const activeOf = ({ machine }: Workflow, { snapshot }: Node): readonly StateNode[] =>
  machine.resolveState({ value: snapshot.value as never, context: snapshot.context })._nodes;

/** Of its regions those that take commands, where they stand, ends left out. */
const standingOf = (workflow: Workflow, node: Node): readonly string[] =>
  activeOf(workflow, node)
    .filter((state) => state.path.length === 2 && state.meta?.end !== true && commandsOf(workflow, state).length > 0)
    .map((state) => state.path.join('.'))
    .sort();

/** The clocks that the states name which take commands. */
const namedClocks = (workflow: Workflow, node: Node): readonly string[] =>
  activeOf(workflow, node).flatMap((state) =>
    typeof state.meta?.clock === 'string' && commandsOf(workflow, state).length > 0 ? [state.meta.clock as string] : [],
  );

/** The clock is not met yet, and some state climbs its ladder, or leaves when it is due. */
const isWatched = (workflow: Workflow, node: Node, clock: string): boolean => {
  const clocks = node.snapshot.context['clocks'] as Readonly<Record<string, { readonly finishedAt?: number | null } | undefined>>;
  const climbs = activeOf(workflow, node).some(
    (state) => state.meta?.clock === clock && (Object.keys(state.states).length > 0 || state.after.length > 0),
  );
  return climbs && clocks[clock] !== undefined && (clocks[clock].finishedAt ?? null) === null;
};

/** Explores it once, and checks that nobody is left waiting for nothing. Returns the states, for checks of one's own. */
export function checkModel(
  name: string,
  { workflow, tries, mark, at, atLeast, unhurried = [] }: ModelOptions,
): ReadonlyMap<string, Node> {
  const nodes = explore({ workflow, tries, mark, at });
  const ends = isEnd(workflow);

  describe(`every reachable state of ${workflow.id}: ${name}`, () => {
    test('an end can be reached from it', () => {
      expect(nodes.size).toBeGreaterThanOrEqual(atLeast);
      expect(stranded(nodes, ends).map(({ key }) => key)).toEqual([]);
    });

    test('the clock that it names runs: it is in memory, and a ladder of reminders is on for it', () => {
      const stopped = [...nodes.values()].flatMap((node) =>
        namedClocks(workflow, node)
          .filter((clock) => !ends(node) && !isWatched(workflow, node, clock))
          .map((clock) => `${node.key}: ${clock}`),
      );
      expect(stopped).toEqual([]);
    });

    test('unless it is an end, time moves it on, or a command on its way does: nobody has to think of it', () => {
      const still = [...nodes.values()].filter(
        (node) => !ends(node) && node.armed.length === 0 && ![...node.next.keys()].some((label) => label.endsWith(' by system')),
      );
      expect([...new Set(still.map((node) => standingOf(workflow, node).join(' + ')))].sort()).toEqual([...unhurried].sort());
    });

    test('every armed timer is taken, so no clock is lost in a state that does not know it', () => {
      const lost = [...nodes.values()].flatMap((node) =>
        node.armed.filter((slot) => !node.next.has(slot)).map((slot) => `${node.key}: ${slot}`),
      );
      expect(lost).toEqual([]);
    });

    test('every command that is tried is taken somewhere', () => {
      const commands = taken(nodes);
      expect(tries.filter(({ type }) => type !== workflow.opens && !commands.has(type)).map(({ type }) => type)).toEqual([]);
    });

    test('what is stored is read back the same', () => {
      const registry = createRegistry([workflow]);
      expect(registry.get(workflow.id, workflow.version)).toBe(workflow);
      for (const { snapshot } of nodes.values()) expect(JSON.parse(JSON.stringify(snapshot.value))).toEqual(snapshot.value);
    });
  });
  return nodes;
}

/** The commands that are taken in some of these states. */
export const taken = (nodes: ReadonlyMap<string, Node>): ReadonlySet<string> =>
  new Set([...nodes.values()].flatMap((node) => [...node.next.keys()].map((label) => label.split(' ')[0] as string)));

/**
 * Pairs of command and role that authority lets send it and that the machine takes in none of these states. A command is tried
 * in each role as it was tried when somebody else's was taken.
 */
export function neverAllowed(workflow: Workflow, nodes: Iterable<Node>, tries: readonly Try[], at: number): readonly string[] {
  const open = new Set(
    Object.entries(workflow.commands)
      .filter(([type]) => type !== workflow.opens)
      .flatMap(([type, { by }]) => by.map((role) => `${type} by ${role}`)),
  );
  for (const node of nodes) {
    for (const attempt of tries) {
      if (!node.next.has(`${attempt.type} by ${attempt.person}`)) continue;
      for (const role of workflow.commands[attempt.type]?.by ?? []) {
        const pair = `${attempt.type} by ${role}`;
        if (!open.has(pair)) continue;
        const person = role === 'system' ? null : (attempt.actor?.person ?? attempt.person);
        const result = step(workflow, node.snapshot, {
          type: attempt.type,
          at,
          actor: { person, post: null, role },
          input: attempt.input ?? {},
          facts: attempt.facts?.(at, node.snapshot) ?? {},
        });
        if (result.kind === 'applied') open.delete(pair);
      }
    }
    if (open.size === 0) break;
  }
  return [...open].sort();
}

/** Events that the machine takes from outside and that no command is called by, and commands that it never takes. */
export function unmatched(workflow: Workflow, raised: ReadonlySet<string>): readonly string[] {
  const events = new Set((workflow.machine.events as readonly string[]).filter((type) => !type.startsWith('xstate.')));
  const commands = Object.keys(workflow.commands);
  return [
    ...[...events].filter((type) => !raised.has(type) && !commands.includes(type)),
    ...commands.filter((type) => !events.has(type)),
    ...commands.filter((type) => raised.has(type)),
  ].sort();
}
