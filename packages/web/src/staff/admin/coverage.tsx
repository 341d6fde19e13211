// 组织覆盖: what the unit tree lacks, who works and watches at once, and posts that end soon.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, messageOf } from '../../shared/api/client.ts';
import { when } from '../../shared/time.ts';
import { inLanguage, w, wordOf } from '../../shared/words.ts';
import { nameAbove, useUnits } from './unit-picker.tsx';

const s = inLanguage(
  {
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
  },
  {
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
  },
);

const FEW = 10;

export function Coverage() {
  const { data, error } = useQuery({ queryKey: ['coverage'], queryFn: () => get<'getCoverage'>('/api/v1/coverage') });
  const units = useUnits();
  const [all, setAll] = useState(false);
  if (error)
    return (
      <p className="notice alarm" role="alert">
        {messageOf(error)}
      </p>
    );
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
              <span lang="zh-CN">{[nameAbove(units, unit.code), unit.name].filter(Boolean).join(' · ')}</span>{' '}
              <span className="soft">{unit.code}</span> · {wordOf(s.gap, kind)}
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
