// `six-order rules import`: what a county decided, from a table, whole or not at all.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newId } from '@six-order/cli/new-id';
import { openCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { readRuleTable } from '@six-order/community/county-rules/rule-table';
import { seedDemo } from '@six-order/community/demo/seed';
import { openTables } from '@six-order/community/tables';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const header = 'kind,key,unit,value,document,from,to';
const good = [
  `dispatch,,522326004,"{""openOrders"":{""member"":8},""whateverLoad"":[""U0""]}",望街发〔2026〕3 号,2026-04-01,`,
  `duty,0406,522326,"{""main"":[""street""]}",望府发〔2026〕8 号,2026-04-01,2027-04-01`,
  `power,enforce:0406,522326004,{},黔府发〔2026〕1 号,2026-04-01,`,
  `stations,,522326004,"{""ready"":""three""}",望办发〔2026〕5 号,2026-04-01,`,
];

describe('a table is refused whole, by line, that has', () => {
  const reading = { tenant: '522326', newId, pathOf: (code: string) => (code === '522326' ? 'u522326' : undefined) };
  const problemsOf = (...lines: readonly string[]) => {
    const read = readRuleTable([header, ...lines].join('\r\n'), reading);
    return read.kind === 'refused' ? read.problems : [];
  };
  const row = (fields: Partial<Record<'kind' | 'key' | 'unit' | 'value' | 'document' | 'from' | 'to', string>>) => {
    const whole = {
      kind: 'duty',
      key: '0101',
      unit: '522326',
      value: '{}',
      document: 'x',
      from: '2026-04-01',
      to: '',
      ...fields,
    };
    return Object.values(whole)
      .map((field) => `"${field.replaceAll('"', '""')}"`)
      .join(',');
  };
  test('nothing, when it is right', () => {
    expect(problemsOf(row({}))).toEqual([]);
  });
  test.each<readonly [string, Parameters<typeof row>[0], RegExp]>([
    ['a kind that is none', { kind: 'weather' }, /kind must be one of duty/],
    ['a unit of elsewhere', { unit: '522301' }, /unit must be the code/],
    ['no document', { document: '' }, /document/],
    ['a day that is none', { from: '2026-02-30' }, /from must be a day/],
    ['an end before its beginning', { to: '2026-04-01' }, /to must be later/],
    ['a value that is no JSON', { value: '{' }, /value must be JSON/],
    ['a value of another shape', { value: '{"kind":"mine"}' }, /value\.kind/],
    ['a category that is none', { key: '9999' }, /key must be the code of a category/],
    ['a power that is none', { kind: 'power', key: 'taxes' }, /key must be one of comprehensive-management/],
    [
      'a tag of no set',
      { kind: 'tag', key: 'nets/party', value: '{"zh":"党","en":"p","categories":[]}' },
      /key must be one of three-nets/,
    ],
  ])('%s', (_, fields, complaint) => {
    const problems = problemsOf(row({}), row({ key: '0102' }), row(fields));
    expect(problems.map(({ line }) => line)).toContain(4);
    expect(problems.map(({ message }) => message).join()).toMatch(complaint);
  });
  test('another header, a field too few, the same rule twice, no rule, an open quotation mark', () => {
    expect(readRuleTable('a,b\n1,2', reading)).toMatchObject({ problems: [{ line: 1 }] });
    expect(problemsOf('duty,0101')).toMatchObject([{ line: 2, message: /7 fields/ }]);
    expect(problemsOf(row({}), row({ to: '2027-01-01' }))).toMatchObject([{ line: 3, message: /line 2 says the same/ }]);
    expect(problemsOf()).toMatchObject([{ message: /no rule/ }]);
    expect(problemsOf('duty,"0101')).toMatchObject([{ message: /quotation mark/ }]);
  });
});

describe('from the command line', () => {
  let folder: string;
  let url: string;
  const keys = generateKeys();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'six-order-rules-'));
    ({ url } = await cloneDatabase());
    const pool = openPool(url, 'app', { max: 1 });
    await seedDemo({ db: openTables(pool), keyring: createKeyring(keys), newId });
    await pool.end();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
  async function run(lines: readonly string[], ...options: readonly string[]) {
    const file = join(folder, 'rules.csv');
    await writeFile(file, `\uFEFF${lines.join('\r\n')}\r\n`);
    const env = { PATH: process.env['PATH'], HOME: folder, SIX_ORDER_DATA: folder, DATABASE_URL: url, SIX_ORDER_KEYS: keys };
    const ended = promisify(execFile)(process.execPath, [main, 'rules', 'import', file, ...options], { env });
    return ended.then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
    );
  }
  const held = async () => {
    const pool = openPool(url, 'app', { max: 1 });
    const rules = await openCountyRules({ db: openTables(pool) });
    await pool.end();
    const where = { tenant: '522326', path: 'u522326.u004.u002', at: Date.parse('2026-04-02T00:00:00+08:00') };
    return {
      limit: rules.find('dispatch', '', where)?.value.openOrders.member,
      stations: rules.find('stations', '', where)?.value,
    };
  };

  test('dry run, import, once more, another end, a contradiction', { timeout: 60_000 }, async () => {
    const json = async (...args: Parameters<typeof run>) => {
      const { code, stdout } = await run(...args);
      return { code, ...(JSON.parse(stdout) as object) };
    };
    const table = [header, ...good];
    expect(await json(table, '--dry-run', '--json')).toEqual({
      code: 0,
      county: '522326',
      dryRun: true,
      added: 4,
      ended: 0,
      same: 0,
    });
    expect(await held()).toEqual({ limit: undefined, stations: undefined });
    expect((await run(table)).stdout).toBe('Imported: 4 new, 0 with another end, 0 as they were.\n');
    expect(await held()).toEqual({ limit: 8, stations: { ready: 'three' } });
    expect(await json(table, '--json')).toMatchObject({ code: 0, added: 0, same: 4 });
    expect(await json([header, `${good[0]}2026-04-02`], '--json')).toMatchObject({ code: 0, added: 0, ended: 1 });
    expect((await held()).limit).toBeUndefined();
    const other = good[3]!.replace('three', 'build');
    const refused = await run([header, good[2]!, other]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/^Nothing was imported:\n {2}another rule stations/);
    expect((await held()).stations).toEqual({ ready: 'three' });
  });
});
