import { describe, expect, test } from 'vitest';
import { matches, type Face } from '@six-order/engine';
import type { Reader } from '@six-order/community/authority/reader';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskNames, type DeskName } from '@six-order/community/desks/desk-name';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { callFrom, callMark, inHandOf, marks } from '@six-order/community/desks/marks';
import { orderWith } from './faces.ts';

const [me, other, team] = ['a1', 'a2', 'b1'].map((n) => `01900000-0000-7000-8000-0000000000${n}`) as [string, string, string];
const now = Date.parse('2026-03-10T09:00:00+08:00');
const at = momentOf(officialCalendar, now);
const H = 3_600_000;
const D = 24 * H;
const grid = 'u522326.u004.u002.u01';

const reader = (role: string, more: Partial<Reader> = {}): Reader => ({
  person: me,
  post: '01900000-0000-7000-8000-0000000000c1',
  role,
  tenant: '522326',
  path: 'u522326.u004.u002',
  holds: [],
  ...more,
});

interface Case {
  readonly people?: readonly string[];
  readonly labels?: readonly string[];
  readonly urgency?: string;
  readonly dueAt?: number | null;
  readonly closed?: boolean;
  readonly data?: Face['data'];
}

const order = (
  stage: string,
  { people = [other], labels = [], urgency = 'U2', dueAt = now + 9 * D, closed = false, data = {} }: Case = {},
) => {
  const face: Face = {
    path: grid,
    stage,
    labels: ['cat:0101', `u:${urgency}`, ...labels],
    people,
    number: '20260302-000001-1',
    dueAt,
    openedAt: now - 10 * D,
    closedAt: closed ? now : null,
    data: { resident: other, openedBy: other, ...data },
  };
  return orderWith(face);
};

/** In these hands. */
const hands = (...ids: readonly string[]): Case => ({ people: [other, ...ids], labels: ids.map(inHandOf) });

const on = (about: ReturnType<typeof order>, as: Reader): DeskName[] =>
  deskNames.filter((name) => name !== 'all' && name !== 'inbox' && matches(deskOf(name, as, at).filter, about));

describe('where an order stands', () => {
  const secretary = reader('secretary');
  const member = reader('member', { holds: [team] });

  test('the inbox holds what lies with the reader or his department, orders and cards alike, and nothing of others', () => {
    const department = reader('department', { path: 'u522326.uD01', holds: [team] });
    const card = { ...order('issued', { people: [team], labels: ['card:red'] }), workflow: 'card' };
    const held = [order('dispatched', hands(team)), order('working', hands(me, other)), card];
    const not = [order('working', { people: [other] }), order('finished', { people: [team], closed: true })];
    const inbox = (about: ReturnType<typeof order>, as: Reader) => matches(deskOf('inbox', as, at).filter, about);
    expect(held.map((about) => inbox(about, department))).toEqual([true, true, true]);
    expect(not.map((about) => inbox(about, department))).toEqual([false, false]);
    expect(held.map((about) => inbox(about, reader('resident')))).toEqual([false, false, false]);
    // What he placed is not his to do.
    expect(inbox(order('working', { ...hands(other), people: [me, other] }), reader('grid-worker'))).toBe(false);
    expect(deskOf('inbox', department, at).sort).toBe('due');
  });

  test('placed: the intake of its area', () => {
    expect(on(order('placed'), secretary)).toEqual(['intake']);
    expect(on(order('placed'), member)).toEqual([]);
  });

  test('admitted: the dispatch desk, and the returned one when it came back', () => {
    expect(on(order('admitted'), secretary)).toEqual(['dispatch']);
    expect(on(order('admitted', { labels: ['returned', marks.returned] }), secretary)).toEqual(['dispatch', 'returned']);
  });

  test('dispatched to a person: to accept, and among his', () => {
    expect(on(order('dispatched', hands(me)), member)).toEqual(['accept', 'mine']);
    expect(on(order('dispatched', { people: [other] }), member)).toEqual([]);
  });

  test('dispatched to a team: to accept for each of its members, in the pool until one does', () => {
    expect(on(order('dispatched', hands(team)), member)).toEqual(['accept', 'pool']);
    expect(on(order('working', hands(team)), member)).toEqual([]);
    expect(on(order('working', hands(team, me)), member)).toEqual(['mine']);
  });

  test('whoever placed it has it on no desk to work from, though it is his; what is finished is in nobody’s hands', () => {
    const worker = reader('grid-worker');
    const placed = (stage: string) => order(stage, { ...hands(other), people: [me, other], data: { openedBy: me } });
    for (const stage of ['dispatched', 'accepted', 'working']) expect(on(placed(stage), worker)).toEqual(['requests']);
    expect(on(order('working', hands(me)), worker)).toEqual(['mine']);
    expect(on(order('finished', { people: [other, me] }), member)).toEqual([]);
  });

  test('finished: waits for the resident, and for the publisher when it may be shown', () => {
    const own = { people: [me], data: { resident: me } };
    expect(on(order('finished', own), reader('resident'))).toEqual(['evaluate', 'requests']);
    // In another post of his he did it: it is no request of his.
    expect(on(order('finished', { people: [me], data: { handler: me } }), reader('resident'))).toEqual([]);
    expect(on(order('finished', { ...own, data: { ...own.data, handler: me } }), reader('resident'))).toEqual(['requests']);
    // He led it once, and may say how it was all the same; for another he writes nothing down.
    const led = { people: [me], data: { worked: [me] } };
    expect(on(order('finished', { ...led, data: { ...led.data, resident: me } }), reader('resident'))).toEqual([
      'evaluate',
      'requests',
    ]);
    expect(on(order('finished', { ...led, data: { ...led.data, openedBy: me } }), reader('grid-worker'))).toEqual(['requests']);
    expect(on(order('finished', { labels: ['publication:open', marks.publish] }), reader('publisher'))).toEqual(['publish']);
    expect(on(order('evaluated', { labels: ['publication:proposed', marks.publish] }), reader('publisher'))).toEqual(['publish']);
    expect(on(order('evaluated', { labels: ['publication:skipped'] }), reader('publisher'))).toEqual([]);
    expect(on(order('evaluated', { labels: ['publication:published'], closed: true }), reader('publisher'))).toEqual([]);
  });

  test("late as a whole: the supervisor's overdue desk; a missed stage is to be done today and at risk; a card stands for itself", () => {
    const supervisor = reader('supervisor');
    expect(on(order('working', { labels: ['overdue', marks.overdue, 'card:yellow', marks.cards] }), supervisor)).toEqual([
      'overdue',
    ]);
    expect(on(order('accepted', { labels: ['card:blue', marks.cards], dueAt: now - D }), supervisor)).toEqual([
      'today',
      'at-risk',
    ]);
    expect(on(order('working', { labels: ['overdue', marks.overdue, 'sealed'] }), supervisor)).toEqual([]);
    expect(on(order('evaluated', { labels: ['card:red', marks.cards], closed: true }), supervisor)).toEqual([]);
  });

  test('due today: a step of an order in some office’s or handler’s hands, by midnight; not what is late as a whole, stands still for an emergency, or waits for the resident', () => {
    const supervisor = reader('supervisor');
    const isOn = (about: ReturnType<typeof order>) => matches(deskOf('today', supervisor, at).filter, about);
    const due = (time: string, stage = 'working', labels: readonly string[] = []) =>
      order(stage, { dueAt: Date.parse(time), labels });
    for (const stage of ['placed', 'admitted', 'dispatched', 'accepted', 'working'])
      expect([stage, isOn(due('2026-03-10T24:00:00+08:00', stage))]).toEqual([stage, true]);
    expect(isOn(due('2026-03-11T00:01:00+08:00'))).toBe(false);
    expect(isOn(due('2026-03-09T18:00:00+08:00'))).toBe(true);
    expect(isOn(due('2026-03-10T18:00:00+08:00', 'finished'))).toBe(false);
    for (const label of ['overdue', 'suspended', 'sealed'])
      expect([label, isOn(due('2026-03-10T18:00:00+08:00', 'working', [label]))]).toEqual([label, false]);
    expect(isOn(order('working'))).toBe(false);
  });

  test('at risk: what presses, and what is in hand and due by the end of the next working day; not what is late or stands still', () => {
    const supervisor = reader('supervisor');
    // A Friday: the next working day is Monday.
    const friday = momentOf(officialCalendar, Date.parse('2026-03-13T09:00:00+08:00'));
    const isOn = (about: ReturnType<typeof order>, when = at) => matches(deskOf('at-risk', supervisor, when).filter, about);
    const pressed = { labels: [marks.atRisk] };
    for (const stage of ['placed', 'admitted', 'dispatched', 'accepted', 'working'])
      expect(isOn(order(stage, pressed))).toBe(true);
    const due = (time: string, labels: readonly string[] = []) => order('working', { dueAt: Date.parse(time), labels });
    expect(isOn(due('2026-03-11T24:00:00+08:00'))).toBe(true);
    expect(isOn(due('2026-03-12T00:01:00+08:00'))).toBe(false);
    expect(isOn(due('2026-03-16T18:00:00+08:00'), friday)).toBe(true);
    expect(isOn(due('2026-03-17T09:00:00+08:00'), friday)).toBe(false);
    expect(isOn(order('accepted', { dueAt: now + H }))).toBe(false);
    // A step that was missed: a cordon has no reminder of the stage's.
    expect(isOn(order('accepted', { dueAt: now - H }))).toBe(true);
    expect(isOn(order('finished', { dueAt: now - H }))).toBe(false);
    for (const label of ['overdue', 'paused', 'shelved', 'suspended'])
      expect([label, isOn(due('2026-03-10T18:00:00+08:00', [label]))]).toEqual([label, false]);
    expect(isOn(order('working', { ...pressed, closed: true }))).toBe(false);
    expect(isOn(order('working', { labels: [marks.atRisk, 'sealed'] }))).toBe(false);
  });

  test('at risk before days off: what has a step due by the noon after them, from the last working day on and all through them', () => {
    const supervisor = reader('supervisor');
    const isOn = (when: string, due: string, stage = 'placed', labels: readonly string[] = []) =>
      matches(
        deskOf('at-risk', supervisor, momentOf(officialCalendar, Date.parse(`${when}:00+08:00`))).filter,
        order(stage, { dueAt: Date.parse(`${due}:00+08:00`), labels }),
      );
    // A Friday, the weekend, and the Monday after it.
    for (const stage of ['placed', 'admitted', 'dispatched', 'accepted'])
      expect([stage, isOn('2026-03-13T16:00', '2026-03-16T10:00', stage)]).toEqual([stage, true]);
    expect(isOn('2026-03-13T16:00', '2026-03-14T15:00')).toBe(true);
    expect(isOn('2026-03-13T16:00', '2026-03-16T12:00')).toBe(true);
    expect(isOn('2026-03-13T16:00', '2026-03-16T12:01')).toBe(false);
    expect(isOn('2026-03-14T10:00', '2026-03-16T12:00')).toBe(true);
    expect(isOn('2026-03-15T23:00', '2026-03-16T12:00')).toBe(true);
    expect(isOn('2026-03-16T08:00', '2026-03-16T12:00')).toBe(false);
    expect(isOn('2026-03-12T16:00', '2026-03-13T10:00')).toBe(false);
    // The last day before the National Day holiday of 2026, which ends on 7 October; a Sunday that is worked, and the Monday after it.
    expect(isOn('2026-09-30T16:00', '2026-10-08T12:00')).toBe(true);
    expect(isOn('2026-09-20T16:00', '2026-09-21T10:00')).toBe(false);
    for (const label of ['overdue', 'suspended', 'sealed'])
      expect([label, isOn('2026-03-13T16:00', '2026-03-16T10:00', 'placed', [label])]).toEqual([label, false]);
  });

  test('nothing of it for the administrator', () => {
    for (const stage of ['placed', 'admitted', 'finished', 'unanswered']) expect(on(order(stage), reader('admin'))).toEqual([]);
  });
});

describe('the callback desk', () => {
  const secretary = reader('secretary');
  test('what waits for its evaluation stands there from the day that its face names, until somebody called', () => {
    const waiting = (days: number, more: object = {}) =>
      order('finished', { labels: [callFrom(now - days * D)], dueAt: now + 9 * D, ...more });
    for (const days of [0, 1, 60]) expect(on(waiting(days), secretary)).toEqual(['callback']);
    expect(on(waiting(-1), secretary)).toEqual([]);
    expect(on(order('finished', { dueAt: now + 9 * D }), secretary)).toEqual([]);
    expect(on(waiting(0), reader('leader'))).toEqual([]);
  });

  test('an unanswered order for thirty days, but never by somebody with a part in it, nor by a role that calls nobody', () => {
    const ended = (days: number) => ({ closed: true, labels: [callMark('unanswered', now - days * D)] });
    expect(on(order('unanswered', ended(0)), secretary)).toEqual(['callback']);
    expect(on(order('unanswered', ended(30)), secretary)).toEqual(['callback']);
    expect(on(order('unanswered', ended(31)), secretary)).toEqual([]);
    expect(on(order('unanswered', { ...ended(0), people: [other, me], data: { openedBy: me } }), secretary)).toEqual([
      'requests',
    ]);
    expect(on(order('unanswered', { ...ended(0), people: [other, me] }), secretary)).toEqual([]);
    expect(on(order('unanswered', ended(0)), reader('representative'))).toEqual(['callback']);
    expect(on(order('unanswered', ended(0)), reader('leader'))).toEqual([]);
  });
});

test('回避: one’s own matter is on no desk where it is decided; what one wrote down for somebody without an account is settled or sent on all the same', () => {
  const own = (source: string, openedBy = me) => ({ people: [me], data: { resident: me, openedBy, source } });
  const deskOfStage: Record<string, Case> = {
    placed: {},
    admitted: { labels: [marks.returned] },
    working: { labels: [marks.decide] },
  };
  const where = (about: Case, as = reader('secretary')) =>
    Object.entries(deskOfStage).map(([stage, more]) =>
      on(order(stage, { ...more, ...about }), as).filter((desk) => desk !== 'requests'),
    );
  const decided = [['intake'], ['dispatch', 'returned'], ['decide']];
  expect(where(own('resident'))).toEqual([[], [], []]);
  expect(where(own('proxy', other))).toEqual([[], [], []]);
  expect(where(own('proxy'))).toEqual([['intake'], ['dispatch', 'returned'], []]);
  // He enters what was handed on; it is nobody's in the post.
  expect(where(own('12345'))).toEqual(decided);
  expect(where(own('resident'), reader('secretary', { person: other }))).toEqual(decided);
  // Of a face from before it is not known where it came from.
  expect(where({ people: [me], data: { resident: me, openedBy: me } })).toEqual(decided);
});

test('what a party takes part in is his matter where he is in no office, and what an office begins is nobody’s request', () => {
  const dispute = { ...order('mediating', { people: [me], data: { parties: [other, me] } }), workflow: 'mediation' };
  const visit = { ...order('planned', { people: [me], data: { openedBy: me } }), workflow: 'visit' };
  const roles = ['resident', 'relative', 'household-head', 'grid-worker', 'secretary'];
  expect(roles.filter((role) => on(dispute, reader(role)).includes('requests'))).toEqual(roles.slice(0, 3));
  expect(roles.filter((role) => on(visit, reader(role)).includes('requests'))).toEqual([]);
});

test('a unit narrows a desk', () => {
  const secretary = reader('secretary');
  const placed = order('placed');
  expect(matches(deskOf('intake', secretary, at, grid).filter, placed)).toBe(true);
  expect(matches(deskOf('intake', secretary, at, 'u522326.u004.u002.u02').filter, placed)).toBe(false);
});

test('lists of work come by deadline, lists of record by age', () => {
  const newest = deskNames.filter((name) => deskOf(name, reader('secretary'), at).sort === 'newest');
  expect(newest).toEqual(['drafts', 'sample', 'requests', 'all']);
});
