// 重办: how often an order's work has begun anew since it was said to be done.
import { isBad } from './v2/rules/evaluation.ts';
import type { Context } from './v2/context.ts';

export interface Redone {
  /** Which time it is done: 2 for the first that it is done again. */
  readonly time: number;
  /** Since when, epoch ms. */
  readonly since: number;
}

type Course = Pick<Context, 'rounds' | 'notes' | 'falseAt'>;

/** When it was sent round again: by each bad evaluation, and by each completion that was found false. */
function begunAnew({ rounds, notes, falseAt }: Course): ReadonlySet<number> {
  const found = notes.filter(({ about }) => about === 'false-completion').map(({ at }) => at);
  return new Set([...rounds.filter(isBad).map(({ at }) => at), ...found, ...(falseAt === undefined ? [] : [falseAt])]);
}

/** null: it is done for the first time. */
export function redoneOf(course: Course): Redone | null {
  const begun = begunAnew(course);
  return begun.size === 0 ? null : { time: begun.size + 1, since: Math.max(...begun) };
}

/** Which time of doing it an evaluation of this instant is of (epoch ms), from 1 on: it ends that time and begins the next. */
export const evaluatedTime = (course: Course, at: number): number =>
  [...begunAnew(course)].filter((begun) => begun < at).length + 1;

/** Which time of doing it what was published of it tells of, from 1 on. null: of the last one, or nothing was published. */
export function publishedTime(context: Course & Pick<Context, 'publishedAt' | 'finishedAt'>): number | null {
  const { publishedAt, finishedAt } = context;
  const redone = redoneOf(context);
  if (redone === null || publishedAt === null) return null;
  const begun = evaluatedTime(context, publishedAt);
  // Published while it was done again, it tells of the time before.
  const time = begun === redone.time && (finishedAt === null || publishedAt < finishedAt) ? begun - 1 : begun;
  return time < redone.time ? time : null;
}
