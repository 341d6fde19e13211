// The effect `command`: sends a command to another order, or opens one. Orders reach each other in no other way.
//
// Keeps: I1, I8. C1: it acts as `system` of the order's own county, so it may only do what names `system` among its senders
// (community/authority). C2: the outbox id is the idempotency key: delivered twice, it is applied once.
import { RetryableError, TerminalError, OrderId, type Json, type Outcome } from '@six-order/engine';
import type { OutboxRow } from '@six-order/engine/runtime';
import { z } from 'zod';
import { named, type Handler } from '../delivery.ts';

/** What both forms share. */
const asked = {
  type: z.string(),
  input: z.record(z.string(), z.json()).default({}),
  sender: z.string().optional(),
  optional: z.boolean().default(false),
  key: z.string().min(1).optional(),
};

/**
 * What a workflow gives as the params of its effect `command`:
 *
 *   { order: id, type, input }       a command to another order
 *   { order: 'self', type, input }   a command to the order that the effect comes from: what a timer needs facts for
 *   { workflow: id, type, input }    opens an order of a workflow; `type` is its opening command
 *
 * `sender`: a field of the input that takes the id of the order which the effect comes from (a machine does not know its
 * own). `optional`: mere news. An order whose version has no such command, or whose state takes it no more, lets it pass;
 * every other refusal is a dead letter. `key`: of what is to happen once whoever asks for it, in place of C2's; where it is optional,
 * another who asked for it first may have said more or less of it.
 */
const CommandParams = z.union([
  z.object({ ...asked, order: z.literal('self').or(OrderId) }),
  z.object({ ...asked, workflow: z.string() }),
]);

/** The order said no, and will say so again: a person has to look. */
const refused = ({ kind }: Outcome): TerminalError =>
  named(`RefusedCommandError ${kind}`, new TerminalError('the command was refused'));

/** A refusal is final; a busy engine or a lost connection is not. */
export const command: Handler = async ({ engine, load }, rows) => {
  const parsed = rows.map((row) => CommandParams.safeParse(row.params));
  const sent = rows.flatMap((row, index) => {
    const params = parsed[index];
    return params?.success ? [commandOf(row, params.data)] : [];
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
    if (outcome.kind === 'busy') return new RetryableError('the engine is busy');
    return params.data.optional && passes(outcome) ? null : refused(outcome);
  });
  load.ours(applied);
  return faults;
};

function commandOf(row: OutboxRow, params: z.infer<typeof CommandParams>) {
  const input: Record<string, Json> =
    params.sender === undefined ? params.input : { ...params.input, [params.sender]: row.order };
  const command = { type: params.type, input, key: params.key ?? row.id, actor: systemOf(row) };
  if ('workflow' in params) return { ...command, workflow: params.workflow };
  return { ...command, order: params.order === 'self' ? row.order : params.order };
}

/** The engine names a command that it does not know by the path `type`. */
const passes = (outcome: Outcome): boolean =>
  outcome.kind === 'not-allowed' ||
  outcome.kind === 'key-reused' ||
  (outcome.kind === 'invalid' && outcome.issues.some(({ path }) => path.join() === 'type'));

/** The system acts in the order's own county and nowhere else. */
const systemOf = ({ tenant }: OutboxRow) => ({ person: null, post: null, role: 'system', tenant, path: '' });
