// A supervision card's whole life (督办卡), in the words of the field, its effects delivered as a worker would.
import { lookAtCards } from '@six-order/cli/doctor/cards';
import { newId } from '@six-order/cli/new-id';
import { demoStreet, personas } from '@six-order/community/demo/personas';
import { keepsOutOf } from '@six-order/community/mediation/apart';
import { noticeText } from '@six-order/community/notices/template';
import { noticesOf } from '@six-order/community/notices/notice-store';
import { endPost, putPosts } from '@six-order/community/people/people-store';
import { accessOf } from '@six-order/community/privacy/fields';
import type { OrderId, Outcome, StoredOrder } from '@six-order/engine';
import { leaseDueTimers } from '@six-order/engine/runtime';
import { clocksOf } from '@six-order/workflows/card/clocks';
import { contextOf } from '@six-order/workflows/card/face';
import { whyNotCard } from '@six-order/workflows/card/why-not';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, openStreet, toMember } from '../harness/street.ts';

const street = await openStreet({ delivers: true });
const [supervisor, member, secretary] = [street.as('supervisor'), street.as('member'), street.as('secretary')];

const opened = (outcome: Outcome): StoredOrder => {
  if (outcome.kind !== 'applied') throw new Error(`not issued: ${JSON.stringify(outcome)}`);
  return outcome.order;
};

/** An order that the member has in hand. */
async function orderInHand(category = '0101'): Promise<OrderId> {
  const { id } = await street.place({ category });
  await secretary.send(id, 'admit');
  await secretary.send(id, 'dispatch', toMember);
  await member.send(id, 'accept');
  return id;
}

const issue = async (order: OrderId, more: Record<string, unknown> = {}): Promise<OrderId> =>
  opened(await supervisor.open('card', 'issue', { order, colour: 'yellow', reason: 'overdue', text: '请说明逾期原因', ...more }))
    .id;

const stage = async (card: OrderId): Promise<string> => (await street.get(card)).face.stage;
const context = async (card: OrderId) => contextOf((await street.get(card)).snapshot);
const kinds = (outcome: Outcome): string => outcome.kind;

/** What a persona was told about this card, the latest first. Others of the street may say something at the same instant. */
const told = async (person: string, card: OrderId): Promise<string[]> => {
  const { rows } = await street.db.query<{ template: string }>(
    `select template from notices where person = $1 and order_id = $2 and template like 'card-%' order by at desc, outbox desc`,
    [person, card],
  );
  return rows.map(({ template }) => template);
};

describe('发出 → 签收 → 回复 → 核查 → 销号 → 回头看', () => {
  test('a card is signed for, answered, checked, closed, and looked at again after 30 days', async () => {
    const order = await orderInHand();
    const card = await issue(order);
    expect((await street.get(card)).face).toMatchObject({
      stage: 'issued',
      number: expect.stringMatching(/^D20260302-\d{6}-\d$/),
      path: (await street.get(order)).face.path,
      labels: expect.arrayContaining(['card:yellow', 'cat:0101', `order:${order}`]),
    });
    expect(await told(personas.member.person, card)).toEqual(['card-issued']);
    expect((await street.get(order)).face.labels).toContain('card:yellow');
    await member.send(card, 'sign');
    expect(await stage(card)).toBe('signed');
    await member.send(card, 'reply', { text: '材料缺货，已补齐' });
    expect(await stage(card)).toBe('replied');
    expect(await told(personas.supervisor.person, card)).toEqual(['card-replied']);
    await supervisor.send(card, 'check', { verdict: 'accepted', note: '属实' });
    await supervisor.send(card, 'close');
    expect((await street.get(card)).face).toMatchObject({ stage: 'closed', closedAt: null });
    expect((await street.get(card)).face.labels).not.toContain('card:yellow');
    // The order shows the colour while the card is in hand.
    expect((await street.get(order)).face.labels).not.toContain('card:yellow');
    const closedAt = street.clock.now();
    await street.until(closedAt + 30 * DAY - 1);
    expect(await stage(card)).toBe('closed');
    // Once when it is due, and a day later, for nobody has looked.
    await street.until(closedAt + 32 * DAY);
    expect((await street.get(card)).face).toMatchObject({ stage: 'lookingBack', labels: expect.arrayContaining(['look-back']) });
    expect(await told(personas.supervisor.person, card)).toEqual(['card-look-back', 'card-look-back', 'card-replied']);
    await supervisor.send(card, 'lookBack', { solved: true });
    expect((await street.get(card)).face).toMatchObject({ stage: 'settled', closedAt: street.clock.now() });
    expect(await street.journal(card)).toEqual([
      'issue',
      'sign',
      'reply',
      'check',
      'close',
      'lookBackDue',
      'lookBackAgain',
      'lookBack',
    ]);
    expect(await street.engine.verify(card)).toBe(true);
    expect(await street.engine.replay(card)).toMatchObject({ same: true });
  });

  test('an answer that does not hold is returned and must be given again within a limit of its own', async () => {
    const card = await issue(await orderInHand());
    await member.send(card, 'reply', { text: '已办' });
    expect(await context(card)).toMatchObject({ signedAt: street.clock.now(), signer: personas.member.person });
    await supervisor.send(card, 'check', { verdict: 'returned', note: '现场仍在漏水' });
    expect(await stage(card)).toBe('returned');
    expect((await street.get(card)).face.dueAt).toBeGreaterThan(street.clock.now());
    expect((await told(personas.member.person, card))[0]).toBe('card-returned');
    await member.send(card, 'reply', { text: '已返工' });
    await supervisor.send(card, 'check', { verdict: 'accepted' });
    expect(await stage(card)).toBe('checked');
    expect((await context(card)).checks.map(({ verdict }) => verdict)).toEqual(['returned', 'accepted']);
  });

  test('card-look-back: what was solved and is not at a spot check is followed by a red card to the same holder', async () => {
    const order = await orderInHand();
    const card = await issue(order);
    await member.send(card, 'reply', { text: '已办' });
    await supervisor.send(card, 'check', { verdict: 'accepted' });
    await supervisor.send(card, 'close');
    await supervisor.send(card, 'lookBack', { solved: true });
    expect(await stage(card)).toBe('closed');
    await supervisor.send(card, 'lookBack', { solved: false, note: '又坏了' });
    expect(await stage(card)).toBe('reopened');
    const { orders } = await street.engine.find({
      tenant: '522326',
      filter: { all: [{ workflow: 'card' }, { label: `order:${order}` }, { open: true }] },
      sort: 'newest',
      limit: 5,
    });
    expect(orders.map(({ snapshot }) => contextOf(snapshot))).toMatchObject([
      {
        colour: 'red',
        reason: 'unsolved-after-closing',
        previous: card,
        issuer: null,
        holder: { kind: 'person', id: personas.member.person },
      },
    ]);
  });
});

test('the red card after an unsolved matter reaches whoever stands there when who answered before has left', async () => {
  const own = await openStreet({ delivers: true });
  const asMember = own.as('member');
  const { id } = await own.place();
  await own.as('secretary').send(id, 'admit');
  await own.as('secretary').send(id, 'dispatch', toMember);
  await asMember.send(id, 'accept');
  const asked = { order: id, colour: 'yellow', reason: 'overdue', text: '请说明逾期原因' };
  const first = opened(await own.as('supervisor').open('card', 'issue', asked));
  await asMember.send(first.id, 'reply', { text: '已补齐' });
  await own.as('supervisor').send(first.id, 'check', { verdict: 'accepted' });
  await own.as('supervisor').send(first.id, 'close');
  await endPost(own.tables, { id: personas.member.post, tenant: first.tenant }, own.clock.now());
  await own.directory.refresh();
  expect((await own.as('supervisor').send(first.id, 'lookBack', { solved: false, note: '又坏了' })).kind).toBe('applied');
  expect(own.undelivered).toEqual([]);
  const filter = { all: [{ workflow: 'card' }, { label: `order:${id}` }, { label: 'card:red' }] };
  const { orders } = await own.engine.find({ tenant: first.tenant, filter, sort: 'newest', limit: 5 });
  expect(orders.map(({ snapshot }) => contextOf(snapshot))).toMatchObject([{ previous: first.id, holder: { kind: 'unit' } }]);
  const [red] = orders as [StoredOrder];
  const { holder } = contextOf(red.snapshot);
  expect(own.directory.postsIn(holder.id).some(({ person }) => person !== personas.member.person)).toBe(true);
  // Where nobody in post may answer it is not forgotten.
  expect(await lookAtCards(own.db, own.clock.now())).toMatchObject({ status: 'ok' });
  const end = new Date(own.clock.now());
  await own.db.query(`update posts set valid_to = $1 where role <> 'supervisor' and valid_to is null`, [end]);
  expect(await lookAtCards(own.db, own.clock.now() + 1)).toMatchObject({
    status: 'warning',
    detail: expect.stringContaining(red.face.number),
  });
  // By hand nobody is named in another's stead.
  const byHand = { ...asked, colour: 'red', holder: { kind: 'person', id: personas.member.person }, previous: first.id };
  expect((await own.as('supervisor').open('card', 'issue', byHand)).kind).toBe('invalid');
});

describe('提级', () => {
  /** The reply limits (domain research 2.6) in working time: 1 working day, 1 working day, 4 working hours. */
  test.each([
    ['blue', '2026-03-03T18:00:00+08:00'],
    ['yellow', '2026-03-03T18:00:00+08:00'],
    ['red', '2026-03-02T15:00:00+08:00'],
  ])('a %s card of Monday nine o’clock is to be answered by %s', async (colour, due) => {
    const own = await openStreet({ delivers: true });
    const { id } = await own.place();
    const card = opened(await own.as('supervisor').open('card', 'issue', { order: id, colour, reason: 'other' }));
    expect(new Date(card.face.dueAt ?? 0).toISOString()).toBe(new Date(due).toISOString());
    expect(clocksOf(card.snapshot, own.clock.now())).toMatchObject([{ light: 'green' }]);
  });

  test('card-escalates: unanswered it goes up: grid → community → street → county, and no further', async () => {
    const card = await issue(await orderInHand(), { colour: 'red', reason: 'gravely-overdue' });
    const levels = async () => (await context(card)).escalations.map(({ to }) => street.directory.unitById(to)?.kind);
    await street.until(street.clock.now() + 2 * DAY);
    expect(await levels()).toEqual(expect.arrayContaining(['community']));
    await street.until(street.clock.now() + 8 * DAY);
    expect(await levels()).toEqual(['community', 'street', 'county']);
    const { face } = await street.get(card);
    expect(face).toMatchObject({ stage: 'issued', labels: expect.arrayContaining(['escalated', 'card:red']) });
    expect(await told(personas.community.person, card)).toContain('card-escalated');
    expect(await told(personas.street.person, card)).toContain('card-escalated');
    // Whoever it went up from is told once that his time is over, and nothing of the times of those above.
    for (const { person } of [personas.member, personas.community]) {
      expect((await told(person, card)).filter((template) => template === 'card-due')).toHaveLength(1);
      expect(await told(person, card)).not.toContain('card-over');
    }
    expect((await street.journal(card)).filter((type) => type === 'replyOver').length).toBeGreaterThan(0);
    expect(street.undelivered).toEqual([]);
    // Both the county's leader, who has it now, and the member, who had it first, may answer.
    expect(street.engine.allowed(await street.get(card), street.actor('leader'))).toContain('reply');
    expect(kinds(await member.send(card, 'reply', { text: '现已办妥' }))).toBe('applied');
    // From now on whoever checks it has a limit.
    expect((await context(card)).clocks).toMatchObject({
      reply: { finishedAt: street.clock.now() },
      check: { finishedAt: null, startedAt: street.clock.now() },
    });
  });

  test('past a level where nobody can answer it: those above are told', async () => {
    const own = await openStreet({ delivers: true });
    const { id: order } = await own.place();
    await own.as('secretary').send(order, 'admit');
    await own.as('secretary').send(order, 'dispatch', toMember);
    await own.as('member').send(order, 'accept');
    const issued = await own.as('supervisor').open('card', 'issue', { order, colour: 'yellow', reason: 'overdue' });
    const { id } = opened(issued);
    const community = own.directory.unitByCode('522326', personas.community.unit)!.id;
    // All who worked in the community have left.
    await own.tables
      .updateTable('posts')
      .set({ valid_to: new Date(own.clock.now()) })
      .where('unit', '=', community)
      .execute();
    await own.directory.refresh();
    await own.as('supervisor').send(id, 'escalate');
    const { holder } = contextOf((await own.get(id)).snapshot);
    expect(own.directory.unitById(holder.id)?.kind).toBe('street');
    const { rows } = await own.db.query(
      `select from notices where person = $1 and order_id = $2 and template = 'card-escalated'`,
      [personas.street.person, id],
    );
    expect(rows).toHaveLength(1);
  });

  test('what its limit asked for as it was answered, or taken up by hand, takes it up no further', async () => {
    const system = { person: null, post: null, role: 'system', tenant: '522326', path: '' };
    const byTheLimit = async (order: OrderId) =>
      kinds(await street.engine.execute({ order, type: 'escalate', input: {}, actor: system }));
    const card = await issue(await orderInHand());
    await street.until(((await street.get(card)).face.dueAt ?? 0) - 2_001);
    expect(await byTheLimit(card)).toBe('not-allowed');
    await supervisor.send(card, 'escalate');
    street.clock.advance(HOUR);
    expect(await byTheLimit(card)).toBe('not-allowed');
    expect((await context(card)).escalations).toHaveLength(1);
    await street.as('community').send(card, 'reply', { text: '已办' });
    expect(await byTheLimit(card)).toBe('not-allowed');
    expect(await context(card)).toMatchObject({ watch: null, escalations: [{ by: personas.supervisor.person }] });
  });

  test('its limit is heard on a machine whose time is a little behind the one where it rang', async () => {
    const system = { person: null, post: null, role: 'system', tenant: '522326', path: '' };
    const card = await issue(await orderInHand());
    await street.until(((await street.get(card)).face.dueAt ?? 0) - 2_000);
    expect(kinds(await street.engine.execute({ order: card, type: 'escalate', input: {}, actor: system }))).toBe('applied');
  });

  test('by hand, with a new limit to answer', async () => {
    const card = await issue(await orderInHand());
    const before = (await street.get(card)).face.dueAt ?? 0;
    street.clock.advance(2 * HOUR);
    expect(kinds(await supervisor.send(card, 'escalate'))).toBe('applied');
    expect((await street.get(card)).face.dueAt).toBeGreaterThanOrEqual(before);
    expect(kinds(await street.as('community').send(card, 'sign'))).toBe('applied');
  });
});

describe('who', () => {
  test('nobody in hand: the desk that must act next has to answer', async () => {
    const { id } = await street.place();
    const card = await issue(id, { colour: 'blue', reason: 'stage-missed' });
    expect(kinds(await secretary.send(card, 'sign'))).toBe('applied');
    expect(kinds(await member.send(card, 'reply', { text: '与我无关' }))).toBe('not-found');
  });

  test.each(['resident', 'member', 'secretary', 'community', 'street', 'publisher', 'admin'] as const)(
    '%s issues none',
    async (persona) => {
      const order = await orderInHand();
      expect(kinds(await street.as(persona).open('card', 'issue', { order, colour: 'blue', reason: 'other' }))).toBe('forbidden');
    },
  );

  test('card-issuers: nobody issues one about an order outside his area, sealed from him, unknown, withdrawn, or about a card', async () => {
    // Orders are taken only where somebody dispatches them.
    const far = street.directory.unitByCode('522326', '522326001001')!.id;
    const { person } = personas.window;
    await putPosts(street.tables, [
      { id: newId(), tenant: '522326', person, role: 'secretary', unit: far, validFrom: 0, validTo: null },
    ]);
    await street.directory.refresh();
    const elsewhere = await street.place({ unit: far });
    const sealed = await street.place({ category: '1101' });
    const withdrawn = await street.place();
    await street.as('resident').send(withdrawn.id, 'withdraw');
    const card = await issue(await orderInHand());
    for (const order of [elsewhere.id, sealed.id, withdrawn.id, card, '018f0000-0000-7000-8000-000000000000']) {
      expect(kinds(await supervisor.open('card', 'issue', { order, colour: 'blue', reason: 'other' }))).toBe('forbidden');
    }
  });

  test('card-second-person: whoever answered it does not check it, and a stranger to it may not even know of it', async () => {
    const order = await orderInHand();
    const card = await issue(order, { holder: { kind: 'person', id: personas.community.person } });
    expect(kinds(await street.as('resident').send(card, 'sign'))).toBe('not-found');
    expect(kinds(await street.as('member-2').send(card, 'sign'))).toBe('not-found');
    // The handler of the order sees its card, and cannot answer what another must.
    expect(kinds(await member.send(card, 'reply', { text: '代答' }))).toBe('forbidden');
    await street.as('community').send(card, 'reply', { text: '已督促' });
    expect(kinds(await street.as('community').send(card, 'check', { verdict: 'accepted' }))).toBe('forbidden');
    expect(kinds(await street.as('representative').send(card, 'check', { verdict: 'accepted' }))).toBe('applied');
  });

  test('a holder who cannot answer is refused with the field', async () => {
    const order = await orderInHand();
    const outcome = await supervisor.open('card', 'issue', {
      order,
      colour: 'blue',
      reason: 'other',
      holder: { kind: 'person', id: personas.resident.person },
    });
    expect(outcome).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['holder'], message: expect.stringContaining('规则 card-holder-able') }],
    });
  });

  test('of a complaint about a community’s staff that community answers no card', async () => {
    const { id: order } = await street.place({ category: '1101' });
    const bySystem = (input: object): Promise<Outcome> =>
      street.engine.execute({
        workflow: 'card',
        type: 'issue',
        input: { order, colour: 'blue', reason: 'stage-missed', ...input },
        actor: { person: null, post: null, role: 'system', tenant: '522326', path: '' },
      });
    // The desk above the community has to act, so it has to answer.
    const { holder } = contextOf(opened(await bySystem({})).snapshot);
    expect(street.directory.unitById(holder.id)?.kind).toBe('street');
    expect(await bySystem({ holder: { kind: 'person', id: personas.community.person } })).toMatchObject({
      kind: 'invalid',
      issues: [{ message: expect.stringContaining('规则 card-unit-concerned') }],
    });
  });

  test('words of a notice name card, colour and limit, and nothing of what was written', async () => {
    const card = await issue(await orderInHand());
    const { notices } = await noticesOf(street.tables, { tenant: '522326', person: personas.member.person, limit: 1 });
    const { zh, en } = noticeText(notices[0]!.content);
    const { number } = (await street.get(card)).face;
    expect(zh).toMatch(
      new RegExp(`^【督单】\\d{8}-\\d{6}-\\d「.+」被发黄色督办卡 ${number}，请签收，并在\\d+月\\d+日 18:00前回复。$`),
    );
    expect(en).toMatch(new RegExp(`has a yellow supervision card ${number}; please sign for it and answer it by `));
    expect(JSON.stringify(notices)).not.toContain('逾期原因');
  });
});

describe('包保', () => {
  test('card-leader-told: a red card in a large resettlement community is told to its leader too; another colour, and elsewhere, is not', async () => {
    const own = await openStreet({ delivers: true });
    const { unit } = personas.publisher;
    const community = own.directory.unitByCode('522326', unit)!;
    const { id: leader } = { id: personas.leader.person };
    await putPosts(own.tables, [
      { id: newId(), tenant: '522326', person: leader, role: 'leader', unit: community.id, validFrom: 0, validTo: null },
    ]);
    const box = async (): Promise<number> =>
      (await noticesOf(own.tables, { tenant: '522326', person: leader, limit: 50 })).notices.filter(
        ({ content }) => content.template === 'card-copied',
      ).length;
    const card = async (colour: string) => {
      const { id: order } = await own.place();
      opened(await own.as('supervisor').open('card', 'issue', { order, colour, reason: 'other' }));
    };
    await own.directory.refresh();
    await card('red');
    expect(await box()).toBe(0);
    await own.tables
      .updateTable('units')
      .set({ flags: JSON.stringify({ ...community.flags, resettledSince: '2019-06-30', population: 12_600 }) })
      .where('id', '=', community.id)
      .execute();
    await own.directory.refresh();
    await card('yellow');
    expect(await box()).toBe(0);
    await card('red');
    expect(await box()).toBe(1);
    // Of a dispute of his own he is told nothing.
    for (const [other, copies] of [
      [leader, 1],
      [personas['resident-2'].person, 2],
    ] as const) {
      const parties = { a: { persons: [personas.resident.person] }, b: { persons: [other] } };
      const asked = { category: '0502', unit: community.id, text: '楼上半夜拖桌椅', parties };
      const { id: order } = opened(await own.as('resident').open('mediation', 'open', asked));
      opened(await own.as('supervisor').open('card', 'issue', { order, colour: 'red', reason: 'other' }));
      expect(await box()).toBe(copies);
    }
  });
});

describe('核查时限', () => {
  test('card-check-escalates: an answer that nobody checks goes up to those who supervise above, and so does a card that nobody closes', async () => {
    const card = await issue(await orderInHand());
    await member.send(card, 'reply', { text: '已办' });
    const { dueAt } = (await street.get(card)).face;
    expect(dueAt).not.toBeNull();
    await street.until(dueAt ?? 0);
    expect((await told(personas.supervisor.person, card))[0]).toBe('card-check-due');
    expect((await told(personas.representative.person, card))[0]).toBe('card-check-escalated');
    expect((await street.get(card)).face.labels).toContain('escalated');
    const kind = async () => street.directory.unitById((await context(card)).watch ?? '')?.kind;
    expect(await kind()).toBe('community');
    await street.until(dueAt! + 6 * DAY);
    expect(await kind()).toBe('county');
    expect(await told(personas.leader.person, card)).toContain('card-check-escalated');
    // Who answers it has not changed, and whoever may check it still does.
    expect((await context(card)).holder).toEqual({ kind: 'person', id: personas.member.person });
    await supervisor.send(card, 'check', { verdict: 'accepted' });
    const closing = (await street.get(card)).face.dueAt ?? 0;
    expect(closing).toBeGreaterThan(street.clock.now());
    const before = (await context(card)).escalations.length;
    const missed = async () => (await street.journal(card)).filter((type) => type === 'checkDue').length;
    const soFar = await missed();
    await street.until(closing);
    expect(await missed()).toBe(soFar + 1);
    // At the top already: it goes no further.
    expect((await context(card)).escalations.length).toBe(before);
    await supervisor.send(card, 'close');
    expect(await stage(card)).toBe('closed');
    expect(clocksOf((await street.get(card)).snapshot, street.clock.now()).map(({ name }) => name)).toEqual([
      'cardYellow',
      'cardCheck',
      'lookBack',
    ]);
  });
});

describe('card-apart: who keeps out of a dispute has nothing to do with a card about it', () => {
  const unitOf = (code: string): string => street.directory.unitByCode('522326', code)!.id;
  const community = unitOf(personas.community.unit);
  const dispute = async (unit: string, b: object): Promise<OrderId> =>
    opened(
      await street.as('resident').open('mediation', 'open', {
        category: '0502',
        unit,
        text: '楼上半夜拖桌椅',
        parties: { a: { persons: [personas.resident.person] }, b },
      }),
    ).id;
  const between = (...persons: string[]) => ({ persons });

  test('neither is he told of it in his unit, nor answers, reads or arranges it; the others of the unit do', async () => {
    const card = await issue(await dispute(personas.community.unit, between(personas.secretary.person)));
    expect((await context(card)).holder).toEqual({ kind: 'unit', id: community });
    expect(await told(personas.community.person, card)).toEqual(['card-issued']);
    expect(await told(personas.secretary.person, card)).toEqual([]);
    const order = await street.get(card);
    expect(street.engine.allowed(order, street.actor('secretary'))).toEqual([]);
    expect(kinds(await secretary.send(card, 'reply', { text: '代答' }))).toBe('forbidden');
    const access = (who: 'secretary' | 'community') => {
      const actor = street.actor(who);
      const reader = { ...actor, holds: street.directory.holdsOf(actor), keepsOut: keepsOutOf(street.directory)(actor) };
      return accessOf(reader, order, street.clock.now())('grounds');
    };
    expect([access('secretary'), access('community')]).toEqual(['none', 'full']);
    expect(kinds(await street.as('community').send(card, 'reply', { text: '已约双方' }))).toBe('applied');
  });

  test('it goes to nobody of a side, and not to a mediator who has come to be one', async () => {
    const order = await dispute(personas.community.unit, between(personas['resident-2'].person));
    await secretary.send(order, 'take');
    expect((await context(await issue(order))).holder).toEqual({ kind: 'person', id: personas.secretary.person });
    // He moves in with a side.
    const { unit } = street.directory.postsOf(personas['resident-2'].person).find(({ role }) => role === 'resident')!;
    const home = { id: newId(), tenant: '522326', person: personas.secretary.person, role: 'resident' as const, unit };
    await putPosts(street.tables, [{ ...home, validFrom: 0, validTo: null }]);
    await street.directory.refresh();
    expect((await context(await issue(order))).holder).toEqual({ kind: 'unit', id: community });
    const named = { order, colour: 'blue', reason: 'other', holder: { kind: 'person', id: personas.secretary.person } };
    expect(await supervisor.open('card', 'issue', named)).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['holder'], message: expect.stringContaining('规则 card-apart') }],
    });
    await endPost(street.tables, home, street.clock.now());
    await street.directory.refresh();
  });

  test('where nobody else is, it goes up past them: when it is issued, and when nobody answers it', async () => {
    const atStreet = await issue(await dispute(demoStreet, between(personas.street.person)));
    expect((await context(atStreet)).holder).toEqual({ kind: 'unit', id: unitOf('522326') });
    const card = await issue(await dispute(personas.community.unit, between(personas.street.person)));
    await supervisor.send(card, 'escalate');
    expect((await context(card)).holder).toEqual({ kind: 'unit', id: unitOf('522326') });
  });

  test('nor does he issue one', async () => {
    const order = await dispute(personas.community.unit, between(personas.supervisor.person));
    const outcome = await supervisor.open('card', 'issue', { order, colour: 'blue', reason: 'other' });
    expect(outcome).toMatchObject({ issues: [{ path: ['order'], message: expect.stringContaining('规则 card-interested') }] });
  });
});

describe('card-interested', () => {
  const inPost = async (persona: 'member' | 'resident' | 'member-2', role: 'supervisor') => {
    const unit = street.directory.unitByCode('522326', personas.supervisor.unit)!.id;
    const post = newId();
    const { person } = personas[persona];
    await putPosts(street.tables, [{ id: post, tenant: '522326', person, role, unit, validFrom: 0, validTo: null }]);
    await street.directory.refresh();
    return street.directory.actorOf(post)!;
  };

  test('who worked on the order, or whose it is, neither issues, checks, closes nor cancels a card about it, in whatever post', async () => {
    const order = await orderInHand();
    await member.send(order, 'transfer', { to: { kind: 'person', id: personas['member-2'].person }, reason: '出差' });
    await street.as('member-2').send(order, 'accept');
    const card = await issue(order);
    for (const persona of ['member', 'member-2', 'resident'] as const) {
      const actor = await inPost(persona, 'supervisor');
      const input = { order, colour: 'blue', reason: 'other' };
      expect(await street.engine.execute({ workflow: 'card', type: 'issue', input, actor })).toMatchObject({
        kind: 'invalid',
        issues: [{ path: ['order'], message: expect.stringContaining('规则 card-interested') }],
      });
      const cancel = await street.engine.execute({ order: card, type: 'cancel', input: { reason: '无事' }, actor });
      expect([persona, cancel.kind]).toEqual([persona, 'not-allowed']);
      const { snapshot } = await street.get(card);
      const why = whyNotCard(snapshot, { type: 'cancel', input: {}, actor, at: street.clock.now() });
      expect(why?.zh).toContain('规则 card-interested');
    }
  });
});

test('a rule issues no card about an order that is withdrawn before it comes to that, and leaves nothing for a person to look at', async () => {
  const { id } = await street.place({ category: '0204' });
  const labels = async () => (await street.get(id)).face.labels;
  // As long as nothing is delivered.
  for (let hours = 0; hours < 48 && !(await labels()).includes('card:blue'); hours += 1) {
    street.clock.advance(HOUR);
    const due = await leaseDueTimers(street.db, { now: street.clock.now(), wall: Date.UTC(2100, 0), limit: 500, leaseMs: 0 });
    await street.engine.fire(due);
  }
  expect(await labels()).toContain('card:blue');
  const withdrawn = { order: id, type: 'withdraw', input: { reason: '自己修好了' }, actor: street.actor('resident') };
  expect(await street.engine.execute(withdrawn)).toMatchObject({ kind: 'applied' });
  await street.deliver();
  expect(street.undelivered).toEqual([]);
  const { rows } = await street.db.query(`select from orders where workflow = 'card' and $1 = any(labels)`, [`order:${id}`]);
  expect(rows).toEqual([]);
});

test('card-cancel-cause: a card is not cancelled without its reason', async () => {
  const card = await issue(await orderInHand());
  expect(await supervisor.send(card, 'cancel')).toMatchObject({ kind: 'invalid', issues: [{ path: ['reason'] }] });
  expect(await stage(card)).toBe('issued');
});

test('a card is cancelled with its reason sealed; nothing more is asked of anybody', async () => {
  // In one of its own: what all other cards ask for in forty days is not played with it.
  const own = await openStreet({ delivers: true });
  const { id } = await own.place();
  await own.as('secretary').send(id, 'admit');
  await own.as('secretary').send(id, 'dispatch', toMember);
  await own.as('member').send(id, 'accept');
  const asked = { order: id, colour: 'yellow', reason: 'overdue', text: '请说明逾期原因' };
  const { id: card } = opened(await own.as('supervisor').open('card', 'issue', asked));
  await own.as('supervisor').send(card, 'cancel', { reason: '发错对象：李向前' });
  const order = await own.get(card);
  expect(order.face).toMatchObject({ stage: 'cancelled', dueAt: null, closedAt: own.clock.now() });
  expect(JSON.stringify(order)).not.toContain('李向前');
  const before = await own.journal(card);
  await own.until(own.clock.now() + 40 * DAY);
  expect(await own.journal(card)).toEqual(before);
  expect(own.undelivered).toEqual([]);
});

test('no effect of a card was lost', () => {
  expect(street.undelivered).toEqual([]);
});

/** Of the order and of whatever cards it has. */
const toldOfCards = async (person: string, order: OrderId): Promise<string[]> => {
  const { rows } = await street.db.query<{ template: string }>(
    `select n.template from notices n join orders o on o.id = n.order_id
     where n.person = $1 and (o.id = $2 or $3 = any(o.labels)) and n.template in ('card-raised', 'card-issued')`,
    [person, order, `order:${order}`],
  );
  return rows.map(({ template }) => template);
};

describe('a card that a rule issues is told once to each', () => {
  test('to whoever answers it that it is his, to who dispatched that there is one', async () => {
    const order = await orderInHand();
    await street.until((await street.get(order)).face.dueAt ?? 0);
    const { labels } = (await street.get(order)).face;
    expect(labels).toContain('card:blue');
    expect(await toldOfCards(personas.member.person, order)).toEqual(['card-issued']);
    expect(await toldOfCards(personas.secretary.person, order)).toEqual(['card-raised']);
  });

  test('to the desk where nobody has the order in hand', async () => {
    const { id: order } = await street.place({ category: '0101' });
    await street.until((await street.get(order)).face.dueAt ?? 0);
    expect((await street.get(order)).face.labels).toContain('card:blue');
    expect(await toldOfCards(personas.secretary.person, order)).toEqual(['card-issued']);
  });
});
