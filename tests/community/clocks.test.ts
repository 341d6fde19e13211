import fc from 'fast-check';
import { explain } from '@six-order/community/deadlines/explain';
import { describe, expect, test } from 'vitest';
import { categories } from '@six-order/community/catalogue/catalogue';
import { Urgency } from '@six-order/community/catalogue/category';
import { clockOf, type ClockAsk } from '@six-order/community/deadlines/clock';
import { parseDuration } from '@six-order/community/deadlines/duration';
import { clockNames, defaultPolicy, type ClockName, type Policy } from '@six-order/community/deadlines/policy';

const at = (text: string) => Date.parse(`${text}+08:00`);
const minutes = (from: number, to: number) => (to - from) / 60_000;
const urgencies = Urgency.options;
const none: ClockAsk['category'] = { limit: '', flags: [] };
const category = (code: string) => categories.find((one) => one.code === code) ?? none;
const nine = at('2026-03-02T09:00:00');
const clock = (ask: Partial<ClockAsk>) =>
  clockOf({ clock: 'whole', category: none, urgency: 'U2', path: 'u522326.u004.u002', from: nine, ...ask });

const H = 60;
const D = 24 * H;

describe('stage limits by urgency, in minutes', () => {
  const table: Record<ClockName, Record<Urgency, number>> = {
    intake: { U0: 15, U1: H, U2: 4 * H, U3: D },
    dispatch: { U0: 30, U1: 2 * H, U2: D, U3: D },
    accept: { U0: 15, U1: H, U2: 8 * H, U3: D },
    contact: { U0: 30, U1: H, U2: D, U3: D },
    whole: { U0: D, U1: D, U2: 5 * D, U3: 15 * D },
    evaluate: { U0: 7 * D, U1: 7 * D, U2: 15 * D, U3: 15 * D },
    rework: { U0: D, U1: D, U2: 3 * D, U3: 5 * D },
  };

  test.each(clockNames.flatMap((name) => urgencies.map((urgency) => [name, urgency, table[name][urgency]] as const)))(
    '%s at %s: %i',
    (name, urgency, limit) => {
      const made = clock({ clock: name, urgency });
      expect(made.limitMinutes).toBe(limit);
      expect(minutes(nine, made.dueAt)).toBe(limit);
      expect(minutes(nine, made.halfAt)).toBe(limit * 0.5);
      expect(minutes(nine, made.pressingAt)).toBe(limit * 0.8);
      expect(made.policy).toBe('default-2026-1');
    },
  );

  test.each(urgencies)(
    'a stage at %s is over a day after it was due, at U0 after 15 minutes, and then reminds as often',
    (urgency) => {
      for (const name of clockNames.filter((other) => other !== 'whole')) {
        const made = clock({ clock: name, urgency });
        expect(minutes(made.dueAt, made.overAt)).toBe(urgency === 'U0' ? 15 : D);
        expect(made.everyMs).toBe(urgency === 'U0' ? 900_000 : 86_400_000);
      }
    },
  );
});

// Written by hand from the category table of the field: code, urgency, limit, whether a law prevails, the whole limit in
// minutes, and how many minutes after it the red card comes.
const byHand: readonly (readonly [string, Urgency, string, boolean, number, number])[] = [
  ['0101', 'U2', '5 wd', false, 7200, 3600],
  ['0102', 'U2', '3 wd', false, 4320, 2160],
  ['0103', 'U1', '24 h', false, 1440, 720],
  ['0104', 'U0', 'on site 30 min, 2 h', false, 120, 60],
  ['0105', 'U2', '3 wd', false, 4320, 2160],
  ['0106', 'U2', '7 wd', false, 10_080, 5040],
  ['0201', 'U1', '24 h', false, 1440, 720],
  ['0202', 'U1', '24 h', false, 1440, 720],
  ['0203', 'U0', 'on site 30 min, 2 h', false, 120, 60],
  ['0204', 'U1', '24 h', false, 1440, 720],
  ['0205', 'U2', '3 wd', false, 4320, 2160],
  ['0301', 'U2', '1 wd', false, 1440, 720],
  ['0302', 'U2', '1 wd', false, 1440, 720],
  ['0303', 'U2', '3 wd', false, 4320, 2160],
  ['0304', 'U2', '5 wd', false, 7200, 3600],
  ['0305', 'U2', '3 wd', false, 4320, 2160],
  ['0306', 'U2', '5 wd', false, 7200, 3600],
  ['0401', 'U1', '24 h', false, 1440, 720],
  ['0402', 'U1', '24 h', false, 1440, 720],
  ['0403', 'U1', 'cordon 2 h, 24 h', false, 1440, 720],
  ['0404', 'U1', 'cordon 2 h, 3 wd', false, 4320, 2160],
  ['0405', 'U2', '5 wd', false, 7200, 3600],
  ['0406', 'U3', '15 wd', true, 21_600, 7200],
  ['0407', 'U2', '3 wd', false, 4320, 2160],
  ['0501', 'U2', 'contact 24 h, 3 wd', false, 4320, 2160],
  ['0502', 'U2', '7 wd', false, 10_080, 5040],
  ['0503', 'U2', '7 wd', false, 10_080, 5040],
  ['0504', 'U3', '15 wd', false, 21_600, 7200],
  ['0505', 'U2', 'transfer 1 wd, 7 wd', true, 10_080, 5040],
  ['0506', 'U0', 'report at once, 2 h', false, 120, 60],
  ['0601', 'U2', '5 wd', false, 7200, 3600],
  ['0602', 'U2', '7 wd', false, 10_080, 5040],
  ['0603', 'U2', '7 wd', false, 10_080, 5040],
  ['0701', 'U2', '3 wd', true, 4320, 2160],
  ['0702', 'U2', '3 wd', false, 4320, 2160],
  ['0703', 'U2', '5 wd', false, 7200, 3600],
  ['0704', 'U1', '24 h', false, 1440, 720],
  ['0801', 'U2', '3 wd', false, 4320, 2160],
  ['0802', 'U2', '3 wd', false, 4320, 2160],
  ['0803', 'U0', '110 at once, 2 h', false, 120, 60],
  ['0804', 'U2', '3 wd', false, 4320, 2160],
  ['0805', 'U2', '3 wd', false, 4320, 2160],
  ['0901', 'U2', '5 wd', true, 7200, 3600],
  ['0902', 'U2', '7 wd', false, 10_080, 5040],
  ['0903', 'U2', '15 d', false, 21_600, 7200],
  ['1001', 'U2', '1 wd', false, 1440, 720],
  ['1002', 'U2', '3 wd', true, 4320, 2160],
  ['1003', 'U2', '7 wd', false, 10_080, 5040],
  ['1101', 'U2', '10 wd', false, 14_400, 7200],
  ['1102', 'U2', 'pass on 1 wd', false, 1440, 720],
  ['1201', 'U0', '2 h', false, 120, 60],
  ['1202', 'U1', '24 h', false, 1440, 720],
];

describe('the whole clock by category', () => {
  test('the table has all 52, as the catalogue has them', () => {
    expect(byHand).toHaveLength(52);
    expect(categories.map(({ code, urgency, limit, flags }) => [code, urgency, limit, flags.includes('statutory')])).toEqual(
      byHand.map((row) => row.slice(0, 4)),
    );
  });

  test.each(byHand)('%s at %s, %s, law %s: due after %i minutes, red %i later', (code, urgency, _text, law, limit, grace) => {
    const made = clock({ category: category(code), urgency });
    expect(minutes(nine, made.dueAt)).toBe(limit);
    expect(minutes(made.dueAt, made.overAt)).toBe(grace);
    expect(explain(made).zh).toContain(law ? '法定时限' : '本类事项的时限');
  });

  test("a category without a limit takes its urgency's", () => {
    expect(clock({ urgency: 'U2' }).limitMinutes).toBe(7200);
    expect(explain(clock({ urgency: 'U2' })).zh).toContain('该紧急程度的环节时限');
  });

  test("a changed urgency leaves the category's own limit and moves the stages'", () => {
    const leak = category('0101');
    expect(clock({ category: leak, urgency: 'U0' }).limitMinutes).toBe(7200);
    expect(clock({ category: leak, urgency: 'U0' }).everyMs).toBe(900_000);
    expect(clock({ clock: 'accept', category: leak, urgency: 'U0' }).limitMinutes).toBe(15);
    expect(clock({ clock: 'rework', category: leak, urgency: 'U3' }).limitMinutes).toBe(7200);
  });

  test("a category's first contact prevails over the urgency's", () => {
    const noise = category('0501');
    expect(clock({ clock: 'contact', category: noise, urgency: 'U1' }).limitMinutes).toBe(1440);
    expect(clock({ clock: 'contact', category: category('0101'), urgency: 'U1' }).limitMinutes).toBe(60);
    expect(clock({ clock: 'accept', category: noise, urgency: 'U1' }).limitMinutes).toBe(60);
  });
});

test('an order of 0201 is yellow a day after 受理 and red half a day later', () => {
  const made = clock({ category: category('0201'), urgency: 'U1' });
  expect(made.dueAt).toBe(at('2026-03-03T09:00:00'));
  expect(made.overAt).toBe(at('2026-03-03T21:00:00'));
});

describe('the cap', () => {
  const due = at('2026-03-02T17:00:00');

  test('cuts a stage to what is left of the whole clock, its reminders with it', () => {
    const made = clock({ clock: 'contact', cap: due });
    expect(made).toMatchObject({
      startedAt: nine,
      halfAt: at('2026-03-02T13:00:00'),
      pressingAt: at('2026-03-02T15:24:00'),
      dueAt: due,
      overAt: at('2026-03-03T17:00:00'),
      limitMinutes: 480,
    });
    expect(explain(made).zh).toContain('办结时限先到，本环节以其为限。');
    expect(explain(made).en).toContain('The whole clock ends earlier and cuts this stage.');
  });

  test('leaves a stage that ends before it', () => {
    expect(clock({ clock: 'intake', cap: due }).dueAt).toBe(at('2026-03-02T13:00:00'));
    expect(explain(clock({ clock: 'accept', cap: due })).zh).not.toContain('办结时限');
  });

  test.each([nine, nine - 1, at('2026-02-01T09:00:00')])('that has passed leaves the stage its own limit and says so', (cap) => {
    const made = clock({ clock: 'accept', cap });
    expect(made.dueAt).toBe(due);
    expect(explain(made).zh).toContain('办结时限已过，本环节按自身时限计。');
  });
});

describe('the explanation', () => {
  test('names the limit, its origin, the missing calendar, start and due', () => {
    expect(explain(clock({ category: category('0101') }))).toEqual({
      zh: '办结时限 5 个工作日（本类事项的时限）。未接入工作日历，1 个工作日按 24 小时、1 个工作小时按 1 小时计。自 2026-03-02 09:00 起，2026-03-07 09:00 到期（北京时间）。',
      en: "Completion: 5 working days (this category's own limit). Without a work calendar a working day counts as 24 hours and a working hour as 1 hour. From 2026-03-02 09:00, due 2026-03-07 09:00 (Asia/Shanghai).",
    });
  });

  test('says nothing of a calendar where none is wanted, and names what must happen on the way', () => {
    expect(explain(clock({ category: category('0104'), urgency: 'U0' }))).toEqual({
      zh: '办结时限 2 小时（本类事项的时限）。自 2026-03-02 09:00 起，2026-03-02 11:00 到期（北京时间）。其间须在 30 分钟内到场。',
      en: "Completion: 2 hours (this category's own limit). From 2026-03-02 09:00, due 2026-03-02 11:00 (Asia/Shanghai). Also: on site within 30 minutes.",
    });
    const missing = explain(clock({ category: category('0803'), urgency: 'U0' }));
    expect(missing.zh).toContain('须立即拨打110。');
    expect(missing.en).toContain('Also: 110 called at once.');
  });

  test('counts on the wall clock of China across midnight', () => {
    const made = clock({ clock: 'contact', urgency: 'U0', from: Date.parse('2026-12-31T15:45:00Z') });
    expect(explain(made).zh).toContain('自 2026-12-31 23:45 起，2027-01-01 00:15 到期（北京时间）。');
  });
});

describe('policies', () => {
  const street: Policy = {
    id: 'street-004-1',
    within: 'u522326.u004',
    limits: { ...defaultPolicy.limits, accept: { ...defaultPolicy.limits.accept, U2: parseDuration('2 h') } },
  };
  const ask = { clock: 'accept', category: none, urgency: 'U2', from: nine } as const;

  test("a street's own prevails in its subtree only", () => {
    const inside = clockOf({ ...ask, path: 'u522326.u004.u002' }, [defaultPolicy, street]);
    expect([inside.limitMinutes, inside.policy]).toEqual([120, 'street-004-1']);
    const outside = clockOf({ ...ask, path: 'u522326.u0041' }, [street, defaultPolicy]);
    expect([outside.limitMinutes, outside.policy]).toEqual([480, 'default-2026-1']);
  });

  test('none for a path is a fault', () => {
    expect(() => clockOf({ ...ask, path: 'u522327.u001' }, [street])).toThrow('no deadline policy holds for u522327.u001');
  });
});

test('whatever the ask, the rungs stand in order and a cap in force is kept', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...clockNames),
      fc.constantFrom(...urgencies),
      fc.constantFrom(...categories, none),
      fc.integer({ min: 0, max: 4_102_444_800_000 }),
      fc.option(fc.integer({ min: -1_000_000, max: 2_000_000_000 }), { nil: undefined }),
      (name, urgency, kind, from, left) => {
        const cap = left === undefined ? {} : { cap: from + left };
        const made = clock({ clock: name, urgency, category: kind, from, ...cap });
        expect(made.startedAt).toBeLessThanOrEqual(made.halfAt);
        expect(made.halfAt).toBeLessThanOrEqual(made.pressingAt);
        expect(made.pressingAt).toBeLessThanOrEqual(made.dueAt);
        expect(made.dueAt).toBeLessThanOrEqual(made.overAt);
        expect(made.everyMs).toBeGreaterThan(0);
        if (left !== undefined && left > 0) expect(made.dueAt).toBeLessThanOrEqual(from + left);
      },
    ),
  );
});
