// `six-order api` and `six-order worker` as processes of their own, to be killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PATIENCE_MS, until } from './poll.ts';

/** `worker-2`: beside the first. */
export type ServiceName = 'api' | 'worker' | 'worker-2';

export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Service {
  readonly name: ServiceName;
  readonly pid: number;
  /** How it ended; null while it runs. */
  end(): End | null;
  /** Resolves with its end. */
  readonly ended: Promise<End>;
  signal(signal: NodeJS.Signals): void;
}

const program = fileURLToPath(import.meta.resolve('@six-order/cli/main'));

const worker = { args: ['worker'], ready: 'The worker works.' };
/** How each is called, and what it says when it can be used. */
const services: Record<ServiceName, { readonly args: readonly string[]; readonly ready: string }> = {
  api: { args: ['api', '--json'], ready: '"address":' },
  worker,
  'worker-2': worker,
};

/** Starts one and resolves when it can be used. Its output is added to the file `log`. Throws with it when it ends at once. */
export async function startService(name: ServiceName, env: Readonly<Record<string, string>>, log: string): Promise<Service> {
  const out = openSync(log, 'a', 0o600);
  const from = readFileSync(log).length;
  const said = () => readFileSync(log).subarray(from).toString();
  // By the channel it hears when this process is gone, and ends too.
  const child = spawn(process.execPath, [program, ...services[name].args], {
    env: { PATH: process.env['PATH'], TZ: 'UTC', ...env },
    stdio: ['ignore', out, out, 'ipc'],
  });
  closeSync(out);
  let end: End | null = null;
  const ended = once(child, 'exit').then(([code, signal]): End => (end = { code, signal }));
  await until(`six-order ${name} starts`, PATIENCE_MS, () => {
    if (end !== null) throw new Error(`six-order ${name} ended with ${end.signal ?? end.code}:\n${said()}`);
    return said().includes(services[name].ready);
  }).catch((error: unknown) => {
    // Nobody could end it later, and it would keep the port from the next.
    child.kill('SIGKILL');
    throw error;
  });
  return { name, pid: child.pid as number, end: () => end, ended, signal: (signal) => void child.kill(signal) };
}

/** Runs a command of `six-order` to its end. Throws with what it said unless it ends with 0. */
export async function runCommand(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`six-order ${args.join(' ')} ended with ${code}:\n${said}`);
}
