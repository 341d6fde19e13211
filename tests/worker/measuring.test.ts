// What nobody heard of is found in the journal and drawn, after a flood of commands as well.
import { createMeasuring } from '@six-order/worker';
import { expect, test } from 'vitest';
import { openStreet } from '../harness/street.ts';

const street = await openStreet();

/** More within the same minute than a sweep draws. */
const FLOOD = 25_000;

test('a flood of more entries in a minute than a sweep draws is passed beat by beat, and what comes after it is drawn', async () => {
  const { clock, db, directory, deadlines } = street;
  const log = { info() {}, warn: (fields: object) => expect(fields).toBeNull(), error() {} };
  let wall = 0;
  const engine = { onChange: () => () => {} };
  const measuring = createMeasuring({ engine, db, wall: () => wall, directory, deadlines, log, load: { flooded: () => false } });
  // Before anything was recorded there is nothing to begin after.
  for (; wall < 150_000; wall += 61_000) await measuring.sweep();
  await db.query(
    `insert into journal (order_id, seq, recorded_at, entry, mac)
     select gen_random_uuid(), 1, to_timestamp($1::float8 / 1000) + n * interval '1 millisecond', '{}', '' from generate_series(1, ${FLOOD}) n`,
    [clock.now() - FLOOD],
  );
  const { id } = await street.place({ category: '0101' });
  const drawn = async (order = id) => (await db.query('select 1 from order_measures where order_id = $1', [order])).rows.length;
  await measuring.sweep();
  expect(await drawn()).toBe(0);
  for (let beat = 0; beat < 4 && (await drawn()) === 0; beat += 1) await measuring.sweep();
  expect(await drawn()).toBe(1);

  // For a minute, what was recorded in the last one is looked at again: it may have been under way. Then no more.
  const forgotten = async () => {
    await db.query('delete from order_measures where order_id = $1', [id]);
    await measuring.sweep();
    return (await drawn()) === 0;
  };
  expect(await forgotten()).toBe(false);
  wall += 61_000;
  expect(await forgotten()).toBe(false);
  expect(await forgotten()).toBe(true);
  clock.advance(61_000);
  const { id: later } = await street.place({ category: '0101' });
  await measuring.sweep();
  expect(await drawn(later)).toBe(1);
  await measuring.close();
});
