// Retention by the two who sign for it: the dry run, the list, two signatures of two persons, the report.
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { retain } from '@six-order/community/privacy/retention/retention-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let as: Record<PersonaName, Persona>;
beforeAll(async () => {
  service = await openService();
  as = Object.fromEntries(await Promise.all(personaNames.map(async (name) => [name, await service.as(name)]))) as typeof as;
});
afterAll(() => service.close());

const PATH = '/api/v1/privacy/retention';

test('planned, read item by item, signed by both, carried out, reported; nobody else comes near', async () => {
  const { order } = await as.resident.place('0101', { text: '金丝雀家漏水' });
  await as.resident.send(order.id, 'withdraw');
  const nothing = fits('getRetention', 200, (await as.archives.get(PATH)).json);
  expect(nothing).toMatchObject({ due: 0, plans: [] });
  expect((await as.dpo.post(`${PATH}/plans`, {})).status).toBe(409);
  expect(nothing.rules.every(({ source }: { source: string }) => source.length > 2)).toBe(true);

  expect((await service.call('POST', '/api/v1/demo/clock', { token: as.dpo.token, body: { advance: 'P366D' } })).status).toBe(
    200,
  );
  as.dpo = await service.as('dpo');
  as.archives = await service.as('archives');
  const { plan } = fits('planRetention', 201, (await as.dpo.post(`${PATH}/plans`, {})).json);
  expect(plan.counts).toMatchObject([{ rule: 'personal', planned: 1, done: 0, kept: 0 }]);
  const listed = await as.archives.get(`${PATH}/plans/${plan.id}`);
  const { items, more } = fits('getRetentionPlan', 200, listed.json);
  expect([items, more]).toEqual([[{ rule: 'personal', number: order.number, rows: 1, outcome: null }], false]);
  expect(listed.text).not.toContain('金丝雀');

  const sign = (who: Persona, id = plan.id) => who.post(`${PATH}/plans/${id}/sign`, {});
  expect((await sign(as.dpo, personas.dpo.post)).status).toBe(404);
  expect(fits('signRetentionPlan', 200, (await sign(as.dpo)).json).plan.signed).toMatchObject({
    dpo: { person: personas.dpo.person },
    archives: null,
  });
  expect((await sign(as.dpo)).status).toBe(409);
  // One signature is none.
  const retaining = { db: service.tables, engine: service.engine, keyring: service.keyring, record: async () => {} };
  expect(await retain(retaining, service.clock.now())).toBe(0);
  expect((await sign(as.archives)).status).toBe(200);
  expect((await as.archives.post(`${PATH}/plans`, {})).status).toBe(409);
  while ((await retain(retaining, service.clock.now())) > 0);

  const report = fits('getRetention', 200, (await as.archives.get(PATH)).json);
  expect(report.due).toBe(0);
  expect(report.plans[0]).toMatchObject({ id: plan.id, counts: [{ planned: 1, done: 1, kept: 0 }], endedAt: expect.any(String) });
  expect((await as.archives.get(`${PATH}/plans/${plan.id}`)).json.items[0]).toMatchObject({ outcome: 'done' });
  expect((await sign(as.archives)).status).toBe(404);
  const { rows } = await service.db.query('select data_key is null as erased from orders where id = $1', [order.id]);
  expect(rows).toEqual([{ erased: true }]);

  const others = personaNames.filter((name) => name !== 'dpo' && name !== 'archives');
  for (const name of others) {
    const who = await service.as(name);
    const answers = [
      await who.get(PATH),
      await who.get(`${PATH}/plans/${plan.id}`),
      await who.post(`${PATH}/plans`, {}),
      await sign(who),
    ];
    expect([name, answers.map(({ status }) => status)]).toEqual([name, [403, 403, 403, 403]]);
  }
});

test('the archives officer sees no order, and is nobody who is data protection officer', async () => {
  const { order } = await (await service.as('resident')).place('0101');
  const archives = await service.as('archives');
  expect((await archives.get(`/api/v1/orders/${order.id}`)).status).toBe(404);
  expect((await archives.get('/api/v1/orders?desk=all')).json.orders).toEqual([]);
  expect((await archives.get('/api/v1/privacy/records?kind=breach')).status).toBe(403);
  const admin = await service.as('admin');
  const both = { person: personas.dpo.person, role: 'archives', unit: '522326', reason: '一人兼任' };
  expect((await admin.post('/api/v1/posts', both)).status).toBe(422);
});
