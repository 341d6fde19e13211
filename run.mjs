// The one way in: `npm start`, `npm test`, `npm run test:all | check | bench | bench:privacy | bench:web | screenshots`, and `node run.mjs COMMAND` for the
// `six-order` command line. It needs nothing but a Node ≥ 18 with npm.
//
// Owns: fetching the pinned Node and pnpm from npm when this machine has none that fit, installing, the order of checks.
// Not ours: what the commands do (packages/cli).
// R1: without network all goes on as long as everything was fetched once. R2: no address of a registry is printed.
// R3: signals go to the child, npm's end too; its exit code is ours. R4: messages go to stderr; stdout belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants as access, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = '24.21.0';
const PNPM = '12.21.0';

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, 'node_modules');
const toolsFile = join(modules, '.six-order-tools.json');
const stampFile = join(modules, '.six-order-installed');
const windows = process.platform === 'win32';
const terminal = process.stderr.isTTY === true;

const [task = '--help', ...rest] = process.argv.slice(2);

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    note(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);

async function main() {
  if (Number.parseInt(process.versions.node, 10) < 18)
    throw new Error(`Node ${process.versions.node} is too old: 18 or newer is needed.`);
  const node = await prepare();
  if (task === 'check' || task === 'test') return check(node, {});
  if (task === 'test:all') return check(node, { SIX_ORDER_LONG: '1' });
  if (task === 'bench') return run(node, ['tests/bench/run.ts', ...rest]);
  if (task === 'screenshots') return run(node, ['tests/browser/screenshots.ts', ...rest]);
  if (task === 'bench:web') return run(node, ['tests/browser/bench.ts', ...rest]);
  if (task === 'bench:privacy') return run(node, ['tests/bench/privacy.ts', ...rest]);
  return run(node, ['packages/cli/src/main.ts', task, ...rest], {}, true);
}

// --- tools and packages ---------------------------------------------------------------------------------------------

/** Makes sure that a fitting Node and the packages are there. Returns the path of that Node. */
async function prepare() {
  const wanted = fingerprint();
  const inStep = read(stampFile) === wanted && existsSync(join(root, 'packages/cli/node_modules'));
  const known = JSON.parse(read(toolsFile) ?? '{}');
  const node = fits(process.versions.node, 24) ? process.execPath : known.node;
  if (inStep && node && existsSync(node)) return node;
  if (!inStep) refuseOthersCheckout();
  const tools = (await ownTools()) ?? (await fetchTools());
  if (!inStep) {
    await install(tools);
    writeFileSync(stampFile, wanted);
  }
  try {
    writeFileSync(toolsFile, JSON.stringify(tools));
  } catch {
    // A checkout of somebody else's: they are found anew the next time.
  }
  return tools.node;
}

/** Throws when this user may not install here. */
function refuseOthersCheckout() {
  try {
    accessSync(root, access.W_OK);
    if (existsSync(modules)) accessSync(modules, access.W_OK);
  } catch {
    throw new Error(
      `The packages are not installed in ${root}, and this user may not write there: let its owner run \`npm start\` once, or make a copy of your own.`,
    );
  }
}

/** What the installed packages depend on. */
function fingerprint() {
  const hash = createHash('sha256');
  const folders = ['.', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`), 'workflows', 'tests'];
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...folders.map((folder) => `${folder}/package.json`)]) {
    hash.update(`${file}\n`).update(read(join(root, file)) ?? '');
  }
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

/** This Node and the machine's pnpm, when both fit. */
async function ownTools() {
  if (!fits(process.versions.node, 24)) return null;
  const asked = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell: windows });
  return asked.status === 0 && fits(asked.stdout, 12) ? { node: process.execPath, pnpm: 'pnpm' } : null;
}

/** The pinned Node and pnpm by npx: from npm's cache when they are there, else from npm. */
async function fetchTools() {
  // Asked for their paths only: nothing of npx stays between us and the command.
  const script = `process.stdout.write(JSON.stringify([process.execPath, process.env.PATH]))`;
  const npx = ['-y', '-p', `node@${NODE}`, '-p', `pnpm@${PNPM}`, '-c', `node -e "${script}"`];
  const quiet = {
    npm_config_loglevel: 'error',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  };
  let asked = await capture('npx', npx, { ...quiet, npm_config_offline: 'true' });
  if (asked.code !== 0) {
    note(`Fetching Node ${NODE} and pnpm ${PNPM} from npm (about 80 MB, only the first time) …`);
    asked = await withTicker('fetching', () => capture('npx', npx, { ...quiet, npm_config_offline: 'false' }));
  }
  if (asked.code !== 0) {
    throw new Error(
      `Node ${NODE} and pnpm ${PNPM} could not be fetched:\n${withoutAddresses(asked.errors).trim()}\n` +
        'Check the network and start again, or install Node 24 and pnpm 12 by hand.',
    );
  }
  const [node, path] = JSON.parse(asked.output.slice(asked.output.indexOf('[')));
  const pnpm = path
    .split(delimiter)
    .map((folder) => join(folder, windows ? 'pnpm.cmd' : 'pnpm'))
    .find((file) => existsSync(file));
  return { node, pnpm };
}

async function install(tools) {
  note('Installing packages …');
  const began = Date.now();
  const args = ['install', '--frozen-lockfile', '--reporter=append-only', '--config.confirm-modules-purge=false'];
  const env = { PATH: `${dirname(tools.node)}${delimiter}${process.env.PATH}`, npm_config_offline: undefined };
  let done = await capture(tools.pnpm, [...args, '--offline'], env);
  if (/NO_OFFLINE|OFFLINE_TARBALL|OFFLINE_META/.test(done.output + done.errors)) {
    note('Some are not on this machine yet; fetching them from npm (about 1 GB on disk, only the first time) …');
    done = await withTicker('installing', (tell) => capture(tools.pnpm, args, env, tell));
  }
  if (done.code !== 0) {
    const said = `${done.output}\n${done.errors}`;
    const next = /OUTDATED_LOCKFILE|CONFIG_MISMATCH/.test(said)
      ? 'The lockfile does not fit: run `pnpm install` and commit what it changes.'
      : 'Check the network and start again.';
    throw new Error(
      `The packages could not be installed:\n${withoutAddresses(said).trim().split('\n').slice(-15).join('\n')}\n${next}`,
    );
  }
  note(`Packages installed in ${seconds(began)}.`);
}

// --- checks ---------------------------------------------------------------------------------------------------------

/** Cheapest first, those of a row beside each other; a row in which one fails is the last. The last line printed is always the sum. */
async function check(node, env) {
  // On one core each: on all of them each takes twice the work.
  const tsc = (project) => ({ bin: 'tsc', args: ['--noEmit', '--singleThreaded', '-p', project], from: 'typescript' });
  const rows = [
    [{ bin: 'oxfmt', args: ['--check', '.'] }],
    [{ bin: 'oxlint', args: [] }],
    [
      tsc('tsconfig.json'),
      // The faces run in browsers, and so does part of their tests: other globals than Node's.
      tsc('packages/web/tsconfig.json'),
      tsc('tests/browser/tsconfig.json'),
      { bin: 'knip', args: [] },
    ],
  ];
  for (const row of rows) {
    const began = Date.now();
    const codes = await Promise.all(
      row.map(async ({ bin, args, from }) => {
        const code = await run(node, [program(from ?? bin, bin), ...args], env);
        note(code === 0 ? `${bin} ✓ (${seconds(began)})` : `${bin} failed (${seconds(began)}): no test was run.`);
        return code;
      }),
    );
    const failed = codes.filter((code) => code !== 0);
    if (failed.length > 0) {
      process.stdout.write(`0 passed, ${failed.length} failed, 0 skipped\n`);
      return failed[0];
    }
  }
  return run(node, [program('vitest', 'vitest'), 'run', ...rest], env);
}

/** The file of a package's program: without a shell between us and it. */
function program(name, bin) {
  const { bin: bins } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return join(modules, name, typeof bins === 'string' ? bins : bins[bin]);
}

// --- processes ------------------------------------------------------------------------------------------------------

/**
 * Runs the command of this task, seen on screen. It has a process group of its own: a Ctrl-C reaches us (often twice, by
 * the terminal and by npm) and goes on to it once. By a channel it hears when we are gone.
 */
function run(node, args, env = {}, channel = false) {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, ...env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    stdio: ['inherit', 'inherit', 'inherit', ...(channel ? ['ipc'] : [])],
    detached: !windows,
  });
  let last = 0;
  const forward = (signal) => {
    if (Date.now() - last < 700) return;
    last = Date.now();
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  // A SIGTERM to npm ends npm and its shell, and comes no further: then we are somebody else's child.
  const parent = process.ppid;
  const orphaned = () => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    // Once: a second sign to stop ends the command in the middle of its stopping.
    if (last === 0) forward('SIGTERM');
  };
  const watch = process.env.npm_lifecycle_event ? setInterval(orphaned, 500) : undefined;
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of signals) process.off(name, forward);
      done(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Runs a command unseen. `tell` hears each line that it writes. */
function capture(command, args, env, tell = () => {}) {
  return new Promise((done) => {
    const quoted = windows ? args.map((arg) => (/[\s"]/.test(arg) ? `"${arg.replaceAll('"', '\\"')}"` : arg)) : args;
    const child = spawn(command, quoted, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows,
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data) => {
      output += data;
      for (const line of String(data).split('\n')) if (line.trim()) tell(line.trim());
    });
    child.stderr.on('data', (data) => (errors += data));
    child.on('error', (error) => done({ code: 1, output, errors: error.message }));
    child.on('close', (code) => done({ code, output, errors }));
  });
}

/** Shows that a long step lives: a running line on a terminal, else a line every ten seconds. */
async function withTicker(what, work) {
  const began = Date.now();
  let state = '';
  const show = () => {
    const line = `  ${what} … ${seconds(began)} ${state}`.slice(0, 100);
    process.stderr.write(terminal ? `\r\u001B[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, terminal ? 500 : 10_000);
  try {
    return await work((line) => {
      if (line.startsWith('Progress:')) state = line.slice(9).trim();
    });
  } finally {
    clearInterval(timer);
    if (terminal) process.stderr.write('\r\u001B[K');
  }
}

// --- small things ---------------------------------------------------------------------------------------------------

function note(line) {
  process.stderr.write(`${line}\n`);
}

function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

function fits(version, major) {
  return Number.parseInt(version, 10) >= major;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** R2. An address, and the host of the registry that npm is set to, wherever the tools name it. */
function withoutAddresses(text) {
  const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', shell: windows }).stdout ?? '';
  const host = /:\/\/(?:[^@/]*@)?([^:/\s]+)/.exec(registry)?.[1];
  const plain = text.replace(/\bhttps?:\/\/\S+/g, '(registry)').replace(/(getaddrinfo \w+ )\S+/g, '$1(registry)');
  return host ? plain.replaceAll(host, '(registry)') : plain;
}
