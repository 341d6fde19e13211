// What an order was born of and what was born of it, each with its number and where it stands; nothing where there is none to see.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { get } from '../shared/api/client.ts';
import { when } from '../shared/time.ts';
import { inLanguage, stageWord, w, wordOf } from '../shared/words.ts';

const s = inLanguage(
  { title: '关联的单', from: '从哪里来', to: '由此产生' },
  { title: 'Linked orders', from: 'It comes of', to: 'What came of it' },
);

export function Links({ id }: { readonly id: string }) {
  // Under the order's key, so that it is read anew with it.
  const { data } = useQuery({
    queryKey: ['order', id, 'links'],
    queryFn: () => get<'listLinks'>(`/api/v1/orders/${encodeURIComponent(id)}/links`).then((reply) => reply.links),
  });
  if (!data || data.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{s.title}</h2>
      {(['from', 'to'] as const).map((relation) => {
        const links = data.filter((link) => link.relation === relation);
        return links.length === 0 ? null : (
          <div key={relation}>
            <h3>{s[relation]}</h3>
            <ul className="stack">
              {links.map((link) => (
                <li key={link.id}>
                  <Link href={`/staff/orders/${link.id}`}>
                    {wordOf(w.workflow, link.workflow)} {link.number}
                  </Link>
                  <p className="small soft">
                    {stageWord({ workflow: link.workflow, state: { handling: link.state } })} · {when(link.openedAt)}
                  </p>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
