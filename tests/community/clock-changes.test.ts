// One clock: paused, extended, in an emergency, set aside.
import { changeClock, pauseClock } from '@six-order/community/deadlines/change';
import { officialRules } from '@six-order/community/deadlines/clock';
import { parseDuration } from '@six-order/community/deadlines/duration';
import { clocksAtTurn } from '@six-order/community/deadlines/emergency';
import { explain } from '@six-order/community/deadlines/explain';
import { rungAt } from '@six-order/community/deadlines/rung';
import { traceOf } from '@six-order/community/deadlines/trace';
import type { Clock } from '@six-order/engine';
import { describe, expect, test } from 'vitest';
import { after, at, due, extend, leak, lift, orderOf, pause, resume, said, start } from './changed-clock.ts';

const illegal = orderOf('0406', 'U3');
const wish = orderOf('0903', 'U2');

describe('pause and resume: the clock goes on with what was left (2.6)', () => {
  test.each([
    // 5 wd from Monday, 2 March: due Monday the 9th at 18:00. Paused Wednesday noon: 4 + 7 + 7 + 7 hours are left.
    ['over two days', leak, '03-02T09:00', '03-04T12:00', '03-06T14:00', '03-11 18:00'],
    // The office rests at noon and at night: nothing is lost.
    ['over lunch', leak, '03-02T09:00', '03-04T12:00', '03-04T14:00', '03-09 18:00'],
    ['over the weekend', leak, '03-02T09:00', '03-06T18:00', '03-09T09:00', '03-09 18:00'],
    // Due on 10 October; 35 hours are left, and run from the 8th: 8, 9, 10, 12, 13.
    ['into National Day', leak, '09-28T09:00', '09-29T09:00', '10-02T09:00', '10-13 18:00'],
    // Natural hours: 20 were left.
    ['of 24 hours', lift, '03-02T09:00', '03-02T13:00', '03-02T15:00', '03-03 11:00'],
  ] as const)('%s', (_name, order, from, stop, go, expected) => {
    expect(due(after(start(order, from), order, [stop, pause], [go, resume]))).toBe(expected);
  });

  test('a paused clock keeps its due time as it stood and says what is left', () => {
    const paused = after(start(leak, '03-02T09:00'), leak, ['03-04T12:00', pause]) as Clock;
    expect(said(paused.dueAt)).toBe('03-09 18:00');
    expect(traceOf(paused)).toMatchObject({ paused: { since: at('03-04T12:00'), leftMs: 25 * 3_600_000 } });
    expect(explain(paused)).toEqual({
      zh: '办结时限 5 个工作日（本类事项的时限），自 2026年3月2日 09:00 起：周末不计；自 3月4日 12:00 挂起，尚余 25 个工作小时，恢复后接续计算（北京时间）。3月4日 12:00 挂起，停止计时。',
      en: "Completion: 5 working days (this category's own limit), from 2 March 2026 09:00: weekends do not count; paused since 4 March 12:00 with 25 working hours left, which run on when it is resumed (Beijing time). Paused 4 March 12:00.",
    });
  });

  test('the rungs stand at half and at 80 % of the time that the clock runs', () => {
    const clock = after(start(leak, '03-02T09:00'), leak, ['03-04T12:00', pause], ['03-06T14:00', resume]) as Clock;
    // 42 hours: 17 before the pause, 4 more on Friday: half on Friday at 18:00; 80 % after 33.6.
    expect([said(clock.halfAt), said(clock.pressingAt)]).toEqual(['03-06 18:00', '03-10 16:36']);
    expect(
      ['03-06T14:00', '03-06T18:00', '03-10T16:36', '03-11T18:00', '03-14T09:00', '03-20T09:00'].map((when) =>
        rungAt(clock, at(when)),
      ),
    ).toEqual(['running', 'half', 'pressing', 'due', 'due', 'over']);
    expect(explain(clock).en).toContain('Paused 4 March 12:00. Resumed 6 March 14:00.');
  });

  test.each([
    [
      'twice',
      [
        ['03-03T09:00', pause],
        ['03-03T10:00', pause],
      ],
      'The clock is paused already. (rule pause-once; domain research 2.6, pause)',
    ],
    ['when it is due', [['03-09T18:00', pause]], 'The clock is due: what is late is not paused. (rule pause-in-time;'],
    ['resume of a running one', [['03-03T09:00', resume]], 'The clock is not paused. (rule resume-paused;'],
    // 35 hours of office time are five working days.
    [
      'beyond 5 working days in all',
      [
        ['03-03T09:00', pause],
        ['03-06T09:00', resume],
        ['03-06T10:00', pause],
        ['03-10T10:00', resume],
        ['03-10T11:00', pause],
      ],
      'Pauses end after 5 working days in all, and all of it is used. (rule pause-total; domain research 2.6, pause)',
    ],
  ] as const)('refused: %s', (_name, moves, reason) => {
    expect(after(start(leak, '03-02T09:00'), leak, ...moves)).toContain(reason);
  });

  test('pauses for an emergency use up nothing, and a working day is granted after them', () => {
    const emergency = { change: 'pause', reason: 'emergency' } as const;
    const grant = { change: 'resume', grant: parseDuration('1 wd') } as const;
    const clock = start(leak, '03-02T09:00');
    const moves = [
      ['03-03T09:00', emergency],
      ['03-12T09:00', grant],
      ['03-12T10:00', pause],
    ] as const;
    // 35 hours are left from Thursday, 12 March: Wednesday, 18 March at 18:00, and a day more.
    expect(due(after(clock, leak, ...moves.slice(0, 2)))).toBe('03-19 18:00');
    expect(due(after(clock, leak, ...moves))).toBe('03-19 18:00');
    const said = (...made: (typeof moves)[number][]) => explain(after(clock, leak, ...made) as Clock);
    expect(said(moves[0]).zh).toContain('因应急暂停。应急结束后接着计时，另加停了的上班时间，最多 1 个工作日。');
    expect(said(moves[0]).en).toContain(
      'It runs on when the emergency ends, with as much office time more as it stood still for, 1 working day at most.',
    );
    expect(said(moves[0], moves[1]).zh).toContain('应急结束，恢复计时，另加 1 个工作日。');
    expect(said(moves[0], moves[1]).zh).not.toContain('应急结束后');
    // Of a limit of natural time no office time is given, but as much of day and night.
    const natural = explain(after(start(lift, '03-02T09:00'), lift, ['03-02T10:00', emergency]) as Clock);
    expect(natural.zh).toContain('停了多少上班时间，就另加多少（昼夜计算），最多加 1 个工作日的上班时长。');
    expect(natural.en).toContain('with as much time more, counted day and night, as office time went by meanwhile');
    expect(explain(after(clock, leak, ['03-03T09:00', pause]) as Clock).zh).not.toContain('应急');
  });

  test.each([
    // Of 24 hours 23.5 are left on Thursday at six, and seven are given: half past midnight on Saturday.
    ['contact', leak, '03-04T18:00', ['03-04T18:30', '03-05T18:00'], '03-09 18:00'],
    ['contact', leak, '03-03T18:00', ['03-03T18:30', '03-04T18:00'], '03-06 00:30'],
    // Of 15 days: ten days and nine hours are left on Tuesday at noon, and three hours are given: midnight on Saturday.
    ['whole', wish, '03-05T09:00', ['03-10T09:00', '03-10T12:00'], '03-23 18:00'],
  ] as const)(
    'what an emergency gives ends on no rest day where the limit does not: %s',
    (name, order, from, [on, off], expected) => {
      let clock = start(order, from, { clock: name });
      for (const [turn, when] of [
        ['suspend', on],
        ['goOn', off],
      ] as const)
        clock = clocksAtTurn({ [name]: clock }, order, turn, at(when), officialRules)[name] ?? clock;
      expect(due(clock)).toBe(expected);
    },
  );

  test('the clock of a pause ends after 5 working days, a later one with what is left', () => {
    const clock = start(leak, '03-02T09:00');
    expect(due(pauseClock(clock, at('03-03T09:00'), leak) ?? 'none')).toBe('03-10 18:00');
    const resumed = after(clock, leak, ['03-03T09:00', pause], ['03-05T09:00', resume]) as Clock;
    // 14 of 35 hours are used: 21 from Friday at nine are Friday, Monday and Tuesday.
    const second = pauseClock(resumed, at('03-06T09:00'), leak) as Clock;
    expect(due(second)).toBe('03-10 18:00');
    expect(explain(second).en).toContain('Pause: 21 working hours');
    const used = after(resumed, leak, ['03-05T09:00', pause], ['03-12T09:00', resume]) as Clock;
    expect(pauseClock(used, at('03-12T09:00'), leak)).toBeNull();
  });
});

describe('extension (2.4)', () => {
  test.each([
    ['U2 by its own limit', leak, '03-02T09:00', '5 wd', '03-16 18:00'],
    ['U2 by less', leak, '03-02T09:00', '1 wd', '03-10 18:00'],
    ['U1 by 24 hours', lift, '03-02T09:00', '24 h', '03-04 09:00'],
    ['U3 by 10 working days', illegal, '03-02T09:00', '10 wd', '04-07 18:00'],
  ] as const)('%s', (_name, order, from, by, expected) => {
    const clock = after(start(order, from), order, ['03-02T10:00', extend(by)]);
    expect(due(clock)).toBe(expected);
    expect(explain(clock as Clock).zh).toContain('3月2日 10:00 批准延期');
  });

  test('U3 twice, 15 working days in all', () => {
    const clock = start(illegal, '03-02T09:00');
    const moves = (...more: readonly string[]) => more.map((by, n) => [`03-0${n + 3}T09:00`, extend(by)] as const);
    expect(due(after(clock, illegal, ...moves('10 wd', '5 wd')))).toBe('04-14 18:00');
    expect(due(after(clock, illegal, ...moves('10 wd', '6 wd')))).toContain('At U3 extensions come to 15 working days at most.');
    expect(due(after(clock, illegal, ...moves('1 wd', '1 wd', '1 wd')))).toContain(
      'At U3 a clock is extended 2 times at most, and it was. (rule extend-times; domain research 2.4, extension)',
    );
  });

  test.each([
    [
      'a second time at U2',
      leak,
      [
        ['03-03T09:00', extend('1 wd')],
        ['03-03T10:00', extend('1 wd')],
      ],
      'At U2 a clock is extended once at most, and it was. (rule extend-times; domain research 2.4, extension)',
    ],
    [
      'longer than 5 working days',
      orderOf('0106', 'U2'),
      [['03-03T09:00', extend('6 wd')]],
      'At U2 extensions come to 5 working days at most. (rule extend-length;',
    ],
    [
      'longer than its own limit',
      orderOf('0102', 'U2'),
      [['03-03T09:00', extend('4 wd')]],
      'At U2 extensions come to 3 working days at most, its own limit. (rule extend-length;',
    ],
    [
      'over 48 hours at U1',
      lift,
      [['03-02T10:00', extend('25 h')]],
      'At U1 extensions come to 24 hours at most. (rule extend-length;',
    ],
    [
      'by a working day over a weekend at U1',
      lift,
      [['03-02T10:00', extend('1 wd')]],
      'At U1 extensions come to 24 hours at most.',
    ],
    ['at U0', orderOf('0104', 'U0'), [['03-02T10:00', extend('1 h')]], 'At U0 there is no extension. (rule extend-never;'],
    [
      'after it was due',
      leak,
      [['03-09T18:00', extend('1 wd')]],
      'An extension must be asked for before the clock is due. (rule extend-in-time;',
    ],
    [
      'while it is paused',
      leak,
      [
        ['03-03T09:00', pause],
        ['03-03T10:00', extend('1 wd')],
      ],
      'The clock is paused: resume it first. (rule extend-running;',
    ],
  ] as const)('refused: %s', (_name, order, moves, reason) => {
    expect(after(start(order, '03-02T09:00'), order, ...moves)).toContain(reason);
  });

  test('refused: of a stage', () => {
    const clock = start(leak, '03-02T09:00', { clock: 'accept' });
    expect(after(clock, leak, ['03-02T10:00', extend('1 wh')])).toContain(
      'Only the work itself can be given more time. (rule extend-work;',
    );
  });
});

describe('emergency and back (6)', () => {
  const mode = (to: 'emergency' | 'ordinary') => ({ change: 'mode', mode: to }) as const;

  test('the emergency’s limit is counted from the switch; afterwards the ordinary one holds again', () => {
    const clock = start(leak, '03-02T09:00');
    const flooded = after(clock, leak, ['03-07T09:00', mode('emergency')]) as Clock;
    expect(said(flooded.dueAt)).toBe('03-08 09:00');
    expect(explain(flooded).zh).toContain('3月7日 09:00 转入急时状态，按急时时限 24 小时昼夜计算。');
    const dry = after(flooded, leak, ['03-07T20:00', mode('ordinary')]) as Clock;
    expect(said(dry.dueAt)).toBe('03-09 18:00');
    expect(explain(dry).en).toContain('Ordinary again from 7 March 20:00: the ordinary limit holds.');
    expect(dry.policy).toBe(clock.policy);
  });

  test('it never gives more time, and a law’s limit stands', () => {
    expect(due(after(start(leak, '03-02T09:00'), leak, ['03-09T10:00', mode('emergency')]))).toBe('03-09 18:00');
    const schooling = orderOf('0901', 'U2');
    expect(due(after(start(schooling, '03-02T09:00'), schooling, ['03-03T09:00', mode('emergency')]))).toBe('03-09 18:00');
  });
});

test('another urgency gives the stage its limit anew, from its start, with its pauses', () => {
  const clock = start(leak, '03-02T09:00', { clock: 'accept' });
  expect(said(clock.dueAt)).toBe('03-03 10:00');
  const paused = after(clock, leak, ['03-02T09:30', pause], ['03-02T11:30', resume]) as Clock;
  const raised = changeClock(paused, { change: 'urgency', urgency: 'U1' }, at('03-02T11:30'), { ...leak, urgency: 'U1' });
  expect(raised.kind === 'changed' && said(raised.clock.dueAt)).toBe('03-02 12:00');
});

describe('set aside, and on again', () => {
  const goOn = (since: string) => ({ change: 'goOn', since: at(since) }) as const;

  test.each([
    // Five working days were left on Tuesday morning.
    ['it goes on with what was left', '03-03T09:00', '03-05T09:00', '03-11 18:00'],
    ['one that was late stays as late', '03-10T09:00', '03-16T09:00', '03-09 18:00'],
  ] as const)('%s', (_name, since, until, expected) => {
    const clock = after(start(leak, '03-02T09:00'), leak, [until, goOn(since)]) as Clock;
    expect(said(clock.dueAt)).toBe(expected);
    expect(clock.halfAt).toBeLessThanOrEqual(clock.pressingAt);
    expect(clock.pressingAt).toBeLessThanOrEqual(clock.dueAt);
    expect(explain(clock).zh).toContain('停止计时（并单、不予受理或挂账）');
    expect(explain(clock).en).toContain('Stopped');
  });

  test('it uses up none of the time for pauses', () => {
    const clock = after(start(leak, '03-02T09:00'), leak, ['03-12T09:00', goOn('03-03T09:00')]) as Clock;
    expect(due(pauseClock(clock, at('03-12T09:00'), leak) ?? 'none')).toBe('03-19 18:00');
  });

  test('a paused clock is not set aside', () => {
    expect(after(start(leak, '03-02T09:00'), leak, ['03-03T09:00', pause], ['03-05T09:00', goOn('03-04T09:00')])).toContain(
      'rule pause-once',
    );
  });
});

test('pauses count in all, whichever clock of the order they stopped', () => {
  const clock = start(leak, '03-16T09:00', { clock: 'rework' });
  const week = { from: at('03-02T09:00'), to: at('03-06T18:00') };
  expect(pauseClock(clock, at('03-16T09:00'), leak)).not.toBeNull();
  const order = { ...leak, pauses: [week] };
  expect(pauseClock(clock, at('03-16T09:00'), order)).toBeNull();
  expect(after(clock, order, ['03-16T09:00', pause])).toContain('rule pause-total');
  // 28 of 35 hours are used: a day is left.
  const fourDays = { ...leak, pauses: [{ ...week, to: at('03-05T18:00') }] };
  expect(due(pauseClock(clock, at('03-16T09:00'), fourDays) ?? 'none')).toBe('03-16 18:00');
});

test('a stage follows the whole clock that cuts it', () => {
  const whole = start(orderOf('0301', 'U2'), '03-02T09:00');
  const contact = start({ ...leak }, '03-03T16:00', { clock: 'contact', cap: whole.dueAt });
  expect(said(contact.dueAt)).toBe('03-03 18:00');
  const moved = changeClock(contact, { change: 'recompute' }, at('03-03T17:00'), { ...leak, cap: at('03-06T18:00') });
  expect(moved.kind === 'changed' && said(moved.clock.dueAt)).toBe('03-04 16:00');
});

test('a target of another system is not moved', () => {
  const clock = { ...start(leak, '03-02T09:00'), trace: { said: { zh: '外部时限', en: 'target' } } };
  expect(after(clock, leak, ['03-03T09:00', pause])).toBe(
    '该时限由外部系统设定，不在本系统变更。（规则 imported-clock，依据：导入说明） / This clock was set by another system and is not moved here. (rule imported-clock; import)',
  );
  expect(pauseClock(clock, at('03-03T09:00'), leak)).toBeNull();
});
