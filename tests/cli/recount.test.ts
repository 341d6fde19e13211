// A calendar came: every running clock is counted anew, of stages, of requests and of cards, and nothing follows from a clock
// that was set aside.
import { recountOrders } from '@six-order/workflows/recount-orders';
import { putNotices } from '@six-order/community/calendar/calendar-store';
import { readNotices } from '@six-order/community/calendar/notice';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { newId } from '@six-order/cli/new-id';
import { isProvisional } from '@six-order/community/deadlines/trace';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import type { Clock, OrderId } from '@six-order/engine';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import { expect, test } from 'vitest';
import { notice2027 } from '../community/notice-2027.ts';
import { openStreet } from '../harness/street.ts';

// A Thursday evening, an hour before the last office closes for the spring festival of a year whose notice is not known.
const street = await openStreet({ at: '2027-02-04T17:00:00+08:00', delivers: true });
const toMember = { to: { kind: 'person', id: personas.member.person } };

/** A difficult case (U3): its stages have working days. */
const life: readonly (readonly [PersonaName, string, object?])[] = [
  ['secretary', 'admit'],
  ['secretary', 'dispatch', toMember],
  ['member', 'accept'],
  ['member', 'contact'],
  ['member', 'askExtension', { by: '2 wd', reason: '等配件' }],
];
async function placed(...steps: typeof life): Promise<OrderId> {
  const { id } = await street.place({ category: '0504' });
  for (const [who, type, input = {}] of steps) expect((await street.as(who).send(id, type, input)).kind, type).toBe('applied');
  return id;
}
const clockOf = async (id: OrderId, name: string) =>
  ((await street.get(id)).snapshot.context as unknown as { clocks: Record<string, Clock> }).clocks[name] as Clock;
const said = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const askReturn = ['member', 'askReturn', { ground: 'unclear', reason: '归属不清' }] as const;
const askPause = ['member', 'askPause', { awaiting: 'resident', reason: '外出' }] as const;

test('each due date is put off by the holiday, its provisional mark goes, and a card comes when the new limit is over', async () => {
  const intake = await placed();
  const accept = await placed(...life.slice(0, 2));
  const contact = await placed(...life.slice(0, 3));
  const decision = await placed(...life);
  const review = await placed(...life.slice(0, 3), askReturn);
  const paused = await placed(...life.slice(0, 4), askPause, ['secretary', 'decide', { granted: true }]);
  const issued = await street.as('supervisor').open('card', 'issue', { order: intake, colour: 'blue', reason: 'other' });
  if (issued.kind !== 'applied') throw new Error(issued.kind);
  const asked = await street.as('resident').open('data-request', 'ask', { kind: 'copy' });
  if (asked.kind !== 'applied') throw new Error(asked.kind);
  const request = asked.order.id;
  const answerBy = said((await clockOf(request, 'dataRequest')).dueAt);
  const nextDay = [
    [intake, 'intake'],
    [accept, 'accept'],
    [contact, 'contact'],
    [decision, 'decision'],
    [review, 'returnReview'],
    [issued.order.id, 'reply'],
  ] as const;
  for (const [id, name] of nextDay) {
    const clock = await clockOf(id, name);
    expect([name, said(clock.dueAt), isProvisional(clock)]).toEqual([name, '2027-02-09 18:00', true]);
  }
  const shown = clocksOf((await street.get(contact)).snapshot, street.clock.now()).find(({ name }) => name === 'contact');
  expect(shown).toMatchObject({ provisional: true, explanation: { zh: expect.stringContaining('暂定') } });
  // A paused order's own clock stands still; that of its pause runs.
  const whole = await clockOf(paused, 'whole');
  expect(said((await clockOf(paused, 'pause')).dueAt)).toBe('2027-02-15 18:00');

  const read = readNotices(notice2027);
  if (read.kind === 'refused') throw new Error('refused');
  expect(await putNotices(street.tables, ['522326'], read.notices, street.clock.now())).toEqual([]);
  await street.deadlines.refresh();
  const recount = () =>
    recountOrders({
      engine: street.engine,
      tenant: '522326',
      rules: street.deadlines.rulesOf('522326'),
      now: street.clock.now(),
    });
  expect(await recount()).toEqual({ looked: 8, moved: 8, left: 0 });
  // Again, nothing is touched.
  expect(await recount()).toEqual({ looked: 8, moved: 0, left: 0 });

  for (const [id, name] of nextDay) {
    const clock = await clockOf(id, name);
    expect([name, said(clock.dueAt), isProvisional(clock)]).toEqual([name, '2027-02-14 18:00', false]);
  }
  expect(said((await clockOf(paused, 'pause')).dueAt)).toBe('2027-02-18 18:00');
  expect(await clockOf(paused, 'whole')).toEqual(whole);
  // 15 working days from 4 February: the law takes 5 to 8 February off, the notice 9 to 12 too, and lets Sunday the 14th be worked.
  expect([answerBy, said((await clockOf(request, 'dataRequest')).dueAt)]).toEqual(['2027-03-01 18:00', '2027-03-04 18:00']);

  // Nothing comes of the day that was counted before the notice was there.
  const byRule = async () => (await street.get(accept)).face.labels.filter((label) => label.startsWith('card:'));
  await street.until(Date.parse('2027-02-14T17:59:00+08:00'));
  expect(await byRule()).toEqual([]);
  for (const id of [contact, decision, review]) expect((await street.get(id)).face.labels).not.toContain('card:blue');
  await street.until(Date.parse('2027-02-14T18:00:00+08:00'));
  expect(await byRule()).toEqual(['card:blue']);
  for (const id of [contact, decision, review]) expect((await street.get(id)).face.labels).toContain('card:blue');
  await street.until(Date.parse('2027-02-18T18:00:00+08:00'));
  expect((await street.get(paused)).face.stage).toBe('working');

  for (const id of [intake, accept, contact, decision, review, paused, issued.order.id, request]) {
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
  }
});

test('a day that a place works after all: what is late by it is due at once, and what was late already is not due again', async () => {
  await street.db.query('delete from timers');
  street.clock.set(Date.parse('2026-03-06T09:00:00+08:00'));
  const [{ id: late }, { id: before }] = [await street.place({ category: '0504' }), await street.place({ category: '0201' })];
  // Sunday; the limit of the first is Monday evening, that of the second was an hour.
  await street.until(Date.parse('2026-03-08T12:00:00+08:00'));
  expect(said((await clockOf(late, 'intake')).dueAt)).toBe('2026-03-09 18:00');
  const blue = async (id: OrderId) => (await street.get(id)).snapshot.value as { supervision: string };
  expect([await blue(late), await blue(before)]).toMatchObject([{ supervision: 'clear' }, { supervision: 'blue' }]);
  const journal = await street.journal(before);

  await putCountyRules(street.tables, [
    {
      id: newId(),
      tenant: '522326',
      kind: 'own-days',
      key: '2026-03-07',
      path: 'u522326',
      value: { kind: 'workday', zh: '补班', en: 'worked', from: '2026-03-07', to: '2026-03-07' },
      document: '县政府通知',
      validFrom: Date.parse('2026-03-01T00:00:00+08:00'),
      validTo: null,
    } as never,
  ]);
  await street.deadlines.refresh();
  const now = street.clock.now();
  await recountOrders({ engine: street.engine, tenant: '522326', rules: street.deadlines.rulesOf('522326'), now });
  expect(said((await clockOf(late, 'intake')).dueAt)).toBe('2026-03-07 18:00');
  await street.tick();
  expect(await blue(late)).toMatchObject({ supervision: 'blue' });
  expect(await street.journal(before)).toEqual(journal);
});
