// 评价疑点: what makes a supervisor look twice at an evaluation. A hint and no finding: nothing follows from it by itself.
import { useQuery } from '@tanstack/react-query';
import { get, messageOf, type Order, type Reply } from '../shared/api/client.ts';
import { inLanguage } from '../shared/words.ts';

type Marked = Reply<'readEvaluationMarks'>['evaluations'][number];

const s = inLanguage(
  {
    title: '评价疑点',
    lead: '只是提示，不是结论：系统不会因此扣分、发卡或作废评价，承办人也看不到。请回访核实。',
    'same-device': ({ otherResidents, otherResidentsOfHandler }: Marked) =>
      `同一设备当月还替另外 ${otherResidents} 位居民评过，其中 ${otherResidentsOfHandler} 单是同一承办人办的。共用网络或窗口平板也会这样。`,
    'same-pair': ({ ofPair }: Marked) => `同一承办人和同一居民当月已有 ${ofPair} 单评价。`,
    'own-household': (_: Marked) => '承办人住在同一楼栋或联户，可能是自家人。',
  },
  {
    title: 'Doubts about the evaluation',
    lead: 'A hint, no finding: no point, card or evaluation changes by it, and the handler does not see it. Call back to make sure.',
    'same-device': ({ otherResidents, otherResidentsOfHandler }) =>
      `In this month the same device evaluated for ${otherResidents} other residents, ${otherResidentsOfHandler} of them of the same handler. A shared network or a tablet at the window looks alike.`,
    'same-pair': ({ ofPair }) => `The same handler and resident have ${ofPair} evaluated orders in this month.`,
    'own-household': (_) => 'The handler lives in the same building or household group: it may be his own family.',
  },
);

export function EvaluationMarks({ order }: { readonly order: Order }) {
  const { data, error } = useQuery({
    queryKey: ['evaluation-marks', order.id, order.revision],
    queryFn: () => get<'readEvaluationMarks'>(`/api/v1/evaluation-marks?order=${order.id}`),
  });
  if (error)
    return (
      <p className="notice alarm" role="alert">
        {messageOf(error)}
      </p>
    );
  const marked = data?.evaluations[0];
  if (!marked) return null;
  return (
    <section className="card stack">
      <h2>{s.title}</h2>
      <ul>
        {marked.marks.map((mark) => (
          <li key={mark}>{s[mark](marked)}</li>
        ))}
      </ul>
      <p className="soft">{s.lead}</p>
    </section>
  );
}
