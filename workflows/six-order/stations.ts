// The six stations (环节) as people see them: 点 派 接 督 晒 评.
import type { Snapshot } from '@six-order/engine';
import { contextOf, stateOf } from './face.ts';

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
    if (handling === 'reworking' || handling === 'escalated') return 'returned';
    if (handling === 'evaluated') return 'done';
    return cut || handling === 'unanswered' ? 'skipped' : 'todo';
  };

  return [
    { station: 'place', status: handling === 'new' ? 'now' : 'done', enteredAt: context.openedAt, by: context.openedBy },
    { station: 'dispatch', status: dispatch(), enteredAt: context.dispatchedAt ?? context.openedAt, by: context.dispatcher },
    { station: 'accept', status: accept(), enteredAt: context.acceptedAt ?? context.dispatchedAt, by: context.handler },
    { station: 'supervise', status: supervise(), enteredAt: context.admittedAt, by: null },
    {
      station: 'publish',
      status: publish(),
      enteredAt: context.publishedAt ?? context.finishedAt,
      by: context.publisher,
    },
    { station: 'evaluate', status: evaluate(), enteredAt: last?.at ?? context.finishedAt, by: last?.by ?? null },
  ];
}
