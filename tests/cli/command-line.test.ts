import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyring, generateKeys, openPool, outboxBacklog } from '@six-order/engine/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, emptyDatabase } from '../harness/database.ts';
import { openStreet, testKeys } from '../harness/street.ts';

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'six-order-cli-'));
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** Those that have not ended: what a test that failed or timed out began ends with it. */
const living = new Set<ChildProcess>();
afterEach(async () => {
  const left = [...living].map((child) => once(child, 'close'));
  for (const child of living) child.kill('SIGKILL');
  await Promise.all(left);
});

const begin = (args: readonly string[], env: Record<string, string>) => {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], HOME: data, SIX_ORDER_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  child.once('close', () => living.delete(child));
  let output = '';
  let errors = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((done) =>
    child.on('close', (code) => done({ code, output, errors })),
  );
  return {
    child,
    ended,
    errors: () => errors,
    firstLine: () => new Promise<string>((done) => child.stdout.once('data', () => done(output))),
  };
};

const run = (args: readonly string[], env: Record<string, string> = {}) => begin(args, env).ended;
const on = (url: string) => ({ DATABASE_URL: url, SIX_ORDER_KEYS: testKeys });

describe('asked for wrongly', () => {
  test.each([
    ['start'],
    ['api'],
    ['worker'],
    ['migrate'],
    ['backup'],
    ['restore'],
    ['erase'],
    ['keys'],
    ['retention'],
    ['seed'],
    ['story'],
    ['import'],
    ['units'],
    ['doctor'],
    ['redeliver'],
    ['set-aside'],
    ['bench'],
  ])('%s --help', async (command) => {
    const { code, output } = await run([command, '--help']);
    expect(code).toBe(0);
    expect(output).toMatch(new RegExp(`^Usage: six-order ${command}`));
    // Whoever finds its port taken looks here first.
    expect(/PORT, HOST .*3000/.test(output)).toBe(['start', 'api'].includes(command));
  });

  test.each<[Record<string, string>, boolean]>([
    [{ LANG: 'zh_CN.UTF-8' }, true],
    [{ LANG: 'en_US.UTF-8', LANGUAGE: 'zh_CN:en' }, true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW.UTF-8' }, true],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C.UTF-8', LANGUAGE: 'zh_CN' }, false],
    [{ LANG: 'de_DE.UTF-8' }, false],
    [{}, false],
  ])('in Chinese where the locale is: %j', async (locale, isChinese) => {
    const [all, one, wrong] = await Promise.all([
      run(['--help'], locale),
      run(['key', 'make', '--help'], locale),
      run(['erase', 'abc'], locale),
    ]);
    expect([all.code, one.code, wrong.code]).toEqual([0, 0, 2]);
    expect(all.output).toMatch(isChinese ? /^用法： six-order/ : /^Usage: six-order/);
    expect(/命令：[^]*doctor +.*\n[^]*退出码/.test(all.output)).toBe(isChinese);
    expect(/（默认：|\(默认："365"\)/.test(one.output)).toBe(isChinese);
    expect(/编号是 UUID/.test(wrong.errors)).toBe(isChinese);
    // Nothing of a page is left in English but what is typed.
    if (isChinese) for (const line of one.output.split('\n')) expect(line).toMatch(/[\u4e00-\u9fff]|^\s*$/);
  });

  test('an unknown command, an unknown option, a bad variable: 2, with what to do', async () => {
    const [command, option, variable] = await Promise.all([
      run(['nothing']),
      run(['doctor', '--fast']),
      run(['migrate'], { PORT: 'x' }),
    ]);
    expect([command.code, option.code, variable.code]).toEqual([2, 2, 2]);
    expect(command.errors).toContain('--help');
    expect(variable.errors).toMatch(/^PORT must be a number/);
  });

  test('what names nothing that could be: 2, with what would be right, and nothing is opened', async () => {
    const id = '0190f3c8-0000-7000-8000-000000000001';
    const { version } = await run(['--version']).then(({ code, output }) => ({ version: [code, output] }));
    expect(version).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
    const asked: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [['erase', 'abc'], /UUID/],
      [['retention', 'sign', 'abc', '--post', id], /UUID/],
      [['retention', 'sign', id, '--post', 'abc'], /UUID/],
      [['staff', 'invite', 'abc'], /UUID/],
      [['key', 'make', 'abc', '--name', 'x'], /UUID/],
      [['key', 'make', id, '--name', 'x', '--days', '0'], /1 to 730/],
      [['calendar', 'show', 'soon'], /such as 2026/],
      [['import', 'none.csv', '--profile', 'none'], /boston311/],
      [['story', 'none'], /There is no story/],
    ];
    const ended = await Promise.all(asked.map(([args]) => run(args, on('postgres://nobody:secret@127.0.0.1:9/none'))));
    expect(ended.map(({ code, errors }, at) => [asked[at]?.[0], code, asked[at]?.[1].test(errors)])).toEqual(
      asked.map(([args]) => [args, 2, true]),
    );
  });

  test('a data folder that is a file, a port that is taken: said before anything is built', async () => {
    const file = join(data, 'a-file');
    await writeFile(file, '');
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    const fresh = join(data, 'fresh');
    const [inFile, onPort] = await Promise.all([
      run(['start'], { SIX_ORDER_DATA: file }),
      run(['start'], { SIX_ORDER_DATA: fresh, PORT }),
    ]);
    taken.close();
    expect([inFile.code, onPort.code]).toEqual([2, 1]);
    expect(inFile.errors).toMatch(/^SIX_ORDER_DATA .* is a file/);
    expect(onPort.errors).toMatch(/^listen EADDRINUSE[^]*PORT/);
    expect(existsSync(fresh)).toBe(false);
  });

  test('a database that does not answer: 1, with what to do; the doctor says which it is, and looks at the rest', async () => {
    const env = { ...on('postgres://nobody:secret@127.0.0.1:9/none'), PORT: '9' };
    const [{ code, errors }, looked] = await Promise.all([run(['migrate'], env), run(['doctor'], env)]);
    expect(code).toBe(1);
    expect(errors).toMatch(/DATABASE_URL/);
    expect(looked.code).toBe(1);
    expect(looked.output).toMatch(/DATABASE_URL +postgres:\/\/…@127\.0\.0\.1:9\/none\n/);
    expect(looked.output).toMatch(/✗ database .*ECONNREFUSED.*is the database \(DATABASE_URL\).*\n.* disk .*\n.*✗ API /);
    expect(errors + looked.output + looked.errors).not.toContain('secret');
  });

  test('a file that is not there, not to be put there, or in another encoding: 1, in words', async () => {
    const gbk = join(data, 'gbk.csv');
    await writeFile(gbk, Buffer.from([0xb7, 0xc5, 0xbc, 0xd9, 0x2c, 0x0a]));
    const asked: readonly (readonly [args: readonly string[], says: string])[] = [
      [['calendar', 'import', gbk], `${gbk} is not in UTF-8`],
      [['rules', 'import', gbk], `${gbk} is not in UTF-8`],
      [['units', 'import', gbk], `${gbk} is not in UTF-8`],
      [['units', 'import', data], `${data} is a folder`],
      [['rules', 'import', join(data, 'none.csv')], 'There is no file'],
      [['backup', join(data, 'none', 'b')], `There is no folder ${join(data, 'none')}`],
      [['restore', join(data, 'none')], 'It is not there'],
    ];
    const env = { ...on('postgres://nobody:secret@127.0.0.1:9/none'), SIX_ORDER_BACKUP_KEY: 'a passphrase of the county' };
    const ended = await Promise.all(asked.map(([args]) => run(args, env)));
    expect(ended.map(({ code, errors }, at) => [asked[at]?.[0], code, errors.includes(asked[at]?.[1] ?? '-')])).toEqual(
      asked.map(([args]) => [args, 1, true]),
    );
  });
});

test('from an empty database to one that serves, and back to rest', async () => {
  const { url } = await emptyDatabase();
  const env = { ...on(url), SIX_ORDER_DEMO: 'on', PORT: '0' };

  const looked = await run(['doctor'], env);
  expect([looked.code, looked.errors]).toEqual([1, '']);
  expect(looked.output).toContain('npm run six-order -- migrate');
  expect(looked.output).toMatch(/✗ locale .*show_trgm.*; first run `npm run six-order -- migrate`/);
  const behind = await run(['api'], { ...env });
  expect(behind.code).toBe(1);
  expect(behind.errors).toContain('run `npm run six-order -- migrate`');

  const migrated = await run(['migrate', '--json'], env);
  expect(JSON.parse(migrated.output)).toMatchObject({ applied: expect.arrayContaining(['0001-orders.sql']) });
  expect(JSON.parse((await run(['migrate', '--json'], env)).output)).toEqual({ applied: [] });

  const seeded = await run(['seed', '--json'], env);
  expect(JSON.parse(seeded.output)).toMatchObject({ tenant: '522326' });
  expect(JSON.parse((await run(['seed', '--json'], env)).output)).toMatchObject({ units: 0, people: 0, posts: 0 });

  const started = begin(['start', '--json'], env);
  const { address, demo } = JSON.parse(await started.firstLine()) as { address: string; demo: boolean };
  expect(demo).toBe(true);
  const ready = await fetch(`${address}/readyz`);
  expect(await ready.json()).toMatchObject({ ready: true });
  const there = { ...env, PORT: new URL(address).port };
  const ofRunning = async () => {
    const { code, output } = await run(['doctor', '--json'], there);
    const { findings } = JSON.parse(output) as { findings: { name: string; status: string; detail: string }[] };
    const [worker, api] = ['worker', 'API'].map((name) => findings.find((one) => one.name === name));
    return { code, worker, api };
  };
  expect(await ofRunning()).toMatchObject({ worker: { status: 'ok' }, api: { status: 'ok', detail: `answers at ${address}` } });
  started.child.kill('SIGTERM');
  expect(await started.ended).toMatchObject({ code: 0, errors: expect.stringMatching(/Stopped\.\n$/) });
  expect(await ofRunning()).toMatchObject({
    code: 1,
    worker: { status: 'problem', detail: expect.stringMatching(/no deadline wakes.*npm start/) },
    api: { status: 'problem', detail: expect.stringMatching(/does not answer: nobody can place.*npm start/) },
  });
  expect((await run(['doctor'], there)).output).toMatch(/\nNothing runs: nobody is served and no deadline wakes/);
}, 240_000);

test('with other keys than the database was sealed with nothing is served and nothing written', async () => {
  const street = await openStreet();
  const { id } = await street.place();
  const file = join(data, 'other-keys');
  const others = { DATABASE_URL: street.url, SIX_ORDER_KEYS: generateKeys(), SIX_ORDER_BACKUP_KEY: 'a passphrase of the county' };
  const asked = [
    ['worker'],
    ['backup', file],
    ['erase', id],
    ['migrate', '--orders'],
    ['calendar', 'recount'],
    ['keys', 'rotate'],
    ['staff', 'invite', id],
  ];
  const ended: unknown[] = [];
  for (const args of asked) {
    const { code, errors } = await run(args, others);
    ended.push([args, code, /SIX_ORDER_KEYS holds another key as version 1 .*put the right one back/i.test(errors)]);
  }
  expect(ended).toEqual(asked.map((args) => [args, 1, true]));
  expect([file, join(data, 'erasures.jsonl')].map((path) => existsSync(path))).toEqual([false, false]);
  expect(await street.journal(id)).toEqual(['place']);
  // A version that was lost is another matter: what hangs on it stands still, all else goes on.
  const lost = { ...others, SIX_ORDER_KEYS: others.SIX_ORDER_KEYS.replace('1:', '2:') };
  expect((await run(['migrate', '--orders'], lost)).code).toBe(0);
}, 240_000);

test('a database that is another installation’s is not brought to this release before its keys are looked at', async () => {
  const street = await openStreet();
  await street.place();
  const owner = openPool(street.url, 'owner', { max: 1 });
  const migrations = async () => (await owner.query<{ name: string }>('select name from migrations order by name')).rows;
  await owner.query('delete from migrations where number = (select max(number) from migrations)');
  const before = await migrations();
  const others = { DATABASE_URL: street.url, SIX_ORDER_KEYS: generateKeys(), PORT: '0' };
  for (const args of [['start'], ['migrate', '--orders']]) {
    const { code, errors } = await run(args, others);
    expect([args, code, errors]).toEqual([
      args,
      1,
      expect.stringMatching(/holds another key as version 1 .*Nothing was changed/),
    ]);
  }
  expect(await migrations()).toEqual(before);
  await owner.end();
}, 120_000);

test('where keys of both kinds were used, and where a row is damaged, the right ones serve, and say so', async () => {
  const street = await openStreet();
  const [first, second] = [await street.place(), await street.place()];
  // The newest order under a key of another installation, as it was when that one's keys ran here.
  const { wrapped } = createKeyring(generateKeys()).newKey(second.id);
  await street.db.query('update orders set data_key = $2 where id = $1', [second.id, wrapped]);
  const { code, errors } = await run(['migrate', '--orders'], on(street.url));
  expect([code, errors]).toEqual([
    0,
    expect.stringMatching(/1 of \d+ orders and people .* that SIX_ORDER_KEYS holds as version 1: /),
  ]);
  const looked = await run(['doctor'], on(street.url));
  expect(looked.output).toMatch(new RegExp(`✗ keys .*version 1 \\(1 of \\d+ looked at do not, such as order ${second.id}\\)`));
  // Nothing opens under keys that are neither; the version that is named is the one that failed.
  await street.db.query('update orders set data_key = set_byte(data_key, 2, 7) where id = $1', [first.id]);
  const third = { ...on(street.url), SIX_ORDER_KEYS: `${generateKeys()},${generateKeys().replace('1:', '7:')}` };
  expect((await run(['migrate', '--orders'], third)).errors).toMatch(/holds another key as version 1, 7 than/);
  await street.db.query('update people set key = set_byte(key, 2, 9)');
  await street.db.query('update orders set data_key = set_byte(data_key, 2, 7)');
  expect((await run(['migrate', '--orders'], third)).errors).toMatch(/holds another key as version 7 than/);
}, 120_000);

test('a database that a newer release has in hand is served, and said to be so; it is not migrated', async () => {
  const { url } = await cloneDatabase();
  const db = openPool(url, 'owner', { max: 1 });
  await db.query(`insert into migrations (number, name, digest) values (9999, '9999-later.sql', '')`);
  await db.end();
  const { output } = await run(['doctor'], on(url));
  expect(output).toMatch(/! migrations .*newer release.*does not know 9999-later\.sql/);
  expect(await run(['migrate'], on(url))).toMatchObject({ code: 1, errors: expect.stringContaining('9999-later.sql') });
}, 60_000);

test('a log on a full disk ends nobody’s work', async () => {
  const { url } = await cloneDatabase();
  const folder = await mkdtemp(join(data, 'full-'));
  await symlink('/dev/full', join(folder, 'six-order.log'));
  const started = begin(['start', '--json'], { ...on(url), SIX_ORDER_DATA: folder, PORT: '0' });
  const { address } = JSON.parse(await started.firstLine()) as { address: string };
  // Whatever is asked is written down.
  for (let n = 0; n < 40; n += 1) await fetch(`${address}/api/v1/orders/${n}`);
  await expect.poll(started.errors, { timeout: 20_000 }).toContain('six-order.log) cannot be written (ENOSPC)');
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  started.child.kill('SIGTERM');
  expect(await started.ended).toMatchObject({ code: 0, errors: expect.stringMatching(/Stopped\.\n$/) });
}, 120_000);

test('the demo street is refused outside demo mode', async () => {
  const { url } = await cloneDatabase();
  const { code, errors } = await run(['seed'], on(url));
  expect(code).toBe(1);
  expect(errors).toContain('SIX_ORDER_DEMO=on');
});

test('doctor reports as JSON, says in words what was not delivered, and fails when it finds a problem', async () => {
  const { url } = await cloneDatabase();
  await run(['migrate'], on(url));
  const db = openPool(url, 'owner', { max: 1 });
  const dead = (type: string, params: object, error: string) =>
    db.query(
      `insert into outbox (id, order_id, seq, tenant, type, params, at, dead_at, error)
       values (gen_random_uuid(), gen_random_uuid(), 1, '522326', $1, $2, now(), clock_timestamp(), $3)`,
      [type, JSON.stringify(params), error],
    );
  await dead('notify', { template: 'card-issued' }, 'TerminalError');
  await dead('command', { workflow: 'card', type: 'issue', input: { colour: 'red' } }, 'RefusedCommandError invalid');
  const { code, output } = await run(['doctor', '--json'], { ...on(url), PORT: '9' });
  const report = JSON.parse(output) as { ok: boolean; findings: { name: string; status: string; detail: string }[] };
  const bad = report.findings.filter(({ status }) => status === 'problem');
  expect(code).toBe(1);
  expect(report.ok).toBe(false);
  // The database of the tests does not wait for its disk.
  expect(bad.map(({ name }) => name)).toEqual(['durability', 'worker', 'API', 'dead letters']);
  expect(bad[3]?.detail).toMatch(
    /^2 not delivered.*a notice \(card-issued\) to those concerned, asked for by an order that is gone \(by itself [0-9a-f-]{36}\): its data cannot be read.*a new supervision card, asked for.*refused \(somebody who left.*six-order -- redeliver/,
  );
  expect(bad[3]?.detail).not.toMatch(/update|dead_at/);
  expect(output).not.toContain(testKeys.slice(2));

  expect(await run(['redeliver', '20260302-000001-0'], on(url))).toMatchObject({ code: 1 });
  expect(JSON.parse((await run(['redeliver', '--json'], on(url))).output)).toEqual({ offered: 2 });
  const { rows } = await db.query('select attempts, dead_at from outbox');
  expect(rows).toEqual([0, 0].map((attempts) => ({ attempts, dead_at: null })));
  await db.end();
});

test('a dead letter of which nothing is to be done is set aside, and who decided it and why stays', async () => {
  const street = await openStreet();
  const { id, face } = await street.place();
  const other = await street.place();
  await street.db.query(`update outbox set dead_at = clock_timestamp(), error = 'TerminalError' where order_id = any($1)`, [
    [id, other.id],
  ]);
  const env = on(street.url);
  const dead = async () => {
    const { findings } = JSON.parse((await run(['doctor', '--json'], env)).output) as {
      findings: { name: string; status: string; detail: string }[];
    };
    return findings.find(({ name }) => name === 'dead letters');
  };
  expect(await dead()).toMatchObject({ status: 'problem', detail: expect.stringMatching(/^2 not delivered.*set-aside NUMBER/) });
  expect(await run(['set-aside', face.number, '--by', '张工'], env)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--why'),
  });
  const settle = ['set-aside', face.number, '--by', '张工', '--why', '已打13812345678告知张大爷', '--json'];
  const settled = await run(settle, env);
  const what = expect.stringMatching(/^a notice \(order-placed\) to those concerned$/);
  expect(JSON.parse(settled.output)).toEqual({ setAside: [{ effect: expect.any(String), what }] });
  // What it is stands there before it is settled.
  expect(settled.errors).toMatch(
    /could not be delivered:\n.*a notice \(order-placed\) to those concerned: its data cannot be read/,
  );
  // There is nothing left of it.
  expect((await run(settle, env)).code).toBe(1);
  expect(await dead()).toMatchObject({ status: 'problem', detail: expect.stringMatching(/^1 not delivered.*; 1 set aside/) });
  expect(await outboxBacklog(street.db)).toMatchObject({ waiting: 0, dead: 1, aside: 1 });

  // With the others it is not offered again, by itself it is, and stays in the list.
  expect(JSON.parse((await run(['redeliver', '--json'], env)).output)).toEqual({ offered: 1 });
  expect(await outboxBacklog(street.db)).toMatchObject({ waiting: 1, dead: 0, aside: 1 });
  expect(await dead()).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^none; 1 set aside/) });
  expect(JSON.parse((await run(['redeliver', face.number, '--json'], env)).output)).toEqual({ offered: 1 });
  expect(await outboxBacklog(street.db)).toMatchObject({ waiting: 2, dead: 0, aside: 0 });
  const listed = JSON.parse((await run(['set-aside', '--json'], env)).output) as { setAside: readonly object[] };
  expect(listed.setAside).toEqual([
    { at: expect.any(String), effect: expect.any(String), order: face.number, what, by: '张工', why: '已打138****5678告知*大爷' },
  ]);
  await expect(street.db.query('delete from set_asides')).rejects.toThrow(/permission denied/);
}, 180_000);

test('a dead letter whose order is gone is called by its own id, to be set aside or offered again', async () => {
  const { url } = await cloneDatabase();
  const db = openPool(url, 'owner', { max: 1 });
  const { rows } = await db.query<{ id: string }>(
    `insert into outbox (id, order_id, seq, tenant, type, params, at, dead_at, error)
     select gen_random_uuid(), gen_random_uuid(), 1, '522326', 'board', '{}', now(), now(), 'TerminalError' from generate_series(1, 2)
     returning id`,
  );
  await db.end();
  const [id = '', other = ''] = rows.map((row) => row.id);
  const env = on(url);
  expect((await run(['doctor'], env)).output).toContain(`an order that is gone (by itself ${id}):`);
  const said = ['--by', '张工', '--why', '单已不在，无人可告知', '--json'];
  // Which one is forgotten soon: it lists nothing then, as if that had been all.
  expect(await run(['set-aside', ...said], env)).toMatchObject({
    code: 2,
    output: '',
    errors: expect.stringContaining('NUMBER'),
  });
  const settled = await run(['set-aside', id.toUpperCase(), ...said], env);
  const what = 'the public board was not drawn anew';
  expect(JSON.parse(settled.output)).toEqual({ setAside: [{ effect: id, what }] });
  expect(JSON.parse((await run(['set-aside', '--json'], env)).output)).toEqual({
    setAside: [{ at: expect.any(String), effect: id, order: null, what, by: '张工', why: '单已不在，无人可告知' }],
  });
  const again = await run(['set-aside', id, ...said], env);
  expect(again).toMatchObject({ code: 1, errors: expect.stringContaining('-- doctor') });
  expect(JSON.parse((await run(['redeliver', other, '--json'], env)).output)).toEqual({ offered: 1 });
  expect(JSON.parse((await run(['redeliver', id, '--json'], env)).output)).toEqual({ offered: 1 });
}, 180_000);

test('of several dead letters of an order none is set aside that was not named, or meant with all', async () => {
  const street = await openStreet();
  const { id, face } = await street.place();
  await street.db.query(
    `insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
     select gen_random_uuid(), order_id, seq, tenant, 'board', '{}', at, offer_at from outbox, generate_series(1, 2) where order_id = $1`,
    [id],
  );
  await street.db.query(`update outbox set dead_at = clock_timestamp(), error = 'TerminalError' where order_id = $1`, [id]);
  const settle = (...more: string[]) =>
    run(['set-aside', face.number, '--by', '张工', '--why', '已当面告知', '--json', ...more], on(street.url));
  const asked = await settle();
  expect(asked).toMatchObject({ code: 2, output: '', errors: expect.stringContaining('--only ID') });
  const shown = asked.errors.matchAll(/^ {2}([0-9a-f-]{36}) {2}(.*): its data/gm);
  const [first, ...others] = Array.from(shown, ([, effect, what]) => ({ effect, what }));
  expect([first, ...others].map((one) => one?.what).toSorted((a = '', b = '') => a.localeCompare(b))).toEqual([
    'a notice (order-placed) to those concerned',
    ...[1, 2].map(() => 'the public board was not drawn anew'),
  ]);
  expect((await settle('--only', id)).code).toBe(1);
  expect(await outboxBacklog(street.db)).toMatchObject({ dead: 3, aside: 0 });

  expect(JSON.parse((await settle('--only', first?.effect ?? '')).output)).toEqual({ setAside: [first] });
  expect(await outboxBacklog(street.db)).toMatchObject({ dead: 2, aside: 1 });
  expect(JSON.parse((await settle('--all')).output)).toEqual({ setAside: others });
  expect(await outboxBacklog(street.db)).toMatchObject({ dead: 0, aside: 3 });
}, 180_000);
