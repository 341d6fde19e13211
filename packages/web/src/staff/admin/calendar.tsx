// 工作日历: how far the official days reach, the next year's notice, running clocks counted anew.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Link } from 'wouter';
import { get, messageOf, newKey, post, type Reply } from '../../shared/api/client.ts';
import { inWords } from '../../shared/boot.ts';
import { inLanguage, w } from '../../shared/words.ts';
import { Unfold } from './form.tsx';
import { Recount } from './recount.tsx';
import { TableImport } from './table-import.tsx';

const s = inLanguage(
  {
    title: '工作日历',
    until: (day: string, days: number) => `官方放假安排到 ${day}，还有 ${days} 天。`,
    past: (day: string) => `官方放假安排 ${day} 已到期，现在的期限按周一到周五、除去法定节日当天暂定。`,
    due: (year: number) => `请在国务院办公厅发布 ${year} 年放假通知后导入。没有导入以前，跨年的期限是暂定的。`,
    go: '去导入',
    import: '导入年度放假通知',
    hint: '把国务院办公厅的通知原文（连标题）粘贴在下面，先核对，再导入。星期、天数和法定节日会逐项核对，有不对的指出在第几行。也可以用表格，首行为 kind,name_zh,name_en,from,to,days。',
    tried: (years: string) => `核对无误，可以导入：${years} 年。`,
    done: (years: string) => `已导入 ${years} 年的通知。几秒钟后各处都按它计算，然后请重算在办时限。`,
    year: (year: number) => `${year} 年`,
    off: '放假',
    worked: '调休上班',
    to: (from: string, to: string) => `${from} 至 ${to}`,
    and: '、',
  },
  {
    title: 'Working calendar',
    until: (day, days) => `The official days reach to ${day}, ${days} more ${days === 1 ? 'day' : 'days'}.`,
    past: (day) =>
      `The official days ended on ${day}: due dates are counted from Monday to Friday without the statutory holidays, for the time being.`,
    due: (year) =>
      `Import the State Council’s notice of ${year} once it is out. Until then, due dates beyond the year’s end are provisional.`,
    go: 'Import it',
    import: 'Import the yearly notice',
    hint: 'Paste the State Council’s notice in its own words, with its title, check it, then import it. Weekdays, counts of days and what the law says are compared, and what is wrong is named by its line. Or a table with the first line kind,name_zh,name_en,from,to,days.',
    tried: (years) => `Nothing is wrong with it: ${years} can be imported.`,
    done: (years) => `The notice of ${years} is in. In a few seconds everything counts by it; then count running clocks anew.`,
    year: (year) => String(year),
    off: 'Off',
    worked: 'Worked in exchange',
    to: (from, to) => `${from} to ${to}`,
    and: ', ',
  },
);

type Shown = Reply<'readCalendar'>;

const useCalendar = () => useQuery({ queryKey: ['calendar'], queryFn: () => get<'readCalendar'>('/api/v1/calendar') });

const Reach = ({ coverageUntil, daysLeft, noticeDue, nextYear }: Shown) => (
  <div className={noticeDue ? 'notice alarm' : undefined}>
    <p>{daysLeft < 0 ? s.past(coverageUntil) : s.until(coverageUntil, daysLeft)}</p>
    {noticeDue && <p>{s.due(nextYear)}</p>}
  </div>
);

/** At the administrator's desk, from 60 days before the data ends. */
export function CalendarWarning() {
  const { data } = useCalendar();
  if (!data?.noticeDue) return null;
  return (
    <section className="stack" aria-label={s.title}>
      <Reach {...data} />
      <Link className="button" href="/staff/admin/calendar">
        {s.go}
      </Link>
    </section>
  );
}

export function CalendarPage() {
  const queries = useQueryClient();
  const { data, error } = useCalendar();
  if (error)
    return (
      <p className="notice alarm" role="alert">
        {messageOf(error)}
      </p>
    );
  if (!data) return <p role="status">{w.loading}</p>;
  return (
    <>
      <section className="card stack">
        <h2>{s.title}</h2>
        <Reach {...data} />
        {data.years.toReversed().map(({ year, document, holidays, workdays }) => (
          <Unfold
            key={year}
            title={
              <span>
                {s.year(year)} · <span lang="zh-CN">{document}</span>
              </span>
            }
          >
            <h3>{s.off}</h3>
            <ul className="points">
              {holidays.map(({ zh, en, from, to }) => (
                <li key={from}>
                  {inWords({ zh, en })} · <span className="dates">{from === to ? from : s.to(from, to)}</span>
                </li>
              ))}
            </ul>
            <h3>{s.worked}</h3>
            <p>
              {workdays.map((day, n) => (
                <Fragment key={day}>
                  {n > 0 && s.and}
                  <span className="dates">{day}</span>
                </Fragment>
              ))}
            </p>
          </Unfold>
        ))}
      </section>
      <section className="card stack">
        <h2>{s.import}</h2>
        <TableImport
          name="notice"
          hint={s.hint}
          send={async (notice, dryRun) => {
            const { years } = await post<'importCalendar'>('/api/v1/calendar/import', { notice, dryRun }, newKey());
            if (!dryRun) await queries.invalidateQueries({ queryKey: ['calendar'] });
            return (dryRun ? s.tried : s.done)(years.join(s.and));
          }}
        />
      </section>
      <Recount />
    </>
  );
}
