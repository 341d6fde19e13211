// The gate before the public board (domain research 7): what must hold before anything is shown, and how soon it is gone.
import { readBoard, readItem, expireItems } from '@six-order/community/publication/item-store';
import { isAlias } from '@six-order/community/publication/alias';
import { monthsAfter } from '@six-order/community/calendar/day';
import { scan } from '@six-order/community/publication/scan';
import { marks } from '@six-order/community/desks/marks';
import { personas } from '@six-order/community/demo/personas';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { fieldsOf } from '@six-order/community/privacy/field-name';
import { kindOf } from '@six-order/community/privacy/fields';
import type { OrderId, StoredOrder } from '@six-order/engine';
import { draw } from '@six-order/worker';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, openStreet, toMember } from '../../harness/street.ts';

const street = await openStreet({ delivers: true });
const { tables, db } = street;
const now = () => street.clock.now();
const as = street.as;
const system = { person: null, post: null, role: 'system', tenant: '522326', path: '' };

const ok = async (outcome: Promise<{ kind: string }>) => expect(await outcome).toMatchObject({ kind: 'applied' });

const consented = { publishConsent: true, contact: { name: '韦小妹', phone: '13800001234' } };
async function finish(id: OrderId): Promise<void> {
  await ok(as('secretary').send(id, 'admit'));
  await ok(as('secretary').send(id, 'dispatch', toMember));
  await ok(as('member').send(id, 'accept'));
  await ok(as('member').send(id, 'contact'));
  await ok(as('member').send(id, 'finish', { result: '修好了' }));
}
async function finished(input: Record<string, unknown> = {}): Promise<OrderId> {
  const { id } = await street.place({ ...consented, ...input });
  await finish(id);
  return id;
}
const text = { title: '楼道漏水修好', text: '三楼过道顶板漏水。', after: '换了防水层，两天修好。' };
async function published(input: Record<string, unknown> = {}): Promise<OrderId> {
  const id = await finished(input);
  await ok(as('publisher').send(id, 'propose', text));
  await ok(as('publisher').send(id, 'publish'));
  return id;
}
const aliasIn = ({ snapshot }: StoredOrder): string => (snapshot.context['showing'] as { alias: string }).alias;
const aliasOf = async (id: OrderId): Promise<string> => aliasIn(await street.get(id));
const onBoard = async (id: OrderId) => {
  const found = await readItem(tables, await aliasOf(id), now());
  return typeof found === 'object' ? found?.item : found;
};
/** The county publishes once an order is evaluated, for so many months, until what comes back is called. */
async function publishAfterEvaluation(months: number): Promise<() => Promise<void>> {
  const rule = {
    tenant: '522326',
    id: '01900000-0000-7000-8000-00000000f001',
    kind: 'publication',
    key: '',
    path: 'u522326',
    value: JSON.stringify({ after: 'evaluation', months }),
    document: '望府办〔2026〕1号',
    valid_from: new Date(now()),
    valid_to: null,
  };
  await tables.insertInto('county_rules').values(rule).execute();
  await street.rules.refresh();
  return async () => {
    await tables.deleteFrom('county_rules').where('id', '=', rule.id).execute();
    await street.rules.refresh();
  };
}

const listed = async () => (await readBoard(tables, { limit: 100, now: now() })).map(({ alias }) => alias);

describe('mission 6: 平台晒单', () => {
  test('an approved item says what was approved, under a name of its own, and nothing else', async () => {
    const id = await published();
    const item = await onBoard(id);
    const order = await street.get(id);
    expect(item).toMatchObject({ title: text.title, before: text.text, after: text.after, status: 'waiting', stars: null });
    expect(isAlias((item as { alias: string }).alias)).toBe(true);
    const said = JSON.stringify(item);
    for (const secret of [order.face.number, id, '韦小妹', '13800001234', ...order.face.people])
      expect(said).not.toContain(secret);
    expect(said).not.toMatch(/\d{2}:\d{2}/);
  });

  test.each(['after', 'steps', 'days', 'stars'] as const)('a field that was not approved is not there: %s', async (field) => {
    const id = await finished();
    await as('publisher').send(id, 'propose', text);
    const fields = ['after', 'steps', 'team', 'days', 'stars'].filter((name) => name !== field);
    await ok(as('publisher').send(id, 'publish', { fields }));
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 }));
    const item = (await onBoard(id)) as unknown as Record<string, unknown>;
    expect(item[field]).toBeNull();
    expect(Object.values(item).filter((value) => value === null).length).toBe(field === 'after' ? 2 : 2);
  });

  test('待评, then its stars, then 重办中: the item follows the order', async () => {
    const id = await published();
    expect(await onBoard(id)).toMatchObject({ status: 'waiting', stars: null });
    await as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 });
    expect(await onBoard(id)).toMatchObject({ status: 'evaluated', stars: 5 });
    await as('resident').send(id, 'evaluate', { solved: 'no', stars: 1 });
    expect(await onBoard(id)).toMatchObject({ status: 'reworking', stars: null, solved: null });
    await as('member').send(id, 'finish', { result: '再修' });
    expect(await onBoard(id)).toMatchObject({ status: 'waiting' });
    await street.until(now() + 20 * DAY);
    expect(await onBoard(id)).toMatchObject({ status: 'unanswered', stars: null });
  });

  test('no consent, no item; a sealed kind never; the handler publishes nothing', async () => {
    const without = await finished({ publishConsent: false });
    expect((await as('publisher').send(without, 'propose', text)).kind).not.toBe('applied');
    expect((await street.get(without)).face.labels).toContain('publication:skipped');
    const withdrawn = await finished();
    await as('publisher').send(withdrawn, 'propose', text);
    await ok(as('resident').send(withdrawn, 'withdrawConsent'));
    expect((await as('publisher').send(withdrawn, 'publish')).kind).not.toBe('applied');
    const { id: sealed } = await street.place({ category: '0702', publishConsent: true });
    expect((await as('publisher').send(sealed, 'propose', text)).kind).not.toBe('applied');
    const own = await finished();
    expect((await as('member').send(own, 'propose', text)).kind).toBe('forbidden');
  });

  test('what looks like personal data blocks it until each place is cleared, with a reason', async () => {
    const id = await finished();
    await as('publisher').send(id, 'propose', { ...text, text: '韦小妹家3栋2单元漏水，电话138\n0000\n1234。' });
    expect(await as('publisher').send(id, 'publish')).toMatchObject({ kind: 'not-allowed' });
    const found = scan(
      { title: text.title, text: '韦小妹家3栋2单元漏水，电话138\n0000\n1234。', after: text.after },
      { names: ['韦小妹'], own: ['13800001234'] },
    );
    expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['name', 'address', 'phone']));
    for (const [n, { id: finding }] of found.entries()) {
      expect(await as('publisher').send(id, 'publish')).toMatchObject({ kind: 'not-allowed' });
      expect((await as('publisher').send(id, 'clearFinding', { finding })).kind).toBe('invalid');
      await ok(as('publisher').send(id, 'clearFinding', { finding, reason: `第${n}处不是个人信息` }));
    }
    // What was cleared in one text is not cleared in the next.
    await ok(as('publisher').send(id, 'propose', { ...text, text: '韦小妹家3栋2单元漏水，电话138\n0000\n1234。' }));
    expect(await as('publisher').send(id, 'publish')).toMatchObject({ kind: 'not-allowed' });
    for (const { id: finding } of found) await as('publisher').send(id, 'clearFinding', { finding, reason: '已核实' });
    await ok(as('publisher').send(id, 'publish'));
    const journal = JSON.stringify(await street.engine.journal(id));
    for (const secret of ['韦小妹', '13800001234', '2单元']) expect(journal).not.toContain(secret);
  });

  test.each([
    ['a telephone over three lines', '电话138\n0000\n1234', 'phone'],
    [
      'digits with invisible characters between',
      '打1\u200b3\u200b8\u200b0\u200b0\u200b0\u200b0\u200b1\u200b2\u200b3\u200b4',
      'phone',
    ],
    ['an ID number over two lines', '522326198001\n011234', 'id'],
    ['the resident’s own address', '在河边老槐树旁第二家', 'own'],
  ])('the scan finds %s', (_, said, kind) => {
    const found = scan({ title: '标题', text: said }, { names: [], own: ['河边老槐树旁 第二家'] });
    expect(found.map((finding) => finding.kind)).toContain(kind);
  });

  test('evaluation first, where the county wants it so', async () => {
    const revoke = await publishAfterEvaluation(1);
    const id = await finished();
    expect((await street.get(id)).face.labels).toContain('publication:waiting');
    await as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 });
    await ok(as('publisher').send(id, 'propose', text));
    await ok(as('publisher').send(id, 'publish'));
    expect(await onBoard(id)).toMatchObject({ status: 'evaluated', stars: 4, until: monthsAfter(now(), 1) });
    await revoke();
  });
});

describe('done again', () => {
  const anew = { title: '漏水又修了一遍', text: '三楼过道又漏水。', after: '换了整段管子。' };
  const bad = { solved: 'no', stars: 1 };
  const later = () => street.clock.advance(60_000);
  /** Sent round again, and said to be done once more. */
  async function redo(id: OrderId): Promise<void> {
    later();
    await ok(as('resident').send(id, 'evaluate', bad));
    later();
    await ok(as('member').send(id, 'finish', { result: '再修' }));
    later();
  }
  const redone = async (): Promise<OrderId> => {
    const id = await published();
    await redo(id);
    return id;
  };
  const stands = async (id: OrderId) => {
    const { face, snapshot } = await street.get(id);
    return {
      state: (snapshot.value as { publication: string }).publication,
      onDesk: face.labels.includes(marks.publish),
      open: face.closedAt === null,
    };
  };
  const propose = (id: OrderId) => as('publisher').send(id, 'propose', anew);
  const object = (id: OrderId) =>
    street.engine.execute({
      order: id,
      type: 'objectToPublication',
      input: { reason: '写的是我家', contact: '13900000000' },
      actor: system,
    });

  test('it comes back to the publisher; what is on the board stays until the new text takes its place', async () => {
    const id = await redone();
    const alias = await aliasOf(id);
    expect(await stands(id)).toEqual({ state: 'outdated', onDesk: true, open: true });
    expect(await onBoard(id)).toMatchObject({ title: text.title, after: text.after, resultOf: 1, redone: 1 });
    await ok(propose(id));
    // Whatever is drawn meanwhile is what was approved.
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 }));
    expect(await onBoard(id)).toMatchObject({ title: text.title, before: text.text, after: text.after, resultOf: 1, stars: 4 });
    expect(JSON.stringify(await readBoard(tables, { limit: 100, now: now() }))).not.toContain(anew.title);
    expect(await stands(id)).toEqual({ state: 'redrafted', onDesk: true, open: true });
    later();
    await ok(as('publisher').send(id, 'publish'));
    expect(await stands(id)).toEqual({ state: 'published', onDesk: false, open: false });
    const item = (await onBoard(id)) as { alias: string };
    expect(item).toMatchObject({ alias, title: anew.title, before: anew.text, after: anew.after, redone: 1, publishedAt: now() });
    expect(item).not.toHaveProperty('resultOf');
    const { rows } = await db.query('select * from public_items where order_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(text.title);
    expect((await street.get(id)).snapshot.context).not.toHaveProperty('stillShown');
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
    expect(street.undelivered).toEqual([]);
  });

  test('the new text is scanned, and its draft named, as the first was', async () => {
    const id = await redone();
    await ok(as('publisher').send(id, 'propose', { ...anew, text: '韦小妹家又漏水。' }));
    expect(await as('publisher').send(id, 'publish')).toMatchObject({ kind: 'not-allowed' });
    expect(await as('publisher').send(id, 'publish', { proposal: '0'.repeat(16) })).toMatchObject({ kind: 'not-allowed' });
    expect(await as('member').send(id, 'keepPublication')).toMatchObject({ kind: 'forbidden' });
    expect(await onBoard(id)).toMatchObject({ title: text.title });
  });

  test.each([false, true])(
    'left as it is, it comes back when it is done again once more, and not before (draft: %s)',
    async (drafted) => {
      const id = await redone();
      if (drafted) await ok(propose(id));
      await ok(as('publisher').send(id, 'keepPublication'));
      expect(await stands(id)).toEqual({ state: 'published', onDesk: false, open: true });
      later();
      await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 }));
      expect(await stands(id)).toEqual({ state: 'published', onDesk: false, open: false });
      expect(await onBoard(id)).toMatchObject({ title: text.title, resultOf: 1, stars: 5 });
      await redo(id);
      expect(await stands(id)).toEqual({ state: 'outdated', onDesk: true, open: true });
    },
  );

  test('what was written of a time that did not hold either is given up', async () => {
    const id = await redone();
    await ok(propose(id));
    later();
    await ok(as('resident').send(id, 'evaluate', bad));
    expect(await stands(id)).toEqual({ state: 'published', onDesk: false, open: true });
    expect(await onBoard(id)).toMatchObject({ title: text.title, status: 'reworking' });
    later();
    await ok(as('member').send(id, 'finish', { result: '又修' }));
    expect(await stands(id)).toMatchObject({ state: 'outdated' });
    expect(await onBoard(id)).toMatchObject({ title: text.title, resultOf: 1, redone: 2 });
  });

  test.each([false, true])('a revoked consent takes all of it away (draft: %s)', async (drafted) => {
    const id = await redone();
    if (drafted) await ok(propose(id));
    await ok(as('resident').send(id, 'withdrawConsent'));
    expect(await onBoard(id)).toBe('gone');
    expect(await stands(id)).toMatchObject({ state: 'retracted', onDesk: false });
    const { proposal, stillShown } = (await street.get(id)).snapshot.context;
    expect([proposal, stillShown]).toEqual([null, undefined]);
    await redo(id);
    expect(await stands(id)).toMatchObject({ state: 'retracted', onDesk: false });
  });

  test('what somebody objects to is decided first; shown again, it comes back, and of another text he may object anew', async () => {
    const id = await redone();
    await ok(propose(id));
    expect(await object(id)).toMatchObject({ kind: 'applied' });
    expect(await onBoard(id)).toBe('gone');
    const shownAgain = { upheld: false, reason: '不是这一家' };
    expect(await as('publisher').send(id, 'decidePublication', shownAgain)).toMatchObject({ kind: 'not-allowed' });
    await ok(as('street').send(id, 'decidePublication', shownAgain));
    expect(await onBoard(id)).toMatchObject({ title: text.title, resultOf: 1 });
    expect(await stands(id)).toEqual({ state: 'outdated', onDesk: true, open: true });
    expect(await object(id)).toMatchObject({ kind: 'not-allowed' });
    await ok(propose(id));
    await ok(as('publisher').send(id, 'publish'));
    expect(await object(id)).toMatchObject({ kind: 'applied' });
  });

  test('evaluation first, where the county wants it so: also of what is done again', async () => {
    const revoke = await publishAfterEvaluation(6);
    const id = await finished();
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 }));
    await ok(as('publisher').send(id, 'propose', text));
    await ok(as('publisher').send(id, 'publish'));
    await redo(id);
    expect(await stands(id)).toMatchObject({ state: 'published', onDesk: false });
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 }));
    expect(await stands(id)).toEqual({ state: 'outdated', onDesk: true, open: true });
    await revoke();
  });

  test('what was set aside comes back with the redo, after the evaluation where the county wants it so', async () => {
    const revoke = await publishAfterEvaluation(6);
    const id = await finished();
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 }));
    await ok(as('publisher').send(id, 'skipPublication'));
    await redo(id);
    expect(await stands(id)).toMatchObject({ state: 'skipped', onDesk: false });
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 }));
    expect(await stands(id)).toEqual({ state: 'open', onDesk: true, open: true });
    await ok(as('publisher').send(id, 'propose', anew));
    await ok(as('publisher').send(id, 'publish'));
    expect(await onBoard(id)).toMatchObject({ title: anew.title, redone: 1, stars: 5 });
    await revoke();
  });

  test('what is off the board because its time is over is not asked for again', async () => {
    const revoke = await publishAfterEvaluation(1);
    const id = await finished();
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 4 }));
    await ok(as('publisher').send(id, 'propose', text));
    await ok(as('publisher').send(id, 'publish'));
    await redo(id);
    street.clock.set(((await street.get(id)).snapshot.context['showing'] as { until: number }).until);
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 }));
    expect(await onBoard(id)).toBe('gone');
    expect(await stands(id)).toEqual({ state: 'published', onDesk: false, open: false });
    await revoke();
  });
});

describe('off the board', () => {
  test('a revoked consent takes it off with the commit, whatever the worker does; the place stays', async () => {
    const id = await published();
    const alias = await aliasOf(id);
    expect(await listed()).toContain(alias);
    // Not delivered: the worker is away.
    const outcome = await street.engine.execute({
      order: id,
      type: 'withdrawConsent',
      input: {},
      actor: street.actor('resident'),
    });
    expect(outcome.kind).toBe('applied');
    expect(await listed()).not.toContain(alias);
    expect(await readItem(tables, alias, now())).toBe('gone');
    await draw({ db: tables, engine: street.engine, directory: street.directory }, id);
    const { rows } = await db.query('select gone, item from public_items where alias = $1', [alias]);
    expect(rows).toEqual([{ gone: 'retracted', item: null }]);
  });

  test('published anew after a revocation, it shows nothing of what was there before, however late the worker is', async () => {
    const id = await published();
    const alias = await aliasOf(id);
    const undelivered = async (who: 'resident' | 'publisher', type: string, input = {}) =>
      ok(street.engine.execute({ order: id, type, input, actor: street.actor(who) }));
    await undelivered('resident', 'withdrawConsent');
    street.clock.advance(60_000);
    await undelivered('resident', 'giveConsent');
    await undelivered('publisher', 'propose', { title: '另一个标题', text: '另一段文字。' });
    await undelivered('publisher', 'publish');
    expect(JSON.stringify(await readBoard(tables, { limit: 100, now: now() }))).not.toContain(alias);
    expect(await readItem(tables, alias, now())).toBe('gone');
    expect(await onBoard(id)).not.toMatchObject({ title: text.title });
    await draw({ db: tables, engine: street.engine, directory: street.directory }, id);
    expect(await onBoard(id)).toMatchObject({ title: '另一个标题' });
  });

  test('revoking and publishing at once: whoever is first, nothing stays on the board', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const id = await finished();
      await as('publisher').send(id, 'propose', text);
      const both = [as('publisher').send(id, 'publish'), as('resident').send(id, 'withdrawConsent')];
      const [publish, revoke] = await Promise.all(turn % 2 === 0 ? both : both.toReversed());
      expect([publish, revoke].map((outcome) => outcome?.kind)).toContain('applied');
      const order = await street.get(id);
      expect(order.face.labels.some((label) => label === 'publication:skipped' || label === 'publication:retracted')).toBe(true);
      expect(order.snapshot.context['publishConsent']).toBe(false);
      if (order.snapshot.context['showing']) expect(await onBoard(id)).toBe('gone');
      // An older drawing that comes late changes nothing.
      await draw({ db: tables, engine: street.engine, directory: street.directory }, id);
      expect(await listed()).toHaveLength(new Set(await listed()).size);
    }
  });

  test('a third person’s objection hides it at once; it is decided by somebody else than the handler, within 3 working days', async () => {
    const id = await published();
    const alias = await aliasOf(id);
    const object = (reason = '写的是我家', contact: string | null = '13900000000') =>
      street.engine.execute({
        order: id,
        type: 'objectToPublication',
        input: { reason, ...(contact !== null && { contact }) },
        actor: system,
      });
    expect(await object()).toMatchObject({ kind: 'applied' });
    expect(await listed()).not.toContain(alias);
    expect(await readItem(tables, alias, now())).toBe('gone');
    expect((await street.get(id)).face).toMatchObject({ closedAt: null });
    await street.until((await street.get(id)).face.dueAt ?? 0);
    expect((await street.get(id)).face.labels).toContain('card:blue');
    // Who wrote or published it may take it down, and shows it again by nobody's word but another's.
    const shownAgain = { upheld: false, reason: '不是这一家' };
    expect(await as('publisher').send(id, 'decidePublication', shownAgain)).toMatchObject({ kind: 'not-allowed' });
    expect(await listed()).not.toContain(alias);
    await ok(as('street').send(id, 'decidePublication', shownAgain));
    expect(await listed()).toContain(alias);
    // The same again was decided; something new is heard once more, and by somebody else whenever he says it first.
    expect(await object()).toMatchObject({ kind: 'not-allowed' });
    expect(await object('写的是我家', '13900000001')).toMatchObject({ kind: 'applied' });
    await ok(as('street').send(id, 'decidePublication', shownAgain));
    expect(await object('照片里有我家的门')).toMatchObject({ kind: 'applied' });
    await ok(as('street').send(id, 'decidePublication', shownAgain));
    expect(await object('还有一个理由')).toMatchObject({ kind: 'not-allowed' });
    expect(await listed()).toContain(alias);
    expect(await object('写的是我家', null)).toMatchObject({ kind: 'applied' });
    await ok(as('publisher').send(id, 'decidePublication', { upheld: true, reason: '确实认得出' }));
    // The street answers for what was on the board, though the work had ended long before.
    await street.tick();
    await street.tick();
    const { snapshot, face: told } = await street.get(id);
    expect(told.labels).toContain('card:yellow');
    const [issued] = (snapshot.context['cards'] as unknown as { card: OrderId; reason: string }[]).filter(
      ({ reason }) => reason === 'published-wrongly',
    );
    const card = await street.get(issued!.card);
    expect(card.snapshot.context).toMatchObject({ reason: 'published-wrongly', holder: { kind: 'unit' } });
    expect(card.face.closedAt).toBeNull();
    expect(await readItem(tables, alias, now())).toBe('gone');
    const journal = JSON.stringify(await street.engine.journal(id));
    for (const secret of ['写的是我家', '13900000000', '13900000001']) expect(journal).not.toContain(secret);
    expect(street.undelivered).toEqual([]);
  });

  test('after six months it is gone, its text too', async () => {
    const id = await published();
    const alias = await aliasOf(id);
    const until = monthsAfter(now(), 6);
    expect(new Date(until).toISOString().slice(0, 10)).not.toBe(new Date(now()).toISOString().slice(0, 10));
    expect(typeof (await readItem(tables, alias, until - 1))).toBe('object');
    expect(await readItem(tables, alias, until)).toBe('gone');
    expect(await expireItems(tables, until)).toBeGreaterThan(0);
    const { rows } = await db.query('select gone, item from public_items where alias = $1', [alias]);
    expect(rows).toEqual([{ gone: 'expired', item: null }]);
  });

  test('erasing the order leaves no word on the board, not even in a drawing made meanwhile', async () => {
    const id = await published();
    await eraseOrder({ db: tables, engine: street.engine, record: async () => {} }, id, now());
    await draw({ db: tables, engine: street.engine, directory: street.directory }, id);
    expect(await onBoard(id)).toBe('gone');
  });

  test('the board can be drawn anew from the orders, and is the same', async () => {
    await published();
    const read = () => db.query(`select * from public_items where gone is null or gone in ('retracted','hidden') order by alias`);
    const before = (await read()).rows;
    const kept = `gone is distinct from 'expired' and gone is distinct from 'erased'`;
    const { rows: ids } = await db.query<{ id: OrderId }>(`select order_id as id from public_items where ${kept}`);
    await db.query(`delete from public_items where ${kept}`);
    for (const { id } of ids) await draw({ db: tables, engine: street.engine, directory: street.directory }, id);
    // Drawn of the order as it stands now: what came after the drawing and shows nothing (a card) is counted in.
    const after = (await read()).rows;
    expect(after.map(({ revision: _, ...row }) => row)).toEqual(before.map(({ revision: _, ...row }) => row));
    for (const [at, { revision }] of after.entries()) expect(revision).toBeGreaterThanOrEqual(before[at].revision);
    expect(before.length).toBeGreaterThan(3);
  });
});

describe('taken down', () => {
  const corrected = { ...text, text: '二楼过道顶板漏水。' };
  const later = () => street.clock.advance(60_000);
  const takeDown = (id: OrderId) => as('publisher').send(id, 'retractPublication', { reason: '楼层写错了' });
  const stateOf = async (id: OrderId) => ((await street.get(id)).snapshot.value as { readonly publication: string }).publication;
  const object = (id: OrderId, reason = '写的是我家', contact = '13900000000') =>
    street.engine.execute({ order: id, type: 'objectToPublication', input: { reason, contact }, actor: system });
  const noteKinds = (order: StoredOrder) =>
    fieldsOf(order)
      .filter((name) => name.startsWith('notes.'))
      .map((name) => kindOf(order, name));
  const rowsOf = async (id: OrderId): Promise<string> => {
    const { rows } = await db.query('select * from public_items where order_id = $1', [id]);
    return JSON.stringify(rows);
  };

  test('by its publisher, it is off the board at once; corrected, it stands there again under its name', async () => {
    const id = await published();
    const alias = await aliasOf(id);
    later();
    await ok(takeDown(id));
    expect(await onBoard(id)).toBe('gone');
    expect(await listed()).not.toContain(alias);
    expect(await rowsOf(id)).not.toContain(text.text);
    const [entry] = (await street.engine.journal(id)).slice(-1);
    expect(entry).toMatchObject({ type: 'retractPublication', actor: { person: street.actor('publisher').person }, at: now() });
    expect(JSON.stringify(entry)).not.toContain('楼层');
    // The same way as the first: scanned, looked at, approved.
    later();
    await ok(as('publisher').send(id, 'propose', { ...corrected, text: '韦小妹家漏水。' }));
    expect(await as('publisher').send(id, 'publish')).toMatchObject({ kind: 'not-allowed' });
    expect(await onBoard(id)).toBe('gone');
    await ok(as('publisher').send(id, 'propose', corrected));
    expect(await onBoard(id)).toBe('gone');
    await ok(as('publisher').send(id, 'publish'));
    expect(await onBoard(id)).toMatchObject({ alias, before: corrected.text, publishedAt: now() });
    expect(await rowsOf(id)).not.toContain(text.text);
    // It may be objected to like any other.
    expect(await object(id)).toMatchObject({ kind: 'applied' });
    expect(await onBoard(id)).toBe('gone');
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
    expect(street.undelivered).toEqual([]);
  });

  test('what was written of the redo meanwhile stays at work; what stood on the board goes', async () => {
    const id = await published();
    later();
    await ok(as('resident').send(id, 'evaluate', { solved: 'no', stars: 1 }));
    later();
    await ok(as('member').send(id, 'finish', { result: '再修' }));
    later();
    await ok(as('publisher').send(id, 'propose', corrected));
    await ok(takeDown(id));
    expect([await stateOf(id), await onBoard(id)]).toEqual(['proposed', 'gone']);
    await ok(as('publisher').send(id, 'publish'));
    expect(await onBoard(id)).toMatchObject({ before: corrected.text });
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
  });

  test('by an upheld objection, it may be corrected, and not be shown again as it was', async () => {
    const id = await published();
    later();
    await ok(object(id));
    expect(await takeDown(id)).toMatchObject({ kind: 'not-allowed' });
    await ok(as('street').send(id, 'decidePublication', { upheld: true, reason: '能看出是哪一家' }));
    expect([await stateOf(id), await onBoard(id)]).toEqual(['open', 'gone']);
    expect(await as('publisher').send(id, 'propose', text)).toMatchObject({ kind: 'not-allowed' });
    await ok(as('publisher').send(id, 'propose', corrected));
    later();
    await ok(as('publisher').send(id, 'publish'));
    expect(await onBoard(id)).toMatchObject({ before: corrected.text });
    // What was asked is answered in the entry; of the first nothing was asked.
    const publishings = (await street.engine.journal(id)).filter(({ type }) => type === 'publish');
    expect(publishings.map(({ facts }) => (facts['showing'] as { asUpheld?: boolean }).asUpheld)).toEqual([undefined, false]);
    // Of another text the same person may say the same.
    await ok(object(id));
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
  });

  test('what was upheld against is not proposed again, whatever is proposed in between, or published and taken down', async () => {
    const id = await published();
    later();
    await ok(object(id));
    later();
    await ok(as('street').send(id, 'decidePublication', { upheld: true, reason: '能看出是哪一家' }));
    await ok(as('publisher').send(id, 'propose', corrected));
    expect(await as('publisher').send(id, 'propose', text)).toMatchObject({ kind: 'not-allowed' });
    later();
    await ok(as('publisher').send(id, 'publish'));
    expect(await onBoard(id)).toMatchObject({ before: corrected.text });
    later();
    await ok(takeDown(id));
    expect(await as('publisher').send(id, 'propose', text)).toMatchObject({ kind: 'not-allowed' });
    await ok(as('publisher').send(id, 'propose', corrected));
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
  });

  test('of the corrected text may say the same whoever was denied of the one before, upheld on another’s objection', async () => {
    const id = await published();
    for (const reason of ['一', '二']) {
      later();
      await ok(object(id, reason));
      later();
      await ok(as('street').send(id, 'decidePublication', { upheld: false, reason: '不成立' }));
    }
    expect(await object(id, '三')).toMatchObject({ kind: 'not-allowed' });
    later();
    await ok(object(id, '四', '13900000002'));
    later();
    await ok(as('street').send(id, 'decidePublication', { upheld: true, reason: '成立' }));
    await ok(as('publisher').send(id, 'propose', corrected));
    later();
    await ok(as('publisher').send(id, 'publish'));
    later();
    await ok(object(id, '一'));
  });

  const evaluatedBad = (id: OrderId) => as('resident').send(id, 'evaluate', { solved: 'no', stars: 1 });
  const doneAgain = (id: OrderId) => as('member').send(id, 'finish', { result: '再修' });

  test.each([
    [
      'set aside before',
      async (id: OrderId) => {
        await ok(takeDown(id));
        await ok(as('publisher').send(id, 'skipPublication'));
        later();
        await ok(evaluatedBad(id));
      },
    ],
    [
      'taken down while it is done again',
      async (id: OrderId) => {
        await ok(evaluatedBad(id));
        later();
        await ok(takeDown(id));
      },
    ],
    [
      'upheld against while it is done again',
      async (id: OrderId) => {
        await ok(object(id));
        await ok(evaluatedBad(id));
        later();
        await ok(as('street').send(id, 'decidePublication', { upheld: true, reason: '成立' }));
      },
    ],
  ])('of a time that did not hold nothing is corrected: %s', async (_, gone) => {
    const id = await published();
    later();
    await gone(id);
    later();
    await ok(doneAgain(id));
    expect(await stateOf(id)).toBe('open');
    expect((await street.get(id)).snapshot.context['proposal']).toBeNull();
  });

  test('there are three working days to correct what was to be renewed, however little was left for that', async () => {
    const id = await published();
    const publishClock = async () =>
      ((await street.get(id)).snapshot.context['clocks'] as { publish: { startedAt: number; dueAt: number } }).publish;
    later();
    await ok(evaluatedBad(id));
    later();
    await ok(doneAgain(id));
    later();
    await ok(as('resident').send(id, 'evaluate', { solved: 'yes', stars: 5 }));
    expect(await stateOf(id)).toBe('outdated');
    const toRenew = await publishClock();
    await street.until(toRenew.dueAt - 60_000);
    await ok(takeDown(id));
    expect(await stateOf(id)).toBe('open');
    const toCorrect = await publishClock();
    expect(toCorrect.startedAt).toBe(now());
    await street.until(toRenew.dueAt);
    expect(await stateOf(id)).toBe('open');
    await street.until(toCorrect.dueAt);
    expect(await stateOf(id)).toBe('skipped');
  });

  test('its publishers are told of the text that they are asked for, and who published it that another took it down', async () => {
    const publisher = street.actor('publisher');
    const colleague = { ...publisher, person: personas.supervisor.person };
    const told = async (id: OrderId) => {
      const { rows } = await db.query<{ template: string }>(
        'select template from notices where order_id = $1 and person = $2 order by at, outbox',
        [id, publisher.person],
      );
      return rows.map(({ template }) => template).filter((template) => /retracted|to-correct|stands/.test(template));
    };
    const takenBy = async (actor: typeof publisher, id: OrderId) => {
      later();
      await ok(street.engine.execute({ order: id, type: 'retractPublication', input: { reason: '写错了' }, actor }));
      await street.deliver();
    };
    const upheld = await published();
    await ok(object(upheld));
    await ok(as('street').send(upheld, 'decidePublication', { upheld: true, reason: '成立' }));
    expect(await told(upheld)).toEqual(['publication-to-correct']);
    const own = await published();
    await takenBy(publisher, own);
    expect(await told(own)).toEqual([]);
    const correctable = await published();
    await takenBy(colleague, correctable);
    expect(await told(correctable)).toEqual(['publication-to-correct']);
    // Not for him to see until it is done.
    const redone = await published();
    later();
    await ok(evaluatedBad(redone));
    await takenBy(colleague, redone);
    expect(await told(redone)).toEqual(['publication-retracted']);
    const upheldRedone = await published();
    await ok(object(upheldRedone));
    await ok(evaluatedBad(upheldRedone));
    await ok(as('street').send(upheldRedone, 'decidePublication', { upheld: true, reason: '成立' }));
    expect(await told(upheldRedone)).toEqual([]);
    expect(street.undelivered).toEqual([]);
  });

  test('why it went is masked for its resident also where whoever placed it for him decided in another post', async () => {
    const clerk = street.actor('window');
    const id = (
      await street.place({ ...consented, onBehalfOf: street.actor('resident').person, consentHow: 'in-person' }, 'window')
    ).id;
    await finish(id);
    await ok(as('publisher').send(id, 'propose', text));
    await ok(as('publisher').send(id, 'publish'));
    const decides = { ...street.actor('street'), person: clerk.person };
    for (const upheld of [false, true]) {
      later();
      await ok(object(id, upheld ? '二' : '一'));
      later();
      const input = { upheld, reason: '李晓红家住3栋2单元501' };
      await ok(street.engine.execute({ order: id, type: 'decidePublication', input, actor: decides }));
    }
    const order = await street.get(id);
    expect(order.face.data).toMatchObject({ openedBy: clerk.person });
    expect(noteKinds(order)).toEqual(['publication-note', 'publication-note']);
  });

  test('without a consent, or once its time is over, there is nothing to correct', async () => {
    const gone = await published();
    later();
    await ok(object(gone));
    await ok(as('resident').send(gone, 'withdrawConsent'));
    expect(await stateOf(gone)).toBe('retracted');
    expect(await as('publisher').send(gone, 'propose', corrected)).not.toMatchObject({ kind: 'applied' });
    const over = await published();
    street.clock.set(((await street.get(over)).snapshot.context['showing'] as { until: number }).until);
    expect(await takeDown(over)).toMatchObject({ kind: 'not-allowed' });
  });

  test('what the resident withdrew while it was done again goes for good', async () => {
    const id = await published();
    later();
    await ok(as('resident').send(id, 'evaluate', { solved: 'no', stars: 1 }));
    await ok(as('member').send(id, 'askPause', { awaiting: 'resident', reason: '住户出门' }));
    await ok(as('secretary').send(id, 'decide', { granted: true }));
    await ok(as('resident').send(id, 'withdraw', { reason: '不用了' }));
    expect(await onBoard(id)).toMatchObject({ status: 'ended' });
    await ok(takeDown(id));
    expect([await stateOf(id), await onBoard(id)]).toEqual(['retracted', 'gone']);
  });

  /** Upheld, and nothing of what follows has happened yet. */
  const uphold = async (id: OrderId): Promise<void> => {
    later();
    const input = { upheld: true, reason: '能看出是哪一家' };
    await ok(street.engine.execute({ order: id, type: 'decidePublication', input, actor: street.actor('street') }));
  };
  const consentsAnew = async (id: OrderId): Promise<void> => {
    await ok(as('resident').send(id, 'withdrawConsent'));
    later();
    await ok(as('resident').send(id, 'giveConsent'));
  };
  /** What the order asks of itself never comes: a process of the release before let it pass, or there was no such command yet. */
  const unasked = (id: OrderId) => db.query(`delete from outbox where order_id = $1 and type = 'command'`, [id]);

  test.each<readonly [way: string, gone: (id: OrderId) => Promise<void>]>([
    [
      'it was never asked for a corrected text',
      async (id) => {
        await uphold(id);
        await unasked(id);
        await consentsAnew(id);
      },
    ],
    [
      'the consent was taken back before it was asked',
      async (id) => {
        await uphold(id);
        const actor = street.actor('resident');
        await ok(street.engine.execute({ order: id, type: 'withdrawConsent', input: {}, actor }));
        await street.deliver();
        await ok(as('resident').send(id, 'giveConsent'));
      },
    ],
    [
      'nobody decided, and it was asked',
      async (id) => {
        const { publicObjection } = (await street.get(id)).snapshot.context['clocks'] as { publicObjection: { overAt: number } };
        await street.until(publicObjection.overAt);
        await consentsAnew(id);
      },
    ],
    ['the consent was taken back before anybody decided', consentsAnew],
    [
      'its time on the board was over when it was decided',
      async (id) => {
        street.clock.set(((await street.get(id)).snapshot.context['showing'] as { until: number }).until);
        await uphold(id);
        await street.deliver();
        expect(await stateOf(id)).toBe('retracted');
        await consentsAnew(id);
      },
    ],
    [
      'it was done again since',
      async (id) => {
        await uphold(id);
        await unasked(id);
        await ok(evaluatedBad(id));
        await consentsAnew(id);
        await ok(doneAgain(id));
      },
    ],
    [
      'another text was published in between, and its consent taken back',
      async (id) => {
        await uphold(id);
        await unasked(id);
        await consentsAnew(id);
        await ok(as('publisher').send(id, 'propose', corrected));
        later();
        await ok(as('publisher').send(id, 'publish'));
        later();
        await consentsAnew(id);
      },
    ],
  ])('what was upheld against is never public again, whatever the order remembers of it: %s', async (_, gone) => {
    const id = await published();
    later();
    await ok(object(id));
    await gone(id);
    expect(await stateOf(id)).toBe('open');
    const attempt = async (draft: object) => {
      const proposed = await as('publisher').send(id, 'propose', { ...draft });
      return proposed.kind === 'applied' ? as('publisher').send(id, 'publish') : proposed;
    };
    for (const draft of [text, { ...text, text: '三楼过道 顶板漏水！' }])
      expect(await attempt(draft)).toMatchObject({ kind: 'not-allowed' });
    expect(await onBoard(id)).toBe('gone');
    expect(await rowsOf(id)).not.toContain(text.title);
    await ok(attempt({ ...corrected, after: '换了防水层。' }));
    expect(await onBoard(id)).toMatchObject({ before: corrected.text });
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
  });

  test('another text that is published in its place may be published again, as may what was objected to in vain', async () => {
    const id = await published();
    later();
    await ok(object(id));
    later();
    await ok(as('street').send(id, 'decidePublication', { upheld: false, reason: '不成立' }));
    later();
    await ok(takeDown(id));
    await ok(as('publisher').send(id, 'propose', text));
    later();
    await ok(as('publisher').send(id, 'publish'));
    expect(await onBoard(id)).toMatchObject({ before: text.text });
  });
});

test('the same day six months later, or the last of that month', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 24 }), (days, months) => {
      const at = Date.parse('2026-01-01T10:00:00+08:00') + days * DAY;
      const later = new Date(monthsAfter(at, months) + 8 * 3_600_000);
      const from = new Date(at + 8 * 3_600_000);
      expect((later.getUTCFullYear() - from.getUTCFullYear()) * 12 + later.getUTCMonth() - from.getUTCMonth()).toBe(months);
      expect(later.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate());
      expect(later.getUTCHours()).toBe(10);
    }),
  );
  expect(monthsAfter(Date.parse('2026-08-31T10:00:00+08:00'), 6)).toBe(Date.parse('2027-02-28T10:00:00+08:00'));
});

test('an objection that nobody decides stands: gravely late, the item is off the board, and another may be written', async () => {
  const id = await published();
  const alias = await aliasOf(id);
  const objected = await street.engine.execute({
    order: id,
    type: 'objectToPublication',
    input: { reason: '写的是我家' },
    actor: system,
  });
  expect(objected).toMatchObject({ kind: 'applied' });
  const { publicObjection } = (await street.get(id)).snapshot.context['clocks'] as { publicObjection: { overAt: number } };
  await street.until(publicObjection.overAt - 1);
  expect((await street.get(id)).face.labels).toContain('publication:hidden');
  await street.until(publicObjection.overAt);
  expect((await street.get(id)).face.labels).toContain('publication:open');
  expect(await readItem(tables, alias, now())).toBe('gone');
  expect(JSON.stringify((await street.get(id)).snapshot.context['publicObjection'])).toContain('"upheld":true');
  expect(street.undelivered).toEqual([]);
});
