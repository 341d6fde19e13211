// How long `npm start` takes until the first answer, when everything is prepared: on a copy of this checkout, so that the
// data of whoever works here stays as it is.
import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Bench } from './bench.ts';
import { median, round } from './figures.ts';
import { endGroup, spawnKin } from './kin.ts';

const root = join(import.meta.dirname, '../..');
const PREPARE_MS = 600_000;
const START_MS = 60_000;

export const start: Bench = async ({ mode, say, report }) => {
  const folder = await mkdtemp(join(tmpdir(), 'six-order-bench-start-'));
  const checkout = join(folder, 'checkout');
  try {
    say('copying the checkout …');
    await copyCheckout(checkout);
    say('first start: installs and prepares …');
    const first = await startOnce(checkout, PREPARE_MS);
    const seconds: number[] = [];
    for (let n = 1; n <= (mode === 'full' ? 5 : 2); n += 1) {
      say(`start ${n + 1} …`);
      seconds.push(await startOnce(checkout, START_MS));
    }
    report({
      bench: 'start',
      first_seconds: round(first),
      seconds: round(median(seconds)),
      slowest_seconds: round(Math.max(...seconds)),
      starts: seconds.length,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Every file that git knows or would take: no packages, no data. */
async function copyCheckout(to: string): Promise<void> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  for (const file of new Set(stdout.split('\0').filter((name) => name !== ''))) {
    await mkdir(join(to, dirname(file)), { recursive: true });
    // A file that was deleted and not yet committed is listed and not there.
    await cp(join(root, file), join(to, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** Starts it, waits for the first answer, ends it. Returns seconds from the command to the answer. Throws when none comes. */
async function startOnce(checkout: string, patienceMs: number): Promise<number> {
  const port = await freePort();
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(SIX_ORDER_|DATABASE_URL|REDIS_URL|PUBLIC_URL|npm_|NODE_OPTIONS)/.test(name),
    ),
  );
  const from = performance.now();
  const child = spawnKin('npm', ['start'], {
    cwd: checkout,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (data) => (said = (said + String(data)).slice(-4_000)));
  try {
    for (;;) {
      if (await answers(port)) return (performance.now() - from) / 1000;
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${said}`);
      if (performance.now() - from > patienceMs)
        throw new Error(`npm start has not answered within ${patienceMs / 1000} s:\n${said}`);
      await sleep(20);
    }
  } finally {
    await end(child);
  }
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

/** As a Ctrl-C does: the whole group hears it. It may take as long as the service's own patience. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  const forced = setTimeout(() => endGroup(child), 40_000);
  await ended;
  clearTimeout(forced);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
