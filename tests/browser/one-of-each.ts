// An order at each of its stages, and one of each other matter, for the pages that show them.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { vi } from 'vitest';
import type { Site } from './site.ts';

/** Ids; `alias` is that of an order on the public board. */
const names = ['placed', 'finished', 'evaluated', 'alias', 'proposed', 'mediation', 'visit', 'task', 'topic'] as const;
export type OneOfEach = Record<(typeof names)[number], string>;

export const act = (site: Site, persona: PersonaName, order: string, type: string, input: object = {}) =>
  site.call(persona, 'POST', `/api/v1/orders/${order}/commands`, { type, input });

export async function placeOneOfEach(site: Site): Promise<OneOfEach> {
  const orders = Object.fromEntries(names.map((name) => [name, ''])) as OneOfEach;
  const place = (text: string) =>
    site
      .call('resident', 'POST', '/api/v1/orders', {
        category: '0101',
        unit: demoCommunity,
        text,
        contact: { name: '韦春梅', phone: '13800000001' },
        publishConsent: true,
      })
      .then(({ order }) => order.id as string);
  const done = async (text: string): Promise<string> => {
    const order = await place(text);
    await act(site, 'secretary', order, 'admit');
    await act(site, 'secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
    await act(site, 'member', order, 'accept');
    await act(site, 'member', order, 'contact');
    await act(site, 'member', order, 'finish', { result: 'A new lamp' });
    return order;
  };
  [orders.placed, orders.finished, orders.evaluated] = await Promise.all([
    place('Water comes through the ceiling'),
    done('The lamp on the third floor is broken'),
    done('The lamp on the fourth floor is broken'),
  ]);
  await act(site, 'resident', orders.evaluated, 'evaluate', { solved: 'yes', stars: 5 });
  orders.proposed = await done('The lamp on the sixth floor is broken');
  await act(site, 'publisher', orders.proposed, 'propose', { title: 'A lamp', text: 'Call 13800000001.', after: 'Bright again' });
  const shown = await done('The lamp on the fifth floor is broken');
  await act(site, 'publisher', shown, 'propose', { title: 'A lamp', text: 'It was dark in the evening.', after: 'A new one' });
  await act(site, 'publisher', shown, 'publish');
  await placeMatters(site, orders);
  // The worker draws the board.
  orders.alias = await vi.waitFor(
    async () => {
      const answer = await fetch(`${site.url}/api/v1/public/items`);
      return ((await answer.json()) as { items: [{ alias: string }] }).items[0].alias;
    },
    { timeout: 20_000 },
  );
  return orders;
}

/** One of each: a dispute, a visit, a task, a topic. */
async function placeMatters(site: Site, orders: OneOfEach): Promise<void> {
  const open = (persona: PersonaName, body: object): Promise<string> =>
    site.call(persona, 'POST', '/api/v1/orders', body).then(({ order }) => order.id as string);
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const parties = { a: { persons: [personas.resident.person] }, b: { name: 'Who lives upstairs' } };
  orders.mediation = await open('resident', {
    workflow: 'mediation',
    category: '0502',
    unit: demoGrid,
    text: 'Furniture is moved at night',
    parties,
  });
  await act(site, 'grid-worker', orders.mediation, 'take');
  await act(site, 'grid-worker', orders.mediation, 'session', { text: 'They meet again tomorrow' });
  const visitor = personas['grid-worker'].person;
  orders.visit = await open('secretary', { workflow: 'visit', unit: demoGrid, visitor, on: day(3) });
  await act(site, 'grid-worker', orders.visit, 'record', { outcome: 'met', text: 'All is well' });
  orders.task = await open('street', {
    workflow: 'task',
    unit: demoStreet,
    to: [demoCommunity],
    dueOn: day(10),
    text: 'Look at every slope',
  });
  await act(site, 'street', orders.task, 'report', { status: 'blocked', text: 'No keys' });
  orders.topic = await open('resident', {
    workflow: 'deliberation',
    forum: 'three-parties',
    unit: demoGrid,
    text: 'The empty lot before the house',
  });
  await act(site, 'secretary', orders.topic, 'admit', { text: 'Cars or trees?', on: day(5) });
  await act(site, 'property', orders.topic, 'speak', { party: 'property', stance: 'agree', text: 'Cars, and a row of trees' });
  const record = { how: 'ballot', on: day(-1), people: 43 };
  await act(site, 'secretary', orders.topic, 'speak', { party: 'owners', stance: 'disagree', text: 'Trees', record });
}
