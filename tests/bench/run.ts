// `pnpm bench`: chooses benches, runs each in a process of its own on one throw-away PostgreSQL, prints what they report.
//
// Results are JSON lines on stdout (or in a file) and a table at the end; progress goes to stderr. Exit codes: 0 done,
// 1 a bench failed, 2 asked for wrongly.
import { fork, type ChildProcess } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Mode, Result } from './bench.ts';
import { benchNames, entryOf, isBench, type BenchName } from './benches.ts';
import type { Errand } from './child.ts';
import { benchmarksPage } from './docs.ts';
import { machine } from './machine.ts';
import { startServer } from './server.ts';
import { table } from './table.ts';

const page = join(import.meta.dirname, '../../docs/benchmarks.md');

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function help(): string {
  const width = Math.max(...benchNames.map((name) => name.length));
  const lines = benchNames.map((name) => `  ${name.padEnd(width)}  ${entryOf(name).title}`);
  const minutes = benchNames.reduce((sum, name) => sum + entryOf(name).minutes, 0);
  return `Measures this machine against baselines on the same database.

  pnpm bench [NAMES…] [--short | --full] [--out FILE] [--peers DIR] [--profile DIR]
  pnpm bench --write-docs FILE

Benches (all of them without a name; ${Math.round(minutes)} minutes in full mode on two cores):
${lines.join('\n')}

  --full          the figures of docs/benchmarks.md (default)
  --short         a fraction of the time: shows that all runs, and roughly where it stands
  --out FILE      JSON lines go into the file, instead of to stdout
  --peers DIR     the comparison harness for orders8 (default: ../shared/peers beside the checkout, if it is there)
  --profile DIR   a CPU profile of each bench's process, for the browser's developer tools
  --write-docs F  writes docs/benchmarks.md from the results in F and measures nothing; of several runs in one file, of each bench the last
`;
}

interface Asked {
  readonly names: readonly BenchName[];
  readonly mode: Mode;
  readonly out: string | null;
  readonly peers: string | null;
  readonly profile: string | null;
}

/** What was asked for; or the exit code of a request that is answered already. */
async function ask(args: readonly string[]): Promise<Asked | number> {
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(args);
  } catch (error) {
    say(`${(error as Error).message}\n\n${help()}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(help());
    return 0;
  }
  if (values['write-docs'] !== undefined) {
    await writeFile(page, benchmarksPage(await readResults(values['write-docs'])));
    say(`written: ${page}`);
    return 0;
  }
  const unknown = positionals.filter((name) => !isBench(name));
  if (unknown.length > 0 || (values.short && values.full)) {
    say(`${unknown.length > 0 ? `There is no bench ${unknown.join(', ')}.` : 'Either --short or --full.'}\n\n${help()}`);
    return 2;
  }
  const path = (option: string | undefined) => (option === undefined ? null : resolve(option));
  return {
    names: positionals.length === 0 ? benchNames : positionals.filter(isBench),
    mode: values.short ? 'short' : 'full',
    out: path(values.out),
    peers: path(values.peers),
    profile: path(values.profile),
  };
}

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      short: { type: 'boolean' },
      full: { type: 'boolean' },
      out: { type: 'string' },
      peers: { type: 'string' },
      profile: { type: 'string' },
      'write-docs': { type: 'string' },
    } as const,
  });

const readResults = async (file: string): Promise<Result[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Result);

async function measure({ names, mode, out, peers, profile }: Asked): Promise<number> {
  const results: Result[] = [];
  if (out !== null) writeFileSync(out, '');
  const tell = (result: Result): void => {
    results.push(result);
    const line = `${JSON.stringify(result)}\n`;
    if (out === null) process.stdout.write(line);
    else appendFileSync(out, line);
  };
  const server = await startServer(say);
  const failed: string[] = [];
  try {
    tell(await machine(mode, server.version));
    for (const name of names) {
      if (interrupted) break;
      say(`${name}: ${entryOf(name).title}`);
      const { url, pid, template, keys } = server;
      const code = await runBench({ name, context: { mode, peers, server: { url, pid, template, keys } } }, profile, tell);
      if (code !== 0) failed.push(name);
    }
  } finally {
    await server.stop();
  }
  const measured = results.filter(({ bench }) => bench !== 'machine');
  if (measured.length > 0) process.stdout.write(`\n${table(measured)}`);
  if (failed.length > 0) say(`failed: ${failed.join(', ')}`);
  return failed.length > 0 || interrupted ? 1 : 0;
}

let current: ChildProcess | undefined;
let interrupted = false;

/** The child has the flags of this process, which are those of `six-order start`. */
function runBench(errand: Errand, profile: string | null, tell: (result: Result) => void): Promise<number> {
  const flags = [
    ...process.execArgv,
    ...(entryOf(errand.name as BenchName).gc ? ['--expose-gc'] : []),
    ...(profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${errand.name}.cpuprofile`]),
  ];
  const child = fork(new URL('./child.ts', import.meta.url), { execArgv: flags, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  current = child;
  child.on('message', (result) => tell(result as Result));
  child.send(errand);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done(code ?? 1));
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    current?.kill('SIGTERM');
  });
}

const asked = await ask(process.argv.slice(2));
process.exitCode = typeof asked === 'number' ? asked : await measure(asked);
