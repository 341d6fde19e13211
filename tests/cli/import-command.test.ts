// `six-order import` as a process: what it prints, and how it ends.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { generateKeys } from '@six-order/engine/runtime';
import { expect, test } from 'vitest';
import { cloneDatabase, emptyDatabase } from '../harness/database.ts';
import { sample } from './open-import.ts';

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const keys = generateKeys();

function six(args: readonly string[], url = 'postgres://nobody@127.0.0.1:9/none') {
  const child = spawn(process.execPath, [main, 'import', ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: url, SIX_ORDER_KEYS: keys },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  return new Promise<{ code: number | null; output: string; errors: string }>((done) =>
    child.on('close', (code) => done({ code, output, errors })),
  );
}

test('asked for wrongly: 2, with what there is', async () => {
  const [file, profile, unknown] = await Promise.all([
    six(['--profile', 'boston311']),
    six([sample]),
    six([sample, '--profile', 'paris']),
  ]);
  expect([file.code, profile.code, unknown.code]).toEqual([2, 2, 2]);
  expect(file.errors).toContain("missing required argument 'file'");
  expect(profile.errors).toContain("required option '--profile <name>' not specified");
  expect(unknown.errors).toBe('There is no profile of this name. Profiles: boston311.\n');
});

test('a file that is not there or no such table: 1, before any database is asked', async () => {
  const [none, other] = await Promise.all([six(['none.csv', '--profile', 'boston311']), six([main, '--profile', 'boston311'])]);
  expect([none.code, other.code]).toEqual([1, 1]);
  expect(none.errors).toBe('There is no file none.csv.\n');
  expect(other.errors).toMatch(/^.*main\.ts is not /);
});

test('a database that is behind this release: 1, with what to do', async () => {
  const { url } = await emptyDatabase();
  const { code, errors } = await six([sample, '--profile', 'boston311'], url);
  expect(code).toBe(1);
  expect(errors).toContain('run `npm run six-order -- migrate`');
});

test('the sample: 0 though a row is refused, in words what has ended and where to look, and as JSON what is open, too', async () => {
  const { url } = await cloneDatabase();
  const ended = await six([sample, '--profile', 'boston311', '--ended'], url);
  expect(ended.code).toBe(0);
  expect(ended.output).toMatch(
    /imported +34\n +already there +0\n +left out +8, still open in the file: without --ended they are brought in, too\n/,
  );
  expect(ended.output).not.toContain('The clocks of those that are still open');
  const invitation = spawnSync(process.execPath, [main, ...(/staff invite \S+/.exec(ended.output)?.[0] ?? '').split(' ')], {
    env: { PATH: process.env['PATH'], DATABASE_URL: url, SIX_ORDER_KEYS: keys },
    encoding: 'utf8',
  });
  expect(invitation.stdout).toMatch(/^A new account:\n +name +\S+\n +one-time code +\S+/);
  const first = await six([sample, '--profile', 'boston311', '--json'], url);
  expect(first.code).toBe(0);
  expect(JSON.parse(first.output)).toMatchObject({
    rows: { read: 43, imported: 8, alreadyThere: 34, leftOut: 0, refused: 1 },
    lateness: { compared: 28, agree: 26, disagree: [{ line: 30 }, { line: 36 }] },
  });
  const again = await six([sample, '--profile', 'boston311'], url);
  expect(again.code).toBe(0);
  expect(again.output).toContain('The clocks of those that are still open go on where the file ends, 2015-05-11 15:18');
  expect(again.output).toMatch(/read +43\n +imported +0\n +already there +42\n +refused +1\n/);
  expect(again.errors).toMatch(/rows: 43 of 43\n/);
}, 240_000);
