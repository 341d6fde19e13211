import { handling as states } from '@six-order/api/order-words-en';
import { deliberationNews } from '@six-order/community/deliberation/news';
import { emergencyNews } from '@six-order/community/emergency/news';
import { mediationNews, warningNews } from '@six-order/community/mediation/news';
import { isOfActivity, NoticeTemplate, parseNotice } from '@six-order/community/notices/notice';
import { markRead, noticesOf, overtakeNotices, putNotice, type Notice } from '@six-order/community/notices/notice-store';
import { noticeText } from '@six-order/community/notices/template';
import { referralNews } from '@six-order/community/referrals/news';
import { taskNews } from '@six-order/community/tasks/news';
import { visitNews } from '@six-order/community/visits/news';
import { describe, expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const at = Date.parse('2026-11-24T09:00:00+08:00');
const tenant = '522326';
const full = {
  number: '20261124-000123-4',
  category: '0101',
  clock: 'accept',
  colour: 'red',
  card: 'D20261124-000007-3',
  dueAt: at,
  was: '0102',
  month: '2026-10',
};

/** Templates that tell one of several things. */
const news: Partial<Record<NoticeTemplate, object>> = {
  'mediation-news': mediationNews,
  'warning-news': warningNews,
  'visit-news': visitNews,
  'task-news': taskNews,
  'emergency-news': emergencyNews,
  'deliberation-news': deliberationNews,
  'referral-news': referralNews,
};
const templates = NoticeTemplate.options
  .filter((template) => !isOfActivity(template))
  .flatMap((template) => Object.keys(news[template] ?? { '': null }).map((event) => [template, event] as const));

/** What is no order is told of by its own kind. */
const ofKind = {
  'mediation-news': '调解单',
  'warning-news': '预警',
  'visit-news': '走访单',
  'task-news': '任务单',
  'deliberation-news': '议事单',
  'referral-news': '移送单',
  'emergency-news': '应急',
};

describe('words', () => {
  test.each(templates)('%s %s is one sentence in each language, with number and category', (template, event) => {
    const { zh, en } = noticeText(parseNotice(template, { ...full, event }));
    const head = ofKind[template as keyof typeof ofKind] ?? '[点派接督晒评]单';
    expect(zh).toMatch(new RegExp(`^【${head}】20261124-000123-4「房屋漏水渗水」[^「」undefined]+[。？]$`));
    expect(en).toMatch(/^[A-Z][a-z]+: 20261124-000123-4 \(leak in dwelling\) .+[.?]$/);
    expect(en).not.toMatch(/undefined|NaN/);
  });

  test('of an activity its kind and time are told, and no word of its own', () => {
    const joined = { kind: 'couplets', startsAt: at, title: '写春联' };
    expect(noticeText(parseNotice('activity-cancelled', joined))).toEqual({
      zh: '【活动】您报名的11月24日 09:00「写春联」已取消。',
      en: 'Activity: New Year couplets of 24 November 09:00, which you joined, was cancelled.',
    });
    expect(noticeText(parseNotice('activity-moved', { ...joined, to: at + 86_400_000 }))).toEqual({
      zh: '【活动】您报名的11月24日 09:00「写春联」时间或地点有变，现为11月25日 09:00，不便参加可取消报名。',
      en: 'Activity: New Year couplets of 24 November 09:00, which you joined, was moved: it begins 25 November 09:00 now, and you may leave it.',
    });
    expect(parseNotice('activity-cancelled', joined).params).not.toHaveProperty('title');
  });

  test('what begins at midnight begins on its day; what is due at midnight is due at the end of the day before', () => {
    const midnight = Date.parse('2026-11-25T00:00:00+08:00');
    const { zh, en } = noticeText(parseNotice('activity-cancelled', { kind: 'couplets', startsAt: midnight }));
    expect([zh, en]).toEqual([expect.stringContaining('11月25日 00:00'), expect.stringContaining('25 November 00:00')]);
    const due = noticeText(parseNotice('clock-due', { ...full, dueAt: midnight }));
    expect([due.zh, due.en]).toEqual([expect.stringContaining('11月24日 24:00'), expect.stringContaining('24 November 24:00')]);
  });

  test('clocks and cards are named', () => {
    expect(noticeText(parseNotice('clock-due', full))).toEqual({
      zh: '【督单】20261124-000123-4「房屋漏水渗水」接单时限已到，请立即办理。到期时间：11月24日 09:00。',
      en: 'Supervision: 20261124-000123-4 (leak in dwelling) has reached its acceptance limit; please act now. Due: 24 November 09:00.',
    });
    expect(noticeText(parseNotice('clock-over', { ...full, dueAt: undefined })).zh).toMatch(/接单已超期，请立即办理。$/);
    const late = noticeText(parseNotice('clock-over', { ...full, dueAt: undefined, late: ['whole', 'feedback'] }));
    expect(late.zh).toMatch(/接单、办结、先期反馈已超期，请立即办理。$/);
    expect(late.en).toMatch(/is past its limits: acceptance, completion, first report; please act now.$/);
    // Who answers it is found when it is issued: the one who had the work may have left by then.
    expect(noticeText(parseNotice('card-raised', full)).zh).toContain('被发红色督办卡，由谁回复见卡');
    expect(noticeText(parseNotice('card-issued', full))).toEqual({
      zh: '【督单】20261124-000123-4「房屋漏水渗水」被发红色督办卡 D20261124-000007-3，请签收，并在11月24日 09:00前回复。',
      en: 'Supervision: 20261124-000123-4 (leak in dwelling) has a red supervision card D20261124-000007-3; please sign for it and answer it by 24 November 09:00.',
    });
  });

  test.each([
    ['order-refused', 'refused'],
    ['order-withdrawn', 'withdrawn'],
    ['order-accepted', 'accepted'],
    ['order-contacted', 'working'],
    ['order-reopened', 'reworking'],
    ['order-rework-begun', 'reworking'],
    ['order-declared-false', 'reworking'],
    ['order-false-redone', 'reworking'],
    ['order-evaluated', 'evaluated'],
    ['order-unanswered', 'unanswered'],
    ['order-paused', 'paused'],
    ['order-escalated', 'escalated'],
  ] as const)('%s says of the state in English what the order’s page and lists do: %s', (template, state) => {
    expect(noticeText(parseNotice(template, full)).en.toLowerCase()).toContain(states[state].toLowerCase());
  });

  test.each(['0506', '1101', '0701'])('sealed category %s is never named', (category) => {
    const { zh, en } = noticeText(parseNotice('order-dispatched', { ...full, category }));
    expect(zh).toBe('【派单】20261124-000123-4 已派给您，请及时接单。');
    expect(en).toBe('Dispatch: 20261124-000123-4 was dispatched to you; please accept it in time.');
  });
});

test('nothing but what a template names is kept', () => {
  expect(parseNotice('order-placed', { ...full, text: 'free text' })).toEqual({
    template: 'order-placed',
    params: { number: full.number, category: '0101' },
  });
  expect(() => parseNotice('order-eaten', full)).toThrow(/Invalid option/);
  expect(() => parseNotice('clock-half', { ...full, clock: 'sun' })).toThrow(/Invalid option/);
  expect(() => parseNotice('card-raised', { number: full.number, category: '0101' })).toThrow(/colour/);
});

describe('boxes', () => {
  async function openBox() {
    const { db, pool, newId } = await openCommunity();
    const person = newId();
    const notice = (more: Partial<Notice> = {}): Notice => ({
      outbox: newId(),
      tenant,
      person,
      order: newId(),
      seq: 1,
      content: parseNotice('order-placed', full),
      at,
      ...more,
    });
    const read = (more: { readonly limit?: number; readonly cursor?: string } = {}) =>
      noticesOf(db, { tenant, person, limit: 50, ...more });
    return { db, pool, newId, person, notice, read };
  }

  test('a second delivery changes nothing, and one outbox row may reach several people', async () => {
    const { db, newId, notice, read } = await openBox();
    const first = notice();
    expect(await putNotice(db, first, { ...first, person: newId() })).toBe(2);
    expect(await putNotice(db, first, { ...first, content: parseNotice('order-withdrawn', full), at: at + 1 })).toBe(0);
    expect(await putNotice(db)).toBe(0);
    expect((await read()).notices).toEqual([{ ...first, activity: null, readAt: null }]);
  });

  test('pages go from the newest to the oldest, each notice once, also among those of one instant', async () => {
    const { db, notice, read } = await openBox();
    const all = Array.from({ length: 25 }, (_, nth) => notice({ at: at + Math.floor(nth / 5) }));
    await putNotice(db, ...all);
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await read({ limit: 7, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.notices.map(({ outbox }) => outbox));
      cursor = page.next ?? undefined;
      pages += 1;
    } while (cursor !== undefined);
    expect(pages).toBe(4);
    const newestFirst = all.toSorted((a, b) => b.at - a.at || (a.outbox < b.outbox ? 1 : -1));
    expect(seen).toEqual(newestFirst.map(({ outbox }) => outbox));
  });

  test.each(['', 'x', 'é', Buffer.from('1 2').toString('base64url')])('cursor %j reads as the first page', async (cursor) => {
    const { db, notice, read } = await openBox();
    await putNotice(db, notice());
    expect((await read({ cursor })).notices).toHaveLength(1);
  });

  test('of one order a person is told once how it stands: what a later notice overtook stands as read, in whatever order they come', async () => {
    const { db, newId, notice, read } = await openBox();
    const order = newId();
    const told = (template: NoticeTemplate, minute: number, more: Partial<Notice> = {}) =>
      notice({ order, seq: minute + 1, content: parseNotice(template, full), at: at + minute * 60_000, ...more });
    const [paused, finished, other] = [
      told('order-paused', 0),
      told('order-progress', 1),
      told('order-paused', 0, { order: newId() }),
    ];
    const [resumed, again, on] = [told('order-resumed', 2), told('order-paused', 3), told('order-resumed', 4)];
    const theirs = { ...paused, person: newId() };
    const unread = async () => (await read()).notices.filter(({ readAt }) => readAt === null).map(({ outbox }) => outbox);
    const arrive = async (...notices: Notice[]) => {
      await putNotice(db, ...notices);
      return overtakeNotices(db, ...notices);
    };
    expect(await arrive(paused, finished, other, theirs)).toBe(0);
    expect(await arrive(resumed)).toBe(1);
    expect((await read()).notices.find(({ outbox }) => outbox === paused.outbox)?.readAt).toBe(resumed.at);
    expect(await arrive(on)).toBe(1);
    // It comes late, and is overtaken already.
    expect(await arrive(again)).toBe(1);
    expect(await arrive(again)).toBe(0);
    expect((await unread()).toSorted()).toEqual([finished.outbox, other.outbox, on.outbox].toSorted());
    expect((await noticesOf(db, { tenant, person: theirs.person, limit: 1 })).notices).toMatchObject([{ readAt: null }]);
    expect(await overtakeNotices(db)).toBe(0);
  });

  test('the last word on how an order stands is its last entry’s, on however slow a machine that was written', async () => {
    const { db, newId, notice, read } = await openBox();
    const word = (template: NoticeTemplate, order: string, seq: number, ms: number) =>
      notice({ order, seq, content: parseNotice(template, full), at: at + ms });
    const orders = [newId(), newId()] as const;
    const paused = orders.map((order) => word('order-paused', order, 7, 900)) as [Notice, Notice];
    const resumed = orders.map((order) => word('order-resumed', order, 8, 0)) as [Notice, Notice];
    for (const some of [[paused[0]], [resumed[0]], [resumed[1]], [paused[1]]]) {
      await putNotice(db, ...some);
      await overtakeNotices(db, ...some);
    }
    const readAt = new Map((await read()).notices.map((one) => [one.outbox, one.readAt]));
    expect(resumed.map(({ outbox }) => readAt.get(outbox))).toEqual([null, null]);
    // Not before it was there to be read.
    expect(paused.map(({ outbox }) => readAt.get(outbox))).toEqual(paused.map((one) => one.at));
  });

  test('notices from before they knew their entry are overtaken by those that do, and among themselves by time', async () => {
    const { db, newId, notice, read } = await openBox();
    const order = newId();
    const before = [0, 1].map((minute) =>
      notice({ order, seq: 0, content: parseNotice('order-shelved', full), at: at + minute * 60_000 }),
    );
    await putNotice(db, ...before.toReversed());
    expect(await overtakeNotices(db, ...before)).toBe(1);
    expect((await read()).notices.map(({ readAt }) => readAt)).toEqual([null, at + 60_000]);
    const resumed = notice({ order, seq: 5, content: parseNotice('order-resumed', full), at });
    await putNotice(db, resumed);
    expect(await overtakeNotices(db, resumed)).toBe(1);
    expect((await read()).notices.find(({ outbox }) => outbox === resumed.outbox)?.readAt).toBeNull();
  });

  test('one marks one’s own notices, once', async () => {
    const { db, newId, person, notice, read } = await openBox();
    const [mine, theirs] = [notice(), notice({ person: newId() })];
    await putNotice(db, mine, theirs);
    const outbox = [mine.outbox, theirs.outbox];
    expect(await markRead(db, { tenant, person, outbox, at: at + 5 })).toBe(1);
    expect(await markRead(db, { tenant, person, outbox, at: at + 9 })).toBe(0);
    expect(await markRead(db, { tenant, person, outbox: [], at })).toBe(0);
    expect((await read()).notices).toMatchObject([{ outbox: mine.outbox, readAt: at + 5 }]);
    expect((await noticesOf(db, { tenant, person: theirs.person, limit: 1 })).notices).toMatchObject([{ readAt: null }]);
  });

  test('marking waits for a notice that is being overtaken with none of the later ones in its hands', async () => {
    const { db, pool, newId, person, notice, read } = await openBox();
    const outbox = Array.from({ length: 20 }, newId).toSorted();
    await putNotice(db, ...outbox.map((id, minute) => notice({ outbox: id, at: at + minute * 60_000 })));
    const other = await pool.connect();
    try {
      await other.query('begin');
      await other.query('select from notices where outbox = $1 for no key update', [outbox[0]]);
      const marking = markRead(db, { tenant, person, outbox, at });
      const waiting = 'select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()';
      await expect.poll(async () => (await pool.query(waiting)).rowCount).toBe(1);
      expect((await other.query('select from notices for no key update nowait')).rowCount).toBe(20);
      await other.query('commit');
      expect(await marking).toBe(20);
    } finally {
      other.release(true);
    }
    expect((await read()).notices.every(({ readAt }) => readAt === at)).toBe(true);
  });
});
