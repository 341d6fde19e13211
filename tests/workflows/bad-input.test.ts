// What is refused, and in which words: the rule by its name with its source, in both languages, and nothing is written.
import { readNotices } from '@six-order/community/calendar/notice';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import type { OrderId, Outcome } from '@six-order/engine';
import { whyNot } from '@six-order/workflows/six-order/why-not';
import { expect, test } from 'vitest';
import { notice2027, withLine } from '../community/notice-2027.ts';
import { DAY, openStreet, toMember } from '../harness/street.ts';

const street = await openStreet({ delivers: true });
const MONDAY = Date.parse('2026-03-02T09:00:00+08:00');
type Act = readonly [who: PersonaName, type: string, input?: Record<string, unknown>] | { readonly wait: number };

/** The unit of a persona. */
const unitOf = (persona: PersonaName) => ({
  to: { kind: 'unit', id: street.directory.unitByCode('522326', personas[persona].unit)?.id },
});
const accepted: readonly Act[] = [
  ['secretary', 'admit'],
  ['secretary', 'dispatch', toMember],
  ['member', 'accept'],
];
const working: readonly Act[] = [...accepted, ['member', 'contact'], ['member', 'progress', { text: '在办' }]];
const decline: Act = ['member', 'decline', { reason: '家中有事' }];
const dispatch: Act = ['secretary', 'dispatch', toMember];
const designated: readonly Act[] = [
  ['secretary', 'admit'],
  dispatch,
  decline,
  dispatch,
  decline,
  ['street', 'dispatch', toMember],
];
const askPause: Act = ['member', 'askPause', { awaiting: 'resident', reason: '外出' }];

/** What a refusal says, in Chinese and English; an issue says both in one. */
async function wordsOf(
  id: OrderId,
  [who, type, input = {}]: Extract<Act, readonly unknown[]>,
  outcome: Outcome,
): Promise<string> {
  if (outcome.kind === 'invalid') return outcome.issues.map(({ message }) => message).join('; ');
  const said = whyNot((await street.get(id)).snapshot, { type, input, actor: street.actor(who), at: street.clock.now() });
  return said ? `${said.zh} ${said.en}` : '';
}

/** All that is stored of an order and what it asked for. */
async function standingOf(id: OrderId) {
  const { revision, snapshot } = await street.get(id);
  const { rows } = await street.db.query(
    'select (select count(*) from timers where order_id = $1)::int as timers, (select count(*) from outbox where order_id = $1)::int as effects, (select count(*) from notices where order_id = $1)::int as notices',
    [id],
  );
  return { revision, snapshot: JSON.stringify(snapshot), journal: await street.journal(id), rows };
}

interface Case {
  readonly steps: readonly Act[];
  readonly refused: Extract<Act, readonly unknown[]>;
  readonly says: readonly RegExp[];
  readonly category?: string;
  readonly from?: string;
}

const cases: Readonly<Record<string, Case>> = {
  'out of turn: whose turn it is': {
    steps: [['secretary', 'admit'], dispatch],
    refused: ['member', 'finish', { result: '已办' }],
    says: [/现在不能办结，轮到承办人处理/, /not possible while the order is dispatched; it is the turn of its handler/],
  },
  'out of turn: two returns already': {
    steps: designated,
    refused: ['member', 'askReturn', { ground: 'unclear', reason: '归属不清' }],
    says: [
      /已退单两次，街道已于10月9日指定承办，不得再退/,
      /two returns already; the street designated the holder on 9 October/,
      /isNotDesignated/,
      /领域研究 2\.6，《潍坊市12345条例》第二十二条/,
      /Weifang 12345 regulation, article 22/,
    ],
    from: '2026-10-09T09:00:00+08:00',
  },
  'out of turn: it has ended': {
    steps: [['resident', 'withdraw']],
    refused: ['secretary', 'admit'],
    says: [/已经结束/, /the order has ended/],
  },
  'an extension after due': {
    steps: [...working, { wait: 8 * DAY }],
    refused: ['member', 'askExtension', { by: '1 wd', reason: '等配件' }],
    says: [/延期须在到期前/, /before the clock is due/, /extend-in-time/, /domain research 2\.4/],
  },
  'a pause beyond 5 working days': {
    steps: [...working, askPause, ['secretary', 'decide', { granted: true }], { wait: 8 * DAY }],
    refused: askPause as Extract<Act, readonly unknown[]>,
    says: [/pause-total/, /挂起累计/, /domain research 2\.6/],
  },
  'a return after designation': {
    steps: designated,
    refused: ['member', 'decline', { reason: '不便' }],
    says: [/isNotDesignated/, /designated the holder/],
  },
  'a pool of one person': {
    steps: [['secretary', 'admit']],
    refused: ['secretary', 'dispatch', { ...toMember, how: 'claim' }],
    says: [/放到抢单池的单要派给队伍或单位/, /a person is assigned or invited/],
  },
  'a dispatch against the catalogue of duties': {
    steps: [['secretary', 'admit']],
    refused: ['secretary', 'dispatch', toMember],
    says: [/enforcement-only/, /行政执法事项目录/, /catalogue of enforcement matters/],
    category: '0406',
  },
  'a community as the main handler of what it is relieved of': {
    steps: [['secretary', 'admit']],
    refused: ['secretary', 'dispatch', unitOf('community')],
    says: [/community-not-main/, /第十七条/, /article 17/],
    category: '0901',
  },
  'a department called by a branch': {
    steps: [['secretary', 'admit']],
    refused: ['secretary', 'dispatch', unitOf('department')],
    says: [/departments-by-street/, /街道吹哨、部门报到/],
  },
  'against the separation of duties: a complaint to the community concerned': {
    steps: [['street', 'admit']],
    refused: ['street', 'dispatch', toMember],
    says: [/unit-concerned/, /第三十二条/, /article 32/],
    category: '1101',
  },
  'against the separation of duties: who asked does not decide': {
    steps: [
      ['secretary', 'admit'],
      ['secretary', 'changeUrgency', { to: 'U2', reason: '水压低' }],
    ],
    refused: ['secretary', 'decide', { granted: true }],
    says: [/isSecondPerson/, /第二人/, /second person/],
    category: '0201',
  },
  'against the separation of duties: the handler does not call back about his own work': {
    steps: [
      ['secretary', 'admit'],
      ['secretary', 'settle', { result: '已答复' }],
    ],
    refused: ['secretary', 'callback', { outcome: 'confirmed' }],
    says: [/isNotHandler/, /三分离/],
  },
  'at the highest level': {
    steps: [...accepted, ...[1, 2, 3].map((): Act => ['street', 'escalate', { reason: '再提' }])],
    refused: ['street', 'escalate', { reason: '再提' }],
    says: [/已提到最高一级/, /at the highest level already/, /hasLevelAbove/],
  },
};

test.each(Object.entries(cases))('%s', async (_, { steps, refused, says, category = '0101', from }) => {
  await street.db.query('delete from timers');
  street.clock.set(from ? Date.parse(from) : MONDAY);
  const { id } = await street.place({ category });
  for (const step of steps) {
    if ('wait' in step) await street.until(street.clock.now() + step.wait);
    else expect((await street.as(step[0]).send(id, step[1], step[2] ?? {})).kind, step[1]).toBe('applied');
  }
  const before = await standingOf(id);
  const outcome = await street.as(refused[0]).send(id, refused[1], refused[2] ?? {});
  expect(['not-allowed', 'invalid']).toContain(outcome.kind);
  // What may be done instead is told from the order that came with the refusal.
  if (outcome.kind === 'not-allowed') expect(outcome.order?.revision).toBe(before.revision);
  const words = await wordsOf(id, refused, outcome);
  for (const pattern of says) expect(words).toMatch(pattern);
  expect(await standingOf(id)).toEqual(before);
});

test('whoever is refused learns what he may do now', async () => {
  street.clock.set(MONDAY);
  const { id } = await street.place();
  for (const type of ['admit', 'dispatch']) {
    await street.as('secretary').send(id, type, type === 'dispatch' ? toMember : {});
  }
  const outcome = await street.as('member').send(id, 'finish', { result: '已办' });
  if (outcome.kind !== 'not-allowed' || !outcome.order) throw new Error(outcome.kind);
  const mine = street.engine.allowed(outcome.order, street.actor('member'));
  expect(mine).toEqual(expect.arrayContaining(['accept', 'decline', 'askReturn']));
  expect(mine).not.toContain('finish');
  expect(street.engine.allowed(outcome.order, street.actor('secretary'))).toContain('dispatch');
});

test.each([
  ['days that overlap', withLine(5, 'holiday,春节,Spring Festival,2027-01-03,2027-01-10,8')],
  ['days that are missing', withLine(4, null)],
])('a calendar notice with %s is refused whole, with lines', (_, text) => {
  const read = readNotices(text);
  expect(read.kind).toBe('refused');
  if (read.kind !== 'refused') return;
  expect(read.problems.length).toBeGreaterThan(0);
  for (const { line, message } of read.problems) {
    expect(line).toBeGreaterThan(0);
    expect(message).not.toBe('');
  }
  expect(readNotices(notice2027).kind).toBe('read');
});
