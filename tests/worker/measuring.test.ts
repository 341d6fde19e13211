// What nobody heard of is found in the journal and drawn, after a flood of commands as well.
import { createMeasuring } from '@six-order/worker';
import { expect, test } from 'vitest';
import { openStreet } from '../harness/street.ts';

const street = await openStreet();

/** More within the same minute than a sweep draws. */
const FLOOD = 25_000;

test('a flood of more entries in a minute than a sweep draws is passed beat by beat, and what comes after it is drawn', async () => {
  const { clock, db, directory } = street;
  await db.query(
    `insert into journal (order_id, seq, recorded_at, entry, mac)
     select gen_random_uuid(), 1, to_timestamp($1::float8 / 1000) + n * interval '1 millisecond', '{}', '' from generate_series(1, ${FLOOD}) n`,
    [clock.now() - FLOOD],
  );
  const { id } = await street.place({ category: '0101' });
  const log = { info() {}, warn: (fields: object) => expect(fields).toBeNull(), error() {} };
  const measuring = createMeasuring({ engine: { onChange: () => () => {} }, db, directory, log, load: { flooded: () => false } });
  const drawn = async () => (await db.query('select 1 from order_measures where order_id = $1', [id])).rows.length;
  await measuring.sweep();
  expect(await drawn()).toBe(0);
  for (let beat = 0; beat < 4 && (await drawn()) === 0; beat += 1) await measuring.sweep();
  expect(await drawn()).toBe(1);
  await measuring.close();
});
