// Who sees, issues, answers and checks a supervision card (督办卡), and how its words are read. Written by hand from the field's table.
import { authorizeWith, maySee } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { Role } from '@six-order/community/people/role';
import { accessOf } from '@six-order/community/privacy/fields';
import type { StoredOrder, Workflow } from '@six-order/engine';
import { card as workflow } from '@six-order/workflows/card/workflow';
import { expect, test } from 'vitest';
import { orderWith } from './faces.ts';

const [me, other, unit] = ['a1', 'a2', 'b1'].map((n) => `01900000-0000-7000-8000-0000000000${n}`) as [string, string, string];
const street = 'u522326.u004';
const community = `${street}.u002`;

const reader = (role: string, more: Partial<Reader> = {}): Reader => ({
  person: me,
  post: me,
  role,
  tenant: '522326',
  path: street,
  holds: [unit],
  ...more,
});

function cardFace(
  more: { code?: string; answering?: readonly string[]; openedBy?: string | null; stage?: string } = {},
): StoredOrder {
  const { code = '0101', answering = [other], openedBy = null, stage = 'issued' } = more;
  const order = orderWith({
    path: community,
    stage,
    labels: [`cat:${code}`, 'card:red', ...(code === '0101' ? [] : ['sealed'])],
    people: [...answering],
    number: 'D20260302-000001-1',
    dueAt: null,
    openedAt: 0,
    closedAt: null,
    data: {
      category: code,
      unit,
      openedBy,
      holder: { kind: 'person', id: answering[0] as string },
      answering: [...answering],
      endedAt: null,
    },
  });
  return { ...order, workflow: 'card' };
}

const judge = (as: Reader, type: string, order: StoredOrder | null, facts: object = {}) =>
  authorizeWith((actor) => (actor as Reader).holds)({
    actor: as,
    workflow: workflow as Workflow,
    type,
    order,
    input: {},
    facts: facts as Record<string, unknown>,
  });

const supervisors = ['supervisor', 'discipline', 'representative', 'leader'];
const answerers = [
  'member',
  'team-lead',
  'property',
  'facility',
  'department',
  'grid-worker',
  'community',
  'secretary',
  'street',
  'discipline',
  'leader',
];

test.each(Role.options)('%s: to issue one', (role) => {
  const about = (category: string, path: string) => ({ card: { order: { category, path } } });
  const may = supervisors.includes(role) ? 'allowed' : 'forbidden';
  expect(judge(reader(role), 'issue', null, about('0101', community))).toBe(may);
  // Outside the area, sealed from him, or no such order.
  expect(judge(reader(role), 'issue', null, about('0101', 'u522326.u005'))).toBe('forbidden');
  expect(judge(reader(role), 'issue', null, about('0701', community))).toBe('forbidden');
  expect(judge(reader(role), 'issue', null, { card: null })).toBe('forbidden');
  // What only discipline inspection sees, it alone calls to account.
  expect(judge(reader(role), 'issue', null, about('1102', community))).toBe(role === 'discipline' ? 'allowed' : 'forbidden');
});

test.each(Role.options)('%s: to sign and reply, if it is his or his unit’s to answer', (role) => {
  for (const type of ['sign', 'reply']) {
    for (const answering of [[me], [other, unit]])
      expect(judge(reader(role), type, cardFace({ answering }))).toBe(verdict(role, answerers, cardFace({ answering })));
    expect(judge(reader(role), type, cardFace())).toBe(maySee(reader(role), cardFace()) ? 'forbidden' : 'hidden');
  }
});

test.each(Role.options)('%s: to check, close, look back, escalate, cancel', (role) => {
  for (const type of ['check', 'close', 'lookBack', 'escalate', 'cancel'])
    expect(judge(reader(role), type, cardFace())).toBe(verdict(role, supervisors, cardFace()));
});

const verdict = (role: string, may: readonly string[], order: StoredOrder) => {
  if (!maySee(reader(role), order)) return 'hidden';
  return may.includes(role) ? 'allowed' : 'forbidden';
};

test('the system issues, escalates and cancels, and does nothing else to a card', () => {
  const system: Reader = { person: null, post: null, role: 'system', tenant: '522326', path: '', holds: [] };
  expect(judge(system, 'issue', null, { card: null })).toBe('allowed');
  const may = ['sign', 'reply', 'check', 'close', 'escalate', 'lookBack', 'cancel'].filter(
    (type) => judge(system, type, cardFace()) === 'allowed',
  );
  expect(may).toEqual(['escalate', 'cancel']);
  expect(judge({ ...system, tenant: '522327' }, 'cancel', cardFace())).toBe('hidden');
});

test('a card is seen by its area’s desks and supervisors and by those who answer it; a sealed one by the latter and discipline', () => {
  const seenBy = (order: StoredOrder) => Role.options.filter((role) => maySee(reader(role), order));
  expect(seenBy(cardFace())).toEqual([
    'secretary',
    'community',
    'street',
    'supervisor',
    'discipline',
    'representative',
    'leader',
  ]);
  expect(seenBy(cardFace({ code: '1102' }))).toEqual(['discipline']);
  expect(seenBy(cardFace({ code: '1101' }))).toEqual(['street']);
  expect(seenBy(cardFace({ code: '1101', answering: [me] }))).toEqual(expect.arrayContaining(['member', 'department', 'street']));
});

test.each([
  ['whoever issued it', 'supervisor', { openedBy: me }, 'full'],
  ['another supervisor', 'supervisor', {}, 'masked'],
  ['a representative', 'representative', {}, 'masked'],
  ['who answers it', 'member', { answering: [me] }, 'full'],
  ['whose unit answers it', 'department', { answering: [unit] }, 'full'],
  ['the leader to whom it went up', 'leader', { answering: [other, unit] }, 'full'],
  ['the secretary of the area', 'secretary', {}, 'full'],
  ['a stranger', 'resident', {}, 'none'],
  ['an administrator', 'admin', {}, 'none'],
] as const)('%s reads its words', (_, role, more, how) => {
  const access = accessOf(reader(role), cardFace(more), 1);
  expect((['grounds', 'reply', 'check'] as const).map(access)).toEqual([how, how, how]);
});
