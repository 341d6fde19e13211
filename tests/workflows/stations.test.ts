// The six stations of an order that goes round again: they say where it is this time.
import { expect, test } from 'vitest';
import type { Snapshot, StoredOrder } from '@six-order/engine';
import type { Unit } from '@six-order/community/units/unit';
import { emptyContext, type Context, type OrderClock } from '@six-order/workflows/six-order/v2/context';
import { publicItemOf } from '@six-order/workflows/six-order/public-item';
import { redoneOf } from '@six-order/workflows/six-order/redone';
import { stationsOf } from '@six-order/workflows/six-order/stations';

const publications = ['waiting', 'open', 'proposed', 'published', 'hidden', 'skipped', 'retracted'] as const;
const settled = ['finished', 'evaluated', 'unanswered'];
const cut = ['refused', 'withdrawn', 'merged'];
const underWay = [
  'admitted',
  'dispatched',
  'accepted',
  'working',
  'reworking',
  'paused',
  'shelved',
  'returning',
  'escalated',
  'objecting',
];

const sealed = { sealed: 's', digest: 'd' };
const bad = (at: number): Context['rounds'][number] => ({ solved: 'no', stars: 1, comment: null, at, by: 'r' });
const good = (at: number): Context['rounds'][number] => ({ ...bad(at), solved: 'yes', stars: 5 });
const found = (at: number): Context['notes'][number] => ({ at, by: 's', text: sealed, about: 'false-completion' });

const publishAt = (handling: string, publication: string): string | undefined =>
  stationsOf({
    value: { handling, supervision: 'clear', publication },
    context: { ...emptyContext, admittedAt: 1, publishedAt: 2, rounds: [bad(3)] },
  } as unknown as Snapshot).find(({ station }) => station === 'publish')?.status;

test('what shows of the time before is not taken for what is being published now', () => {
  const shown = (handlings: readonly string[]) =>
    Object.fromEntries(publications.map((one) => [one, [...new Set(handlings.map((handling) => publishAt(handling, one)))]]));
  const wherever = { waiting: ['todo'], skipped: ['skipped'], retracted: ['skipped'] };
  expect(shown(underWay)).toEqual({ ...wherever, open: ['todo'], proposed: ['todo'], published: ['todo'], hidden: ['todo'] });
  expect(shown([...settled, ...cut])).toEqual({
    ...wherever,
    open: ['now'],
    proposed: ['now'],
    published: ['done'],
    hidden: ['now'],
  });
});

test.each([
  ['done for the first time', { rounds: [], notes: [] }, null],
  ['evaluated well', { rounds: [good(5)], notes: [] }, null],
  ['evaluated badly', { rounds: [bad(5)], notes: [] }, { time: 2, since: 5 }],
  ['badly, and then well', { rounds: [bad(5), good(9)], notes: [] }, { time: 2, since: 5 }],
  ['badly twice', { rounds: [bad(5), bad(9)], notes: [] }, { time: 3, since: 9 }],
  ['found false before anybody evaluated it', { rounds: [], notes: [found(4)], falseAt: 4 }, { time: 2, since: 4 }],
  ['found false, and then evaluated badly', { rounds: [bad(8)], notes: [found(4)], falseAt: 4 }, { time: 3, since: 8 }],
  ['found false after it was evaluated well', { rounds: [good(5)], notes: [found(7)], falseAt: 7 }, { time: 2, since: 7 }],
  ['found false twice', { rounds: [], notes: [found(4), found(7)], falseAt: 7 }, { time: 3, since: 7 }],
] as const)('which time it is done: %s', (_, context, expected) => {
  expect(redoneOf(context)).toEqual(expected);
});

test('what nobody takes in is under supervision while a card stands, since its card came', () => {
  const supervised = (handling: string, supervision: string) => {
    const snapshot = {
      value: { handling, supervision, publication: 'waiting' },
      context: { ...emptyContext, openedAt: 1, cardAt: 4, closedAt: cut.includes(handling) ? 6 : null },
    } as unknown as Snapshot;
    return stationsOf(snapshot).find(({ station }) => station === 'supervise');
  };
  expect(supervised('placed', 'blue')).toEqual({ station: 'supervise', status: 'now', enteredAt: 4, by: null });
  expect(supervised('placed', 'clear')).toEqual({ station: 'supervise', status: 'todo', enteredAt: null, by: null });
  expect(supervised('withdrawn', 'blue')).toEqual({ station: 'supervise', status: 'done', enteredAt: 4, doneAt: 6, by: null });
});

/** When each station was entered, until when it took, and by whom: what was not gone through again stands in brackets. */
function enteredIn(handling: string, context: Partial<Context>, publication = 'waiting') {
  const first = { openedAt: 1, admittedAt: 2, dispatchedAt: 3, dispatcher: 'd', acceptedAt: 4, handler: 'h', finishedAt: null };
  const snapshot = {
    value: { handling, supervision: 'clear', publication },
    context: { ...emptyContext, ...first, ...context },
  } as unknown as Snapshot;
  const [, ...gone] = stationsOf(snapshot).map(({ status, enteredAt, doneAt, by, earlier }) =>
    status === 'todo' || status === 'skipped'
      ? status
      : `${earlier ? `(${enteredAt})` : enteredAt}${doneAt === undefined ? '' : `–${doneAt}`}${by === null ? '' : ` ${by}`}`,
  );
  return gone.join(', ');
}

const began = (startedAt: number) => ({ startedAt, dueAt: 99, finishedAt: null }) as unknown as OrderClock;
const wentRound = (...at: number[]): Partial<Context> => ({ rounds: at.map(bad), clocks: { rework: began(at[0] ?? 0) } });

test.each([
  ['done for the first time', 'finished', { finishedAt: 5 }, 'waiting', '3 d, 4–5 h, 2–5, todo, 5'],
  [
    'declined, and at the desk again',
    'admitted',
    { acceptedAt: null, handler: null, returns: 1, clocks: { dispatch: began(6) } },
    'waiting',
    '6, todo, 2, todo, todo',
  ],
  ['done again by whoever had it', 'reworking', wentRound(7), 'waiting', '(3) d, 7 h, 7, todo, 7 r'],
  ['done again', 'finished', { ...wentRound(7), finishedAt: 9 }, 'waiting', '(3) d, 7–9 h, 7–9, todo, 9'],
  [
    'done again, and then well',
    'evaluated',
    { ...wentRound(7), rounds: [bad(7), good(10)], finishedAt: 9 },
    'waiting',
    '(3) d, 7–9 h, 7–9, todo, 10 r',
  ],
  [
    'gone up',
    'escalated',
    { ...wentRound(7, 11), clocks: { rework: began(7), dispatch: began(11) } },
    'waiting',
    '11, todo, 11, todo, 11 r',
  ],
  [
    'given to another',
    'dispatched',
    { ...wentRound(7, 11), dispatchedAt: 12, handler: null },
    'waiting',
    '12 d, 12, 11, todo, todo',
  ],
  [
    'accepted by another',
    'working',
    { ...wentRound(7, 11), dispatchedAt: 12, acceptedAt: 13 },
    'waiting',
    '12 d, 13 h, 11, todo, todo',
  ],
  [
    'ended by the level above',
    'evaluated',
    { ...wentRound(7, 11), finishedAt: 14, notes: [{ ...found(14), about: 'conclusion' }] },
    'waiting',
    '(3) d, (7) h, 11–14, todo, 11 r',
  ],
  [
    'found false after a good word',
    'reworking',
    { rounds: [good(6)], notes: [found(8)], falseAt: 8, clocks: { rework: began(8) } },
    'waiting',
    '(3) d, 8 h, 8, todo, 8',
  ],
  [
    'published of the time before',
    'finished',
    { ...wentRound(7), publishedAt: 6, publisher: 'p', finishedAt: 9 },
    'published',
    '(3) d, 7–9 h, 7–9, (6) p, 9',
  ],
  [
    'published meanwhile of the time before',
    'finished',
    { ...wentRound(7), publishedAt: 8, publisher: 'p', finishedAt: 9 },
    'published',
    '(3) d, 7–9 h, 7–9, (8) p, 9',
  ],
  [
    'published of this time',
    'finished',
    { ...wentRound(7), publishedAt: 10, publisher: 'p', finishedAt: 9 },
    'published',
    '(3) d, 7–9 h, 7–9, 10 p, 9',
  ],
  [
    'taken down by its publisher',
    'evaluated',
    { publishedAt: 9, publisher: 'p', finishedAt: 8, takenDownAt: 12 },
    'open',
    '3 d, 4–8 h, 2–8, 12, 8',
  ],
  [
    'objected to',
    'evaluated',
    { publishedAt: 9, publisher: 'p', finishedAt: 8, publicObjection: { at: 11, text: sealed, contact: null } },
    'hidden',
    '3 d, 4–8 h, 2–8, 11, 8',
  ],
  [
    'upheld against, and a corrected text written',
    'evaluated',
    { publishedAt: 9, publisher: 'p', finishedAt: 8, publicObjection: { at: 11, text: sealed, contact: null, upheld: true } },
    'proposed',
    '3 d, 4–8 h, 2–8, 11, 8',
  ],
  [
    'taken down, and done again since',
    'finished',
    { ...wentRound(7), publishedAt: 5, publisher: 'p', takenDownAt: 6, finishedAt: 9 },
    'open',
    '(3) d, 7–9 h, 7–9, 9, 9',
  ],
  ['withdrawn at work', 'withdrawn', { closedAt: 6 }, 'waiting', '3 d, 4–6 h, 2–6, todo, skipped'],
  [
    'gone up unaccepted, evaluated by nobody',
    'escalated',
    { acceptedAt: null, handler: null, clocks: { dispatch: began(6) } },
    'waiting',
    '6, todo, 2, todo, todo',
  ],
] as const)('when its stations were entered: %s', (_, handling, context, publication, expected) => {
  expect(enteredIn(handling, context as Partial<Context>, publication)).toBe(expected);
});

const DAY = 86_400_000;
const foundAt = 20 * DAY;
const concluded = { ...found(30 * DAY), about: 'conclusion' as const };

/** What the board says of an order that was published on the tenth day. */
function itemOf(handling: string, context: Partial<Context>) {
  const showing = { alias: 'a', until: 400 * DAY, fields: [] };
  const order = {
    snapshot: {
      value: { handling, supervision: 'clear', publication: 'published' },
      context: { ...emptyContext, publishedAt: 10 * DAY, finishedAt: 9 * DAY, showing, ...context },
    },
    face: { openedAt: 0 },
  } as unknown as StoredOrder;
  const community = { id: 'c', code: 'c', kind: 'community', flags: {} } as unknown as Unit;
  const item = publicItemOf(order, [community], { title: '', text: '' })?.item;
  if (item === undefined || typeof item === 'string') throw new Error('it is not on the board');
  return item;
}

test.each([
  ['never', 'finished', {}, undefined],
  ['while it is done again for the first time', 'reworking', { rounds: [bad(5)] }, undefined],
  ['done again', 'finished', { rounds: [bad(5)] }, 1],
  ['withdrawn meanwhile', 'withdrawn', { rounds: [bad(5)] }, undefined],
  ['badly twice and given to another', 'working', { rounds: [bad(5), bad(6)] }, 1],
  ['badly, then well', 'evaluated', { rounds: [bad(5), good(6)] }, 1],
  ['well at once', 'evaluated', { rounds: [good(5)] }, undefined],
  ['found false', 'reworking', { notes: [found(foundAt)], falseAt: foundAt }, undefined],
  ['found false and done again', 'finished', { notes: [found(foundAt)], falseAt: foundAt }, 1],
  ['found false after a bad and a good word', 'unanswered', { rounds: [bad(5), good(6)], notes: [found(7)], falseAt: 7 }, 2],
  ['badly twice, and ended by the level above', 'evaluated', { rounds: [bad(5), bad(6)], notes: [concluded] }, 1],
] as const)('how often the board says that it was done again: %s', (_, handling, context, expected) => {
  expect(itemOf(handling, context).redone).toBe(expected);
});

test('what was found false changed on the board on that day', () => {
  expect(itemOf('finished', {}).changedAt).toBe(10 * DAY);
  const { changedAt } = itemOf('reworking', { notes: [found(foundAt)], falseAt: foundAt });
  expect(changedAt).toBeGreaterThan(19 * DAY);
  expect(changedAt).toBeLessThanOrEqual(foundAt);
});

const goneOn = (finishedAt: number | null): Partial<Context> => ({ finishedAt });
const later = 20 * DAY;

test.each([
  ['for the first time', 'evaluated', { rounds: [good(later)] }, undefined, undefined],
  ['done again since', 'finished', { rounds: [bad(later)], ...goneOn(21 * DAY) }, 1, undefined],
  ['being done again', 'reworking', { rounds: [bad(later)], ...goneOn(null) }, 1, undefined],
  ['done again since, and then well', 'evaluated', { rounds: [bad(later), good(22 * DAY)], ...goneOn(21 * DAY) }, 1, 2],
  ['published of the second time', 'evaluated', { rounds: [bad(5), good(later)] }, undefined, undefined],
  ['published while it was done again', 'evaluated', { rounds: [bad(5), good(later)], ...goneOn(11 * DAY) }, 1, 2],
  ['a third time since', 'finished', { rounds: [bad(5), bad(later)], ...goneOn(21 * DAY) }, 2, undefined],
  ['found false since', 'unanswered', { notes: [found(foundAt)], falseAt: foundAt, ...goneOn(21 * DAY) }, 1, undefined],
  ['ended by the level above', 'evaluated', { rounds: [bad(5), bad(later)], notes: [concluded], ...goneOn(30 * DAY) }, 2, 2],
] as const)('which time the board tells of, and which was evaluated: %s', (_, handling, context, resultOf, evaluationOf) => {
  const item = itemOf(handling, context);
  expect([item.resultOf, item.evaluationOf]).toEqual([resultOf, evaluationOf]);
});

test('the board tells of the day on which it was taken on, not of a later time of doing it', () => {
  const { steps } = itemOf('finished', {
    showing: { alias: 'a', until: 400 * DAY, fields: ['steps'] },
    acceptedAt: 3 * DAY,
    ...wentRound(12 * DAY),
    finishedAt: 14 * DAY,
  });
  expect(steps?.filter(({ station }) => station === 'accept')).toEqual([{ station: 'accept', day: '1970-01-04' }]);
});

test('the board tells of supervision where a card was issued, with a day of the work, and not otherwise', () => {
  const supervised = (context: Partial<Context>) => {
    const shown = { showing: { alias: 'a', until: 400 * DAY, fields: ['steps'] }, admittedAt: 2 * DAY, ...context };
    return itemOf('evaluated', shown).steps?.filter(({ station }) => station === 'supervise');
  };
  expect(supervised({})).toEqual([]);
  expect(supervised({ cardAt: 5 * DAY })).toEqual([{ station: 'supervise', day: '1970-01-06' }]);
  expect(supervised({ cardAt: 300 * DAY })).toEqual([{ station: 'supervise', day: '1970-01-10' }]);
});
