// Where the log goes: a serving command alone writes it to stdout for whoever collects it; `start`, which people watch,
// to a file, and to the screen only what needs a person.
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';

const BYTES = 50 * 1024 * 1024;

export const logToStdout = (): Logger => pino({ base: null });

/**
 * Appends to `six-order.log` in the folder, a second late at most; the one before is kept when it has grown large. Errors
 * show on screen too. `flush` writes what is still held.
 */
export function logToFile(folder: string): { readonly log: Logger; readonly file: string; readonly flush: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'six-order.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > BYTES) renameSync(file, `${file}.1`);
  // One write for many lines: a line of its own for each request would cost more than the request's reading.
  const stream = pino.destination({ dest: file, mode: 0o600, sync: false, minLength: 4096, periodicFlush: 1000 });
  const streams = pino.multistream([
    { level: 'info', stream },
    { level: 'error', stream: pino.destination({ dest: 2, sync: true }) },
  ]);
  return { log: pino({ base: null }, streams), file, flush: () => stream.flushSync() };
}
