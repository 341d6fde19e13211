// Evaluating by number and query code: whoever holds the receipt, where nobody who had a part in the work knew the code.
import { stationSaid } from '@six-order/api/station-said';
import * as zh from '@six-order/api/order-words-zh';
import type { OrderId } from '@six-order/engine';
import { afterAll, expect, test } from 'vitest';
import { fits, openService, type Persona } from './service.ts';

const service = await openService();
afterAll(service.close);
const [resident, secretary, member, community, head, window] = await Promise.all(
  (['resident', 'secretary', 'member', 'community', 'household-head', 'window'] as const).map(service.as),
);

interface Receipt {
  readonly number: string;
  readonly code: string;
}
/** Each call from an address of its own: one's tries do not count for another's. */
let last = 0;
const from = () => ({ 'x-forwarded-for': `192.0.2.${(last += 1)}` });
const look = (receipt: Receipt, token?: string) =>
  service.call('POST', '/api/v1/follow', { body: receipt, headers: from(), ...(token && { token }) });
const by = (receipt: Receipt, finishedAt: string, said: object, token?: string) =>
  service.call('POST', '/api/v1/follow/evaluation', {
    body: { ...receipt, finishedAt, ...said },
    headers: from(),
    ...(token && { token }),
  });
const good = { solved: 'yes', stars: 5, comment: '当天就修好了' };

async function done(id: OrderId): Promise<void> {
  await secretary!.send(id, 'admit');
  await secretary!.send(id, 'dispatch', { to: { kind: 'person', id: member!.person } });
  await member!.send(id, 'accept');
  await member!.send(id, 'contact');
  await member!.send(id, 'finish', { result: '已补好' });
}
const waiting = async (receipt: Receipt, token?: string) =>
  fits('followOrder', 200, (await look(receipt, token)).json).evaluation;
const rounds = async (id: OrderId) =>
  (await service.engine.get(id))?.snapshot.context['rounds'] as readonly Readonly<Record<string, unknown>>[];
/** Written down for somebody who has no account: the code goes to whoever wrote it down, to be handed on. */
const writtenDown = async (who: Persona, more: object = {}) => {
  const { order, queryCode } = await who.place('0101', { source: 'proxy', consentHow: 'in-person', ...more });
  return { order, receipt: { number: order.number, code: queryCode } };
};

test('what was written down for somebody without an account he evaluates by his receipt, once; the journal and the order say so', async () => {
  const { order, receipt } = await writtenDown(head!);
  expect(await waiting(receipt)).toBeNull();
  await done(order.id);
  const { finishedAt, until, closed } = await waiting(receipt);
  expect(Date.parse(until)).toBeGreaterThan(Date.parse(finishedAt));
  expect(closed).toBeNull();
  const { order: after, evaluation } = fits('evaluateByCode', 200, (await by(receipt, finishedAt, good)).json);
  expect(after).toMatchObject({ state: { handling: 'evaluated' }, allowed: [], evaluations: [{ ...good, byCode: true }] });
  expect(evaluation).toBeNull();
  // The code went through the household head's hands: as of a slip that staff handed out, one in ten is called about.
  const { id: post } = (await head!.get('/api/v1/me')).json.post;
  expect(await rounds(order.id)).toMatchObject([{ by: null, byToken: true, byCode: true, handedOutBy: post }]);
  const { entries, verified } = (await community!.get(`/api/v1/orders/${order.id}/journal`)).json;
  expect(verified).toBe(true);
  expect(entries.find(({ type }: { type: string }) => type === 'evaluate')).toMatchObject({
    title: { zh: '评单（凭查询码）', en: 'Evaluate (by query code)' },
    actor: { role: 'system', name: null },
  });
  const { rows } = await service.db.query<{ drawn: boolean }>(
    `select entry::jsonb->'facts' ? 'sampled' as drawn from journal where order_id = $1 and entry::jsonb->>'type' = 'evaluate'`,
    [order.id],
  );
  expect(rows).toEqual([{ drawn: true }]);
  expect((await by(receipt, finishedAt, good)).status).toBe(409);
  expect(await rounds(order.id)).toHaveLength(1);
});

/** Whom it tells that it was evaluated by the code. */
const told = async (id: OrderId) => {
  const { rows } = await service.db.query<{ params: string }>('select params from outbox where order_id = $1 order by seq', [id]);
  const notices = rows.map(({ params }) => JSON.parse(params) as { readonly template?: string; readonly to: unknown });
  return notices.flatMap(({ template, to }) => (template === 'order-evaluated-by-code' ? [to] : []));
};

test('of one’s own order nobody handed the receipt out, its resident hears of it, and changes signed in what was said by it', async () => {
  const { order, queryCode: code } = await resident!.place('0101');
  const receipt = { number: order.number, code };
  await done(order.id);
  const { finishedAt } = await waiting(receipt);
  expect((await by(receipt, finishedAt, { solved: 'yes', stars: 4 })).status).toBe(200);
  expect((await rounds(order.id))[0]).not.toHaveProperty('handedOutBy');
  expect(await told(order.id)).toEqual([[resident!.person]]);
  // Signed in, it may be changed within seven days.
  expect((await resident!.send(order.id, 'evaluate', { solved: 'no', stars: 1 })).status ?? 200).toBe(200);
  expect(await rounds(order.id)).toMatchObject([{ solved: 'no', by: resident!.person }]);
  expect(await told(order.id)).toHaveLength(1);
});

test('a bad one starts the work again, and the round before opens nothing any more', async () => {
  const { order, receipt } = await writtenDown(head!);
  await done(order.id);
  const first = await waiting(receipt);
  const { order: after } = fits('evaluateByCode', 200, (await by(receipt, first.finishedAt, { solved: 'no', stars: 1 })).json);
  expect(after.state.handling).toBe('reworking');
  expect(await waiting(receipt)).toBeNull();
  expect((await by(receipt, first.finishedAt, good)).status).toBe(409);
  service.pass(60_000);
  await member!.send(order.id, 'finish', { result: '再补' });
  expect((await by(receipt, first.finishedAt, good)).status).toBe(409);
  expect((await by(receipt, (await waiting(receipt)).finishedAt, good)).status).toBe(200);
});

test('what a bad one sent round again, by nobody who is known, was not found to be undone; what was found is told as that', async () => {
  const { order, receipt } = await writtenDown(head!);
  await done(order.id);
  const station = async () => {
    const { stations } = fits('followOrder', 200, (await look(receipt)).json).order;
    const said = stationSaid(stations.at(-1), { handling: 'reworking', said: '', publishConsent: false, viewer: 'resident' }, zh);
    return [stations.at(-1).station, stations.at(-1).status, said];
  };
  await by(receipt, (await waiting(receipt)).finishedAt, { solved: 'no', stars: 1 });
  expect(await station()).toEqual(['evaluate', 'returned', '您不满意，正在重办']);
  service.pass(60_000);
  await member!.send(order.id, 'finish', { result: '再补' });
  service.pass(60_000);
  await (await service.as('supervisor')).send(order.id, 'declareFalse', { reason: '现场没有补' });
  expect(await station()).toEqual(['evaluate', 'returned', '查实没有办好，正在重办']);
});

test('who knew the code and had a part in the work opens no way to a good word about it', async () => {
  // The secretary wrote it down for a neighbour, has the code, and answered it on the spot.
  const { order, receipt } = await writtenDown(secretary!);
  await secretary!.send(order.id, 'settle', { result: '当场答复' });
  const { finishedAt, closed } = await waiting(receipt);
  expect(closed.zh).toContain('查询码经过了经办人的手');
  // Only ways that there are: neither 12345 nor a window that did not place it writes a word down.
  expect(closed.zh).toContain('没有账号的，请告诉社区');
  expect(closed.zh).not.toMatch(/12345|窗口/);
  const refused = await by(receipt, finishedAt, good);
  expect(refused.status).toBe(403);
  expect(refused.json.detail).toBe(closed.zh);
  expect(await rounds(order.id)).toEqual([]);
  // The same of a window that printed the receipt and wrote down what was done.
  const said = { onBehalfOf: resident!.person, consentHow: 'in-person' };
  const placed = (await window!.place('0101', said)).order;
  const { text } = await window!.get(`/api/v1/orders/${placed.id}/receipt.html`);
  const code = /[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(text)?.[0] ?? '';
  await secretary!.send(placed.id, 'admit');
  await secretary!.send(placed.id, 'dispatch', { to: { kind: 'person', id: member!.person } });
  await window!.send(placed.id, 'record', { act: 'acceptance' });
  await member!.send(placed.id, 'contact');
  await member!.send(placed.id, 'finish', { result: '已补好' });
  expect((await waiting({ number: placed.number, code })).closed).not.toBeNull();
});

test('whoever handled it evaluates by no receipt, nor does anybody signed in in a post', async () => {
  const { order, receipt } = await writtenDown(head!);
  await done(order.id);
  const { finishedAt } = await waiting(receipt);
  for (const { token } of [member!, community!, head!]) {
    expect((await waiting(receipt, token)).closed.zh).toContain('以工作身份登录');
    expect((await by(receipt, finishedAt, good, token)).status).toBe(403);
  }
  // A neighbour's telephone will do.
  expect((await by(receipt, finishedAt, good, (await service.as('resident-2')).token)).status).toBe(200);
});

test('a wrong code is as wrong here as where it is looked up, and counts with the tries there', async () => {
  const { order, receipt } = await writtenDown(head!);
  await done(order.id);
  const { finishedAt } = await waiting(receipt);
  const wrong = { ...receipt, code: 'AAAAAAAAAA' };
  const [one, other] = [await look(wrong), await by(wrong, finishedAt, good)];
  expect([one.status, other.status]).toEqual([404, 404]);
  expect(other.json.detail).toBe(one.json.detail);
  for (let n = 0; n < 9; n += 1) for (const ask of [() => look(wrong), () => by(wrong, finishedAt, good)]) await ask();
  expect((await by(wrong, finishedAt, good)).status).toBe(429);
  expect((await look(wrong)).status).toBe(429);
  expect((await by(receipt, finishedAt, good)).status).toBe(200);
});

test('of two at once one evaluates', async () => {
  const { order, receipt } = await writtenDown(head!);
  await done(order.id);
  const { finishedAt } = await waiting(receipt);
  const answers = await Promise.all([good, { solved: 'yes', stars: 4 }, good].map((said) => by(receipt, finishedAt, said)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  expect(await rounds(order.id)).toHaveLength(1);
});

test('whoever wrote it down for somebody without an account never evaluates as if he were the resident: he writes down what that one said', async () => {
  const { order } = await writtenDown(head!);
  await done(order.id);
  const types = async (who: Persona) =>
    (await who.get(`/api/v1/orders/${order.id}`)).json.order.allowed.map(({ type }: { type: string }) => type);
  expect(await types(head!)).toContain('transcribe');
  expect(await types(head!)).not.toContain('evaluate');
  const path = `/api/v1/orders/${order.id}/commands`;
  const refused = await head!.post(path, { type: 'evaluate', input: { solved: 'yes', stars: 5 } });
  expect(refused.status).toBe(403);
  expect(refused.json.detail).toMatch(/“代录评价”.*查询码.*proxy-transcribes/);
  expect((await service.engine.get(order.id))?.snapshot.context['rounds']).toEqual([]);
  const written = await head!.post(path, { type: 'transcribe', input: { solved: 'yes', stars: 4, how: 'proxy' } });
  expect(written.status).toBe(200);
  expect(written.json.order.state.handling).toBe('evaluated');
  const { order: seen } = (await community!.get(`/api/v1/orders/${order.id}`)).json;
  expect(seen.evaluations).toMatchObject([{ stars: 4, transcribed: 'proxy' }]);
  expect(await rounds(order.id)).toMatchObject([{ transcribed: 'proxy', by: head!.person }]);
  // One in ten of those is called about.
  const { rows } = await service.db.query<{ drawn: boolean }>(
    `select entry::jsonb->'facts' ? 'sampled' as drawn from journal where order_id = $1 and entry::jsonb->>'type' = 'transcribe'`,
    [order.id],
  );
  expect(rows).toEqual([{ drawn: true }]);
  // Changing it is writing it down anew.
  expect(await types(head!)).toContain('transcribe');
  expect(await types(head!)).not.toContain('evaluate');
  expect(await types(community!)).not.toContain('transcribe');
});

test('what the resident said by his receipt its writer makes no better: he writes down that it was not done, or nothing', async () => {
  const { order, receipt } = await writtenDown(head!);
  await done(order.id);
  expect((await by(receipt, (await waiting(receipt)).finishedAt, { solved: 'partly', stars: 3 })).status).toBe(200);
  const path = `/api/v1/orders/${order.id}/commands`;
  const better = await head!.post(path, { type: 'transcribe', input: { solved: 'yes', stars: 5, how: 'proxy' } });
  expect(better.status).toBe(409);
  expect(better.json.detail).toContain('代录只能改为没有办好');
  expect(await rounds(order.id)).toMatchObject([{ stars: 3, byCode: true }]);
  const worse = await head!.post(path, { type: 'transcribe', input: { solved: 'no', stars: 1, how: 'telephone' } });
  expect(worse.json.order.state.handling).toBe('reworking');
  expect(await rounds(order.id)).toMatchObject([{ solved: 'no', transcribed: 'telephone' }]);
});

test('who places his own matter in a post says so, and evaluates it himself; nobody answers his own on the spot', async () => {
  const types = async (who: Persona, id: string) =>
    (await who.get(`/api/v1/orders/${id}`)).json.order.allowed.map(({ type }: { type: string }) => type);
  // Said as that, with his own consent; or by naming himself as whose it is, however it came to him.
  const ways = [
    { source: 'resident', publishConsent: true },
    { onBehalfOf: head!.person },
    { onBehalfOf: head!.person, source: 'proxy', consentHow: 'in-person' },
  ];
  for (const more of ways) {
    const { order } = await head!.place('0101', more);
    await done(order.id);
    expect(await types(head!, order.id)).toContain('evaluate');
    expect(await types(head!, order.id)).not.toContain('transcribe');
    // Nor is it his who takes it in and sends it on: as of any resident’s, another may write down what he says.
    expect(await types(community!, order.id)).toContain('transcribe');
    await head!.send(order.id, 'evaluate', { solved: 'partly', stars: 3 });
    const [round] = await rounds(order.id);
    expect(round).toMatchObject({ solved: 'partly', stars: 3, by: head!.person });
    expect(round).not.toHaveProperty('transcribed');
  }
  const own = await secretary!.place('0101', { source: 'resident' });
  expect(await types(secretary!, own.order.id)).toEqual(expect.not.arrayContaining(['admit', 'settle']));
  // Nor does he say who works on it, or write down what was done: the community does, and he evaluates it as any resident.
  const keptOut = async () => {
    const held = await types(secretary!, own.order.id);
    return ['merge', 'dispatch', 'accept', 'record', 'transfer', 'involve'].every((type) => !held.includes(type));
  };
  // What he cannot decide waits for others, on their desks.
  const stands = async (desk: string) =>
    Promise.all(
      [secretary!, community!].map(async (who) => {
        const { orders } = (await who.get(`/api/v1/orders?desk=${desk}&limit=200`)).json;
        return orders.some(({ id }: { id: string }) => id === own.order.id);
      }),
    );
  expect(await stands('intake')).toEqual([false, true]);
  await community!.send(own.order.id, 'admit');
  expect(await keptOut()).toBe(true);
  expect(await stands('dispatch')).toEqual([false, true]);
  expect(await stands('requests')).toEqual([true, false]);
  const to = { to: { kind: 'person', id: member!.person } };
  const send = (type: string, input: object) => secretary!.post(`/api/v1/orders/${own.order.id}/commands`, { type, input });
  const said = expect.stringContaining('本人的单须回避，由他人办理');
  const sent = await send('dispatch', to);
  expect([sent.status, sent.json.detail]).toEqual([403, said]);
  // Nor does he take it on where it comes to his own unit: another there does.
  const unit = service.directory.unitByCode('522326', '522326004002')!.id;
  await community!.send(own.order.id, 'dispatch', { to: { kind: 'unit', id: unit } });
  const taken = await send('accept', {});
  expect([taken.status, taken.json.detail]).toEqual([403, said]);
  expect(await keptOut()).toBe(true);
  expect(await types(community!, own.order.id)).toContain('accept');
  await community!.send(own.order.id, 'dispatch', to);
  expect(await keptOut()).toBe(true);
  expect(await types(community!, own.order.id)).toContain('record');
  const noted = await send('record', { act: 'acceptance' });
  expect([noted.status, noted.json.detail]).toEqual([403, said]);
  await member!.send(own.order.id, 'accept');
  expect(await keptOut()).toBe(true);
  expect(await types(community!, own.order.id)).toContain('transfer');
  const handed = await send('transfer', { ...to, reason: '让他办' });
  expect([handed.status, handed.json.detail]).toEqual([403, said]);
  // It turns into danger, and nobody else is there: he says so, and not that it is over.
  await secretary!.send(own.order.id, 'changeUrgency', { to: 'U1', reason: '水已漫到电箱' });
  const lowered = await send('changeUrgency', { to: 'U3', reason: '不急' });
  expect([lowered.status, lowered.json.detail]).toEqual([403, said]);
  await member!.send(own.order.id, 'contact');
  await member!.send(own.order.id, 'finish', { result: '已补好' });
  await secretary!.send(own.order.id, 'evaluate', { solved: 'yes', stars: 5 });
  const settled = { source: 'resident', settle: { result: '当场答复' } };
  for (const more of [settled, { ...settled, source: undefined, onBehalfOf: secretary!.person }]) {
    const body = { category: '0101', unit: '522326004002', text: '漏水', ...more };
    const refused = await secretary!.post('/api/v1/orders', body);
    expect([refused.status, refused.json.detail]).toEqual([403, expect.stringContaining('本人的单须回避，由他人当场答复')]);
  }
  // What a patrol found stays what staff found, and is evaluated by nobody who found it.
  const found = await secretary!.place('0101', { source: 'patrol', onBehalfOf: secretary!.person });
  await community!.send(found.order.id, 'admit');
  await community!.send(found.order.id, 'dispatch', { to: { kind: 'person', id: member!.person } });
  await member!.send(found.order.id, 'accept');
  await member!.send(found.order.id, 'contact');
  await member!.send(found.order.id, 'finish', { result: '已补好' });
  expect(await types(secretary!, found.order.id)).not.toContain('evaluate');
});
