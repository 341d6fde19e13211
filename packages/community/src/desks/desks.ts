// Desks (工作台): the lists that a role works from, each a filter on the face with its order.
//
// Owns: what stands on which desk. Not ours: who sees it at all: every desk is cut to what its reader may see (I11).
import type { FaceFilter } from '@six-order/engine';
import { everything, nothing } from '@six-order/engine';
import type { Reader } from '../authority/reader.ts';
import { hasSight, visibleTo } from '../authority/authority.ts';
import { Urgency } from '../catalogue/category.ts';
import { DAY_MS } from '../calendar/day.ts';
import { officialCalendar } from '../calendar/calendar.ts';
import { urgencyLimits } from '../deadlines/default-limits.ts';
import { addDuration } from '../deadlines/fold.ts';

export const deskNames = [
  'inbox',
  'intake',
  'dispatch',
  'accept',
  'pool',
  'mine',
  'returned',
  'overdue',
  'cards',
  'publish',
  'evaluate',
  'callback',
  'requests',
  'all',
] as const;
export type DeskName = (typeof deskNames)[number];

export interface Desk {
  readonly filter: FaceFilter;
  /** Nearest deadline first, or newest first. */
  readonly sort: 'due' | 'newest';
}

const open: FaceFilter = { open: true };
const stage = (...names: readonly string[]): FaceFilter => ({ stage: names });
const labels = (...names: readonly string[]): FaceFilter => ({ any: names.map((label) => ({ label })) });
const self = ({ person }: Reader): FaceFilter => (person === null ? nothing : { people: [person] });
const held = ({ holds }: Reader): FaceFilter => (holds.length === 0 ? nothing : { people: holds });
/** The reader's own, in a role that has orders placed: a handler's work is not his request. */
const owned = (reader: Reader): FaceFilter => (hasSight(reader, 'own') ? self(reader) : nothing);
const selfOrHeld = ({ person, holds }: Reader): FaceFilter => (person === null ? nothing : { people: [person, ...holds] });

/** An answered card waits for those who check it, a closed one for their second look: whoever answered has nothing to do. */
const withSupervisors = stage('replied', 'checked', 'closed', 'lookingBack');

const desks: Record<DeskName, (reader: Reader, now: number) => Desk> = {
  /**
   * All that lies with the reader, his teams or his unit: orders to accept and to work on, cards to answer. A part-time
   * committee member (兼职委员) has his department's in it (domain research 1, row 21).
   */
  inbox: (reader) => {
    const held: FaceFilter = hasSight(reader, 'assigned') ? { all: [selfOrHeld(reader), { not: withSupervisors }] } : nothing;
    return { filter: { all: [open, hasSight(reader, 'data-requests') ? { workflow: 'data-request' } : held] }, sort: 'due' };
  },
  /** To admit or refuse. */
  intake: () => ({ filter: { all: [open, stage('placed')] }, sort: 'due' }),
  /** To dispatch, returned ones among them. */
  dispatch: () => ({ filter: { all: [open, stage('admitted')] }, sort: 'due' }),
  /** Dispatched to the reader, or to a team or unit of his, and not accepted yet. */
  accept: (reader) => ({ filter: { all: [open, stage('dispatched'), selfOrHeld(reader)] }, sort: 'due' }),
  /** The same, for a team or unit only: any of its people may accept. */
  pool: (reader) => ({ filter: { all: [open, stage('dispatched'), held(reader)] }, sort: 'due' }),
  /** The reader's own work, until it is evaluated. */
  mine: (reader) => ({
    filter: { all: [open, stage('dispatched', 'accepted', 'working', 'finished'), self(reader)] },
    sort: 'due',
  }),
  /** Declined by whom it was dispatched to. */
  returned: () => ({ filter: { all: [open, { label: 'returned' }] }, sort: 'due' }),
  /** Late as a whole. A missed stage shows by its blue card. */
  overdue: () => ({ filter: { all: [open, { label: 'overdue' }] }, sort: 'due' }),
  /** Orders with a card, cards to be answered, checked or closed, and closed ones to be looked at again. */
  cards: () => ({ filter: { all: [open, labels('card:blue', 'card:yellow', 'card:red', 'look-back')] }, sort: 'due' }),
  /** To rewrite, approve or set aside. */
  publish: () => ({
    filter: { all: [open, stage('finished', 'evaluated', 'unanswered'), labels('publication:open', 'publication:proposed')] },
    sort: 'due',
  }),
  /** Finished and waiting for the reader's word. */
  evaluate: (reader) => ({ filter: { all: [open, stage('finished'), owned(reader)] }, sort: 'due' }),
  /** To telephone: unanswered, or without an answer for three days. By whoever looks after the area and has no part in it (回访). */
  callback: (reader, now) => ({
    filter: {
      all: [
        hasSight(reader, 'area', 'dispatch', 'dispatch-above') ? { not: selfOrHeld(reader) } : nothing,
        { any: [stage('unanswered'), { all: [stage('finished'), waitingSince(now)] }] },
      ],
    },
    sort: 'newest',
  }),
  /** What the reader placed, or what was placed for him. */
  requests: (reader) => ({ filter: owned(reader), sort: 'newest' }),
  all: () => ({ filter: everything, sort: 'newest' }),
};

/** Unanswered for so long, an evaluation is asked for by telephone. */
const CALLBACK_AFTER_MS = 3 * DAY_MS;

/** The face knows when an answer is due, not when it was first asked for: the window lies between the two. */
function waitingSince(now: number): FaceFilter {
  const asked = now - CALLBACK_AFTER_MS;
  return {
    any: Urgency.options.map((urgency) => {
      const window = urgencyLimits.evaluate[urgency];
      return window === null
        ? nothing
        : { all: [{ label: `u:${urgency}` }, { dueBy: addDuration(officialCalendar, asked, window, 'midnight') }] };
    }),
  };
}

/** A desk as this reader sees it at `now` (epoch ms); with `unit` (a path in the unit tree) only what lies in there. */
export function deskOf(name: DeskName, reader: Reader, now: number, unit?: string): Desk {
  const { filter, sort } = desks[name](reader, now);
  return { filter: { all: [visibleTo(reader), filter, ...(unit === undefined ? [] : [{ within: unit }])] }, sort };
}
