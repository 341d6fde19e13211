// Charts made by chance: nested and parallel states, history, ends, guards, memory, waiting, transitions without an event.
//
// Owns: what a chart may hold, and how it is made for one XState or another. A chart has to end every step: what it does by itself takes
// of its fuel, and there is no more of that than at its beginning.
import type { AnyStateMachine } from 'xstate';
import type { Chance } from '../../harness/chaos/seeded.ts';
import type { XState } from './plain-xstate.ts';

type Part = Record<string, unknown>;

interface Memory {
  readonly fuel: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Given {
  readonly context: Memory;
  readonly event: { readonly type: string; readonly n?: number };
}

export const events = ['a', 'b', 'c', 'd.x', 'd.y', 'unheard'] as const;
const FUEL = 25;

interface Node {
  readonly id: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly children: readonly Node[];
}

const all = (node: Node): readonly Node[] => [node, ...node.children.flatMap(all)];

/** What a chart of this chance is; the same for every XState that it is asked for. */
export function randomChart(chance: Chance): (xstate: XState) => AnyStateMachine {
  let made = 0;
  const grow = (depth: number, type: Node['type']): Node => {
    const id = `n${made++}`;
    if (type !== 'compound' && type !== 'parallel') return { id, type, children: [] };
    const kinds = Array.from({ length: chance.whole(1, 3) }, (_, n): Node['type'] => {
      if (n > 0 && chance.yes(0.2)) return 'history';
      if (n > 0 && chance.yes(0.2)) return 'final';
      if (depth === 0 || chance.yes(0.4)) return 'atomic';
      return chance.yes(0.4) ? 'parallel' : 'compound';
    });
    return { id, type, children: kinds.map((kind) => grow(depth - 1, kind)) };
  };
  const root = grow(3, chance.yes(0.4) ? 'parallel' : 'compound');
  const nodes = all(root).slice(1);
  const regions = all(root).filter(({ type, children }) => type === 'parallel' && children.length > 1);
  const anyOf = (some: readonly Node[]): string => `#${chance.one(some as readonly [Node, ...Node[]]).id}`;
  const targets = (): readonly string[] => {
    const region = regions.length > 0 && chance.yes(0.3) ? regions[chance.whole(0, regions.length - 1)] : undefined;
    if (!region) return [anyOf(nodes)];
    return region.children.flatMap((child) => (chance.yes(0.7) ? [anyOf(all(child))] : []));
  };

  // What is said here is made anew for each XState (`make`), by what chance said once.
  type Make = (xstate: XState) => unknown;
  const key = (): string => chance.one(['p', 'q', 'r']);
  const count =
    (name: string): Make =>
    ({ assign }) =>
      assign(({ context, event }: Given) => ({
        counts: { ...context.counts, [name]: (context.counts[name] ?? 0) + (event.n ?? 1) },
      }));
  const burn: Make = ({ assign }) => assign(({ context }: Given) => ({ fuel: context.fuel - 1 }));
  const action = (): Make => {
    const name = key();
    const event = chance.one(events);
    switch (chance.whole(0, 5)) {
      case 0:
      case 1:
        return count(name);
      case 2:
        return () => ({ type: 'note', params: ({ context }: Given) => ({ name, ...context.counts }) });
      case 3:
        return ({ enqueueActions }) =>
          enqueueActions(({ context, enqueue }) => {
            if ((context as Memory).fuel <= 0) return;
            enqueue.assign({ fuel: (context as Memory).fuel - 1 });
            enqueue.raise({ type: event });
          });
      case 4:
        return ({ raise }) => raise({ type: event }, { id: `later-${name}`, delay: 50 });
      default:
        return ({ cancel }) => cancel(`later-${name}`);
    }
  };
  const some = <T>(most: number, make: () => T): readonly T[] => Array.from({ length: chance.whole(0, most) }, make);
  const guard = (): ((given: Given) => boolean) => {
    const name = key();
    const limit = chance.whole(0, 3);
    const below = chance.yes(0.5);
    return ({ context }) => (context.counts[name] ?? 0) < limit === below;
  };
  type Way = (xstate: XState) => Part;
  const way = (own: boolean): Way => {
    const goes = own || chance.yes(0.8) ? targets() : [];
    const actions = some(2, action);
    const holds = chance.yes(0.4) ? guard() : null;
    const reenter = chance.yes(0.2);
    return (xstate) => ({
      ...(goes.length > 0 && { target: goes }),
      ...(reenter && { reenter }),
      ...(own && { guard: (given: Given) => given.context.fuel > 0 && (holds?.(given) ?? true) }),
      ...(!own && holds && { guard: holds }),
      actions: [...(own ? [burn] : []), ...actions].map((make) => make(xstate)),
    });
  };
  const ways = (own = false): readonly Way[] => Array.from({ length: chance.whole(1, 2) }, () => way(own));
  const heard = (): Readonly<Record<string, readonly Way[]>> =>
    Object.fromEntries(
      [...events, 'd.*', '*'].flatMap((type) =>
        chance.yes(type === '*' ? 0.05 : 0.3) ? [[type, chance.yes(0.1) ? [] : ways()]] : [],
      ),
    );

  const part = (node: Node, siblings: readonly Node[]): ((xstate: XState) => Part) => {
    const { id, type } = node;
    if (type === 'history') {
      const history = chance.yes(0.5) ? 'deep' : 'shallow';
      const target = chance.yes(0.3) ? anyOf(siblings.filter((one) => one.type !== 'history')) : undefined;
      return () => ({ id, type, history, ...(target !== undefined && { target }) });
    }
    const [entry, exit] = [some(2, action), some(2, action)];
    const tags = some(2, key);
    if (type === 'final') return (xstate) => ({ id, type, entry: entry.map((make) => make(xstate)), tags, output: id });
    const on = heard();
    const always = chance.yes(0.15) ? ways(true) : [];
    const after = chance.yes(0.3) ? ways() : [];
    const onDone = node.children.length > 0 && chance.yes(0.4) ? ways(true) : [];
    const states = node.children.map((child) => [child.id, part(child, node.children)] as const);
    const first = node.children.find((child) => child.type !== 'history')?.id;
    const made = (xstate: XState, list: readonly Way[]): readonly Part[] => list.map((one) => one(xstate));
    return (xstate) => ({
      id,
      tags,
      ...(type === 'parallel' && { type }),
      ...(type === 'compound' && { initial: first }),
      entry: entry.map((make) => make(xstate)),
      exit: exit.map((make) => make(xstate)),
      on: Object.fromEntries(Object.entries(on).map(([event, list]) => [event, made(xstate, list)])),
      ...(always.length > 0 && { always: made(xstate, always) }),
      ...(after.length > 0 && { after: { wait: made(xstate, after) } }),
      ...(onDone.length > 0 && { onDone: made(xstate, onDone) }),
      ...(states.length > 0 && { states: Object.fromEntries(states.map(([name, make]) => [name, make(xstate)])) }),
    });
  };
  const whole = part(root, [root]);
  return (xstate) =>
    xstate
      .setup({ actions: { note: () => undefined }, delays: { wait: ({ context }) => 100 + (context as Memory).fuel } })
      .createMachine({
        ...whole(xstate),
        options: { maxIterations: 100 },
        context: { fuel: FUEL, counts: {} },
      } as never) as unknown as AnyStateMachine;
}
