// What can be begun from an order: a dispute of the kinds that are mediated, a topic; from a visit the order that was asked for there.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { get, type Order } from '../../shared/api/client.ts';
import { placesForOthers } from '../desks.ts';
import { mayBegin } from '@six-order/api/matters';
import { b } from './words.ts';

export function FromOrder({ order, role }: { readonly order: Order; readonly role: string }) {
  const { data } = useQuery({
    queryKey: ['categories'],
    queryFn: () => get<'listCategories'>('/api/v1/categories'),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ categories }) => categories.find(({ code }) => code === order.category),
  });
  if (order.workflow === 'visit') {
    const links = order.allowed.some(({ type }) => type === 'link') && placesForOthers(role);
    return links ? (
      <p>
        <a className="button" href="/place">
          {b.placeAtVisit}
        </a>
      </p>
    ) : null;
  }
  // What is sealed comes before nobody else; what has ended is done with.
  if (!data || data.sealed || order.closedAt !== null) return null;
  const disputes = data.flags.includes('mediation') && mayBegin(role, 'mediation');
  const topics = mayBegin(role, 'deliberation');
  if (!disputes && !topics) return null;
  return (
    <section className="card stack">
      <h2>{b.fromThis}</h2>
      <div className="buttons">
        {disputes && (
          <Link className="button" href={`/staff/begin/mediation?order=${order.id}`}>
            {b.forms.mediation.title}
          </Link>
        )}
        {topics && (
          <Link className="button" href={`/staff/begin/deliberation?order=${order.id}`}>
            {b.forms.deliberation.title}
          </Link>
        )}
      </div>
    </section>
  );
}
