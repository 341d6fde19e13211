// The relay in a flood of commands: what may wait stays in its rows and comes with its next offer; all else goes at once.
import { readOutbox } from '@six-order/engine/runtime';
import { createRelay, mayWait } from '@six-order/worker';
import { expect, onTestFinished, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';
import { until } from './tower.ts';

const AGAIN_MS = 30_000;
const desk = await openLoanDesk();

/** Effects of one order: ids by what they are. */
async function write(
  effects: Readonly<Record<string, readonly [type: string, params: object]>>,
): Promise<Record<string, string>> {
  const { id } = await desk.place();
  const ids: Record<string, string> = {};
  for (const [name, [type, params]] of Object.entries(effects)) {
    const [row] = await desk.query<{ id: string }>(
      `insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
        values (gen_random_uuid(), $1, 1, 'north', $2, $3, to_timestamp(0), to_timestamp(0)) returning id`,
      [id, type, JSON.stringify(params)],
    );
    ids[name] = row?.id as string;
  }
  return ids;
}

test('news of a switch waits out a flood in its row, whatever is urgent does not', async () => {
  const ids = await write({
    paused: ['notify', { template: 'order-suspended', to: [] }],
    resumed: ['notify', { template: 'order-unsuspended', to: [] }],
    alarm: ['notify', { template: 'order-alarm', to: [] }],
    emergency: ['notify', { template: 'emergency-news', to: [] }],
    command: ['command', { order: 'self', type: 'take' }],
  });
  const { paused, resumed, ...urgent } = ids;
  const news = [paused, resumed] as string[];
  let time = 1_000;
  let flooded = true;
  const handed: string[] = [];
  const start = () => {
    const relay = createRelay({
      engine: { onChange: () => () => {} },
      db: desk.app,
      wall: () => time,
      log: { info() {}, warn() {}, error() {} },
      load: { pause: () => 0, flooded: () => flooded },
      mayWait,
      hand: async (jobs) => void handed.push(...jobs.flat()),
      waiting: async () => 0,
    });
    onTestFinished(() => relay.close());
    relay.wake();
    return relay;
  };
  const offers = async (): Promise<number> => {
    const [row] = await desk.query<{ at: number }>(
      'select extract(epoch from min(offer_at))::float8 * 1000 as at from outbox where id = any($1)',
      [news],
    );
    return row?.at as number;
  };

  const relay = start();
  await until(async () => handed.length >= 3);
  expect(handed.toSorted()).toEqual(Object.values(urgent).toSorted());
  expect((await readOutbox(desk.app, Object.values(ids))).length).toBe(5);

  // Still in the flood: taken again and held again.
  time += AGAIN_MS + 1;
  relay.wake();
  await until(async () => (await offers()) > time);
  await until(async () => handed.length >= 6);
  expect(handed.filter((id) => news.includes(id))).toEqual([]);

  // The process ends in the flood. The next one looks at the rows: nothing goes before its time, and all of it then.
  await relay.close();
  flooded = false;
  const next = start();
  await until(async () => (await offers()) > time);
  time += AGAIN_MS + 1;
  next.wake();
  await until(async () => news.every((id) => handed.includes(id)));
  expect(handed.filter((id) => news.includes(id)).toSorted()).toEqual(news.toSorted());
});
