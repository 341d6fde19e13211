// 评价疑点: the evaluations of the area that a supervisor looks at twice, those that nobody has closed first.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { get, messageOf } from '../shared/api/client.ts';
import { when } from '../shared/time.ts';
import { w } from '../shared/words.ts';
import { Doubts, type Marked, s } from './evaluation-marks.tsx';
import { useCategoryNames } from './queue.tsx';
import { unitName } from './unit-name.ts';

const isClosed = ({ review }: Marked): boolean => review?.closedAt != null;

export function MarkedEvaluations() {
  useEffect(() => {
    document.title = `${s.list} · ${w.product}`;
  }, []);
  const { data, error } = useQuery({
    queryKey: ['evaluation-marks'],
    queryFn: () => get<'readEvaluationMarks'>('/api/v1/evaluation-marks').then(({ evaluations }) => evaluations),
  });
  const names = useCategoryNames();
  return (
    <main id="main" className="alone stack">
      <h1>{s.list}</h1>
      <p className="soft">{s.lead}</p>
      {error && (
        <p className="notice alarm" role="alert">
          {messageOf(error)}
        </p>
      )}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data?.length === 0 && <p>{s.none}</p>}
      <ul className="stack">
        {data
          ?.toSorted((a, b) => Number(isClosed(a)) - Number(isClosed(b)))
          .map((marked) => (
            <li key={marked.order.id} className="card stack">
              <h2>
                <Link href={`/staff/orders/${marked.order.id}`}>
                  {names.get(marked.order.category ?? '') ?? marked.order.number}
                </Link>
              </h2>
              <p className="soft small">
                <span lang="zh-CN">{unitName(marked.order.unit)}</span> · {marked.order.number} · {s.at(when(marked.at))}
              </p>
              <Doubts marked={marked} />
            </li>
          ))}
      </ul>
    </main>
  );
}
