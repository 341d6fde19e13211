// One step of an order: the machine's pure transition, and its action list read as data.
//
// Owns: restoring a stored state, the transition, timers and effects out of its actions.
// Not ours: who may send the command, where the facts came from, anything that writes.
// Keeps: I4. S1: no actor of the machine ever runs (inert-scope.ts).
import { createActor, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { TerminalError } from './error.ts';
import { inertScope } from './inert-scope.ts';
import type { Actor, Json, Snapshot } from './order.ts';
import type { Workflow } from './workflow.ts';

/** What the machine sees of a command. Guards and actions find everything they may use here and in the context. */
export interface StepEvent {
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: Pick<Actor, 'person' | 'post' | 'role'>;
  readonly input: { readonly [key: string]: Json };
  readonly facts: { readonly [key: string]: Json };
}

/** A timer to arm in `slot` (one per order and slot; arming again replaces it). */
export interface Arming {
  readonly slot: string;
  readonly dueAt: number;
}

export interface Effect {
  readonly type: string;
  readonly params: Json;
}

export type StepResult =
  | {
      readonly kind: 'applied';
      readonly snapshot: Snapshot;
      readonly arm: readonly Arming[];
      readonly cancel: readonly string[];
      readonly effects: readonly Effect[];
    }
  | { readonly kind: 'not-allowed' };

interface Rig extends ReturnType<typeof inertScope> {
  /** Restored states by their value: only the context differs between two orders in the same state. */
  readonly states: Map<string, Known>;
  /** The same by the very value: the machine gives one for each state, which the next command of an order kept here brings back. */
  readonly byValue: WeakMap<object, Known>;
  readonly initial: Snapshot;
}

interface Known {
  readonly state: AnyMachineSnapshot;
  /** The events that its nodes name at all. */
  readonly events: ReadonlySet<string>;
  /** Of a workflow's commands those that are among them. */
  readonly heard: WeakMap<Workflow, readonly string[]>;
  /** By type: which of its nodes to ask (askedIn). */
  readonly asked: Map<string, readonly AskedNode[] | null>;
}

type StateNode = AnyMachineSnapshot['_nodes'][number];

/** With what the library keeps out of its types: the transition that a node by itself would take. */
type AskedNode = StateNode & { next(snapshot: AnyMachineSnapshot, event: StepEvent): readonly unknown[] | undefined };

const rigs = new WeakMap<AnyStateMachine, Rig>();

function rigOf(machine: AnyStateMachine): Rig {
  const known = rigs.get(machine);
  if (known) return known;
  const { scope, actions } = inertScope(createActor, machine);
  const start = machine.getInitialSnapshot(scope, undefined);
  actions.length = 0;
  const rig = {
    scope,
    actions,
    states: new Map(),
    byValue: new WeakMap(),
    initial: { value: start.value as Json, context: start.context },
  };
  rigs.set(machine, rig);
  return rig;
}

const MAX_STATES = 5_000;

function known(machine: AnyStateMachine, rig: Rig, { value, context }: Snapshot): Known {
  const nested = typeof value === 'object' ? value : null;
  const last = nested && rig.byValue.get(nested);
  if (last) return last;
  const key = JSON.stringify(value);
  let found = rig.states.get(key);
  if (!found) {
    const state = machine.resolveState({ value: value as never, context }) as AnyMachineSnapshot;
    const events = new Set(state._nodes.flatMap((node) => node.ownEvents));
    found = { state, events, heard: new WeakMap(), asked: new Map() };
    if (rig.states.size < MAX_STATES) rig.states.set(key, found);
  }
  if (nested) rig.byValue.set(nested, found);
  return found;
}

const restore = (machine: AnyStateMachine, rig: Rig, snapshot: Snapshot): AnyMachineSnapshot =>
  ({ ...known(machine, rig, snapshot).state, context: snapshot.context }) as AnyMachineSnapshot;

/**
 * What the machine would take now: `heard` says at once which of the workflow's commands are in question, in the order in which they
 * are declared; `takes` asks the guards. Only the nodes that have a transition for a type are asked, where a walk through the whole
 * chart asks all of them for each type: an order in hand hears some twenty.
 */
export function taking(workflow: Workflow, before: Snapshot) {
  const { machine } = workflow;
  const found = known(machine, rigOf(machine), before);
  const restored = { ...found.state, context: before.context } as AnyMachineSnapshot;
  return {
    heard: heardIn(found, workflow),
    takes(event: StepEvent): boolean {
      const nodes = askedIn(found, event.type);
      // A transition that forbids an event shadows those of the nodes around it: which one it is, only the walk tells.
      return nodes === null ? restored.can(event as never) : nodes.some((node) => node.next(restored, event) !== undefined);
    },
  };
}

function heardIn({ events, heard }: Known, workflow: Workflow): readonly string[] {
  let types = heard.get(workflow);
  if (!types) {
    types = Object.keys(workflow.commands).filter((type) => events.has(type) || events.has('*'));
    heard.set(workflow, types);
  }
  return types;
}

/** The nodes that have transitions for a type; null where one of these forbids it, or takes events by a pattern. */
function askedIn({ state, asked }: Known, type: string): readonly AskedNode[] | null {
  let nodes = asked.get(type);
  if (nodes === undefined) {
    const having = state._nodes.filter(({ transitions }) => transitions.has(type)) as AskedNode[];
    const isPlain = ({ transitions }: StateNode): boolean =>
      (transitions.get(type) ?? []).every(({ target, actions }) => target !== undefined || actions.length > 0);
    const matching = state._nodes.some(({ transitions }) => [...transitions.keys()].some((key) => key.endsWith('*')));
    nodes = matching || !having.every(isPlain) ? null : having;
    asked.set(type, nodes);
  }
  return nodes;
}

/** Pure. Throws TerminalError when the machine itself fails or asks for an effect that its workflow does not declare. */
export function step(workflow: Workflow, before: Snapshot | null, event: StepEvent): StepResult {
  const { machine } = workflow;
  const rig = rigOf(machine);
  const state = restore(machine, rig, before ?? rig.initial);
  rig.actions.length = 0;
  let next: AnyMachineSnapshot;
  try {
    next = machine.transition(state, event as never, rig.scope) as AnyMachineSnapshot;
    // Asked only when nothing came of it: the question costs as much as half a transition.
    if (next === state && rig.actions.length === 0 && !state.can(event as never)) return { kind: 'not-allowed' };
    if (next.status === 'error') throw next.error;
  } catch (cause) {
    throw new TerminalError(`${workflow.id}@${workflow.version} failed on ${event.type}`, { cause });
  }
  const actions = rig.actions.splice(0);
  return {
    kind: 'applied',
    snapshot: { value: next.value as Json, context: next.context },
    ...read(workflow, actions, event.at),
  };
}

function read(workflow: Workflow, actions: readonly { type: string; params: unknown }[], at: number) {
  const arm = new Map<string, Arming>();
  const cancel = new Set<string>();
  const effects: Effect[] = [];
  for (const { type, params } of actions) {
    if (type === 'xstate.cancel') {
      const slot = (params as { sendId: string }).sendId;
      arm.delete(slot);
      cancel.add(slot);
    } else if (type === 'xstate.raise') {
      const { id, delay } = params as { id: string; delay?: number };
      if (delay === undefined) continue; // an immediate raise is already part of this step
      arm.set(id, { slot: id, dueAt: at + delay });
      cancel.delete(id);
    } else if (workflow.effects.includes(type)) {
      effects.push({ type, params: (params ?? {}) as Json });
    } else {
      throw new TerminalError(`${workflow.id}@${workflow.version} asked for the effect ${type}, which it does not declare`);
    }
  }
  return { arm: [...arm.values()], cancel: [...cancel], effects };
}

/** The timers that a state needs when it is entered from outside the machine (a migration). */
export function armingsOf(workflow: Workflow, snapshot: Snapshot, at: number): Arming[] {
  const { machine } = workflow;
  const state = restore(machine, rigOf(machine), snapshot);
  const delays = machine.implementations.delays as unknown as Record<string, number | ((args: unknown) => number)>;
  const armings = state._nodes.flatMap((node) =>
    node.after.map(({ delay, eventType }): readonly [string, Arming] => {
      const found = (typeof delay === 'string' ? delays[delay] : delay) as number | ((args: unknown) => number);
      const ms = typeof found === 'function' ? found({ context: snapshot.context, event: { type: 'migrate', at } }) : found;
      return [eventType as string, { slot: eventType as string, dueAt: at + ms }];
    }),
  );
  // A delay with several guarded ways is one timer.
  return [...new Map(armings).values()];
}

/** The name of the delay behind a timer's slot: `acceptDue` of `xstate.after.acceptDue.six-order.handling…`. */
export const delayName = (slot: string): string => slot.split('.')[2] ?? slot;
