// 组织与对接: what the unit tree lacks, posts that end soon, and the webhooks of other systems. For the administrator.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { get, messageOf, newKey, post, type Reply } from '../shared/api/client.ts';
import { when } from '../shared/time.ts';
import { type Errors, Summary, TextField } from '../shared/ui/field.tsx';
import { inLanguage, w, wordOf } from '../shared/words.ts';

const s = inLanguage(
  {
    title: '组织、岗位和对接',
    gaps: '组织覆盖',
    gapsLead: '缺了这些，点来的单可能没人管。',
    noGaps: '没有缺项。',
    gap: {
      'grid-without-dispatcher': '没有派单的人',
      'grid-without-branch': '没有党支部或党小组',
      'community-without-leader': '没有包保领导',
      'full-time-post-unfilled': '专职岗位没配齐',
      'group-without-trio': '联户组三员没配齐',
      'compound-without-cover': '小区没有物业或业委会',
      'building-outside-compound': '楼栋没划进小区',
    } as Readonly<Record<string, string>>,
    more: (n: number) => `再看 ${n} 处`,
    ending: '30 天内到期的岗位',
    noEnding: '没有快到期的岗位。',
    cross: (n: number) => `有 ${n} 人既办事又监督同一处，请调整。`,
    webhooks: '事件推送',
    noWebhooks: '还没有登记。',
    on: '启用',
    off: { asked: '已停用', failing: '两天送不到，已停', gone: '对方已撤，已停' },
    trial: '发一条测试',
    tried: '测试消息已发出。',
    start: '启用',
    stop: '停用',
    reason: '为什么',
  },
  {
    title: 'Units, posts and webhooks',
    gaps: 'What the organisation lacks',
    gapsLead: 'Where something is missing, nobody may see to an order.',
    noGaps: 'Nothing is missing.',
    gap: {
      'grid-without-dispatcher': 'nobody dispatches',
      'grid-without-branch': 'no branch or Party group',
      'community-without-leader': 'no responsible leader',
      'full-time-post-unfilled': 'full-time posts unfilled',
      'group-without-trio': 'household group without its trio',
      'compound-without-cover': 'no property service or owners’ committee',
      'building-outside-compound': 'in no compound',
    },
    more: (n) => `${n} more`,
    ending: 'Posts that end within 30 days',
    noEnding: 'None ends soon.',
    cross: (n) => `${n} people both work on and watch over the same place: please change that.`,
    webhooks: 'Webhooks',
    noWebhooks: 'None is registered.',
    on: 'on',
    off: { asked: 'off', failing: 'off: nothing was taken for two days', gone: 'off: the other side took it away' },
    trial: 'Send a trial',
    tried: 'A trial was sent.',
    start: 'Switch on',
    stop: 'Switch off',
    reason: 'Why',
  },
);

const FEW = 10;

export function Organisation() {
  useEffect(() => {
    document.title = `${s.title} · ${w.product}`;
  }, []);
  return (
    <main id="main" className="alone stack">
      <h1>{s.title}</h1>
      <Coverage />
      <Webhooks />
    </main>
  );
}

const Failed = ({ error }: { readonly error: unknown }) => (
  <p className="notice alarm" role="alert">
    {messageOf(error)}
  </p>
);

function Coverage() {
  const { data, error } = useQuery({ queryKey: ['coverage'], queryFn: () => get<'getCoverage'>('/api/v1/coverage') });
  const [all, setAll] = useState(false);
  if (error) return <Failed error={error} />;
  if (!data) return <p role="status">{w.loading}</p>;
  const shown = all ? data.gaps : data.gaps.slice(0, FEW);
  return (
    <>
      <section className="card stack">
        <h2>
          {s.gaps} · {data.gaps.length}
        </h2>
        <p className="soft">{data.gaps.length === 0 ? s.noGaps : s.gapsLead}</p>
        {data.cross.length > 0 && <p className="notice alarm">{s.cross(data.cross.length)}</p>}
        <ul className="points">
          {shown.map(({ kind, unit }) => (
            <li key={`${kind}${unit.id}`}>
              <span lang="zh-CN">{unit.name}</span> <span className="soft">{unit.code}</span> · {wordOf(s.gap, kind)}
            </li>
          ))}
        </ul>
        {shown.length < data.gaps.length && (
          <button type="button" className="button quiet" onClick={() => setAll(true)}>
            {s.more(data.gaps.length - shown.length)}
          </button>
        )}
      </section>
      <section className="card stack">
        <h2>{s.ending}</h2>
        {data.ending.length === 0 && <p className="soft">{s.noEnding}</p>}
        <ul className="points">
          {data.ending.map(({ post: id, role, unit, endsAt }) => (
            <li key={id}>
              {wordOf(w.role, role)} · <span lang="zh-CN">{unit.name}</span> · {when(endsAt)}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Webhooks() {
  const { data, error } = useQuery({ queryKey: ['webhooks'], queryFn: () => get<'listWebhooks'>('/api/v1/webhooks') });
  if (error) return <Failed error={error} />;
  if (!data) return <p role="status">{w.loading}</p>;
  return (
    <section className="card stack">
      <h2>{s.webhooks}</h2>
      {data.webhooks.length === 0 && <p className="soft">{s.noWebhooks}</p>}
      <ul className="stack">
        {data.webhooks.map((webhook) => (
          <li key={webhook.id} className="card">
            <One webhook={webhook} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ webhook: { id, name, unit, on, off, events } }: { readonly webhook: Reply<'listWebhooks'>['webhooks'][number] }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const attempt = (asked: Promise<unknown>, done: string): void => {
    setFailure(null);
    asked.then(
      () => {
        setSaid(done);
        void queries.invalidateQueries({ queryKey: ['webhooks'] });
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  const change = (event: FormEvent) => {
    event.preventDefault();
    const found = reason.trim().length < 2 ? { [`reason-${id}`]: w.field.needed(s.reason) } : {};
    setErrors(found);
    if (Object.keys(found).length === 0)
      attempt(post<'changeWebhook'>(`/api/v1/webhooks/${id}`, { on: !on, reason }, newKey()), w.updated);
  };
  return (
    <form className="stack" noValidate onSubmit={change}>
      <p>
        <strong>{name}</strong> · <span lang="zh-CN">{unit?.name}</span> · {on ? s.on : s.off[off?.why ?? 'asked']}
      </p>
      <p className="soft small">{events.join(' · ')}</p>
      <Summary errors={errors} failure={failure} />
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      <TextField
        id={`reason-${id}`}
        label={s.reason}
        maxLength={400}
        value={reason}
        error={errors[`reason-${id}`]}
        onInput={setReason}
      />
      <div className="buttons">
        <button type="submit" className="button">
          {on ? s.stop : s.start}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => attempt(post<'tryWebhook'>(`/api/v1/webhooks/${id}/trial`, {}, newKey()), s.tried)}
        >
          {s.trial}
        </button>
      </div>
    </form>
  );
}
