// 个人信息保护: who read what of whom, and what is past its time. For the data protection officer and the archives.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get, messageOf, newKey, post, type Reply } from '../shared/api/client.ts';
import { type boot, inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { fieldWord } from '../shared/field-word.ts';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { WideTable } from './wide-table.tsx';

const s = inLanguage(
  {
    title: '个人信息保护',
    access: '查阅日志',
    accessLead: '谁、以什么岗位、为什么看了哪一单的哪一项。',
    columns: { at: '时间', reader: '谁', post: '岗位', order: '单号', field: '看了什么', how: '怎么看的', reason: '为什么' },
    how: { full: '完整', masked: '打码', reveal: '申请查看' },
    byCode: '凭单号和查询码',
    handling: '办理需要',
    none: '还没有查阅记录。',
    missing: '未见单独同意的在办单',
    missingLead:
      '这些类别通常涉及敏感信息或不满十四周岁的未成年人，应征得单独同意。没有同意不影响办理，请联系本人或监护人补办，或请其不要写这类内容。',
    missingNone: '没有。',
    missingMore: '还有更多，先办这些。',
    missingColumns: { order: '单号', category: '类别', placed: '点单时间', purpose: '缺少的同意' },
    more: '再往前的',
    retention: '保存期限',
    retentionLead: (n: number) => `现在有 ${n} 项到了期限。先试算，两人签字后才执行；执行后不能恢复。`,
    rules: '各类信息保存多久',
    plan: '试算一次',
    plans: '销毁计划',
    noPlans: '还没有计划。',
    planned: '到期',
    done: '已销毁',
    kept: '又有变化，保留',
    rule: '依据',
    signed: { dpo: '个人信息保护负责人', archives: '档案管理员' },
    by: (at: string) => `${at} 已签`,
    unsigned: '未签',
    sign: '签字',
    signSure: '确认签字：两人都签以后就执行，不能恢复',
    ended: (at: string) => `${at} 执行完毕`,
  },
  {
    title: 'Personal data',
    access: 'Access log',
    accessLead: 'Who read which field of which order, in which post, and why.',
    columns: { at: 'When', reader: 'Who', post: 'Post', order: 'Order', field: 'Field', how: 'How', reason: 'Why' },
    how: { full: 'in full', masked: 'masked', reveal: 'revealed' },
    byCode: 'by number and code',
    handling: 'for handling it',
    none: 'Nothing was read yet.',
    missing: 'Open orders without the consent that their kind asks for',
    missingLead:
      'These kinds often hold sensitive details, or those of a child under 14, and ask for a consent of their own. Nothing waits for it: ask the person or the guardian, or ask them to leave such details out.',
    missingNone: 'There are none.',
    missingMore: 'There are more: these first.',
    missingColumns: { order: 'Order', category: 'Kind', placed: 'Placed', purpose: 'Consent that lacks' },
    more: 'Earlier ones',
    retention: 'Retention',
    retentionLead: (n) =>
      `${n} items are past their time. A dry run comes first; nothing is destroyed before both have signed, and then it cannot be brought back.`,
    rules: 'How long things are kept',
    plan: 'Make a dry run',
    plans: 'Plans',
    noPlans: 'There is no plan yet.',
    planned: 'Due',
    done: 'Destroyed',
    kept: 'Taken up again, kept',
    rule: 'Rule',
    signed: { dpo: 'Data protection officer', archives: 'Archives officer' },
    by: (at) => `signed ${at}`,
    unsigned: 'not signed',
    sign: 'Sign',
    signSure: 'Sign for good: once both have signed it is carried out and cannot be undone',
    ended: (at) => `carried out ${at}`,
  },
);

export function Privacy({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  useEffect(() => {
    document.title = `${s.title} · ${w.product}`;
  }, []);
  return (
    <main id="main" className="alone stack">
      <h1>{s.title}</h1>
      {me.post.role === 'dpo' && <MissingConsents />}
      {me.post.role === 'dpo' && <AccessLog />}
      <Retention />
    </main>
  );
}

const Failed = ({ error }: { readonly error: unknown }) => (
  <p className="notice alarm" role="alert">
    {messageOf(error)}
  </p>
);

function MissingConsents() {
  const { data, error, isPending } = useQuery({
    queryKey: ['missing-consents'],
    queryFn: () => get<'listMissingConsents'>('/api/v1/privacy/missing-consents'),
  });
  return (
    <section className="card stack">
      <h2>{s.missing}</h2>
      <p className="soft">{s.missingLead}</p>
      {error && <Failed error={error} />}
      {isPending && <p role="status">{w.loading}</p>}
      {data?.orders.length === 0 && <p className="soft">{s.missingNone}</p>}
      {data && data.orders.length > 0 && (
        <WideTable title={s.missing} columns={s.missingColumns}>
          {data.orders.map(({ number, category, openedAt, missing }) => (
            <tr key={number}>
              <td>{number}</td>
              <td>{inWords(category.name)}</td>
              <td>{when(openedAt)}</td>
              <td>{missing.map(({ title }) => inWords(title)).join('; ')}</td>
            </tr>
          ))}
        </WideTable>
      )}
      {data?.more && <p className="soft">{s.missingMore}</p>}
    </section>
  );
}

function AccessLog() {
  const pages = useInfiniteQuery({
    queryKey: ['access-log'],
    queryFn: ({ pageParam }) =>
      get<'listAccess'>(`/api/v1/privacy/access-log?limit=50${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const readings = pages.data?.pages.flatMap((page) => page.readings) ?? [];
  return (
    <section className="card stack">
      <h2>{s.access}</h2>
      <p className="soft">{s.accessLead}</p>
      {pages.isError && <Failed error={pages.error} />}
      {pages.isPending && <p role="status">{w.loading}</p>}
      {pages.isSuccess && readings.length === 0 && <p className="soft">{s.none}</p>}
      {readings.length > 0 && (
        <WideTable title={s.access} columns={s.columns}>
          {readings.map(({ at, reader, post: held, order, field, how, reason }) => (
            <tr key={`${at}${reader?.id}${order.id}${field}`}>
              <td>{when(at)}</td>
              <td lang="zh-CN">{reader?.name}</td>
              <td>
                {held ? wordOf(w.role, held.role) : s.byCode} <span lang="zh-CN">{held?.unit.name}</span>
              </td>
              <td>{order.number}</td>
              <td>{fieldWord(field)}</td>
              <td>{s.how[how]}</td>
              <td lang="zh-CN">{reason ?? s.handling}</td>
            </tr>
          ))}
        </WideTable>
      )}
      {pages.hasNextPage && (
        <button type="button" className="button" onClick={() => void pages.fetchNextPage()}>
          {s.more}
        </button>
      )}
    </section>
  );
}

type Plan = Reply<'getRetention'>['plans'][number];

function Retention() {
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: ['retention'], queryFn: () => get<'getRetention'>('/api/v1/privacy/retention') });
  const [failure, setFailure] = useState<unknown>(null);
  if (error) return <Failed error={error} />;
  if (!data) return <p role="status">{w.loading}</p>;
  const again = () => queries.invalidateQueries({ queryKey: ['retention'] });
  const attempt = (asked: Promise<unknown>): void => {
    setFailure(null);
    asked.then(again, setFailure);
  };
  return (
    <section className="card stack">
      <h2>{s.retention}</h2>
      <p>{s.retentionLead(data.due)}</p>
      {failure !== null && <Failed error={failure} />}
      <button
        type="button"
        className="button main"
        onClick={() => attempt(post<'planRetention'>('/api/v1/privacy/retention/plans', {}, newKey()))}
      >
        {s.plan}
      </button>
      <h3>{s.plans}</h3>
      {data.plans.length === 0 && <p className="soft">{s.noPlans}</p>}
      <ul className="stack">
        {data.plans.map((plan) => (
          <li key={plan.id} className="card">
            <PlanView
              plan={plan}
              sign={() => attempt(post<'signRetentionPlan'>(`/api/v1/privacy/retention/plans/${plan.id}/sign`, {}, newKey()))}
            />
          </li>
        ))}
      </ul>
      <details>
        <summary>{s.rules}</summary>
        <ul className="points">
          {data.rules.map(({ rule, title, source }) => (
            <li key={rule}>
              {inWords(title)}{' '}
              <span className="soft small" lang="zh-CN">
                {source}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function PlanView({ plan: { plannedAt, signed, endedAt, counts }, sign }: { readonly plan: Plan; readonly sign: () => void }) {
  const [sure, setSure] = useState(false);
  return (
    <div className="stack">
      <p>
        <strong>{when(plannedAt)}</strong> {endedAt && s.ended(when(endedAt))}
      </p>
      <ul className="points">
        {counts.map(({ rule, title, planned, done, kept }) => (
          <li key={rule}>
            {inWords(title)}
            {w.colon}
            {s.planned} {planned} · {s.done} {done} · {s.kept} {kept}
          </li>
        ))}
      </ul>
      <p className="soft">
        {(['dpo', 'archives'] as const)
          .map((who) => `${s.signed[who]}${w.colon}${signed[who] ? s.by(when(signed[who].at)) : s.unsigned}`)
          .join(' · ')}
      </p>
      {endedAt === null &&
        (sure ? (
          <div className="buttons">
            <button type="button" className="button main" onClick={sign}>
              {s.signSure}
            </button>
            <button type="button" className="button" onClick={() => setSure(false)}>
              {w.cancel}
            </button>
          </div>
        ) : (
          <button type="button" className="button" onClick={() => setSure(true)}>
            {s.sign}
          </button>
        ))}
    </div>
  );
}
