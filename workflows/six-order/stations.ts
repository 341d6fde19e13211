// The six stations (环节) as people see them: 点 派 接 督 晒 评.
//
// Keeps: S1: a station says when it was entered the last time: where the work began anew, of the time that is under way. What that time
// did not go through again keeps its instant and is marked as earlier. S2: what takes its time says when that was over, too.
import type { Snapshot } from '@six-order/engine';
import { contextOf, stateOf } from './face.ts';
import { offBoardSince } from './off-board.ts';
import { publishedTime, redoneOf } from './redone.ts';
import type { Context } from './v2/context.ts';

export const stationNames = ['place', 'dispatch', 'accept', 'supervise', 'publish', 'evaluate'] as const;
export type StationName = (typeof stationNames)[number];
export type StationStatus = 'todo' | 'now' | 'done' | 'skipped' | 'returned';

export interface Station {
  readonly station: StationName;
  readonly status: StationStatus;
  /** Epoch ms. */
  readonly enteredAt: number | null;
  /** When what was entered then was over, epoch ms; absent while it goes on, and of what is done in a moment. */
  readonly doneAt?: number;
  /** Person id. */
  readonly by: string | null;
  /** It was entered before the work began anew, and not since. */
  readonly earlier?: true;
  /** Sent round again by what was found (虚假办结), not by an evaluation. */
  readonly falselyDone?: true;
}

const atDesk = new Set(['draft', 'calling', 'placed', 'admitted', 'consulting', 'escalated', 'objecting']);
const toAccept = new Set(['dispatched', 'pooled', 'claimed', 'returning']);
const atWork = new Set(['accepted', 'working', 'paused', 'shelved', 'reworking']);
const beyondWork = new Set(['finished', 'evaluated', 'unanswered']);
const published: Readonly<Record<string, StationStatus>> = {
  waiting: 'todo',
  open: 'now',
  proposed: 'now',
  published: 'done',
  hidden: 'now',
  skipped: 'skipped',
  retracted: 'skipped',
};

/** How far it is, as all stations look at it. */
interface Course {
  readonly context: Context;
  readonly handling: string;
  /** A card stands. */
  readonly isColoured: boolean;
  readonly publication: string;
  /** It ended before the work did. */
  readonly cut: boolean;
  /** When the work began anew the last time. */
  readonly begun: number | null;
  /** Of which time what stands on the board tells, where it is one before. */
  readonly told: number | null;
  /** Since when what stood on the board is off it. */
  readonly offBoard: number | null;
}

export function stationsOf(snapshot: Snapshot): Station[] {
  const context = contextOf(snapshot);
  const { handling, supervision, publication } = stateOf(snapshot);
  const course: Course = {
    context,
    handling,
    isColoured: supervision !== 'clear',
    publication,
    cut: handling === 'refused' || handling === 'withdrawn' || handling === 'merged',
    begun: redoneOf(context)?.since ?? null,
    told: publishedTime(context),
    offBoard: offBoardSince(snapshot),
  };
  return [place, dispatch, accept, supervise, publish, evaluate].map((of) => {
    const station = of(course);
    if (isEarlier(course, station)) return { ...station, earlier: true };
    const doneAt = lasting.has(station.station) && station.status === 'done' ? endOf(course) : null;
    return doneAt === null ? station : { ...station, doneAt };
  });
}

const lasting: ReadonlySet<StationName> = new Set(['accept', 'supervise']);

/** Of the work, or of the order where that ended before. */
const endOf = ({ context: { finishedAt, closedAt }, cut }: Course): number | null => (cut ? closedAt : finishedAt);

const isEarlier = ({ context, begun, told }: Course, { station, enteredAt }: Station): boolean =>
  begun !== null &&
  station !== 'place' &&
  enteredAt !== null &&
  (enteredAt < begun || (station === 'publish' && told !== null && enteredAt === context.publishedAt));

const place = ({ context, handling }: Course): Station => ({
  station: 'place',
  status: handling === 'new' ? 'now' : 'done',
  enteredAt: context.openedAt,
  by: context.openedBy,
});

function dispatch({ context, handling }: Course): Station {
  const { openedAt, dispatchedAt, dispatcher, returns, clocks } = context;
  const station = 'dispatch';
  if (!atDesk.has(handling)) {
    const status = dispatchedAt === null ? 'skipped' : 'done';
    return { station, status, enteredAt: dispatchedAt ?? openedAt, by: dispatcher };
  }
  const status = returns > 0 || handling === 'escalated' ? 'returned' : 'now';
  // At the desk again, it waits there since the desk's clock began.
  const again = dispatchedAt && latest(dispatchedAt, clocks.dispatch?.startedAt, clocks.consult?.startedAt);
  return { station, status, enteredAt: again ?? openedAt, by: null };
}

function accept({ context, handling, cut }: Course): Station {
  const { acceptedAt, dispatchedAt, handler, clocks } = context;
  const isOffered = toAccept.has(handling);
  const status = (): StationStatus => {
    if (isOffered || atWork.has(handling)) return 'now';
    if (beyondWork.has(handling)) return 'done';
    return !cut ? 'todo' : acceptedAt === null ? 'skipped' : 'done';
  };
  // Done again by whoever has it, it is not accepted anew: he is at it since it was sent round.
  const enteredAt = isOffered ? latest(acceptedAt, dispatchedAt) : (latest(acceptedAt, clocks.rework?.startedAt) ?? dispatchedAt);
  return { station: 'accept', status: status(), enteredAt, by: handler };
}

function supervise({ context: { admittedAt, cardAt }, handling, isColoured, cut, begun }: Course): Station {
  // What nobody takes in is supervised as soon as it has a card.
  const since = admittedAt ?? (isColoured ? cardAt : null);
  const status = (): StationStatus => {
    if (since === null) return cut ? 'skipped' : 'todo';
    return cut || beyondWork.has(handling) ? 'done' : 'now';
  };
  return { station: 'supervise', status: status(), enteredAt: since && latest(since, begun), by: null };
}

function publish({ context, handling, publication, cut, told, offBoard }: Course): Station {
  const { publishedAt, finishedAt, publisher, publicObjection } = context;
  const shown = published[publication] ?? 'todo';
  // What shows of the time before says nothing of the work that is under way again.
  const status = shown === 'skipped' || cut || beyondWork.has(handling) ? shown : 'todo';
  // What stands on the board may tell of a time before; what is to be published is the work that was done last.
  const isShown = publication === 'published' || publication === 'hidden';
  // What waits to be decided or corrected waits since it went off the board, and for somebody else than who put it there.
  const waits = publication === 'hidden' ? (publicObjection?.at ?? null) : told === null ? offBoard : null;
  if (status === 'now' && waits !== null) return { station: 'publish', status, enteredAt: waits, by: null };
  const enteredAt = isShown || told === null ? (publishedAt ?? finishedAt) : finishedAt;
  return { station: 'publish', status, enteredAt, by: enteredAt === publishedAt ? publisher : null };
}

function evaluate({ context: { rounds, finishedAt }, handling, cut, begun }: Course): Station {
  const last = rounds.at(-1);
  // What went up without being done was never evaluated.
  const isReturned = handling === 'reworking' || (handling === 'escalated' && begun !== null);
  const status = (): StationStatus => {
    if (handling === 'finished') return 'now';
    if (isReturned) return 'returned';
    if (handling === 'evaluated') return 'done';
    return cut || handling === 'unanswered' ? 'skipped' : 'todo';
  };
  const enteredAt = handling === 'finished' ? finishedAt : isReturned ? begun : (last?.at ?? finishedAt);
  const evaluated = last?.at === enteredAt;
  return {
    station: 'evaluate',
    status: status(),
    enteredAt,
    by: evaluated ? (last?.by ?? null) : null,
    ...(isReturned && !evaluated && { falselyDone: true as const }),
  };
}

/** Of instants those that there are. */
function latest(...instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter((at) => typeof at === 'number');
  return known.length === 0 ? null : Math.max(...known);
}
