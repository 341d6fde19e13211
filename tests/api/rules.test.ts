// What a county decided, over the API: rules with when they hold, the yearly notice, clocks counted anew; errors by line, in both languages.
import { say } from '@six-order/api/say';
import { readNotices } from '@six-order/community/calendar/notice';
import { readRuleTable } from '@six-order/community/county-rules/rule-table';
import { afterAll, expect, test, vi } from 'vitest';
import { notice2027, notice2027Text, withLine } from '../community/notice-2027.ts';
import { fits, openService } from './service.ts';

// The notice that is asked for is that of the year after the last one that is known: it is 2026 here, whenever this runs.
const ahead = Date.parse('2026-11-27T09:00:00+08:00') - Date.now();
const machine = Date.now;
const inThatYear = vi.spyOn(Date, 'now').mockImplementation(() => machine() + ahead);

const service = await openService();
afterAll(async () => {
  await service.close();
  inThatYear.mockRestore();
});
const [admin, street, resident] = await Promise.all([service.as('admin'), service.as('street'), service.as('resident')]);
const zh = { 'accept-language': 'zh' };
const en = { 'accept-language': 'en' };

const header = 'kind,key,unit,value,document,from,to';
const stations = (from: string, ready = 'three') =>
  `${header}\nstations,,522326,"{""ready"":""${ready}""}",望党发〔2026〕3号,${from},\n`;
const rules = async () => fits('listRules', 200, (await admin.get('/api/v1/rules')).json).rules as any[];
const day = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
const DAY = 86_400_000;

test('only the administrator reads and changes them', async () => {
  for (const who of [street, resident]) {
    expect((await who.get('/api/v1/rules')).status).toBe(403);
    expect((await who.get('/api/v1/calendar')).status).toBe(403);
    expect((await who.post('/api/v1/rules/import', { table: stations('2026-01-01') })).status).toBe(403);
    expect((await who.post('/api/v1/calendar/import', { notice: notice2027 })).status).toBe(403);
    expect((await who.post('/api/v1/calendar/recount', {})).status).toBe(403);
  }
});

test('a table is tried, brought in, holds from its day, and ends; who did it is written down', async () => {
  const today = day(service.clock.now());
  const before = (await rules()).length;
  const table = stations(today);
  const dry = await admin.post('/api/v1/rules/import', { table, dryRun: true });
  expect(fits('importRules', 200, dry.json)).toEqual({ dryRun: true, added: 1, ended: 0, same: 0 });
  expect(await rules()).toHaveLength(before);
  const done = await admin.post('/api/v1/rules/import', { table });
  expect(fits('importRules', 200, done.json)).toEqual({ dryRun: false, added: 1, ended: 0, same: 0 });
  expect((await admin.post('/api/v1/rules/import', { table })).json).toMatchObject({ added: 0, same: 1 });
  // At once, in this process: nobody waits for the next look.
  const shown = async () => (await street.get('/api/v1/catalogue')).json.stations.map(({ title }: any) => title.zh);
  expect(await shown()).toEqual(['点单', '派单', '接单']);

  const rule = (await rules()).find(
    ({ kind, key, unit, standing }) => kind === 'stations' && key === '' && unit?.code === '522326' && standing === 'now',
  );
  expect(rule).toMatchObject({ document: '望党发〔2026〕3号', value: { ready: 'three' }, validTo: null });
  const end = (on: string) => admin.post(`/api/v1/rules/${rule.id}/end`, { on }, zh);
  expect((await end(day(service.clock.now() - DAY))).json.errors).toEqual([{ path: 'on', message: '最早从今天起终止' }]);
  expect((await end(today)).json.errors).toEqual([{ path: 'on', message: '结束须晚于开始' }]);
  expect((await end(day(service.clock.now() + DAY))).json).toEqual({ ended: true });
  expect((await end(day(service.clock.now() + 2 * DAY))).status).toBe(409);
  expect((await admin.post('/api/v1/rules/0195f3a0-0000-7000-8000-000000000000/end', { on: today })).status).toBe(404);
  const { rows } = await service.db.query(
    `select change, reason, person from reference_changes where subject = 'rule' and subject_id = $1 order by at, id`,
    [rule.id],
  );
  expect(rows).toEqual([
    { change: 'added', reason: '望党发〔2026〕3号', person: admin.person },
    { change: 'ended', reason: '望党发〔2026〕3号', person: admin.person },
  ]);
});

test('a table with errors is refused whole, each by its line, in the reader’s language', async () => {
  const table = `${header}\nfeast,,522326,{},x,2026-01-01,\nstations,,9,"{""ready"":""six""}",,2026-13-01,\n`;
  const before = (await rules()).length;
  const refused = async (headers: typeof zh) => (await admin.post('/api/v1/rules/import', { table }, headers)).json.errors;
  expect((await refused(zh)).map(({ message }: any) => message)).toEqual([
    expect.stringMatching(/^第 2 行：kind 须为下列之一：/),
    '第 3 行：unit 须为本县单元的编码',
    '第 3 行：document 须写明依据的文件',
    '第 3 行：from 须为日期，例如 2026-03-02',
  ]);
  expect((await refused(en))[1]).toEqual({ path: 'table', message: 'line 3: unit must be the code of a unit of this county' });
  expect(await rules()).toHaveLength(before);
});

test('the notice of the next year is asked for, tried, brought in, and running clocks are counted anew page by page', async () => {
  const calendar = async () => fits('readCalendar', 200, (await admin.get('/api/v1/calendar')).json);
  const now = await calendar();
  expect(now).toMatchObject({ coverageUntil: '2026-12-31', nextYear: 2027 });
  expect(now.noticeDue).toBe(now.daysLeft <= 60);
  const bad = await admin.post('/api/v1/calendar/import', { notice: withLine(12, null), dryRun: true }, zh);
  expect([bad.status, bad.json.errors]).toEqual([422, [{ path: 'notice', message: '第 3 行：缺中秋节：2027-09-15 须放假' }]]);
  const dry = await admin.post('/api/v1/calendar/import', { notice: notice2027, dryRun: true });
  expect(fits('importCalendar', 200, dry.json)).toEqual({ dryRun: true, years: [2027], readByAllInMs: 0 });
  expect((await calendar()).coverageUntil).toBe('2026-12-31');

  // Placed before it is known: a limit that crosses the new year is provisional.
  expect((await admin.post('/api/v1/demo/clock', { to: '2026-12-31T17:00:00+08:00' })).status).toBe(200);
  const { order } = await resident.place('0504');
  expect(order.id).toMatch(/^[0-9a-f-]{36}$/);
  // In its own words, as it is published.
  const done = await admin.post('/api/v1/calendar/import', { notice: notice2027Text });
  expect(fits('importCalendar', 200, done.json)).toMatchObject({ dryRun: false, years: [2027] });
  expect(await calendar()).toMatchObject({ coverageUntil: '2027-12-31', nextYear: 2028, noticeDue: false });
  const recount = async (cursor?: string) =>
    fits('recountClocks', 200, (await admin.post('/api/v1/calendar/recount', cursor === undefined ? {} : { cursor })).json);
  const first = await recount();
  expect(first).toMatchObject({ looked: 1, moved: 1, left: 0, next: null });
  expect(await recount()).toMatchObject({ looked: 1, moved: 0 });
});

test('whatever is wrong with either table is said in Chinese, too', () => {
  const notices = [
    '',
    notice2027.replace('name_en', 'english'),
    ...[
      [3, 'year,国办,Holidays,2027-01-01,2027-12-30,364'],
      [4, 'feast,元旦,New Year,2027-01-01,2027-01-03,3'],
      [4, 'holiday,元旦,2027-01-01,2027-01-03,3'],
      [4, 'holiday,元旦,"New Year,2027-01-01,2027-01-03,3'],
      [4, 'holiday,元旦,,2027-01-01,2027-01-03,3'],
      [4, 'holiday,元旦,New Year,2027-1-1,2027-01-03,3'],
      [4, 'holiday,元旦,New Year,2027-01-03,2027-01-01,3'],
      [4, 'holiday,元旦,New Year,2026-11-30,2027-01-03,35'],
      [5, 'holiday,春节,Spring Festival,2027-02-05,2027-02-12,7'],
      [5, 'holiday,春节,Spring Festival,2027-02-05,2027-02-07,3'],
      [10, 'workday,劳动节,Labour Day,2027-05-07,2027-05-07,1'],
      [10, 'workday,植树节,Arbor Day,2027-05-08,2027-05-09,2'],
      [11, 'holiday,植树节,Arbor Day,2027-03-12,2027-03-12,1'],
    ].map(([line, row]) => withLine(line as number, row as string)),
    withLine(12, null),
    withLine(9, 'holiday,劳动节,Labour Day,2027-05-01,2027-05-08,8'),
    'kind,name_zh,name_en,from,to,days',
    ...[
      ['周五', '周六'],
      ['4月5日', '4月31日'],
      ['放假，共3天', '休息三天'],
      ['6月9日（周三）放假1天。', ''],
      [/[一二三四五六七]、/g, ''],
    ].map(([right, wrong]) => notice2027Text.replace(right as string, wrong as string)),
  ];
  const tables = [
    header,
    'kind,key',
    `${header}\n"`,
    ...[
      'stations,,1',
      'limit,x,1,{,x,2026-01-01,',
      'duty,9999,1,{},x,2026-01-01,2025-01-01',
      'power,x,1,{},x,2026-01-01,',
      'tag,x,1,{},x,2026-01-01,',
      'policy,x,1,{},x,2026-01-01,',
      'exchange,X Y,1,{},x,2026-01-01,',
      'emergency-mode,x,1,{},x,2026-01-01,',
      'stations,,1,"{""ready"":""x""}",x,2026-01-01,',
    ].map((row) => `${header}\n${row}\n`),
  ];
  const reading = { tenant: '522326', newId: () => '0195f3a0-0000-7000-8000-000000000000', pathOf: () => 'u522326' };
  const reads = [...notices.map((text) => readNotices(text)), ...tables.map((text) => readRuleTable(text, reading))];
  const said = reads.flatMap((read) => (read.kind === 'refused' ? read.problems.map(({ message }) => message) : ['it was read']));
  const inChinese = said.map((message) => say(`line 1: ${message}`, 'zh'));
  // A run of English words that is none of a format, a list of names or a day.
  expect(inChinese.filter((message) => /[a-z]+ [a-z]+ [a-z]+ [a-z]+/.test(message.replace(/：kind.*|Invalid.*/, '')))).toEqual(
    [],
  );
  expect(inChinese.filter((message, at) => message === `第 1 行：${said[at]}`)).toEqual([]);
});
