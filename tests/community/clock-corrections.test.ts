// Another urgency or category of an order: what becomes of its clocks.
import { categories } from '@six-order/community/catalogue/catalogue';
import type { Urgency } from '@six-order/community/catalogue/category';
import type { ChangedOrder } from '@six-order/community/deadlines/change';
import { answerClockRecount, correctionRefused } from '@six-order/community/deadlines/clock-facts';
import { officialRules } from '@six-order/community/deadlines/clock';
import { explain } from '@six-order/community/deadlines/explain';
import { clocksAt } from '@six-order/community/deadlines/recount';
import { traceOf } from '@six-order/community/deadlines/trace';
import type { Clock } from '@six-order/engine';
import { describe, expect, test } from 'vitest';
import { after, at, due, extend, leak, lift, orderOf, path, pause, resume, said, start } from './changed-clock.ts';

describe('another urgency, for all clocks of an order', () => {
  const when = at('03-02T15:00');
  const recounted = (
    clocks: Record<string, Clock | { readonly finishedAt: number }>,
    to: 'U0' | 'U1' | 'U2',
    urgency = leak.urgency,
  ) =>
    Object.fromEntries(
      Object.entries(clocksAt(clocks, { ...leak, urgency }, { ...leak, urgency: to }, when, officialRules)).map(
        ([name, clock]) => [name, said(clock.dueAt)],
      ),
    );
  const whole = start(leak, '03-02T09:00');
  const accept = start(leak, '03-02T09:00', { clock: 'accept' });

  test('raised, a stage has its new limit from then on; a category’s own limit of the whole prevails', () => {
    expect(recounted({ whole, accept, dispatch: { finishedAt: when } }, 'U0')).toEqual({
      whole: '03-09 18:00',
      accept: '03-02 15:15',
    });
  });

  test('never more time than it had, and one that was late begins anew', () => {
    const soon = { ...accept, dueAt: when + 60_000 };
    expect(recounted({ accept: soon }, 'U0')).toEqual({ accept: '03-02 15:01' });
    expect(recounted({ accept: { ...accept, dueAt: when - 1 } }, 'U0')).toEqual({ accept: '03-02 15:15' });
    expect(clocksAt({ accept: soon }, leak, { ...leak, urgency: 'U0' }, when, officialRules)['accept']?.everyMs).toBe(
      15 * 60_000,
    );
  });

  test('lowered, it is counted from its start; what has no limit there is left out', () => {
    const urgent = { ...leak, urgency: 'U1' } as const;
    const clocks = {
      feedback: start(urgent, '03-02T09:00', { clock: 'feedback' }),
      arrive: start(urgent, '03-02T09:00', { clock: 'arrive' }),
    };
    expect(recounted(clocks, 'U2', 'U1')).toEqual({ feedback: '03-05 18:00' });
  });

  test('less urgent, what was in time has more of it; what is late has none, then or when it stood still', () => {
    const rework = start(leak, '03-02T09:00', { clock: 'rework' });
    const lowered = (when: string, since?: string) => {
      const clocks = clocksAt(
        { rework },
        leak,
        { ...leak, urgency: 'U3' },
        at(when),
        officialRules,
        ...(since ? [at(since)] : []),
      );
      return clocks['rework'] && said(clocks['rework'].dueAt);
    };
    expect(lowered('03-05T17:59')).toBe('03-09 18:00');
    expect(lowered('03-05T18:00')).toBe('03-05 18:00');
    expect(lowered('03-09T09:00', '03-05T17:59')).toBe('03-09 18:00');
    expect(lowered('03-09T09:00', '03-05T18:00')).toBe('03-05 18:00');
  });

  test('what is late by having been more urgent gets back what it had, and not an hour more', () => {
    type Step = readonly [when: string, to: Urgency];
    const through = (...steps: readonly Step[]) => {
      let clock = start(leak, '03-02T09:00', { clock: 'rework' });
      let urgency: Urgency = 'U2';
      for (const [when, to] of steps) {
        clock = clocksAt({ clock }, { ...leak, urgency }, { ...leak, urgency: to }, at(when), officialRules)['clock'] ?? clock;
        urgency = to;
      }
      return said(clock.dueAt);
    };
    expect(through(['03-04T09:00', 'U0'])).toBe('03-03 09:00');
    expect(through(['03-04T09:00', 'U0'], ['03-04T10:00', 'U2'])).toBe('03-05 18:00');
    expect(through(['03-04T09:00', 'U0'], ['03-06T10:00', 'U2'])).toBe('03-05 18:00');
    expect(through(['03-04T09:00', 'U0'], ['03-06T10:00', 'U3'])).toBe('03-05 18:00');
    expect(through(['03-04T09:00', 'U0'], ['03-04T10:00', 'U3'])).toBe('03-09 18:00');
    // Less urgent in time, then more and less again.
    expect(through(['03-04T09:00', 'U3'], ['03-05T09:00', 'U0'], ['03-06T09:00', 'U3'])).toBe('03-09 18:00');
    // Less urgent when it was late, then more and less again: nothing is gained by it.
    expect(through(['03-06T09:00', 'U3'], ['03-06T10:00', 'U2'], ['03-06T11:00', 'U3'])).toBe('03-05 18:00');
    expect(through(['03-06T09:00', 'U3'], ['03-06T10:00', 'U0'], ['03-06T11:00', 'U3'])).toBe('03-05 18:00');
  });

  test('what is late and less urgent says so, and reminds by the new beat', () => {
    const arrive = start({ ...leak, urgency: 'U0' }, '03-02T09:00', { clock: 'arrive' });
    const lowered = clocksAt(
      { arrive },
      { ...leak, urgency: 'U0' },
      { ...leak, urgency: 'U1' },
      at('03-02T10:30'),
      officialRules,
    )['arrive'];
    const beat = start({ ...leak, urgency: 'U1' }, '03-02T09:00', { clock: 'arrive' }).everyMs;
    expect(lowered).toMatchObject({ dueAt: arrive.dueAt, everyMs: beat });
    expect(beat).not.toBe(arrive.everyMs);
    expect(lowered && explain(lowered).zh).toContain('紧急程度由 U0 改为 U1，当时已逾期，不因此增加时间。');
  });

  test('each says so', () => {
    const raised = clocksAt({ whole, accept }, leak, { ...leak, urgency: 'U1' }, when, officialRules);
    for (const clock of Object.values(raised)) {
      expect(explain(clock).zh).toContain('紧急程度由 U2 改为 U1');
      expect(explain(clock).en).toContain('Urgency changed from U2 to U1');
    }
  });

  test('residents’ windows and reviews hang on no urgency', () => {
    const clocks = Object.fromEntries(
      (['evaluate', 'objectionReview', 'publicObjection', 'pause', 'shelveReview'] as const).map((clock) => [
        clock,
        start(leak, '03-02T09:00', { clock }),
      ]),
    );
    expect(recounted(clocks, 'U0')).toEqual({});
  });
});

describe('another category, for the clocks of an order (更正类别)', () => {
  const changed = (clock: Clock, from: ChangedOrder, to: ChangedOrder, when: string): Clock | string =>
    after(clock, from, [when, { change: 'category', category: to.category, urgency: to.urgency }]);

  test('whatever it was, the whole is due as if it had been of the new one from its start', () => {
    for (const from of categories)
      for (const to of categories) {
        const [was, now] = [orderOf(from.code, from.urgency), orderOf(to.code, to.urgency)];
        const clock = changed(start(was, '03-02T09:00'), was, now, '03-02T09:30') as Clock;
        const born = start(now, '03-02T09:00');
        expect([due(clock), clock.overAt, clock.everyMs, traceOf(clock)], `${from.code} ${to.code}`).toEqual([
          due(born),
          born.overAt,
          born.everyMs,
          expect.objectContaining({ ...traceOf(born), ...(from !== to && { changes: expect.anything() }) }),
        ]);
      }
  });

  test('what was paused or extended stays so', () => {
    const clock = after(
      start(leak, '03-02T09:00'),
      leak,
      ['03-04T12:00', pause],
      ['03-06T14:00', resume],
      ['03-06T15:00', extend('2 wd')],
    );
    const repair = orderOf('0102', 'U2');
    const born = after(
      start(repair, '03-02T09:00'),
      repair,
      ['03-04T12:00', pause],
      ['03-06T14:00', resume],
      ['03-06T15:00', extend('2 wd')],
    );
    expect(due(changed(clock as Clock, leak, repair, '03-06T16:00'))).toBe(due(born));
  });

  test('once the whole limit is up it gives no more time, and may give less', () => {
    const clock = start(leak, '03-02T09:00');
    expect(changed(clock, leak, orderOf('0502', 'U2'), '03-09T18:00')).toContain('gives no more time. (rule category-in-time;');
    expect(due(changed(clock, leak, orderOf('0502', 'U2'), '03-09T17:59'))).toBe('03-11 18:00');
    expect(due(changed(clock, leak, orderOf('0102', 'U2'), '03-09T18:00'))).toBe('03-05 18:00');
  });

  test('the work done again has no more time either; what another system said of its own stands, and stands against nothing', () => {
    const corrected = (clocks: Readonly<Record<string, Clock>>, when: string) => {
      const ask = { category: '0101', urgency: 'U2', path, clocks: clocks as never, to: 'U3', toCategory: '0504' } as const;
      return correctionRefused(ask, at(when), officialRules)?.en ?? answerClockRecount(ask, at(when), officialRules);
    };
    const rework = start(leak, '03-02T09:00', { clock: 'rework' });
    expect(corrected({ rework }, '03-05T18:00')).toContain('gives no more time. (rule category-in-time;');
    expect(corrected({ rework }, '03-05T17:59')).toMatchObject({ rework: { dueAt: at('03-09T18:00') } });
    const whole = { ...start(leak, '03-02T09:00'), trace: { said: { zh: '对方系统所定。', en: 'Set there.' } } };
    expect(corrected({ whole }, '03-20T09:00')).toBeNull();
  });

  test('a stage that would be late at once has its limit from then on; one with none is left out', () => {
    const when = at('03-03T12:00');
    const clocks = { whole: start(leak, '03-02T09:00'), contact: start(lift, '03-02T09:00', { clock: 'feedback' }) };
    const counted = clocksAt(clocks, leak, orderOf('0104', 'U0'), when, officialRules);
    expect(Object.fromEntries(Object.entries(counted).map(([name, clock]) => [name, said(clock.dueAt)]))).toEqual({
      whole: '03-02 11:00',
      contact: '03-03 14:00',
    });
    const arrive = start(lift, '03-02T09:00', { clock: 'arrive' });
    expect(clocksAt({ arrive }, lift, orderOf('0105', 'U2'), at('03-02T10:00'), officialRules)).toEqual({});
  });
});
