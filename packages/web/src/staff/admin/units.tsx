// 组织单元: one found by name or code, what was changed about it, a new one, a new name, an end.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf, newKey, post, Problem, type Reply } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { inLanguage, w, wordOf } from '../../shared/words.ts';
import { AskForm, Unfold } from './form.tsx';
import { kindOptions, kindWord } from './unit-kinds.ts';
import { UnitPicker } from './unit-picker.tsx';

const s = inLanguage(
  {
    add: '新增单位',
    code: '编码',
    codeHint: '官方统计代码，或在其后接本县自编的号。',
    name: '名称',
    kind: '类型',
    parent: '上级',
    reason: '原因',
    reasonHint: '例如文件名和文号。记入变更记录。',
    put: '新增',
    added: '已经新增。',
    look: '查看和修改',
    which: '哪个单位',
    above: '上级',
    below: '下级',
    party: '党组织',
    changes: '变更记录',
    noChanges: '没有变更。',
    change: { added: '新增', changed: '修改', ended: '停用' } as Readonly<Record<string, string>>,
    rename: '改名',
    newName: '新名称',
    renamed: '已经改名。',
    end: '停用',
    endOn: '哪天停用',
    ended: '已经登记停用。',
  },
  {
    add: 'Add a unit',
    code: 'Code',
    codeHint: 'The official statistical code, or the county’s own number after it.',
    name: 'Name',
    kind: 'Kind',
    parent: 'Above it',
    reason: 'Why',
    reasonHint: 'Such as the paper that decided it. Kept with the change.',
    put: 'Add',
    added: 'It was added.',
    look: 'Look at a unit, change it',
    which: 'Which unit',
    above: 'Above',
    below: 'Below',
    party: 'Party organisation',
    changes: 'Changes',
    noChanges: 'Nothing was changed.',
    change: { added: 'added', changed: 'changed', ended: 'ended' },
    rename: 'Rename',
    newName: 'New name',
    renamed: 'It was renamed.',
    end: 'End',
    endOn: 'From which day it no longer stands',
    ended: 'Its end was entered.',
  },
);

interface Change {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string;
  readonly to?: string;
  readonly marks?: Reply<'getUnit'>['unit']['marks'];
}

/** One row of the table of units; a row that is refused is told as the server told it. */
async function change(unit: Change, reason: string): Promise<void> {
  const { rows } = await post<'changeUnits'>('/api/v1/units', { reason, units: [unit] }, newKey());
  const problems = rows.flatMap((row) => row.problems);
  if (problems.length > 0) throw new Problem(422, problems.join(' '), []);
}

const reason = { name: 'reason', label: s.reason, hint: s.reasonHint, maxLength: 400 } as const;

export function Units() {
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const again = () => Promise.all(['units', 'unit', 'coverage'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  return (
    <>
      <section className="card">
        <Unfold title={s.add}>
          <AskForm
            name="unit"
            button={s.put}
            fields={[
              { name: 'code', label: s.code, hint: s.codeHint, maxLength: 40 },
              { name: 'name', label: s.name, maxLength: 100 },
              { name: 'kind', label: s.kind, options: kindOptions() },
              { name: 'parent', label: s.parent, instead: (of) => <UnitPicker {...of} /> },
              reason,
            ]}
            send={async ({ code: own = '', name = '', kind = '', parent = '', reason: why = '' }) => {
              await change({ code: own, name, kind, parent }, why);
              await again();
              return s.added;
            }}
          />
        </Unfold>
      </section>
      <section className="card stack">
        <h2>{s.look}</h2>
        <UnitPicker id="look" label={s.which} value={code} error={undefined} set={setCode} />
        {code !== '' && <One key={code} code={code} again={again} />}
      </section>
    </>
  );
}

function One({ code, again }: { readonly code: string; readonly again: () => Promise<unknown> }) {
  const { data, error } = useQuery({
    queryKey: ['unit', code],
    queryFn: () => get<'getUnit'>(`/api/v1/units/${encodeURIComponent(code)}`),
  });
  const changes = useQuery({
    queryKey: ['unit', code, 'changes'],
    queryFn: () => get<'listUnitChanges'>(`/api/v1/units/${encodeURIComponent(code)}/changes`).then((reply) => reply.changes),
  }).data;
  if (error)
    return (
      <p className="notice alarm" role="alert">
        {messageOf(error)}
      </p>
    );
  if (!data) return <p role="status">{w.loading}</p>;
  const { unit, above, below, party } = data;
  const parent = above.at(-1)?.code ?? '';
  const facts: readonly (readonly [string, string])[] = [
    [s.kind, kindWord(unit.kind)],
    [s.code, unit.code],
    [s.above, above.map(({ name }) => name).join(' › ')],
    [
      s.below,
      Object.entries(below)
        .map(([kind, n]) => `${kindWord(kind)} ${n}`)
        .join(' · '),
    ],
    [s.party, party?.name ?? ''],
  ];
  return (
    <div className="stack">
      <h3 lang="zh-CN">{unit.name}</h3>
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd lang="zh-CN">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <Unfold title={s.rename}>
        <AskForm
          name="rename"
          button={s.rename}
          fields={[{ name: 'name', label: s.newName, maxLength: 100 }, reason]}
          send={async ({ name = '', reason: why = '' }) => {
            await change({ code, name, kind: unit.kind, parent, marks: unit.marks }, why);
            await again();
            return s.renamed;
          }}
        />
      </Unfold>
      <Unfold title={s.end}>
        <AskForm
          name="end-unit"
          button={s.end}
          fields={[{ name: 'to', label: s.endOn, kind: 'date' }, reason]}
          send={async ({ to = '', reason: why = '' }) => {
            await change({ code, name: unit.name, kind: unit.kind, parent, to, marks: unit.marks }, why);
            await again();
            return s.ended;
          }}
        />
      </Unfold>
      <h3>{s.changes}</h3>
      {changes?.length === 0 && <p className="soft">{s.noChanges}</p>}
      <ul className="points">
        {changes?.map((one) => (
          <li key={one.id}>
            {when(one.at)} · {wordOf(s.change, one.change)} · <span lang="zh-CN">{one.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
