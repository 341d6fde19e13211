// 指标对比: a unit's month in rates, its parts beside each other by code (no ranking), the report to take along.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get, messageOf, type Reply } from '../shared/api/client.ts';
import { boot, inWords, named, now } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { SelectField } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { inBrackets } from './holder-name.ts';
import { Pulse } from './pulse.tsx';
import { Tail } from './tail.tsx';

const s = inLanguage(
  {
    title: '指标对比',
    month: '哪个月',
    unit: '哪里',
    own: '本级',
    sofar: (month: string) => `${month}（还没过完）`,
    counted: (n: number, placed: number) => `到期应办 ${n} 件，新点 ${placed} 件`,
    countedSoFar: (n: number, placed: number) => `截至今天：到期或已办结 ${n} 件，新点 ${placed} 件`,
    frozen: (at: string) => `${at} 定稿`,
    running: '还在变动，月底后定稿',
    notDue:
      '还没到期、也没办结的，不算按时，也不算超期，先不计入；其中接单、响应已误时限的，或退过单、并过单的，也要等到期或办结才计入接单及时率、响应率、退单率、重复诉求率。误了一步还没补办的，现在就在“将到期”里。',
    corrected: (reason: string) => `更正过：${reason}`,
    between: '、',
    touched: '定稿后有决定涉及这个月，定稿没有改动。按现在的情况：',
    touchedNow: (name: string, reported: number, now: number) => `${name} ${now} 件（定稿 ${reported} 件）`,
    touchedNames: { v: '到期应办', shelved: '挂账', falseCompletions: '虚假办结' },
    rates: '各项指标',
    noScore: '暂无',
    nothing: '“—”是还没有可算的。',
    how: '各项怎么算的',
    score: '综合得分',
    few: '件数或评价太少，仅供参考，不作比较',
    parts: '所辖各单位',
    partsLead: '按编码排列，不排名次。得分已经与整体折中，免得件数少的忽高忽低。',
    orders: (n: number) => `${n} 件`,
    both: '双考核：吹哨与报到',
    bothLead: (document: string) =>
      `按${document}：街道吹哨的事项，吹哨的街道和报到的部门按同一批事项一并评分。按编码排列，不排名次。`,
    noneCalled: '本月没有吹哨的事项。',
    caller: '吹哨',
    called: '报到',
    pdf: '下载月度报告（PDF）',
    csv: '下载表格（CSV）',
    review: '述职评议材料（CSV）',
    days: '近 14 天',
    minutes: (n: number) => `${n} 分钟`,
    hours: (n: number) => `${n} 小时`,
    perThousand: (n: number) => `${n.toFixed(1)} 件`,
  },
  {
    title: 'Figures',
    month: 'Month',
    unit: 'Where',
    own: 'own unit',
    sofar: (month) => `${month} (not over yet)`,
    counted: (n, placed) => `${n} due, ${placed} placed`,
    countedSoFar: (n, placed) => `up to today: ${n} due or done, ${placed} placed`,
    frozen: (at) => `settled ${at}`,
    running: 'still changing; settled after the month',
    notDue:
      'What is not due yet and not done is neither in time nor overdue: it is not counted yet. If it was accepted or contacted late, returned or merged with others, the rates of these count that, too, only once it is due or done. What has missed a step and still owes it stands in “At risk” now.',
    corrected: (reason) => `corrected: ${reason}`,
    between: ', ',
    touched: 'Decisions since then touch this month, and what was settled did not change. As things stand: ',
    touchedNow: (name, reported, now) => `${name} ${now} (settled ${reported})`,
    touchedNames: { v: 'due', shelved: 'shelved', falseCompletions: 'false completions' },
    rates: 'Figures',
    noScore: 'none yet',
    nothing: '“—”: nothing to count yet.',
    how: 'How each is counted',
    score: 'Score',
    few: 'Too few orders or answers: for information, not for comparison',
    parts: 'The units below',
    partsLead: 'By code, not by rank. Scores are mixed with the whole’s, so that small units do not jump.',
    orders: (n) => (n === 1 ? '1 order' : `${n} orders`),
    both: 'Streets that whistled, departments that were called',
    bothLead: (document) =>
      `By ${document}: of what a street whistles for, the street and the departments are scored by the same orders. By code, not by rank.`,
    noneCalled: 'Nothing was whistled for in this month.',
    caller: 'whistled',
    called: 'called',
    pdf: 'The month’s report (PDF)',
    csv: 'The table (CSV)',
    review: 'Year for the review (CSV)',
    days: 'The last 14 days',
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    perThousand: (n) => n.toFixed(1),
  },
);

const MONTHS = 12;
const BEIJING_MS = 8 * 3_600_000;

/** The month that runs and those before it, as `2026-11`. */
function months(): readonly string[] {
  const today = new Date(now() + BEIJING_MS);
  return Array.from({ length: MONTHS }, (_, n) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - n, 1)).toISOString().slice(0, 7),
  );
}

const monthWord = (month: string): string =>
  new Intl.DateTimeFormat(boot.language === 'en' ? 'en-GB' : 'zh-CN', { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );

const inMinutes = new Set(['meanLate', 'medianMinutes', 'p90Minutes']);
type Figure = Reply<'readFigures'>['figures'][number];

/** Minutes are shown as hours where they are many: the name says neither. */
const untimed = ({ zh, en }: { readonly zh: string; readonly en: string }) => ({
  zh: zh.replace('（分钟）', '').replace('工作分钟', '工作时间'),
  en: en.replace(' (minutes)', '').replace('working minutes', 'working time'),
});

function sayFigure({ metric, value }: Pick<Figure, 'metric' | 'value'>): string {
  if (value === null) return '—';
  if (inMinutes.has(metric)) return sayMinutes(Math.round(value));
  return metric === 'perThousand' ? s.perThousand(value) : `${(value * 100).toFixed(1)}%`;
}

/** `45 分钟`, `2 小时`, `5 小时 15 分钟`. */
function sayMinutes(all: number): string {
  const [hours, rest] = [Math.floor(all / 60), all % 60];
  return [hours > 0 && s.hours(hours), (rest > 0 || hours === 0) && s.minutes(rest)].filter(Boolean).join(' ');
}

const isShare = ({ metric, value }: Figure): boolean =>
  value !== null && value <= 1 && !inMinutes.has(metric) && metric !== 'perThousand';

export function FiguresPage() {
  const all = months();
  const [month, setMonth] = useState(all[0] as string);
  const [unit, setUnit] = useState('');
  const asked = `month=${month}${unit ? `&unit=${encodeURIComponent(unit)}` : ''}`;
  const { data, error } = useQuery({
    queryKey: ['figures', asked],
    queryFn: () => get<'readFigures'>(`/api/v1/metrics?${asked}`),
  });
  // Whose parts there are to choose from: one's own unit's.
  const own = useQuery({
    queryKey: ['figures', `month=${month}`],
    queryFn: () => get<'readFigures'>(`/api/v1/metrics?month=${month}`),
  }).data;
  useEffect(() => {
    document.title = `${s.title} · ${w.product}`;
  }, []);
  return (
    <main id="main" className="alone stack">
      <h1>
        {s.title} · <span lang="zh-CN">{data?.unit.name ?? boot.me?.post.unit.name}</span>
      </h1>
      <div className="beside">
        <SelectField
          id="month"
          label={s.month}
          value={month}
          options={all.map((one, n) => ({ value: one, label: n === 0 ? s.sofar(monthWord(one)) : monthWord(one) }))}
          onChange={(chosen) => setMonth(chosen || (all[0] as string))}
        />
        {own && own.parts.length > 0 && (
          <SelectField
            id="unit"
            label={s.unit}
            value={unit === '' ? own.unit.code : unit}
            options={[
              { value: own.unit.code, label: inBrackets(own.unit.name, s.own) },
              ...own.parts.map((part) => ({ value: part.unit.code, label: part.unit.name })),
            ]}
            onChange={(chosen) => setUnit(chosen === own.unit.code ? '' : chosen)}
          />
        )}
      </div>
      {error && (
        <p className="notice alarm" role="alert">
          {messageOf(error)}
        </p>
      )}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data && <Shown data={data} asked={asked} />}
    </main>
  );
}

function Shown({ data, asked }: { readonly data: Reply<'readFigures'>; readonly asked: string }) {
  const { counts, figures, score, parts, bothSides, frozenAt, reason, touched } = data;
  const runs = data.month === months()[0];
  return (
    <>
      <section className="card stack">
        <p>
          {(runs ? s.countedSoFar : s.counted)(counts['v'] ?? 0, counts['placed'] ?? 0)} ·{' '}
          {frozenAt ? s.frozen(when(frozenAt)) : s.running}
          {reason && ` · ${s.corrected(reason)}`}
        </p>
        {runs && <p className="soft small">{s.notDue}</p>}
        {touched.length > 0 && (
          <p className="notice">
            {s.touched}
            {touched.map(({ count, reported, now: is }) => s.touchedNow(s.touchedNames[count], reported, is)).join(s.between)}
          </p>
        )}
        <p className="score">
          <span>{s.score}</span> <strong>{score.value === null ? s.noScore : score.value.toFixed(1)}</strong>{' '}
          {!score.enough && <span className="soft">{s.few}</span>}
        </p>
        <div className="buttons">
          <a className="button" href={`/api/v1/metrics/report.pdf?${asked}`} target="_blank" rel="noopener">
            {s.pdf}
          </a>
          <a className="button" href={`/api/v1/metrics/report.csv?${asked}`}>
            {s.csv}
          </a>
          <a className="button" href={`/api/v1/metrics/review.csv?year=${data.month.slice(0, 4)}&unit=${data.unit.code}`}>
            {s.review}
          </a>
        </div>
      </section>
      <section className="card">
        <h2>{s.rates}</h2>
        <ul>
          {figures.map((figure) => (
            <li key={figure.metric} className="figure">
              <span>{named(untimed(figure.name))}</span>
              {isShare(figure) ? <meter aria-label={inWords(figure.name)} min={0} max={1} value={figure.value ?? 0} /> : <span />}
              <strong className={figure.value === null ? 'soft' : undefined}>{sayFigure(figure)}</strong>
            </li>
          ))}
        </ul>
        {figures.some(({ value }) => value === null) && <p className="soft small">{s.nothing}</p>}
        <details>
          <summary>{s.how}</summary>
          <ul className="points">
            {figures.map(({ metric, name, formula, population }) => (
              <li key={metric}>
                {inWords(untimed(name))}
                {w.colon}
                <span lang="zh-CN">{formula}</span>（{inWords(population)}）
              </li>
            ))}
          </ul>
        </details>
      </section>
      {parts.length > 0 && (
        <section className="card">
          <h2>{s.parts}</h2>
          <p className="soft">{s.partsLead}</p>
          <ul>
            {parts.map(({ unit, orders, score: own, enough }) => (
              <li key={unit.id} className={enough ? 'figure' : 'figure few'}>
                <span>
                  <span lang="zh-CN">{unit.name}</span> <span className="soft small">{s.orders(orders)}</span>
                </span>
                <meter aria-label={unit.name} min={0} max={100} value={own ?? 0} />
                <strong>{own === null ? '—' : own.toFixed(1)}</strong>
              </li>
            ))}
          </ul>
          {parts.some(({ enough }) => !enough) && <p className="soft small">{s.few}</p>}
        </section>
      )}
      {bothSides && (
        <section className="card">
          <h2>{s.both}</h2>
          <p className="soft">{s.bothLead(bothSides.document)}</p>
          {bothSides.units.length === 0 && <p>{s.noneCalled}</p>}
          <ul>
            {bothSides.units.map(({ unit, side, orders, score: own, enough }) => (
              <li key={unit.id} className={enough ? 'figure' : 'figure few'}>
                <span>
                  <span lang="zh-CN">{unit.name}</span>{' '}
                  <span className="soft small">
                    {s[side]} · {s.orders(orders)}
                  </span>
                </span>
                <meter aria-label={unit.name} min={0} max={100} value={own ?? 0} />
                <strong>{own === null ? '—' : own.toFixed(1)}</strong>
              </li>
            ))}
          </ul>
          {bothSides.units.some(({ enough }) => !enough) && <p className="soft small">{s.few}</p>}
        </section>
      )}
      <Tail unit={data.unit.code} month={data.month} />
      <section className="card">
        <h2>{s.days}</h2>
        <Pulse unit={data.unit.code} />
      </section>
    </>
  );
}
