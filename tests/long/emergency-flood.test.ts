// A flood of two days, with 2,000 orders in its area, from the warning to the after-action report: each order stands still once and
// goes on once, and all of it costs no more statements than its budget. A process that dies in the middle: workflows/emergency.
import { demoCommunity, demoStreet, personas } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { contextOf as emergencyOf } from '@six-order/workflows/emergency/face';
import { contextOf } from '@six-order/workflows/six-order/face';
import { expect, test } from 'vitest';
import { DAY, HOUR, openStreet } from '../harness/street.ts';
import { opened } from '../workflows/recorder.ts';

const ORDERS = 2_000;
/** Statements for each order, in and out together, with all that is told and the reminders and cards of the urgent ones. */
const PER_ORDER = 2;

test('a flood from warning to report', { timeout: 300_000 }, async () => {
  const street = await openStreet({ delivers: true });
  const resident = street.actor('resident');
  const secretary = street.actor('secretary');
  const ids: OrderId[] = [];
  for (let from = 0; from < ORDERS; from += 100) {
    const placed = await street.engine.executeMany(
      Array.from({ length: 100 }, (_, n) => ({
        workflow: 'six-order',
        type: 'place',
        input: { category: n % 10 === 0 ? '0201' : '0101', text: '漏水', unit: personas.resident.unit },
        actor: resident,
      })),
    );
    for (const outcome of placed) if (!(outcome instanceof Error)) ids.push(opened(outcome));
  }
  await street.engine.executeMany(ids.map((order) => ({ order, type: 'admit', input: {}, actor: secretary })));
  await street.deliver();
  await street.db.query('delete from notices');
  const before = new Map(
    (await Promise.all(ids.map((id) => street.get(id)))).map(({ id, snapshot }) => [id, contextOf(snapshot).clocks.whole?.dueAt]),
  );
  const since = street.statements();

  street.clock.advance(HOUR);
  const document = '望应急〔2026〕3号';
  const flood = opened(
    await street
      .as('community')
      .open('emergency', 'propose', { kind: 'first-response', hazard: 'flood', scope: [demoCommunity] }),
  );
  await street.as('street').send(flood, 'callOut');
  await street.as('street').send(flood, 'confirm', { document, level: 'II' });
  await street.until(street.clock.now() + 20 * HOUR);
  await street.as('community').send(flood, 'report', { text: '水位下降' });
  await street.as('street').send(flood, 'renew', { document, level: 'III' });
  await street.until(street.clock.now() + 27 * HOUR);
  expect(emergencyOf((await street.get(flood)).snapshot)).toMatchObject({ entered: ORDERS, switching: { direction: 'on' } });
  await street.as('street').send(flood, 'end');
  await street.as('street').send(flood, 'review', { text: '下穿通道须装水位尺' });

  expect(emergencyOf((await street.get(flood)).snapshot)).toMatchObject({
    entered: ORDERS,
    switching: { direction: 'off', orders: ORDERS, doneAt: expect.any(Number) },
    review: { at: expect.any(Number) },
  });
  const { rows } = await street.db.query<{ type: string; orders: number; most: number }>(
    `select entry::jsonb ->> 'type' as type, count(distinct order_id)::int as orders, count(*)::int as most from journal
      where entry::jsonb ->> 'type' in ('enterEmergency', 'leaveEmergency') group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { type: 'enterEmergency', orders: ORDERS, most: ORDERS },
    { type: 'leaveEmergency', orders: ORDERS, most: ORDERS },
  ]);
  for (const id of ids) {
    const { snapshot } = await street.get(id);
    const { clocks, emergency, category } = contextOf(snapshot);
    expect(emergency).toBeUndefined();
    const was = before.get(id) ?? 0;
    // Ordinary work got back what the flood took, and a working day; urgent work has its ordinary limit again.
    if (category === '0101') expect(clocks.whole?.dueAt).toBeGreaterThan(was + 2 * DAY);
    else expect(clocks.whole?.dueAt).toBe(was);
  }
  expect(street.undelivered).toEqual([]);
  expect(street.statements() - since).toBeLessThan(ORDERS * PER_ORDER);
  expect(
    await street.as('street').open('emergency', 'propose', { hazard: 'flood', level: 'II', scope: [demoStreet], document }),
  ).toMatchObject({
    kind: 'applied',
  });
});
