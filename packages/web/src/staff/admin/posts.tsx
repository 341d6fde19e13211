// 人员和岗位: who holds which post until when; giving a post, ending one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, newKey, post, type Reply } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { SelectField, TextField } from '../../shared/ui/field.tsx';
import { inLanguage, w, wordOf } from '../../shared/words.ts';
import { AskForm, Unfold } from './form.tsx';
import { nameAbove, UnitPicker, useUnits } from './unit-picker.tsx';

const s = inLanguage(
  {
    people: '人员和岗位',
    lead: '在岗的工作人员。居民不在这里。',
    find: '找姓名或单位',
    role: '只看这种岗位',
    count: (n: number) => `${n} 人`,
    none: '没有这样的人。',
    more: (n: number) => `再看 ${n} 人`,
    away: (until: string) => `请假到 ${until}`,
    add: '任岗',
    another: '再任一岗',
    name: '新人员的姓名',
    nameHint: '加密保存。已经有岗位的人，请在下面的名单里点“再任一岗”。',
    post: '岗位',
    unit: '单位',
    from: '从哪天起',
    fromHint: '不填就是现在。',
    to: '到哪天止',
    toHint: '那一天不再在岗。不填就没有期限。',
    reason: '原因',
    reasonHint: '例如文件名和文号。记入变更记录。',
    give: '任岗',
    given: '已经任岗。',
    end: '离岗',
    endAt: '从哪天起不在岗',
    ended: '已经登记离岗。',
  },
  {
    people: 'People and posts',
    lead: 'Those who hold an office. Residents are not listed.',
    find: 'Find a name or a unit',
    role: 'Only this role',
    count: (n) => `${n} people`,
    none: 'Nobody like that.',
    more: (n) => `${n} more`,
    away: (until) => `away until ${until}`,
    add: 'Give somebody new a post',
    another: 'Give another post',
    name: 'Name of the new person',
    nameHint: 'Kept sealed. For somebody who has a post already, use the list below.',
    post: 'Role',
    unit: 'Unit',
    from: 'From which day',
    fromHint: 'At once when left empty.',
    to: 'Until which day',
    toHint: 'Not in the post any more on that day. Without an end when left empty.',
    reason: 'Why',
    reasonHint: 'Such as the paper that decided it. Kept with the change.',
    give: 'Give the post',
    given: 'The post was given.',
    end: 'End the post',
    endAt: 'From which day not in the post',
    ended: 'The end of the post was entered.',
  },
);

const FEW = 20;
type Person = Reply<'listPeople'>['people'][number];

/** The beginning of a day in China. */
export const startOf = (day: string): string => `${day}T00:00:00+08:00`;

const officials = (): readonly { readonly value: string; readonly label: string }[] =>
  Object.entries(w.role)
    .filter(([role]) => role !== 'resident' && role !== 'relative')
    .map(([value, label]) => ({ value, label }));

export function Posts() {
  const { data, error } = useQuery({
    queryKey: ['people'],
    queryFn: () => get<'listPeople'>('/api/v1/people').then(({ people }) => people),
  });
  const [find, setFind] = useState('');
  const [role, setRole] = useState('');
  const [shown, show] = useState(FEW);
  const asked = find.trim();
  const fitting = (data ?? []).filter(
    ({ name, posts }) =>
      (role === '' || posts.some((held) => held.role === role)) &&
      (asked === '' ||
        name.includes(asked) ||
        posts.some(({ unit }) => unit.name.includes(asked) || unit.code.startsWith(asked))),
  );
  return (
    <>
      <section className="card">
        <Unfold title={s.add}>
          <Give person={null} />
        </Unfold>
      </section>
      <section className="card stack">
        <h2>{s.people}</h2>
        <p className="soft">{s.lead}</p>
        {error && (
          <p className="notice alarm" role="alert">
            {messageOf(error)}
          </p>
        )}
        <div className="beside">
          <TextField id="find-person" label={s.find} value={find} onInput={setFind} />
          <SelectField id="find-role" label={s.role} value={role} options={officials()} onChange={setRole} />
        </div>
        <p role="status" className="soft">
          {data ? (fitting.length === 0 ? s.none : s.count(fitting.length)) : w.loading}
        </p>
        <ul className="rows">
          {fitting.slice(0, shown).map((person) => (
            <One key={person.id} person={person} />
          ))}
        </ul>
        {shown < fitting.length && (
          <button type="button" className="button" onClick={() => show(shown + FEW)}>
            {s.more(Math.min(FEW, fitting.length - shown))}
          </button>
        )}
      </section>
    </>
  );
}

function One({ person }: { readonly person: Person }) {
  const units = useUnits();
  return (
    <li>
      <p>
        <strong lang="zh-CN">{person.name}</strong> {person.away && <span className="tag">{s.away(when(person.away))}</span>}
      </p>
      {person.posts.map((held) => (
        <Unfold
          key={held.id}
          title={
            <span>
              {wordOf(w.role, held.role)} ·{' '}
              <span lang="zh-CN">{[nameAbove(units, held.unit.code), held.unit.name].filter(Boolean).join(' · ')}</span>
            </span>
          }
        >
          <End post={held.id} />
        </Unfold>
      ))}
      <Unfold title={s.another}>
        <Give person={person.id} />
      </Unfold>
    </li>
  );
}

function Give({ person }: { readonly person: string | null }) {
  const queries = useQueryClient();
  const name = `post-${person ?? 'new'}`;
  return (
    <AskForm
      name={name}
      button={s.give}
      fields={[
        ...(person === null ? [{ name: 'name', label: s.name, hint: s.nameHint, maxLength: 40 }] : []),
        { name: 'role', label: s.post, options: officials() },
        { name: 'unit', label: s.unit, instead: (of) => <UnitPicker {...of} /> },
        { name: 'from', label: s.from, hint: s.fromHint, kind: 'date', optional: true },
        { name: 'to', label: s.to, hint: s.toHint, kind: 'date', optional: true },
        { name: 'reason', label: s.reason, hint: s.reasonHint, maxLength: 400 },
      ]}
      send={async ({ name: called, role = '', unit = '', from, to, reason = '' }) => {
        const whom = person === null ? { name: called } : { person };
        await post<'addPost'>(
          '/api/v1/posts',
          { ...whom, role, unit, reason, ...(from && { from: startOf(from) }), ...(to && { to: startOf(to) }) },
          newKey(),
        );
        await queries.invalidateQueries({ queryKey: ['people'] });
        return s.given;
      }}
    />
  );
}

function End({ post: id }: { readonly post: string }) {
  const queries = useQueryClient();
  return (
    <AskForm
      name={`end-${id}`}
      button={s.end}
      fields={[
        { name: 'at', label: s.endAt, hint: s.fromHint, kind: 'date', optional: true },
        { name: 'reason', label: s.reason, hint: s.reasonHint, maxLength: 400 },
      ]}
      send={async ({ at, reason = '' }) => {
        await post<'endPost'>(`/api/v1/posts/${id}/end`, { reason, ...(at && { at: startOf(at) }) }, newKey());
        await Promise.all([
          queries.invalidateQueries({ queryKey: ['people'] }),
          queries.invalidateQueries({ queryKey: ['coverage'] }),
        ]);
        return s.ended;
      }}
    />
  );
}
