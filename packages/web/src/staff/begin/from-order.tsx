// What can be begun from an order: a dispute of the kinds that are mediated, a topic; from a visit the order that was asked for there.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { get, type Order } from '../../shared/api/client.ts';
import { placesForOthers } from '../../shared/ui/sign-in/go-on.ts';
import { matters, mayBegin, type Matter } from '@six-order/api/matters';
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
        <a className="button" href={`/place?visit=${order.id}&unit=${encodeURIComponent(order.visit?.place?.code ?? '')}`}>
          {b.placeAtVisit}
        </a>
      </p>
    ) : null;
  }
  if (!data || order.closedAt !== null) return null;
  // What is sealed comes before nobody else.
  const fits: Readonly<Partial<Record<Matter, boolean>>> = {
    mediation: data.flags.includes('mediation') && !data.sealed,
    deliberation: !data.sealed,
    petition: true,
  };
  const own = matters.filter((matter) => fits[matter] && mayBegin(role, matter));
  if (own.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{b.fromThis}</h2>
      <div className="buttons">
        {own.map((matter) => (
          <Link key={matter} className="button" href={`/staff/begin/${matter}?order=${order.id}`}>
            {b.forms[matter].title}
          </Link>
        ))}
      </div>
    </section>
  );
}
