// Tells other processes what this one committed (for event streams, and to wake their clocks), by NOTIFY, at most ten
// times a second however many commands there are. A hint, never a record: whoever misses one finds the rows all the same.
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Change } from '../engine.ts';

const CHANNEL = 'six_order_changes';
const EVERY_MS = 100;
const RECONNECT_MS = 1_000;
/** A notification holds at most 8,000 bytes; a change takes about 70. */
const MAX_CHANGES = 100;

type Packed = readonly [order: string, revision: number, armedAt: number | null, effects: number];

export interface ChangeFeed {
  tell(changes: readonly Change[]): void;
  /** Starts to hear other processes; a lost connection is opened again. */
  hear(): void;
  close(): Promise<void>;
}

export function createChangeFeed(db: Pool, heard: (changes: readonly Change[]) => void): ChangeFeed {
  const self = randomUUID();
  let waiting: Packed[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let leaving: (() => void) | undefined;
  let hearing = false;
  let closed = false;

  const send = async (): Promise<void> => {
    timer = undefined;
    const packed = waiting;
    waiting = [];
    for (let i = 0; i < packed.length; i += MAX_CHANGES) {
      const payload = JSON.stringify({ from: self, changes: packed.slice(i, i + MAX_CHANGES) });
      // A hint needs no fsync of its own.
      await db.query(`select set_config('synchronous_commit', 'off', true), pg_notify('${CHANNEL}', $1)`, [payload]);
    }
  };

  const listenAgain = (): void => {
    if (!closed) setTimeout(() => void listen(), RECONNECT_MS).unref();
  };

  const listen = async (): Promise<void> => {
    if (closed) return;
    const opened = await db.connect().catch(() => null);
    if (!opened) return listenAgain();
    /** Gives the connection back, once, whatever becomes of it. */
    const leave = (): void => {
      if (leaving !== leave) return;
      leaving = undefined;
      opened.release(true);
      listenAgain();
    };
    leaving = leave;
    if (closed) return leave();
    opened.on('error', leave);
    opened.on('end', leave);
    opened.on('notification', ({ payload }) => {
      const { from, changes } = JSON.parse(payload ?? '{}') as { from?: string; changes?: Packed[] };
      if (from === self || !changes) return;
      heard(
        changes.map(([order, revision, armedAt, effects]) => ({ order: order as Change['order'], revision, armedAt, effects })),
      );
    });
    await opened.query(`listen ${CHANNEL}`).catch(leave);
  };

  return {
    tell(changes) {
      for (const { order, revision, armedAt, effects } of changes) waiting.push([order, revision, armedAt, effects]);
      timer ??= setTimeout(() => {
        sending = send().catch(() => {});
      }, EVERY_MS).unref();
    },
    hear() {
      if (hearing) return;
      hearing = true;
      void listen();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await sending;
      if (waiting.length > 0) await send().catch(() => {});
      leaving?.();
    },
  };
}
