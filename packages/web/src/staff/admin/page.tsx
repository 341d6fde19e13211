// 系统管理: units, people and posts, the catalogue, rules, the calendar, webhooks, notices, one page each; the queues have a board of their own.
import { useEffect } from 'react';
import { Link } from 'wouter';
import { inLanguage, w } from '../../shared/words.ts';
import { CalendarPage } from './calendar.tsx';
import { CataloguePage } from './catalogue.tsx';
import { Coverage } from './coverage.tsx';
import { Posts } from './posts.tsx';
import { RulesPage } from './rules.tsx';
import { Undelivered } from './undelivered.tsx';
import { Units } from './units.tsx';
import { Webhooks } from './webhooks.tsx';

const s = inLanguage(
  {
    title: '系统管理',
    parts: {
      coverage: '组织覆盖',
      units: '组织单元',
      posts: '人员和岗位',
      catalogue: '事项目录',
      rules: '规定',
      calendar: '工作日历',
      webhooks: '事件推送',
      notices: '通知发送',
    },
    queues: '队列状况',
  },
  {
    title: 'Administration',
    parts: {
      coverage: 'Coverage',
      units: 'Units',
      posts: 'People and posts',
      catalogue: 'Catalogue',
      rules: 'Rules',
      calendar: 'Calendar',
      webhooks: 'Webhooks',
      notices: 'Notices',
    },
    queues: 'Queues',
  },
);

const parts = {
  coverage: Coverage,
  units: Units,
  posts: Posts,
  catalogue: CataloguePage,
  rules: RulesPage,
  calendar: CalendarPage,
  webhooks: Webhooks,
  notices: Undelivered,
} as const;
type Part = keyof typeof parts;

export function Admin({ part }: { readonly part: string | undefined }) {
  const at: Part = part !== undefined && Object.hasOwn(parts, part) ? (part as Part) : 'coverage';
  const Shown = parts[at];
  useEffect(() => {
    document.title = `${s.parts[at]} · ${s.title} · ${w.product}`;
  }, [at]);
  return (
    <main id="main" className="alone stack">
      <h1>{s.title}</h1>
      <nav className="tabs" aria-label={s.title}>
        {(Object.keys(parts) as Part[]).map((one) => (
          <Link key={one} href={`/staff/admin/${one}`} aria-current={one === at ? 'page' : undefined}>
            {s.parts[one]}
          </Link>
        ))}
        <a href="/admin/queues">{s.queues}</a>
      </nav>
      <Shown />
    </main>
  );
}
