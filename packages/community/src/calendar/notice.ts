// The yearly notice on holidays (国务院办公厅关于部分节假日安排的通知), in its own words or as rows: read strictly, whole or not at all.
//
// Owns: the format of the rows and every check of the days. Not ours: its own words (notice-text.ts), where the days are kept
// (calendar-store.ts), what they mean for a deadline (counting.ts).
// N1: each problem names its line and what would be right.
import { parse } from 'csv-parse/sync';
import { dayNamed, isWeekend, parseDay, sayDay, weekdayOf, type Day } from './day.ts';
import { rowsOfText } from './notice-text.ts';
import { statutoryHolidays, type StatutoryHoliday } from './statutory.ts';

export interface NoticeDay {
  readonly day: Day;
  /** A day off, or a weekend day worked in exchange (调休上班). */
  readonly kind: 'holiday' | 'workday';
  readonly zh: string;
  readonly en: string;
}

export interface Notice {
  readonly year: number;
  /** Of its row in the file that it was read from. */
  readonly line?: number;
  /** Title or number of the document. */
  readonly document: string;
  readonly days: readonly NoticeDay[];
}

export interface NoticeProblem {
  /** Of the file, from 1. */
  readonly line: number;
  readonly message: string;
}

export type ReadNotices =
  | { readonly kind: 'read'; readonly notices: readonly Notice[] }
  | { readonly kind: 'refused'; readonly problems: readonly NoticeProblem[] };

const columns = ['kind', 'name_zh', 'name_en', 'from', 'to', 'days'] as const;

export interface Row {
  readonly line: number;
  readonly kind: 'year' | 'holiday' | 'workday';
  readonly zh: string;
  readonly en: string;
  readonly from: Day;
  readonly to: Day;
}

interface Section {
  readonly head: Row;
  readonly year: number;
  readonly rows: Row[];
}

/**
 * Reads the text of one notice, or a file of one or several years' in order: for each a row `year` with the document and the whole year,
 * then its `holiday` and `workday` rows. Lines that begin with # are comments. With any problem nothing is read.
 */
export function readNotices(text: string): ReadNotices {
  const problems: NoticeProblem[] = [];
  const rows = isTable(text) ? rowsOf(text, problems) : rowsOfText(text, problems);
  if (rows === null)
    problems.push({
      line: 1,
      message: `it is neither a notice in its own words, with the title “国务院办公厅关于2027年部分节假日安排的通知”, nor a table with the first line ${columns.join()}`,
    });
  const sections = sectionsOf(rows ?? [], problems);
  if (sections.length === 0 && problems.length === 0)
    problems.push({
      line: 1,
      message: 'there is no notice: begin with a row such as year,DOCUMENT,TITLE,2027-01-01,2027-12-31,365',
    });
  // What a wrong row lets follow would only hide it.
  if (problems.length === 0) for (const section of sections) checkSection(section, problems);
  if (problems.length === 0) checkOverlaps(sections, problems);
  if (problems.length > 0) return { kind: 'refused', problems: problems.toSorted((a, b) => a.line - b.line) };
  return { kind: 'read', notices: sections.map(noticeOf) };
}

/** What hinders new notices from joining those that are held; a year that is held is replaced. */
export function problemsBeside(held: readonly Notice[], notices: readonly Notice[]): NoticeProblem[] {
  const problems: NoticeProblem[] = [];
  const years = new Set([...held, ...notices].map(({ year }) => year));
  const replaced = new Set(notices.map(({ year }) => year));
  const taken = new Map(
    held.filter(({ year }) => !replaced.has(year)).flatMap(({ year, days }) => days.map(({ day }) => [day, year] as const)),
  );
  for (const { year, line = 1, days } of notices) {
    if (!years.has(year - 1))
      problems.push({ line, message: `the notice of ${year - 1} is missing: import it first, or put it before this one` });
    for (const { day } of days) {
      const other = taken.get(day);
      if (other !== undefined)
        problems.push({ line, message: `${sayDay(day)} stands in the notice of ${other} already: import that year anew too` });
    }
  }
  return problems;
}

/** A table begins with its columns; whatever does not is taken for a notice in its own words. */
function isTable(text: string): boolean {
  const first = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .find((content) => !isComment(content));
  return first !== undefined && cellsOf(first)?.[0] === columns[0];
}

const isComment = (content: string): boolean => content.trim() === '' || content.startsWith('#');

/** Lines of the file by their number, so that a broken one does not hide the others. */
function rowsOf(text: string, problems: NoticeProblem[]): Row[] {
  const rows: Row[] = [];
  let headed = false;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((content, index) => {
      const line = index + 1;
      if (isComment(content)) return;
      const cells = cellsOf(content);
      if (!headed) {
        headed = true;
        if (cells?.join() !== columns.join()) problems.push({ line, message: `the first line must be ${columns.join()}` });
        return;
      }
      const row = cells ? rowOf(cells, line) : 'a quotation mark is not closed or stands inside a word';
      if (typeof row === 'string') problems.push({ line, message: row });
      else rows.push(row);
    });
  return rows;
}

function cellsOf(content: string): readonly string[] | undefined {
  try {
    return (parse(content, { trim: true }) as string[][])[0];
  } catch {
    return undefined;
  }
}

function rowOf(cells: readonly string[], line: number): Row | string {
  if (cells.length !== columns.length) return `it has ${cells.length} cells and should have ${columns.length}: ${columns.join()}`;
  const [kind, zh, en, fromText, toText, count] = cells as [string, string, string, string, string, string];
  if (kind !== 'year' && kind !== 'holiday' && kind !== 'workday') return 'its kind must be year, holiday or workday';
  if (zh === '' || en === '') return 'both names must be given';
  const [from, to] = [parseDay(fromText), parseDay(toText)];
  if (from === undefined || to === undefined) return 'from and to must be dates such as 2027-01-01';
  if (to < from) return `it ends before it begins: ${fromText} to ${toText}`;
  if (count !== String(to - from + 1)) return `${fromText} to ${toText} are ${to - from + 1} days, not ${count}`;
  return { line, kind, zh, en, from, to };
}

function sectionsOf(rows: readonly Row[], problems: NoticeProblem[]): Section[] {
  const sections: Section[] = [];
  for (const row of rows) {
    if (row.kind !== 'year') {
      const section = sections.at(-1);
      if (section) section.rows.push(row);
      else problems.push({ line: row.line, message: 'it stands before the row of its year' });
      continue;
    }
    const year = Number(sayDay(row.from).slice(0, 4));
    const [first, last] = [`${year}-01-01`, `${year}-12-31`];
    if (sayDay(row.from) !== first || sayDay(row.to) !== last)
      problems.push({ line: row.line, message: `a notice covers a whole year: ${first} to ${last}` });
    const before = sections.at(-1);
    if (before && year !== before.year + 1)
      problems.push({ line: row.line, message: `after ${before.year} comes ${before.year + 1}, not ${year}` });
    sections.push({ head: row, year, rows: [] });
  }
  return sections;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const parts = (zh: string): readonly string[] => zh.split('、');

function checkSection({ head, year, rows }: Section, problems: NoticeProblem[]): void {
  const holidays = rows.filter(({ kind }) => kind === 'holiday');
  for (const { line, kind, zh, from, to } of rows) {
    const say = (message: string): void => void problems.push({ line, message });
    // New Year may begin in December before; a holiday of the next year belongs to its notice.
    if (from < dayNamed(`${year - 1}-12-01`) || to > head.to)
      say(`it lies outside the notice of ${year}: ${sayDay(from)} to ${sayDay(to)}`);
    if (kind !== 'workday') continue;
    if (from !== to) say('make-up workdays stand one to a row');
    if (!isWeekend(from))
      say(`${sayDay(from)} is a ${weekdays[weekdayOf(from)]} and worked anyway: a make-up workday is a Saturday or Sunday`);
    if (!holidays.some((holiday) => parts(holiday.zh).includes(zh)))
      say(`it names no holiday of this notice: ${holidays.map((holiday) => holiday.zh).join(' ')}`);
  }
  const statutory = statutoryHolidays(year);
  if (statutory) checkStatutory(statutory, head, rows, problems);
}

/** Every statutory day is off, and a holiday frees as many weekdays, less those worked for it, as the law gives it days. */
function checkStatutory(
  statutory: readonly StatutoryHoliday[],
  head: Row,
  rows: readonly Row[],
  problems: NoticeProblem[],
): void {
  const holidays = rows.filter(({ kind }) => kind === 'holiday');
  for (const { zh, days } of statutory) {
    const row = holidays.find((holiday) => parts(holiday.zh).includes(zh));
    const missing = days.filter((day) => !holidays.some(({ from, to }) => from <= day && day <= to));
    if (!row) problems.push({ line: head.line, message: `${zh} is missing: ${days.map(sayDay).join(', ')} must be off` });
    else if (missing.length > 0)
      problems.push({ line: row.line, message: `${zh} must include ${missing.map(sayDay).join(', ')}` });
  }
  for (const [zh, stretches] of Map.groupBy(holidays, (holiday) => holiday.zh)) {
    const { line } = stretches[0] as Row;
    const names = parts(zh);
    const due = statutory.filter((holiday) => names.includes(holiday.zh)).reduce((sum, { days }) => sum + days.length, 0);
    if (due === 0) {
      problems.push({
        line,
        message: `${zh} is no statutory holiday: name it ${statutory.map((holiday) => holiday.zh).join(', ')}`,
      });
      continue;
    }
    const off = stretches.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, n) => from + n));
    const freed = off.filter((day) => !isWeekend(day)).length;
    const worked = rows.filter((row) => row.kind === 'workday' && names.includes(row.zh)).length;
    if (freed - worked !== due)
      problems.push({
        line,
        message: `${zh} frees ${freed} weekdays and ${worked} weekend days are worked for it; the law gives it ${due}, so ${Math.max(0, freed - due)} make-up workdays would be right`,
      });
  }
}

function checkOverlaps(sections: readonly Section[], problems: NoticeProblem[]): void {
  const taken = new Map<Day, Row>();
  for (const row of sections.flatMap(({ rows }) => rows)) {
    for (let day = row.from; day <= row.to; day += 1) {
      const other = taken.get(day);
      if (other) {
        problems.push({
          line: row.line,
          message: `${sayDay(day)} stands in line ${other.line} too (${other.kind} ${other.zh}): a day is either off or worked, and named once`,
        });
        break;
      }
      taken.set(day, row);
    }
  }
}

const noticeOf = ({ head, year, rows }: Section): Notice => ({
  year,
  line: head.line,
  document: head.zh,
  days: rows.flatMap(({ kind, zh, en, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, n): NoticeDay => ({ day: from + n, kind: kind as NoticeDay['kind'], zh, en })),
  ),
});
