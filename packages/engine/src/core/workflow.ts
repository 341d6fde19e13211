// A workflow: one XState machine with its commands and its face, under an id and a version.
//
// Owns: the definition's shape, the registry of versions.
// Not ours: who may send what (the engine's `authorize`), what a fact's kind means (the engine's `facts`).
import type { AnyStateMachine } from 'xstate';
import type { z } from 'zod';
import { RetryableError } from './error.ts';
import type { Face, Json, Snapshot } from './order.ts';
import type { Actor } from './order.ts';
import type { Effect } from './step.ts';
import { personalPaths, type PersonalPath } from './personal.ts';
import type { Text } from './text.ts';

/** A piece of reference data, or of another order, that a command needs: the kind says which reader, the rest what. */
export interface FactRequest {
  readonly kind: string;
  readonly [key: string]: Json | undefined;
}

/** What a command's `facts` may look at. `context` is empty for the opening command; personal fields of `input` are sealed. */
export interface FactAsk {
  readonly context: Readonly<Record<string, any>>;
  readonly input: Readonly<Record<string, any>>;
  readonly at: number;
  readonly actor: Actor;
}

export interface CommandDefinition {
  readonly title: Text;
  readonly docs: string;
  /** Personal fields are marked with `personal()`; they reach the machine as sealed values. */
  readonly input: z.ZodObject;
  /** Roles that may send it; what else it takes is up to the machine's guards and the engine's `authorize`. */
  readonly by: readonly string[];
  /** Facts that must be read before the step, by name. The journal keeps the values (I4). */
  readonly facts?: (ask: FactAsk) => Readonly<Record<string, FactRequest>>;
}

export interface WorkflowDefinition {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** Made with `setup()`. Its initial state waits for the opening command. */
  readonly machine: AnyStateMachine;
  /** The command that opens an order. */
  readonly opens: string;
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  /** Effect types that the machine may ask for; every other custom action is a fault. */
  readonly effects: readonly string[];
  readonly face: (snapshot: Snapshot) => Face;
  /** Moves an order of version `from` to this one. The new running clocks are armed from the new state. */
  readonly migrates?: {
    readonly from: number;
    readonly snapshot: (old: Snapshot) => Snapshot;
    /** What the moved order asks for at once: what needs facts, it asks of itself. */
    readonly effects?: (moved: Snapshot) => readonly Effect[];
  };
}

export interface Workflow extends WorkflowDefinition {
  /** For each command, where its personal fields are. */
  readonly personal: Readonly<Record<string, readonly PersonalPath[]>>;
}

/** The journal entry that moves an order to another version: no command of a workflow may be called so. */
export const MIGRATE = 'migrate';

/** Throws when the definition contradicts itself. */
export function defineWorkflow(definition: WorkflowDefinition): Workflow {
  if (MIGRATE in definition.commands) throw new Error(`${definition.id}: ${MIGRATE} is the engine's own command`);
  if (!(definition.opens in definition.commands)) {
    throw new Error(`${definition.id}: the opening command ${definition.opens} is not among its commands`);
  }
  return {
    ...definition,
    // Without a prototype: "toString" from outside names no command, wherever it is looked up.
    commands: Object.assign(Object.create(null), definition.commands),
    personal: Object.fromEntries(
      Object.entries(definition.commands).map(([type, command]) => [type, personalPaths(command.input)]),
    ),
  };
}

/** All versions of all workflows that a process can run. */
export interface Registry {
  /** Throws RetryableError when there is no such workflow or version: its orders stand still until a process knows it (I10). */
  get(id: string, version: number): Workflow;
  knows(id: string, version: number): boolean;
  latest(id: string): Workflow | undefined;
  /** The version that declares a migration from this one; of several the newest. */
  successor(id: string, version: number): Workflow | undefined;
  readonly all: readonly Workflow[];
}

export function createRegistry(workflows: readonly Workflow[]): Registry {
  const byKey = new Map<string, Workflow>();
  const newest = new Map<string, Workflow>();
  for (const workflow of workflows) {
    const key = `${workflow.id}@${workflow.version}`;
    if (byKey.has(key)) throw new Error(`workflow ${key} is registered twice`);
    byKey.set(key, workflow);
    if (workflow.version > (newest.get(workflow.id)?.version ?? 0)) newest.set(workflow.id, workflow);
  }
  return {
    get(id, version) {
      const workflow = byKey.get(`${id}@${version}`);
      if (!workflow) throw new RetryableError(`workflow ${id}@${version} is not known to this process`);
      return workflow;
    },
    knows: (id, version) => byKey.has(`${id}@${version}`),
    latest: (id) => newest.get(id),
    successor: (id, version) =>
      workflows
        .filter((workflow) => workflow.id === id && workflow.migrates?.from === version)
        .sort((a, b) => b.version - a.version)[0],
    all: workflows,
  };
}
