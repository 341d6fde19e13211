import { lookAtCalendar } from '@six-order/cli/doctor/calendar';
import { putNotices } from '@six-order/community/calendar/calendar-store';
import { readNotices } from '@six-order/community/calendar/notice';
import { seedDemo } from '@six-order/community/demo/seed';
import { expect, test } from 'vitest';
import { notice2027 } from '../community/notice-2027.ts';
import { openCommunity } from '../community/open-community.ts';

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
