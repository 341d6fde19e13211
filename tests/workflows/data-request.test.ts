// A request about one's own data: asked, taken, answered within 15 working days, objected to once (PIPL 44–50).
import { personas } from '@six-order/community/demo/personas';
import { marks } from '@six-order/community/desks/marks';
import { noticesOf } from '@six-order/community/notices/notice-store';
import { noticeText } from '@six-order/community/notices/template';
import type { OrderId, Outcome, StoredOrder } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/data-request/face';
import { describe, expect, test } from 'vitest';
import { DAY, openStreet } from '../harness/street.ts';

const street = await openStreet({ delivers: true });
const [resident, dpo] = [street.as('resident'), street.as('dpo')];

const opened = (outcome: Outcome): StoredOrder => {
  if (outcome.kind !== 'applied') throw new Error(`not asked: ${JSON.stringify(outcome)}`);
  return outcome.order;
};
const ask = async (input: Record<string, unknown> = {}, who = resident): Promise<OrderId> =>
  opened(await who.open('data-request', 'ask', { kind: 'delete', text: '请删除去年的点单', ...input })).id;
const kindOf = (outcome: Outcome): string => outcome.kind;
const told = async (person: string) =>
  (await noticesOf(street.tables, { tenant: '522326', person, limit: 50 })).notices.map(({ content }) => noticeText(content).zh);

test('asked, taken in hand and answered; both are told', async () => {
  const id = await ask();
  const asked = await street.get(id);
  expect(asked.face).toMatchObject({
    stage: 'asked',
    path: 'u522326',
    labels: [marks.dataRequest, 'sealed'],
    people: [personas.resident.person],
    closedAt: null,
  });
  expect((await told(personas.dpo.person))[0]).toMatch(/是个人信息请求，请在3月23日 18:00前答复。$/);
  expect((await told(personas.resident.person))[0]).toMatch(/已收到，将在3月23日 18:00前答复您。$/);
  await dpo.send(id, 'take');
  await dpo.send(id, 'answer', { outcome: 'partly', text: '已删除电话和地址，其余依法保存' });
  const answered = await street.get(id);
  expect(answered.face).toMatchObject({ stage: 'answered', dueAt: null, closedAt: street.clock.now() });
  expect(contextOf(answered.snapshot).answer).toMatchObject({ outcome: 'partly', by: personas.dpo.person });
  expect((await told(personas.resident.person))[0]).toMatch(/已有答复/);
  expect(await street.journal(id)).toEqual(['ask', 'take', 'answer']);
});

test('what was written is sealed: neither snapshot nor journal holds it', async () => {
  const id = await ask({ text: '我是韦春梅，请更正电话13812345678' });
  await dpo.send(id, 'answer', { outcome: 'granted', text: '已更正为13900000000' });
  const stored = JSON.stringify([await street.get(id), await street.engine.journal(id)]);
  for (const word of ['韦春梅', '13812345678', '13900000000', '更正']) expect(stored).not.toContain(word);
});

test('the answer is due 15 working days on, and the officer is reminded before, when due and when gravely late', async () => {
  const begun = street.clock.now();
  const id = await ask();
  expect((await street.get(id)).face.dueAt).toBe(Date.parse('2026-03-23T18:00:00+08:00'));
  await street.until(begun + 40 * DAY);
  const news = (await told(personas.dpo.person)).join('\n');
  for (const said of ['即将到期', '已到答复时限', '已严重超期']) expect(news).toContain(said);
  expect((await street.get(id)).face.stage).toBe('asked');
  expect(kindOf(await dpo.send(id, 'answer', { outcome: 'granted', text: '逾期致歉，已删除' }))).toBe('applied');
});

describe('an objection', () => {
  test('is heard once, within 30 days, and answered within the same limit', async () => {
    const id = await ask();
    expect(kindOf(await resident.send(id, 'object', { text: '还没有答复' }))).toBe('not-allowed');
    await dpo.send(id, 'answer', { outcome: 'refused', text: '法律规定须保存三年' });
    expect(kindOf(await resident.send(id, 'object', { text: '照片不在此列' }))).toBe('applied');
    expect((await street.get(id)).face).toMatchObject({ stage: 'asked', closedAt: null, dueAt: expect.any(Number) });
    await dpo.send(id, 'answer', { outcome: 'partly', text: '照片已删除' });
    expect(kindOf(await resident.send(id, 'object', { text: '再议' }))).toBe('not-allowed');
  });

  test('comes too late after that', async () => {
    const id = await ask();
    await dpo.send(id, 'answer', { outcome: 'granted', text: '已办' });
    street.clock.advance(30 * DAY + 1);
    expect(kindOf(await resident.send(id, 'object', { text: '太晚' }))).toBe('not-allowed');
  });
});

describe('carried out by command', () => {
  const ended = async (): Promise<OrderId> => {
    const { id } = await street.place({ text: '金丝雀的暖气不热', contact: { name: '韦春梅', phone: '13812345678' } });
    await resident.send(id, 'withdraw');
    return id;
  };
  const isErased = async (id: OrderId): Promise<boolean> =>
    (await street.db.query('select data_key is null as erased from orders where id = $1', [id])).rows[0].erased;
  const carryOut = (request: OrderId, input: Record<string, unknown> = {}) => dpo.send(request, 'carryOut', input);
  const issues = (outcome: Outcome) =>
    outcome.kind === 'invalid' ? outcome.issues.map(({ path }) => path.join('.')) : outcome.kind;

  test('a deletion destroys the order that it is about and no other, after it was written down; its journal verifies', async () => {
    const [about, other] = [await ended(), await ended()];
    const request = await ask({ about });
    expect(kindOf(await carryOut(request))).toBe('applied');
    expect([await isErased(about), await isErased(other)]).toEqual([true, false]);
    expect(street.erasures).toContainEqual({ order: about, at: street.clock.now(), remains: 'nothing' });
    expect(await street.engine.verify(about)).toBe(true);
    expect(contextOf((await street.get(request)).snapshot).carriedOut).toEqual([
      { at: street.clock.now(), by: personas.dpo.person, orders: 1 },
    ]);
    expect(kindOf(await dpo.send(request, 'answer', { outcome: 'granted', text: '已删除' }))).toBe('applied');
    expect(kindOf(await carryOut(request))).toBe('not-allowed');
  });

  test('an open card about it is cancelled, since nobody could answer it any more, and erased with it', async () => {
    const { id } = await street.place({ text: '金丝雀的暖气不热' });
    const [secretary, member] = [street.as('secretary'), street.as('member')];
    await secretary.send(id, 'admit');
    await secretary.send(id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
    for (const [type, input] of [
      ['accept', {}],
      ['contact', {}],
      ['finish', { result: '已修好' }],
    ] as const)
      expect([type, kindOf(await member.send(id, type, input))]).toEqual([type, 'applied']);
    const card = opened(
      await street.as('supervisor').open('card', 'issue', { order: id, colour: 'red', reason: 'other', text: '金丝雀的暖气' }),
    ).id;
    await street.deliver();
    expect(kindOf(await resident.send(id, 'evaluate', { solved: 'yes', stars: 5 }))).toBe('applied');
    await street.deliver();
    expect([(await street.get(id)).face.closedAt !== null, (await street.get(card)).face.stage]).toEqual([true, 'issued']);
    expect(kindOf(await carryOut(await ask({ about: id })))).toBe('applied');
    expect([await isErased(id), await isErased(card), (await street.get(card)).face.stage]).toEqual([true, true, 'cancelled']);
    expect(await street.engine.verify(card)).toBe(true);
  });

  test('a deletion about nothing in particular destroys all that has ended, what is open stays', async () => {
    const past = await ended();
    const open = (await street.place()).id;
    const others = (await street.place({ text: '别人的单' }, 'resident-2')).id;
    await street.as('resident-2').send(others, 'withdraw');
    expect(kindOf(await carryOut(await ask()))).toBe('applied');
    expect([await isErased(past), await isErased(open), await isErased(others)]).toEqual([true, false, false]);
  });

  test('an open order, another’s, or nothing at all cannot be deleted, and it is said why', async () => {
    const open = (await street.place()).id;
    const others = (await street.place({ text: '别人的单' }, 'resident-2')).id;
    await street.as('resident-2').send(others, 'withdraw');
    for (const about of [open, others, '01900000-0000-7000-8000-000000000000']) {
      const refused = await carryOut(await ask({ about }));
      expect(refused.kind).toBe('invalid');
    }
    expect([await isErased(open), await isErased(others)]).toEqual([false, false]);
    expect(kindOf(await carryOut(await ask({}, street.as('resident-2')), { name: '改名' }))).toBe('invalid');
  });

  test('a correction puts the contact of an open order right; neither journal nor outbox nor queue holds it in clear', async () => {
    const { id: about } = await street.place({ contact: { name: '韦春梅', phone: '13812345678' } });
    const request = await ask({ kind: 'correct', about, text: '电话变了' });
    const contact = { name: '韦春梅', phone: '13987650000' };
    expect(kindOf(await carryOut(request, { contact }))).toBe('applied');
    expect(street.undelivered).toEqual([]);
    const order = await street.get(about);
    const { sealed } = (order.snapshot.context as any).contact;
    expect(await street.engine.unseal(about, [sealed])).toEqual({ [sealed]: contact });
    expect((await street.engine.journal(about)).at(-1)).toMatchObject({
      type: 'correct',
      actor: { role: 'system', person: null },
    });
    const stored = JSON.stringify([
      await street.get(request),
      await street.engine.journal(request),
      await street.engine.journal(about),
      order,
    ]);
    expect(stored).not.toContain('13987650000');
  });

  test('a correction of the name renames the person everywhere', async () => {
    const request = await ask({ kind: 'correct', text: '名字登记错了' });
    expect(kindOf(await carryOut(request, { name: '韦春玫' }))).toBe('applied');
    expect(street.directory.personName(personas.resident.person)).toBe('韦春玫');
    expect(kindOf(await carryOut(request, { name: personas.resident.name }))).toBe('applied');
  });

  test('what nothing can be put right in, or what is answered in words, is refused at its field', async () => {
    const about = await ended();
    const contact = { name: '韦春梅', phone: '13987650000' };
    expect(issues(await carryOut(await ask({ kind: 'correct' }), { contact }))).toEqual(['contact']);
    expect(issues(await carryOut(await ask({ kind: 'correct', about }), { contact }))).toEqual(['contact']);
    expect(issues(await carryOut(await ask({ kind: 'complete', about }), {}))).toEqual(['contact']);
    expect(issues(await carryOut(await ask({ kind: 'explain' })))).toEqual(['']);
  });

  test('only the officer does it, and not on his own request', async () => {
    const request = await ask({ kind: 'correct' });
    expect(kindOf(await resident.send(request, 'carryOut', { name: '自改' }))).toBe('forbidden');
    const own = { ...street.directory.actorOf(personas.dpo.post)!, person: personas.resident.person };
    const outcome = await street.engine.execute({ order: request, type: 'carryOut', input: { name: '自改' }, actor: own });
    expect(kindOf(outcome)).toBe('not-allowed');
  });

  test('delivered again it changes nothing more; what was taken up again since is left alone', async () => {
    const about = await ended();
    const request = await ask({ about });
    const before = street.erasures.length;
    await carryOut(request);
    await carryOut(request);
    // The second finds no key to destroy, and is written down all the same: the ledger names what must be gone.
    expect(street.erasures.length).toBe(before + 2);
    expect(await isErased(about)).toBe(true);
  });
});

describe('who', () => {
  test('asks for himself sees it; the officer answers it; nobody else knows of it', async () => {
    const id = await ask();
    const others = [
      'resident-2',
      'secretary',
      'community',
      'street',
      'supervisor',
      'leader',
      'discipline',
      'member',
      'admin',
      'publisher',
    ] as const;
    for (const name of others) expect(kindOf(await street.as(name).send(id, 'withdraw'))).toBe('not-found');
    expect(kindOf(await resident.send(id, 'answer', { outcome: 'granted', text: '自答' }))).toBe('forbidden');
    expect(kindOf(await dpo.send(id, 'withdraw'))).toBe('forbidden');
    expect(kindOf(await resident.send(id, 'withdraw'))).toBe('applied');
    expect((await street.get(id)).face).toMatchObject({ stage: 'withdrawn', closedAt: street.clock.now(), dueAt: null });
  });

  test('is the officer sees no other order', async () => {
    const { id } = await street.place({ category: '0101' });
    for (const type of ['note', 'admit', 'answer']) expect(kindOf(await dpo.send(id, type, {}))).toBe('not-found');
  });

  test('works there may ask too, about himself', async () => {
    expect(await ask({ kind: 'access' }, street.as('secretary'))).toBeDefined();
    expect(kindOf(await street.as('admin').open('data-request', 'ask', { kind: 'access' }))).toBe('forbidden');
    expect(
      kindOf(await street.as('secretary').open('data-request', 'ask', { kind: 'access', onBehalfOf: personas.resident.person })),
    ).toBe('invalid');
  });

  test('is the officer and asks about himself is answered by another', async () => {
    const both = street.directory.actorOf(personas.dpo.post);
    const id = await ask();
    const own = { ...both!, person: personas.resident.person };
    expect(
      kindOf(await street.engine.execute({ order: id, type: 'answer', input: { outcome: 'granted', text: '自答' }, actor: own })),
    ).toBe('not-allowed');
  });
});
