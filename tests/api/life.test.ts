import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

test('an order goes from placing to evaluation over HTTP, and its journal verifies', async () => {
  const resident = await service.as('resident');
  const secretary = await service.as('secretary');
  const member = await service.as('member');

  const { order, queryCode } = await resident.place('0101');
  expect(queryCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(order).toMatchObject({ revision: 1, category: '0101', state: { handling: 'placed' }, text: '厨房天花板漏水' });

  expect((await secretary.send(order.id, 'admit')).state.handling).toBe('admitted');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact', { note: '已电话联系' });
  await member.send(order.id, 'finish', { result: '已修好' });
  const ended = await resident.send(order.id, 'evaluate', { solved: 'yes', stars: 5 });
  expect(ended.state.handling).toBe('evaluated');
  expect(ended.stations.map((at: { status: string }) => at.status)).toEqual(['done', 'done', 'done', 'done', 'skipped', 'done']);

  const journal = fits('readJournal', 200, (await resident.get(`/api/v1/orders/${order.id}/journal`)).json);
  expect(journal.verified).toBe(true);
  expect(journal.entries.map((entry: { type: string }) => entry.type)).toEqual([
    'place',
    'admit',
    'dispatch',
    'accept',
    'contact',
    'finish',
    'evaluate',
  ]);
  expect(JSON.stringify(journal)).not.toContain('漏水');
});

test('a bad evaluation sends the order round again, and each post reads of it what is its own', async () => {
  const [resident, secretary, member, publisher] = await Promise.all(
    (['resident', 'secretary', 'member', 'publisher'] as const).map((persona) => service.as(persona)),
  );
  if (!resident || !secretary || !member || !publisher) throw new Error('a persona is missing');
  const { order } = await resident.place('0102', { publishConsent: true });
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'finish', { result: '已换水管' });
  const again = await resident.send(order.id, 'evaluate', { solved: 'no', stars: 1, comment: '还在漏,我的电话13800001234' });
  expect(again.state.handling).toBe('reworking');
  expect(again.stations.slice(-2)).toMatchObject([
    { station: 'publish', status: 'todo' },
    { station: 'evaluate', status: 'returned' },
  ]);
  expect(again.redone).toMatchObject({ time: 2 });
  await member.send(order.id, 'finish', { result: '已重做防水' });
  const ended = await resident.send(order.id, 'evaluate', { solved: 'yes', stars: 5 });
  expect(ended.state).toMatchObject({ handling: 'evaluated', publication: 'open' });

  const shown = async (who: typeof resident) => fits('getOrder', 200, (await who.get(`/api/v1/orders/${order.id}`)).json).order;
  expect((await shown(resident)).evaluations).toMatchObject([
    { solved: 'no', stars: 1, comment: '还在漏,我的电话13800001234' },
    { stars: 5 },
  ]);
  expect((await shown(member)).evaluations).toEqual([
    { at: expect.any(String), solved: 'no', comment: '还在漏,我的电话138****1234' },
  ]);
  const published = await shown(publisher);
  expect(published.evaluations).toMatchObject([{ stars: 1 }, { stars: 5 }]);
  expect(published.evaluations[0].comment).toBeUndefined();
  expect(published.allowed.map(({ type }: { type: string }) => type)).toEqual(['propose', 'skipPublication']);
  await publisher.send(order.id, 'propose', { title: '水管修好了', text: '水管漏水,党员上门重做防水。' });
  expect((await publisher.send(order.id, 'publish')).state.publication).toBe('published');
});

test('how a limit was counted is read after it has ended as it was while it ran', async () => {
  const [resident, secretary, member] = [await service.as('resident'), await service.as('secretary'), await service.as('member')];
  const { order } = await resident.place('0101');
  const path = `/api/v1/orders/${order.id}`;
  type Clock = { name: string; startedAt: string; finishedAt: string | null; explanation: { zh: string; en: string } };
  const clocks = async (): Promise<Clock[]> => fits('getOrder', 200, (await resident.get(path)).json).order.clocks;
  const ran = new Map<string, object>();
  const remember = async () => {
    for (const { name, startedAt, finishedAt, explanation } of await clocks()) {
      if (finishedAt === null) ran.set(name, { name, startedAt, explanation });
    }
  };
  await remember();
  await secretary.send(order.id, 'admit');
  await remember();
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await remember();
  await member.send(order.id, 'accept');
  await remember();
  await member.send(order.id, 'contact');
  await remember();
  await member.send(order.id, 'askExtension', { by: '2 wd', reason: '等配件' });
  await remember();
  await secretary.send(order.id, 'decide', { granted: true });
  await remember();
  expect(ran.get('whole')).toMatchObject({ explanation: { zh: expect.stringContaining('批准延期') } });
  await member.send(order.id, 'finish', { result: '修好了' });

  const ended = (await clocks()).filter(({ finishedAt }) => finishedAt !== null).map(({ name }) => name);
  expect(ended).toEqual(expect.arrayContaining(['intake', 'dispatch', 'accept', 'whole']));
  const { counted } = fits('readJournal', 200, (await resident.get(`${path}/journal`)).json);
  expect(counted.map(({ name }: Clock) => name)).toEqual(ended);
  for (const one of counted as Clock[]) expect(one).toEqual(ran.get(one.name));
});
