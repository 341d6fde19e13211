// 没有发出去的短信和邮件: which, why, and once more when the gateway takes them again.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, newKey, post } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { inLanguage, w } from '../../shared/words.ts';
import { WideTable } from '../wide-table.tsx';

const s = inLanguage(
  {
    title: '没有发出去的通知',
    lead: '站内消息人人都有；这里是另发的短信和邮件没有送到的。收件人不在这里显示，要紧的请办单的人打电话。',
    none: '都发出去了。',
    count: (n: number) => `共 ${n} 条，列出最近的。`,
    columns: { at: '时间', number: '单号', way: '方式', ended: '原因', error: '对方的回答' },
    way: { sms: '短信', email: '邮件' },
    ended: { dead: '多次没有发成', unreachable: '没有号码或地址' },
    retry: '没发成的再发一次',
    retried: (n: number) => `${n} 条重新排队，稍后再来看。`,
  },
  {
    title: 'Notices that did not go out',
    lead: 'Everybody has them in the box; these are the SMS and e-mails that did not arrive. Whom they were for is not shown here: whoever handles the order telephones where it matters.',
    none: 'All went out.',
    count: (n) => `${n} in all; the latest are listed.`,
    columns: { at: 'When', number: 'Order', way: 'By', ended: 'Why', error: 'What was answered' },
    way: { sms: 'SMS', email: 'E-mail' },
    ended: { dead: 'refused again and again', unreachable: 'no number or address' },
    retry: 'Send what was refused once more',
    retried: (n) => `${n} wait to be sent: look again in a while.`,
  },
);

export function Undelivered() {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['undelivered'],
    queryFn: () => get<'listUndelivered'>('/api/v1/notices/undelivered'),
  });
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const retry = () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    post<'retryUndelivered'>('/api/v1/notices/undelivered/retry', {}, newKey())
      .then(async ({ retried }) => {
        setSaid(s.retried(retried));
        await queries.invalidateQueries({ queryKey: ['undelivered'] });
      }, setFailure)
      .finally(() => setBusy(false));
  };
  const wrong = error ?? failure;
  return (
    <section className="card stack">
      <h2>{s.title}</h2>
      <p className="soft">{s.lead}</p>
      {wrong !== null && (
        <p className="notice alarm" role="alert">
          {messageOf(wrong)}
        </p>
      )}
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      {!data && !error && <p role="status">{w.loading}</p>}
      {data?.count === 0 && <p>{s.none}</p>}
      {data && data.count > 0 && (
        <>
          <p>{s.count(data.count)}</p>
          <WideTable title={s.title} columns={s.columns}>
            {data.messages.map(({ endedAt, number, way, ended, error: answered }, index) => (
              <tr key={index}>
                <td>{when(endedAt)}</td>
                <td>{number}</td>
                <td>{s.way[way]}</td>
                <td>{s.ended[ended]}</td>
                <td>{answered}</td>
              </tr>
            ))}
          </WideTable>

          {data.messages.some(({ ended }) => ended === 'dead') && (
            <button type="button" className="button" aria-disabled={busy} onClick={retry}>
              {busy ? w.sending : s.retry}
            </button>
          )}
        </>
      )}
    </section>
  );
}
