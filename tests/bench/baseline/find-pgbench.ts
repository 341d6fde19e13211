// Where `pgbench` is, if any PostgreSQL installation of this machine has it: the one from npm does not bring it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps each version's programs here, off the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** Absolute path of the program; null where there is none. */
export const findPgbench = (): string | null => within([...path(), ...configured(), ...debian()], 'pgbench');

/** `pgbench (PostgreSQL) 18.1`. */
export const pgbenchVersion = (program: string): string => spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.trim();

const path = (): string[] => (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');

function configured(): string[] {
  const program = within(path(), 'pg_config');
  const asked = program === null ? null : spawnSync(program, ['--bindir'], { encoding: 'utf8' });
  return asked?.status === 0 ? [asked.stdout.trim()] : [];
}

/** The newest first. */
const debian = (): string[] =>
  existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : [];

const within = (folders: readonly string[], program: string): string | null =>
  folders.map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? null;
