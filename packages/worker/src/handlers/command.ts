// The effect `command`: sends a command to another order, or opens one. Orders reach each other in no other way.
import { RetryableError, TerminalError, OrderId, type Outcome } from '@six-order/engine';
import type { OutboxRow } from '@six-order/engine/runtime';
import { z } from 'zod';
import { named, type Handler } from '../delivery.ts';

/** The workflow that an order is opened of, or the order that the command is for. */
export const CommandParams = z.union([
  z.object({ order: OrderId, type: z.string(), input: z.record(z.string(), z.json()).default({}) }),
  z.object({ workflow: z.string(), type: z.string(), input: z.record(z.string(), z.json()).default({}) }),
]);

/** The order said no, and will say so again: a person has to look. */
const refused = ({ kind }: Outcome): TerminalError =>
  named(`RefusedCommandError ${kind}`, new TerminalError('the command was refused'));

/** Its key is the outbox id: sent twice, it is applied once. A refusal is final; a busy engine or a lost connection is not. */
export const command: Handler = async ({ engine, load }, rows) => {
  const parsed = rows.map((row) => CommandParams.safeParse(row.params));
  const sent = rows.flatMap((row, index) => {
    const params = parsed[index];
    return params?.success ? [{ ...params.data, key: row.id, actor: systemOf(row) }] : [];
  });
  const outcomes = (await engine.executeMany(sent)).values();
  let applied = 0;
  const faults = parsed.map((params) => {
    if (!params.success) return new TerminalError('the parameters of the effect cannot be read');
    const outcome = outcomes.next().value as Outcome | Error;
    if (outcome instanceof Error) return outcome;
    if (outcome.kind === 'applied') {
      if (!outcome.repeated) applied += 1;
      return null;
    }
    return outcome.kind === 'busy' ? new RetryableError('the engine is busy') : refused(outcome);
  });
  load.ours(applied);
  return faults;
};

/** The system acts in the order's own county and nowhere else. */
const systemOf = ({ tenant }: OutboxRow) => ({ person: null, post: null, role: 'system', tenant, path: '' });
