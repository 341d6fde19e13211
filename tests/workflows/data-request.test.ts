// A request about one's own data: asked, taken, answered within 15 working days, objected to once (PIPL 44–50).
import { personas } from '@six-order/community/demo/personas';
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
    labels: ['sealed'],
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
  for (const said of ['即将到期', '已到答复时限', '已严重逾期']) expect(news).toContain(said);
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
