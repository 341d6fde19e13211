// Files of a million orders, fetched as anybody fetches them: through authority, over HTTP, written while they are read.
//
// F1: what is read is counted and dropped: the memory is that of the process that writes, and of a socket. F2: a first, short file
// of each format warms up, so that what grows afterwards grows with the file.
import type { ExportFormat } from '@six-order/community/exports/write';
import type { OrderId } from '@six-order/engine';
import { request } from 'node:http';
import type { Bench } from './bench.ts';
import { copiesOfOrder } from './copies.ts';
import { megabytes, round } from './figures.ts';
import { lifeOf } from './life.ts';
import { openRig, type Rig } from './rig.ts';
import { dropDatabase, makeDatabase, query } from './server.ts';

const CHUNK = 25_000;
const SAMPLED_MS = 100;
/** In the order of their ids, as orders come: one every half minute. */
const ID = `uuidv7(-make_interval(secs => (1000000 - n) * 30))`;

export const exports: Bench = async ({ mode, server, say, report }) => {
  const count = mode === 'full' ? 1_000_000 : 50_000;
  const database = await makeDatabase(server);
  const rig = await openRig({ database, keys: server.keys, api: true });
  try {
    const template = await liveOne(rig);
    for (let from = 0; from < count; from += CHUNK) {
      await query(database, copiesOfOrder(ID), [template, from, Math.min(count, from + CHUNK)]);
      if ((from / CHUNK) % 8 === 7) say(`${from + CHUNK} of ${count}`);
    }
    await query(database, 'vacuum analyze orders');
    const leader = await tokenOf(rig, 'leader');
    for (const format of ['csv', 'xlsx', 'ndjson'] as const satisfies readonly ExportFormat[]) {
      await fetched(rig, leader, { format, from: new Date(rig.system.clock.now() - 86_400_000 * 7).toISOString() });
      const { bytes, seconds, rows, start, peak, early } = await fetched(rig, leader, { format });
      if (rows <= count) throw new Error(`${format}: ${rows} rows of ${count} orders`);
      report({
        bench: 'exports',
        format,
        orders: count,
        rows,
        per_second: round(rows / seconds, 0),
        seconds: round(seconds, 1),
        file_mb: megabytes(bytes),
        rss_start_mb: megabytes(start),
        rss_of_first_tenth_mb: megabytes(early),
        rss_peak_mb: megabytes(peak),
        rss_growth_mb: megabytes(Math.max(0, peak - early)),
      });
    }
  } finally {
    await rig.close();
    await dropDatabase(server, database);
  }
};

async function liveOne({ engine, actor }: Rig): Promise<OrderId> {
  let order: OrderId | undefined;
  for (const { persona, type, input } of lifeOf(0)) {
    const outcome = await engine.execute({
      ...(order ? { order } : { workflow: 'six-order' }),
      type,
      input,
      actor: actor(persona),
    });
    if (outcome.kind !== 'applied') throw new Error(`${type} was not applied: ${outcome.kind}`);
    order = outcome.order.id;
  }
  if (!order) throw new Error('no order was placed');
  return order;
}

const json = { 'content-type': 'application/json' };

async function tokenOf({ system }: Rig, persona: string): Promise<string> {
  const body = JSON.stringify({ persona });
  const answer = await fetch(`${system.address}/api/v1/demo/session`, { method: 'POST', headers: json, body });
  return ((await answer.json()) as { token: string }).token;
}

interface Fetched {
  readonly bytes: number;
  readonly rows: number;
  readonly seconds: number;
  /** Resident memory in bytes: before, the most of the first tenth of the time, the most of all. */
  readonly start: number;
  readonly early: number;
  readonly peak: number;
}

async function fetched({ system }: Rig, token: string, asked: object): Promise<Fetched> {
  const headers = { authorization: `Bearer ${token}` };
  const body = JSON.stringify({ ...asked, reason: '性能测试' });
  const answer = await fetch(`${system.address}/api/v1/exports`, { method: 'POST', headers: { ...headers, ...json }, body });
  if (answer.status !== 201) throw new Error(`the export was refused: ${answer.status}`);
  const { export: made } = (await answer.json()) as { export: { id: string; file: string } };
  globalThis.gc?.();
  const samples = [process.memoryUsage().rss];
  const sampling = setInterval(() => samples.push(process.memoryUsage().rss), SAMPLED_MS);
  const began = performance.now();
  const bytes = await drained(`${system.address}${made.file}`, headers);
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(sampling);
  const told = await fetch(`${system.address}/api/v1/exports/${made.id}`, { headers });
  const { progress } = ((await told.json()) as { export: { progress: { state: string; rows: number } } }).export;
  if (progress.state !== 'done') throw new Error(`the export is ${progress.state}`);
  const early = samples.slice(0, Math.max(2, Math.ceil(samples.length / 10)));
  return { bytes, rows: progress.rows, seconds, start: samples[0] ?? 0, early: Math.max(...early), peak: Math.max(...samples) };
}

/** How many bytes came. */
const drained = (url: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((done, fail) => {
    const out = request(url, { headers }, (answer) => {
      let bytes = 0;
      if (answer.statusCode !== 200) fail(new Error(`the file was refused: ${answer.statusCode}`));
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => done(bytes)).on('error', fail);
    });
    out.on('error', fail).end();
  });
