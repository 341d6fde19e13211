// What is wrong with a member, in one language: an answer never mixes two.
//
// Owns: taking one half of a sentence that is written in both; the Chinese of sentences that are written in English only: ours by the
// table, the schema library's by their pattern; and the library's in plain English, for they are read beside fields of a form.
// W1: what neither knows is told in English rather than not told. Of ours there is none: a complaint that is written here does not
// compile without both (refusal.ts), and a test reads those of schemas and tables out of the sources.

import { TELEPHONE_RULE } from '@six-order/community/privacy/telephone';

const HAN = /\p{Script=Han}/u;

/** A message as the reader's language has it. `zh / en`: the half that is wanted. */
export function say(message: string, language: 'zh' | 'en'): string {
  const [, where = '', line, rest] = /^(line (\d+)|value(?:\.[^:]+)?): (.+)$/s.exec(message) ?? [];
  if (rest !== undefined) {
    const said = say(rest, language);
    return language === 'en' ? `${where}: ${said}` : `${line === undefined ? where : `第 ${line} 行`}：${said}`;
  }
  for (let at = message.indexOf(' / '); at >= 0; at = message.indexOf(' / ', at + 1)) {
    const [zh, en] = [message.slice(0, at), message.slice(at + 3)];
    if (HAN.test(zh) && !HAN.test(en)) return language === 'zh' ? zh : en;
  }
  if (language === 'en') {
    for (const [pattern, , en] of libraryPatterns) {
      const found = pattern.exec(message);
      if (found) return en(...found.slice(1));
    }
    return message;
  }
  if (Object.hasOwn(chinese, message)) return chinese[message] as string;
  for (const [pattern, zh] of [...libraryPatterns, ...patterns]) {
    const found = pattern.exec(message);
    if (found) return zh(...found.slice(1));
  }
  return message;
}

const kinds: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  string: ['文字', 'text'],
  number: ['数字', 'a number'],
  int: ['整数', 'a whole number'],
  boolean: ['是或否', 'yes or no'],
  object: ['对象', 'an object'],
  array: ['列表', 'a list'],
  record: ['对象', 'an object'],
  undefined: ['未填', 'nothing'],
  null: ['空值', 'null'],
  date: ['日期', 'a date'],
};
const kind = (name: string, language: 0 | 1): string => kinds[name]?.[language] ?? name;
const some = (n: string, one: string): string => `${n} ${one}${n === '1' ? '' : 's'}`;

type Said = (...parts: string[]) => string;

/** The schema library's own sentences: what each says to somebody who knows of no schema. */
const libraryPatterns: readonly (readonly [RegExp, zh: Said, en: Said])[] = [
  [
    /^Invalid input: expected (\w+), received undefined$/,
    (wanted = '') => `此项必填，应为${kind(wanted, 0)}`,
    (wanted = '') => `This must be filled in, with ${kind(wanted, 1)}`,
  ],
  [
    /^Invalid input: expected (\w+), received (\w+)$/,
    (wanted = '', got = '') => `应为${kind(wanted, 0)}，而不是${kind(got, 0)}`,
    (wanted = '', got = '') => `This must be ${kind(wanted, 1)}, not ${kind(got, 1)}`,
  ],
  [/^Invalid input: expected (".*")$/, (wanted) => `应为 ${wanted}`, (wanted) => `This must be ${wanted}`],
  [/^Invalid input$/, () => '填写内容不符合要求', () => 'This is not what is asked for here'],
  [
    /^Invalid option: expected one of (.*)$/,
    (options = '') => `应为下列之一：${options.replaceAll('|', '、')}`,
    (options = '') => `This must be one of ${options.replaceAll('|', ', ')}`,
  ],
  [/^Too small: expected string to have >=1 characters$/, () => '请填写', () => 'Please fill this in'],
  [
    /^Too small: expected string to have >=(\d+) characters$/,
    (n) => `至少 ${n} 个字`,
    (n = '') => `Please write at least ${some(n, 'character')}`,
  ],
  [
    /^Too big: expected string to have <=(\d+) characters$/,
    (n) => `最多 ${n} 个字`,
    (n = '') => `Please write at most ${some(n, 'character')}`,
  ],
  [
    /^Too small: expected array to have >=(\d+) items$/,
    (n) => `至少 ${n} 项`,
    (n = '') => `At least ${some(n, 'item')} must be there`,
  ],
  [
    /^Too big: expected array to have <=(\d+) items$/,
    (n) => `最多 ${n} 项`,
    (n = '') => `At most ${some(n, 'item')} may be there`,
  ],
  [/^Too small: expected \w+ to be >=(-?[\d.]+)$/, (n) => `不小于 ${n}`, (n) => `This must be ${n} or more`],
  [/^Too big: expected \w+ to be <=(-?[\d.]+)$/, (n) => `不大于 ${n}`, (n) => `This must be ${n} or less`],
  [/^Too small: expected \w+ to be >(-?[\d.]+)$/, (n) => `须大于 ${n}`, (n) => `This must be more than ${n}`],
  [/^Invalid number: must be a multiple of ([\d.]+)$/, (n) => `须为 ${n} 的倍数`, (n) => `This must be a multiple of ${n}`],
  [/^Unrecognized keys?: (.*)$/, (keys) => `没有名为 ${keys} 的项`, (keys) => `Nothing of this name is known here: ${keys}`],
  [/^Invalid UUID$/i, () => '须为 UUID', () => 'This must be a UUID'],
  [
    /^Invalid ISO datetime$/,
    () => '须为带时区的时间，例如 2026-03-02T09:00:00+08:00',
    () => 'This must be a time with its zone, such as 2026-03-02T09:00:00+08:00',
  ],
  [/^Invalid ISO date$/, () => '须为日期，例如 2026-03-02', () => 'This must be a date, such as 2026-03-02'],
  [/^Invalid ISO time$/, () => '须为时间，例如 09:00', () => 'This must be a time, such as 09:00'],
  [/^Invalid ISO duration$/, () => '须为时长，例如 PT24H', () => 'This must be a length of time, such as PT24H'],
  [
    /^Invalid email address$/,
    () => '须为电子邮箱地址，例如 name@example.com',
    () => 'This must be an e-mail address, such as name@example.com',
  ],
  [/^Invalid key in record$/, () => '有不认识的项名', () => 'A name in it is not known'],
  [/^Invalid URL$/, () => '须为网址，例如 https://example.com', () => 'This must be an address, such as https://example.com'],
  [/^Invalid string: must match pattern (.*)$/, (pattern) => `格式须为 ${pattern}`, (pattern) => `This must read as ${pattern}`],
];

/** Ours that hold a value. */
const patterns: readonly (readonly [RegExp, Said])[] = [
  [/^no such command; (\S+) has (.*)$/, (workflow, commands) => `${workflow} 没有这个命令；有 ${commands}`],
  [/^a (\S+) order is opened by (\S+)$/, (workflow, opens) => `${workflow} 由 ${opens} 建单`],
  [/^no such workflow; known are (.*)$/, (known) => `没有这个流程；有 ${known}`],
  [/^it cannot be placed \((.*)\)$/, (why) => `不能建单（${why}）`],
  [/^the first line must name the columns (.*)$/, (columns) => `首行须有这些列名：${columns}`],
  [/^at most (\d+) rows at once$/, (n) => `一次最多 ${n} 行`],
  // Tables of rules.
  [/^the first line must (?:read|be) (.*)$/, (columns) => `首行须为 ${columns}`],
  [/^(\d+) fields are wanted, (\d+) are there$/, (wanted, got) => `应有 ${wanted} 列，实有 ${got} 列`],
  [
    /^line (\d+) says the same thing of the same unit from the same day$/,
    (line) => `与第 ${line} 行重复：同一单元、同一天、同一规定`,
  ],
  [/^kind must be one of (.*)$/, (kinds) => `kind 须为下列之一：${kinds}`],
  [/^key must be one of (.*), or enforce: and the code of a category$/, (keys) => `key 须为 ${keys}，或 enforce: 加类别编码`],
  [/^key must be one of (.*), a slash and a name in small letters$/, (sets) => `key 须为 ${sets} 之一，加斜杠和小写字母的名称`],
  [/^key must be one of (.*)$/, (keys) => `key 须为下列之一：${keys}`],
  [/^value\.ledger must be (\w+), as the key says$/, (ledger) => `value.ledger 须与 key 一致，为 ${ledger}`],
  [
    /^another rule (\S+) (\S*) ?begins for (\S+) on that day: give this one another day$/,
    (kind, key, unit) => `${unit} 同一天已有另一条 ${kind} ${key} 规定：请换一个起始日`,
  ],
  [/^the meeting was held on (\S+): it is in force from then at the earliest$/, (day) => `会议 ${day} 召开，最早从那天起适用`],
  // The yearly notice.
  [
    /^it is neither a notice in its own words, with the title “(\S+)”, nor a table with the first line (\S+)$/,
    (title, columns) => `既不是通知原文（须连标题“${title}”一起），也不是首行为 ${columns} 的表格`,
  ],
  [/^it names no holiday: each stands on a line of its own, such as (“.*”)$/, (such) => `没有写节日：每个节日一行，例如${such}`],
  [
    /^this cannot be read: (.*); it should be such as (.*) or (.*)$/,
    (text, off, worked) => `读不懂“${text}”：应如“${off}”或“${worked}”`,
  ],
  [/^it says nothing of (\S+)$/, (name) => `没有写${name}怎么放假`],
  [/^(\S+) is no day of (\d+)$/, (text, year) => `${year} 年没有${text}这一天`],
  [/^(\S+) is a (\w+), and the notice says (\S+)$/, (day, _, said) => `${day} 不是${said}，请核对日期`],
  [/^it has (\d+) cells and should have (\d+): (.*)$/, (got, wanted, columns) => `有 ${got} 格，应有 ${wanted} 格：${columns}`],
  [/^it ends before it begins: (\S+) to (\S+)$/, (from, to) => `结束早于开始：${from} 至 ${to}`],
  [/^(\S+) to (\S+) are (\d+) days, not (.*)$/, (from, to, days, said) => `${from} 至 ${to} 是 ${days} 天，不是 ${said}`],
  [/^a notice covers a whole year: (\S+) to (\S+)$/, (from, to) => `一份通知管一整年：${from} 至 ${to}`],
  [/^after (\d+) comes (\d+), not (\d+)$/, (before, wanted, got) => `${before} 年之后应是 ${wanted} 年，不是 ${got} 年`],
  [/^it lies outside the notice of (\d+): (\S+) to (\S+)$/, (year, from, to) => `不在 ${year} 年的通知之内：${from} 至 ${to}`],
  [
    /^(\S+) is a \w+ and worked anyway: a make-up workday is a Saturday or Sunday$/,
    (day) => `${day} 本来就上班：调休上班须在星期六或星期日`,
  ],
  [/^it names no holiday of this notice: (.*)$/, (names) => `通知里没有这个节日：有 ${names}`],
  [/^(\S+) is missing: (.*) must be off$/, (name, days) => `缺${name}：${days} 须放假`],
  [/^(\S+) must include (.*)$/, (name, days) => `${name}须包括 ${days}`],
  [/^(\S+) is no statutory holiday: name it (.*)$/, (name, names) => `${name}不是法定节日：应为 ${names}`],
  [
    /^(\S+) frees (\d+) weekdays and (\d+) weekend days are worked for it; the law gives it (\d+), so (\d+) make-up workdays would be right$/,
    (name, freed, worked, due, right) =>
      `${name}放了 ${freed} 个工作日、调休上班 ${worked} 天；法定 ${due} 天，应调休上班 ${right} 天`,
  ],
  [
    /^(\S+) stands in line (\d+) too \((\w+) (.*)\): a day is either off or worked, and named once$/,
    (day, line, kind, name) => `${day} 在第 ${line} 行已写过（${kind === 'holiday' ? '放假' : '上班'} ${name}）：一天只写一次`,
  ],
  [
    /^the notice of (\d+) is missing: import it first, or put it before this one$/,
    (year) => `缺 ${year} 年的通知：先导入它，或放在这一份前面`,
  ],
  [
    /^(\S+) stands in the notice of (\d+) already: import that year anew too$/,
    (day, year) => `${day} 在 ${year} 年的通知里已有：请把那一年也重新导入`,
  ],
  [/^(?:must not be )?nested deeper than (\d+)$/, (n) => `嵌套不能超过 ${n} 层`],
];

/** Ours, as they stand in the code (a test looks that they do). */
export const chinese: Readonly<Record<string, string>> = {
  'a department is named twice': '同一部门写了两次',
  'the lead is one of the departments': '牵头单位须在所列部门之中',
  'lat and lng go together': '经度和纬度须同时填写',
  'must be well-formed Unicode (a lone surrogate was found)': '文字须为完整的 Unicode，发现了不成对的代理项',
  'must not contain the character NUL (U+0000)': '文字不能含空字符（U+0000）',
  'to must be later than from': '结束须晚于开始',
  'must not have a member named __proto__, constructor or prototype': '项名不能是 __proto__、constructor 或 prototype',
  'must be a finite number': '须为有限的数字',
  'a document’s number, without names or numbers of persons': '须为文号，不要写人名、电话等个人信息',
  'must be a mobile number of eleven digits, with or without +86': '须为 11 位手机号，可带 +86',
  'this post may not place orders there': '该岗位不能在那里建单',
  'this number was taken a moment ago with other content': '该工单号刚以不同内容收过',
  'this number was taken before with other content; nothing was changed': '该工单号以前以不同内容收过，未作改动',
  'person or name: exactly one': '“人员”和“姓名”只填一个',
  'there is no row in it': '没有任何行',
  'a row is too long': '该行过长',
  'the table must be text in UTF-8, UTF-16 or GBK': '表格须为 UTF-8、UTF-16 或 GBK 的文本',
  '1 to 64 letters, digits, . _ / or -': '须为 1 到 64 位字母、数字或 . _ / -',
  [TELEPHONE_RULE]: '手机号码是 11 位，以 13 到 19 开头；座机 7 到 8 位，外地的前面加区号，例如 0859-7654321',
  'a county’s code has six digits': '县级编码为六位数字',
  'a cursor that a page gave': '须为上一页给出的 cursor',
  'no page gave this cursor: leave it out for the first page': '没有哪一页给出过这个 cursor；第一页不用填',
  'a length of time, such as "3 wd" or "24 h"': '须为时长，例如 "3 wd" 或 "24 h"',
  'a month reads 2026-03': '月份写作 2026-03',
  'a month, such as 2026-03': '须为月份，例如 2026-03',
  'give either advance or to': 'advance 和 to 只填一个',
  'must be six digits': '须为六位数字',
  'no category has this code': '没有这个编码的类别',
  'each upload is named once': '每个上传只写一次',
  'there is no rule in it': '里面没有任何规定',
  'this is no CSV: a quotation mark is missing': '不是 CSV，缺少引号',
  'unit must be the code of a unit of this county': 'unit 须为本县单元的编码',
  'document must name the paper that decided it': 'document 须写明依据的文件',
  'from must be a day, YYYY-MM-DD': 'from 须为日期，例如 2026-03-02',
  'to must be a day, YYYY-MM-DD, or empty': 'to 须为日期，例如 2026-03-02，或留空',
  'lists are enabled for a whole county, by its document': '榜单须由全县发文启用',
  'value must be JSON': 'value 须为 JSON',
  'key must be the code of a category': 'key 须为类别编码',
  'an emergency is started by two persons, never by a table': '平急转换须由两人启动，不能用表格导入',
  'key must name the other system in small letters, digits and hyphens, such as 12345':
    'key 须为对方系统的名称，用小写字母、数字和连字符，例如 12345',
  'write a number and one of min, h, wmin, wh, wd, d, such as "2 wd"': '须为数字加单位 min、h、wmin、wh、wd、d，例如 "2 wd"',
  'there is no notice: begin with a row such as year,DOCUMENT,TITLE,2027-01-01,2027-12-31,365':
    '里面没有通知：先写一行 year,文号,标题,2027-01-01,2027-12-31,365',
  'a quotation mark is not closed or stands inside a word': '引号没有配对，或在字词中间',
  'its kind must be year, holiday or workday': 'kind 须为 year、holiday 或 workday',
  'both names must be given': '中英文名称都要填',
  'from and to must be dates such as 2027-01-01': 'from 和 to 须为日期，例如 2027-01-01',
  'it stands before the row of its year': '这一行在年份行之前',
  "points are decided by a community's residents' meeting: name a community": '积分由社区居民会议决定：unit 须为社区',
  'make-up workdays stand one to a row': '调休上班一天一行',
  'a category code has four digits': '类别编码为四位数字',
};
