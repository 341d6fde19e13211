// Our engine beside those that a user would pick instead, on the workload of a comparison harness that lies outside this
// checkout: all in one run, on one server, with the harness's own load generator.
//
// Not ours: the harness and its peers. It is copied, because its packages must be installed into it.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchContext, Server } from './bench.ts';
import { findPgbench } from './baseline/find-pgbench.ts';
import { median, round } from './figures.ts';
import { runKin } from './kin.ts';
import { dropDatabase, makeDatabase } from './server.ts';

const CALLERS = 64;
const copies = join(import.meta.dirname, '../.out/peers');
const INSTALL_MS = 300_000;
const PEER_MS = 180_000;

/** What a peer prints; only what we use. */
interface Line {
  readonly peer: string;
  readonly version: string;
  readonly workload: string;
  readonly commands_per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly our_cpu_pct?: number;
  readonly other_cpu_pct?: number;
  readonly batch?: number;
  readonly verified?: boolean | string;
}

interface Peer {
  readonly name: string;
  readonly command: (harness: string) => readonly [program: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
}

const script = (name: string) => (harness: string) => [process.execPath, join(harness, name)] as const;

const ours: Peer = {
  name: 'six-order',
  command: (harness) => [
    process.execPath,
    ...process.execArgv,
    fileURLToPath(new URL('./orders8/peer.ts', import.meta.url)),
    harness,
  ],
  env: {},
};

const others: readonly Peer[] = [
  { name: 'restate', command: script('restate.mjs'), env: { VARIANTS: 'arm' } },
  { name: 'dbos', command: script('dbos.mjs'), env: { VARIANTS: 'recv-event,wf-per-command' } },
  { name: 'raw-pg', command: script('raw-pg.mjs'), env: { VARIANTS: 'txn,batch' } },
];

/** Ours runs right before each of the others: a ratio is of two neighbours. */
interface Pair {
  readonly ours: Line;
  readonly others: readonly Line[];
}

export const orders8: Bench = async (context) => {
  const { mode, say, report } = context;
  const found = await findHarness(context);
  if (found === null) {
    report({ bench: 'orders8', skipped: 'the comparison harness is not here: name its folder by --peers' });
    return;
  }
  const harness = await prepare(found, say);
  const pgbench = findPgbench();
  if (pgbench === null) say('no PostgreSQL installation here has pgbench: that line is left out');
  const all = pgbench === null ? others : [...others, pgbenchPeer(pgbench)];
  const rounds = mode === 'full' ? 3 : 1;
  const pairs: Pair[] = [];
  for (let n = 1; n <= rounds; n += 1) {
    for (const peer of all) {
      say(`round ${n} of ${rounds}: six-order, then ${peer.name} …`);
      const [own] = await runPeer(context, ours, harness);
      if (!own) throw new Error('ours printed no figures');
      pairs.push({ ours: own, others: await runPeer(context, peer, harness) });
    }
  }
  const own = pairs.map((pair) => pair.ours);
  const theirs = pairs.flatMap((pair) => pair.others);
  report({ ...resultOf(own), batch: median(own.map(({ batch }) => batch ?? Number.NaN)), ...ratios(pairs) });
  for (const lines of Map.groupBy(theirs, nameOf).values()) report(resultOf(lines));
};

const nameOf = ({ peer, workload }: Line): string => `${peer} ${workload.replace(/^\w+\//, '')}`;

function resultOf(lines: readonly Line[]) {
  const figure = (of: (line: Line) => number | undefined, digits = 2) =>
    round(median(lines.map((line) => of(line) ?? Number.NaN)), digits);
  const [first] = lines;
  return {
    bench: 'orders8',
    peer: first ? nameOf(first) : '',
    version: first?.version ?? '',
    callers: CALLERS,
    per_second: figure((line) => line.commands_per_s, 0),
    p50_ms: figure((line) => line.p50_ms),
    p99_ms: figure((line) => line.p99_ms),
    cpu_ms: figure((line) => (line.our_cpu_pct === undefined ? undefined : (10 * line.our_cpu_pct) / line.commands_per_s), 3),
    other_cores: figure((line) => (line.other_cpu_pct === undefined ? undefined : line.other_cpu_pct / 100)),
    verified: lines.every(({ verified }) => verified === undefined || verified === true),
    runs: lines.length,
  };
}

/** Medians over the rounds of ours by theirs; null of what did not run. */
function ratios(pairs: readonly Pair[]) {
  const to = (other: string): number | null => {
    const found = pairs.flatMap((pair) =>
      pair.others.filter((line) => nameOf(line) === other).map((line) => pair.ours.commands_per_s / line.commands_per_s),
    );
    return round(median(found));
  };
  const [received, perCommand] = [to('dbos recv-event'), to('dbos wf-per-command')];
  return {
    ratio_restate: to('restate arm'),
    // Against the faster of its two idioms.
    ratio_dbos: received === null || perCommand === null ? (received ?? perCommand) : Math.min(received, perCommand),
    ratio_dbos_recv: received,
    ratio_dbos_per_command: perCommand,
    ratio_handbatched: to('raw-pg batch'),
    ratio_handwritten: to('raw-pg txn'),
    ratio_pgbench: to('raw-pg pgbench'),
  };
}

/** The folder named, or the one beside the checkout. Throws when one was named and is no harness. */
async function findHarness({ peers: named }: BenchContext): Promise<string | null> {
  const folder = resolve(named ?? join(import.meta.dirname, '../../../shared/peers'));
  const isThere = await readFile(join(folder, 'lib.mjs')).then(
    () => true,
    () => false,
  );
  if (!isThere && named !== null) throw new Error(`${folder} is not the comparison harness: it has no lib.mjs`);
  return isThere ? folder : null;
}

/** A copy with its packages installed; made once for each state of its sources. Returns its folder. */
async function prepare(from: string, say: (line: string) => void): Promise<string> {
  const files = (await readdir(from, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  const hash = createHash('sha256');
  for (const name of files.toSorted()) hash.update(name).update(await readFile(join(from, name)));
  const copy = join(copies, hash.digest('hex').slice(0, 16));
  if (
    await readFile(join(copy, 'node_modules/.package-lock.json')).then(
      () => true,
      () => false,
    )
  )
    return copy;
  const half = `${copy}.${process.pid}`;
  try {
    await mkdir(half, { recursive: true });
    for (const name of files) await cp(join(from, name), join(half, name));
    say('installing the harness’s packages (once) …');
    // Its own Node would be a second one; ours runs it.
    await runKin('npm', {
      args: ['ci', '--omit=dev', '--no-audit', '--no-fund'],
      cwd: half,
      env: cleanEnv(),
      patienceMs: INSTALL_MS,
    });
    await rm(copy, { recursive: true, force: true });
    await rename(half, copy);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw new Error('the harness’s packages could not be installed', { cause: error });
  }
  return copy;
}

const cleanEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: '',
  NODE_NO_WARNINGS: '1',
  DO_NOT_TRACK: '1',
  SCARF_ANALYTICS: 'false',
});

/** The harness's own script for it reads the server from the environment. */
const pgbenchPeer = (program: string): Peer => ({
  name: 'pgbench',
  command: (harness) => ['bash', join(harness, 'pgbench.sh')],
  env: { PGBIN: dirname(program), NODE: process.execPath },
});

async function runPeer({ mode, server, say }: BenchContext, peer: Peer, harness: string): Promise<Line[]> {
  const database = await makeDatabase(server, 'nothing');
  const env = {
    ...cleanEnv(),
    ...serverEnv(server, database),
    CONCURRENCY: String(CALLERS),
    WINDOW_S: mode === 'full' ? '4' : '2',
    WARMUP_S: mode === 'full' ? '2' : '1',
    ...peer.env,
  };
  try {
    const [program, ...args] = peer.command(harness);
    const output = await runKin(program, { args, cwd: harness, env, patienceMs: PEER_MS });
    const lines = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);
    if (lines.length === 0) throw new Error(`${peer.name} printed no figures`);
    for (const line of lines)
      if (line.verified !== undefined && line.verified !== true) say(`${nameOf(line)}: rows do not agree: ${line.verified}`);
    return lines;
  } finally {
    await dropDatabase(server, database);
  }
}

/** As the harness's with-pg.sh hands the server to its peers. */
function serverEnv({ url }: Server, database: string): Record<string, string> {
  const { hostname, port, username, password } = new URL(url);
  return {
    PG_URL: database,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: password,
    PGDATABASE: new URL(database).pathname.slice(1),
  };
}
