// What of an order's way other systems can be told of.
import { eventsOf, dataOf, webhookEvents, Subscription, subscribes, announcements } from '@six-order/community/webhooks/event';
import { quietAfter, waitAfter } from '@six-order/community/webhooks/retry';
import type { Face } from '@six-order/engine';
import { workflows } from '@six-order/workflows/all';
import { stageOf } from '@six-order/workflows/six-order/face';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const face = (stage: string, labels: readonly string[] = [], more: Partial<Face> = {}): Face => ({
  path: 'a.b',
  stage,
  labels,
  people: [],
  number: '2026030200017',
  dueAt: null,
  openedAt: 0,
  closedAt: null,
  data: {},
  ...more,
});
const of = (before: Face | null, after: Face, workflow = 'six-order') => eventsOf(before, { workflow, face: after });

test('every stage that an order or a card can reach has its event', () => {
  const silent = new Set(['new', 'draft', 'lookingBack']);
  const missing = workflows
    .filter(({ id }) => id === 'six-order' || id === 'card')
    .flatMap(({ id, machine }) => Object.keys(machine.states['handling']?.states ?? {}).map((state) => ({ id, state })))
    .map(({ id, state }) => ({ id, stage: id === 'six-order' ? stageOf(state) : state }))
    .filter(({ stage }) => !silent.has(stage))
    .filter(({ id, stage }) => of(null, face(stage), id).length === 0);
  expect(missing).toEqual([]);
});

test('an event is told when it comes about, and not again while it stands', () => {
  expect(of(null, face('placed'))).toEqual(['order.placed']);
  expect(of(face('placed'), face('placed'))).toEqual([]);
  expect(of(face('dispatched'), face('admitted', ['returned']))).toEqual(['order.returned']);
  expect(of(face('placed'), face('admitted'))).toEqual(['order.admitted']);
  for (const said of ['finished', 'evaluated', 'unanswered'])
    for (const stage of ['working', 'admitted']) expect(of(face(said), face(stage, ['rework']))).toEqual(['order.reopened']);
  expect(of(face('paused'), face('working', ['rework']))).toEqual(['order.working']);
  expect(of(face('working'), face('working', ['overdue', 'card:yellow']))).toEqual(['order.overdue', 'order.card']);
  expect(of(face('working', ['card:yellow']), face('working', ['card:red']))).toEqual(['order.card']);
  expect(of(face('working', ['card:red', 'overdue']), face('working'))).toEqual(['order.card']);
  expect(of(face('evaluated', ['publication:open']), face('evaluated', ['publication:published']))).toEqual(['order.published']);
  expect(of(face('evaluated', ['publication:published']), face('evaluated', ['publication:hidden']))).toEqual([
    'order.retracted',
  ]);
  const shown = (publishedAt: number | undefined) =>
    face('finished', ['publication:published'], { data: publishedAt === undefined ? {} : { publishedAt } });
  expect(of(shown(1), shown(2))).toEqual(['order.published']);
  expect([of(shown(1), shown(1)), of(shown(undefined), shown(2))]).toEqual([[], []]);
});

test('nobody is told of a sealed order, a mediation, a warning or a data request', () => {
  expect(of(null, face('placed', ['sealed']))).toEqual([]);
  for (const workflow of ['mediation', 'warning', 'data-request', 'toString'])
    expect(of(null, face('placed'), workflow)).toEqual([]);
});

test('the light is that of the card, red when overdue, done when the order has ended', () => {
  const light = (after: Face, workflow = 'six-order') => dataOf({ workflow, id: 'x', revision: 1, face: after }).light;
  expect(light(face('working'))).toBe('green');
  expect(light(face('working', ['overdue']))).toBe('red');
  expect(light(face('working', ['overdue', 'card:yellow']))).toBe('yellow');
  expect(light(face('evaluated', [], { data: { endedAt: 5 } }))).toBe('done');
  expect(light(face('issued', ['card:red'], { data: { colour: 'red', endedAt: null } }), 'card')).toBe('red');
});

test('what is said of an order is made of these members, whatever its face holds', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.string()), (stage, labels, data) => {
      const said = announcements(
        null,
        { workflow: 'six-order', id: 'x', revision: 1, face: face(stage, labels, { data }) },
        () => true,
      );
      for (const { params } of said) {
        expect(Object.keys(params).toSorted()).toEqual(['data', 'event', 'path']);
        expect(Object.keys(params['data'] as object).toSorted()).toEqual([
          'dueAt',
          'light',
          'number',
          'order',
          'reference',
          'revision',
          'stage',
          'station',
          'workflow',
        ]);
      }
    }),
  );
});

test('a subscription names an event, all of a kind, or all', () => {
  for (const good of ['*', 'order.*', 'card.*', ...Object.keys(webhookEvents)])
    expect(Subscription.safeParse(good).success).toBe(true);
  for (const bad of ['', 'order', 'order.', '**', 'toString', 'order.*.x'])
    expect(Subscription.safeParse(bad).success).toBe(false);
  expect(subscribes(['order.*'], 'order.placed')).toBe(true);
  expect(subscribes(['order.*'], 'card.issued')).toBe(false);
  expect(subscribes(['card.issued'], 'card.issued')).toBe(true);
  expect(subscribes([], 'card.issued')).toBe(false);
});

test('waits grow, ten attempts take about three days, and an endpoint rests five minutes at most', () => {
  const waits = Array.from({ length: 9 }, (_, n) => waitAfter(n + 1) as number);
  expect(waits).toEqual([...waits].toSorted((a, b) => a - b));
  expect(waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000).toBeCloseTo(75.6, 1);
  expect(waitAfter(10)).toBeNull();
  expect([1, 2, 7, 1_000].map(quietAfter)).toEqual([5_000, 10_000, 300_000, 300_000]);
});
