// How a command ends: 0 done, 1 failed, 2 asked for wrongly.
import { ConfigurationError } from './configuration.ts';
import { say } from './screen.ts';

/** The command was understood and cannot go on; its message says what to do next. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

const unmigrated =
  'The database lacks what this release needs: where it is the right one (`doctor` says which it is), run `npm run six-order -- migrate`, then do it again.';

/** What to do about faults that come from the machine, by their system or PostgreSQL code. */
const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there: end it, or set PORT to another port (0: any free one).',
  EADDRNOTAVAIL: 'This machine has no such address: set HOST to one of its own.',
  EACCES: 'This user may not do that: see the path or port named above; SIX_ORDER_DATA may name a data folder of his own.',
  ECONNREFUSED: 'Nothing answers there: is the database (DATABASE_URL) or Redis (REDIS_URL) running?',
  ENOTFOUND: 'The host in DATABASE_URL or REDIS_URL has no address.',
  ENOSPC: 'The disk is full: make room there, then do it again. Nothing has to be repaired; docs/operations.md says what may go.',
  ENOENT: 'It is not there: see the path named above.',
  EISDIR: 'It is a folder: name a file.',
  EROFS: 'Nothing can be written there: see the path named above.',
  '28P01': 'The password in DATABASE_URL is wrong.',
  '28000': 'The database does not let this user in: see DATABASE_URL and its pg_hba.conf.',
  '3D000': 'The database named in DATABASE_URL does not exist: `create database six_order` makes it.',
  '42P01': unmigrated,
  '42703': unmigrated,
  '3F000': unmigrated,
  '42501': 'The user in DATABASE_URL may not do that: migrations need one that may create tables, extensions and a role.',
};

/** Says what went wrong and what to do; returns the exit code. */
export function fail(error: unknown): 1 | 2 {
  if (error instanceof ConfigurationError) {
    say(error.message);
    say('`npm run six-order -- --help` lists the variables.');
    return 2;
  }
  say(describe(error));
  return 1;
}

/** What went wrong and what to do, in lines. */
export function describe(error: unknown): string {
  const lines: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    lines.push(
      at instanceof AggregateError && at.message === '' ? at.errors.map((one: Error) => one.message).join('; ') : at.message,
    );
    const code =
      (at as NodeJS.ErrnoException).code ??
      (at instanceof AggregateError ? (at.errors[0] as NodeJS.ErrnoException)?.code : undefined);
    // A cluster that was never migrated has not even the roles.
    const full = /No space left on device/.test(at.message) ? advice['ENOSPC'] : undefined;
    const next = /^role "six_order_\w+" does not exist$/.test(at.message) ? unmigrated : (full ?? advice[code ?? '']);
    if (next) lines.push(next);
  }
  return lines.length > 0 ? lines.join('\n') : String(error);
}
