// Where the log goes: a serving command alone writes it to stdout for whoever collects it; `start`, which people watch,
// to a file, and to the screen only what needs a person.
//
// L1: a log that cannot be written (the disk is full) ends nobody's work: lines are held, some megabytes of them, and come once there is room.
// L2: of a file's lines the last two lots are kept, however long the process runs, and however many processes write to it.
import { fstatSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { say } from './screen.ts';

const BYTES = 50 * 1024 * 1024;
/** L1 */
const HELD_BYTES = 8 * 1024 * 1024;

export const logToStdout = (): Logger => pino({ base: null }, lasting('stdout', { dest: 1, sync: true }));

/**
 * Appends to `six-order.log` in the folder, a second late at most; when it has grown large it is kept as the one before (L2). Errors
 * show on screen too. `flush` writes what is still held, as far as it can be written.
 */
export function logToFile(folder: string): { readonly log: Logger; readonly file: string; readonly flush: () => Promise<void> } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'six-order.log');
  const roll = (): void => renameSync(file, `${file}.1`);
  const there = () => statSync(file, { throwIfNoEntry: false });
  if ((there()?.size ?? 0) > BYTES) roll();
  // One write for many lines: a line of its own for each request would cost more than the request's reading.
  const stream = lasting(file, { dest: file, mode: 0o600, sync: false, minLength: 4096, periodicFlush: 1000 });
  let limit = BYTES;
  // Once a second at least, with nothing to write, too: one that is idle follows before its own is put aside twice.
  stream.on('write', (bytes: number) => {
    const now = there();
    if (now === undefined && bytes === 0) return;
    try {
      // L2. Where the name is another file's, another process has put ours aside: to do so again would replace what it kept.
      const ours = now?.ino === fstatSync((stream as unknown as { readonly fd: number }).fd).ino;
      if (ours && now.size <= limit) return;
      if (ours) roll();
      stream.reopen();
      limit = BYTES;
    } catch (error) {
      limit = (now?.size ?? 0) + BYTES;
      say(`The log (${file}) cannot be put aside (${(error as NodeJS.ErrnoException).code}): it grows on.`);
    }
  });
  const streams = pino.multistream([
    { level: 'info', stream },
    { level: 'error', stream: lasting('stderr', { dest: 2, sync: true }) },
  ]);
  // Not `flushSync`: it tries for ever to write what a full disk does not take.
  const flush = () =>
    new Promise<void>((done) => {
      stream.flush(() => done());
    });
  return { log: pino({ base: null }, streams), file, flush };
}

/** L1. A destination whose faults are said once, until it is written to again. */
function lasting(
  name: string,
  options: { dest: string | number; sync: boolean; mode?: number; minLength?: number; periodicFlush?: number },
) {
  const stream = pino.destination({ ...options, maxLength: HELD_BYTES });
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!faulty.has(stream))
      say(`The log (${name}) cannot be written (${error.code ?? error.message}): what is done goes on without it; make room.`);
    faulty.add(stream);
  });
  stream.on('write', (bytes: number) => bytes > 0 && faulty.delete(stream));
  return stream;
}

/** L1. Heard before the library's own listener, which tries for ever, too. */
const faulty = new Set<{ destroy(): void }>();
process.once('exit', () => {
  for (const stream of faulty) stream.destroy();
});
