// A cluster made by `initdb`: UTF-8, C.UTF-8, one superuser with a password.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Place } from './place.ts';
import { giveTo, runAs } from './run-as.ts';

export const SUPERUSER = 'postgres';

/** Order by code point everywhere (PostgreSQL's own provider); letters as the C library knows them, for pg_trgm: under locale C it sees no Chinese. */
const locale = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C.UTF-8',
  '--lc-messages=C',
];

/** The superuser's password from its file in `folder` (mode 0600), made with it when there is none. */
export async function passwordOf(folder: string, data: string): Promise<string> {
  const file = join(folder, 'password');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known.trim();
  if (await isCluster(data)) {
    throw new Error(
      `The database in ${data} is there but the file with its password is not. Put ${file} back, or move ${data} away to begin anew.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(`${file}.new`, password, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return password;
}

/** Makes the cluster if it is not there. It appears by a rename: half made ones never count. */
export async function makeCluster(place: Place, password: string, sync: boolean): Promise<'made' | 'there'> {
  if (await isCluster(place.data)) return 'there';
  const half = join(dirname(place.data), `half-${process.pid}-${randomBytes(4).toString('hex')}`);
  const secret = `${half}.password`;
  try {
    await mkdir(half, { recursive: true, mode: 0o700 });
    await writeFile(secret, password, { mode: 0o600 });
    await Promise.all([giveTo(place.way, half), giveTo(place.way, secret)]);
    const options = [`--username=${SUPERUSER}`, `--pwfile=${secret}`, '--auth=scram-sha-256', ...(sync ? [] : ['--no-sync'])];
    const { code, output } = await runAs(place.way, place.binaries.initdb, [`--pgdata=${half}`, ...options, ...locale], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    });
    if (code !== 0) throw new Error(`The database could not be made in ${place.data}.\n${output.trim()}`);
    await rename(half, place.data);
  } finally {
    await rm(secret, { force: true });
    await rm(half, { recursive: true, force: true });
  }
  return 'made';
}

const isCluster = (data: string): Promise<boolean> =>
  stat(join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
