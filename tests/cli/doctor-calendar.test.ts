import { lookAtCalendar } from '@six-order/cli/doctor/calendar';
import { putNotices } from '@six-order/community/calendar/calendar-store';
import { readNotices } from '@six-order/community/calendar/notice';
import { seedDemo } from '@six-order/community/demo/seed';
import type { Clock } from '@six-order/engine';
import { recountOrders } from '@six-order/workflows/recount-orders';
import { expect, test } from 'vitest';
import { notice2027 } from '../community/notice-2027.ts';
import { openCommunity } from '../community/open-community.ts';
import { openStreet } from '../harness/street.ts';

const at = (day: string) => Date.parse(`${day}T12:00:00+08:00`);

test('the doctor warns 60 days before the official days end, and after', async () => {
  const community = await openCommunity();
  await seedDemo(community);
  const look = async (day: string) => {
    const { status, detail } = await lookAtCalendar(community.db, at(day));
    return `${status}: ${detail}`;
  };
  expect(await look('2026-10-31')).toBe('ok: official days until 2026-12-31');
  expect(await look('2026-11-01')).toBe(
    'warning: the official days end on 2026-12-31, in 60 days; import the notice of 2027 when it is out (`npm run six-order -- calendar import FILE`)',
  );
  expect(await look('2027-01-01')).toMatch(/^warning: the official days ended on 2026-12-31: deadlines are provisional; import/);

  const read = readNotices(notice2027);
  if (read.kind === 'refused') throw new Error('unread');
  await putNotices(community.db, ['522326'], read.notices, at('2026-11-24'));
  expect(await look('2027-01-01')).toBe('ok: official days until 2027-12-31');
});

test('the doctor sees deadlines that were counted before the law’s own days were off, until they are counted anew', async () => {
  const street = await openStreet({ at: '2026-12-30T10:00:00+08:00' });
  const { id } = await street.place({ category: '0106' });
  await street.as('secretary').send(id, 'admit');
  const wholeOf = async () => ((await street.get(id)).snapshot.context as unknown as { clocks: { whole: Clock } }).clocks.whole;
  const counted = await wholeOf();
  const look = () => lookAtCalendar(street.tables, street.clock.now());
  expect((await look()).detail).not.toContain('recount');

  // As the release before left it: New Year's Day, a Friday, was worked, and so it is due on the day before.
  const before = counted.dueAt - 24 * 3_600_000;
  await street.db.query(
    `update orders set snapshot = replace(replace(snapshot, 'official-2026+law', 'official-2026'), $2, $3) where id = $1`,
    [id, `"dueAt":${counted.dueAt}`, `"dueAt":${before}`],
  );
  expect(await look()).toMatchObject({
    status: 'warning',
    detail: expect.stringMatching(
      /; 1 open order has a deadline that was counted as if .* `npm run six-order -- calendar recount`/,
    ),
  });
  const rules = street.deadlines.rulesOf('522326');
  const recounted = await recountOrders({ engine: street.engine, tenant: '522326', rules, now: street.clock.now() });
  expect(recounted).toEqual({ looked: 1, moved: 1, left: 0 });
  expect(await wholeOf()).toMatchObject({ dueAt: counted.dueAt, trace: { calendar: 'official-2026+law' } });
  expect((await look()).detail).not.toContain('recount');
});
