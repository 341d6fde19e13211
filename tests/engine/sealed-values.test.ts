// Personal data is written only sealed, bound to its order, and can be destroyed for good (I9, I12).
import { FrozenOrderError, type OrderId, type SealedValue } from '@six-order/engine';
import { createKeyring } from '@six-order/engine/runtime';
import { expect, test } from 'vitest';
import { applied, keys, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, clerk, DAY } from '../harness/toy.ts';

const desk = await openLoanDesk();

/** Words that occur nowhere else: found in a column, they have leaked. */
const canaries = ['KanarienvogelAnna', '13800138000', '三楼过道的金丝雀', 'canary of a remark', 'canary of a note'] as const;
const [name, phone, wish, remark, note] = canaries;

let orders = 0;

/** An order into which every personal field was put, at every step. */
async function personalOrder(): Promise<OrderId> {
  const { id } = await desk.place({ wish, contact: { name, phone, hour: 9 }, days: 1 }, { key: `${wish} ${(orders += 1)}` });
  await desk.send(id, 'take');
  await desk.until(desk.clock.now() + 2 * DAY);
  await desk.send(id, 'note', { text: note, tag: 'open' }, { key: 'note' });
  await desk.send(id, 'giveBack', { condition: 'worn', remark });
  return id;
}

/** Every row of every table of the database as text, but for the ciphertexts themselves. */
async function dump(): Promise<string> {
  const found = await desk.query<{ table: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  expect(found.length).toBeGreaterThan(10);
  let text = '';
  for (const { table } of found) {
    const rows = await desk.query<{ row: string }>(
      `select to_jsonb(t)::text || coalesce(encode(convert_to(t::text, 'UTF8'), 'escape'), '') as row from ${table} t`,
    );
    text += rows.map(({ row }) => `${table} ${row}\n`).join('');
  }
  return text;
}

test('nothing personal lies in clear in any column of any table', async () => {
  const id = await personalOrder();
  const text = await dump();
  expect(text).toContain('item:drill');
  expect(text).toContain(id);
  for (const canary of canaries) {
    expect(text).not.toContain(canary);
    // Nor in another dress.
    for (const dress of ['hex', 'base64', 'base64url'] as const)
      expect(text).not.toContain(Buffer.from(canary).toString(dress).slice(0, -4));
  }
});

test('machine, journal and snapshot hold reference and digest, the clear fields beside them as they came', async () => {
  const id = await personalOrder();
  const [place] = await desk.engine.journal(id);
  const sealed = { digest: expect.stringMatching(/^[\w-]{43}$/) };
  expect(place?.input).toEqual({
    item: 'drill',
    days: 1,
    wish: { ...sealed, sealed: '1/wish' },
    contact: { name: { ...sealed, sealed: '1/contact.name' }, phone: { ...sealed, sealed: '1/contact.phone' }, hour: 9 },
  });
  expect((await desk.get(id)).snapshot.context['wish']).toEqual(place?.input['wish']);
});

test('whoever may is given the values back', async () => {
  const id = await personalOrder();
  const noteId = `${(await desk.journal(id)).indexOf('note') + 1}/text`;
  expect(await desk.engine.unseal(id, ['1/wish', '1/contact.name', '1/contact.phone', noteId, '9/none'])).toEqual({
    '1/wish': wish,
    '1/contact.name': name,
    '1/contact.phone': phone,
    [noteId]: note,
    '9/none': null,
  });
});

test('a field that was not given is not sealed', async () => {
  const { id } = await desk.place({ contact: { name, phone } });
  expect(await desk.query('select id from sealed_values where order_id = $1 order by id', [id])).toEqual([
    { id: '1/contact.name' },
    { id: '1/contact.phone' },
  ]);
});

test('a command that is refused leaves no ciphertext', async () => {
  const { id } = await desk.place();
  await desk.send(id, 'giveBack', { condition: 'good', remark });
  await desk.send(id, 'note', { text: note }, { revision: 9 });
  expect(await desk.query('select id from sealed_values where order_id = $1', [id])).toEqual([]);
});

test('one text twice is two ciphertexts; its digest is the same within an order and another in another', async () => {
  const orders = [await desk.place({ wish }), await desk.place({ wish })];
  for (const { id } of orders) applied(await desk.send(id, 'note', { text: wish }));
  const rows = await desk.query('select ciphertext from sealed_values where order_id = any($1)', [orders.map(({ id }) => id)]);
  expect(new Set(rows.map((row) => (row['ciphertext'] as Buffer).toString('hex'))).size).toBe(4);
  const digests = [];
  for (const { id } of orders) {
    const { context } = (await desk.get(id)).snapshot;
    const own = [context['wish'], (context['notes'] as unknown[])[0]].map((value) => (value as SealedValue).digest);
    expect(own[0]).toBe(own[1]);
    digests.push(own[0]);
  }
  expect(digests[0]).not.toBe(digests[1]);
});

test.each<[string, (one: OrderId, other: OrderId) => string]>([
  [
    'another order’s',
    (one, other) => `update sealed_values s set ciphertext = o.ciphertext from sealed_values o
    where s.order_id = '${one}' and o.order_id = '${other}' and s.id = '1/wish' and o.id = '1/wish'`,
  ],
  [
    'another field’s',
    (one) => `update sealed_values s set ciphertext = o.ciphertext from sealed_values o
    where s.order_id = '${one}' and o.order_id = '${one}' and s.id = '1/wish' and o.id = '1/contact.name'`,
  ],
  [
    'changed by a bit',
    (one) =>
      `update sealed_values set ciphertext = set_bit(ciphertext, 200, 1 - get_bit(ciphertext, 200)) where order_id = '${one}' and id = '1/wish'`,
  ],
  [
    'cut short',
    (one) => `update sealed_values set ciphertext = substring(ciphertext for 20) where order_id = '${one}' and id = '1/wish'`,
  ],
  [
    'of another suite',
    (one) => `update sealed_values set ciphertext = set_byte(ciphertext, 0, 2) where order_id = '${one}' and id = '1/wish'`,
  ],
  [
    'under another order’s key',
    (one, other) => `update orders set data_key = (select data_key from orders where id = '${other}') where id = '${one}'`,
  ],
])('a ciphertext that is %s is not opened', async (_, tamper) => {
  const [one, other] = [await personalOrder(), await personalOrder()];
  await desk.query(tamper(one, other));
  await expect(desk.engine.unseal(one, ['1/wish'])).rejects.toThrow(FrozenOrderError);
  expect(await desk.engine.unseal(other, ['1/wish'])).toEqual({ '1/wish': wish });
});

test('one value of each of many orders is given back in one statement; of what is erased, or is not there, nothing', async () => {
  const [one, other, erased] = [await personalOrder(), await personalOrder(), await personalOrder()];
  await desk.engine.erase(erased);
  const asked = [one, other, erased].map((order) => ({ order, id: '1/wish' }));
  let statements = 0;
  const engine = desk.open({
    wrap: (pool) =>
      new Proxy(pool, {
        get(target, key) {
          if (key === 'query') statements += 1;
          return Reflect.get(target, key);
        },
      }),
  });
  expect(await engine.unsealMany([...asked, { order: one, id: '9/none' }])).toEqual(
    new Map([
      [one, wish],
      [other, wish],
    ]),
  );
  expect(statements).toBe(1);
  expect(await engine.unsealMany([])).toEqual(new Map());
  expect(statements).toBe(1);
});

test('erasing destroys key and ciphertexts; the journal still verifies and replays', async () => {
  const [id, other] = [await personalOrder(), await personalOrder()];
  const before = await desk.get(id);
  await desk.engine.erase(id);
  expect(await desk.query('select data_key from orders where id = $1', [id])).toEqual([{ data_key: null }]);
  expect(await desk.query('select id from sealed_values where order_id = $1', [id])).toEqual([]);
  expect(await desk.engine.unseal(id, ['1/wish', '1/contact.phone'])).toEqual({ '1/wish': null, '1/contact.phone': null });
  expect(await desk.engine.verify(id)).toBe(true);
  expect(await desk.engine.replay(id)).toMatchObject({ same: true });
  expect(await desk.get(id)).toEqual(before);
  expect(await desk.engine.unseal(other, ['1/wish'])).toEqual({ '1/wish': wish });
  await desk.engine.erase(id);
  expect(await desk.engine.verify(id)).toBe(true);
});

test('nothing personal can be added to an erased order; what is not personal goes on', async () => {
  const { id } = await desk.place({ days: 1 });
  await desk.send(id, 'take');
  await desk.engine.erase(id);
  const before = await desk.rowCounts();
  await expect(desk.send(id, 'note', { text: note })).rejects.toThrow(FrozenOrderError);
  await expect(desk.send(id, 'giveBack', { condition: 'good', remark }, { actor: clerk })).rejects.toThrow(FrozenOrderError);
  expect(await desk.rowCounts()).toEqual(before);
  desk.clock.advance(DAY);
  expect(await desk.tick()).toBeGreaterThan(0);
  expect(await desk.send(id, 'giveBack', { condition: 'good' })).toMatchObject({ kind: 'applied' });
  expect(await desk.engine.verify(id)).toBe(true);
});

test('an erasure in the midst of commands leaves no ciphertext behind', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id } = await desk.place({ wish });
    const notes = Array.from({ length: 6 }, () => desk.send(id, 'note', { text: note }).catch((error: unknown) => error));
    await Promise.all([desk.engine.erase(id), ...notes]);
    expect(await desk.query('select id from sealed_values where order_id = $1', [id])).toEqual([]);
    expect(await desk.engine.verify(id)).toBe(true);
  }
});

test('orders outlive a rotation of the master key: old ones read, new ones sealed by the new', async () => {
  const old = await personalOrder();
  const ring = createKeyring(`${keys[1]},${keys[2]}`);
  const engine = desk.open({ seal: ring });
  expect(await engine.verify(old)).toBe(true);
  expect(await engine.unseal(old, ['1/wish'])).toEqual({ '1/wish': wish });

  applied(await engine.execute({ order: old, type: 'note', input: { text: 'by the new key' }, actor: borrower }));
  expect((await engine.journal(old)).map(({ key }) => key)).toEqual([...Array.from({ length: 8 }, () => 1), 2]);
  expect(await engine.verify(old)).toBe(true);

  const fresh = applied(
    await engine.execute({ workflow: 'loan', type: 'place', input: { item: 'drill', wish }, actor: borrower }),
  );
  await expect(desk.engine.unseal(fresh.id, ['1/wish'])).rejects.toThrow(/not open/);

  // Rewrapped, the old order's values open without the old master key.
  const [row] = await desk.query('select data_key from orders where id = $1', [old]);
  await desk.query('update orders set data_key = $2 where id = $1', [old, ring.rewrap(old, row?.['data_key'] as Buffer)]);
  const later = desk.open({ seal: createKeyring(keys[2]) });
  expect(await later.unseal(old, ['1/wish', '9/text'])).toEqual({ '1/wish': wish, '9/text': 'by the new key' });
});

test('no fault and no issue says what was personal', async () => {
  const { id } = await desk.place();
  await desk.engine.erase(id);
  const fault = await desk.send(id, 'note', { text: note }).catch((error: Error) => `${error.message} ${error.stack}`);
  const outcomes = await Promise.all([note.repeat(500), { phone }, `${note}\0`].map((text) => desk.send(id, 'note', { text })));
  const said = JSON.stringify([fault, outcomes]);
  for (const canary of canaries) expect(said).not.toContain(canary);
});
