// An evaluation of what was done the last time, named as such: it says nothing of the result that stands beside it now.
import type { Order } from './api/client.ts';
import { inLanguage } from './words.ts';

const said = inLanguage({ before: '上一次评价' }, { before: 'The evaluation before' });

/**
 * Of the order's evaluation at `index`; undefined for the one that ended it. Whoever handled it is shown the bad ones alone, without
 * their stars: each of those was followed by another round.
 */
export function earlierEvaluationSaid({ state, evaluations = [] }: Pick<Order, 'state' | 'evaluations'>, index: number) {
  const ends = state.handling === 'evaluated' && index === evaluations.length - 1 && evaluations[index]?.stars !== undefined;
  return ends ? undefined : said.before;
}
