// Processes that must not outlive this one: each leads a group of its own, which is ended with us, however we end.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

const living = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of living) endGroup(child);
});

export function spawnKin(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, { ...options, detached: true });
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/** Ends the process and whatever it started, at once. */
export function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

export interface Spawned {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly patienceMs: number;
}

/** Runs it to its end and resolves with its stdout. Throws with what it said when it fails or takes too long. */
export async function runKin(program: string, { args, cwd, env, patienceMs }: Spawned): Promise<string> {
  const child = spawnKin(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout?.on('data', (data) => (output += String(data)));
  child.stderr?.on('data', (data) => (errors = (errors + String(data)).slice(-4_000)));
  const patience = setTimeout(() => endGroup(child), patienceMs);
  try {
    const code = await new Promise<number | string>((done, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) => done(code ?? signal ?? 'no code'));
    });
    if (code !== 0) throw new Error(`${program} ended with ${code}:\n${errors}`);
    return output;
  } finally {
    clearTimeout(patience);
    endGroup(child);
  }
}
