// Statements that the two pages of a dispatcher cost, whoever sends them: a budget, written down.
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { afterAll, expect, test } from 'vitest';
import { countStatements, type StatementCounter } from '../harness/statement-counter.ts';
import { openService, type Service } from './service.ts';

/** Reading the order; the loads of all candidates and what the first of them finished, in one statement. */
const CANDIDATES = 2;
/** Reading the order, its like, and their copies. */
const DUPLICATES = 3;
/** The page, however many orders are on it, and how they begin; of kinds that rest on a consent no row says that. */
const QUEUE = 2;
const QUEUE_OF_CONSENTS = 1;

const opened: Service[] = [];
afterAll(() => Promise.all(opened.map((service) => service.close())));

test('candidates, duplicates and queues stay within their budgets', async () => {
  let counter: StatementCounter | undefined;
  const service = await openService({ through: async (url) => (counter = await countStatements(url)).url });
  opened.push(service);
  const [resident, secretary] = await Promise.all([service.as('resident'), service.as('secretary')]);
  const orders = [];
  for (const text of ['楼道灯不亮', '楼道灯又不亮了', '单元门口的灯坏了'])
    orders.push((await resident.place('0105', { text })).order);
  const [, , last] = orders;
  await secretary.send(last.id, 'admit');
  /** The least of five looks: the engine may tell other processes of what was committed while one is taken. */
  const costOf = async (path: string, who = secretary, whole = `/api/v1/orders/${last.id}/${path}`): Promise<[number, any]> => {
    let least = Infinity;
    let answer: unknown;
    for (let look = 0; look < 5; look += 1) {
      const before = counter!.count();
      answer = (await who.get(whole)).json;
      least = Math.min(least, counter!.count() - before);
    }
    return [least, answer];
  };

  // The first look opens connections and makes copies; the second costs what every other does.
  await costOf('candidates');
  const [asked, { candidates }] = await costOf('candidates');
  expect(candidates.length).toBeGreaterThan(20);
  expect(asked).toBe(CANDIDATES);

  await costOf('duplicates');
  const [again, { duplicates }] = await costOf('duplicates');
  expect(duplicates).toHaveLength(2);
  expect(again).toBe(DUPLICATES);

  await costOf('', secretary, '/api/v1/orders?desk=all');
  const [queue, { orders: rows }] = await costOf('', secretary, '/api/v1/orders?desk=all');
  expect(rows.map(({ excerpt }: any) => excerpt)).toEqual(['单元门口的灯坏了', '楼道灯又不亮了', '楼道灯不亮']);
  expect(queue).toBe(QUEUE);
  // Of what was erased there is no copy, and none is tried for again at each look.
  for (const { id } of orders) await eraseOrder({ db: service.tables, engine: service.engine, record: async () => {} }, id, 0);
  const [erased, { orders: rest }] = await costOf('', secretary, '/api/v1/orders?desk=all');
  expect(rest.map(({ excerpt }: any) => excerpt)).toEqual([null, null, null]);
  expect(erased).toBe(QUEUE);

  const facility = await service.as('facility');
  const places = [];
  for (const text of ['中午想订餐', '晚上也想订餐', '周末也想订餐'])
    places.push((await resident.place('0802', { text })).order.id);
  for (const id of places) {
    await secretary.send(id, 'admit');
    await secretary.send(id, 'dispatch', { to: { kind: 'person', id: facility.person } });
  }
  await costOf('', facility, '/api/v1/orders?desk=accept');
  const [asking, { orders: meals }] = await costOf('', facility, '/api/v1/orders?desk=accept');
  expect(meals).toHaveLength(3);
  expect(asking).toBe(QUEUE_OF_CONSENTS);
});
