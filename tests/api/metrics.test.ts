// Figures as they are read: a unit's month, its report, what the public may count, a handler's own stars.
import { readFile } from 'node:fs/promises';
import { contract } from '@six-order/api/contract';
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { monthOf } from '@six-order/community/metrics/measure';
import { countNames, type Counts } from '@six-order/community/metrics/counts';
import { metricNames, metrics, scoreOf } from '@six-order/community/metrics/metrics';
import { tailOf } from '@six-order/community/metrics/tail';
import { monthsOf, sumOf } from '@six-order/community/metrics/year';
import { told, toldOf } from '@six-order/community/metrics/statistics-store';
import { freezeMonths } from '@six-order/community/metrics/frozen-store';
import type { OrderId } from '@six-order/engine';
import { measure } from '@six-order/worker';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricsPage } from './metrics-page.ts';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
let secretary: Persona;
let member: Persona;
let street: Persona;
const placed: OrderId[] = [];
let month = '';

beforeAll(async () => {
  service = await openService();
  [resident, secretary, member, street] = (await Promise.all(
    (['resident', 'secretary', 'member', 'street'] as const).map(service.as),
  )) as [Persona, Persona, Persona, Persona];
  // On the 5th, so that what is due in 5 working days is due in the same month.
  const begun = `${nextMonth(monthOf(service.clock.now()))}-05T09:00:00+08:00`;
  await moveTo(Date.parse(begun));
  month = monthOf(service.clock.now());
  for (const stars of [5, 5, 4, 3, 1, 5, 4]) await life(stars);
  await measured();
});
afterAll(() => service.close());

const nextMonth = (of: string): string => {
  const [year = 0, at = 0] = of.split('-').map(Number);
  return at === 12 ? `${year + 1}-01` : `${year}-${String(at + 1).padStart(2, '0')}`;
};
const moveTo = async (to: number): Promise<void> => {
  const { token } = await service.as('admin');
  const answer = await service.call('POST', '/api/v1/demo/clock', { token, body: { to: new Date(to).toISOString() } });
  if (answer.status !== 200) throw new Error(answer.text);
};
async function life(stars: number): Promise<void> {
  const { order } = await resident.place('0101');
  placed.push(order.id);
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact');
  await member.send(order.id, 'finish', { result: '已补好' });
  await resident.send(order.id, 'evaluate', { solved: stars > 2 ? 'yes' : 'no', stars });
}
const measured = () => measure(service.tables, service, placed);
const read = async (who: Persona, query = `?month=${month}`) => who.get(`/api/v1/metrics${query}`);

test('a unit’s month, counted from what happened', async () => {
  const { unit, counts, figures, score, frozenAt } = fits('readFigures', 200, (await read(secretary)).json);
  expect(unit.code).toMatch(/^522326004002/);
  expect(frozenAt).toBeNull();
  expect(counts).toMatchObject({
    v: 7,
    placed: 7,
    acceptedInTime: 7,
    doneInTime: 7,
    allAnswered: 7,
    satisfied: 6,
    bad: 1,
    reworked: 1,
  });
  const of = (name: string) => figures.find(({ metric }: { metric: string }) => metric === name).value;
  expect(of('satisfied')).toBeCloseTo(6 / 7, 10);
  expect(of('coverage')).toBe(1);
  expect(score.enough).toBe(true);
});

test('row 47, 党员参与率: of two members reported in, the one who accepted orders', async () => {
  const { unit } = (await read(secretary)).json;
  for (const { person } of [member, street])
    await service.db.query(
      `insert into report_ins (tenant, id, person, unit, reported_at) values ('522326', gen_random_uuid(), $1, $2, $3)`,
      [person, unit.id, new Date(service.clock.now())],
    );
  const { counts, figures } = fits('readFigures', 200, (await read(secretary)).json);
  expect(counts).toMatchObject({ members: 2, participants: 1 });
  expect(figures.find(({ metric }: { metric: string }) => metric === 'participation').value).toBe(0.5);
  await service.db.query('delete from report_ins');
});

test('row 88, 居民有需求、社区有服务: seven asked for one thing; read within one’s own area', async () => {
  const { json } = await secretary.get(`/api/v1/metrics/matching?month=${month}`);
  const { demands, unasked } = fits('matchServices', 200, json);
  expect(demands).toMatchObject([{ category: { code: '0101' }, orders: 7, finished: 7 }]);
  expect(unasked.length).toBeGreaterThan(0);
  expect((await secretary.get('/api/v1/metrics/matching?unit=522326001')).status).not.toBe(200);
  expect((await resident.get('/api/v1/metrics/matching')).status).toBe(403);
});

test('drawn again they are the same, and so from nothing', async () => {
  const before = (await read(secretary)).json.counts;
  await measured();
  expect((await read(secretary)).json.counts).toEqual(before);
  await service.db.query('delete from order_measures');
  expect((await read(secretary)).json.counts.v).toBe(0);
  await measured();
  expect((await read(secretary)).json.counts).toEqual(before);
});

test('day by day: what came and was finished, and on which weekday; within one’s own area', async () => {
  const { days, heat, unit } = fits('readPulse', 200, (await secretary.get('/api/v1/metrics/pulse')).json);
  expect(unit.name).toBe('蟠桃园社区');
  expect(days).toHaveLength(14);
  expect(days.at(-1)?.day).toBe(`${month}-05`);
  expect(days.at(-1)).toMatchObject({ received: placed.length, finished: placed.length });
  expect(
    days.slice(0, -1).every(({ received, finished }: { received: number; finished: number }) => received === 0 && finished === 0),
  ).toBe(true);
  const weekday = (new Date(`${month}-05T00:00:00Z`).getUTCDay() + 6) % 7;
  expect(heat).toEqual([
    {
      group: '01',
      name: { zh: expect.any(String), en: expect.any(String) },
      weekdays: Array.from({ length: 7 }, (_, at) => (at === weekday ? placed.length : 0)),
    },
  ]);
  const above = await secretary.get('/api/v1/metrics/pulse?unit=522326004');
  expect(above.status).toBe(403);
  expect((await resident.get('/api/v1/metrics/pulse')).status).toBe(403);
});

test('what staff found themselves and what was answered on the spot are counted apart', async () => {
  const counts = async () => (await read(street)).json.counts;
  const before = await counts();
  const { order: found } = await (await service.as('grid-worker')).place('0101', { source: 'patrol' });
  await secretary.send(found.id, 'admit');
  await secretary.send(found.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(found.id, 'accept');
  await member.send(found.id, 'contact');
  await member.send(found.id, 'finish', { result: '已补好' });
  const { order: settled } = await (
    await service.as('window')
  ).place('0101', { onBehalfOf: resident.person, consentHow: 'in-person', settle: { result: '当场答复' } });
  await resident.send(settled.id, 'evaluate', { solved: 'yes', stars: 5 });
  placed.push(found.id, settled.id);
  await measured();
  expect(await counts()).toEqual({
    ...before,
    proactive: 1,
    proactiveDone: 1,
    proactiveInTime: 1,
    settled: 1,
    settledAnswered: 1,
    settledSolved: 1,
    settledSatisfied: 1,
    placed: before.placed + 1,
  });
});

test('within one’s own area, and no street beside another', async () => {
  expect((await read(resident)).status).toBe(403);
  expect((await read(member)).status).toBe(403);
  expect((await read(secretary, `?month=${month}&unit=522326`)).status).toBe(403);
  expect((await read(secretary, `?month=${month}&unit=999999`)).status).toBe(422);
  expect((await read(secretary, '?month=2026-13')).status).toBe(422);
  const county = (await (await service.as('admin')).get(`/api/v1/metrics?month=${month}&unit=522326`)).json;
  expect(county).toMatchObject({ counts: { v: 7 }, parts: [] });
  const parts = (await read(street)).json.parts as { orders: number }[];
  expect(parts.reduce((sum, { orders }) => sum + orders, 0)).toBe(7);
});

test('row 22, 聚焦主责主业: no ranking of streets is published, to anybody', async () => {
  const streets = service.directory.unitsWithin('').filter(({ kind }) => kind === 'street');
  expect(streets.length).toBeGreaterThan(0);
  // What is read without signing in names no street and nothing that ranks.
  const open = Object.values(contract).filter(
    ({ auth, method, path }) => auth === 'open' && method === 'get' && !path.includes('{') && path.startsWith('/api/v1/public/'),
  );
  expect(open.length).toBeGreaterThan(5);
  for (const { path } of open) {
    const asked = path.endsWith('/sheet.pdf') ? `${path}?community=${demoCommunity}` : path;
    const { status, text } = await service.call('GET', asked);
    expect([path, status]).toEqual([path, 200]);
    for (const word of ['"score"', '"rank', '排名', ...streets.map(({ code }) => `"${code}"`)])
      expect([path, word, text.includes(word)]).toEqual([path, word, false]);
  }
  // Whoever reads a county's figures gets none of its streets' beside them; streets' own are read one by one, in one's own area.
  for (const name of ['admin', 'leader', 'supervisor', 'discipline', 'street', 'community', 'secretary'] as const) {
    const who = await service.as(name);
    const { status, json } = await who.get(`/api/v1/metrics?month=${month}&unit=522326`);
    if (status === 200) expect([name, json.parts]).toEqual([name, []]);
    else expect([name, status]).toEqual([name, 403]);
  }
});

test('the report is a PDF with Chinese type, the table opens in a spreadsheet', async () => {
  const answer = await fetch(`${service.url}/api/v1/metrics/report.pdf?month=${month}`, {
    headers: { authorization: `Bearer ${street.token}` },
  });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.subarray(-6).toString()).toContain('%%EOF');
  const text = bytes.toString('latin1');
  expect(text).toMatch(/NotoSansSC/);
  expect(text).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
  // One weight is 10 MB: only the characters that are used are in it.
  expect(bytes.length).toBeLessThan(200_000);
  const csv = (await street.get(`/api/v1/metrics/report.csv?month=${month}`)).text;
  expect(csv.split('\r\n')).toHaveLength(metricNames.length + 2);
  expect(csv).toContain('satisfied,满意率');
});

test('the report as a page says what the PDF says, in a table, and runs nothing', async () => {
  const { status, headers, text } = await street.get(`/api/v1/metrics/report.html?month=${month}`);
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-store',
  ]);
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  // A length of time is said as people say it: its name needs no unit.
  const titleOf = (name: (typeof metricNames)[number]) => metrics[name].zh.replace(/（(?:工作)?分钟）/, '');
  for (const name of metricNames) expect([name, text.includes(`<th scope="row">${titleOf(name)}</th>`)]).toEqual([name, true]);
  expect(text).not.toMatch(/[0-9]{3,} 分钟/);
  expect(text).toContain(`${month} 六单月度报告`);
  const { json } = await street.get(`/api/v1/metrics?month=${month}`);
  expect(text).toContain(`截至今天到期或已办结 ${json.counts.v} 件（V）`);
  expect((await resident.get(`/api/v1/metrics/report.html?month=${month}`)).status).toBe(403);
});

describe('the public', () => {
  test('counts nothing of a month that runs', async () => {
    const answer = await service.call('GET', `/api/v1/public/statistics?month=${month}`);
    expect([answer.status, answer.json.errors[0].path]).toEqual([422, 'month']);
    expect(fits('publicStatistics', 200, (await service.call('GET', '/api/v1/public/statistics')).json)).toMatchObject({
      month: null,
      total: { placed: null },
    });
  });

  test('counts fives, and nothing below', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (count) => {
        if (count < 5) expect(told(count)).toBeNull();
        else expect([Number(told(count)) % 5, count - Number(told(count)) < 5]).toEqual([0, true]);
      }),
    );
  });

  test('gets at no number by subtraction, whatever is taken from whatever', () => {
    // Every table of two by two with counts up to 7: what is told of its margins fits several numbers for each of them.
    const behind = new Map<string, Set<number>[]>();
    const margins = (a: number, b: number, c: number, d: number) => [a + b, c + d, a + c, b + d] as const;
    const all = Array.from({ length: 8 }, (_, n) => n);
    for (const a of all)
      for (const b of all)
        for (const c of all)
          for (const d of all) {
            const [one, two, three, four] = margins(a, b, c, d);
            const said = JSON.stringify(toldOf([one, two], [three, four]));
            const sets = behind.get(said) ?? [new Set(), new Set(), new Set(), new Set()];
            for (const [n, count] of [one, two, three, four].entries()) sets[n]?.add(count);
            behind.set(said, sets);
          }
    expect(behind.size).toBeGreaterThan(10);
    // At the rim of what was tried a set is cut off by the trial itself.
    const rim = 10;
    for (const [said, sets] of behind)
      for (const counts of sets) if (Math.max(...counts) < rim) expect([said, counts.size > 1]).toEqual([said, true]);
  });
});

describe('when the month is over', () => {
  beforeAll(async () => {
    await moveTo(Date.parse(`${nextMonth(month)}-12T09:00:00+08:00`));
    await measured();
  });

  test('statistics tell it in fives, as JSON and as CSV', async () => {
    const { json } = await service.call('GET', `/api/v1/public/statistics?month=${month}`);
    expect(fits('publicStatistics', 200, json)).toMatchObject({
      month,
      months: [month],
      total: { placed: 5, finished: 5, satisfied: 5, unsatisfied: null },
      communities: [{ figures: { placed: 5 } }],
      categories: [{ code: '01', figures: { placed: 5 } }],
    });
    const csv = (await service.call('GET', `/api/v1/public/statistics.csv?month=${month}`)).text;
    expect(csv).toContain(`${month},total,,合计,5,5,5,,`);
    const { columns } = (await service.call('GET', '/api/v1/public/dictionary')).json;
    const described = columns
      .filter(({ file }: { file: string }) => file === 'statistics.csv')
      .map(({ name }: { name: string }) => name);
    expect(csv.replace('\ufeff', '').split('\r\n')[0]?.split(',')).toEqual(described);
  });

  test('a handler reads stars in fives, and the rest later', async () => {
    const { batches } = fits('myEvaluations', 200, (await member.get('/api/v1/me/evaluations')).json);
    expect(batches).toHaveLength(1);
    expect(Object.values(batches[0].stars as Record<string, number>).reduce((sum, n) => sum + n, 0)).toBe(5);
    expect(fits('myEvaluations', 200, (await secretary.get('/api/v1/me/evaluations')).json)).toEqual({ batches: [] });
  });

  test('of a person’s stars his secretary reads as much as he himself, and nobody else learns that there are any', async () => {
    const read = async (who: Persona, of = member) => who.get(`/api/v1/people/${of.person}/figures`);
    const own = fits('personEvaluations', 200, (await read(member)).json);
    expect(own.batches).toHaveLength(1);
    expect((await read(secretary)).json).toEqual(own);
    const others = ['resident', 'member-2', 'community', 'street', 'supervisor', 'leader', 'department', 'admin', 'dpo'] as const;
    for (const name of others) expect([name, (await read(await service.as(name))).status]).toEqual([name, 404]);
    // Residents have none; whom nobody knows neither.
    for (const of of [resident, { person: placed[0] as string }])
      expect((await secretary.get(`/api/v1/people/${of.person}/figures`)).status).toBe(404);
  });

  test('it is frozen once; a correction is a new line, and the old one stays', async () => {
    const freeze = () => freezeMonths(service.tables, service.directory.unitsWithin(''), service.clock.now());
    const admin = await service.as('admin');
    const correct = (reason: string, of = month) =>
      admin.post('/api/v1/metrics/corrections', { month: of, unit: '522326', reason });
    expect((await correct('尚未定格')).status).toBe(409);
    expect(await freeze()).toBeGreaterThan(0);
    expect(await freeze()).toBe(0);
    const frozen = async () => (await admin.get(`/api/v1/metrics?month=${month}&unit=522326`)).json;
    const before = await frozen();
    expect(before).toMatchObject({ line: 1, counts: { v: 7 } });
    await service.db.query('update order_measures set done_in_time = false where order_id = $1', [placed[0]]);
    expect(await frozen()).toEqual(before);
    expect(before.touched).toEqual([]);
    expect(fits('correctFigures', 201, (await correct('补录一件')).json)).toEqual({ line: 2 });
    expect(await frozen()).toMatchObject({ line: 2, reason: '补录一件', counts: { doneInTime: 6 } });
    const { rows } = await service.db.query('select count(*)::int as n from monthly_figures where path = $1 and month = $2', [
      'u522326',
      month,
    ]);
    expect(rows).toEqual([{ n: 2 }]);
    // A decision that comes now changes no line: who corrects figures is told, and whoever reads them sees it.
    await service.db.query("update order_measures set excluded = 'untrue', revision = revision - 1 where order_id = $1", [
      placed[0],
    ]);
    expect(fits('readFigures', 200, await frozen())).toMatchObject({
      counts: { v: 7 },
      touched: [{ count: 'v', reported: 7, now: 6 }],
    });
    const page = await admin.get(`/api/v1/metrics/report.html?month=${month}&unit=522326`);
    expect(page.text).toContain('此后有决定，按现状应办结 6 件');
    const { rows: drawn } = await service.db.query('select revision from order_measures where order_id = $1', [placed[0]]);
    for (let twice = 0; twice < 2; twice += 1) {
      await measure(service.tables, service, [placed[0] as string]);
      const told = (await admin.get('/api/v1/notices')).json.notices.filter(({ order }: any) => order === placed[0]);
      expect(told.map(({ text }: any) => text.zh)).toEqual([expect.stringContaining(`已定稿的 ${month} 指标`)]);
      // Told, and then stopped before it was drawn; meanwhile the order went on.
      await service.db.query("update order_measures set excluded = 'untrue', revision = $2 where order_id = $1", [
        placed[0],
        drawn[0].revision,
      ]);
      await service.db.query('update orders set revision = revision + 1 where id = $1', [placed[0]]);
    }
    await service.db.query('update orders set revision = revision - 2 where id = $1', [placed[0]]);
    await measure(service.tables, service, [placed[0] as string]);
    expect((await frozen()).touched).toEqual([]);
    await expect(service.db.query('delete from monthly_figures')).rejects.toThrow();
    expect((await secretary.post('/api/v1/metrics/corrections', { month, unit: '522326', reason: '改' })).status).toBe(403);
  });
});

test('what is sealed is counted in no table that hangs on a wall', async () => {
  const { order: complaint } = await resident.place('1101');
  const { order: leak } = await resident.place('0102');
  await measure(service.tables, service, [complaint.id, leak.id]);
  const { days, heat } = fits('readPulse', 200, (await secretary.get('/api/v1/metrics/pulse')).json);
  expect(days.at(-1)).toMatchObject({ received: 1 });
  expect(heat.map(({ group }: { group: string }) => group)).not.toContain('11');
});

test('双考核, caller and department by the same orders: off until the county sets it by a document', async () => {
  const { order } = await resident.place('0101');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  const department = await service.as('department');
  const called = service.directory.unitByCode('522326', personas.department.unit);
  if (!called) throw new Error('no department');
  await street.send(order.id, 'whistle', { departments: [called.id], lead: called.id, matter: '请到场认定' });
  await department.send(order.id, 'reportIn');
  await department.send(order.id, 'finishPart', { result: '已认定' });
  await member.send(order.id, 'finish', { result: '已会同处理' });
  await resident.send(order.id, 'evaluate', { solved: 'yes', stars: 5 });
  await measure(service.tables, service, [order.id]);
  const due = await service.db.query<{ due_month: string; called: string }>(
    'select due_month, called::text as called from order_measures where order_id = $1',
    [order.id],
  );
  const { due_month: of, called: paths } = due.rows[0] ?? { due_month: '', called: '' };
  expect(paths).toBe(`{${called.path}}`);
  const both = async (who: Persona, unit = '') =>
    fits('readFigures', 200, (await who.get(`/api/v1/metrics?month=${of}${unit}`)).json).bothSides;
  const admin = await service.as('admin');
  expect([await both(street), await both(department), await both(admin, '&unit=522326')]).toEqual([null, null, null]);
  await putCountyRules(service.tables, [
    {
      id: newId(),
      tenant: '522326',
      kind: 'policy',
      key: 'figures/both-sides',
      path: 'u522326',
      value: 1,
      document: '望党办〔2026〕8号',
      validFrom: 0,
      validTo: null,
    },
  ]);
  await service.seed();
  const one = { orders: 1, enough: false };
  const caller = { ...one, side: 'caller', unit: { code: '522326004' } };
  const callee = { ...one, side: 'called', unit: { code: personas.department.unit } };
  const document = '望党办〔2026〕8号';
  expect(await both(street)).toMatchObject({ document, units: [caller] });
  expect(await both(department)).toMatchObject({ document, units: [callee] });
  const whole = await both(admin, '&unit=522326');
  expect(whole.units).toHaveLength(2);
  expect(whole.units).toEqual(expect.arrayContaining([expect.objectContaining(one)]));
  expect(new Set(whole.units.map(({ score }: { score: number }) => score)).size).toBe(1);
  // A community calls nobody in, and is nobody's department.
  expect(await both(secretary)).toEqual({ document, units: [] });
});

test('docs/metrics.md lists every formula, its population and its test', async () => {
  await expect(metricsPage()).toMatchFileSnapshot('../../docs/metrics.md');
  const byHand = await readFile(new URL('../community/metrics.test.ts', import.meta.url), 'utf8');
  for (const name of metricNames) {
    expect(byHand, name).toContain(`${name}:`);
    expect(metrics[name].formula).not.toBe('');
  }
});

describe('row 66, 排队抓尾', () => {
  test('the last tenth of those that can be compared, below the whole, and what they lack', () => {
    const of = (changes: Partial<Counts>): Counts => ({
      ...sumOf([]),
      v: 20,
      acceptedInTime: 20,
      contactedInTime: 20,
      doneInTime: 20,
      answered: 20,
      solved: 20,
      allAnswered: 20,
      satisfied: 20,
      cards: 2,
      cardsAnswered: 2,
      ...changes,
    });
    const part = (name: string, changes: Partial<Counts>, enough = true) => {
      const counts = of(changes);
      return { of: name, counts, score: scoreOf(counts), enough };
    };
    // Of 11 that can be compared, two: the last tenth, rounded up. The one with few orders is in no tail, however bad.
    const parts = [
      ...Array.from({ length: 9 }, (_, n) => part(`good ${n}`, {})),
      part('slow', { doneInTime: 10 }),
      part('bad', { solved: 5, satisfied: 4, acceptedInTime: 18 }),
      part(
        'few',
        { v: 1, acceptedInTime: 1, contactedInTime: 1, doneInTime: 1, answered: 1, solved: 0, allAnswered: 1, satisfied: 0 },
        false,
      ),
    ];
    const counts = sumOf(parts.map((one) => one.counts));
    const tail = tailOf(parts, { counts, score: scoreOf(counts) });
    expect(tail.map((one) => one.of)).toEqual(['bad', 'slow']);
    expect(tail[0]?.weakest).toEqual(['satisfied', 'solved', 'accepted']);
    expect(tail[1]?.weakest).toEqual(['done']);
    // All alike: nobody is behind. One alone: there is nothing to compare.
    const alike = [part('a', {}), part('b', {})];
    expect(tailOf(alike, { counts: of({}), score: scoreOf(of({})) })).toEqual([]);
    expect(tailOf([part('a', { solved: 0 })], { counts: of({}), score: 100 })).toEqual([]);
  });

  test('the street and its leader read it; nobody else does, and no street stands beside another', async () => {
    const { tail, compared, unit } = fits('readTail', 200, (await street.get(`/api/v1/metrics/tail?month=${month}`)).json);
    expect([unit.code, compared, tail]).toEqual(['522326004', 1, []]);
    for (const name of ['secretary', 'community', 'member', 'resident', 'supervisor', 'publisher', 'admin'] as const)
      expect([name, (await (await service.as(name)).get('/api/v1/metrics/tail')).status]).toEqual([name, 403]);
    expect((await street.get(`/api/v1/metrics/tail?unit=${demoCommunity}`)).status).toBe(422);
  });
});

test('row 54, 书记述职评议: a year of the branch’s area, month by month as it was reported, and its sum', async () => {
  const year = Number(monthOf(service.clock.now()).slice(0, 4));
  const answer = await secretary.get(`/api/v1/metrics/review.csv?year=${year}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const [head, ...lines] = answer.text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(head).toEqual(['period', 'unit', 'unit_name', 'branch', 'metric', 'name', 'formula', 'value', 'line']);
  const months = Number(monthOf(service.clock.now()).slice(5)) - 1;
  expect(new Set(lines.map(([period]) => period)).size).toBe(months === 0 ? 0 : months + 1);
  const cell = (period: string, metric: string) => lines.find((line) => line[0] === period && line[4] === metric)?.at(-2);
  if (months > 0) {
    // What cannot be added up has no figure of the year.
    expect(cell(String(year), 'medianMinutes')).toBe('');
    expect(lines.every((line) => line[1]?.startsWith('522326004002'))).toBe(true);
  }
  expect((await resident.get('/api/v1/metrics/review.csv')).status).toBe(403);
  expect((await secretary.get('/api/v1/metrics/review.csv?unit=522326004')).status).toBe(403);
  expect((await secretary.get('/api/v1/metrics/review.csv?year=1999')).status).toBe(422);
});

test('a year is the sum of its months, of nothing a zero', () => {
  const counts = fc.array(fc.record(Object.fromEntries(countNames.map((name) => [name, fc.nat(1_000)]))));
  fc.assert(
    fc.property(counts, (months) => {
      const sum = sumOf(months as unknown as Counts[]);
      for (const name of countNames) expect(sum[name]).toBe(months.reduce((total, one) => total + (one[name] ?? 0), 0));
      expect([sum.medianMinutes, sum.p90Minutes]).toEqual([null, null]);
    }),
    { numRuns: 50 },
  );
  expect(monthsOf(2026, '2026-04')).toEqual(['2026-01', '2026-02', '2026-03']);
  expect(monthsOf(2025, '2026-04')).toHaveLength(12);
  expect(monthsOf(2027, '2026-04')).toEqual([]);
});
