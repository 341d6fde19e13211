import { isWeekend } from '@six-order/community/calendar/day';
import { type NoticeDay, problemsBeside, readNotices } from '@six-order/community/calendar/notice';
import { officialNotices } from '@six-order/community/calendar/official';
import { expect, test } from 'vitest';
import { notice2027, notice2027Text, withLine } from './notice-2027.ts';
import { asPublished } from './notices-as-published.ts';

const problems = (text: string) => {
  const read = readNotices(text);
  return read.kind === 'refused' ? read.problems.map(({ line, message }) => `${line}: ${message}`) : [];
};

test('a notice that keeps the law is read', () => {
  const read = readNotices(notice2027);
  expect(read).toMatchObject({ kind: 'read', notices: [{ year: 2027, document: '国办发明电〔2026〕0号' }] });
  const days = read.kind === 'read' ? (read.notices[0]?.days ?? []) : [];
  expect(days.filter(({ kind }) => kind === 'holiday')).toHaveLength(28);
  expect(days.filter(({ kind }) => kind === 'workday')).toHaveLength(5);
});

test('line ends of Windows, a byte order mark, comments and cells in quotation marks are no matter', () => {
  expect(problems(`\uFEFF${notice2027.replaceAll('\n', '\r\n')}`)).toEqual([]);
  expect(problems(notice2027.replace(/^[^#].*$/gm, (row) => `"${row.replaceAll(',', '","')}"`))).toEqual([]);
  expect(problems(notice2027.replace('kind,name_zh', ' kind , name_zh'))).toEqual([]);
});

test.each([
  ['', expect.stringMatching(/^1: it is neither a notice in its own words, with the title .* nor a table/)],
  [
    'kind,name_zh,name_en,from,to,days',
    '1: there is no notice: begin with a row such as year,DOCUMENT,TITLE,2027-01-01,2027-12-31,365',
  ],
  [notice2027.replace('name_en', 'english'), '2: the first line must be kind,name_zh,name_en,from,to,days'],
  [withLine(4, 'feast,元旦,New Year,2027-01-01,2027-01-03,3'), '4: its kind must be year, holiday or workday'],
  [withLine(4, 'holiday,元旦,2027-01-01,2027-01-03,3'), '4: it has 5 cells and should have 6: kind,name_zh,name_en,from,to,days'],
  [withLine(4, 'holiday,元旦,"New Year,2027-01-01,2027-01-03,3'), '4: a quotation mark is not closed or stands inside a word'],
  [withLine(4, 'holiday,元旦,,2027-01-01,2027-01-03,3'), '4: both names must be given'],
  [withLine(4, 'holiday,元旦,New Year,2027-1-1,2027-01-03,3'), '4: from and to must be dates such as 2027-01-01'],
  [withLine(4, 'holiday,元旦,New Year,2027-02-30,2027-03-03,3'), '4: from and to must be dates such as 2027-01-01'],
  [withLine(4, 'holiday,元旦,New Year,2027-01-03,2027-01-01,3'), '4: it ends before it begins: 2027-01-03 to 2027-01-01'],
  [withLine(5, 'holiday,春节,Spring Festival,2027-02-05,2027-02-12,7'), '5: 2027-02-05 to 2027-02-12 are 8 days, not 7'],
  [
    withLine(3, 'year,国办发明电〔2026〕0号,Holidays of 2027,2027-01-01,2027-12-30,364'),
    '3: a notice covers a whole year: 2027-01-01 to 2027-12-31',
  ],
])('refused whole, with line and what would be right (%#)', (text, problem) => {
  expect(problems(text)).toContainEqual(problem);
});

test('a row before the row of its year', () => {
  const [comment, head, year, first, ...rest] = notice2027.split('\n');
  expect(problems([comment, head, first, year, ...rest].join('\n'))).toEqual(['3: it stands before the row of its year']);
});

test('days that overlap', () => {
  expect(problems(withLine(9, 'holiday,劳动节,Labour Day,2027-05-01,2027-05-08,8'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^9: 劳动节 frees 5 weekdays and 1 weekend days/)]),
  );
  // One longer holiday and one make-up workday more keep the count, and meet.
  const text = withLine(
    8,
    'holiday,清明节,Tomb-Sweeping Day,2027-04-03,2027-04-05,3\nworkday,国庆节,National Day,2027-10-03,2027-10-03,1',
  ).replace('2027-10-01,2027-10-07,7', '2027-10-01,2027-10-08,8');
  expect(problems(text)).toEqual([
    '14: 2027-10-03 stands in line 9 too (workday 国庆节): a day is either off or worked, and named once',
  ]);
});

test('days that are missing', () => {
  // 初三 is 8 February.
  expect(problems(withLine(5, 'holiday,春节,Spring Festival,2027-02-05,2027-02-07,3'))).toEqual([
    '5: 春节 must include 2027-02-08',
    '5: 春节 frees 1 weekdays and 2 weekend days are worked for it; the law gives it 4, so 0 make-up workdays would be right',
  ]);
  expect(problems(withLine(12, null))).toEqual(['3: 中秋节 is missing: 2027-09-15 must be off']);
  expect(problems(withLine(15, null))).toEqual([
    '13: 国庆节 frees 5 weekdays and 1 weekend days are worked for it; the law gives it 3, so 2 make-up workdays would be right',
  ]);
});

test.each([
  [
    withLine(10, 'workday,劳动节,Labour Day,2027-05-07,2027-05-07,1'),
    '10: 2027-05-07 is a Friday and worked anyway: a make-up workday is a Saturday or Sunday',
  ],
  [withLine(10, 'workday,劳动节,Labour Day,2027-05-08,2027-05-09,2'), '10: make-up workdays stand one to a row'],
  [
    withLine(10, 'workday,植树节,Arbor Day,2027-05-08,2027-05-08,1'),
    '10: it names no holiday of this notice: 元旦 春节 清明节 劳动节 端午节 中秋节 国庆节',
  ],
  [
    withLine(4, 'holiday,元旦,New Year,2026-11-30,2027-01-03,35'),
    '4: it lies outside the notice of 2027: 2026-11-30 to 2027-01-03',
  ],
  [
    withLine(11, 'holiday,植树节,Arbor Day,2027-03-12,2027-03-12,1'),
    '11: 植树节 is no statutory holiday: name it 元旦, 春节, 清明节, 劳动节, 端午节, 中秋节, 国庆节',
  ],
])('days that cannot be (%#)', (text, problem) => {
  expect(problems(text)).toContain(problem);
});

test('several years stand in order', () => {
  const next = notice2027.replaceAll('2027', '2029').split('\n').slice(2).join('\n');
  expect(problems(notice2027 + next)).toContain('16: after 2027 comes 2028, not 2029');
});

test('a year between that is missing, and a day that another year has', () => {
  const read = readNotices(notice2027);
  if (read.kind === 'refused') throw new Error('unread');
  const [notice] = read.notices;
  expect(problemsBeside(officialNotices, read.notices)).toEqual([]);
  expect(problemsBeside(officialNotices, [{ ...notice!, year: 2028 }])).toEqual([
    { line: 3, message: 'the notice of 2027 is missing: import it first, or put it before this one' },
  ]);
  const [day] = officialNotices.at(-1)!.days;
  expect(problemsBeside(officialNotices, [{ ...notice!, days: [day!] }])).toEqual([
    { line: 3, message: '2026-01-01 stands in the notice of 2026 already: import that year anew too' },
  ]);
});

/** As it was published. */
const notice2026 = `国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日
`;
const sorted = (days: readonly { readonly day: number }[] = []) => days.toSorted((a, b) => a.day - b.day);
const daysOf = (text: string) => {
  const read = readNotices(text);
  return read.kind === 'read' ? sorted(read.notices[0]?.days) : read.problems;
};

test('a notice is read in its own words, as it was published, with half width, broken lines and blanks too', () => {
  const official = officialNotices.find(({ year }) => year === 2026);
  expect(daysOf(notice2026)).toEqual(sorted(official?.days));
  expect(
    daysOf(notice2026.replaceAll('（', ' (').replaceAll('）', ') ').replaceAll('，', ', ').replaceAll('周', '星期')),
  ).toEqual(sorted(official?.days));
  expect(daysOf(notice2026.replace('放假调休，共9天', '放假\n调休，共9天').replaceAll('\n', '\r\n'))).toEqual(
    sorted(official?.days),
  );
  // As a PDF breaks them, between sentences too, and with heads of another kind.
  expect(daysOf(notice2026.replaceAll('。', '。\n').replaceAll('日（', '日\n（'))).toEqual(sorted(official?.days));
  for (const number of ['（$1）', '1. '])
    expect(daysOf(notice2026.replaceAll(/([一二三四五六七])、(?=.{2,3}：)/g, number))).toEqual(sorted(official?.days));
  expect(readNotices(notice2026)).toMatchObject({
    notices: [{ year: 2026, document: '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）' }],
  });
  // One stretch of two, days of the December before, and what is only advised.
  const joined = `国务院办公厅关于2028年部分节假日安排的通知
一、元旦：2027年12月31日至2028年1月2日放假调休，共3天。
二、春节：1月25日至31日放假调休，共7天。1月22日上班。鼓励各单位安排职工在1月24日休息。
三、清明节：4月4日放假1天。
四、劳动节：5月1日至3日放假调休，共3天。5月6日上班。
五、端午节：5月27日至29日放假，共3天。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月30日上班。`;
  expect(problems(joined)).toEqual([]);
  expect(daysOf(joined)).toHaveLength(28);
  expect(daysOf(notice2027Text)).toEqual(daysOf(notice2027));
});

/** A weekend day says the same whether it is named or not: 与周末连休. */
const beyondTheWeek = (days: readonly NoticeDay[] = []) =>
  days
    .filter(({ day, kind, zh }) => isWeekend(day) === (kind === 'workday') && !zh.endsWith('纪念日'))
    .map(({ day, kind }) => `${day} ${kind}`)
    .toSorted();

test.each(Object.entries(asPublished))('the notice of %s gives the days that were', (year, lines) => {
  const read = readNotices(`国务院办公厅关于${year}年部分节假日安排的通知\n${lines}\n国务院办公厅\n`);
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems));
  expect(beyondTheWeek(read.notices[0]?.days)).toEqual(
    beyondTheWeek(officialNotices.find((official) => official.year === Number(year))?.days),
  );
});

test.each([
  ['1月1日（周五）至1月3日（周日）放假，共3天', '1月2日（周六）放假，1月4日（周一）补休', '4: 元旦 must include 2027-01-01'],
  ['1月3日（周日）', '1月3日（周六）', '4: 2027-01-03 is a Sunday, and the notice says 周六'],
  ['共8天', '共7天', '5: 2027-02-05 to 2027-02-12 are 8 days, not 7'],
  ['4月5日', '4月31日', '6: 4月31日 is no day of 2027'],
  ['放假，共3天', '休息三天', /^4: this cannot be read: 1月1日\(周五\)至1月3日\(周日\)休息三天; it should be such as/],
  ['中秋节：', '中秋：', /^9: 中秋 is no statutory holiday/],
  ['六、', '', /^8: this cannot be read: 中秋节:9月15日/],
  ['六、中秋节：9月15日（周三）放假1天。', '', '1: 中秋节 is missing: 2027-09-15 must be off'],
  ['部分节假日', '节日', /^1: it is neither a notice in its own words/],
])('in its own words, too, what is wrong is named by its line: %s as %s', (right, wrong, problem) => {
  expect(notice2027Text).toContain(right);
  expect(problems(notice2027Text.replace(right, wrong))).toContainEqual(
    typeof problem === 'string' ? problem : expect.stringMatching(problem),
  );
});
