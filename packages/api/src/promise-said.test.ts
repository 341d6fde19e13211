// What is promised of an order: by when while there is time, and what should have been once it has passed.
import { bannerOf } from '@six-order/community/emergency/mode';
import { expect, test } from 'vitest';
import { sentenceHtml } from './html.ts';
import * as en from './order-words/en.ts';
import { partsOf } from './order-words/parts.ts';
import { stationClock, stationSaid, stationTime, takenDownAt } from './order-words/station-said.ts';
import * as zh from './order-words/zh.ts';
import { promiseSaid, whenSaid } from './promise-said.ts';

const HOUR = 3_600_000;
const due = Date.parse('2026-11-27T11:40:00+08:00');
const awaited = {
  placed: 'intake',
  admitted: 'dispatch',
  dispatched: 'accept',
  accepted: 'contact',
  working: 'whole',
  reworking: 'rework',
  calling: 'callRequest',
  pooled: 'claim',
  objecting: 'objectionReview',
};
const order = (handling: string, name: string): any => ({
  workflow: 'six-order',
  state: { handling, supervision: 'clear', publication: null },
  clocks: [{ name, light: 'red', dueAt: new Date(due).toISOString() }],
});

test('no sentence promises what should have been by now', () => {
  expect(Object.keys(zh.overdue)).toEqual(Object.keys(awaited));
  for (const [handling, name] of Object.entries(awaited)) {
    const said = (language: 'zh' | 'en', now: number) => promiseSaid(order(handling, name), language, now);
    expect(said('zh', due - HOUR)).toMatchObject({ sentence: expect.not.stringMatching(/应在|超过/), late: null });
    expect(said('zh', due + 3 * HOUR)).toMatchObject({
      sentence: expect.stringMatching(/应在11月27日周五 11:40 前.*，已经超过 3 小时$/),
      late: zh.promise.late,
    });
    expect(said('en', due + 60_000).sentence).toMatch(/11:40, 1 minute ago$/);
    expect(said('en', due + 50 * HOUR).sentence).toMatch(/11:40, 2 days ago$/);
  }
  // Until when one may evaluate is no promise of anybody else's.
  expect(promiseSaid(order('finished', 'evaluate'), 'zh', due + HOUR)).toMatchObject({
    sentence: expect.stringContaining('请在11月27日周五 11:40 前告诉我们'),
    late: null,
  });
});

test.each([
  ['admitted', 'dispatch', '已经受理，应在11月27日周五 11:40 前派人去办，已经超过 1 小时'],
  ['accepted', 'contact', '有人接单了，应在11月27日周五 11:40 前联系您，已经超过 1 小时'],
])('late while it is %s', (handling, name, sentence) => {
  expect(promiseSaid(order(handling, name), 'zh', due + HOUR).sentence).toBe(sentence);
});

test('a sentence is the sum of its parts; dates are kept whole, and the numbers for who is in danger are called', () => {
  for (const text of [
    '',
    '今天 15:00',
    '110、119、120',
    '今天 15:00明天 16:00，110、119、120。',
    zh.promise.suspended,
    en.promise.suspended,
  ])
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  const kept = (sentence: string) => partsOf(sentence).flatMap(({ kind, text }) => (kind === 'text' ? [] : [`${kind} ${text}`]));
  const numbers = ['call 110', 'call 119', 'call 120'];
  expect([zh, en].map(({ promise }) => [kept(promise.suspended), kept(promise.willStandStill)])).toEqual([
    [numbers, numbers],
    [numbers, numbers],
  ]);
  expect(kept(zh.promise.placed('今天 15:00'))).toEqual(['date 今天 15:00 前']);
  expect(kept(zh.promise.working(whenSaid(due, 'zh')))).toEqual(['date 11月27日周五', 'date 11:40 前']);
  expect(kept('至2027年1月8日 24:00')).toEqual(['date 2027年1月8日', 'date 24:00']);
  expect(kept('望应急〔2026〕110号')).toEqual([]);
  expect(sentenceHtml('<今天 15:00> 110、119、120')).toBe(
    '&lt;<span class="whole">今天 15:00</span>&gt; <a href="tel:110">110</a>、<a href="tel:119">119</a>、<a href="tel:120">120</a>',
  );
});

test('until when an emergency is planned is said as every other time', () => {
  const banner = (until: number | null) =>
    bannerOf(
      {
        mode: { emergency: '', hazard: 'flood', level: 'IV', firstResponse: false },
        areas: [],
        document: '望应急〔2026〕3号',
        from: 0,
        until,
      },
      whenSaid,
    );
  expect(banner(due).zh).toContain('（望应急〔2026〕3号），计划至 11月27日周五 11:40。');
  expect(banner(due).en).toContain(', planned until Fri 27 November 11:40.');
  expect(banner(null).zh).not.toContain('计划至');
});

test.each([
  ['dispatch', 'now', 'placed', '先受理，再派单'],
  ['dispatch', 'now', 'admitted', '待派单'],
  ['accept', 'now', 'working', '办理中'],
  ['evaluate', 'now', 'finished', '待评价'],
  ['supervise', 'now', 'working', '进行中'],
  ['publish', 'now', 'finished', '进行中'],
  ['publish', 'skipped', 'finished', '未同意公开'],
  ['evaluate', 'skipped', 'unanswered', '未经过'],
  ['accept', 'done', 'finished', '已完成'],
  ['publish', 'todo', 'reworking', '还没到'],
] as const)('the step %s that is %s, of an order that is %s: %s', (station, status, handling, said) => {
  const order = { handling, said: zh.handling[handling], publishConsent: false, viewer: 'resident' as const };
  expect(stationSaid({ station, status }, order, zh)).toBe(said);
});

test.each([
  ['resident', undefined, '您不满意，正在重办', 'you were not satisfied; it is being done again'],
  ['resident', true, '查实没有办好，正在重办', 'found not to be settled; it is being done again'],
  ['office', undefined, '退回重来', 'returned'],
  ['office', true, '退回重来', 'returned'],
] as const)('what was sent round again is told a %s from there, found not to be done: %s', (viewer, falselyDone, ...said) => {
  const order = { handling: 'reworking', said: zh.handling.reworking, publishConsent: false, viewer };
  const station = { station: 'evaluate', status: 'returned', falselyDone } as const;
  expect([zh, en].map((words) => stationSaid(station, order, words))).toEqual(said);
});

test.each(['todo', 'skipped'] as const)(
  'of a sealed order the board is no step to come, nor one that somebody did not agree to: %s',
  (status) => {
    const order = {
      handling: 'working',
      said: zh.handling.working,
      publishConsent: false,
      sealed: true,
      viewer: 'resident',
    } as const;
    expect([zh, en].map((words) => stationSaid({ station: 'publish', status }, order, words))).toEqual([
      '保密，不公开',
      'confidential, not shown in public',
    ]);
    expect(stationSaid({ station: 'evaluate', status: 'todo' }, order, zh)).toBe('还没到');
  },
);

test.each([
  ['skipped', 'retracted', '2026-12-01T09:00:00+08:00', '公开过，12月1日 撤下', 'was public, taken down 12月1日'],
  ['now', 'open', '2026-12-01T09:00:00+08:00', '公开过，12月1日 撤下', 'was public, taken down 12月1日'],
  ['todo', 'proposed', '2026-12-01T09:00:00+08:00', '公开过，12月1日 撤下', 'was public, taken down 12月1日'],
  ['skipped', 'retracted', undefined, '公开过，已经撤下', 'was public, taken down'],
  ['skipped', 'skipped', undefined, '未经过', 'skipped'],
  ['now', 'hidden', undefined, '有人提出异议，先不公开，等审定', 'somebody objected: not public until that is decided'],
  ['todo', 'hidden', undefined, '有人提出异议，先不公开，等审定', 'somebody objected: not public until that is decided'],
] as const)(
  'what was on the board and is there no more was not passed over: the step is %s, its publication %s, taken down %s',
  (status, publication, at, ...said) => {
    const takenDown = takenDownAt({ state: { publication }, publication: { takenDownAt: at } }, () => '12月1日');
    const standing = {
      handling: 'evaluated',
      said: '已评价',
      publishConsent: true,
      viewer: 'resident',
      publication,
      takenDown,
    } as const;
    expect([zh, en].map((words) => stationSaid({ station: 'publish', status }, standing, words))).toEqual(said);
  },
);

test('a step that was left out though the resident agreed to it was only not gone through', () => {
  const order = { handling: 'evaluated', said: '已评价', publishConsent: true, viewer: 'resident' } as const;
  expect(stationSaid({ station: 'publish', status: 'skipped' }, order, zh)).toBe('未经过');
});

const times = { when: (instant: string) => instant.slice(11, 16), now: Date.parse('2026-03-02T12:00:00Z') };
const at = (time: string) => `2026-03-02T${time}:00Z`;

test.each([
  [{ enteredAt: null }, null, null, null],
  [{ enteredAt: at('09:00') }, null, '09:00', '09:00'],
  [{ enteredAt: at('09:00'), doneAt: at('15:00') }, null, '09:00 开始，15:00 完成', 'from 09:00, done 15:00'],
  [{ enteredAt: at('09:00'), doneAt: at('09:00') }, null, '09:00', '09:00'],
  [{ enteredAt: at('09:00'), earlier: true }, null, '上一次：09:00', 'last time: 09:00'],
  [{ enteredAt: at('09:00'), status: 'now' }, null, '09:00 开始', 'since 09:00'],
  [{ enteredAt: at('09:00'), status: 'now' }, at('15:00'), '09:00 开始，应在15:00 前办完', 'since 09:00, to be done by 15:00'],
  [
    { enteredAt: at('09:00'), status: 'now' },
    at('11:00'),
    '09:00 开始，应在11:00 前办完，已经晚了',
    'since 09:00, to be done by 11:00, late now',
  ],
  // At the desk again it waits there; sent round by an evaluation it was at that moment.
  [{ enteredAt: at('09:00'), status: 'returned', station: 'dispatch' }, null, '09:00 开始', 'since 09:00'],
  [{ enteredAt: at('09:00'), status: 'returned', station: 'evaluate' }, null, '09:00', '09:00'],
] as const)('a step says when it began, and when it was done or is due: %j, due %s', (entered, due, ...said) => {
  const station = { station: 'accept', status: 'done', ...entered };
  const clock = due === null ? null : { name: 'whole', dueAt: due };
  expect([zh, en].map((words) => stationTime(station, clock, times, words))).toEqual(said);
});

test.each([
  ['15:00', '09:00 开始，15:00 前都可以评', 'since 09:00, open until 15:00'],
  ['11:00', '09:00 开始', 'since 09:00'],
] as const)('nobody is late who has not evaluated: until %s', (until, ...said) => {
  const entered = { station: 'evaluate', status: 'now', enteredAt: at('09:00') };
  const clock = { name: 'evaluate', dueAt: at(until) };
  expect([zh, en].map((words) => stationTime(entered, clock, times, words))).toEqual(said);
});

test('what is under way is due by the clock that is waited for, and by none while nothing is counted', () => {
  const clocks = [
    { name: 'whole', light: 'half', dueAt: at('18:00') },
    { name: 'feedback', light: 'half', dueAt: at('15:00') },
  ];
  const order = { state: { handling: 'working' }, clocks };
  expect(stationClock('accept', order)).toBe(clocks[0]);
  expect(Object.keys(zh.dueBy).toSorted()).toEqual([...Object.values(awaited), 'evaluate'].toSorted());
  expect(stationClock('supervise', order)).toBeNull();
  expect(stationClock('accept', { ...order, suspendedAt: at('10:00') })).toBeNull();
  expect(stationClock('accept', { ...order, clocks: clocks.map((clock) => ({ ...clock, light: 'paused' })) })).toBeNull();
  expect(stationClock('accept', { ...order, state: { handling: 'shelved' } })).toBeNull();
});
