// 重办: how often an order's work has begun anew since it was said to be done.
import { isBad } from './v2/rules/evaluation.ts';
import type { Context } from './v2/context.ts';

export interface Redone {
  /** Which time it is done: 2 for the first that it is done again. */
  readonly time: number;
  /** Since when, epoch ms. */
  readonly since: number;
}

/** Each bad evaluation and each completion that was found false sends it round again. null: it is done for the first time. */
export function redoneOf({ rounds, notes, falseAt }: Pick<Context, 'rounds' | 'notes' | 'falseAt'>): Redone | null {
  const found = notes.filter(({ about }) => about === 'false-completion').map(({ at }) => at);
  const begun = new Set([...rounds.filter(isBad).map(({ at }) => at), ...found, ...(falseAt === undefined ? [] : [falseAt])]);
  return begun.size === 0 ? null : { time: begun.size + 1, since: Math.max(...begun) };
}
