// What is said beside an evaluation: that it is of what was done the last time, and says nothing of the result that stands beside it now;
// by what it came, where nobody was signed in.
import type { Order } from './api/client.ts';
import { inLanguage } from './words.ts';

const said = inLanguage(
  { before: '上一次评价', byCode: '凭回执上的查询码评的' },
  { before: 'The evaluation before', byCode: 'by the query code of the receipt' },
);

/**
 * Of the order's evaluation at `index`; undefined for the one that ended it. Whoever handled it is shown the bad ones alone, without
 * their stars: each of those was followed by another round.
 */
export function earlierEvaluationSaid({ state, evaluations = [] }: Pick<Order, 'state' | 'evaluations'>, index: number) {
  const ends = state.handling === 'evaluated' && index === evaluations.length - 1 && evaluations[index]?.stars !== undefined;
  return ends ? undefined : said.before;
}

type Evaluation = NonNullable<Order['evaluations']>[number];

/** Undefined of one by somebody who was signed in. */
export const byCodeSaid = ({ byCode }: Evaluation): string | undefined => (byCode ? said.byCode : undefined);
