// The kinds of reach a post can have, each as a filter on the order's face: the vocabulary of the authority tables.
//
// Keeps: I11. S1: a post without a place in the tree reaches no area. S2: a sealed order shows only to those who must know it.
import type { FaceFilter } from '@six-order/engine';
import { nothing } from '@six-order/engine';
import { marks } from '../desks/marks.ts';
import { categories } from '../catalogue/catalogue.ts';
import { sideLabel } from '../mediation/sides.ts';
import type { Flag } from '../catalogue/category.ts';
import type { Reader } from './reader.ts';

export type Sight =
  /** Orders of the reader's own, or placed by the reader for another. */
  | 'own'
  /** Orders dispatched to the reader, or to a team or unit of the reader's. */
  | 'assigned'
  /**
   * The same, but for warnings, and for disputes that a firm or team of the reader's is no side of: a grid has them in hand, and its
   * volunteers have no business with them.
   */
  | 'work'
  /** What is not sealed in the post's area. */
  | 'area'
  /** To dispatch: the post's area, open sealed orders too, but none about the unit's own staff or for discipline inspection. */
  | 'dispatch'
  /** To dispatch from above the unit concerned: complaints about its staff too. */
  | 'dispatch-above'
  /** Discipline leads of the area (纪检监察). */
  | 'discipline'
  /** Whoever asked to be called in the post's area (请给我回电), until it is written down what is wanted. */
  | 'calls'
  /** Requests about one's own data: the data protection officer's. */
  | 'data-requests'
  /** Finished orders of the area that publication is about, and what is published. */
  | 'publication';

const sealed: FaceFilter = { label: 'sealed' };
const unsealed: FaceFilter = { not: sealed };

/** Orders of the categories that carry a flag. */
const flagged = (flag: Flag): FaceFilter => ({
  any: categories.filter(({ flags }) => flags.includes(flag)).map(({ code }): FaceFilter => ({ label: `cat:${code}` })),
});

const disciplineOnly = flagged('discipline-only');
const bypassing = flagged('bypasses-unit');

const areaOf = ({ path }: Reader): FaceFilter => (path === '' ? nothing : { within: path });

const dispatched = (reader: Reader, kept: FaceFilter): FaceFilter => ({
  all: [areaOf(reader), { any: [unsealed, { all: [{ open: true }, { not: kept }] }] }],
});

const sided = ({ holds }: Reader): readonly FaceFilter[] => holds.map((unit) => ({ label: sideLabel(unit) }));

const people = (reader: Reader, holds: readonly string[]): FaceFilter =>
  reader.person === null ? nothing : { people: [reader.person, ...holds] };

/**
 * Orders of a household group and of the buildings it is named for (paths), of which its head learns how they stand: none that
 * is sealed, none about staff, none that he has a part in.
 */
export const ofHouseholds = (reader: Reader, buildings: readonly string[]): FaceFilter => ({
  all: [
    { any: [areaOf(reader), ...buildings.map((within): FaceFilter => ({ within }))] },
    { workflow: 'six-order' },
    unsealed,
    { not: bypassing },
    { not: people(reader, []) },
  ],
});

/**
 * Sealed orders of the post's area, open or ended, whose content may be opened to it: none for discipline inspection, none that
 * the reader has a part in.
 */
export const openable = (reader: Reader): FaceFilter => ({
  all: [areaOf(reader), { workflow: 'six-order' }, sealed, { not: disciplineOnly }, { not: people(reader, reader.holds) }],
});

const settled: FaceFilter = { stage: ['finished', 'evaluated', 'unanswered'] };
const unpublished: FaceFilter = {
  any: [{ label: 'publication:waiting' }, { label: 'publication:open' }, { label: 'publication:proposed' }],
};

export const sights: Record<Sight, (reader: Reader) => FaceFilter> = {
  own: (reader) => people(reader, []),
  assigned: (reader) => people(reader, reader.holds),
  work: (reader) => ({
    all: [
      people(reader, reader.holds),
      { any: [{ not: { any: [{ workflow: 'mediation' }, { workflow: 'warning' }] } }, ...sided(reader)] },
    ],
  }),
  area: (reader) => ({ all: [areaOf(reader), unsealed] }),
  dispatch: (reader) => dispatched(reader, { any: [bypassing, disciplineOnly] }),
  'dispatch-above': (reader) => dispatched(reader, disciplineOnly),
  calls: (reader) => ({ all: [areaOf(reader), { open: true }, { stage: ['draft'] }, { label: 'call-back' }, unsealed] }),
  discipline: (reader) => ({ all: [areaOf(reader), disciplineOnly] }),
  'data-requests': (reader) => ({ all: [areaOf(reader), { workflow: 'data-request' }, { label: marks.dataRequest }] }),
  publication: (reader) => ({
    all: [
      areaOf(reader),
      unsealed,
      { any: [{ all: [settled, unpublished] }, { label: 'publication:published' }, { label: 'publication:hidden' }] },
    ],
  }),
};
