import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredOrder } from '@six-order/engine';
import { maySee } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { isParty, isPlacer, isResident, isSide } from '@six-order/community/authority/relation';
import { fieldsOf, isFieldName, placeOf, sealedAt, type FieldName } from '@six-order/community/privacy/field-name';
import { accessOf, numbersIn, type Access, type FieldKind } from '@six-order/community/privacy/fields';
import { faces, orderWith, readers } from './faces.ts';

const [me, other, team] = ['a1', 'a2', 'b1'].map((n) => `01900000-0000-7000-8000-0000000000${n}`) as [string, string, string];
const opened = 1_772_400_000_000;
const DAY = 86_400_000;

const kinds = [
  'text',
  'contact.name',
  'contact.phone',
  'contact.address',
  'place.room',
  'place.note',
  'dispatch-note',
  'return-reason',
  'refusal',
  'note',
  'result',
  'comment',
  'proposal',
  'attachment',
] as const satisfies readonly FieldKind[];
const letter: Record<Access, string> = { full: 'F', reveal: 'R', masked: 'M', none: '-' };

interface Case {
  readonly stage?: string;
  readonly code?: string;
  readonly resident?: string;
  readonly openedBy?: string;
  readonly holder?: string;
  readonly endedAt?: number;
  readonly after?: number;
}

/** One letter for each kind, in the order above. */
function line(role: string, about: Case = {}): string {
  const { as, order, now } = facing(role, about);
  const access = accessOf(as, order, now);
  return kinds.map((kind) => letter[access(kind)]).join('');
}

function facing(
  role: string,
  { stage = 'working', code = '0101', resident = other, openedBy = other, holder, endedAt, after = 0 }: Case,
  workflow = 'six-order',
) {
  const as: Reader = { person: me, post: null, role, tenant: '522326', path: 'u522326.u004', holds: [team] };
  const order = orderWith({
    path: 'u522326.u004.u002',
    stage,
    labels: [`cat:${code}`, 'u:U2', 'publication:published', ...(code === '0101' ? [] : ['sealed'])],
    people: [resident, openedBy, ...(holder === undefined ? [] : [holder])],
    number: '20260302-000001-1',
    dueAt: null,
    openedAt: opened,
    closedAt: null,
    data: {
      resident,
      openedBy,
      holder: holder === undefined ? null : { kind: 'person', id: holder },
      handler: null,
      endedAt: endedAt ?? null,
    },
  });
  return { as, order: { ...order, workflow }, now: opened + after };
}

describe('who reads which field, and how', () => {
  // Columns: text, name, phone, address, room, place note, dispatch note, return reason, refusal, note, result, comment, proposal, attachment.
  const none = '--------------';
  test.each<[string, string, Case, string]>([
    ['the resident', 'resident', { resident: me }, 'FFFFFFFFFFFFFF'],
    ['the resident, sealed', 'resident', { resident: me, code: '0701' }, 'FFFFFFFFFFFFFF'],
    ['a resident who only holds it', 'resident', { holder: me }, none],
    ['a relative who placed it', 'relative', { openedBy: me }, 'FF-FFF--FMF--F'],
    ['a window after 30 days', 'window', { openedBy: me, after: 30 * DAY + 1 }, 'FM-FFF--FMF---'],
    ['a window, sealed', 'window', { openedBy: me, code: '0701' }, none],
    ['the secretary', 'secretary', {}, 'FFRFFFFFFFFFFF'],
    ['the community, ended', 'community', { endedAt: opened }, 'FMRFFFFFFFFFFF'],
    ['the secretary who placed it, ended', 'secretary', { openedBy: me, endedAt: opened }, 'FFRFFFFFFFFFFF'],
    ['the street', 'street', {}, 'FRRMMMFFFFFFFF'],
    ['a member, offered', 'member', { stage: 'dispatched', holder: me }, 'FM-MMMFM-MMM-F'],
    ['a member at work', 'member', { holder: me }, 'FFRFFFFM-FFM-F'],
    ['a department at work through its unit', 'department', { holder: team }, 'FFRFFFFM-FFM-F'],
    ['a member, 7 days after', 'member', { holder: me, endedAt: opened, after: 7 * DAY }, 'FFRFFFFM-FFM-F'],
    ['a member, later', 'member', { holder: me, endedAt: opened, after: 7 * DAY + 1 }, none],
    ['a member at work, sealed', 'member', { holder: me, code: '0701' }, 'FFRFFFFM-FFM-F'],
    ['a member who placed it', 'member', { openedBy: me }, none],
    ['a grid worker who placed it and works on it', 'grid-worker', { openedBy: me, holder: me }, 'FFRFFFFMFFFM-F'],
    ['the supervisor', 'supervisor', {}, 'MMMM--MMMMMFF-'],
    ['the representative', 'representative', {}, 'MMMM--MMMMMFF-'],
    ['the leader', 'leader', {}, 'MMMM--MMMMMFF-'],
    ['discipline', 'discipline', {}, 'MMMM--MMMMMFF-'],
    ['the supervisor, sealed', 'supervisor', { code: '0701' }, none],
    ['the publisher', 'publisher', {}, 'M---------M-F-'],
    ['the secretary, sealed, to dispatch', 'secretary', { code: '0701', stage: 'admitted' }, 'RM-M--FRRR----'],
    ['the street, sealed, to dispatch', 'street', { code: '1101', stage: 'placed' }, 'RM-M--FRRR----'],
    ['the secretary, a complaint about staff', 'secretary', { code: '1101', stage: 'placed' }, none],
    ['the secretary, sealed, dispatched', 'secretary', { code: '0701', stage: 'dispatched' }, none],
    ['discipline, its own', 'discipline', { code: '1102', stage: 'placed' }, 'RM-M--FRRR----'],
    ['discipline, another sealed', 'discipline', { code: '0701', stage: 'placed' }, none],
    ['the administrator', 'admin', { resident: me }, none],
    ['the data protection officer', 'dpo', { resident: me }, none],
  ])('%s', (_, role, about, expected) => {
    expect(line(role, about)).toBe(expected);
  });

  test.each<[string, string, Case, Access]>([
    ['the resident', 'resident', { resident: me }, 'full'],
    ['a relative who placed it', 'relative', { openedBy: me }, 'full'],
    ['a window after 30 days', 'window', { openedBy: me, after: 30 * DAY + 1 }, 'full'],
    ['the secretary', 'secretary', {}, 'reveal'],
    ['the community, ended', 'community', { endedAt: opened }, 'reveal'],
    ['the secretary who placed it', 'secretary', { openedBy: me }, 'full'],
    ['the street', 'street', {}, 'reveal'],
    ['a member, offered', 'member', { stage: 'dispatched', holder: me }, 'none'],
    ['a department, offered', 'department', { stage: 'dispatched', holder: team }, 'none'],
    ['a member at work', 'member', { holder: me }, 'reveal'],
    ['a member, later', 'member', { holder: me, endedAt: opened, after: 7 * DAY + 1 }, 'none'],
    ['the supervisor', 'supervisor', {}, 'masked'],
    ['the secretary, sealed, to dispatch', 'secretary', { code: '0701', stage: 'admitted' }, 'none'],
    ['the administrator', 'admin', {}, 'none'],
  ])('numbers in the text of an order: %s', (_, role, about, expected) => {
    const { as, order, now } = facing(role, about);
    expect(numbersIn(as, order, now, 'text')).toBe(expected);
  });

  test.each<[string, string, Case, 'resident' | 'placer' | 'placer urging' | 'placer at work' | 'office', Access]>([
    ['the resident his own', 'resident', { resident: me }, 'resident', 'full'],
    ['the secretary the resident’s', 'secretary', {}, 'resident', 'reveal'],
    ['the secretary that of whoever placed it for him', 'secretary', {}, 'placer', 'reveal'],
    ['the secretary what whoever placed it urges', 'secretary', {}, 'placer urging', 'reveal'],
    ['the secretary a step of whoever placed it', 'secretary', {}, 'placer at work', 'reveal'],
    ['the secretary who placed it the resident’s', 'secretary', { openedBy: me }, 'resident', 'reveal'],
    ['the secretary an office’s', 'secretary', {}, 'office', 'reveal'],
    ['the resident an office’s', 'resident', { resident: me }, 'office', 'full'],
    ['who placed it for him an office’s', 'relative', { openedBy: me }, 'office', 'none'],
    ['a member, offered, an office’s', 'member', { stage: 'dispatched', holder: me }, 'office', 'none'],
    ['a member, offered, the resident’s', 'member', { stage: 'dispatched', holder: me }, 'resident', 'none'],
    ['a member at work the resident’s', 'member', { holder: me }, 'resident', 'reveal'],
    ['a member at work an office’s', 'member', { holder: me }, 'office', 'full'],
    ['the secretary, sealed, to dispatch, the resident’s', 'secretary', { code: '0701', stage: 'admitted' }, 'resident', 'none'],
  ])('numbers in a note beside an order: %s', (_, role, about, writer, expected) => {
    const { as, order, now } = facing(role, about);
    const third = '01900000-0000-7000-8000-0000000000c1';
    const openedBy = about.openedBy ?? third;
    const written = {
      resident: { by: about.resident ?? other, about: 'urge' },
      placer: { by: openedBy },
      'placer urging': { by: openedBy, about: 'urge' },
      'placer at work': { by: openedBy, about: 'progress' },
      office: { by: team },
    }[writer];
    const face = { ...order.face, data: { ...order.face.data, openedBy } };
    const snapshot = {
      ...order.snapshot,
      context: {
        notes: [{ at: 0, ...written }],
      },
    };
    expect(numbersIn(as, { ...order, face, snapshot }, now, 'notes.0.text')).toBe(expected);
  });

  test('numbers in a topic that a resident proposes are read as those in an order of his; what an office proposes as it was written', () => {
    const { as, order, now } = facing('secretary', {}, 'deliberation');
    expect(numbersIn(as, order, now, 'text')).toBe('reveal');
    const office = { ...order, face: { ...order.face, data: { ...order.face.data, resident: null } } };
    expect(numbersIn(as, office, now, 'text')).toBe('full');
  });

  test('numbers in the text of a dispute are read by the right to its applicant’s telephone; an office’s text as it was written', () => {
    const mediating = facing('grid-worker', { holder: me }, 'mediation');
    expect(numbersIn(mediating.as, mediating.order, mediating.now, 'text')).toBe('none');
    const { handler: _, ...data } = mediating.order.face.data;
    const taken = { ...mediating.order, face: { ...mediating.order.face, data: { ...data, handler: me } } };
    expect(numbersIn(mediating.as, taken, mediating.now, 'text')).toBe('reveal');
    const task = facing('member', {}, 'task');
    expect(numbersIn(task.as, task.order, task.now, 'text')).toBe('full');
  });

  /** Every field of a resident's own words, and of those written down of what he said, by workflow; `by` of entries is another's. */
  const residents: Readonly<Record<string, readonly FieldName[]>> = {
    'six-order': [
      'text',
      'contact.name',
      'contact.address',
      'place.room',
      'place.note',
      'public-objection',
      'notes.0.text',
      'notes.1.text',
      'notes.2.text',
      'rounds.0.comment',
    ],
    'data-request': ['text', 'notes.0.text'],
    mediation: ['text', 'contact.name', 'party.a', 'party.b', 'result', 'sessions.0.text', 'followUps.0.text'],
    visit: ['records.0.text'],
    deliberation: ['text', 'opinions.0.text'],
  };
  const written = (workflow: string, order: StoredOrder): StoredOrder => {
    const { resident = null, openedBy = null } = order.face.data;
    const said = [{ at: 0, by: null }];
    const notes = [
      { at: 0, by: resident, about: 'urge' },
      { at: 0, by: openedBy },
      { at: 0, by: null, about: 'callback' },
    ];
    const context = { notes, rounds: said, sessions: said, followUps: said, records: said, opinions: said };
    return { ...order, workflow, snapshot: { ...order.snapshot, context: context as never } };
  };

  test.each(Object.entries(residents).flatMap(([workflow, names]) => names.map((name) => [workflow, name] as const)))(
    'numbers of persons in what a resident says stand open to nobody but him and whoever wrote it down: %s %s',
    (workflow, name) => {
      let read = 0;
      fc.assert(
        fc.property(readers, faces, fc.integer({ min: 0, max: 60 }), (as, face, days) => {
          const order = written(workflow, orderWith({ ...face, data: { resident: other, openedBy: other, ...face.data } }));
          const now = opened + days * DAY;
          const access = accessOf(as, order, now)(placeOf(workflow, name)?.kind as FieldKind);
          if (access === 'none' || [isResident, isPlacer, isParty, isSide].some((has) => has(as, order))) return;
          read += 1;
          expect(numbersIn(as, order, now, name)).not.toBe('full');
        }),
        { numRuns: 400 },
      );
      expect(read).toBeGreaterThan(0);
    },
  );

  test.each<[string, string, Case, FieldName, Access]>([
    ['the secretary in a comment', 'secretary', {}, 'rounds.0.comment', 'reveal'],
    ['the street in a comment', 'street', {}, 'rounds.0.comment', 'reveal'],
    ['the supervisor in a comment', 'supervisor', {}, 'rounds.0.comment', 'masked'],
    ['the resident in a comment', 'resident', { resident: me }, 'rounds.0.comment', 'full'],
    ['a member at work in where it is', 'member', { holder: me }, 'place.note', 'reveal'],
    ['the publisher in an objection to publication', 'publisher', {}, 'public-objection', 'reveal'],
    ['a supervisor in an objection to publication', 'supervisor', {}, 'public-objection', 'none'],
    ['the secretary in what was done', 'secretary', {}, 'result', 'reveal'],
    ['the street in a dispatch note', 'street', {}, 'dispatch-note', 'reveal'],
    ['a member at work in what was done', 'member', { holder: me }, 'result', 'full'],
    ['the resident in what was done', 'resident', { resident: me }, 'result', 'full'],
    ['a window that placed it in what was done', 'window', { openedBy: me }, 'result', 'none'],
    ['a supervisor in what was done', 'supervisor', {}, 'result', 'masked'],
    ['the publisher in what is proposed', 'publisher', {}, 'proposal.text', 'full'],
  ])('numbers: %s', (_, role, about, name, expected) => {
    const { as, order, now } = facing(role, about);
    expect(numbersIn(as, written('six-order', order), now, name)).toBe(expected);
  });

  test('whoever issued a card reads why as he wrote it, and what was answered without numbers; whoever answers it reads both', () => {
    const read = (role: string, about: Case) => {
      const { as, order, now } = facing(role, about, 'card');
      return [numbersIn(as, order, now, 'grounds'), numbersIn(as, order, now, 'replies.0.text')];
    };
    expect(read('supervisor', { openedBy: me })).toEqual(['full', 'masked']);
    expect(read('member', { holder: me })).toEqual(['full', 'full']);
    expect(read('secretary', {})).toEqual(['reveal', 'reveal']);
  });

  test('whoever wrote a comment down for the resident reads it as he wrote it', () => {
    const { as, order, now } = facing('community', {});
    const context = { rounds: [{ comment: null, by: me }] };
    expect(numbersIn(as, { ...order, snapshot: { ...order.snapshot, context } }, now, 'rounds.0.comment')).toBe('full');
  });

  test('who may not see the order reads nothing; a watcher nothing of a home in full; administrators nothing at all', () => {
    fc.assert(
      fc.property(readers, faces, fc.integer({ min: 0, max: 60 }), (as, face, days) => {
        const order = orderWith(face);
        const access = accessOf(as, order, opened + days * DAY);
        const all = kinds.map(access);
        if (!maySee(as, order) || as.role === 'admin' || as.role === 'dpo') expect(all.every((one) => one === 'none')).toBe(true);
        if (['supervisor', 'representative', 'leader', 'publisher'].includes(as.role)) {
          for (const kind of ['contact.name', 'contact.phone', 'contact.address', 'place.room', 'place.note', 'text'] as const) {
            expect(['none', 'masked']).toContain(access(kind));
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('names of fields', () => {
  const sealed = (id: string) => ({ sealed: id, digest: 'x' });
  const order: StoredOrder = {
    ...orderWith({} as StoredOrder['face']),
    snapshot: {
      value: 'x',
      context: {
        text: sealed('1/text'),
        contact: sealed('1/contact'),
        placeNote: null,
        refusal: { reason: sealed('2/reason'), channel: null },
        rounds: [{ comment: null }, { comment: sealed('8/comment') }],
        notes: [{ at: 0, by: null, text: sealed('3/text') }],
        proposal: null,
        result: 'in clear: not ours',
      },
    },
  };

  test('those that hold something', () => {
    expect(fieldsOf(order)).toEqual([
      'text',
      'contact.name',
      'contact.phone',
      'contact.address',
      'refusal',
      'notes.0.text',
      'rounds.1.comment',
    ]);
    expect(sealedAt(order, placeOf('six-order', 'rounds.1.comment') ?? { path: [] })).toEqual(sealed('8/comment'));
  });

  test.each(['text', 'contact.phone', 'notes.0.text', 'notes.12.text', 'rounds.3.comment', 'proposal.title', 'refusal'])(
    '%s is one',
    (name) => {
      expect(isFieldName(name)).toBe(true);
    },
  );

  test.each([
    '',
    'contact',
    'note',
    'notes.text',
    'notes.01.text',
    'notes.-1.text',
    'notes.0.comment',
    'rounds.0.text',
    'notes.99999.text',
    '__proto__',
    'constructor',
  ])('%j is none', (name) => {
    expect(isFieldName(name)).toBe(false);
  });
});
