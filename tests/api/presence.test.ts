// Who else has an order open, over HTTP: by page, so that what arrives late or twice changes nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let [secretary, community, resident] = [] as unknown as [Persona, Persona, Persona];
let order: string;

beforeAll(async () => {
  service = await openService();
  [secretary, community, resident] = [await service.as('secretary'), await service.as('community'), await service.as('resident')];
  order = (await resident.place('0101')).order.id;
});
afterAll(() => service.close());

const look = async (persona: Persona, page?: string, leaving = false): Promise<string[]> => {
  const answer = await persona.post(`/api/v1/orders/${order}/look`, { ...(page && { page }), ...(leaving && { leaving }) });
  return fits('lookAt', 200, answer.json).others.map(({ name }: { name: string }) => name);
};

test('a colleague is named while one page of his shows the order, and never oneself', async () => {
  expect(await look(secretary, 'one')).toEqual([]);
  expect(await look(secretary, 'two')).toEqual([]);
  expect(await look(community, 'other')).toEqual(['王守正']);
  // He closes one of two.
  await look(secretary, 'one', true);
  expect(await look(community, 'other')).toEqual(['王守正']);
  await look(secretary, 'two', true);
  expect(await look(community, 'other')).toEqual([]);
});

test('what a page asked before it was left may arrive after that', async () => {
  expect(await look(secretary, 'left', true)).not.toContain('王守正');
  await look(secretary, 'left');
  expect(await look(community, 'other')).toEqual([]);
  // Opened again it is another page.
  await look(secretary, 'again');
  expect(await look(community, 'other')).toEqual(['王守正']);
});

test('a page that was open during an upgrade has no name: what it says last counts', async () => {
  await look(secretary, 'again', true);
  expect(await look(community, 'other')).toEqual([]);
  await look(secretary);
  expect(await look(community, 'other')).toEqual(['王守正']);
  await look(secretary, undefined, true);
  expect(await look(community, 'other')).toEqual([]);
  await look(secretary);
  expect(await look(community, 'other')).toEqual(['王守正']);
});

test('a resident is told nothing, and a page calls itself something short', async () => {
  expect((await resident.post(`/api/v1/orders/${order}/look`, { page: 'mine' })).status).toBe(403);
  for (const page of ['', 'x'.repeat(65)]) {
    expect((await secretary.post(`/api/v1/orders/${order}/look`, { page })).status).toBe(422);
  }
});
