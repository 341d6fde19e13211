// Console output fails the test that makes it: collected here, thrown after it, where no `catch` hides it.
import { format } from 'node:util';
import { afterEach } from 'vitest';

const written: string[] = [];

for (const level of ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const) {
  console[level] = (...words: unknown[]) => void written.push(`console.${level}: ${format(...words)}`);
}

afterEach(() => {
  const lines = written.splice(0);
  if (lines.length > 0) throw new Error(`The test wrote to the console:\n${lines.join('\n')}`);
});
