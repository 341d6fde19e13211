// Redaction at intake on the labelled set, and its laws on any text.
import { findAddresses } from '@six-order/community/privacy/redaction/addresses';
import { namesIn } from '@six-order/community/privacy/redaction/called-names';
import { findingKinds } from '@six-order/community/privacy/redaction/finding';
import { maskId, maskPhone } from '@six-order/community/privacy/mask';
import { redact, redaction, redactNumbers } from '@six-order/community/privacy/redaction/redact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberKinds, precision, readHalf, recall, scoreOf, total, type Half } from './labelled.ts';

const halves: readonly Half[] = ['development', 'held-out'];
const sentences = halves.flatMap(readHalf);

test('the set is as large as was asked for', () => {
  expect(sentences.length).toBeGreaterThanOrEqual(600);
  expect(sentences.filter(({ labels }) => labels.length === 0).length).toBeGreaterThanOrEqual(200);
  expect(new Set(sentences.map(({ text }) => text)).size).toBe(sentences.length);
});

describe.each(halves)('the %s half', (half) => {
  const { byKind, faults } = scoreOf(readHalf(half));

  test.each([
    ['numbers', numberKinds, 0.98],
    ['names', ['name'] as const, 0.9],
    ['addresses', ['address'] as const, 0.9],
  ])('%s are hidden', (_, kinds, goal) => {
    expect(recall(total(byKind, kinds)), faults.join('\n')).toBeGreaterThanOrEqual(goal);
  });

  test.each([
    ['numbers', numberKinds],
    ['names', ['name'] as const],
    ['addresses', ['address'] as const],
  ])('what is hidden as %s is one', (_, kinds) => {
    expect(precision(total(byKind, kinds)), faults.join('\n')).toBeGreaterThanOrEqual(0.95);
  });
});

// --- laws -----------------------------------------------------------------------------------------------------------

/** Scraps of real requests, numbers, what patterns hang on, and anything at all. */
const scrap = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...sentences.map(({ text }) => text)).chain((text) => piece(text)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...'张王李小老家叔栋单元室号组一三0123456789-.* 、，。：叫姓找A@\n'.split(''),
      '13812345678',
      '522326194809133230',
      '贵E12345',
      '3栋2单元501',
      '大爷',
      '微信',
      '主任',
      '某某',
      '欧阳',
      '0859-4661234',
      '6228484466446886',
      '+86',
      '2026-03-02',
      'a.b@c.cn',
      '路48号',
      '村四组',
      '楼上',
      '12345',
      '阿',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const piece = (text: string) =>
  fc.tuple(fc.nat(text.length), fc.nat(14)).map(([from, length]) => text.slice(from, from + length));
const anyText = fc.array(scrap, { maxLength: 14 }).map((scraps) => scraps.join(''));

test('what of an address lies beside a number that it would reach into is masked with it', () => {
  expect(redact('路48号\n0859-4661234')).toBe('路*号\n0859-****234');
});

test('an address that begins in the mask of a number is masked with what it took of it', () => {
  expect(redact('a.b@c.cn0859-4661234a.b@c.cn')).toBe('***@***0859-*******@***');
});

test('redacting twice gives what redacting once gave', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = redact(text);
      expect(redact(once)).toBe(once);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['家里漏水，打13812345678，蟠桃园3栋501韦春梅', '家里漏水，打138****5678，蟠桃园3栋501韦春梅'],
  ['3栋13812345678', '3栋138****5678'],
  ['身份证522326194809133230，车贵E12345', '身份证522326********3230，车贵E12345'],
  ['座机0859-4661234，2026-03-02来过，表底12345', '座机0859-****234，2026-03-02来过，表底12345'],
  ['一三八１２３４5678', '138****5678'],
])('of %s only numbers of persons are hidden', (text, shown) => {
  expect(redactNumbers(text)).toBe(shown);
});

test('whatever is said before and behind it, no number of a person is left; hiding twice hides no more', () => {
  const numbers = fc.constantFrom('13812345678', '522326194809133230', '6228484466446886', '0859-4661234', 'a.b@c.cn');
  fc.assert(
    fc.property(anyText, numbers, anyText, (before, number, behind) => {
      const once = redactNumbers(`${before}。${number}。${behind}`);
      expect(redactNumbers(once)).toBe(once);
      expect(once).not.toContain(`。${number}。`);
    }),
    { numRuns: 2_000 },
  );
});

test('of an address a place stays in the copy, a door does not; before anything is published both are found', () => {
  const counted = { places: 0, doors: 0 };
  for (const { text } of sentences) {
    const copy = redact(text);
    const gate = redaction(text).findings;
    for (const { start, end, place } of findAddresses(text)) {
      const said = text.slice(start, end);
      if (!gate.some((one) => one.kind === 'address' && one.start === start && one.end === end)) continue;
      counted[place ? 'places' : 'doors'] += 1;
      expect([said, copy.includes(said)]).toEqual([said, place === true]);
    }
  }
  expect(counted.places).toBeGreaterThan(15);
  expect(counted.doors).toBeGreaterThan(30);
});

test('a telephone or an ID number has one mask, alone in its field or in the midst of a text', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  const phones = fc.oneof(
    digits(9).chain((rest) => fc.constantFrom('13', '15', '18').map((first) => first + rest)),
    digits(6).chain((rest) => fc.constantFrom('08592', '08594', '0102', '0236').map((first) => `${first}${rest}`.slice(0, 12))),
  );
  fc.assert(
    fc.property(phones, (phone) => {
      expect(redact(`请打电话${phone}，谢谢`)).toBe(`请打电话${maskPhone(phone)}，谢谢`);
    }),
    { numRuns: 500 },
  );
  for (const id of ['522326194809133230', '52232619900101123X', '522326510121699']) {
    expect(redact(`身份证号是${id}。`)).toBe(`身份证号是${maskId(id)}。`);
  }
});

test('nothing outside the findings changes, and each is replaced by its mask', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { text: redacted, findings } = redaction(text);
      let rebuilt = '';
      let done = 0;
      for (const { kind, start, end, mask } of findings) {
        expect(findingKinds).toContain(kind);
        expect(start).toBeGreaterThanOrEqual(done);
        expect(end).toBeGreaterThan(start);
        rebuilt += text.slice(done, start) + mask;
        done = end;
      }
      expect(rebuilt + text.slice(done)).toBe(redacted);
    }),
    { numRuns: 5_000 },
  );
});

// --- planted numbers ------------------------------------------------------------------------------------------------

const spellings = [
  '0０零〇○⓪',
  '1１一幺壹①',
  '2２二贰②',
  '3３三叁③',
  '4４四肆④',
  '5５五伍⑤',
  '6６六陆⑥',
  '7７七柒⑦',
  '8８八捌⑧',
  '9９九玖⑨',
];
const gaps = ['', '', '', ' ', '-', '.', '·', '　', '－', '—', '_', '\u200b', ' - ', '\u00a0'];

/** The number with each digit in some script and with gaps between. */
const spelled = (number: string) =>
  fc
    .tuple(
      ...Array.from(number, (digit) =>
        fc.tuple(fc.constantFrom(...Array.from(spellings[Number(digit)] as string)), fc.constantFrom(...gaps)),
      ),
    )
    .map((pieces) => pieces.map(([digit, gap], index) => (index === pieces.length - 1 ? digit : digit + gap)).join(''));

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, rest]) => `1${second}${rest}`);
const landline = fc
  .tuple(fc.constantFrom('0859', '0851', '010', '023'), fc.integer({ min: 2, max: 8 }), digits(6))
  .map((all) => all.join(''));
const birth = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
const day = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '');
const area = fc.constantFrom('522326', '520103', '110101', '650102');
const id18 = fc.tuple(area, birth.map(day), digits(3)).map((all) => withCheck(all.join('')));
const id15 = fc
  .tuple(
    area,
    birth.map((date) => day(date).slice(2)),
    digits(3),
  )
  .map((all) => all.join(''));
const card = fc
  .tuple(fc.constantFrom('62', '4', '51'), digits(16))
  .map(([issuer, rest]) => withLuhn((issuer + rest).slice(0, 15)));

/** GB 11643; only numbers whose check digit is a digit, X has its own sentences. */
function withCheck(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + (['1', '0', '2', '9', '8', '7', '6', '5', '4', '3', '2'][sum % 11] as string);
}

function withLuhn(body: string): string {
  const sum = Array.from(body)
    .toReversed()
    .map(Number)
    .reduce((total, digit, index) => total + (index % 2 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** Read as digits, in any spelling, with everything else left out. */
const digitsOf = (text: string): string =>
  Array.from(text, (one) => spellings.findIndex((same) => same.includes(one)))
    .filter((digit) => digit >= 0)
    .join('');

test.each([
  // The last numeral of a name, and a number in characters right behind it: the number is found without it.
  ['张三肆6-80032陆四—8707323', 'card', 16],
  ['他叫陆四壹一01-01198006069046', 'id', 18],
  ['张三壹8000000000', 'phone', 11],
])('a name of numerals does not hide the number behind it: %s', (text, kind, digits) => {
  const found = redaction(text).findings.find((finding) => finding.kind === kind);
  expect(digitsOf(text.slice(found?.start, found?.end))).toHaveLength(digits);
});

test.each(['电话13812345678陆四', '他叫陆四3楼的', '住户5陆四，电话13812345678'])(
  'a name of numerals is masked beside a digit: %s',
  (text) => {
    expect(redact(text)).not.toContain('陆四');
    expect(redact(text)).toContain('陆*');
  },
);

// What of disputes is hidden, and what is not: who is told off by numerals, and what else looks so.
test.each([
  ['张三和李四因为停车吵架，王五劝架', '张*和李*因为停车吵架，王*劝架'],
  ['赵六、孙七、周八、吴九、郑十都在场', '赵*、孙*、周*、吴*、郑*都在场'],
  ['王二家的狗咬了陈二', '王*家的狗咬了陈*'],
  ['李九说张三打人', '李*说张*打人'],
  ['三单元张三家漏水到李四家', '三单元张*家漏水到李*家'],
  ['3栋501张三家半夜吵', '*栋张*家半夜吵'],
  ['二单元二〇一张三家太吵', '*单元张*家太吵'],
  ['王五天天半夜拖桌椅', '王*天天半夜拖桌椅'],
  ['张三五次上门来骂', '张*五次上门来骂'],
  ['李四两天没来了', '李*两天没来了'],
  ['李四十分激动，张三十分生气', '李*十分激动，张*十分生气'],
  ['王五百般推托，赵六千方百计躲着', '王*百般推托，赵*千方百计躲着'],
  ['张三折腾到半夜，张三元旦又吵', '张*折腾到半夜，张*元旦又吵'],
  ['那张三天天吵，老二张三也来', '那张*天天吵，老二张*也来'],
  ['张三三单元五〇一', '张*'],
  ['隔壁张三一三八一二三四五六七八', '隔壁张*'],
  // Nobody.
  ['买了一张三人床，两张三人沙发', '买了一张三人床，两张三人沙发'],
  ['一张三十块的票', '一张三十块的票'],
  ['买张三元的票，换张三层板', '买张三元的票，换张三层板'],
  ['这张三人沙发坏了，那张三块钱', '这张三人沙发坏了，那张三块钱'],
  ['上周八点开过会', '上周八点开过会'],
  ['周二的时候来过，周五又来', '周二的时候来过，周五又来'],
  ['一单元二单元三单元都停水', '一单元二单元三单元都停水'],
  ['欠了三万二，还了一千五', '欠了三万二，还了一千五'],
])('of a dispute: %s', (text, shown) => {
  const hidden = redact(text);
  if (shown.endsWith('*')) expect(hidden).toMatch(new RegExp(`^${shown.replaceAll('*', '[*]')}`));
  else expect(hidden).toBe(shown);
  for (const name of ['张三一', '张三三', '一三八一二三四五六七八', '五〇一']) expect(hidden).not.toContain(name);
});

// How sides are called in Wangmo county: Buyi, Zhuang, Miao, Yi and Hui names among them; what somebody is, is no name.
test.each([
  ['张三', ['张三']],
  ['王二', ['王二']],
  ['莫二狗', ['莫二狗']],
  ['韦石头', ['韦石头']],
  ['欧阳海', ['欧阳海']],
  ['欧阳春晓', ['欧阳春晓']],
  ['韦罗春梅', ['韦罗春梅']],
  ['王国庆', ['王国庆']],
  ['高明', ['高明']],
  ['许和平', ['许和平']],
  ['岑阿布', ['岑阿布']],
  ['侬春梅', ['侬春梅']],
  ['侬阿妹', ['侬阿妹']],
  ['代文强', ['代文强']],
  ['邰秀英', ['邰秀英']],
  ['滚玉兰', ['滚玉兰']],
  ['佘明', ['佘明']],
  ['阿卜杜拉·买买提', ['阿卜杜拉·买买提']],
  ['吉克·阿依', ['吉克·阿依']],
  ['韦春梅家', ['韦春梅']],
  ['韦春梅夫妇', ['韦春梅']],
  ['楼上韦春梅一家', ['韦春梅']],
  ['隔壁的罗大宽', ['罗大宽']],
  ['韦春梅和罗大宽', ['韦春梅', '罗大宽']],
  ['韦春梅、侬春梅', ['韦春梅', '侬春梅']],
  ['韦春梅（女儿）', ['韦春梅']],
  ['房东', []],
  ['三单元', []],
  ['三单元住户', []],
  ['楼上住户', []],
  ['车主', []],
  ['隔壁邻居', []],
  ['包工头', []],
  ['施工方', []],
  ['施工队', []],
  ['安置户', []],
  ['养殖户', []],
  ['农民工', []],
  ['水电工', []],
  ['花店老板', []],
  ['烧烤店老板', []],
  ['车行', []],
  ['师傅', []],
  ['司机', []],
  ['家长', []],
  ['保安', []],
  ['保洁', []],
  ['小学生', []],
  ['那家人', []],
  ['王家', []],
  ['温泉山庄', []],
  ['龙头企业', []],
  ['向阳小区物业', []],
  ['开麻将馆的', []],
  ['收破烂的老人', []],
])('by which names a side is called: %s', (said, names) => {
  expect(namesIn(said)).toEqual(names);
});

test.each([
  ['a mobile number', mobile],
  ['a landline number', landline],
  ['an ID number of 18 digits', id18],
  ['an ID number of 15 digits', id15],
  ['a card', card],
])('%s disappears in whatever spelling', (_, number) => {
  const around = fc.constantFrom('', '电话', '请打', '，', '。', '号码：', '联系人', '楼道灯坏了', '张三', '(', 'A', '：');
  const before = fc.oneof(around, fc.constantFrom('陆四', '他叫陆四', '三'));
  fc.assert(
    fc.property(
      number.chain((plain) => fc.tuple(fc.constant(plain), spelled(plain))),
      before,
      around,
      ([plain, written], said, after) => {
        const masked = redact(said + written + after);
        expect(masked).not.toContain(written);
        expect(digitsOf(masked)).not.toContain(plain);
        expect(masked).toContain('***');
      },
    ),
    { numRuns: 1_500 },
  );
});

test('plates and e-mail addresses disappear', () => {
  const body = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ'.split('')), minLength: 1, maxLength: 2 });
  const plate = fc
    .tuple(fc.constantFrom('贵', '粤', '云'), fc.constantFrom('A', 'E', 'J'), fc.constantFrom('', '·', ' ', '-'), body, digits(4))
    .map(([province, city, gap, letters, numbers]) => province + city + gap + (letters + numbers).slice(0, 5));
  const mail = fc.emailAddress().filter((address) => /^[\w.+-]+@[\w.-]+$/.test(address));
  fc.assert(
    fc.property(fc.oneof(plate, mail), (secret) => {
      expect(redact(`昨天${secret}，看到了`)).not.toContain(secret);
    }),
    { numRuns: 2_000 },
  );
});

test('time grows with the text, even with a hostile one', () => {
  const pieces = [
    '1',
    '1 ',
    '一',
    '1-',
    '3栋',
    '赵',
    '张某',
    '我叫',
    'a.',
    '@',
    'a@',
    '贵E',
    '2026-03-0',
    '*',
    '3-2-50',
    '微信a',
    '王家',
    '单元',
    '老王',
    '路1号',
    '村四组',
    '9'.repeat(40),
    '阿',
  ];
  for (const one of pieces) {
    const time = (length: number): number => {
      const text = one.repeat(length / one.length);
      // CPU time of this thread, ms: what else the machine does is not in it.
      const began = process.threadCpuUsage();
      redact(text);
      return process.threadCpuUsage(began).user / 1000;
    };
    time(20_000);
    // The least of up to six: a core that is shared counts as time of this thread, too.
    let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let tries = 0; tries < 6 && !(long / short < 40); tries += 1) {
      short = Math.min(short, Math.max(1, time(20_000)));
      long = Math.min(long, time(160_000));
    }
    expect(long / short, one).toBeLessThan(40);
  }
});
