// Separations of domain research 3.1, over HTTP: what nobody may do to an order whatever posts he holds, and who must not see what.
import { newId } from '@six-order/cli/new-id';
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { putPosts } from '@six-order/community/people/people-store';
import type { Role } from '@six-order/community/people/role';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openService, type Answer, type Persona, type Service } from '../api/service.ts';
import { operationsOf } from './crawl.ts';

let service: Service;
let cast: Record<PersonaName, Persona>;
beforeAll(async () => {
  service = await openService();
  cast = Object.fromEntries(
    await Promise.all(personaNames.map(async (name) => [name, await service.as(name)] as const)),
  ) as Record<PersonaName, Persona>;
});
afterAll(() => service.close());

/** The same person in another post. */
async function also(
  persona: PersonaName,
  role: Role,
  at: string,
): Promise<(order: string, type: string, input?: object) => Promise<Answer>> {
  const { person } = personas[persona];
  const unit = service.directory.unitByCode('522326', at)?.id as string;
  const post = newId();
  await putPosts(service.tables, [{ id: post, tenant: '522326', person, role, unit, validFrom: 0, validTo: null }]);
  await service.directory.refresh();
  const payload = Buffer.from(JSON.stringify({ person, post, exp: Date.now() + 3_600_000 })).toString('base64url');
  const token = `${payload}.${Buffer.from(service.keyring.digest('session', payload)).toString('base64url')}`;
  return (order, type, input = {}) => service.call('POST', `/api/v1/orders/${order}/commands`, { token, body: { type, input } });
}

const to = (persona: PersonaName) => ({ to: { kind: 'person', id: personas[persona].person } });

/** Placed by the resident, with consent, and worked on to its end by the member. */
async function finished(): Promise<string> {
  const { order } = await cast.resident.place('0101', { publishConsent: true });
  await cast.secretary.send(order.id, 'admit');
  await cast.secretary.send(order.id, 'dispatch', to('member'));
  for (const [type, input] of [['accept'], ['contact'], ['finish', { result: '已修好' }]] as const)
    await cast.member.send(order.id, type, input);
  return order.id;
}

const refused = ({ status, json }: Answer) => [status, JSON.stringify(json.rule ?? json.detail ?? json.title)];
const proposal = { title: '厨房漏水', text: '厨房天花板漏水，已修好。' };

describe('who handles, who publishes and who calls back are three', () => {
  test('the handler neither proposes, publishes nor sets aside what he did, in a publisher’s post', async () => {
    const order = await finished();
    const asPublisher = await also('member', 'publisher', demoCommunity);
    expect((await asPublisher(order, 'propose', proposal)).status).toBe(409);
    await cast.publisher.send(order, 'propose', proposal);
    for (const type of ['publish', 'skipPublication'])
      expect([type, (await asPublisher(order, type)).status]).toEqual([type, 409]);
    await cast.publisher.send(order, 'publish');
  });

  test('the handler does not call back about what he did, in whatever post', async () => {
    const order = await finished();
    for (const role of ['community', 'supervisor', 'representative'] as const) {
      const call = await also('member', role, demoCommunity);
      expect([role, (await call(order, 'callback', { outcome: 'confirmed' })).status]).toEqual([role, 409]);
    }
    await cast.community.send(order, 'callback', { outcome: 'confirmed' });
  });

  test('whoever published does not call back, and whoever called back does not publish', async () => {
    const [published, called] = [await finished(), await finished()];
    await cast.publisher.send(published, 'propose', proposal);
    await cast.publisher.send(published, 'publish');
    const publisherCalls = await also('publisher', 'community', demoCommunity);
    expect((await publisherCalls(published, 'callback', { outcome: 'confirmed' })).status).toBe(409);

    await cast.community.send(called, 'callback', { outcome: 'confirmed' });
    const callerPublishes = await also('community', 'publisher', demoCommunity);
    await cast.publisher.send(called, 'propose', proposal);
    const answer = await callerPublishes(called, 'publish');
    expect(refused(answer)).toEqual([409, expect.stringContaining('回访')]);
    await cast.publisher.send(called, 'publish');
  });

  test('whoever publishes what another wrote names the draft that he looked at, and publishes no other', async () => {
    const order = await finished();
    await cast.publisher.send(order, 'propose', proposal);
    const second = await also('opinion-aide', 'publisher', demoCommunity);
    const refusal = async (input: object) => refused(await second(order, 'publish', input));
    expect(await refusal({})).toEqual([409, expect.stringContaining('哪一稿')]);
    const draftOf = async () => (await cast.publisher.get(`/api/v1/orders/${order}`)).json.order.proposal.draft as string;
    const looked = await draftOf();
    await cast.publisher.send(order, 'propose', { ...proposal, text: '厨房天花板漏水，两天修好。' });
    expect(await refusal({ proposal: looked })).toEqual([409, expect.stringContaining('改动过')]);
    expect((await second(order, 'publish', { proposal: 'no name' })).status).toBe(422);
    expect((await second(order, 'publish', { proposal: await draftOf() })).status).toBe(200);
  });

  test('who did the work does not say whether a bad evaluation of it counts', async () => {
    const order = await finished();
    await cast.resident.send(order, 'evaluate', { solved: 'no', stars: 1, comment: '还在漏水' });
    const review = await also('member', 'supervisor', demoStreet);
    expect((await review(order, 'reviewEvaluation', { counts: false, reason: '已修好' })).status).toBe(409);
    await cast.supervisor.send(order, 'reviewEvaluation', { counts: true, reason: '属实' });
  });
});

describe('complaints about staff', () => {
  test('are not dispatched by a person to himself', async () => {
    const { order } = await cast.resident.place('1101');
    await cast.street.send(order.id, 'admit');
    await also('street', 'member', demoGrid);
    const answer = await cast.street.post(`/api/v1/orders/${order.id}/commands`, { type: 'dispatch', input: to('street') });
    expect([answer.status, answer.text]).toEqual([expect.toBeOneOf([409, 422]), expect.stringMatching(/自己|回避/)]);
  });

  test('are not there for the unit concerned: no page, desk, journal, search or stream names them', async () => {
    const { order: complaint } = await cast.resident.place('1101');
    const operations = operationsOf((await service.call('GET', '/openapi.json')).json).filter(
      ({ method, path, id, packed }) =>
        method === 'GET' && !packed && id !== 'streamEvents' && (!path.includes('{') || path.startsWith('/api/v1/orders/{id}')),
    );
    expect(operations.length).toBeGreaterThan(15);
    const blind: readonly (readonly [PersonaName, readonly string[]])[] = [
      ['secretary', [complaint.id]],
      ['community', [complaint.id]],
      ['grid-worker', [complaint.id]],
      ['supervisor', [complaint.id]],
    ];
    for (const [persona, hidden] of blind) {
      for (const id of hidden) {
        for (const operation of operations) {
          const answer = await cast[persona].get(operation.path.replaceAll(/\{\w+\}/g, id));
          if (operation.path.includes('{')) expect([persona, operation.id, answer.status]).toEqual([persona, operation.id, 404]);
          else expect([persona, operation.id, answer.text.includes(id)]).toEqual([persona, operation.id, false]);
        }
      }
    }
    expect((await cast.street.get(`/api/v1/orders/${complaint.id}`)).status).toBe(200);
  }, 90_000);
});

test('administrators, archives officers and data protection officers see no order: none by its id, none on any desk', async () => {
  const order = await finished();
  const desks: readonly string[] = operationsOf((await service.call('GET', '/openapi.json')).json)
    .find(({ id }) => id === 'listOrders')!
    .query.find(({ name }) => name === 'desk')!.schema.enum;
  expect(desks.length).toBeGreaterThan(10);
  for (const persona of ['admin', 'archives', 'dpo'] as const) {
    for (const path of ['', '/journal', '/candidates'])
      expect([persona, (await cast[persona].get(`/api/v1/orders/${order}${path}`)).status]).toEqual([persona, 404]);
    for (const desk of desks) {
      const { json } = await cast[persona].get(`/api/v1/orders?desk=${desk}`);
      expect([persona, desk, json.orders]).toEqual([persona, desk, []]);
    }
  }
});

test('a household-group head reads what he entered for a household and no word that others said; of an order about him nothing', async () => {
  const head = cast['household-head'];
  const entered = await head.post('/api/v1/orders', {
    category: '0101',
    text: '代张家报修',
    unit: demoGrid,
    onBehalfOf: personas.resident.person,
    consentHow: 'in-person',
  });
  expect([entered.status, entered.text]).toEqual([201, expect.any(String)]);
  const { id } = entered.json.order;
  await cast.secretary.send(id, 'note', { text: '电话13800001111，说是楼上王家' });
  const seen = (await head.get(`/api/v1/orders/${id}`)).json.order;
  expect(seen.text).toBe('代张家报修');
  expect(seen.state.handling).toBeTypeOf('string');
  expect(JSON.stringify(seen)).not.toMatch(/13800001111|王家/);
  const { order: about } = await cast.resident.place('0101', { text: '联户长罗某占用楼道' });
  expect((await head.get(`/api/v1/orders/${about.id}`)).status).toBe(404);
});

test('figures rank nobody: no statistic, board or feed names a person who works, nor counts for one', async () => {
  await finished();
  const open = operationsOf((await service.call('GET', '/openapi.json')).json).filter(
    ({ method, path, id }) => method === 'GET' && !path.includes('{') && /public|statistics|metrics|figures/i.test(path + id),
  );
  expect(open.length).toBeGreaterThan(3);
  for (const who of [undefined, cast.member.token, cast.leader.token, cast.supervisor.token]) {
    for (const { path, id } of open) {
      const { text } = await service.call('GET', path, { ...(who !== undefined && { token: who }) });
      for (const name of personaNames)
        expect([id, name, text.includes(personas[name].person) || text.includes(personas[name].name)]).toEqual([id, name, false]);
    }
  }
});
