// Statements that the two pages of a dispatcher cost, whoever sends them: a budget, written down.
import { afterAll, expect, test } from 'vitest';
import { countStatements, type StatementCounter } from '../harness/statement-counter.ts';
import { openService, type Service } from './service.ts';

/** Reading the order; the loads of all candidates and what the first of them finished, in one statement. */
const CANDIDATES = 2;
/** Reading the order, its like, and their copies. */
const DUPLICATES = 3;

const opened: Service[] = [];
afterAll(() => Promise.all(opened.map((service) => service.close())));

test('candidates and duplicates stay within their budgets', async () => {
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
  const costOf = async (path: string): Promise<[number, any]> => {
    let least = Infinity;
    let answer: unknown;
    for (let look = 0; look < 5; look += 1) {
      const before = counter!.count();
      answer = (await secretary.get(`/api/v1/orders/${last.id}/${path}`)).json;
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
});
