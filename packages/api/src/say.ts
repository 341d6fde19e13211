// What is wrong with a member, in one language: an answer never mixes two.
//
// Owns: taking one half of a sentence that is written in both, and the Chinese of sentences that are written in English only:
// ours by the table, the schema library's by their pattern.
// W1: what neither knows is told in English rather than not told.

const HAN = /\p{Script=Han}/u;

/** A message as the reader's language has it. `zh / en`: the half that is wanted. */
export function say(message: string, language: 'zh' | 'en'): string {
  for (let at = message.indexOf(' / '); at >= 0; at = message.indexOf(' / ', at + 1)) {
    const [zh, en] = [message.slice(0, at), message.slice(at + 3)];
    if (HAN.test(zh) && !HAN.test(en)) return language === 'zh' ? zh : en;
  }
  if (language === 'en' || HAN.test(message)) return message;
  if (Object.hasOwn(chinese, message)) return chinese[message] as string;
  for (const [pattern, zh] of patterns) {
    const found = pattern.exec(message);
    if (found) return zh(...found.slice(1));
  }
  return message;
}

const kinds: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  object: '对象',
  array: '列表',
  record: '对象',
  undefined: '未填',
  null: '空值',
  date: '日期',
};
const kind = (name = ''): string => kinds[name] ?? name;

/** The schema library's own sentences. */
const patterns: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^Invalid input: expected (\w+), received undefined$/, (wanted) => `此项必填，应为${kind(wanted)}`],
  [/^Invalid input: expected (\w+), received (\w+)$/, (wanted, got) => `应为${kind(wanted)}，而不是${kind(got)}`],
  [/^Invalid input: expected (".*")$/, (wanted) => `应为 ${wanted}`],
  [/^Invalid input$/, () => '填写内容不符合要求'],
  [/^Invalid option: expected one of (.*)$/, (options = '') => `应为下列之一：${options.replaceAll('|', '、')}`],
  [/^Too small: expected string to have >=(\d+) characters$/, (n) => `至少 ${n} 个字`],
  [/^Too big: expected string to have <=(\d+) characters$/, (n) => `最多 ${n} 个字`],
  [/^Too small: expected array to have >=(\d+) items$/, (n) => `至少 ${n} 项`],
  [/^Too big: expected array to have <=(\d+) items$/, (n) => `最多 ${n} 项`],
  [/^Too small: expected \w+ to be >=(-?[\d.]+)$/, (n) => `不小于 ${n}`],
  [/^Too big: expected \w+ to be <=(-?[\d.]+)$/, (n) => `不大于 ${n}`],
  [/^Too small: expected \w+ to be >(-?[\d.]+)$/, (n) => `须大于 ${n}`],
  [/^Invalid number: must be a multiple of ([\d.]+)$/, (n) => `须为 ${n} 的倍数`],
  [/^Unrecognized keys?: (.*)$/, (keys) => `没有名为 ${keys} 的项`],
  [/^Invalid UUID$/i, () => '须为 UUID'],
  [/^Invalid ISO datetime$/, () => '须为带时区的时间，例如 2026-03-02T09:00:00+08:00'],
  [/^Invalid ISO date$/, () => '须为日期，例如 2026-03-02'],
  [/^Invalid URL$/, () => '须为网址'],
  [/^Invalid string: must match pattern (.*)$/, (pattern) => `格式须为 ${pattern}`],
  [/^no mapping has this category; known are (.*)$/, (known) => `映射表中没有此类别；已有：${known}`],
  [/^it cannot be placed \((.*)\)$/, (why) => `不能建单（${why}）`],
  [/^line (\d+): a row is too long$/, (line) => `第 ${line} 行：该行过长`],
  [/^line (\d+): this is no CSV: a quotation mark is missing$/, (line) => `第 ${line} 行：不是 CSV，缺少引号`],
  [/^the first line must name the columns (.*)$/, (columns) => `首行须有这些列名：${columns}`],
  [/^at most (\d+) rows at once$/, (n) => `一次最多 ${n} 行`],
  [/^(?:must not be )?nested deeper than (\d+)$/, (n) => `嵌套不能超过 ${n} 层`],
];

/** Ours, as they stand in the code (a test looks that they do). */
export const chinese: Readonly<Record<string, string>> = {
  'no unit of this county has this id or code': '本县没有这个 id 或编码的单元',
  'no community, grid or building has this id or code': '没有这个 id 或编码的社区、网格或楼栋',
  'there never was a notice of this version': '没有这一版的告知书',
  'no ended order of this member in your area has this id': '您的辖区内没有该党员已结束的这一单',
  'this day is yet to come': '这一天还没到',
  'the secret of a standard webhook is made here': '标准格式的密钥由本系统生成',
  'nobody confirms his own service': '不能确认自己的服务时长',
  'it lies outside your area': '不在您的辖区内',
  'a department is named twice': '同一部门写了两次',
  'the lead is one of the departments': '牵头单位须在所列部门之中',
  'lat and lng go together': '经度和纬度须同时填写',
  'text must be well-formed Unicode; a lone surrogate was found': '文字须为完整的 Unicode，发现了不成对的代理项',
  'text must not hold the character NUL (U+0000)': '文字不能含空字符（U+0000）',
  'must be well-formed Unicode (a lone surrogate was found)': '文字须为完整的 Unicode，发现了不成对的代理项',
  'must not contain the character NUL (U+0000)': '文字不能含空字符（U+0000）',
  'lies too far ahead': '太远了',
  'must lie ahead': '须在现在之后',
  'no record of this kind has this id': '没有这个 id 的此类记录',
  'to must be later than from': '结束须晚于开始',
  'the rule set has no such item': '规则中没有这一项',
  'members must not be named __proto__, constructor or prototype': '项名不能是 __proto__、constructor 或 prototype',
  'must not have a member named __proto__, constructor or prototype': '项名不能是 __proto__、constructor 或 prototype',
  'is not a post that this session may act in': '不是您现在可以使用的岗位',
  'that month is not over yet': '那个月还没有结束',
  'nobody gives his own household points': '不能给自己家加分',
  'it must be another person of this county': '须为本县的另一个人',
  'help to a neighbour is confirmed by that person; nothing else is': '只有邻里互助须由受助人确认',
  'of volunteering, and of nothing else, say for how long': '只有志愿服务须填写时长',
  'the number is out of range': '数字超出范围',
  'must be a finite number': '须为有限的数字',
  'no personal field has this name': '没有这个名称的个人信息项',
  'must be a mobile number of eleven digits, with or without +86': '须为 11 位手机号，可带 +86',
  'this post may not place orders there': '该岗位不能在那里建单',
  'this number was taken a moment ago with other content': '该工单号刚以不同内容收过',
  'this number was taken before with other content; nothing was changed': '该工单号以前以不同内容收过，未作改动',
  'person or name: exactly one': '“人员”和“姓名”只填一个',
  'one reports in to a community': '只能到社区报到',
  'there is no row in it': '没有任何行',
  'the table must be text in UTF-8, UTF-16 or GBK': '表格须为 UTF-8、UTF-16 或 GBK 的文本',
  '1 to 64 letters, digits, . _ / or -': '须为 1 到 64 位字母、数字或 . _ / -',
  'a telephone number has 6 to 20 digits': '电话号码须为 6 到 20 位数字',
  'a county’s code has six digits': '县级编码为六位数字',
  'a cursor that a page gave': '须为上一页给出的 cursor',
  'no page gave this cursor: leave it out for the first page': '没有哪一页给出过这个 cursor；第一页不用填',
  'a length of time, such as "3 wd" or "24 h"': '须为时长，例如 "3 wd" 或 "24 h"',
  'a month reads 2026-03': '月份写作 2026-03',
  'a month, such as 2026-03': '须为月份，例如 2026-03',
  'give either advance or to': 'advance 和 to 只填一个',
  'must be six digits': '须为六位数字',
  'no category has this code': '没有这个编码的类别',
  'the row of the duty catalogue': '须为权责清单的行',
  'each upload is named once': '每个上传只写一次',
  'a category code has four digits': '类别编码为四位数字',
};
