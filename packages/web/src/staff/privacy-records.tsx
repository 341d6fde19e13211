// 处理记录、影响评估、泄露事件: what the data protection officer keeps of the system's own doing (PIPL 54–57).
//
// R1: they speak of kinds and numbers, never of persons; what is entered again supersedes, nothing is overwritten.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { get, messageOf, newKey, post, type Reply } from '../shared/api/client.ts';
import { when } from '../shared/time.ts';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { AskForm, type AskedField, Unfold, type Values } from './admin/form.tsx';

const s = inLanguage(
  {
    title: '个人信息处理记录',
    back: '查阅日志和保存期限',
    kinds: { processing: '处理活动', assessment: '影响评估', breach: '泄露事件' },
    leads: {
      processing: '系统处理哪些个人信息、为什么、给谁、存多久（个人信息保护法第五十四条起）。',
      assessment: '做可能影响个人权益的事以前先评估（第五十五、五十六条）。',
      breach: '发现泄露、篡改、丢失，立即补救，报告主管部门，必要时告知本人（第五十七条）。',
    },
    add: { processing: '记一项处理活动', assessment: '记一次评估', breach: '记一起事件' },
    again: '写一份新的代替它',
    none: '还没有记录。',
    noPersons: '只写种类和数量，不写具体的人。',
    saved: '已经记下。',
    save: '记下',
    superseded: '代替了以前的一份',
    shipped: '随系统附带',
    perLine: '每行一项',
    field: {
      name: '名称',
      purpose: '为什么处理',
      basis: '依据',
      kinds: '哪些信息',
      recipients: '提供给谁',
      retention: '保存多久',
      measures: '保护措施',
      subject: '评估什么',
      cause: '为什么评估',
      necessity: '是否必要、正当',
      risks: '有什么风险',
      conclusion: '结论',
      discoveredAt: '什么时候发现的',
      what: '发生了什么',
      why: '原因',
      harm: '可能有什么危害',
      persons: '涉及多少人',
      authorityNotifiedAt: '什么时候报告主管部门的',
      tellPersons: '要不要告知本人',
    },
    hint: { tellPersons: '措施能有效避免危害的，可以不告知；主管部门要求的除外。' },
    basis: {
      consent: '本人同意',
      contract: '订立、履行合同',
      'statutory-duty': '法定职责',
      emergency: '突发事件',
      news: '新闻报道',
      published: '已公开的信息',
      law: '法律、行政法规规定',
    },
    cause: {
      'sensitive-data': '敏感个人信息',
      'automated-decision': '自动化决策',
      entrusting: '委托处理、提供给他人',
      publication: '公开',
      abroad: '向境外提供',
      other: '其他',
    },
    conclusion: { go: '可以做', 'go-with-measures': '有措施就可以做', stop: '不能做' },
    what: { leak: '泄露', tampering: '篡改', loss: '丢失' },
    people: '告知名单',
    listed: (all: number, told: number) => `名单上 ${all} 人，已告知 ${told} 人。`,
    addPeople: '列入名单',
    peopleIds: '人员编号',
    how: '怎么告知的',
    howHint: '只列入、还没告知的不选。',
    told: { notice: '站内消息', telephone: '电话', letter: '信函', visit: '上门', announcement: '公告' },
    listedNow: '已经记到名单上。',
  },
  {
    title: 'Records of processing',
    back: 'Access log and retention',
    kinds: { processing: 'Processing', assessment: 'Impact assessments', breach: 'Breaches' },
    leads: {
      processing: 'Which personal data the system processes, why, to whom it goes and how long it is kept (PIPL 54 ff.).',
      assessment: 'Made before what may touch people’s rights (PIPL 55, 56).',
      breach: 'A leak, a change or a loss is mended at once, reported, and told to the people where needed (PIPL 57).',
    },
    add: { processing: 'Enter processing', assessment: 'Enter an assessment', breach: 'Enter a breach' },
    again: 'Enter one that supersedes it',
    none: 'There is none yet.',
    noPersons: 'Kinds and numbers only, never a person.',
    saved: 'It was entered.',
    save: 'Enter',
    superseded: 'supersedes an earlier one',
    shipped: 'comes with the system',
    perLine: 'One on each line',
    field: {
      name: 'Name',
      purpose: 'Why it is processed',
      basis: 'Basis',
      kinds: 'Which data',
      recipients: 'To whom it goes',
      retention: 'How long it is kept',
      measures: 'Measures',
      subject: 'What is assessed',
      cause: 'Why',
      necessity: 'Whether it is needed and fair',
      risks: 'Risks',
      conclusion: 'Conclusion',
      discoveredAt: 'When it was discovered',
      what: 'What happened',
      why: 'Cause',
      harm: 'What harm may come',
      persons: 'How many people it concerns',
      authorityNotifiedAt: 'When the authority was told',
      tellPersons: 'Whether the people are told',
    },
    hint: { tellPersons: 'Not needed when the measures keep harm away, unless the authority asks.' },
    basis: {
      consent: 'consent',
      contract: 'a contract',
      'statutory-duty': 'a statutory duty',
      emergency: 'an emergency',
      news: 'news reporting',
      published: 'published already',
      law: 'law or regulation',
    },
    cause: {
      'sensitive-data': 'sensitive data',
      'automated-decision': 'automated decisions',
      entrusting: 'entrusting or handing on',
      publication: 'publication',
      abroad: 'handing abroad',
      other: 'other',
    },
    conclusion: { go: 'may be done', 'go-with-measures': 'may be done with measures', stop: 'may not be done' },
    what: { leak: 'a leak', tampering: 'a change', loss: 'a loss' },
    people: 'Whom it concerns',
    listed: (all, told) => `${all} on the list, ${told} told.`,
    addPeople: 'Put on the list',
    peopleIds: 'Ids of the people',
    how: 'How they were told',
    howHint: 'Leave it when they are only put on the list.',
    told: { notice: 'notice', telephone: 'telephone', letter: 'letter', visit: 'visit', announcement: 'announcement' },
    listedNow: 'The list was changed.',
  },
);

type Kind = keyof typeof s.kinds;
type PrivacyRecord = Reply<'listPrivacyRecords'>['records'][number];

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const line = (name: keyof typeof s.field): AskedField => ({ name, label: s.field[name], maxLength: 400 });
const lines = (name: keyof typeof s.field): AskedField => ({ name, label: s.field[name], hint: s.perLine, kind: 'long' });
const instant = (name: keyof typeof s.field): AskedField => ({ name, label: s.field[name], kind: 'datetime-local' });

const fieldsOf: Readonly<Record<Kind, readonly AskedField[]>> = {
  processing: [
    line('name'),
    line('purpose'),
    { name: 'basis', label: s.field.basis, options: choices(s.basis) },
    lines('kinds'),
    { ...lines('recipients'), optional: true },
    line('retention'),
    lines('measures'),
  ],
  assessment: [
    line('subject'),
    { name: 'cause', label: s.field.cause, options: choices(s.cause) },
    line('necessity'),
    lines('risks'),
    lines('measures'),
    { name: 'conclusion', label: s.field.conclusion, options: choices(s.conclusion) },
  ],
  breach: [
    instant('discoveredAt'),
    { name: 'what', label: s.field.what, options: choices(s.what) },
    lines('kinds'),
    { ...line('cause'), label: s.field.why },
    line('harm'),
    lines('measures'),
    { ...line('persons'), kind: 'number' },
    { ...instant('authorityNotifiedAt'), optional: true },
    {
      name: 'tellPersons',
      label: s.field.tellPersons,
      hint: s.hint.tellPersons,
      options: [
        { value: 'true', label: w.yes },
        { value: 'false', label: w.no },
      ],
    },
  ],
};

const many = new Set(['kinds', 'recipients', 'measures', 'risks']);
const instants = new Set(['discoveredAt', 'authorityNotifiedAt']);

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);

/** What was typed, in the shape of its kind. */
const bodyOf = (kind: Kind, values: Values): Record<string, unknown> =>
  Object.fromEntries(
    fieldsOf[kind].map(({ name }) => {
      const text = values[name] ?? '';
      if (many.has(name)) return [name, listOf(text)];
      if (instants.has(name)) return [name, text === '' ? null : `${text}:00+08:00`];
      if (name === 'persons') return [name, Number(text)];
      return [name, name === 'tellPersons' ? text === 'true' : text];
    }),
  );

/** The first records are dated long before anything was entered. */
const SHIPPED_BEFORE = Date.UTC(2001, 0);
const BEIJING_MS = 8 * 3_600_000;

/** A record as it would be typed. */
const typedOf = ({ kind, body }: PrivacyRecord): Values =>
  Object.fromEntries(
    fieldsOf[kind].map(({ name }) => {
      const value = body[name];
      if (Array.isArray(value)) return [name, value.join('\n')];
      if (instants.has(name) && typeof value === 'string')
        return [name, new Date(Date.parse(value) + BEIJING_MS).toISOString().slice(0, 16)];
      return [name, typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''];
    }),
  );

export function PrivacyRecords({ kind: asked }: { readonly kind: string | undefined }) {
  const kind: Kind = asked !== undefined && Object.hasOwn(s.kinds, asked) ? (asked as Kind) : 'processing';
  const { data, error } = useQuery({
    queryKey: ['privacy-records', kind],
    queryFn: () => get<'listPrivacyRecords'>(`/api/v1/privacy/records?kind=${kind}`).then(({ records }) => records),
  });
  useEffect(() => {
    document.title = `${s.kinds[kind]} · ${s.title} · ${w.product}`;
  }, [kind]);
  const replaced = new Set(data?.flatMap(({ supersedes }) => supersedes ?? []));
  const standing = data?.filter(({ id }) => !replaced.has(id));
  return (
    <main id="main" className="alone stack">
      <h1>{s.title}</h1>
      <nav className="tabs" aria-label={s.title}>
        <Link href="/staff/privacy">{s.back}</Link>
        {(Object.keys(s.kinds) as Kind[]).map((one) => (
          <Link key={one} href={`/staff/privacy/records/${one}`} aria-current={one === kind ? 'page' : undefined}>
            {s.kinds[one]}
          </Link>
        ))}
      </nav>
      <p className="soft">{s.leads[kind]}</p>
      <section className="card">
        <Unfold key={kind} title={s.add[kind]}>
          <p className="soft">{s.noPersons}</p>
          <Enter kind={kind} supersedes={null} start={{}} />
        </Unfold>
      </section>
      {error && (
        <p className="notice alarm" role="alert">
          {messageOf(error)}
        </p>
      )}
      {!data && !error && <p role="status">{w.loading}</p>}
      {standing?.length === 0 && <p className="soft">{s.none}</p>}
      {standing?.map((record) => (
        <One key={record.id} record={record} />
      ))}
    </main>
  );
}

interface EnterProps {
  readonly kind: Kind;
  readonly supersedes: string | null;
  readonly start: Values;
}

function Enter({ kind, supersedes, start }: EnterProps) {
  const queries = useQueryClient();
  return (
    <AskForm
      name={`${kind}-${supersedes ?? 'new'}`}
      button={s.save}
      start={start}
      fields={fieldsOf[kind]}
      send={async (values) => {
        await post<'addPrivacyRecord'>('/api/v1/privacy/records', { kind, supersedes, body: bodyOf(kind, values) }, newKey());
        await queries.invalidateQueries({ queryKey: ['privacy-records'] });
        return s.saved;
      }}
    />
  );
}

/** A value of a record in words. */
function said(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value === 'boolean') return value ? w.yes : w.no;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (instants.has(name)) return when(value);
  const words = { basis: s.basis, cause: s.cause, conclusion: s.conclusion, what: s.what }[name];
  return words ? wordOf(words, value) : value;
}

function One({ record }: { readonly record: PrivacyRecord }) {
  const { kind, body, at, supersedes } = record;
  const fields = fieldsOf[kind];
  const [first] = fields;
  const title =
    kind === 'breach'
      ? `${said('what', body['what'])} · ${said('discoveredAt', body['discoveredAt'])}`
      : said('', body[first?.name ?? '']);
  return (
    <section className="card stack">
      <h2 lang="zh-CN">{title}</h2>
      <p className="soft small">
        {Date.parse(at) < SHIPPED_BEFORE ? s.shipped : when(at)} {supersedes && `· ${s.superseded}`}
      </p>
      <dl className="facts">
        {fields.slice(1).map(({ name, label }) => {
          const value = said(name, body[name]);
          return value === '' ? null : (
            <div key={name}>
              <dt>{label}</dt>
              <dd lang="zh-CN">{value}</dd>
            </div>
          );
        })}
      </dl>
      {kind === 'breach' && (
        <Unfold title={s.people}>
          <People id={record.id} />
        </Unfold>
      )}
      <Unfold title={s.again}>
        <Enter kind={kind} supersedes={record.id} start={typedOf(record)} />
      </Unfold>
    </section>
  );
}

function People({ id }: { readonly id: string }) {
  const path = `/api/v1/privacy/breaches/${id}/people`;
  const [changed, setChanged] = useState<Reply<'listBreachPeople'> | null>(null);
  const { data, error } = useQuery({ queryKey: ['breach', id], queryFn: () => get<'listBreachPeople'>(path) });
  const shown = changed ?? data;
  return (
    <div className="stack">
      {error && (
        <p className="notice alarm" role="alert">
          {messageOf(error)}
        </p>
      )}
      {shown && <p>{s.listed(shown.people.length, shown.people.filter(({ notifiedAt }) => notifiedAt !== null).length)}</p>}
      <AskForm
        name={`people-${id}`}
        button={s.addPeople}
        fields={[
          { name: 'people', label: s.peopleIds, hint: s.perLine, kind: 'long' },
          { name: 'told', label: s.how, hint: s.howHint, optional: true, options: choices(s.told) },
        ]}
        send={async ({ people, told }) => {
          const body = { people: [...listOf(people)], ...(told && { told: told as 'notice' }) };
          setChanged(await post<'noteBreachPeople'>(path, body, newKey()));
          return s.listedNow;
        }}
      />
    </div>
  );
}
