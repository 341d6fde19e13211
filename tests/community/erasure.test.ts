// Erasing an order: written down first, then gone for good; the journal stays.
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

test('when it cannot be written down, nothing is destroyed', async () => {
  const { id } = await street.place({ text: '路灯不亮' });
  const record = () => Promise.reject(new Error('the disk is full'));
  await expect(eraseOrder({ db: tables, engine, record }, id, 1)).rejects.toThrow('the disk is full');
  expect(await textOf(id)).toBe('路灯不亮');
});
