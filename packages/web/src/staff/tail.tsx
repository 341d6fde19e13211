// 排队抓尾: the communities that most need help, for the street and the leader who must help them. No ranking, and no label.
import { useQuery } from '@tanstack/react-query';
import { get } from '../shared/api/client.ts';
import { boot, named } from '../shared/boot.ts';
import { inLanguage } from '../shared/words.ts';

const s = inLanguage(
  {
    title: '需要帮扶的社区',
    lead: '只有负责帮扶的街道和包保领导看得到，不公开、不通报。请下达帮扶任务，不要问责。',
    none: '本月没有明显落后、需要帮扶的社区。',
    weakest: (names: readonly string[]) => (names.length === 0 ? '' : `差距最大：${names.join('、')}`),
  },
  {
    title: 'Communities that need help',
    lead: 'For the street and the leader who must help, and nobody else. Give a task to help; it is no ground for blame.',
    none: 'No community is far behind in this month.',
    weakest: (names) => (names.length === 0 ? '' : `Furthest behind in: ${names.join(', ')}`),
  },
);

const STREET_DIGITS = 9;

export function Tail({ unit, month }: { readonly unit: string; readonly month: string }) {
  const reads = ['street', 'leader'].includes(boot.me?.post.role ?? '') && unit.length === STREET_DIGITS;
  const { data } = useQuery({
    queryKey: ['tail', unit, month],
    queryFn: () => get<'readTail'>(`/api/v1/metrics/tail?unit=${unit}&month=${month}`),
    enabled: reads,
  });
  if (!reads || !data || data.compared < 2) return null;
  return (
    <section className="card stack">
      <h2>{s.title}</h2>
      <p className="soft">{s.lead}</p>
      {data.tail.length === 0 && <p>{s.none}</p>}
      <ul>
        {data.tail.map(({ unit: behind, score, weakest }) => (
          <li key={behind.id}>
            <strong lang="zh-CN">{behind.name}</strong> {score.toFixed(1)} · {s.weakest(weakest.map(({ name }) => named(name)))}
          </li>
        ))}
      </ul>
    </section>
  );
}
