// Random readers and orders from a small world, so that they meet often.
import fc from 'fast-check';
import type { Face, OrderId, StoredOrder } from '@six-order/engine';
import {
  askedBy,
  callMark,
  decidedBy,
  dispatchedBy,
  forCommunity,
  forCounty,
  forStreet,
  inHandOf,
  marks,
  raisedTo,
} from '@six-order/community/desks/marks';
import { sideLabel } from '@six-order/community/mediation/sides';
import { Role } from '@six-order/community/people/role';
import type { Reader } from '@six-order/community/authority/reader';

const uuid = (kind: string, n: number) => `0190000${kind}-0000-7000-8000-00000000000${n}`;
export const persons = [1, 2, 3, 4].map((n) => uuid('a', n));
export const groups = [1, 2, 3].map((n) => uuid('b', n));
export const paths = [
  'u522326',
  'u522326.u004',
  'u522326.u004.u002',
  'u522326.u004.u002.u01',
  'u522326.u004.u002.u01.u03',
  'u522326.u004.u0021',
  'u522326.u001.u003',
  'u522326.uD01',
];
export const stages = [
  'draft',
  'placed',
  'admitted',
  'dispatched',
  'accepted',
  'working',
  'finished',
  'evaluated',
  'unanswered',
  'refused',
  'withdrawn',
];
export const publications = ['waiting', 'open', 'proposed', 'published', 'skipped'];
/** Few orders have one of these. */
const rare = [
  ...Object.values(marks).filter((mark) => mark !== marks.cards),
  'overdue',
  'returned',
  'shelved',
  'consulting',
  'call-back',
  'escalated',
  'objection',
  ...['return', 'shelving', 'extension', 'downgrade'].map((kind) => `request:${kind}`),
  ...[forCommunity, forStreet, forCounty].flatMap((least) => Object.values(least)),
  askedBy(uuid('a', 1)),
  decidedBy(uuid('a', 1)),
  dispatchedBy(uuid('a', 1)),
  ...groups.map(raisedTo),
  ...[uuid('a', 1), uuid('a', 2), uuid('b', 1)].map(inHandOf),
  callMark('unanswered', 1_772_300_000_000),
  callMark('sample', 1_772_100_000_000),
];
const codes = ['0101', '0201', '0701', '1101', '1102'];
const sealedCodes = new Set(['0701', '1101', '1102']);

export const readers: fc.Arbitrary<Reader> = fc.record({
  person: fc.constantFrom(...persons),
  post: fc.constant(uuid('c', 1)),
  role: fc.constantFrom(...Role.options),
  tenant: fc.constant('522326'),
  path: fc.constantFrom(...paths),
  holds: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 2 }),
});

export const faces: fc.Arbitrary<Face> = fc
  .record({
    code: fc.constantFrom(...codes),
    path: fc.constantFrom(...paths),
    stage: fc.constantFrom(...stages),
    publication: fc.constantFrom(...publications),
    card: fc.constantFrom(null, 'blue', 'yellow', 'red'),
    more: fc.subarray(rare, { maxLength: 4 }),
    resident: fc.constantFrom(...persons),
    openedBy: fc.constantFrom(...persons),
    holder: fc.option(fc.constantFrom(...persons, ...groups)),
    handler: fc.option(fc.constantFrom(...persons)),
    parties: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(persons, { minLength: 1, maxLength: 2 })),
    sides: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, fc.subarray(groups, { minLength: 1, maxLength: 1 })),
    worked: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.subarray(persons, { minLength: 1, maxLength: 1 })),
    /** A grid is a side too, and has no label of one. */
    answeredFor: fc.boolean(),
    dueAt: fc.option(fc.integer({ min: 0, max: 1000 }).map((n) => 1_772_400_000_000 + n * 60_000)),
    closed: fc.boolean(),
  })
  .map(
    ({
      code,
      publication,
      card,
      more,
      resident,
      openedBy,
      holder,
      handler,
      parties,
      worked,
      sides,
      answeredFor,
      closed,
      ...rest
    }) => ({
      ...rest,
      number: '20260302-000001-1',
      openedAt: 1_772_400_000_000,
      closedAt: closed ? 1_772_500_000_000 : null,
      labels: [
        `cat:${code}`,
        'u:U2',
        `publication:${publication}`,
        ...(card === null ? [] : [`card:${card}`, marks.cards]),
        ...more,
        ...(sealedCodes.has(code) ? ['sealed'] : []),
        ...(answeredFor ? sides.map(sideLabel) : []),
      ],
      people: [...new Set([resident, openedBy, holder, handler, ...parties, ...sides].filter((id) => id !== null))],
      data: {
        category: code,
        resident,
        openedBy,
        holder: holder === null ? null : { kind: persons.includes(holder) ? 'person' : 'team', id: holder },
        handler,
        parties,
        ...(worked && { worked }),
        sides,
        endedAt: closed ? 1_772_500_000_000 : null,
      },
    }),
  );

/** Sights tell workflows apart; most orders are of the six. */
export const workflowIds = ['six-order', 'card', 'data-request', 'mediation', 'warning'] as const;
export type WorkflowId = (typeof workflowIds)[number];
export const workflowsOfOrders: fc.Arbitrary<WorkflowId> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('six-order' as const) },
  { weight: 2, arbitrary: fc.constantFrom(...workflowIds) },
);

export const orderWith = (face: Face, tenant = '522326', workflow: WorkflowId = 'six-order'): StoredOrder => ({
  id: uuid('d', 1) as OrderId,
  tenant,
  workflow,
  version: 1,
  revision: 1,
  snapshot: { value: 'x', context: {} },
  face,
});
