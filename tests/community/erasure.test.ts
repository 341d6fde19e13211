// Erasing an order: written down first, then gone for good; the journal stays.
import { findExchanged, putExchanged } from '@six-order/community/exchange/exchange-store';
import { saveCardMeasures } from '@six-order/community/metrics/measure-store';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { searchCopiesOf } from '@six-order/community/privacy/search-copy-store';
import type { OrderId } from '@six-order/engine';
import { expect, test } from 'vitest';
import { openStreet } from '../harness/street.ts';

const street = await openStreet({ delivers: true });
const { engine, tables, db } = street;

const textOf = async (order: OrderId): Promise<unknown> => {
  const { text } = (await street.get(order)).snapshot.context as { text: { sealed: string } };
  return (await engine.unseal(order, [text.sealed]))[text.sealed];
};

test('it is written down before anything is destroyed, and then nothing personal is left', async () => {
  const { id } = await street.place({ text: '三楼的水管爆了' });
  await street.as('secretary').send(id, 'admit');
  await street.tick();
  await searchCopiesOf({ db: tables, engine }, [await street.get(id)]);
  const left = async (): Promise<number[]> =>
    Promise.all(
      ['sealed_values', 'search_copies', 'notices'].map(
        async (table) => (await db.query(`select from ${table} where order_id = $1`, [id])).rowCount ?? 0,
      ),
    );
  expect((await left()).every((count) => count > 0)).toBe(true);

  const written: unknown[] = [];
  const record = async (erasure: unknown): Promise<void> => {
    written.push(erasure);
    expect(await textOf(id)).toBe('三楼的水管爆了');
  };
  await eraseOrder({ db: tables, engine, record }, id, 42);

  expect(written).toEqual([{ order: id, at: 42, remains: 'nothing' }]);
  expect(await left()).toEqual([0, 0, 0]);
  expect(await textOf(id)).toBeNull();
  expect(await engine.verify(id)).toBe(true);
  expect((await engine.replay(id)).same).toBe(true);

  await eraseOrder({ db: tables, engine, record: async () => undefined }, id, 43);
  expect(await engine.verify(id)).toBe(true);
});

test('the supervision cards about it go with it, open ones and ended ones, and no other card', async () => {
  const { id } = await street.place({ text: '三楼的水管爆了' });
  const other = await street.place({ text: '路灯不亮' });
  const card = async (about: OrderId, colour: 'yellow' | 'red'): Promise<OrderId> => {
    const issue = { order: about, colour, reason: 'overdue', text: `督办原由：三楼的水管爆了 ${colour}` };
    const issued = await street.as('supervisor').open('card', 'issue', issue);
    if (issued.kind !== 'applied') throw new Error(JSON.stringify(issued));
    return issued.order.id;
  };
  await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(other.id, 'admit');
  const cards = [await card(id, 'yellow'), await card(id, 'red'), await card(other.id, 'red')];
  await street.deliver();
  // One has ended: the order knows it no more, what was counted of it does.
  const [ended] = cards as [OrderId, OrderId, OrderId];
  await street.as('supervisor').send(ended, 'cancel', { reason: '三楼的水管爆了，误发' });
  await street.deliver();
  const counted = { card: ended, tenant: '522326', revision: 9, about: id, colour: 'yellow', dueAt: null } as const;
  await saveCardMeasures(tables, [{ ...counted, cancelled: true, answeredInTime: false }]);
  const left = async (of: OrderId): Promise<boolean> =>
    ((await db.query('select from sealed_values where order_id = $1', [of])).rowCount ?? 0) > 0;
  expect(await Promise.all(cards.map(left))).toEqual([true, true, true]);

  await eraseOrder({ db: tables, engine, record: async () => undefined }, id, 42);

  expect(await Promise.all(cards.map(left))).toEqual([false, false, true]);
  for (const erased of cards) {
    expect(await engine.verify(erased)).toBe(true);
    expect((await engine.replay(erased)).same).toBe(true);
  }
  expect((await db.query('select from notices where order_id = any($1)', [cards.slice(0, 2)])).rowCount).toBe(0);
});

test('of a work order of another system the digest of what was sent goes; its number stays, so that it opens no second order', async () => {
  const { id } = await street.place({ text: '三楼的水管爆了' });
  const other = await street.place({ text: '路灯不亮' });
  const hotline = { tenant: '522326', system: '12345' };
  const taken = (number: string, order: OrderId) =>
    putExchanged(tables, hotline, { number, order, digest: Buffer.from(number), receivedAt: street.clock.now() });
  await taken('A-1', id);
  await taken('A-2', other.id);
  await eraseOrder({ db: tables, engine, record: async () => undefined }, id, 42);
  const left = await findExchanged(tables, hotline, ['A-1', 'A-2']);
  expect(left.get('A-1')).toMatchObject({ order: id, digest: null });
  expect(left.get('A-2')).toMatchObject({ order: other.id, digest: Buffer.from('A-2') });
});

test('when it cannot be written down, nothing is destroyed', async () => {
  const { id } = await street.place({ text: '路灯不亮' });
  const record = () => Promise.reject(new Error('the disk is full'));
  await expect(eraseOrder({ db: tables, engine, record }, id, 1)).rejects.toThrow('the disk is full');
  expect(await textOf(id)).toBe('路灯不亮');
});
