import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
beforeAll(async () => {
  service = await openService();
  resident = await service.as('resident');
});
afterAll(() => service.close());

const move = (body: unknown) => service.call('POST', '/api/v1/demo/clock', { body });

test('the clock moves by a duration or to an instant, and never back', async () => {
  const before = service.clock.now();
  const { now } = fits('moveDemoClock', 200, (await move({ advance: 'P1DT2H30M' })).json);
  expect(Date.parse(now) - before).toBeGreaterThanOrEqual(26.5 * 3_600_000);
  expect(Date.parse(now) - before).toBeLessThan(26.5 * 3_600_000 + 10_000);
  const to = new Date(service.clock.now() + 60_000).toISOString().replace('Z', '+00:00');
  expect(Date.parse((await move({ to })).json.now)).toBeGreaterThanOrEqual(Date.parse(to));
  for (const body of [
    { to: '2000-01-01T00:00:00Z' },
    { to: '2999-01-01T00:00:00Z' },
    { advance: 'PT0S' },
    { advance: '-PT1H' },
    { advance: 'P1M' },
    { advance: 'P1Y' },
    { advance: 'P99999999D' },
    { advance: '2h' },
    { advance: 'P' },
    { advance: 'PT' },
    { to: 'tomorrow' },
    { to: '2027-01-01T00:00:00' },
    { advance: 'PT1H', to: '2027-01-01T00:00:00Z' },
    {},
  ]) {
    expect([body, (await move(body)).status]).toEqual([body, 422]);
  }
});

test('its answer comes when every timer due by then has fired, each at its own time', async () => {
  const { order } = await resident.place('0101');
  // Four hours of office time: on a holiday it may be due after a week.
  const [intake] = (await resident.get(`/api/v1/orders/${order.id}`)).json.order.clocks;
  await move({ to: new Date(Date.parse(intake.dueAt) + 1_000).toISOString() });
  const late = (await resident.get(`/api/v1/orders/${order.id}`)).json.order;
  expect(late.state.supervision).toBe('blue');
  expect(late.clocks).toMatchObject([{ name: 'intake', light: 'yellow' }]);
  const { entries, verified } = (await resident.get(`/api/v1/orders/${order.id}/journal`)).json;
  expect(verified).toBe(true);
  expect(entries.map(({ type, actor }: any) => `${type} ${actor.role}`)).toEqual([
    'place resident',
    'intakeHalf clock',
    'intakePressing clock',
    'intakeDue clock',
  ]);
  const lateness = Date.parse(entries[3].at) - Date.parse(late.clocks[0].dueAt);
  expect(lateness).toBeGreaterThanOrEqual(0);
  expect(lateness).toBeLessThan(5_000);
});

test('a reminder of a limit beside the stage’s own is called by that limit, in the journal and on paper', async () => {
  const [secretary, member, supervisor] = [
    await service.as('secretary'),
    await service.as('member'),
    await service.as('supervisor'),
  ];
  const { order } = await resident.place('0101');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  const { clocks } = await member.send(order.id, 'contact');
  const { dueAt } = clocks.find(({ name }: { name: string }) => name === 'feedback');
  await move({ to: new Date(Date.parse(dueAt) + 1_000).toISOString() });
  const { entries } = (await resident.get(`/api/v1/orders/${order.id}/journal`)).json;
  const beside = entries.filter(({ type }: { type: string }) => type === 'asideNext').map(({ title }: any) => title);
  expect(beside.at(-1)).toEqual({ zh: '先期反馈时限已到', en: 'first report: the limit is reached' });
  expect(beside.map(({ zh }: { zh: string }) => zh)).toContain('先期反馈时限将到');
  expect((await supervisor.get(`/api/v1/orders/${order.id}/evidence.html`)).text).toContain('先期反馈时限已到');
});

test('a persona that there is not, or one not yet seeded, is refused', async () => {
  expect((await service.call('POST', '/api/v1/demo/session', { body: { persona: 'mayor' } })).status).toBe(422);
  expect((await service.call('POST', '/api/v1/demo/session', { body: { persona: 'toString' } })).status).toBe(422);
  const empty = await openService({ seed: false });
  const answer = await empty.call('POST', '/api/v1/demo/session', { body: { persona: 'resident' } });
  expect([answer.status, answer.json.detail]).toEqual([404, expect.stringContaining('six-order -- seed')]);
  await empty.seed();
  expect((await empty.call('POST', '/api/v1/demo/session', { body: { persona: 'resident' } })).status).toBe(200);
  await empty.close();
});
