// `six-order calendar`: brings the yearly notice on holidays in, counts open orders anew by it, shows a year as deadlines count it.
import { setTimeout } from 'node:timers/promises';
import { authorizeWith } from '@six-order/community/authority/authority';
import { createCalendars, defaultSpans, isWorkday, type CalendarSources } from '@six-order/community/calendar/calendar';
import { putNotices, READ_BY_ALL_MS } from '@six-order/community/calendar/calendar-store';
import { dayNamed, isWeekend, sayDay } from '@six-order/community/calendar/day';
import { readNotices, type NoticeProblem } from '@six-order/community/calendar/notice';
import { openDeadlines } from '@six-order/community/deadlines/deadlines';
import { openClock } from '@six-order/community/demo/clock';
import { openDirectory } from '@six-order/community/directory';
import { createFacts } from '@six-order/community/facts';
import { enginesAtWork } from '@six-order/community/imports/import-store';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { openTables, type Db } from '@six-order/community/tables';
import { countiesOf } from '@six-order/community/units/unit-store';
import { createEngine, type Keyring, openPool } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import { type Recounted, recountOrders } from '@six-order/workflows/recount-orders';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { openKeys } from '../keys.ts';
import { migrateAll, pendingMigrations } from '../migrations.ts';
import { newId } from '../new-id.ts';
import { refuseBeforeMigrating } from '../other-keys.ts';
import { columns, report, say } from '../screen.ts';
import { readTextFile } from '../text-file.ts';

interface CalendarImport {
  readonly file: string;
  /** Its code; without it the notice is for every county here. */
  readonly county?: string | undefined;
  readonly json: boolean;
}

/** 0 when the notice is in, 1 when it was refused and nothing was written. The file is read before anything is opened. */
export async function importCalendar({ file, county, json }: CalendarImport): Promise<0 | 1> {
  const text = await readTextFile(file);
  const read = readNotices(text);
  if (read.kind === 'refused') return refuse(read.problems, json);
  return withKeys(county, async (at) => {
    const { db, counties } = at;
    const problems = await putNotices(db, counties, read.notices, Date.now());
    if (problems.length > 0) return refuse(problems, json);
    const years = read.notices.map(({ year }) => year);
    // What they still stamp by the old calendar is counted anew, too.
    if ((await enginesAtWork(db)) > 0) {
      say('Waiting for the processes at work to read it …');
      await setTimeout(READ_BY_ALL_MS);
    }
    const recounted = await recount(at);
    report(json, { imported: true, years, counties: recounted }, () =>
      [`Imported: the notice of ${years.join(', ')}.`, sayRecounted(recounted)].join('\n'),
    );
    return 0;
  });
}

/** Counts open orders anew by the calendars as they stand: after an import that was cut short, or days of a county's own. */
export const recountCalendar = ({ county, json }: Pick<CalendarImport, 'county' | 'json'>): Promise<0> =>
  withKeys(county, async (at) => {
    const recounted = await recount(at);
    report(json, { counties: recounted }, () => sayRecounted(recounted));
    return 0 as const;
  });

interface SigningCounties extends Counties {
  readonly keyring: Keyring;
}

/** With the keys that the database was sealed with: what is counted anew is signed by them. */
async function withKeys<T>(county: string | undefined, work: (at: SigningCounties) => Promise<T>): Promise<T> {
  const keys = await openKeys(readConfiguration(process.env));
  return withCounties(
    county,
    (at) => work({ ...at, keyring: keys.keyring }),
    (url) => refuseBeforeMigrating(url, keys, say),
  );
}

async function recount({ db, url, configuration, counties, keyring }: SigningCounties) {
  const clock = await openClock({ db, demo: configuration.demo });
  const engineDb = openPool(url, 'engine', { max: 2 });
  try {
    const deadlines = await openDeadlines({ db });
    const directory = await openDirectory({ db, keyring, now: clock.now });
    const engine = createEngine({
      db: engineDb,
      workflows,
      authorize: authorizeWith(directory.holdsOf),
      facts: createFacts({ directory, numbers: createNumbers(db), deadlinesOf: deadlines.rulesOf }),
      seal: keyring,
      now: clock.now,
      newId,
    });
    const counted: ({ readonly county: string } & Recounted)[] = [];
    try {
      for (const county of counties) {
        const rules = deadlines.rulesOf(county);
        counted.push({ county, ...(await recountOrders({ engine, tenant: county, rules, now: clock.now() })) });
      }
    } finally {
      await engine.close();
    }
    return counted;
  } finally {
    await engineDb.end();
    await clock.close();
  }
}

const sayRecounted = (counties: Awaited<ReturnType<typeof recount>>): string =>
  columns(
    counties.map(({ county, looked, moved, left }) => [
      county,
      `${moved} due dates of ${looked} open orders were counted anew${left > 0 ? `; ${left} orders keep theirs: their version takes no recount` : ''}`,
    ]),
  );

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
  return withCounties(county, async ({ db, counties }) => {
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
        shown.document ??
          `none yet: counted from Monday to Friday without the statutory holidays, for the time being (data until ${shown.coverageUntil})`,
      ],
      ['office hours', shown.officeHours.join('; ')],
      ...shown.holidays.map(({ zh, from, to }): [string, string] => [from === to ? from : `${from} – ${to}`, zh]),
      ...shown.workedWeekendDays.map((day): [string, string] => [day, '调休上班']),
    ]),
  ].join('\n');

interface Counties {
  readonly db: Db;
  readonly url: string;
  readonly configuration: Configuration;
  readonly counties: readonly string[];
}

/** The named county, or all that have units here. `first` may refuse the owner's `url` before anything is changed there. */
async function withCounties<T>(
  county: string | undefined,
  work: (at: Counties) => Promise<T>,
  first?: (url: string) => Promise<void>,
): Promise<T> {
  const configuration = readConfiguration(process.env);
  const database = await openDatabase(configuration, say);
  const pool = openPool(database.url, 'app', { max: 2 });
  try {
    await first?.(database.url);
    if (database.embedded) await migrateAll(database.url);
    else if ((await pendingMigrations(pool)).length > 0) {
      throw new CommandFailure('The database is behind this release: run `npm run six-order -- migrate`, then try again.');
    }
    const db = openTables(pool);
    const here = await countiesOf(db);
    if (county !== undefined && !here.includes(county))
      throw new CommandFailure(`There is no county ${county} here. Counties: ${here.join(', ') || 'none'}.`);
    if (here.length === 0) throw new CommandFailure('There is no county here yet: import its units first.');
    return await work({ db, url: database.url, configuration, counties: county === undefined ? here : [county] });
  } finally {
    await pool.end();
    await database.close();
  }
}
