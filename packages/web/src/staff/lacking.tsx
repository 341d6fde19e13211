// What is done again: what the last evaluation says was not done well, for whoever does it now.
import type { Order } from '../shared/api/client.ts';
import { tongueOf } from '../shared/boot.ts';
import { inLanguage, w } from '../shared/words.ts';
import { t } from './words.ts';

const s = inLanguage(
  {
    title: (solved: string) => `重办：居民上次评的是“${solved}”`,
    unsaid: '居民没有写哪里没办好：联系的时候先问清楚。',
  },
  {
    title: (solved) => `To be done again: the resident’s answer last time was “${solved}”`,
    unsaid: 'The resident did not say what was not done well: ask when you call.',
  },
);

/** Stages in which it waits for somebody’s hands again. */
const underWay: ReadonlySet<string> = new Set([
  'reworking',
  'escalated',
  'admitted',
  'dispatched',
  'accepted',
  'working',
  'paused',
  'shelved',
]);

/** Who does it, and reads what was written; to others nothing says that nothing was. */
const doing: ReadonlySet<string> = new Set(['accept', 'contact', 'finish']);

/** Nothing where it was not an evaluation that sent it round, or its reader reads none. */
export function Lacking({ order }: { readonly order: Order }) {
  const { workflow, state, redone, evaluations, withheld, allowed } = order;
  const bad = evaluations?.find(({ at }) => at === redone?.since);
  if (workflow !== 'six-order' || !bad || !underWay.has(state.handling)) return null;
  const isUnsaid = bad.comment === undefined && withheld === undefined && allowed.some(({ type }) => doing.has(type));
  return (
    <section className="notice">
      <strong>{s.title(w.solved[bad.solved])}</strong>
      {isUnsaid && <p>{s.unsaid}</p>}
      {bad.comment !== undefined && <p lang={tongueOf(bad.comment)}>{shown(bad.comment)}</p>}
    </section>
  );
}

const shown = (comment: string | null): string =>
  comment === null ? t.order.erased : /^\*+$/.test(comment) ? t.order.hidden : comment;
