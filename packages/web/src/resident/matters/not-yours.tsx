// Who comes to the page of a dispute or a topic in a post that begins none here: which way is his.
import { type Matter, mayBegin } from '@six-order/api/matters';
import type { boot } from '../../shared/boot.ts';
import { m } from './words.ts';

export type Me = NonNullable<typeof boot.me>;

/** Whoever asks for himself, or for a neighbour without a desk; all others who begin any do so at theirs. */
export const beginsHere = ({ post }: Me): boolean => post.role === 'resident' || post.role === 'household-head';

export function NotYours({ me, matter, title }: { readonly me: Me; readonly matter: Matter; readonly title: string }) {
  const { role } = me.post;
  const desk = mayBegin(role, matter);
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{title}</h1>
      <p>{desk ? m.notYours.staff : role === 'relative' ? m.notYours.relative : m.notYours.nobody}</p>
      {desk && (
        <a className="button" href={`/staff/begin/${matter}`}>
          {m.desk}
        </a>
      )}
    </div>
  );
}
