// `six-order calendar`: brings the yearly notice on holidays in, and shows a year as deadlines count it.
import { readFile } from 'node:fs/promises';
import { createCalendars, defaultSpans, isWorkday, type CalendarSources } from '@six-order/community/calendar/calendar';
import { putNotices } from '@six-order/community/calendar/calendar-store';
import { dayNamed, isWeekend, sayDay } from '@six-order/community/calendar/day';
import { readNotices, type NoticeProblem } from '@six-order/community/calendar/notice';
import { openDeadlines } from '@six-order/community/deadlines/deadlines';
import { openTables, type Db } from '@six-order/community/tables';
import { countiesOf } from '@six-order/community/units/unit-store';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { migrateAll, pendingMigrations } from '../migrations.ts';
import { columns, report, say } from '../screen.ts';

interface CalendarImport {
  readonly file: string;
  /** Its code; without it the notice is for every county here. */
  readonly county?: string | undefined;
  readonly json: boolean;
}

/** 0 when the notice is in, 1 when it was refused and nothing was written. The file is read before anything is opened. */
export async function importCalendar({ file, county, json }: CalendarImport): Promise<0 | 1> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new CommandFailure(`There is no file ${file}.`) : error;
  });
  const read = readNotices(text);
  if (read.kind === 'refused') return refuse(read.problems, json);
  return withCounties(county, async (db, counties) => {
    const problems = await putNotices(db, counties, read.notices, Date.now());
    if (problems.length > 0) return refuse(problems, json);
    const years = read.notices.map(({ year }) => year);
    report(json, { imported: true, counties, years }, () =>
      [
        `Imported: the notice of ${years.join(', ')}, for ${counties.join(', ')}.`,
        'Processes at work read it within seconds.',
      ].join('\n'),
    );
    return 0;
  });
}

function refuse(problems: readonly NoticeProblem[], json: boolean): 1 {
  report(json, { imported: false, problems }, () =>
    ['Refused; nothing was written.', columns(problems.map(({ line, message }) => [`line ${line}`, message]))].join('\n'),
  );
  return 1;
}

interface CalendarShow {
  readonly year: string;
  readonly county?: string | undefined;
  /** Where in the unit tree (ltree); '' is the whole county. */
  readonly path: string;
  readonly json: boolean;
}

export async function showCalendar({ year, county, path, json }: CalendarShow): Promise<0 | 2> {
  if (!/^20\d\d$/.test(year)) {
    say('Name a year, such as 2026.');
    return 2;
  }
  return withCounties(county, async (db, counties) => {
    if (counties.length > 1) {
      say(`There are several counties here: name one of ${counties.join(', ')} with --county.`);
      return 2;
    }
    const [tenant = ''] = counties;
    const deadlines = await openDeadlines({ db, tenant });
    const shown = yearOf(deadlines.sourcesOf(tenant), Number(year), path);
    report(json, { county: tenant, ...shown }, () => text(shown));
    return 0;
  });
}

function yearOf(sources: CalendarSources, year: number, path: string) {
  const calendar = createCalendars(sources)(path);
  const [first, last] = [dayNamed(`${year}-01-01`), dayNamed(`${year}-12-31`)];
  const days = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const off: { zh: string; en: string; from: string; to: string; last: number }[] = [];
  for (const day of days) {
    const name = calendar.named.get(day);
    if (name?.kind !== 'holiday') continue;
    const before = off.at(-1);
    if (before && before.zh === name.zh && before.last === day - 1) Object.assign(before, { to: sayDay(day), last: day });
    else off.push({ zh: name.zh, en: name.en, from: sayDay(day), to: sayDay(day), last: day });
  }
  const notice = sources.notices.find((one) => one.year === year);
  return {
    year,
    document: notice?.document ?? null,
    coverageUntil: sayDay(calendar.coverageUntil),
    workingDays: days.filter((day) => isWorkday(calendar, day)).length,
    holidays: off.map(({ last: _, ...range }) => range),
    workedWeekendDays: days.filter((day) => isWeekend(day) && isWorkday(calendar, day)).map(sayDay),
    officeHours: [...new Set(days.map((day) => calendar.spansOn(day)))].map((spans) => spans.map(sayHours).join(', ')),
    ownHours: days.some((day) => calendar.spansOn(day) !== defaultSpans),
  };
}

const sayHours = ([from, to]: readonly [number, number]): string => `${sayTime(from)}–${sayTime(to)}`;
const sayTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const text = (shown: ReturnType<typeof yearOf>): string =>
  [
    `${shown.year}: ${shown.workingDays} working days`,
    columns([
      [
        'notice',
        shown.document ?? `none yet: counted from Monday to Friday, for the time being (data until ${shown.coverageUntil})`,
      ],
      ['office hours', shown.officeHours.join('; ')],
      ...shown.holidays.map(({ zh, from, to }): [string, string] => [from === to ? from : `${from} – ${to}`, zh]),
      ...shown.workedWeekendDays.map((day): [string, string] => [day, '调休上班']),
    ]),
  ].join('\n');

/** The named county, or all that have units here. */
async function withCounties<T>(
  county: string | undefined,
  work: (db: Db, counties: readonly string[]) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfiguration(process.env), say);
  const pool = openPool(database.url, 'app', { max: 2 });
  try {
    if (database.embedded) await migrateAll(database.url);
    else if ((await pendingMigrations(pool)).length > 0) {
      throw new CommandFailure('The database is behind this release: run `six-order migrate`, then try again.');
    }
    const db = openTables(pool);
    const here = await countiesOf(db);
    if (county !== undefined && !here.includes(county))
      throw new CommandFailure(`There is no county ${county} here. Counties: ${here.join(', ') || 'none'}.`);
    if (here.length === 0) throw new CommandFailure('There is no county here yet: import its units first.');
    return await work(db, county === undefined ? here : [county]);
  } finally {
    await pool.end();
    await database.close();
  }
}
