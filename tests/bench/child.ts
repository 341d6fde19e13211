// Runs one bench in a process of its own, so that no bench inherits the heap or the compiled code of another. The parent
// sends the context, this process sends results and then ends.
import type { BenchContext, Result } from './bench.ts';
import { benches, isBench } from './benches.ts';

export interface Errand {
  readonly name: string;
  readonly context: Pick<BenchContext, 'mode' | 'server' | 'peers'>;
}

// By `exit`, so that what this process started is ended with it.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
process.on('disconnect', () => process.exit(1));

process.once('message', (message) => {
  const { name, context } = message as Errand;
  run(name, context).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});

async function run(name: string, context: Errand['context']): Promise<void> {
  if (!isBench(name)) throw new Error(`there is no bench ${name}`);
  const bench = await benches[name].load();
  const sent: Promise<void>[] = [];
  await bench({
    ...context,
    say: (line) => void process.stderr.write(`  ${name}: ${line}\n`),
    report: (result: Result) => {
      sent.push(new Promise((done, fail) => process.send?.(result, (error: Error | null) => (error ? fail(error) : done()))));
    },
  });
  await Promise.all(sent);
}
