// What a start does not wait for.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const program = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
await import('@six-order/api');
await import('@six-order/api/sign-in');
process.stdout.write(JSON.stringify({ all: loaded.length, library: loaded.filter((url) => url.includes('better-auth')) }));
`;

test('the API is loaded without the sign-in library', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const { all, library } = JSON.parse(stdout) as { all: number; library: string[] };
  expect(all).toBeGreaterThan(50);
  expect(library).toEqual([]);
});
