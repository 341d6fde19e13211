// An import of real requests, from the file to the journals.
import { isDeepStrictEqual } from 'node:util';
import { boston311 } from '@six-order/cli/import/profiles/boston311';
import { importReport, importText } from '@six-order/cli/import/report';
import { localTime } from '@six-order/cli/import/local-time';
import { openPool } from '@six-order/engine/runtime';
import { contextOf, stateOf } from '@six-order/workflows/six-order/face';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import type { ImportResult } from '@six-order/cli/import/import';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ImportPlace, closesAfter, openImport, wall } from './open-import.ts';

const time = localTime(boston311.time);
const boston = (text: string): number => time.read(text) as number;
/** The newest time in the sample. */
const end = boston('05/11/2015 03:18:14 PM');

/** Brought in once, for the tests that only look. */
let brought: ImportPlace;
let result: ImportResult;
beforeAll(async () => {
  brought = await openImport();
  result = await brought.run();
});

/** What stands in the journals, by the records' ids: the same for every run that brought the same history in. */
async function histories({ owner, engine }: ImportPlace) {
  const { rows } = await owner.query(
    'select external_id, order_id, ended_at is not null as ended from imports order by external_id',
  );
  return Promise.all(
    rows.map(async ({ external_id, order_id, ended }) => ({
      externalId: external_id,
      ended,
      stage: (await engine.get(order_id))?.face.stage,
      entries: (await engine.journal(order_id)).map(({ type, at, timer }) => [type, at, timer?.dueAt ?? null]),
    })),
  );
}

const countOf = async ({ owner }: ImportPlace, table: string): Promise<number> =>
  Number((await owner.query(`select count(*) from ${table}`)).rows[0].count);

test('every row of the sample is accounted for, and a second run changes nothing', async () => {
  const place = await openImport();
  const { tally, counts, survey } = await place.run();
  expect(survey).toMatchObject({ rows: 43, end, unknownColumns: [] });
  expect(tally).toMatchObject({
    imported: 42,
    alreadyThere: 0,
    resumed: 0,
    refused: [{ line: 44, refused: 'CLOSED_DT is before OPEN_DT' }],
    endings: { finished: 32, refused: 2, open: 8 },
  });
  expect(await countOf(place, 'orders')).toBe(42);
  const told = await place.owner.query(
    'select distinct tenant, source, file, (extract(epoch from until) * 1000)::float8 as until from imports',
  );
  expect(told.rows).toEqual([{ tenant: 'boston', source: 'boston311', file: 'sample.csv', until: end }]);

  const before = await histories(place);
  const again = await place.run();
  expect(again.tally).toMatchObject({ imported: 0, alreadyThere: 42, endings: tally.endings, agreement: tally.agreement });
  expect(again.tally.refused).toEqual(tally.refused);
  expect(again.counts).toEqual({ commands: 0, timers: 0, settled: 0 });
  expect(await histories(place)).toEqual(before);
  expect(counts.commands).toBeGreaterThan(42 * 4);
});

test('what is recorded is recorded at the system’s time, which a demo moves ahead: it falls into no hour that is anchored', async () => {
  const place = await openImport();
  const ahead = 30 * 3_600_000;
  const from = wall() + ahead;
  await place.run({ ahead });
  const { rows } = await place.owner.query(
    'select (extract(epoch from min(recorded_at)) * 1000)::float8 as earliest from journal',
  );
  expect(Math.round(rows[0].earliest)).toBeGreaterThanOrEqual(from);
});

test('lateness is the city’s, but for what the city judged at a later date', async () => {
  const { tally } = result;
  expect(tally.agreement).toEqual({ compared: 28, agree: 26, withoutTarget: 12, withoutVerdict: 2 });
  // Open, and due after the sample's history ends: the city's verdict is that of its extract, January 2016.
  expect(tally.disagreements.map(({ line, ours, theirs, finishedAt }) => ({ line, ours, theirs, finishedAt }))).toEqual([
    { line: 30, ours: 'in time', theirs: 'late', finishedAt: null },
    { line: 36, ours: 'in time', theirs: 'late', finishedAt: null },
  ]);
  for (const { dueAt } of tally.disagreements) expect(dueAt).toBeGreaterThan(end);
});

describe('an order’s history', () => {
  test('of a request that was closed late: every event at its own time, the card as in life', async () => {
    const place = brought;
    // Due 03/13/2015 09:34:43 AM, closed 03/13/2015 03:45:41 PM.
    const id = await place.orderOf('101001329909');
    const order = await place.engine.get(id);
    const journal = await place.engine.journal(id);
    const due = boston('03/13/2015 09:34:43 AM');
    const opened = boston('03/11/2015 09:34:44 AM');
    const closed = boston('03/13/2015 03:45:41 PM');

    expect(journal.slice(0, 5).map(({ type, at }) => [type, at - opened])).toEqual(
      ['place', 'admit', 'dispatch', 'accept', 'contact'].map((type) => [type, 0]),
    );
    expect(journal.slice(5).map(({ type, at, timer }) => [type, at, timer ? at - timer.dueAt : null])).toEqual([
      // 先期反馈 is asked for as long as nothing was told to the resident: half, pressing, and due with the whole.
      ['asideNext', expect.any(Number), 0],
      ['wholeHalf', expect.any(Number), 0],
      ['wholePressing', expect.any(Number), 0],
      ['asideNext', expect.any(Number), 0],
      ['asideNext', due, 0],
      ['wholeDue', due, 0],
      ['finish', closed, null],
      ['evaluateHalf', expect.any(Number), 0],
      ['evaluatePressing', expect.any(Number), 0],
      // Saturday, 14 March in China; the 15th day after is a Sunday, so Monday's end.
      ['evaluateDue', Date.parse('2015-03-31T00:00:00+08:00'), 0],
    ]);
    expect(journal[1]?.facts['whole']).toMatchObject({ dueAt: due, startedAt: opened, policy: 'boston311 target' });
    expect(order && stateOf(order.snapshot)).toMatchObject({ handling: 'unanswered', supervision: 'yellow' });
    expect(order?.face).toMatchObject({ openedAt: opened, labels: expect.arrayContaining(['card:yellow']) });
    expect(await place.engine.verify(id)).toBe(true);
    expect(await place.engine.replay(id)).toMatchObject({ same: true });
  });

  test('of one that is open and late: overdue when the history ends, its next deadline armed', async () => {
    const place = brought;
    const id = await place.orderOf('101001327318');
    const order = await place.engine.get(id);
    const journal = await place.engine.journal(id);
    expect(order?.face).toMatchObject({ stage: 'working', labels: expect.arrayContaining(['overdue', 'card:red']) });
    expect(Math.max(...journal.map(({ at }) => at))).toBeLessThanOrEqual(end);
    const { rows } = await place.owner.query('select slot, due_at from timers where order_id = $1 order by slot', [id]);
    // Day by day: of the whole, and of the first word to the resident, which nobody has given.
    expect(rows).toEqual([
      { slot: expect.stringContaining('asideNext'), due_at: expect.any(Date) },
      { slot: expect.stringContaining('wholeAgain'), due_at: expect.any(Date) },
    ]);
    for (const { due_at } of rows) expect(due_at.getTime()).toBeGreaterThan(end);
    const [whole] = clocksOf(order!.snapshot, end).filter(({ name }) => name === 'whole');
    expect(whole?.explanation).toEqual({
      zh: '办结时限由来源给定：波士顿市 311 的目标时间，2015-03-23 08:30（当地时间）。',
      en: 'Set by the source: the city’s own target, 2015-03-23 08:30 in Boston.'.replace('’', "'"),
    });
  });

  test('of one that was never taken in: refused, with what was given as the reason sealed', async () => {
    const place = brought;
    const id = await place.orderOf('101001340277');
    const order = await place.engine.get(id);
    const context = contextOf(order!.snapshot);
    expect(order?.face.stage).toBe('refused');
    expect((await place.engine.journal(id)).map(({ type }) => type).filter((type) => !type.startsWith('intake'))).toEqual([
      'place',
      'refuse',
    ]);
    const reason = context.refusal?.reason.sealed as string;
    expect(await place.engine.unseal(id, [reason])).toEqual({ [reason]: 'Duplicate of Existing Case' });
  });

  test('is recorded when it is brought in, in journals that verify and replay', async () => {
    const place = brought;
    const { rows } = await place.owner.query('select distinct recorded_at from journal');
    expect(rows.map(({ recorded_at }) => recorded_at.getTime())).toEqual([wall()]);
    for (const { order_id } of (await place.owner.query('select order_id from imports')).rows) {
      const journal = await place.engine.journal(order_id);
      expect(journal.map(({ at }) => at)).toEqual(journal.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(journal.filter(({ timer, at }) => timer && timer.dueAt !== at)).toEqual([]);
      expect(await place.engine.verify(order_id)).toBe(true);
      expect(await place.engine.replay(order_id)).toMatchObject({ same: true });
    }
  });
});

test('tells nobody today what was past then, and keeps no text in clear', async () => {
  const place = brought;
  expect(result.counts.settled).toBeGreaterThan(100);
  expect(await countOf(place, 'outbox')).toBe(0);
  const parts: string[] = [];
  for (const { name } of (await place.owner.query(`select tablename as name from pg_tables where schemaname = 'public'`)).rows) {
    for (const row of (await place.owner.query(`select * from ${name}`)).rows) {
      parts.push(
        ...Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value))),
      );
    }
  }
  const all = parts.join('\n');
  // The search itself finds what is there in clear.
  expect(all).toContain('Jamaica Plain');
  for (const text of ['Franclaire', 'widened main roads', 'Empty Litter Basket', 'PWDx_Highway', '来源未载'])
    expect(all).not.toContain(text);
});

describe('a run that dies', () => {
  test('is finished by the next ones, and leaves what an undisturbed one does', async () => {
    const calm = await openImport();
    await calm.run();
    const place = await openImport();
    let deaths = 0;
    for (let statements = 25; ; statements += 29) {
      const through = closesAfter(statements, deaths % 2 === 0 ? 'answer' : 'statement');
      const result = await place.run({ through }).catch((error: Error) => error);
      if (!(result instanceof Error)) {
        expect(result.tally).toMatchObject({ disturbed: [], closedSince: [] });
        expect(result.tally.imported + result.tally.alreadyThere).toBe(42);
        break;
      }
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(5);
    expect(await histories(place)).toEqual(await histories(calm));
    expect(await countOf(place, 'orders')).toBe(42);
    expect(await countOf(place, 'outbox')).toBe(0);
    expect(await countOf(place, 'units')).toBe(await countOf(calm, 'units'));
    expect(await countOf(place, 'people')).toBe(await countOf(calm, 'people'));
  }, 60_000);

  test('says so when deadlines were fired by somebody else before it was finished', async () => {
    const place = await openImport();
    const stop = new AbortController();
    await expect(place.run({ stop: stop.signal, progress: () => stop.abort() })).rejects.toThrow(/^Stopped after/);
    const { rows } = await place.owner.query(
      `select t.order_id, slot, t.id, t.due_at, o.tenant from timers t join orders o on o.id = t.order_id
       join imports i on i.order_id = o.id where i.ended_at is null order by t.due_at, o.number, slot limit 1`,
    );
    const timer = {
      order: rows[0].order_id,
      slot: rows[0].slot,
      id: rows[0].id,
      tenant: rows[0].tenant,
      dueAt: rows[0].due_at.getTime(),
    };
    expect(await place.engine.fire([timer])).toEqual(['fired']);
    const { tally } = await place.run();
    expect(tally.disturbed).toHaveLength(1);
    expect(tally.imported).toBe(42);
  });

  test('or is asked to stop, ends after its round and is finished later', async () => {
    const place = await openImport();
    const stop = new AbortController();
    const first = place.run({ stop: stop.signal, progress: () => stop.abort() });
    await expect(first).rejects.toThrow(/^Stopped after \d+ of 43 rows\. The same command goes on from there\.$/);
    expect((await place.run()).tally.imported).toBe(42);
  });
});

describe('is alone', () => {
  test('no process that fires clocks may be at work', async () => {
    const place = await openImport();
    const busy = openPool(place.url, 'engine', { max: 1 });
    const client = await busy.connect();
    await expect(place.run()).rejects.toThrow(/^Another process of six-order works on this database/);
    client.release(true);
    await busy.end();
    expect(await countOf(place, 'units')).toBe(0);
  });

  test('nor may another import into the same tenant', async () => {
    const place = await openImport();
    const both = await Promise.allSettled([place.run(), place.run()]);
    const [refused] = both.filter((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ message: 'Another import into boston is at work: let it end first.' });
    expect(await countOf(place, 'orders')).toBe(42);
  });
});

test('the report says all of it, as JSON and in words', async () => {
  const report = importReport(result, boston311);
  expect(isDeepStrictEqual(JSON.parse(JSON.stringify(report)), report)).toBe(true);
  expect(report).toMatchObject({
    profile: 'boston311',
    tenant: 'boston',
    rows: { read: 43, imported: 42, resumed: 0, alreadyThere: 0, refused: 1 },
    refused: [{ line: 44, reason: 'CLOSED_DT is before OPEN_DT' }],
    end: new Date(end).toISOString(),
    lateness: { column: 'OnTime_Status', compared: 28, agree: 26, withoutTarget: 12, withoutVerdict: 2 },
    fellBack: [{ column: 'TYPE', values: { Notification: 1, 'Housing Discrimination Intake Form': 1 } }],
  });
  expect(report.categories.reduce((sum, { rows }) => sum + rows, 0)).toBe(42);
  const words = importText(result, boston311, time);
  expect(words).toMatch(/agree +26 of 28\n/);
  expect(words).toContain('line 44: CLOSED_DT is before OPEN_DT');
  expect(words).toMatch(/line 30: due 2015-07-24 13:25, still open: we say in time, the source says late/);
});
