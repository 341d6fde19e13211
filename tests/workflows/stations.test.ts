// The six stations of an order that goes round again: they say where it is this time.
import { expect, test } from 'vitest';
import type { Snapshot } from '@six-order/engine';
import { emptyContext, type Context } from '@six-order/workflows/six-order/v2/context';
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
