// 事件推送: systems that are told of orders. A secret is shown once; what could not be sent is seen here, and sent again.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, newKey, post, type Reply } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { inLanguage, w } from '../../shared/words.ts';
import { AskForm, Unfold } from './form.tsx';
import { UnitPicker } from './unit-picker.tsx';

const s = inLanguage(
  {
    title: '事件推送',
    lead: '单有变化时告诉别的系统。只送单号、环节和灯，不送个人信息。',
    none: '还没有登记。',
    on: '启用',
    off: { asked: '已停用', failing: '两天送不到，已停', gone: '对方已撤，已停' },
    add: '登记一个',
    name: '哪个系统',
    url: '接收地址',
    urlHint: 'https 开头，须在公网。加密保存，不再显示。',
    unit: '告知哪里的单',
    format: '格式',
    formats: { standard: 'Standard Webhooks', dingtalk: '钉钉机器人', feishu: '飞书机器人', wecom: '企业微信机器人' },
    events: '告知什么',
    kinds: { '*': '全部', 'order.*': '单的变化', 'card.*': '督办卡的变化', 'order.overdue': '只在超期时' },
    secret: '机器人的加签密钥',
    secretHint: '平台给的。Standard Webhooks 由本系统生成，不用填。',
    reason: '原因',
    register: '登记',
    registered: '已经登记。',
    once: '签名密钥只显示这一次，请现在抄给对方：',
    trial: '发一条测试',
    tried: '测试消息已发出。',
    start: '启用',
    stop: '停用',
    stopLead: '停用期间的消息会留着，重新启用后补送。停用满 90 天后，放满 90 天的消息会清除。',
    changed: '已经修改。',
    rotate: '换密钥',
    rotated: '已经换了。旧密钥还能用 24 小时。',
    end: '撤销',
    endLead: '撤销以后，地址和密钥都销毁，不能恢复。',
    ended: '已经撤销。',
    messages: '推送记录',
    states: { waiting: '待送', sent: '已送', dead: '没有送到' },
    noMessages: '没有记录。',
    attempts: (n: number) => `试了 ${n} 次`,
    status: (n: number) => `对方答复 ${n}`,
    next: (at: string) => `${at} 再试`,
    replay: '把没有送到的重新推送',
    replayed: (n: number) => `已重新推送 ${n} 条。`,
  },
  {
    title: 'Webhooks',
    lead: 'Other systems are told when an order changes: its number, station and light, nothing of a person.',
    none: 'None is registered.',
    on: 'on',
    off: { asked: 'off', failing: 'off: nothing was taken for two days', gone: 'off: the other side took it away' },
    add: 'Register one',
    name: 'Which system',
    url: 'Its address',
    urlHint: 'Begins with https, on the public internet. Kept sealed and not shown again.',
    unit: 'Of whose orders',
    format: 'Format',
    formats: { standard: 'Standard Webhooks', dingtalk: 'DingTalk robot', feishu: 'Feishu robot', wecom: 'WeCom robot' },
    events: 'What it is told',
    kinds: {
      '*': 'everything',
      'order.*': 'changes of orders',
      'card.*': 'changes of supervision cards',
      'order.overdue': 'only what is overdue',
    },
    secret: 'The robot’s secret',
    secretHint: 'From its platform. For Standard Webhooks it is made here: leave it empty.',
    reason: 'Why',
    register: 'Register',
    registered: 'It is registered.',
    once: 'The secret is shown this once: hand it over now.',
    trial: 'Send a trial',
    tried: 'A trial was sent.',
    start: 'Switch on',
    stop: 'Switch off',
    stopLead:
      'What happens meanwhile is kept, and sent when it is on again. Once it has been off for 90 days, what is 90 days old is forgotten.',
    changed: 'It was changed.',
    rotate: 'Change the secret',
    rotated: 'It was changed. For 24 hours the one before is taken, too.',
    end: 'End it',
    endLead: 'Its address and secrets are destroyed and cannot be brought back.',
    ended: 'It was ended.',
    messages: 'What it was told',
    states: { waiting: 'waiting', sent: 'sent', dead: 'not delivered' },
    noMessages: 'Nothing.',
    attempts: (n) => (n === 1 ? 'tried once' : `tried ${n} times`),
    status: (n) => `it answered ${n}`,
    next: (at) => `again ${at}`,
    replay: 'Send again what was not delivered',
    replayed: (n) => `${n} are sent again.`,
  },
);

const reason = { name: 'reason', label: s.reason, maxLength: 400 } as const;
type Webhook = Reply<'listWebhooks'>['webhooks'][number];

export function Webhooks() {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['webhooks'],
    queryFn: () => get<'listWebhooks'>('/api/v1/webhooks').then((reply) => reply.webhooks),
  });
  const [secret, setSecret] = useState<string | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  return (
    <>
      {secret && (
        <div className="notice" role="status">
          <p>{s.once}</p>
          <p>
            <code>{secret}</code>
          </p>
        </div>
      )}
      <section className="card">
        <Unfold title={s.add}>
          <AskForm
            name="webhook"
            button={s.register}
            start={{ format: 'standard', events: 'order.*' }}
            fields={[
              { name: 'name', label: s.name, maxLength: 80 },
              { name: 'url', label: s.url, hint: s.urlHint, kind: 'url', maxLength: 2_000 },
              { name: 'unit', label: s.unit, instead: (of) => <UnitPicker {...of} /> },
              { name: 'format', label: s.format, options: Object.entries(s.formats).map(([value, label]) => ({ value, label })) },
              { name: 'events', label: s.events, options: Object.entries(s.kinds).map(([value, label]) => ({ value, label })) },
              { name: 'secret', label: s.secret, hint: s.secretHint, optional: true, maxLength: 200 },
              reason,
            ]}
            send={async ({ name = '', url = '', unit = '', format, events = '', secret: given, reason: why = '' }) => {
              const made = await post<'addWebhook'>(
                '/api/v1/webhooks',
                { name, url, unit, format: format as 'standard', events: [events], reason: why, ...(given && { secret: given }) },
                newKey(),
              );
              setSecret(made.secret);
              await again();
              return s.registered;
            }}
          />
        </Unfold>
      </section>
      <section className="card stack">
        <h2>{s.title}</h2>
        <p className="soft">{s.lead}</p>
        {error && (
          <p className="notice alarm" role="alert">
            {messageOf(error)}
          </p>
        )}
        {!data && !error && <p role="status">{w.loading}</p>}
        {data?.length === 0 && <p className="soft">{s.none}</p>}
        <ul className="rows">
          {data?.map((webhook) => (
            <One key={webhook.id} webhook={webhook} again={again} tell={setSecret} />
          ))}
        </ul>
      </section>
    </>
  );
}

interface OneProps {
  readonly webhook: Webhook;
  readonly again: () => Promise<unknown>;
  readonly tell: (secret: string | null) => void;
}

function One({ webhook: { id, name, unit, format, on, off, events }, again, tell }: OneProps) {
  const [said, setSaid] = useState('');
  const path = `/api/v1/webhooks/${id}`;
  const attempt = () =>
    post<'tryWebhook'>(`${path}/trial`, {}, newKey()).then(
      () => setSaid(s.tried),
      (error: unknown) => setSaid(messageOf(error)),
    );
  return (
    <li>
      <p>
        <strong>{name}</strong> · <span lang="zh-CN">{unit?.name}</span> · {s.formats[format]} ·{' '}
        {on ? s.on : s.off[off?.why ?? 'asked']}
      </p>
      <p className="soft small">
        {events.map((event) => (s.kinds as Readonly<Record<string, string>>)[event] ?? event).join(' · ')}
      </p>
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      <button type="button" className="button" onClick={() => void attempt()}>
        {s.trial}
      </button>
      <Unfold title={on ? s.stop : s.start}>
        {on && <p>{s.stopLead}</p>}
        <AskForm
          name={`switch-${id}`}
          button={on ? s.stop : s.start}
          fields={[reason]}
          send={async ({ reason: why = '' }) => {
            await post<'changeWebhook'>(path, { on: !on, reason: why }, newKey());
            await again();
            return s.changed;
          }}
        />
      </Unfold>
      <Unfold title={s.messages}>
        <Messages path={path} id={id} />
      </Unfold>
      <Unfold title={s.rotate}>
        <AskForm
          name={`rotate-${id}`}
          button={s.rotate}
          fields={[...(format === 'standard' ? [] : [{ name: 'secret', label: s.secret, maxLength: 200 }]), reason]}
          send={async ({ secret, reason: why = '' }) => {
            const made = await post<'rotateWebhookSecret'>(
              `${path}/secret`,
              { reason: why, ...(secret && { secret }) },
              newKey(),
            );
            tell(made.secret);
            return s.rotated;
          }}
        />
      </Unfold>
      <Unfold title={s.end}>
        <p>{s.endLead}</p>
        <AskForm
          name={`end-${id}`}
          button={s.end}
          fields={[reason]}
          send={async ({ reason: why = '' }) => {
            await post<'endWebhook'>(`${path}/end`, { reason: why }, newKey());
            await again();
            return s.ended;
          }}
        />
      </Unfold>
    </li>
  );
}

function Messages({ path, id }: { readonly path: string; readonly id: string }) {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['webhook', id],
    queryFn: () => get<'listWebhookMessages'>(`${path}/messages?limit=50`).then((reply) => reply.messages),
    refetchInterval: 5_000,
  });
  if (error)
    return (
      <p className="notice alarm" role="alert">
        {messageOf(error)}
      </p>
    );
  if (!data) return <p role="status">{w.loading}</p>;
  const dead = data.filter(({ state }) => state === 'dead');
  return (
    <div className="stack">
      {data.length === 0 && <p className="soft">{s.noMessages}</p>}
      <ul className="points">
        {data.map(({ id: message, type, at, number, state, attempts, status, error: why, nextAt }) => (
          <li key={message}>
            {when(at)} · {type} {number} · <strong>{s.states[state]}</strong> · {s.attempts(attempts)}
            {status !== null && ` · ${s.status(status)}`}
            {state !== 'sent' && why && ` · ${why}`}
            {state === 'waiting' && nextAt && ` · ${s.next(when(nextAt))}`}
          </li>
        ))}
      </ul>
      {dead.length > 0 && (
        <AskForm
          name={`replay-${id}`}
          button={s.replay}
          fields={[reason]}
          send={async ({ reason: why = '' }) => {
            const { replayed } = await post<'replayWebhook'>(
              `${path}/replay`,
              { messages: dead.map((one) => one.id), reason: why },
              newKey(),
            );
            await queries.invalidateQueries({ queryKey: ['webhook', id] });
            return s.replayed(replayed);
          }}
        />
      )}
    </div>
  );
}
