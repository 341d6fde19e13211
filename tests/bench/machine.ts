// Where and on what a run was made: its first line.
import { execFile } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { Mode, Result } from './bench.ts';

export async function machine(mode: Mode, postgres: string): Promise<Result> {
  const [first] = cpus();
  return {
    bench: 'machine',
    date: new Date().toISOString(),
    mode,
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres,
    commit: await commit(),
  };
}

/** Short id of the checkout, with a + when it has changes; `unknown` outside git. */
async function commit(): Promise<string> {
  const git = async (...args: string[]) => (await promisify(execFile)('git', ['-C', import.meta.dirname, ...args])).stdout.trim();
  try {
    return (
      (await git('rev-parse', '--short', 'HEAD')) +
      ((await git('status', '--porcelain', '--untracked-files=no')) === '' ? '' : '+')
    );
  } catch {
    return 'unknown';
  }
}
