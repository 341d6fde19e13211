// 评价疑点: what makes a supervisor look twice at an evaluation. A hint and no finding: nothing follows from it by itself.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Body, get, messageOf, newKey, type Order, post, type Reply } from '../shared/api/client.ts';
import { when } from '../shared/time.ts';
import { inLanguage, wordOf } from '../shared/words.ts';
import { AskForm, Unfold } from './admin/form.tsx';

export type Marked = Reply<'readEvaluationMarks'>['evaluations'][number];

export const s = inLanguage(
  {
    title: '评价疑点',
    lead: '只是提示，不是结论：系统不会因此扣分、发卡或作废评价，承办人也看不到。请回访核实。',
    'same-device': ({ otherResidents, otherResidentsOfHandler }: Marked) =>
      `同一设备当月还替另外 ${otherResidents} 位居民评过，其中 ${otherResidentsOfHandler} 单是同一承办人办的。共用网络或窗口平板也会这样。`,
    'same-pair': ({ ofPair }: Marked) => `同一承办人和同一居民当月已有 ${ofPair} 单评价。`,
    'own-household': (_: Marked) => '承办人住在同一楼栋或联户，可能是自家人。',
    list: '评价疑点',
    none: '近 30 天没有要看的。',
    at: (when: string) => `${when} 评价`,
    open: '开始核查',
    why: '为什么要核查',
    opened: '已开始核查。',
    openedBy: (when: string, who: string, why: string) => `${when} ${who}开始核查：${why}`,
    close: '核查完毕',
    outcome: '结论',
    outcomes: { 'own-word': '是居民本人的意思', 'not-own-word': '不是居民本人的意思', unclear: '核实不了' },
    found: '核实的情况',
    closed: '已记下结论。要认定虚假办结或发卡，请在单里办理。',
    closedBy: (when: string, who: string, outcome: string, found: string) => `${when} ${who}核查完毕，${outcome}：${found}`,
    keepOut: '电话、姓名等个人信息不会保存。',
  },
  {
    title: 'Doubts about the evaluation',
    lead: 'A hint, no finding: no point, card or evaluation changes by it, and the handler does not see it. Call back to make sure.',
    'same-device': ({ otherResidents, otherResidentsOfHandler }) =>
      `In this month the same device evaluated for ${otherResidents} other residents, ${otherResidentsOfHandler} of them of the same handler. A shared network or a tablet at the window looks alike.`,
    'same-pair': ({ ofPair }) => `The same handler and resident have ${ofPair} evaluated orders in this month.`,
    'own-household': (_) => 'The handler lives in the same building or household group: it may be his own family.',
    list: 'Doubts about evaluations',
    none: 'There is nothing of the last 30 days to look at.',
    at: (when) => `Evaluated ${when}`,
    open: 'Take it up',
    why: 'Why it is looked at',
    opened: 'It is taken up.',
    openedBy: (when, who, why) => `Taken up ${when} by ${who}: ${why}`,
    close: 'Close it',
    outcome: 'What came of it',
    outcomes: {
      'own-word': 'it is the resident’s own word',
      'not-own-word': 'it is not the resident’s own word',
      unclear: 'it cannot be made out',
    },
    found: 'What was found',
    closed: 'It is written down. To declare a false completion, or to issue a card, open the order.',
    closedBy: (when, who, outcome, found) => `Closed ${when} by ${who}, ${outcome}: ${found}`,
    keepOut: 'Telephones and names are not kept.',
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
      <Doubts marked={marked} />
      <p className="soft">{s.lead}</p>
    </section>
  );
}

/** What is said of one evaluation, who looked at it, and what came of that. */
export function Doubts({ marked }: { readonly marked: Marked }) {
  const queries = useQueryClient();
  const { order, marks, review } = marked;
  const again = () => queries.invalidateQueries({ queryKey: ['evaluation-marks'] });
  const isOpen = review !== null && review.closedAt === null;
  return (
    <>
      <ul>
        {marks.map((mark) => (
          <li key={mark}>{s[mark](marked)}</li>
        ))}
      </ul>
      {review && <p>{s.openedBy(when(review.openedAt), review.openedBy ?? '', review.why)}</p>}
      {review?.closedAt && (
        <p>{s.closedBy(when(review.closedAt), review.closedBy ?? '', wordOf(s.outcomes, review.outcome), review.found ?? '')}</p>
      )}
      {!isOpen && (
        <Unfold title={s.open}>
          <AskForm
            name={`look-${order.id}`}
            button={s.open}
            fields={[{ name: 'why', label: s.why, hint: s.keepOut, kind: 'long', maxLength: 500 }]}
            send={async ({ why = '' }) => {
              await post<'openEvaluationReview'>(`/api/v1/evaluation-marks/${order.id}/open`, { why }, newKey());
              await again();
              return s.opened;
            }}
          />
        </Unfold>
      )}
      {isOpen && (
        <Unfold title={s.close}>
          <AskForm
            name={`found-${order.id}`}
            button={s.close}
            fields={[
              {
                name: 'outcome',
                label: s.outcome,
                options: Object.entries(s.outcomes).map(([value, label]) => ({ value, label })),
              },
              { name: 'found', label: s.found, hint: s.keepOut, kind: 'long', maxLength: 500 },
            ]}
            send={async ({ outcome, found }) => {
              const body = { outcome, found } as Body<'closeEvaluationReview'>;
              await post<'closeEvaluationReview'>(`/api/v1/evaluation-marks/${order.id}/close`, body, newKey());
              await again();
              return s.closed;
            }}
          />
        </Unfold>
      )}
    </>
  );
}
