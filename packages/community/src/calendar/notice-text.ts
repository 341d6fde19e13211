// The yearly notice as the State Council words it: its own text, pasted or saved, read into the rows of notice.ts.
//
// N2: read strictly: a sentence of a holiday that cannot be read is named, never passed over. N3: weekdays and counts of days are
// compared with the dates: what was mistyped shows. Source: the notices of 2013 to 2018 and of 2021 to 2026; before, they were worded otherwise.
import { parseDay, sayDay, weekdayOf, type Day } from './day.ts';
import type { NoticeProblem, Row } from './notice.ts';
import { statutoryHolidays } from './statutory.ts';

/** Width and blanks as they come from web pages and word processors; 〔 and 。 stay. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

/** 一、元旦：…, （一）元旦：… or 1. 元旦：… */
const head = /^(?:[一二三四五六七八九十\d]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)、?)([^:]{1,20}):(.*)$/;
/** What follows the last holiday: how offices are to stand by, and who signs. */
const close = /(?:节假日期间|国务院办公厅(?=20\d\d年|$)).*$/;
const title = /国务院办公厅关于(20\d\d)年部分节假日安排的通知/;
const number = /国办发明电〔20\d\d〕\d+号/;
const date = '(?:(?<year>20\\d\\d)年)?(?:(?<month>\\d{1,2})月)?(?<day>\\d{1,2})日(?:\\((?<beside>[^)]*)\\))?';
const unnamed = date.replaceAll(/\?<\w+>/g, '');
const off = new RegExp(
  `^(?<from>${unnamed})(?:至(?<to>${unnamed}))?(?:放假调休|调休放假|放假)(?:,?共?(?<count>\\d{1,2})天)?(?:,?(?:与周末连休|不调休))?(?:,(?<besides>${unnamed})补休)?$`,
);
const worked = new RegExp(`^(?<days>${unnamed}(?:、${unnamed})*)(?:调休)?上班$`);
/** Beside the days themselves; nobody's day off by this notice. */
const advice = /^鼓励/;

const weekdays = '日一二三四五六';
const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** The rows of one notice, that of its year first; null when the title of one is not there. With any problem there are rows missing. */
export function rowsOfText(text: string, problems: NoticeProblem[]): readonly Row[] | null {
  const whole = plain(text);
  const [named, said] = title.exec(whole) ?? [];
  if (named === undefined) return null;
  const year = Number(said);
  const at = text.split(/\r?\n/).findIndex((content) => plain(content).includes(`关于${year}年`));
  const document = number.exec(whole)?.[0];
  const rows: Row[] = [
    {
      line: Math.max(0, at) + 1,
      kind: 'year',
      zh: document ? `${named}（${document}）` : named,
      en: `State Council notice on the holidays of ${year}`,
      from: parseDay(`${year}-01-01`) as Day,
      to: parseDay(`${year}-12-31`) as Day,
    },
  ];
  const items = itemsOf(text);
  if (items.length === 0)
    problems.push({
      line: 1,
      message: 'it names no holiday: each stands on a line of its own, such as “一、元旦：1月1日至3日放假，共3天。”',
    });
  for (const item of items) rows.push(...rowsOfItem(item, year, problems));
  return rows;
}

interface Item {
  readonly line: number;
  readonly zh: string;
  readonly text: string;
}

/** Each begins a line and goes on to the next, or to what closes the notice: lines break anywhere. */
function itemsOf(text: string): readonly Item[] {
  const items: { line: number; zh: string; text: string }[] = [];
  text.split(/\r?\n/).forEach((content, index) => {
    const found = plain(content);
    const [, zh, rest = ''] = head.exec(found) ?? [];
    const last = items.at(-1);
    if (zh !== undefined) items.push({ line: index + 1, zh, text: rest });
    else if (last) last.text += found;
  });
  return items.map((item) => ({ ...item, text: item.text.replace(close, '') }));
}

function rowsOfItem({ line, zh, text }: Item, year: number, problems: NoticeProblem[]): readonly Row[] {
  const rows: Row[] = [];
  const say = (message: string): void => void problems.push({ line, message });
  const dates = datesFrom(year, say);
  for (const sentence of text.split(/[。;]/).filter((one) => one !== '' && !advice.test(one))) {
    const { from, to, count, besides } = off.exec(sentence)?.groups ?? {};
    const { days } = worked.exec(sentence)?.groups ?? {};
    if (from !== undefined) {
      const first = dates(from);
      const last = to === undefined ? first : dates(to);
      if (first === undefined || last === undefined) continue;
      if (last < first) say(`it ends before it begins: ${sayDay(first)} to ${sayDay(last)}`);
      else if (count !== undefined && Number(count) !== last - first + 1)
        say(`${sayDay(first)} to ${sayDay(last)} are ${last - first + 1} days, not ${count}`);
      rows.push({ line, kind: 'holiday', zh, en: englishOf(zh, year), from: first, to: last });
      const other = besides === undefined ? undefined : dates(besides);
      if (other !== undefined) rows.push({ line, kind: 'holiday', zh, en: englishOf(zh, year), from: other, to: other });
    } else if (days !== undefined) {
      const of = workedFor(zh);
      for (const one of days.split('、').map(dates))
        if (one !== undefined) rows.push({ line, kind: 'workday', zh: of, en: englishOf(of, year), from: one, to: one });
    } else {
      say(
        `this cannot be read: ${sentence}; it should be such as 1月1日（周五）至3日（周日）放假调休，共3天 or 1月4日（周日）上班`,
      );
    }
  }
  if (text === '') say(`it says nothing of ${zh}`);
  return rows;
}

/** Reads date after date: what one leaves out of year and month is that of the one before (1月1日至3日). */
function datesFrom(year: number, say: (message: string) => void): (text: string) => Day | undefined {
  const last = { year: String(year), month: '' };
  return (text) => {
    const found = new RegExp(`^${date}$`).exec(text)?.groups ?? {};
    last.year = found['year'] ?? last.year;
    last.month = found['month'] ?? last.month;
    const day = parseDay(`${last.year}-${last.month.padStart(2, '0')}-${String(found['day']).padStart(2, '0')}`);
    if (day === undefined) {
      say(`${text} is no day of ${last.year}`);
      return undefined;
    }
    const [, weekday] = /(?:周|星期)([日一二三四五六天])/.exec(found['beside'] ?? '') ?? [];
    if (weekday !== undefined && weekdays.indexOf(weekday.replace('天', '日')) !== weekdayOf(day))
      say(
        `${sayDay(day)} is a ${weekdayNames[weekdayOf(day)]}, and the notice says ${weekday === '天' ? '星期天' : `周${weekday}`}`,
      );
    return day;
  };
}

/** Of holidays in one stretch (国庆节、中秋节) that one for which weekend days are worked: the longest. */
const workedFor = (zh: string): string => zh.split('、').find((one) => one === '国庆节') ?? (zh.split('、')[0] as string);

const englishOf = (zh: string, year: number): string =>
  zh
    .split('、')
    .map((one) => statutoryHolidays(year)?.find((holiday) => holiday.zh === one)?.en ?? one)
    .join(' and ');
