// What an actor may send to an order now, each with the schema of its input.
import type { z } from 'zod';
import type { Actor, StoredOrder, Workflow } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import type { AllowedCommand } from './contract/order.ts';
import { jsonSchema } from './openapi.ts';

type Allowed = z.infer<typeof AllowedCommand>;

/** Made once for each command of each version: a schema is never worked out within a request. */
const made = new WeakMap<Workflow, Map<string, Allowed>>();

export function commandOf(workflow: Workflow, type: string): Allowed {
  let commands = made.get(workflow);
  if (!commands) made.set(workflow, (commands = new Map()));
  let command = commands.get(type);
  if (!command) {
    const definition = workflow.commands[type];
    if (!definition) throw new Error(`${workflow.id} has no command ${type}`);
    commands.set(type, (command = { type, title: definition.title, input: jsonSchema(definition.input, 'input') }));
  }
  return command;
}

export function allowedNow(engine: Engine, order: StoredOrder, actor: Actor): Allowed[] {
  const { workflows } = engine;
  if (!workflows.knows(order.workflow, order.version)) return [];
  const workflow = workflows.get(order.workflow, order.version);
  return engine.allowed(order, actor).map((type) => commandOf(workflow, type));
}
