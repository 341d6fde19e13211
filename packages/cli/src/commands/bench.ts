// `six-order bench`: runs the benchmarks, which are part of the source tree.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';

const script = join(import.meta.dirname, '../../../../tests/bench/run.ts');

export function bench(rest: readonly string[]): Promise<number> {
  if (!existsSync(script)) throw new CommandFailure('The benchmarks are part of the source tree: run this in a checkout.');
  const child = spawn(process.execPath, [script, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', (code) => done(code ?? 1));
  });
}
