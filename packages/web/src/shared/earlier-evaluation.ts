// What is said beside an evaluation: that it is of what was done the last time, and says nothing of the result that stands beside it now;
// by what it came, where the resident was not signed in.
import type { Order } from './api/client.ts';
import { inLanguage, w } from './words.ts';

const said = inLanguage(
  {
    before: '上一次评价',
    byCode: '凭回执上的查询码评的',
    transcribed: { telephone: '代录：居民打电话说的', window: '代录：居民在窗口说的', proxy: '代录：代点人转述的' },
  },
  {
    before: 'Last time',
    byCode: 'by the query code of the receipt',
    transcribed: {
      telephone: 'written down, by telephone',
      window: 'written down at the window',
      proxy: 'written down by whoever placed it',
    },
  },
);

/**
 * Of the order's evaluation at `index`; undefined for the one that ended it. Whoever handled it is shown the bad ones alone, without
 * their stars: each of those was followed by another round.
 */
export function earlierEvaluationSaid({ state, evaluations = [] }: Pick<Order, 'state' | 'evaluations'>, index: number) {
  const ends = state.handling === 'evaluated' && index === evaluations.length - 1 && evaluations[index]?.stars !== undefined;
  return ends ? undefined : said.before + w.colon;
}

type Evaluation = NonNullable<Order['evaluations']>[number];

/** Undefined of one by the resident, signed in. */
export const cameBySaid = ({ byCode, transcribed }: Evaluation): string | undefined =>
  transcribed ? said.transcribed[transcribed] : byCode ? said.byCode : undefined;
