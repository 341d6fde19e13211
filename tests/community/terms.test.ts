// Terms: limits that a subject's policy gives are counted anew when a calendar comes, as if it had been there from the start.
import { createCalendars, officialSources } from '@six-order/community/calendar/calendar';
import { dayNamed, isWeekend } from '@six-order/community/calendar/day';
import type { NoticeDay } from '@six-order/community/calendar/notice';
import { answerTermRecount } from '@six-order/community/deadlines/clock-facts';
import { officialRules, type Rules } from '@six-order/community/deadlines/clock';
import { parseDuration } from '@six-order/community/deadlines/duration';
import { datedTerm, recountTerm, termOf } from '@six-order/community/terms/term';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const path = 'u522326.u004';
const words = { zh: '走访', en: 'visit' };
const first = dayNamed('2026-12-24');
const from = Date.parse('2026-12-24T09:00:00+08:00');

const days = fc.uniqueArray(fc.integer({ min: 8, max: 50 }), { minLength: 1, maxLength: 12 }).map((offsets): NoticeDay[] =>
  offsets.map((offset) => {
    const day = first + offset;
    return { day, kind: isWeekend(day) ? 'workday' : 'holiday', zh: '节', en: 'feast' };
  }),
);
const rulesWith = (named: readonly NoticeDay[]): Rules => ({
  ...officialRules,
  calendarAt: createCalendars({
    ...officialSources,
    notices: [...officialSources.notices, { year: 2027, document: '', days: named }],
    version: 'with 2027',
  }),
});
const before = officialRules.calendarAt(path);

test('a term counted anew is the term that the new calendar would have given, and what does not move says nothing', () => {
  const seen = { moved: 0, stood: 0 };
  fc.assert(
    fc.property(
      days,
      fc.constantFrom('3 wd', '10 wd', '30 wd', '40 wh', '30 d', '48 h'),
      fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      (named, limit, capDays) => {
        const ask = {
          limit: parseDuration(limit),
          from,
          words,
          policy: 'default',
          ...(capDays !== undefined && { cap: from + capDays * 86_400_000 }),
        };
        const rules = rulesWith(named);
        const clock = termOf(before, ask);
        const wanted = termOf(rules.calendarAt(path), ask);
        const counted = recountTerm(rules.calendarAt(path), clock);
        expect(counted ?? clock).toEqual(counted === null ? clock : wanted);
        expect(counted === null).toBe(
          clock.dueAt === wanted.dueAt && clock.halfAt === wanted.halfAt && clock.overAt === wanted.overAt,
        );
        seen[counted === null ? 'stood' : 'moved'] += 1;
      },
    ),
    { numRuns: 200 },
  );
  expect(Math.min(seen.moved, seen.stood), JSON.stringify(seen)).toBeGreaterThan(10);
});

test('of all clocks of a matter those that run and move; a day that somebody named stays', () => {
  const holiday: NoticeDay[] = [8, 11, 12].map((n) => ({ day: first + n, kind: 'holiday', zh: '元旦', en: 'New Year' }));
  const rules = rulesWith(holiday);
  const term = termOf(before, { limit: parseDuration('10 wd'), from, words, policy: 'default' });
  const dated = datedTerm(before, { from, until: from + 30 * 86_400_000, words, policy: 'default' });
  const ended = { startedAt: from, dueAt: term.dueAt, finishedAt: from + 1 };
  const counted = answerTermRecount({ path, clocks: { day: dated as never, linking: term as never, review: ended } }, rules);
  expect(Object.keys(counted ?? {})).toEqual(['linking']);
  expect(counted?.['linking']?.dueAt).toBeGreaterThan(term.dueAt);
  expect(answerTermRecount({ path, clocks: { day: dated as never } }, rules)).toBeNull();
});

test('a term says which days decided it, as the clock of an order does', () => {
  const said = (limit: string, at: string, cap?: string) => {
    const clock = termOf(before, {
      limit: parseDuration(limit),
      from: Date.parse(`${at}+08:00`),
      words,
      policy: 'default',
      cap: cap === undefined ? undefined : Date.parse(`${cap}+08:00`),
    });
    return (clock.trace as { readonly said: { readonly zh: string; readonly en: string } }).said;
  };
  expect(said('2 wd', '2026-03-02T09:00').zh).toBe(
    '走访时限 2 个工作日，自 2026年3月2日 09:00 起，3月4日 18:00 到期（北京时间）。',
  );
  expect(said('3 wd', '2026-03-05T09:00').zh).toContain('起：周末不计；3月10日 18:00 到期');
  const { zh, en } = said('2 wd', '2026-09-30T09:00');
  expect(zh).toMatch(/起：.*为国庆节.*；10月\d+日/);
  expect(en).toMatch(/: .* is .*National Day.*; due/i);
  expect(said('30 d', '2026-09-04T09:00').zh).toContain('为国庆节');
  const cut = said('30 d', '2026-03-02T09:00', '2026-03-07T18:00');
  expect(cut.zh).toMatch(/起，3月7日 18:00 到期（北京时间）。整件事的时限先到，以其为限。$/);
  expect(cut.en).toMatch(/The limit of the whole ends earlier, and that holds\.$/);
});
