// Delivers effects: reads their rows, lets each type's handler deliver, records what came of it in the rows.
//
// Keeps: I8 – a row goes only after its handler is done; a crash in between delivers twice, and handlers bear that.
import type { Pool } from 'pg';
import { RetryableError, TerminalError } from '@six-order/engine';
import { readOutbox, recordDelivery, recordFailure, type Engine, type Keyring, type OutboxRow } from '@six-order/engine/runtime';
import type { CountyRules } from '@six-order/community/county-rules/county-rules';
import type { Directory } from '@six-order/community/directory';
import type { Way } from '@six-order/community/notices/beyond';
import type { Erasing } from '@six-order/community/privacy/erasure-store';
import type { Db } from '@six-order/community/tables';
import type { Load } from './load.ts';
import { faultFields, type Log } from './log.ts';

/** What handlers work with. */
export interface HandlerTools {
  readonly db: Db;
  readonly engine: Pick<Engine, 'executeMany' | 'dataKey' | 'get' | 'getMany' | 'unseal' | 'erase' | 'findFaces' | 'findIds'>;
  readonly directory: Pick<
    Directory,
    'refresh' | 'unitById' | 'lineOf' | 'postsIn' | 'actorOf' | 'post' | 'postsOf' | 'tenantOf' | 'unitsWithin'
  >;
  readonly load: Pick<Load, 'ours' | 'offersFrom'>;
  /** What this process holds of the counties' rules: read anew as soon as an effect has written one. */
  readonly rules?: { refresh(): Promise<unknown> };
  /** By which ways notices leave the box, by which rules; without it they stay in it. */
  readonly beyond?: { readonly ways: readonly Way[]; readonly rules: CountyRules };
  /** With what the effects of requests about one's own data destroy and put right; without it another process delivers them. */
  readonly privacy?: {
    readonly record: Erasing['record'];
    readonly keyring: Keyring;
    /** Epoch ms. */
    readonly now: () => number;
  };
}

/**
 * Delivers rows of its type and answers in their order: null for a delivered one, else the fault. What it throws is the
 * fault of all of them: then each row is delivered alone, so that a bad one never holds up its neighbours. Whatever is not
 * a TerminalError is tried again. A row may come again after it was delivered: its id is the key for "once".
 */
export type Handler = (tools: HandlerTools, rows: readonly OutboxRow[]) => Promise<readonly (Error | null)[]>;

export type Handlers = Readonly<Record<string, Handler>>;

export interface DeliveryOptions {
  /** Of the application's role. */
  readonly pool: Pool;
  readonly tools: HandlerTools;
  readonly handlers: Handlers;
  /** Epoch ms. */
  readonly wall: () => number;
  readonly log: Log;
}

/** Delivers what is still to be delivered of these rows. Rejects when their end cannot be recorded: they are offered again. */
export async function deliver({ pool, tools, handlers, wall, log }: DeliveryOptions, ids: readonly string[]): Promise<void> {
  const rows = (await readOutbox(pool, ids)).filter(({ dead }) => !dead);
  const delivered: string[] = [];
  const failed: { readonly row: OutboxRow; readonly fault: Error }[] = [];
  for (const [type, ofType] of Map.groupBy(rows, (row) => row.type)) {
    // Another release may know this type: a process of it gets the row when it is offered again.
    const handler = handlers[type] ?? unknownType;
    const faults = await outcomes(handler, tools, ofType);
    for (const [index, row] of ofType.entries()) {
      const fault = faults[index];
      if (fault === null) delivered.push(row.id);
      else failed.push({ row, fault: fault ?? new RetryableError('the handler gave no answer') });
    }
  }
  if (delivered.length > 0) await recordDelivery(pool, delivered);
  for (const { row, fault } of failed) {
    // No attempt: whoever can deliver it gets it with its next offer.
    if (fault instanceof NotOursError) {
      log.warn(
        { outbox: row.id, order: row.order, type: row.type, ...faultFields(fault) },
        'an effect is left to another process',
      );
      continue;
    }
    const terminal = fault instanceof TerminalError;
    log.warn(
      { outbox: row.id, order: row.order, type: row.type, attempt: row.attempts + 1, terminal, ...faultFields(fault) },
      'an effect was not delivered',
    );
    await recordFailure(pool, row.id, { wall: wall(), error: fault.name, terminal });
  }
}

async function outcomes(handler: Handler, tools: HandlerTools, rows: readonly OutboxRow[]): Promise<readonly (Error | null)[]> {
  try {
    return await handler(tools, rows);
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(String(error));
    if (rows.length === 1) return [fault];
    const alone: (Error | null)[] = [];
    for (const row of rows) alone.push(...(await outcomes(handler, tools, [row])));
    return alone;
  }
}

const unknownType: Handler = async (_, rows) => rows.map(() => new NotOursError('no handler for this type of effect'));

/** This process cannot deliver it; another one may. */
export class NotOursError extends RetryableError {}

/** A fault under a name of its own: the name is all that is kept of it. */
export const named = <E extends Error>(name: string, fault: E): E => Object.defineProperty(fault, 'name', { value: name });
