// Evaluating without a session: by a one-time link, by the code on a paper slip; what handlers get to read of it.
import type { OrderId } from '@six-order/engine';
import { isPaperCode, isToken, namedIn, paperCodeOf, tokenOf, type CodeOf } from '@six-order/community/evaluation/token';
import { newId } from '@six-order/cli/new-id';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fits, openService, type Persona } from './service.ts';

const service = await openService({ publicUrl: 'https://orders.example' });
afterAll(service.close);
const [resident, secretary, member, community, publisher] = await Promise.all(
  (['resident', 'secretary', 'member', 'community', 'publisher'] as const).map(service.as),
);

async function finished(): Promise<{ readonly id: OrderId; readonly number: string }> {
  const { order } = await resident!.place('0101');
  await secretary!.send(order.id, 'admit');
  await secretary!.send(order.id, 'dispatch', { to: { kind: 'person', id: member!.person } });
  await member!.send(order.id, 'accept');
  await member!.send(order.id, 'contact');
  await member!.send(order.id, 'finish', { result: '已补好' });
  return order;
}
const linkFor = async (id: string, who = community!) =>
  fits('makeEvaluationLink', 200, (await who.post(`/api/v1/orders/${id}/evaluation-link`, undefined)).json);
const show = (token: string) => service.call('GET', `/api/v1/evaluations/${token}`);
const by = (token: string, body: unknown) => service.call('POST', `/api/v1/evaluations/${token}`, { body });
const good = { solved: 'yes', stars: 5, scores: { response: 5, attitude: 4 } };

describe('by link', () => {
  test('looking changes nothing; evaluating works once', async () => {
    const { id, number } = await finished();
    const { token, url, code } = await linkFor(id);
    expect(url).toBe(`https://orders.example/evaluate#${token}`);
    const revision = (await service.engine.get(id))?.revision;
    for (let look = 0; look < 3; look += 1) {
      const form = fits('showEvaluation', 200, (await show(token)).json);
      expect(form).toMatchObject({ number, category: { code: '0101' } });
      expect(JSON.stringify(form)).not.toContain('厨房天花板漏水');
    }
    expect((await service.engine.get(id))?.revision).toBe(revision);
    expect(fits('evaluateByToken', 200, (await by(token, good)).json)).toEqual({ state: 'evaluated' });
    for (const answer of [await by(token, good), await show(token)]) expect(answer.status).toBe(410);
    expect((await service.call('POST', '/api/v1/evaluations', { body: { number, code, ...good } })).status).toBe(404);
    const { evaluations } = (await resident!.get(`/api/v1/orders/${id}`)).json.order;
    expect(evaluations).toMatchObject([{ ...good, byToken: true, handedOut: true }]);
  });

  test('what is evaluated by a link that staff handed out says so and falls into the sample; by the resident’s own it does not', async () => {
    const evaluated = async (who: Persona) => {
      const { id } = await finished();
      const { token } = await linkFor(id, who);
      expect((await by(token, { solved: 'yes', stars: 4 })).status).toBe(200);
      const { rows } = await service.db.query<{ sampled: boolean }>(
        `select entry::jsonb->'facts' ? 'sampled' as sampled from journal where order_id = $1 and entry::jsonb->>'type' = 'evaluate'`,
        [id],
      );
      const rounds = (await service.engine.get(id))?.snapshot.context['rounds'] as { handedOutBy?: string }[] | undefined;
      return { drawn: rows[0]?.sampled, handedOutBy: rounds?.[0]?.handedOutBy };
    };
    const { id: post } = (await community!.get('/api/v1/me')).json.post;
    expect(await evaluated(community!)).toEqual({ drawn: true, handedOutBy: post });
    expect(await evaluated(resident!)).toEqual({ drawn: false, handedOutBy: undefined });
    // Nobody makes the one of the other.
    const { id } = await finished();
    const { token } = await linkFor(id);
    const bytes = Buffer.from(token, 'base64url');
    const disowned = Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(16), bytes.subarray(32)]).toString('base64url');
    expect((await by(disowned, good)).status).toBe(404);
  });

  test('of an order written down for somebody without an account its writer hands link and slip out in his post, and has none of his own', async () => {
    const head = await service.as('household-head');
    const { id: post } = (await head.get('/api/v1/me')).json.post;
    const placed = async (who: Persona) => (await who.place('0101', { source: 'proxy', consentHow: 'in-person' })).order;
    const done = async (order: OrderId, accept: () => Promise<unknown>) => {
      await secretary!.send(order, 'admit');
      await secretary!.send(order, 'dispatch', { to: { kind: 'person', id: member!.person } });
      await accept();
      await member!.send(order, 'contact');
      await member!.send(order, 'finish', { result: '已补好' });
    };
    // From an address of their own: their tries do not count for another's.
    const put = (path: string, body: object) =>
      service.call('POST', path, { body, headers: { 'x-forwarded-for': '192.0.2.44' } });
    const ways = {
      link: async ({ id }: { id: OrderId }) => put(`/api/v1/evaluations/${(await linkFor(id, head)).token}`, good),
      slip: async ({ id, number }: { id: OrderId; number: string }) =>
        put('/api/v1/evaluations', { number, code: (await linkFor(id, head)).code, ...good }),
      // As it was made for him before.
      'link of his own': async ({ id }: { id: OrderId }) => {
        const { rounds, finishedAt } = ((await service.engine.get(id))?.snapshot.context ?? {}) as any;
        return put(
          `/api/v1/evaluations/${tokenOf(service.keyring.digest, { order: id, round: rounds.length, finishedAt }, null)}`,
          good,
        );
      },
    };
    for (const evaluates of Object.values(ways)) {
      const order = await placed(head);
      await done(order.id, () => member!.send(order.id, 'accept'));
      expect((await evaluates(order)).status).toBe(200);
      const context = (await service.engine.get(order.id))?.snapshot.context;
      expect(context?.['rounds']).toMatchObject([{ by: null, byToken: true, handedOutBy: post }]);
      const { rows } = await service.db.query(
        `select entry::jsonb->'facts' ? 'sampled' as drawn from journal where order_id = $1 and entry::jsonb->>'type' = 'evaluate'`,
        [order.id],
      );
      expect(rows).toEqual([{ drawn: true }]);
    }
    // Who wrote down what was done, too, hands out none.
    const window = await service.as('window');
    const recorded = await placed(window);
    await done(recorded.id, () => window.send(recorded.id, 'record', { act: 'acceptance' }));
    expect((await window.post(`/api/v1/orders/${recorded.id}/evaluation-link`, undefined)).status).toBe(403);
  });

  test('whoever dispatched it, wrote down what was done, or found it hands out none', async () => {
    const { order } = await resident!.place('0101');
    await secretary!.send(order.id, 'admit');
    await secretary!.send(order.id, 'dispatch', { to: { kind: 'person', id: member!.person } });
    await community!.send(order.id, 'record', { act: 'acceptance' });
    await member!.send(order.id, 'contact');
    await member!.send(order.id, 'finish', { result: '已补好' });
    for (const who of [secretary!, community!])
      expect((await who.post(`/api/v1/orders/${order.id}/evaluation-link`, undefined)).status).toBe(403);
    expect((await secretary!.get(`/api/v1/orders/${order.id}/evaluation.html`)).status).toBe(403);
    const grid = await service.as('grid-worker');
    const found = (await grid.place('0101', { source: 'patrol' })).order;
    await secretary!.send(found.id, 'admit');
    await secretary!.send(found.id, 'dispatch', { to: { kind: 'person', id: member!.person } });
    await member!.send(found.id, 'accept');
    await member!.send(found.id, 'contact');
    await member!.send(found.id, 'finish', { result: '已补好' });
    expect((await grid.post(`/api/v1/orders/${found.id}/evaluation-link`, undefined)).status).toBe(403);
    // Whoever it concerns may be asked by somebody else.
    expect((await by((await linkFor(found.id)).token, good)).json).toEqual({ state: 'evaluated' });
  });

  test('of two at once one evaluates, and a note in between does no harm', async () => {
    const { id } = await finished();
    const { token } = await linkFor(id);
    const answers = await Promise.all([by(token, good), by(token, { solved: 'yes', stars: 4 }), by(token, good)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
    expect((await service.engine.get(id))?.snapshot.context['rounds']).toHaveLength(1);
  });

  test('each round has a token of its own; a bad evaluation starts the work again', async () => {
    const { id } = await finished();
    const first = await linkFor(id);
    expect((await by(first.token, { solved: 'no', stars: 1, comment: '还在漏' })).json).toEqual({ state: 'reworking' });
    expect((await secretary!.post(`/api/v1/orders/${id}/evaluation-link`, undefined)).status).toBe(409);
    await member!.send(id, 'finish', { result: '再补' });
    const second = await linkFor(id);
    expect(second.token).not.toBe(first.token);
    expect((await by(first.token, good)).status).toBe(404);
    expect((await by(second.token, good)).status).toBe(200);
  });

  test('it ends with the window: unanswered is unanswered', async () => {
    const { id } = await finished();
    const { token, until } = await linkFor(id);
    const resumed = (await service.as('admin')).token;
    const { status } = await service.call('POST', '/api/v1/demo/clock', { token: resumed, body: { to: until } });
    expect(status).toBe(200);
    expect((await by(token, good)).status).toBe(410);
    expect((await service.engine.get(id))?.face.stage).toBe('unanswered');
  });

  test('who handled it gets none; who made one is in the access log', async () => {
    const { id } = await finished();
    expect((await member!.post(`/api/v1/orders/${id}/evaluation-link`, undefined)).status).toBe(403);
    expect((await publisher!.post(`/api/v1/orders/${id}/evaluation-link`, undefined)).status).toBe(404);
    await linkFor(id, community!);
    const { rows } = await service.db.query('select person from access_log where order_id = $1 and field = $2', [
      id,
      'evaluation-token',
    ]);
    expect(rows).toEqual([{ person: community!.person }]);
  });
});

describe('by paper', () => {
  test('the slip holds number, code and QR; what is typed is forgiven its case and blanks', async () => {
    const { id, number } = await finished();
    const { code, token } = await linkFor(id);
    const slip = await community!.get(`/api/v1/orders/${id}/evaluation.html`);
    expect(slip.text).toContain(number);
    expect(slip.text).toContain(`${code.slice(0, 4)}-${code.slice(4)}`);
    expect(slip.text).toContain('<svg');
    expect(slip.text).not.toContain(token);
    const typed = ` ${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`;
    const paper = (body: object) => service.call('POST', '/api/v1/evaluations', { body });
    expect((await paper({ number, code: 'AAAAAAAA', ...good })).status).toBe(404);
    expect((await paper({ number: `${number} `, code: typed, ...good, stars: 3 })).json).toEqual({ state: 'evaluated' });
    const read = async (of: string) => (await resident!.get(`/api/v1/orders/${of}`)).json.order.evaluations;
    expect(await read(id)).toMatchObject([{ stars: 3, byToken: true, handedOut: true }]);
    service.pass(60_000);
    const own = await finished();
    const { code: ownCode } = await linkFor(own.id, resident!);
    expect((await paper({ number: own.number, code: ownCode, ...good })).status).toBe(200);
    expect((await read(own.id))[0]).not.toHaveProperty('handedOut');
  });

  test('wrong codes are counted against a number', async () => {
    const { number } = await finished();
    const statuses = [];
    for (let n = 0; n < 30; n += 1) {
      service.pass(4_000);
      statuses.push((await service.call('POST', '/api/v1/evaluations', { body: { number, code: 'ZZZZZZZZ', ...good } })).status);
    }
    expect(statuses[0]).toBe(404);
    expect(statuses.at(-1)).toBe(429);
  });
});

test('handlers read what was not solved, and no star; the journal tells them none either', async () => {
  const { id } = await finished();
  await resident!.send(id, 'evaluate', { solved: 'no', stars: 2, comment: '没修好' });
  const read = async (who: typeof resident) => (await who!.get(`/api/v1/orders/${id}`)).json.order.evaluations;
  expect(await read(member)).toEqual([{ at: expect.any(String), solved: 'no', comment: '没修好' }]);
  expect(await read(secretary)).toMatchObject([{ stars: 2 }]);
  await member!.send(id, 'finish', { result: '再修' });
  await resident!.send(id, 'evaluate', { solved: 'yes', stars: 4 });
  expect(await read(member)).toHaveLength(1);
  const journal = (await member!.get(`/api/v1/orders/${id}/journal`)).json.entries;
  expect(
    journal.filter(({ type }: { type: string }) => type === 'evaluate').map(({ input }: { input: object }) => input),
  ).toEqual([{}, {}]);
});

test.each([
  ['short', 404],
  ['A'.repeat(59), 404],
  ['%00'.repeat(59), 404],
])('a token that is none: %s', async (token, status) => {
  expect((await show(token)).status).toBe(status);
  expect((await by(token, good)).status).toBe(status);
});

test('what is no evaluation is a 422 that says where', async () => {
  const { id } = await finished();
  const { token } = await linkFor(id);
  for (const [body, path] of [
    [{ solved: 'maybe', stars: 5 }, 'solved'],
    [{ solved: 'yes', stars: 6 }, 'stars'],
    [{ solved: 'yes', stars: 5, scores: { speed: 1 } }, 'scores'],
  ] as const) {
    const answer = await by(token, body);
    expect([answer.status, answer.json.errors[0].path]).toEqual([422, path]);
  }
  expect((await by(token, good)).status).toBe(200);
});

test('a token is of one round and of no other', () => {
  const key = service.keyring.digest;
  const round = fc.record({ order: fc.constantFrom(newId(), newId()), round: fc.nat(2), finishedAt: fc.nat(2) });
  const code = fc.constantFrom<CodeOf>('resident', 'staff');
  fc.assert(
    fc.property(round, round, fc.constantFrom(null, newId()), code, code, (one, other, handedOutBy, of, said) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      const token = tokenOf(key, one, handedOutBy);
      expect(namedIn(token)).toEqual({ order: one.order, handedOutBy });
      expect(isToken(key, other, token) && one.order === other.order).toBe(same);
      expect(isPaperCode(key, other, said, paperCodeOf(key, one, of))).toBe(same && of === said);
    }),
  );
});
