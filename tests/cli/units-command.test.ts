import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateKeys } from '@six-order/engine/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const county = join(import.meta.dirname, '../../packages/community/src/units/wangmo-522326.json');
let folder: string;
let url: string;
const keys = generateKeys();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'six-order-units-'));
  ({ url } = await cloneDatabase());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const env = { PATH: process.env['PATH'], HOME: folder, SIX_ORDER_DATA: folder, DATABASE_URL: url, SIX_ORDER_KEYS: keys };
  const ended = promisify(execFile)(process.execPath, [main, ...args], { env });
  return ended.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}
async function table(name: string, ...lines: readonly string[]) {
  const file = join(folder, name);
  await writeFile(file, `\uFEFF${lines.join('\r\n')}\r\n`);
  return file;
}

test('a county file, then a table of grids: dry run, refusal by line, the good rows, and once more without a double', async () => {
  expect(JSON.parse((await run('units', 'import', county, '--json')).stdout)).toMatchObject({
    tenant: '522326',
    written: 188,
    new: 188,
    refused: 0,
  });

  const file = await table(
    'grids.csv',
    '编码,名称,类型,上级,户数',
    '522326004002-01,第一网格,网格,522326004002,180',
    '522326004002-01-001,1栋,楼栋,522326004002-01,六十',
    '522326004002,蟠桃园新社区,社区,522326004,',
  );
  const dry = await run('units', 'import', file, '--dry-run');
  expect(dry.code).toBe(1);
  expect(dry.stdout).toBe(
    [
      '  line 3: 52232600400201001 refused: households: Invalid input: expected number, received string',
      '  line 4: 522326004002 name "蟠桃园社区" → "蟠桃园新社区"',
      '1 new, 1 changed, 0 same, 1 refused.',
      'A dry run: nothing was written.\n',
    ].join('\n'),
  );
  const whole = await run('units', 'import', file);
  expect(whole).toMatchObject({ code: 1, stdout: expect.stringContaining('Nothing was written: set the rows right') });
  const partial = () => run('units', 'import', file, '--partial', '--json').then((ended) => JSON.parse(ended.stdout));
  expect(await partial()).toMatchObject({ written: 2, new: 1, changed: 1, refused: 1 });
  expect(await partial()).toMatchObject({ written: 0, same: 2, refused: 1 });

  const { stdout } = await run('doctor', '--json');
  const findings = new Map(
    (JSON.parse(stdout).findings as { name: string; status: string; detail: string }[]).map((finding) => [finding.name, finding]),
  );
  expect(findings.get('branches')).toMatchObject({
    status: 'warning',
    detail: expect.stringMatching(/^grids without a Party branch or group: 1 \(52232600400201\)/),
  });
  expect(findings.get('dispatchers')).toMatchObject({ status: 'warning' });
  expect(findings.get('terms')).toMatchObject({ status: 'ok' });
}, 120_000);

test.each([
  ['no.json', null, /There is no file/],
  ['bad.json', '{"county":{}}', /is not a county file:\n/],
  ['bad.csv', '编码,名称,类型\n', /line 1: the header lacks parent/],
  [
    'two.csv',
    'code,name,kind,parent\n522326001,a,street,522326\n522327001,b,street,522327\n',
    /several counties \(522326, 522327\)/,
  ],
])('%s is refused before anything is opened', async (name, content, said) => {
  const file = join(folder, name);
  if (content !== null) await writeFile(file, content);
  const { code, stderr } = await run('units', 'import', file);
  expect(code).toBe(1);
  expect(stderr).toMatch(said);
});
