// The audit that the chaos rounds trust: it finds each thing that could be wrong, and nothing in a sound database.
import type { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { personas } from '@six-order/community/demo/personas';
import { afterAll, expect, test } from 'vitest';
import { createAudit } from '../harness/chaos/audit.ts';
import type { Sent } from '../harness/chaos/client.ts';
import { noFindings, type Finding } from '../harness/chaos/findings.ts';
import { openStreet, testKeys } from '../harness/street.ts';

const HOUR = 3_600_000;
const street = await openStreet();
const owner = openPool(street.url, 'owner', { max: 2 });
afterAll(() => owner.end());

const acknowledged = (order: OrderId, type: string, revision: number, text: string): Sent => ({
  key: `${order} ${revision}`,
  persona: 'resident',
  person: personas.resident.person,
  type,
  order,
  text,
  attempts: 1,
  told: { kind: 'acknowledged', order, revision },
});

/** An order with a note and one fired timer, and what its resident was told. */
async function anOrder(): Promise<{ id: OrderId; sent: Sent[] }> {
  // An hour, day and night: half of it is over after 30 minutes, 80 % after 48.
  const { id } = await street.place({ category: '0201', text: '漏水' });
  await street.as('resident').send(id, 'note', { text: '还在漏' });
  street.clock.advance(40 * 60_000);
  await street.tick();
  expect(await street.journal(id)).toEqual(['place', 'note', 'intakeHalf']);
  return { id, sent: [acknowledged(id, 'place', 1, '漏水'), acknowledged(id, 'note', 2, '还在漏')] };
}

const audit = (sent: readonly Sent[], settledAt = street.clock.now()) => createAudit(owner, testKeys)({ sent, settledAt });

type Tampering = (order: OrderId) => Promise<unknown>;
const statement =
  (text: string): Tampering =>
  (order) =>
    owner.query(text, [order]);

const tamperings: Record<
  Exclude<Finding, 'acknowledgedButMissing' | 'appliedButNeverAcknowledged' | 'dueButNotFired'>,
  Tampering
> = {
  unverified: statement(`update journal set mac = decode(repeat('00', 32), 'hex') where order_id = $1 and seq = 2`),
  replaysDifferently: statement(`update orders set snapshot = snapshot || ' ' where id = $1`),
  firedTwice: statement(
    `insert into journal (order_id, seq, recorded_at, entry, mac)
     select gen_random_uuid(), seq, recorded_at, entry, mac from journal where order_id = $1 and seq = 3`,
  ),
  timersAstray: statement('delete from timers where order_id = $1'),
  effectsAstray: statement('delete from outbox where order_id = $1 and seq = 3'),
  deadLetters: statement('update outbox set dead_at = now() where order_id = $1 and seq = 3'),
  unreadable: statement(`delete from sealed_values where order_id = $1 and id like '2/%'`),
};

test.for(Object.entries(tamperings) as [Finding, Tampering][])('it finds %s, and nothing before', async ([finding, tamper]) => {
  await owner.query('truncate orders, journal, timers, outbox, sealed_values, holders');
  const { id, sent } = await anOrder();
  expect(await audit(sent)).toEqual(noFindings());
  await tamper(id);
  const found = await audit(sent);
  expect(found[finding]).toHaveLength(1);
});

test('it finds what was told and is not there, and what is there and was not told', async () => {
  await owner.query('truncate orders, journal, timers, outbox, sealed_values, holders');
  const { id, sent } = await anOrder();
  const [place, note] = sent as [Sent, Sent];
  const otherRevision: Sent = { ...note, told: { kind: 'acknowledged', order: id, revision: 3 } };
  expect((await audit([place, otherRevision])).acknowledgedButMissing).toHaveLength(1);
  expect((await audit([place, { ...note, text: '不漏了' }])).acknowledgedButMissing).toHaveLength(1);
  expect((await audit([place, note, { ...note, attempts: 2 }])).acknowledgedButMissing).toHaveLength(1);
  expect((await audit([place])).appliedButNeverAcknowledged).toEqual([`${id}: 2 note`]);
  expect((await audit(sent, street.clock.now() + 30 * HOUR)).dueButNotFired).toHaveLength(1);
});

test('it finds a notice that nothing asked for', async () => {
  await owner.query('truncate orders, journal, timers, outbox, sealed_values, holders');
  const { id, sent } = await anOrder();
  await owner.query(
    `insert into notices (tenant, outbox, person, template, params, order_id, at)
     values ('522326', gen_random_uuid(), gen_random_uuid(), 'order-admitted', '{"number":"1","category":"0101"}', $1, now())`,
    [id],
  );
  expect((await audit(sent)).effectsAstray).toHaveLength(1);
});
