// The public board and the month's figures over a million orders.
//
// B1: orders, items and measures are copies, made by SQL, of one that the engine made and published: of full size, under ids,
// numbers, names, places, kinds and times of their own.
import { monthOf } from '@six-order/community/metrics/measure';
import { readCounts } from '@six-order/community/metrics/measure-store';
import { draw, measure } from '@six-order/worker';
import { openTables, type Db } from '@six-order/community/tables';
import type { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Bench } from './bench.ts';
import {
  backOfCopy as BACK,
  communityOfCopy as COMMUNITY,
  copiesOfOrder,
  pathOfCopy as PATH,
  streets as STREETS,
} from './copies.ts';
import { median, quantile, round } from './figures.ts';
import { lifeOf } from './life.ts';
import { openRig, type Rig } from './rig.ts';
import { dropDatabase, makeDatabase, query } from './server.ts';

const CHUNK = 25_000;

export const board: Bench = async ({ mode, server, say, report }) => {
  const [count, rounds] = mode === 'full' ? [1_000_000, 60] : [50_000, 15];
  const database = await makeDatabase(server);
  try {
    const template = await publishTemplate(database, server.keys);
    say(`copying ${count} published orders …`);
    for (let from = 0; from < count; from += CHUNK) {
      for (const copy of COPIES) await query(database, copy, [template, from, Math.min(count, from + CHUNK)]);
      if ((from / CHUNK) % 8 === 7) say(`${from + CHUNK} of ${count}`);
    }
    await query(database, 'truncate outbox');
    await query(database, 'vacuum analyze orders, public_items, order_measures');
    const rig = await openRig({ database, keys: server.keys, api: true, worker: true });
    const pool = openPool(database, 'app', { max: 2 });
    const tables = openTables(pool);
    try {
      for (const [what, paths] of Object.entries(await doors(rig))) {
        const times = await timed(rig, paths, rounds, what === 'held');
        report({
          bench: 'board',
          what,
          orders: count,
          requests: times.length,
          p50_ms: round(quantile(times, 0.5)),
          p95_ms: round(quantile(times, 0.95)),
        });
      }
      report({ bench: 'board', what: 'figures', orders: count, ...(await figures(rig, tables)) });
      report({ bench: 'board', what: 'measuring', orders: count, behind_ms: round(await behind(rig, pool), 0) });
    } finally {
      await pool.end();
      await rig.close();
    }
  } finally {
    await dropDatabase(server, database);
  }
};

async function publishTemplate(database: string, keys: string): Promise<string> {
  const rig = await openRig({ database, keys });
  const pool = openPool(database, 'app', { max: 2 });
  const tables = openTables(pool);
  try {
    const { engine, actor, system } = rig;
    const steps = [
      ...lifeOf(0).map(({ input, ...step }) => ({
        ...step,
        input: step.type === 'place' ? { ...input, publishConsent: true } : input,
      })),
      {
        persona: 'publisher',
        type: 'propose',
        input: { title: '过道漏水修好', text: '过道顶板往下渗水，墙皮脱落。', after: '查明是地漏接口老化，已更换并重做防水。' },
      },
      { persona: 'publisher', type: 'publish', input: {} },
    ] as const;
    let order: OrderId | undefined;
    for (const { persona, type, input } of steps) {
      const outcome = await engine.execute({
        ...(order ? { order } : { workflow: 'six-order' }),
        type,
        input,
        actor: actor(persona),
      });
      if (outcome.kind !== 'applied') throw new Error(`${type} was not applied: ${JSON.stringify(outcome)}`);
      order = outcome.order.id;
    }
    if (!order) throw new Error('no order was placed');
    const tools = { db: tables, engine, directory: system.directory };
    await draw(tools, order);
    await measure(tables, system, [order]);
    return order;
  } finally {
    await pool.end();
    await rig.close();
  }
}

/** Of the n-th copy. Fifty kinds. */
const ID = `md5('copy ' || n)::uuid`;
const CATEGORY = `(array['0101','0102','0103','0201','0202','0203','0301','0302','0401','0402'])[n % 10 + 1]`;
const STATUS = `case when n % 500 = 0 then 'reworking' when n % 10 < 3 then 'waiting' else 'evaluated' end`;

/** $1 the template, then from (inclusive) and to (exclusive) of the copies' numbers. */
const COPIES = [
  copiesOfOrder(ID),
  `insert into public_items (order_id, tenant, alias, revision, gone, category, community, status, published_at, shown_until, item)
   select ${ID}, i.tenant, translate(upper(left(md5('alias ' || n), 12)), 'IOLU', '1015'), i.revision, null, ${CATEGORY}, ${COMMUNITY},
     ${STATUS}, i.published_at - ${BACK}, i.published_at + interval '180 days',
     i.item || jsonb_build_object('alias', translate(upper(left(md5('alias ' || n), 12)), 'IOLU', '1015'), 'category', ${CATEGORY},
       'status', ${STATUS}, 'publishedAt', floor(extract(epoch from i.published_at - ${BACK}) * 1000))
   from public_items i, generate_series($2::int, $3::int - 1) n where i.order_id = $1::uuid`,
  `insert into order_measures
   select (jsonb_populate_record(m, jsonb_build_object('order_id', ${ID}, 'path', ${PATH}::text, 'unit_path', ${PATH}::text, 'category', ${CATEGORY},
     'opened_at', m.opened_at - ${BACK}, 'due_at', m.due_at - ${BACK}, 'due_month', to_char((m.due_at - ${BACK}) at time zone 'Asia/Shanghai', 'YYYY-MM'),
     'done_at', m.done_at - ${BACK}, 'closed_at', m.closed_at - ${BACK}, 'work_minutes', n % 4000, 'stars', n % 5 + 1))).*
   from order_measures m, generate_series($2::int, $3::int - 1) n where m.order_id = $1::uuid`,
];

/** What is asked, each kind of door by itself. */
async function doors({ system }: Rig): Promise<Readonly<Record<string, readonly string[]>>> {
  const items = '/api/v1/public/items';
  const read = async (path: string) => (await (await fetch(system.address + path)).json()) as any;
  const first = await read(items);
  const second = await read(`${items}?cursor=${first.next}`);
  return {
    board: [
      items,
      `${items}?cursor=${second.next}`,
      `${items}?community=522326003002`,
      `${items}?category=0202`,
      `${items}?status=reworking`,
      `${items}/${first.items[0].alias}`,
      '/api/v1/public/filters',
    ],
    feed: [
      '/api/v1/public/feed.atom',
      '/api/v1/public/feed.json?community=522326003002',
      '/api/v1/public/feed.atom?category=0202',
    ],
    held: [items, `${items}?community=522326003002`, '/api/v1/public/feed.atom'],
    statistics: ['/api/v1/public/statistics'],
    open311: [
      '/open311/v2/requests.json',
      '/open311/v2/requests.xml?service_code=0202',
      '/open311/v2/requests.json?status=closed&start_date=2026-01-01T00:00:00Z&end_date=2026-03-01T00:00:00Z',
    ],
  };
}

/** Milliseconds of each, ascending. `held`: with the tag of the answer before. */
async function timed({ system }: Rig, paths: readonly string[], rounds: number, held: boolean): Promise<readonly number[]> {
  const times: number[] = [];
  const tags = new Map<string, string>();
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const path of paths) {
      const tag = held ? tags.get(path) : undefined;
      const began = performance.now();
      const answer = await fetch(system.address + path, tag === undefined ? {} : { headers: { 'if-none-match': tag } });
      await answer.arrayBuffer();
      const took = performance.now() - began;
      const wanted = tag === undefined ? 200 : 304;
      if (answer.status !== wanted) throw new Error(`${path}: ${answer.status} instead of ${wanted}`);
      tags.set(path, answer.headers.get('etag') ?? '');
      // The first round fills what every answer needs.
      if (turn > 0) times.push(took);
    }
  }
  return times.toSorted((a, b) => a - b);
}

async function figures({ system }: Rig, tables: Db) {
  const now = system.clock.now();
  const month = monthOf(now - 45 * 86_400_000);
  const began = performance.now();
  let orders = 0;
  for (let street = 1; street <= STREETS; street += 1) {
    const path = `u522326.u${String(street).padStart(3, '0')}`;
    orders += (await readCounts(tables, { tenant: '522326', month, path }, now)).v;
  }
  return { streets: STREETS, counted: orders, seconds: round((performance.now() - began) / 1_000) };
}

const LIVES = 5;

/** How long after an order's command its measures say so: the middle of a few. */
async function behind({ engine, actor }: Rig, pool: Pool): Promise<number> {
  const times: number[] = [];
  for (let life = 0; life < LIVES; life += 1) {
    const [place] = lifeOf(life);
    if (!place) throw new Error('a life begins with something');
    const outcome = await engine.execute({
      workflow: 'six-order',
      type: place.type,
      input: place.input,
      actor: actor(place.persona),
    });
    if (outcome.kind !== 'applied') throw new Error(`${place.type} was not applied`);
    const began = performance.now();
    const drawn = () => pool.query('select 1 from order_measures where order_id = $1', [outcome.order.id]);
    while ((await drawn()).rows.length === 0) await sleep(10);
    times.push(performance.now() - began);
  }
  return median(times);
}
