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
