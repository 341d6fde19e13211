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

const atWork = new Set(['accepted', 'working', 'reworking']);
const beyondWork = new Set(['finished', 'evaluated', 'unanswered']);

export function stationsOf(snapshot: Snapshot): Station[] {
  const context = contextOf(snapshot);
  const { handling, publication } = stateOf(snapshot);
  const cut = handling === 'refused' || handling === 'withdrawn';
  const last = context.rounds.at(-1);

  const dispatch = (): StationStatus => {
    if (handling === 'placed' || handling === 'admitted') return context.returns > 0 ? 'returned' : 'now';
    return context.dispatchedAt === null ? 'skipped' : 'done';
  };
  const accept = (): StationStatus => {
    if (handling === 'dispatched' || atWork.has(handling)) return 'now';
    if (beyondWork.has(handling)) return 'done';
    if (cut) return context.acceptedAt === null ? 'skipped' : 'done';
    return 'todo';
  };
  const supervise = (): StationStatus => {
    if (context.admittedAt === null) return cut ? 'skipped' : 'todo';
    return cut || beyondWork.has(handling) ? 'done' : 'now';
  };
  const publish: Record<string, StationStatus> = {
    waiting: 'todo',
    open: 'now',
    proposed: 'now',
    published: 'done',
    skipped: 'skipped',
  };
  const evaluate = (): StationStatus => {
    if (handling === 'finished') return 'now';
    if (handling === 'reworking') return 'returned';
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
      status: publish[publication] ?? 'todo',
      enteredAt: context.publishedAt ?? context.finishedAt,
      by: context.publisher,
    },
    { station: 'evaluate', status: evaluate(), enteredAt: last?.at ?? context.finishedAt, by: last?.by ?? null },
  ];
}
