// The six stations (环节) as people see them: 点 派 接 督 晒 评.
//
// Keeps: S1: a station says when it was entered the last time: where the work began anew, of the time that is under way. What that time
// did not go through again keeps its instant and is marked as earlier.
import type { Snapshot } from '@six-order/engine';
import { contextOf, stateOf } from './face.ts';
import { publishedTime, redoneOf } from './redone.ts';

export const stationNames = ['place', 'dispatch', 'accept', 'supervise', 'publish', 'evaluate'] as const;
export type StationName = (typeof stationNames)[number];
export type StationStatus = 'todo' | 'now' | 'done' | 'skipped' | 'returned';

export interface Station {
  readonly station: StationName;
  readonly status: StationStatus;
  /** Epoch ms. */
  readonly enteredAt: number | null;
  /** Person id. */
  readonly by: string | null;
  /** It was entered before the work began anew, and not since. */
  readonly earlier?: true;
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

export function stationsOf(snapshot: Snapshot): Station[] {
  const context = contextOf(snapshot);
  const { handling, publication } = stateOf(snapshot);
  const cut = handling === 'refused' || handling === 'withdrawn' || handling === 'merged';
  const last = context.rounds.at(-1);
  /** When the work began anew the last time. */
  const begun = redoneOf(context)?.since ?? null;

  const dispatch = (): StationStatus => {
    if (atDesk.has(handling)) return context.returns > 0 || handling === 'escalated' ? 'returned' : 'now';
    return context.dispatchedAt === null ? 'skipped' : 'done';
  };
  const accept = (): StationStatus => {
    if (toAccept.has(handling) || atWork.has(handling)) return 'now';
    if (beyondWork.has(handling)) return 'done';
    if (cut) return context.acceptedAt === null ? 'skipped' : 'done';
    return 'todo';
  };
  const supervise = (): StationStatus => {
    if (context.admittedAt === null) return cut ? 'skipped' : 'todo';
    return cut || beyondWork.has(handling) ? 'done' : 'now';
  };
  const publish = (): StationStatus => {
    const status = published[publication] ?? 'todo';
    // What shows of the time before says nothing of the work that is under way again.
    return status === 'skipped' || cut || beyondWork.has(handling) ? status : 'todo';
  };
  const evaluate = (): StationStatus => {
    if (handling === 'finished') return 'now';
    // What went up without being done was never evaluated.
    if (handling === 'reworking' || (handling === 'escalated' && begun !== null)) return 'returned';
    if (handling === 'evaluated') return 'done';
    return cut || handling === 'unanswered' ? 'skipped' : 'todo';
  };

  const { dispatchedAt, acceptedAt, admittedAt, publishedAt, finishedAt, clocks } = context;

  /** At the desk again, it waits there since the desk's clock began. */
  const dispatchEntered = (): number => {
    if (dispatchedAt === null) return context.openedAt;
    if (!atDesk.has(handling)) return dispatchedAt;
    return latest(dispatchedAt, clocks.dispatch?.startedAt, clocks.consult?.startedAt) ?? dispatchedAt;
  };
  /** Done again by whoever has it, it is not accepted anew: he is at it since it was sent round. */
  const acceptEntered = (): number | null =>
    toAccept.has(handling) ? latest(acceptedAt, dispatchedAt) : (latest(acceptedAt, clocks.rework?.startedAt) ?? dispatchedAt);
  /** What stands on the board may tell of a time before; what is to be published is the work that was done last. */
  const told = publishedTime(context);
  const isShown = publication === 'published' || publication === 'hidden';
  const publishEntered = isShown || told === null ? (publishedAt ?? finishedAt) : finishedAt;
  const evaluateEntered = (): number | null => {
    if (handling === 'finished') return finishedAt;
    return evaluate() === 'returned' ? begun : (last?.at ?? finishedAt);
  };
  const evaluated = evaluateEntered();

  const stations: readonly Station[] = [
    { station: 'place', status: handling === 'new' ? 'now' : 'done', enteredAt: context.openedAt, by: context.openedBy },
    {
      station: 'dispatch',
      status: dispatch(),
      enteredAt: dispatchEntered(),
      by: atDesk.has(handling) ? null : context.dispatcher,
    },
    { station: 'accept', status: accept(), enteredAt: acceptEntered(), by: context.handler },
    { station: 'supervise', status: supervise(), enteredAt: admittedAt && latest(admittedAt, begun), by: null },
    {
      station: 'publish',
      status: publish(),
      enteredAt: publishEntered,
      by: publishEntered === publishedAt ? context.publisher : null,
    },
    { station: 'evaluate', status: evaluate(), enteredAt: evaluated, by: last?.at === evaluated ? (last?.by ?? null) : null },
  ];
  const isEarlier = ({ station, enteredAt }: Station): boolean =>
    begun !== null &&
    station !== 'place' &&
    enteredAt !== null &&
    (enteredAt < begun || (station === 'publish' && told !== null && enteredAt === publishedAt));
  return stations.map((one) => (isEarlier(one) ? { ...one, earlier: true } : one));
}

/** Of instants those that there are. */
function latest(...instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter((at) => typeof at === 'number');
  return known.length === 0 ? null : Math.max(...known);
}
