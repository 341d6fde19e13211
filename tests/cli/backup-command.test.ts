// `six-order backup`, `erase` and `restore` as they are typed.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '@six-order/engine/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase } from '../harness/database.ts';
import { openStreet, testKeys } from '../harness/street.ts';

/** Each command is a process of its own. */
const PATIENCE_MS = 90_000;

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const street = await openStreet();
let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'six-order-backup-command-'));
});
afterAll(() => rm(data, { recursive: true }));

function run(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env['PATH'],
      SIX_ORDER_DATA: data,
      SIX_ORDER_KEYS: testKeys,
      SIX_ORDER_BACKUP_KEY: '望谟县的备份口令二〇二六',
      DATABASE_URL: street.url,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, output, errors })));
}

test(
  'a backup, an erasure after it, a restore: the erased order stays erased, all others are there',
  async () => {
    const [kept, gone] = [await street.place(), await street.place()];
    const file = join(data, 'first.backup');
    const made = await run(['backup', file, '--json']);
    expect(made.errors).not.toContain('口令');
    expect(made.code).toBe(0);
    expect(JSON.parse(made.output)).toMatchObject({ file, ledger: join(data, 'erasures.jsonl') });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const written = await street.db.query<{ at: Date }>('select at from backups');
    expect(written.rows.map(({ at }) => at.toISOString())).toEqual([JSON.parse(made.output).at]);

    const again = await run(['backup', file]);
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('is there already')]);

    expect((await run(['erase', gone.id])).code).toBe(0);
    expect(await readFile(join(data, 'erasures.jsonl'), 'utf8')).toContain(gone.id);

    const { url } = await emptyDatabase();
    const restored = await run(['restore', file, '--json'], { DATABASE_URL: url });
    expect(restored.code, restored.errors).toBe(0);
    expect(JSON.parse(restored.output)).toMatchObject({ orders: 2, erased: 1 });
    // Whoever looks is not told that there never was one.
    const owner = openPool(url, 'owner', { max: 1 });
    const { rows: known } = await owner.query<{ at: Date }>('select at from backups');
    await owner.end();
    expect(known.map(({ at }) => at.toISOString())).toEqual([JSON.parse(made.output).at]);
    const unknown = await run(['erase', '019a0000-0000-7000-8000-000000000000'], { DATABASE_URL: url });
    expect([unknown.code, unknown.errors]).toEqual([1, expect.stringContaining('no such order')]);
    expect((await run(['erase', kept.id, '--json'], { DATABASE_URL: url })).code).toBe(0);

    const full = await run(['restore', file], { DATABASE_URL: url });
    expect([full.code, full.errors]).toEqual([1, expect.stringContaining('not empty')]);
  },
  PATIENCE_MS,
);

test(
  'what cannot go well is said before anything is touched',
  async () => {
    await street.place();
    const file = join(data, 'second.backup');
    expect((await run(['backup', file])).code).toBe(0);
    const { url } = await emptyDatabase();

    const unset = await run(['backup', join(data, 'x')], { SIX_ORDER_BACKUP_KEY: '' });
    expect([unset.code, unset.errors]).toEqual([2, expect.stringContaining('SIX_ORDER_BACKUP_KEY is required')]);
    const wrong = await run(['restore', file], { DATABASE_URL: url, SIX_ORDER_BACKUP_KEY: '另外一个不对的口令二〇二六年' });
    expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining('is not the one that it was made with')]);
    const lost = await run(['restore', file], { DATABASE_URL: url, SIX_ORDER_LEDGER: join(data, 'nowhere.jsonl') });
    expect([lost.code, lost.errors]).toEqual([1, expect.stringContaining('nowhere.jsonl is not there')]);
    await truncate(file, (await stat(file)).size - 1);
    const short = await run(['restore', file], { DATABASE_URL: url });
    expect([short.code, short.errors]).toEqual([1, expect.stringContaining('cut off or damaged')]);

    const migrated = await run(['migrate', '--json'], { DATABASE_URL: url });
    expect(JSON.parse(migrated.output).applied.length).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
