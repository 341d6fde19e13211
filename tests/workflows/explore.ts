// Walks every state that a workflow can reach, without a database: commands as given, and every timer that is armed.
import { step, type Json, type Snapshot, type Workflow } from '@six-order/engine';

/** A command as somebody may send it, with the facts it would be given. */
export interface Try {
  readonly type: string;
  readonly person: string;
  readonly input?: { readonly [key: string]: Json };
  /** Null when a rule about facts refuses it. */
  readonly facts?: (at: number, snapshot: Snapshot | null) => { readonly [key: string]: Json } | null;
  /** Who acts and in which role; absent: the person, in none that a rule asks for. */
  readonly actor?: { readonly person: string | null; readonly role: string };
}

export interface Node {
  readonly key: string;
  readonly snapshot: Snapshot;
  /** Slots of armed timers. */
  readonly armed: readonly string[];
  /** When each of them is due. */
  readonly due: ReadonlyMap<string, number>;
  readonly next: Map<string, string>;
}

export interface ExploreOptions {
  readonly workflow: Workflow;
  readonly tries: readonly Try[];
  /** What tells two states apart beside the machine's value, e.g. whether there was an evaluation. */
  readonly mark: (snapshot: Snapshot) => Json;
  readonly at: number;
}

/** All reachable states by key. Commands come at the same instant everywhere: which timer fires first is left open. */
export function explore({ workflow, tries, mark, at }: ExploreOptions): Map<string, Node> {
  const nodes = new Map<string, Node>();
  const waiting: Node[] = [];
  const enter = (snapshot: Snapshot, due: ReadonlyMap<string, number>): string => {
    const armed = [...due.keys()].sort();
    const key = JSON.stringify([snapshot.value, armed, mark(snapshot)]);
    if (!nodes.has(key)) {
      const node = { key, snapshot, armed, due, next: new Map<string, string>() };
      nodes.set(key, node);
      waiting.push(node);
    }
    return key;
  };
  const send = (
    before: Snapshot | null,
    armed: ReadonlyMap<string, number>,
    type: string,
    { person, input, facts, actor = { person, role: 'test' } }: Omit<Try, 'type'>,
    fired?: string,
  ) => {
    const when = fired === undefined ? at : Math.max(at, armed.get(fired) ?? at);
    const given = facts ? facts(when, before) : {};
    if (given === null) return null;
    const result = step(workflow, before, {
      type,
      at: when,
      actor: { ...actor, post: null },
      input: input ?? {},
      facts: given,
    });
    if (result.kind !== 'applied') return null;
    const left = new Map([...armed].filter(([slot]) => slot !== fired && !result.cancel.includes(slot)));
    for (const { slot, dueAt } of result.arm) left.set(slot, dueAt);
    return enter(result.snapshot, left);
  };
  for (const opening of tries.filter(({ type }) => type === workflow.opens)) send(null, new Map(), opening.type, opening);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const attempt of tries) {
      if (attempt.type === workflow.opens) continue;
      const to = send(node.snapshot, node.due, attempt.type, attempt);
      if (to !== null) node.next.set(`${attempt.type} by ${attempt.person}`, to);
    }
    for (const slot of node.armed) {
      const to = send(node.snapshot, node.due, slot, { person: 'clock', actor: { person: null, role: 'clock' } }, slot);
      if (to !== null) node.next.set(slot, to);
    }
  }
  return nodes;
}

/** States from which no state that `isEnd` accepts can be reached. */
export function stranded(nodes: ReadonlyMap<string, Node>, isEnd: (node: Node) => boolean): Node[] {
  const before = new Map<string, string[]>();
  for (const node of nodes.values()) for (const to of node.next.values()) before.set(to, [...(before.get(to) ?? []), node.key]);
  const good = new Set([...nodes.values()].filter(isEnd).map(({ key }) => key));
  const waiting = [...good];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    for (const from of before.get(key) ?? []) {
      if (good.has(from)) continue;
      good.add(from);
      waiting.push(from);
    }
  }
  return [...nodes.values()].filter(({ key }) => !good.has(key));
}
