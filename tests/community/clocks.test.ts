import fc from 'fast-check';
import { explain, sayDays } from '@six-order/community/deadlines/explain';
import { describe, expect, test } from 'vitest';
import { categories } from '@six-order/community/catalogue/catalogue';
import { Urgency } from '@six-order/community/catalogue/category';
import { clockNames, type ClockName } from '@six-order/community/deadlines/clock-name';
import { clockOf, officialRules, type ClockAsk, type Rules } from '@six-order/community/deadlines/clock';
import { parseDuration } from '@six-order/community/deadlines/duration';
import type { Override } from '@six-order/community/deadlines/policy';
import { traceOf } from '@six-order/community/deadlines/trace';

const at = (text: string) => Date.parse(`${text}+08:00`);
/** Of 2026 in Asia/Shanghai: "03-02 09:00". */
const said = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const minutes = (from: number, to: number) => (to - from) / 60_000;
const urgencies = Urgency.options;
const none: ClockAsk['category'] = { limit: '', flags: [] };
const category = (code: string) => categories.find((one) => one.code === code) ?? none;
/** A Monday; no holiday is near. */
const nine = at('2026-03-02T09:00:00');
const maybe = (ask: Partial<ClockAsk>, rules?: Rules) =>
  clockOf({ clock: 'whole', category: none, urgency: 'U2', path: 'u522326.u004.u002', from: nine, ...ask }, rules);
const clock = (ask: Partial<ClockAsk>, rules?: Rules) => {
  const made = maybe(ask, rules);
  if (made === null) throw new Error('no such clock');
  return made;
};

describe('when each stage that begins on Monday at nine is due, by urgency', () => {
  const close = '03-03 18:00';
  const table: Record<ClockName, readonly [string, string, string, string]> = {
    intake: ['03-02 09:15', '03-02 10:00', '03-02 15:00', close],
    consult: ['–', close, close, close],
    dispatch: ['03-02 09:30', '03-02 11:00', '03-03 09:00', '03-03 09:00'],
    // Seven hours on Monday, one on Tuesday.
    accept: ['03-02 09:15', '03-02 10:00', '03-03 10:00', close],
    contact: ['03-02 09:30', '03-02 10:00', '03-03 09:00', close],
    arrive: ['03-02 10:00', '03-02 13:00', '–', '–'],
    feedback: ['03-02 11:00', '03-03 09:00', '03-05 18:00', '03-09 18:00'],
    // Of no kind in particular these are not asked for (tests of requirements).
    report: ['–', '–', '–', '–'],
    police: ['–', '–', '–', '–'],
    cordon: ['–', '–', '–', '–'],
    refer: ['–', '–', '–', '–'],
    confirm: ['03-03 09:00', '03-03 09:00', '03-05 18:00', '03-05 18:00'],
    whole: ['03-03 09:00', '03-03 09:00', '03-09 18:00', '03-23 18:00'],
    returnWindow: ['–', '03-02 09:30', close, close],
    returnReview: ['–', '03-02 09:30', close, close],
    decision: ['03-02 09:15', '03-02 09:30', close, close],
    transfer: ['03-02 09:15', '03-02 10:00', '03-03 10:00', close],
    pause: ['03-09 18:00', '03-09 18:00', '03-09 18:00', '03-09 18:00'],
    // The 180th day is Saturday, 29 August; the 30th Wednesday, 1 April.
    shelve: ['08-31 18:00', '08-31 18:00', '08-31 18:00', '08-31 18:00'],
    shelveReview: ['04-01 18:00', '04-01 18:00', '04-01 18:00', '04-01 18:00'],
    reportIn: ['03-02 11:00', '03-02 11:00', close, close],
    callback: ['03-03 09:00', '03-03 09:00', '03-05 18:00', '03-05 18:00'],
    // The resident's end at midnight, which is the next day's 00:00.
    evaluate: ['03-10 00:00', '03-10 00:00', '03-18 00:00', '03-18 00:00'],
    ratingChange: ['03-10 00:00', '03-10 00:00', '03-10 00:00', '03-10 00:00'],
    ratingReview: ['03-02 11:00', '03-02 11:00', close, close],
    // The third working day to its end.
    hearing: ['03-06 00:00', '03-06 00:00', '03-06 00:00', '03-06 00:00'],
    rework: ['03-03 09:00', '03-03 09:00', '03-05 18:00', '03-09 18:00'],
    publish: ['03-05 18:00', '03-05 18:00', '03-05 18:00', '03-05 18:00'],
    objection: ['03-10 00:00', '03-10 00:00', '03-10 00:00', '03-10 00:00'],
    objectionReview: [close, close, close, close],
    publicObjection: ['03-05 18:00', '03-05 18:00', '03-05 18:00', '03-05 18:00'],
    cardBlue: [close, close, close, close],
    cardYellow: [close, close, close, close],
    cardRed: ['03-02 15:00', '03-02 15:00', '03-02 15:00', '03-02 15:00'],
    // One working day for each (design).
    cardCheck: [close, close, close, close],
    lookBack: ['04-01 18:00', '04-01 18:00', '04-01 18:00', '04-01 18:00'],
    callRequest: ['03-02 09:30', '03-02 09:30', '03-02 09:30', '03-02 09:30'],
    // 15 working days (domain research 3.3, PIPL 44–50).
    dataRequest: ['03-23 18:00', '03-23 18:00', '03-23 18:00', '03-23 18:00'],
  };

  test.each(clockNames.flatMap((name) => urgencies.map((urgency, n) => [name, urgency, table[name][n] as string] as const)))(
    '%s at %s: %s',
    (name, urgency, due) => {
      const made = maybe({ clock: name, urgency });
      expect(made ? said(made.dueAt) : '–').toBe(due);
      if (made) expect(made.policy).toBe('default-2026-2');
    },
  );

  test.each([
    // Two days of seven hours: half of them is Monday's close, 80 % 11.2 hours.
    ['intake', 'U3', '03-02 18:00', '03-03 15:12'],
    ['intake', 'U2', '03-02 11:00', '03-02 14:12'],
    ['dispatch', 'U2', '03-02 21:00', '03-03 04:12'],
    // Six days of seven hours.
    ['whole', 'U2', '03-04 18:00', '03-06 16:36'],
    ['rework', 'U1', '03-02 21:00', '03-03 04:12'],
  ] as const)('%s at %s reminds at half and at 80 %% of the time it counts', (name, urgency, half, pressing) => {
    const made = clock({ clock: name, urgency });
    expect([said(made.halfAt), said(made.pressingAt)]).toEqual([half, pressing]);
  });

  test('an evaluation window reminds in daytime', () => {
    // 15 days and 15 hours; half of it is 7.8 days later, at 04:30; 80 % is 12.5 days later, at 21:00.
    const made = clock({ clock: 'evaluate' });
    expect([said(made.halfAt), said(made.pressingAt)]).toEqual(['03-10 09:00', '03-15 09:00']);
  });

  test.each(urgencies)(
    'a stage at %s is over a day or a working day later, at U0 after 15 minutes, and reminds daily',
    (urgency) => {
      for (const name of ['intake', 'accept', 'dispatch', 'rework'] as const) {
        const made = clock({ clock: name, urgency });
        if (urgency === 'U0') expect(minutes(made.dueAt, made.overAt)).toBe(15);
        else expect(minutes(made.dueAt, made.overAt)).toBeLessThanOrEqual(33 * 60);
        expect(made.everyMs).toBe(urgency === 'U0' ? 900_000 : 86_400_000);
      }
    },
  );
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
    expect(clock({ clock: 'intake', cap: due }).dueAt).toBe(at('2026-03-02T15:00:00'));
    expect(explain(clock({ clock: 'intake', cap: due })).zh).not.toContain('办结时限');
  });

  test.each([nine, nine - 1, at('2026-02-01T09:00:00')])('that has passed leaves the stage its own limit and says so', (cap) => {
    const made = clock({ clock: 'accept', cap });
    expect(made.dueAt).toBe(at('2026-03-03T10:00:00'));
    expect(explain(made).zh).toContain('办结时限已过，本环节按自身时限计。');
  });
});

describe('the explanation', () => {
  test('names the limit, its origin, the days that did not count, start and due', () => {
    expect(explain(clock({ category: category('0101'), from: at('2026-09-30T10:00:00') }))).toEqual({
      zh: '办结时限 5 个工作日（本类事项的时限），自 2026年9月30日 10:00 起：10月1日至7日为国庆节，10月10日为调休上班日，周末不计；10月13日 18:00 到期（北京时间）。',
      en: "Completion: 5 working days (this category's own limit), from 30 September 2026 10:00: 1–7 October is National Day, 10 October is a make-up workday, weekends do not count; due 13 October 18:00 (Beijing time).",
    });
  });

  test('says nothing of days where none decided, and names what must happen on the way', () => {
    expect(explain(clock({ category: category('0104'), urgency: 'U0' }))).toEqual({
      zh: '办结时限 2 小时（本类事项的时限），自 2026年3月2日 09:00 起，3月2日 11:00 到期（北京时间）。其间须在 30 分钟内到场。',
      en: "Completion: 2 hours (this category's own limit), from 2 March 2026 09:00, due 2 March 11:00 (Beijing time). Also: on site within 30 minutes.",
    });
    const missing = explain(clock({ category: category('0803'), urgency: 'U0' }));
    expect(missing.zh).toContain('须立即拨打110。');
    expect(missing.en).toContain('Also: 110 called at once.');
  });

  test.each([
    // Friday afternoon to Saturday afternoon, and Sunday evening to Monday evening: hours run day and night.
    [{ clock: 'dispatch', from: at('2026-03-06T17:00:00') }, '03-07 17:00', true],
    [{ clock: 'dispatch', from: at('2026-03-08T08:00:00') }, '03-09 08:00', true],
    [{ clock: 'dispatch', from: at('2026-03-05T17:00:00') }, '03-06 17:00', false],
    // To midnight of Friday: nothing of the Saturday lies in it.
    [{ clock: 'dispatch', from: at('2026-03-06T00:00:00') }, '03-07 00:00', false],
    // Nobody waits for an office in a quarter of an hour; and what rests on days off says so itself.
    [{ clock: 'intake', urgency: 'U0', from: at('2026-03-07T09:00:00') }, '03-07 09:15', false],
    [{ clock: 'contact', from: at('2026-03-06T17:00:00') }, '03-09 18:00', false],
  ] as const)('%j is due %s, and says that hours run on over a weekend: %s', (ask, due, says) => {
    const made = clock(ask);
    expect(said(made.dueAt)).toBe(due);
    expect([explain(made).zh.includes('周末、节假日不停'), explain(made).en.includes('natural hours')]).toEqual([says, says]);
  });

  test('a first contact that would end on a rest day says over which days it was moved', () => {
    const words = explain(clock({ clock: 'contact', from: at('2026-09-30T10:00:00') }));
    expect(words.zh).toBe(
      '首次联系时限 24 小时（该紧急程度的环节时限，遇休息日顺延），自 2026年9月30日 10:00 起：10月1日至7日为国庆节；10月8日 18:00 到期（北京时间）。',
    );
  });

  test('a holiday without a weekend beside it says that it does not count; a weekend says it for both', () => {
    const qingming = { kind: 'holiday', from: '2026-04-06', to: '2026-04-06', zh: '清明节', en: 'Qingming' } as const;
    const weekend = { kind: 'weekend', from: '2026-04-04', to: '2026-04-05' } as const;
    const from = at('2026-04-03T10:00:00');
    expect(sayDays([qingming], from, true)).toEqual({
      zh: '4月6日为清明节，节假日不计',
      en: '6 April is Qingming, holidays do not count',
    });
    expect(sayDays([weekend, qingming], from, true).zh).toBe('4月6日为清明节，周末不计');
    expect(sayDays([qingming], from, false).zh).toBe('4月6日为清明节');
  });

  test('of natural days weekends do count: only a last day on one is moved', () => {
    const weekend = { kind: 'weekend', from: '2026-12-05', to: '2026-12-06' } as const;
    expect(sayDays([weekend], at('2026-11-28T23:02:00'), false)).toEqual({
      zh: '到期日遇周末的，顺延到工作日',
      en: 'a last day on a weekend moves to the next working day',
    });
  });

  test('counts on the wall clock of China across midnight, and says the other year', () => {
    const made = clock({ clock: 'contact', urgency: 'U0', from: Date.parse('2026-12-31T15:45:00Z') });
    expect(explain(made).zh).toContain('自 2026年12月31日 23:45 起，2027年1月1日 00:15 到期（北京时间）。');
  });

  test('a resident has until midnight', () => {
    expect(explain(clock({ clock: 'evaluate' })).zh).toContain('3月17日 24:00 到期');
  });

  test('a due date beyond the official calendar is provisional and says until when', () => {
    const made = clock({ category: category('0101'), from: at('2026-12-29T10:00:00') });
    expect(said(made.dueAt)).toBe('01-06 18:00');
    expect(traceOf(made)).toMatchObject({ provisional: true, calendar: 'official-2026+law' });
    expect(explain(made).zh).toContain('2027年1月1日为元旦，周末不计；2027年1月6日 18:00 到期（北京时间）。');
    expect(explain(made).zh).toContain('暂定：2027年放假安排公布并导入后重新计算。');
    expect(explain(made).en).toContain('Provisional: counted anew when the official holidays of 2027 are known.');
    expect(traceOf(clock({ clock: 'dispatch', from: at('2026-12-31T10:00:00') }))).not.toHaveProperty('provisional');
  });

  test('a clock from before there was a calendar says how it was counted', () => {
    const old = { clock: 'whole', limit: { amount: 5, unit: 'wd' }, origin: 'category' };
    expect(explain({ startedAt: nine, dueAt: at('2026-03-07T09:00:00'), trace: old })).toEqual({
      zh: '办结时限 5 个工作日（本类事项的时限），自 2026年3月2日 09:00 起，3月7日 09:00 到期（北京时间）。当时未接入工作日历，1 个工作日按 24 小时、1 个工作小时按 1 小时计。',
      en: "Completion: 5 working days (this category's own limit), from 2 March 2026 09:00, due 7 March 09:00 (Beijing time). Without a work calendar then, a working day counts as 24 hours and a working hour as 1 hour.",
    });
  });
});

describe('which limit prevails: law, emergency, category, request type, urgency (2.4, 2.5)', () => {
  const override = (id: string, limit: string | null, more: Partial<Override> = {}): Override => ({
    id,
    within: 'u522326',
    clock: 'whole',
    category: null,
    requestType: null,
    urgency: null,
    mode: null,
    basis: 'policy',
    document: '望府办〔2026〕1号',
    validFrom: at('2026-01-01T00:00:00'),
    validTo: null,
    ...more,
    limit: limit === null ? null : parseDuration(limit),
  });
  const by = (ask: Partial<ClockAsk>, ...overrides: readonly Override[]) => {
    const made = maybe(ask, { ...officialRules, overrides });
    const trace = made && traceOf(made);
    if (trace === null || 'said' in trace) return null;
    return [`${trace.limit.amount} ${trace.limit.unit}`, trace.origin, made?.policy];
  };
  const leak = category('0101');
  const schooling = category('0901');

  test.each([
    ['enquiry', '1 wd'],
    ['errand', '3 wd'],
    ['help', '5 wd'],
    ['suggestion', '7 wd'],
    ['complaint', '10 wd'],
    ['property-complaint', '7 wd'],
    ['report', '15 wd'],
    ['dispute', '7 wd'],
    ['wish', '15 d'],
  ] as const)('a category without a limit takes that of the request type %s: %s', (requestType, limit) => {
    expect(by({ requestType })).toEqual([limit, 'request', 'default-2026-2']);
    expect(by({ requestType, category: leak })).toEqual(['5 wd', 'category', 'default-2026-2']);
  });

  test("and without one its urgency's", () => {
    expect(by({ urgency: 'U3' })).toEqual(['15 wd', 'urgency', 'default-2026-2']);
  });

  test('a law prevails over all', () => {
    expect(by({ category: schooling })?.[1]).toBe('law');
    const law = override('law', '8 wd', { basis: 'law', category: '0901' });
    const all = [law, override('own', '2 wd', { category: '0901' }), override('flood', '4 h', { mode: 'emergency' })];
    expect(by({ category: schooling, mode: 'emergency' }, ...all)).toEqual(['8 wd', 'law', 'law']);
  });

  test.each([
    ['U0', '03-02 10:00'],
    ['U1', '03-02 13:00'],
    ['U2', '03-03 09:00'],
  ] as const)('in an emergency the limit at %s ends %s, whatever the category has', (urgency, due) => {
    expect(said(clock({ urgency, category: category('1201'), mode: 'emergency' }).dueAt)).toBe(
      urgency === 'U0' ? due : '03-02 11:00',
    );
    expect(said(clock({ urgency, category: leak, mode: 'emergency' }).dueAt)).toBe(due);
  });

  test('in an emergency stages are counted day and night', () => {
    const saturday = at('2026-03-07T09:00:00');
    expect(said(clock({ clock: 'intake', from: saturday, mode: 'emergency' }).dueAt)).toBe('03-07 13:00');
    expect(said(clock({ clock: 'intake', from: saturday }).dueAt)).toBe('03-09 15:00');
    expect(explain(clock({ clock: 'intake', from: saturday, mode: 'emergency' })).en).toContain(
      'Emergency mode from 7 March 09:00: 4 hours, day and night.',
    );
  });

  test("a county's limit for an urgency leaves what a category has; its limit for the category does not", () => {
    expect(by({ category: leak }, override('u', '2 wd', { urgency: 'U2' }))).toEqual(['5 wd', 'category', 'default-2026-2']);
    expect(by({}, override('u', '2 wd', { urgency: 'U2' }))).toEqual(['2 wd', 'urgency', 'u']);
    expect(by({ category: leak }, override('c', '2 wd', { category: '0101' }))).toEqual(['2 wd', 'category', 'c']);
    expect(by({ requestType: 'wish' }, override('r', '10 d', { requestType: 'wish' }))).toEqual(['10 d', 'request', 'r']);
  });

  test('the nearest unit prevails, then the more special row, then the newest', () => {
    const county = override('county', '4 wd', { urgency: 'U2' });
    const street = override('street', '3 wd', { within: 'u522326.u004' });
    const other = override('other', '1 wd', { within: 'u522326.u003' });
    expect(by({}, county, street, other)).toEqual(['3 wd', 'urgency', 'street']);
    expect(by({ path: 'u522326.u0041' }, county, street)).toEqual(['4 wd', 'urgency', 'county']);
    const plain = override('plain', '9 wd');
    expect(by({}, plain, county)?.[2]).toBe('county');
    const newer = override('newer', '6 wd', { validFrom: at('2026-02-01T00:00:00') });
    expect(by({}, plain, newer)?.[2]).toBe('newer');
  });

  test('a row holds from its first instant up to its last', () => {
    const short = override('short', '1 wd', { validFrom: nine, validTo: nine + 1 });
    expect(by({ from: nine - 1 }, short)?.[2]).toBe('default-2026-2');
    expect(by({ from: nine }, short)?.[2]).toBe('short');
    expect(by({ from: nine + 1 }, short)?.[2]).toBe('default-2026-2');
  });

  test('a county may drop a stage, or have one where there was none', () => {
    expect(by({ clock: 'accept' }, override('no', null, { clock: 'accept' }))).toBeNull();
    expect(by({ clock: 'arrive' }, override('yes', '2 wd', { clock: 'arrive' }))).toEqual(['2 wd', 'urgency', 'yes']);
  });

  test("a changed urgency leaves the category's own limit and moves the stages'", () => {
    expect(said(clock({ category: leak, urgency: 'U0' }).dueAt)).toBe('03-09 18:00');
    expect(clock({ category: leak, urgency: 'U0' }).everyMs).toBe(900_000);
    expect(said(clock({ clock: 'accept', category: leak, urgency: 'U0' }).dueAt)).toBe('03-02 09:15');
  });

  test("a category's own arrival and first contact prevail over the urgency's", () => {
    expect(said(clock({ clock: 'contact', category: category('0501'), urgency: 'U1' }).dueAt)).toBe('03-03 09:00');
    expect(said(clock({ clock: 'arrive', category: category('0104'), urgency: 'U2' }).dueAt)).toBe('03-02 09:30');
    expect(said(clock({ clock: 'accept', category: category('0501'), urgency: 'U1' }).dueAt)).toBe('03-02 10:00');
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
        const made = maybe({ clock: name, urgency, category: kind, from, ...cap });
        if (made === null) return;
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
