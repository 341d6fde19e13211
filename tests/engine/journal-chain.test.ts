// Whatever is changed in the database behind the engine's back is found: by the chain of MACs, by replay, or by the anchors
// that were published before (I9).
import { createHash } from 'node:crypto';
import { merkleRoot, type OrderId } from '@six-order/engine';
import { brokenAnchors } from '@six-order/engine/runtime';
import { describe, expect, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';
import { DAY, HOUR } from '../harness/toy.ts';

const desk = await openLoanDesk();

/** Two orders with four entries each, in an hour of their own that is anchored. */
async function anchored(): Promise<{ one: OrderId; other: OrderId; hour: Date }> {
  desk.clock.set(Math.ceil(desk.clock.now() / HOUR) * HOUR);
  const hour = new Date(desk.clock.now());
  const ids: OrderId[] = [];
  for (const item of ['drill', 'saw']) {
    const { id } = await desk.place({ item, wish: 'the red one' });
    await desk.send(id, 'take');
    await desk.send(id, 'note', { text: 'x' });
    await desk.send(id, 'giveBack', { condition: 'good' });
    ids.push(id);
  }
  desk.clock.advance(2 * HOUR);
  expect(await desk.engine.anchor()).toBe(1);
  const [one, other] = ids as [OrderId, OrderId];
  return { one, other, hour };
}

async function findings(order: OrderId, hour: Date) {
  const replayed = await desk.engine.replay(order).then(
    ({ same }) => (same ? 'same' : 'differs'),
    () => 'throws',
  );
  const broken = (await brokenAnchors(desk.app)).some((found) => found.getTime() === hour.getTime());
  return { verified: await desk.engine.verify(order), replayed, anchor: broken ? 'broken' : 'holds' };
}

type Findings = Awaited<ReturnType<typeof findings>>;
const chain = (replayed: string, anchor = 'holds'): Findings => ({ verified: false, replayed, anchor });

const tampering: readonly [string, (one: string, other: string) => string[], Findings][] = [
  ['nothing', () => [], { verified: true, replayed: 'same', anchor: 'holds' }],
  [
    'an input',
    (one) => [`update journal set entry = replace(entry, '"good"', '"worn"') where order_id = '${one}'`],
    chain('differs'),
  ],
  [
    'an actor',
    (one) => [`update journal set entry = replace(entry, '"borrower"', '"clerk"') where order_id = '${one}' and seq = 2`],
    chain('same'),
  ],
  [
    'an instant',
    (one) => [`update journal set entry = regexp_replace(entry, '"at":\\d', '"at":9') where order_id = '${one}' and seq = 1`],
    chain('differs'),
  ],
  [
    'a digest of what was sealed',
    (one) => [
      `update journal set entry = regexp_replace(entry, '"digest":"..', '"digest":"AA') where order_id = '${one}' and seq = 1`,
    ],
    chain('differs'),
  ],
  [
    'an entry made unreadable',
    (one) => [`update journal set entry = left(entry, -1) where order_id = '${one}' and seq = 2`],
    chain('throws'),
  ],
  [
    'an entry that names a key which nobody has',
    (one) => [`update journal set entry = replace(entry, '"key":1', '"key":9') where order_id = '${one}' and seq = 2`],
    chain('same'),
  ],
  ['a space', (one) => [`update journal set entry = entry || ' ' where order_id = '${one}' and seq = 3`], chain('same')],
  [
    'a MAC',
    (one) => [`update journal set mac = set_byte(mac, 0, get_byte(mac, 0) # 1) where order_id = '${one}' and seq = 2`],
    chain('same'),
  ],
  [
    'the last MAC, and the head with it',
    (one) => [
      `update journal set mac = set_byte(mac, 0, get_byte(mac, 0) # 1) where order_id = '${one}' and seq = 4`,
      `update orders set head = (select mac from journal where order_id = '${one}' and seq = 4) where id = '${one}'`,
    ],
    chain('same', 'broken'),
  ],
  [
    'the order of two entries',
    (one) => [
      `update journal j set entry = o.entry, mac = o.mac from journal o
    where j.order_id = '${one}' and o.order_id = '${one}' and j.seq in (2, 3) and o.seq = 5 - j.seq`,
    ],
    chain('same'),
  ],
  ['the last entry gone', (one) => [`delete from journal where order_id = '${one}' and seq = 4`], chain('differs', 'broken')],
  ['a middle entry gone', (one) => [`delete from journal where order_id = '${one}' and seq = 3`], chain('differs')],
  [
    'a middle entry gone, the gap closed',
    (one) => [
      `delete from journal where order_id = '${one}' and seq = 3`,
      `update journal set seq = 3 where order_id = '${one}' and seq = 4`,
      `update orders set revision = 3 where id = '${one}'`,
    ],
    chain('differs'),
  ],
  ['the first entry gone', (one) => [`delete from journal where order_id = '${one}' and seq = 1`], chain('throws')],
  [
    'an entry doubled',
    (one) => [
      `insert into journal (order_id, seq, recorded_at, entry, mac) select order_id, 5, recorded_at, entry, mac from journal where order_id = '${one}' and seq = 3`,
    ],
    chain('differs', 'broken'),
  ],
  [
    'an entry of another order',
    (one, other) => [
      `update journal j set entry = o.entry, mac = o.mac from journal o
    where j.order_id = '${one}' and j.seq = 1 and o.order_id = '${other}' and o.seq = 1`,
    ],
    chain('differs'),
  ],
  [
    'the whole journal of another order, and its row',
    (one, other) => [
      `update journal j set entry = o.entry, mac = o.mac from journal o where j.order_id = '${one}' and o.order_id = '${other}' and o.seq = j.seq`,
      `update orders j set snapshot = o.snapshot, head = o.head from orders o where j.id = '${one}' and o.id = '${other}'`,
    ],
    chain('same', 'broken'),
  ],
  [
    'the head',
    (one, other) => [`update orders j set head = o.head from orders o where j.id = '${one}' and o.id = '${other}'`],
    chain('same'),
  ],
  ['the revision', (one) => [`update orders set revision = 9 where id = '${one}'`], chain('same')],
  [
    'the snapshot',
    (one) => [`update orders set snapshot = replace(snapshot, '"good"', '"worn"') where id = '${one}'`],
    { verified: true, replayed: 'differs', anchor: 'holds' },
  ],
  [
    'the order set back by one entry, consistently',
    (one) => [
      `delete from journal where order_id = '${one}' and seq = 4`,
      `update orders set revision = 3, head = (select mac from journal where order_id = '${one}' and seq = 3) where id = '${one}'`,
    ],
    { verified: true, replayed: 'differs', anchor: 'broken' },
  ],
  [
    'the hour in which an entry was recorded',
    (one) => [`update journal set recorded_at = recorded_at - interval '1 hour' where order_id = '${one}' and seq = 4`],
    { verified: true, replayed: 'same', anchor: 'broken' },
  ],
  [
    'the order gone with all its entries',
    (one) => [`delete from journal where order_id = '${one}'`, `delete from orders where id = '${one}'`],
    chain('throws', 'broken'),
  ],
];

describe('tampering is found', () => {
  test.each(tampering)('%s', async (name, tamper, found) => {
    const { one, other, hour } = await anchored();
    for (const statement of tamper(one, other)) await desk.query(statement);
    expect(await findings(one, hour)).toEqual(found);
    if (name !== 'the order gone with all its entries') expect(await desk.engine.verify(other)).toBe(true);
  });
});

describe('an anchor', () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const anchors = () =>
    desk.query<{ hour: Date; root: Buffer; orders: number }>('select hour, root, orders from anchors order by hour');

  test('is the Merkle root of the last MACs of the orders that its hour changed', async () => {
    const { one, other, hour } = await anchored();
    const leaves = [];
    for (const id of [one, other].sort()) {
      const entries = await desk.engine.journal(id);
      leaves.push(
        Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), Buffer.from(entries.at(-1)?.mac as string, 'base64url')]),
      );
    }
    const found = (await anchors()).find((row) => row.hour.getTime() === hour.getTime());
    expect(found).toEqual({ hour, root: merkleRoot(sha256, leaves), orders: 2 });
  });

  test('is written once, an hour that nobody used has none, and later commands do not change it', async () => {
    const { one } = await anchored();
    const before = await anchors();
    expect(await desk.engine.anchor()).toBe(0);
    await desk.send(one, 'note', { text: 'later' });
    desk.clock.advance(DAY);
    expect(await desk.open().anchor()).toBe(1);
    const after = await anchors();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(before.length + 1);
  });

  test('waits five minutes for the last commits of its hour', async () => {
    desk.clock.set(Math.ceil(desk.clock.now() / HOUR) * HOUR);
    await desk.place();
    desk.clock.advance(HOUR + 5 * 60_000 - 1);
    expect(await desk.engine.anchor()).toBe(0);
    desk.clock.advance(1);
    expect(await desk.engine.anchor()).toBe(1);
  });

  test('of two processes at once is one', async () => {
    desk.clock.set(Math.ceil(desk.clock.now() / HOUR) * HOUR);
    await desk.place();
    desk.clock.advance(2 * HOUR);
    const other = desk.open();
    const before = (await anchors()).length;
    await Promise.all([desk.engine.anchor(), other.anchor(), desk.engine.anchor()]);
    expect((await anchors()).length).toBe(before + 1);
  });
});

test('the application’s role can add to journal and anchors, and change nothing in them', async () => {
  const { one } = await anchored();
  for (const statement of [
    `update journal set entry = '{}' where order_id = '${one}'`,
    `delete from journal where order_id = '${one}'`,
    'truncate journal',
    `update anchors set orders = 0`,
    'delete from anchors',
    'truncate anchors',
    'alter table journal disable trigger all',
    'drop table journal',
    `insert into migrations (number, name, digest) values (999, 'x', 'x')`,
    'delete from migrations',
  ]) {
    await expect(desk.app.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
  expect(await desk.engine.verify(one)).toBe(true);
});
