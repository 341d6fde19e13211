// 规则数值: each number that a document can set, what holds now and since when, and a form to set it.
import { useState } from 'react';
import { inWords } from '../../shared/boot.ts';
import type { Reply } from '../../shared/api/client.ts';
import { inLanguage } from '../../shared/words.ts';
import { AskForm, type AskedField, Unfold } from './form.tsx';
import { sendRule } from './rule-row.ts';
import { lengthOf, r } from './rule-words.ts';
import { UnitPicker } from './unit-picker.tsx';

const s = inLanguage(
  {
    title: '规则数值',
    lead: '次数、比例和时长。没有发文改的用系统默认；下级定的优先。改了以后只管新来的单和新起的时限。',
    standing: (value: string) => `默认 ${value}`,
    holds: (value: string) => `现行 ${value}`,
    rest: (n: number) => `用默认值的 ${n} 项`,
    change: '发文改这一项',
    value: '改为',
    bounds: (least: number, most: number) => `${least} 到 ${most} 之间。`,
    time: '时间单位',
    unit: '哪里用',
    document: '依据的文件',
    documentHint: '文件名或文号。',
    from: '从哪天起',
    to: '到哪天止',
    toHint: '那一天不再适用。不填就一直用到另有规定。',
    set: '定下',
    done: '已经定下，到那一天起用。',
    source: (source: string) => `依据：${source}`,
  },
  {
    title: 'Numbers of the rules',
    lead: 'Counts, shares and lengths of time. The default holds where no document says otherwise; the nearer unit comes first. A change touches new orders and new clocks only.',
    standing: (value) => `Default ${value}`,
    holds: (value) => `Now ${value}`,
    rest: (n) => `${n} that stand as by default`,
    change: 'Set it by a document',
    value: 'To',
    bounds: (least, most) => `Between ${least} and ${most}.`,
    time: 'Unit of time',
    unit: 'Where',
    document: 'The paper that decided it',
    documentHint: 'Its title or number.',
    from: 'From which day',
    to: 'Until which day',
    toHint: 'It does not hold any more on that day. Until another decision when left empty.',
    set: 'Set it',
    done: 'It was set and holds from that day on.',
    source: (source) => `Source: ${source}`,
  },
);

type Rules = Reply<'listRules'>;
type Policy = Rules['policies'][number];

/** `5 wd` in words; a number as it is, a share with its sign. */
export const sayNumber = (name: string, value: unknown): string => {
  const length = typeof value === 'string' ? lengthOf(value) : null;
  if (length) return r.lengths[length.unit](length.n);
  return `${String(value)}${isShare(name) ? '%' : ''}`;
};

const isShare = (name: string): boolean => /^(remind|sample)\//.test(name) || name === 'grave';

interface Props extends Pick<Rules, 'rules' | 'policies'> {
  readonly again: () => Promise<unknown>;
}

/** What a document set is shown at once, the rest on asking. */
export function Policies({ rules, policies, again }: Props) {
  const set = new Set(rules.flatMap(({ kind, key, standing }) => (kind === 'policy' && standing === 'now' ? key : [])));
  const own = policies.filter(({ name }) => set.has(name));
  const [said, setSaid] = useState('');
  // What was set moves to the others that are: its form goes, so what was done is said here.
  const done = async () => {
    await again();
    setSaid(s.done);
  };
  return (
    <section className="card stack">
      <h2>{s.title}</h2>
      <p className="soft">{s.lead}</p>
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      {own.length > 0 && <List policies={own} rules={rules} again={done} />}
      <Unfold title={s.rest(policies.length - own.length)}>
        <List policies={policies.filter((policy) => !own.includes(policy))} rules={rules} again={done} />
      </Unfold>
    </section>
  );
}

const List = ({ rules, policies, again }: Props) => (
  <ul className="rows">
    {policies.map((policy) => (
      <li key={policy.name}>
        <p>
          <strong>{inWords(policy)}</strong>
        </p>
        <p>
          {s.standing(sayNumber(policy.name, policy.standing))}
          {rules
            .filter(({ kind, key, standing }) => kind === 'policy' && key === policy.name && standing === 'now')
            .map(({ id, value, unit }) => (
              <span key={id}>
                {' · '}
                <strong>{s.holds(sayNumber(policy.name, value))}</strong> <span lang="zh-CN">{unit?.name}</span>
              </span>
            ))}
        </p>
        <p className="soft small">{s.source(inWords(policy.source))}</p>
        <Unfold title={s.change}>
          <Change policy={policy} again={again} />
        </Unfold>
      </li>
    ))}
  </ul>
);

function Change({ policy, again }: { readonly policy: Policy; readonly again: () => Promise<unknown> }) {
  const length = typeof policy.standing === 'string' ? lengthOf(policy.standing) : null;
  const { minimum, maximum } = policy.shape as { readonly minimum?: number; readonly maximum?: number };
  const bounds = minimum !== undefined && maximum !== undefined ? { hint: s.bounds(minimum, maximum) } : {};
  const time: AskedField = {
    name: 'time',
    label: s.time,
    options: Object.entries(r.units).map(([value, label]) => ({ value, label })),
  };
  return (
    <AskForm
      name={`set-${policy.name.replaceAll('/', '-')}`}
      button={s.set}
      start={length ? { time: length.unit } : {}}
      fields={[
        { name: 'value', label: s.value, kind: 'number', ...bounds },
        ...(length ? [time] : []),
        { name: 'unit', label: s.unit, instead: (of) => <UnitPicker {...of} /> },
        { name: 'document', label: s.document, hint: s.documentHint, maxLength: 200 },
        { name: 'from', label: s.from, kind: 'date' },
        { name: 'to', label: s.to, hint: s.toHint, kind: 'date', optional: true },
      ]}
      send={async ({ value = '', time: per = '', unit = '', document = '', from = '', to = '' }) => {
        const given = length ? `${value} ${per}` : Number(value);
        await sendRule({ kind: 'policy', key: policy.name, unit, value: given, document, from, to });
        await again();
        return s.done;
      }}
    />
  );
}
