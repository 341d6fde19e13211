// Each layer rule of .oxlintrc.json fires on a line that breaks it, and lets pass what is meant to be there.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** A file's path, a line in it, and the rule that must object (null: none). */
const lines: readonly (readonly [path: string, line: string, rule: string | null])[] = [
  ['packages/engine/src/core/a.ts', `import { z } from 'zod'; export const a = z;`, null],
  ['packages/engine/src/core/b.ts', `import { setup } from 'xstate'; export const a = setup;`, null],
  ['packages/engine/src/core/c.ts', `import { b } from './b.ts'; export const a = b;`, null],
  ['packages/engine/src/core/d.ts', `import { Pool } from 'pg'; export const a = Pool;`, 'no-restricted-imports'],
  ['packages/engine/src/core/e.ts', `import type { Pool } from 'pg'; export type A = Pool;`, 'no-restricted-imports'],
  [
    'packages/engine/src/core/f.ts',
    `import { readFile } from 'node:fs/promises'; export const a = readFile;`,
    'no-restricted-imports',
  ],
  ['packages/engine/src/core/g.ts', `import { x } from '../postgres/load.ts'; export const a = x;`, 'no-restricted-imports'],
  [
    'packages/engine/src/core/h.ts',
    `import { x } from '@six-order/community/units/unit'; export const a = x;`,
    'no-restricted-imports',
  ],
  ['packages/engine/src/core/i.ts', `export const a = () => Date.now();`, 'no-restricted-properties'],
  ['packages/engine/src/core/j.ts', `export const a = () => new Date();`, 'no-clock'],
  ['packages/engine/src/core/k.ts', `export const a = () => Math.random();`, 'no-restricted-properties'],
  ['packages/engine/src/core/l.ts', `export const a = (at: number) => new Date(at);`, null],
  ['packages/engine/src/core/m.ts', `export const a = () => process.env;`, 'no-restricted-globals'],
  ['packages/engine/src/core/n.ts', `export const a = () => fetch('x');`, 'no-restricted-globals'],
  ['packages/engine/src/core/o.ts', `export const a = () => crypto.randomUUID();`, 'no-restricted-properties'],
  ['packages/engine/src/postgres/a.ts', `import { Pool } from 'pg'; export const a = Pool;`, null],
  [
    'packages/engine/src/postgres/b.ts',
    `import { x } from '@six-order/community/units/unit'; export const a = x;`,
    'no-restricted-imports',
  ],
  [
    'packages/web/src/resident/a.tsx',
    `import { useQuery } from '@tanstack/react-query'; export const a = useQuery;`,
    'no-restricted-imports',
  ],
  [
    'packages/web/src/shared/b.ts',
    `import { contract } from '@six-order/api/contract'; export const a = contract;`,
    'no-restricted-imports',
  ],
  [
    'packages/web/src/shared/c.ts',
    `import type { contract } from '@six-order/api/contract'; export type A = typeof contract;`,
    null,
  ],
  ['packages/web/src/staff/d.tsx', `import { Menu } from '@base-ui/react/menu'; export const a = Menu;`, null],
  ['packages/engine/src/a.ts', `import { Pool } from 'pg'; export const a = Pool;`, 'no-restricted-imports'],
  ['packages/engine/src/b.ts', `import type { Pool } from 'pg'; export type A = Pool;`, null],
  ['packages/engine/src/c.ts', `import { Queue } from 'bullmq'; export const a = Queue;`, 'no-restricted-imports'],
  ['packages/community/src/units/unit-store.ts', `import { Kysely } from 'kysely'; export const a = Kysely;`, null],
  ['packages/community/src/units/unit.ts', `import { Kysely } from 'kysely'; export const a = Kysely;`, 'no-restricted-imports'],
  [
    'packages/community/src/units/a.ts',
    `import { x } from '@six-order/workflows/six-order/machine'; export const a = x;`,
    'no-restricted-imports',
  ],
  ['packages/community/src/units/b.ts', `import { x } from '@six-order/engine'; export const a = x;`, null],
  [
    'packages/community/src/units/c.ts',
    `import { openPool } from '@six-order/engine/runtime'; export const a = openPool;`,
    'no-restricted-imports',
  ],
  ['packages/community/src/units/d.ts', `export const a = () => new Date();`, 'no-clock'],
  ['workflows/six-order/a.ts', `import { x } from '@six-order/community/deadlines/clock'; export const a = x;`, null],
  [
    'workflows/six-order/b.ts',
    `import { x } from '@six-order/community/notices/notice-store'; export const a = x;`,
    'no-restricted-imports',
  ],
  ['workflows/six-order/c.ts', `import { x } from '@six-order/engine/runtime'; export const a = x;`, 'no-restricted-imports'],
  ['workflows/six-order/d.ts', `import { x } from 'node:crypto'; export const a = x;`, 'no-restricted-imports'],
  ['workflows/six-order/e.ts', `export const a = () => Date.now();`, 'no-restricted-properties'],
  ['packages/worker/src/a.ts', `import { Queue } from 'bullmq'; export const a = Queue;`, null],
  ['packages/worker/src/b.ts', `import express from 'express'; export const a = express;`, 'no-restricted-imports'],
  ['packages/worker/src/c.ts', `import { Pool } from 'pg'; export const a = Pool;`, 'no-restricted-imports'],
  ['packages/worker/src/d.ts', `import { x } from '@six-order/api'; export const a = x;`, 'no-restricted-imports'],
  ['packages/worker/src/queue-connection.ts', `import { Pool } from 'pg'; export const a = Pool;`, null],
  ['packages/api/src/a.ts', `import express from 'express'; export const a = express;`, null],
  ['packages/api/src/b.ts', `import { Queue } from 'bullmq'; export const a = Queue;`, 'no-restricted-imports'],
  ['packages/api/src/c.ts', `import { Kysely } from 'kysely'; export const a = Kysely;`, 'no-restricted-imports'],
  ['packages/api/src/d.ts', `import { x } from '@six-order/worker'; export const a = x;`, null],
  ['packages/api/src/e.ts', `import { x } from '@six-order/cli'; export const a = x;`, 'no-restricted-imports'],
  ['packages/api/src/f.ts', `export const a = () => process.env;`, 'no-restricted-globals'],
  ['packages/api/src/g.ts', `export const a = () => console.log('x');`, 'no-console'],
  ['packages/cli/src/a.ts', `import express from 'express'; export const a = express;`, 'no-restricted-imports'],
  ['packages/cli/src/b.ts', `export const a = () => process.env;`, null],
  [
    'tests/engine/a.test.ts',
    `import { x } from '../../packages/engine/src/core/step.ts'; export const a = x;`,
    'no-restricted-imports',
  ],
];

const found = new Map<string, Set<string>>();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'six-order-layers-'));
  await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  await cp(join(root, 'tests/lint/pure.mjs'), join(folder, 'tests/lint/pure.mjs'));
  for (const [path, line] of lines) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${line}\n`);
  }
  for (const [, path, rule] of (await oxlint()).matchAll(/^([^\s:]+):\d+:\d+: .*\((.+)\)\]$/gm)) {
    found.set(path as string, (found.get(path as string) ?? new Set()).add(rule as string));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(lines)('%s: %s → %s', (path, _line, rule) => {
  expect([...(found.get(path) ?? [])]).toEqual(rule === null ? [] : [rule]);
});

const oxlint = () =>
  new Promise<string>((done) => {
    execFile(
      join(root, 'node_modules/.bin/oxlint'),
      ['--format', 'unix', '--no-ignore', '.'],
      // Its type-aware half is looked for on the path: the folder has no packages of its own.
      { cwd: folder, env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}` } },
      (_error, stdout, stderr) => done(stdout + stderr),
    );
  });
