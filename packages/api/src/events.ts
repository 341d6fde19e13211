// Event streams: each reader is told which of the orders he may see have changed, and nothing else about them.
//
// Owns: who listens, what reaches whom, heartbeats, the end. Not ours: how another process's commits become known (whoever
// runs the engine tells them through `onChange` too).
// Keeps: I11. E1: memory is bounded: changes wait as one revision per order, a reader who does not keep up is cut off and
// comes back by himself. E2: a session that is over ends its stream with the next heartbeat.
import type { Response } from 'express';
import { maySee } from '@six-order/community/authority/authority';
import type { Directory } from '@six-order/community/directory';
import type { OrderId } from '@six-order/engine';
import type { Change, Engine } from '@six-order/engine/runtime';
import type { Logger } from 'pino';
import { faultOf } from './problem-handler.ts';
import { Refusal } from './refusal.ts';
import type { Session, Sessions } from './session.ts';

const GATHER_MS = 100;
const HEARTBEAT_MS = 15_000;
/** More changed orders than this at once are not looked up one by one: everyone is told to read anew. */
const MAX_GATHERED = 200;
const MAX_BUFFERED_BYTES = 64 * 1024;
const MAX_STREAMS = 2_000;
const MAX_STREAMS_A_PERSON = 8;

export interface EventsOptions {
  readonly engine: Pick<Engine, 'onChange' | 'get'>;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly log: Logger;
}

export interface Events {
  /** Turns the response into the session's stream. Refuses `busy` or `too-many` when there are too many streams. */
  open(session: Session, res: Response): void;
  streams(): number;
  /** Ends all streams. */
  close(): void;
}

export function createEvents({ engine, directory, sessions, log }: EventsOptions): Events {
  const streams = new Map<Response, Session>();
  let changed = new Map<OrderId, number>();
  let gathering: NodeJS.Timeout | undefined;

  const write = (res: Response, text: string): void => {
    res.write(text);
    if (res.writableLength > MAX_BUFFERED_BYTES) res.destroy();
  };

  const tell = async (): Promise<void> => {
    gathering = undefined;
    const orders = changed;
    changed = new Map();
    if (orders.size > MAX_GATHERED) {
      for (const res of streams.keys()) write(res, 'event: refresh\ndata: {}\n\n');
      return;
    }
    const readers = [...streams].map(([res, { actor }]) => ({ res, reader: { ...actor, holds: directory.holdsOf(actor) } }));
    for (const [id, revision] of orders) {
      const order = await engine.get(id);
      if (!order) continue;
      const line = `data: ${JSON.stringify({ order: id, revision: Math.max(revision, order.revision) })}\n\n`;
      for (const { res, reader } of readers) if (maySee(reader, order)) write(res, line);
    }
  };

  // Nobody listens to the engine before somebody listens here: that costs a connection of its own.
  let stopListening: (() => void) | undefined;
  const gather = (changes: readonly Change[]): void => {
    if (streams.size === 0) return;
    for (const { order, revision } of changes) changed.set(order, revision);
    gathering ??= setTimeout(() => {
      tell().catch((error: unknown) => {
        log.warn({ fault: faultOf(error) }, 'changes could not be told');
        for (const res of streams.keys()) write(res, 'event: refresh\ndata: {}\n\n');
      });
    }, GATHER_MS);
  };

  const heartbeat = setInterval(() => {
    for (const [res, { token }] of streams) {
      const tellOrEnd = (holds: boolean) => (holds ? write(res, ': still here\n\n') : void res.end());
      const holds = sessions.stillHolds(token);
      // Whoever cannot be looked up now comes back by himself.
      if (holds instanceof Promise) holds.then(tellOrEnd, () => tellOrEnd(false));
      else tellOrEnd(holds);
    }
  }, HEARTBEAT_MS).unref();

  return {
    open(session, res) {
      if (streams.size >= MAX_STREAMS) throw new Refusal('busy', { headers: { 'retry-after': '10' } });
      const own = [...streams.values()].filter(({ actor }) => actor.person === session.actor.person).length;
      if (own >= MAX_STREAMS_A_PERSON) throw new Refusal('too-many', { headers: { 'retry-after': '10' } });
      res.locals['stream'] = true;
      res.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      });
      stopListening ??= engine.onChange(gather);
      res.write('retry: 2000\n: open\n\n');
      streams.set(res, session);
      res.once('close', () => streams.delete(res));
    },
    streams: () => streams.size,
    close() {
      stopListening?.();
      clearInterval(heartbeat);
      clearTimeout(gathering);
      for (const res of streams.keys()) res.end();
    },
  };
}
