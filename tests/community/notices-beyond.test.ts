// Notices beyond the box: quiet hours, words of counties and streets, what a rule may not say.
import { holdRules, noCountyRules, type CountyRule } from '@six-order/community/county-rules/county-rules';
import { shapeOf, type RuleKind, type RuleValue } from '@six-order/community/county-rules/kinds';
import { goesAt, messageText, noticeRulesAt, type Said } from '@six-order/community/notices/beyond';
import { expect, test } from 'vitest';

const at = (iso: string): number => Date.parse(`${iso}:00+08:00`);
const where = (path: string) => ({ tenant: '522326', path, at: at('2026-03-02T09:00') });
let made = 0;
const rule = <K extends RuleKind>(kind: K, key: string, path: string, value: RuleValue<K>): CountyRule =>
  ({
    id: `00000000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`,
    tenant: '522326',
    kind,
    key,
    path,
    value,
    document: '望街发〔2026〕9 号',
    validFrom: 0,
    validTo: null,
  }) as CountyRule;

const night = { from: '22:00', until: '07:00' };
test.each([
  ['2026-03-02T21:59', 'U2', night, '2026-03-02T21:59'],
  ['2026-03-02T22:00', 'U2', night, '2026-03-03T07:00'],
  ['2026-03-02T23:59', 'U1', night, '2026-03-03T07:00'],
  ['2026-03-03T00:00', null, night, '2026-03-03T07:00'],
  ['2026-03-03T06:59', 'U3', night, '2026-03-03T07:00'],
  ['2026-03-03T07:00', 'U3', night, '2026-03-03T07:00'],
  ['2026-03-02T23:30', 'U0', night, '2026-03-02T23:30'],
  ['2026-03-02T23:30', 'U2', null, '2026-03-02T23:30'],
  ['2026-03-02T13:00', 'U2', { from: '12:30', until: '14:15' }, '2026-03-02T14:15'],
  ['2026-03-02T12:29', 'U2', { from: '12:30', until: '14:15' }, '2026-03-02T12:29'],
] as const)('what would go at %s at %s in quiet hours %j goes at %s', (would, urgency, quiet, goes) => {
  expect(goesAt(at(would), quiet, urgency)).toBe(at(goes));
});

const said: Said = {
  template: 'order-accepted',
  language: 'zh',
  number: '20260302-000001-7',
  station: 'accept',
  light: 'green',
  link: 'https://orders.example/orders/1',
};

test('without a county’s own words a message says number, station, light and link', () => {
  expect(messageText(noCountyRules, where('u522326'), said)).toEqual({
    subject: '【六单】20260302-000001-7',
    text: '【六单】单号 20260302-000001-7 有新进展。环节：接单；绿灯。https://orders.example/orders/1',
  });
  expect(messageText(noCountyRules, where('u522326'), { ...said, language: 'en', light: 'red', link: null }).text).toBe(
    '[Six Orders] 20260302-000001-7 has news. Station: acceptance; red light.',
  );
  expect(
    messageText(noCountyRules, where('u522326'), { ...said, template: 'order-finished', station: 'evaluate' }).text,
  ).toContain('请您评价');
});

test('a street’s words and hours stand before the county’s, each language by itself; one template before all', () => {
  const words = (name: string) => ({ zh: `【${name}】{number} {station} {light} {link}`, en: `[${name}] {number}` });
  const rules = holdRules([
    rule('notice-words', '*', 'u522326', words('望谟')),
    rule('notice-words', '*', 'u522326.u004', words('蟠桃')),
    rule('notice-words', 'order-accepted', 'u522326', words('接单')),
    rule('notices', '', 'u522326', { quiet: null }),
    rule('notices', '', 'u522326.u004', { quiet: { from: '21:00', until: '08:00' }, sms: ['order-finished'], language: 'en' }),
  ]);
  const text = (path: string, more: Partial<Said> = {}) =>
    messageText(rules, where(path), { ...said, template: 'order-placed', ...more }).text;
  expect(text('u522326.u001')).toBe('【望谟】20260302-000001-7 接单 绿灯 https://orders.example/orders/1');
  expect(text('u522326.u004.u002')).toMatch(/^【蟠桃】/);
  expect(text('u522326.u004.u002', { language: 'en' })).toBe('[蟠桃] 20260302-000001-7');
  expect(text('u522326.u004', { template: 'order-accepted' })).toMatch(/^【接单】/);
  expect(noticeRulesAt(rules, where('u522326.u001')).quiet).toBeNull();
  expect(noticeRulesAt(rules, where('u522326.u001')).sms).toContain('card-issued');
  // Who may speak about it, or contest it, within days is told where he is.
  expect(noticeRulesAt(noCountyRules, where('u522326')).sms).toEqual(
    expect.arrayContaining(['exclusion-proposed', 'exclusion-decided']),
  );
  expect(noticeRulesAt(rules, where('u522326.u004'))).toMatchObject({
    quiet: { from: '21:00', until: '08:00' },
    sms: ['order-finished'],
    language: 'en',
  });
});

test.each([
  ['notice-words', '*', { zh: '有新进展', en: '{number}' }, 'it must hold {number}'],
  ['notice-words', '*', { zh: '{number} {text}', en: '{number}' }, '大括号里只能写{number}、'],
  ['notice-words', '*', { zh: '{number', en: '{number}' }, 'it must hold {number}'],
  ['notice-words', '*', { zh: '{number} }', en: '{number}' }, 'in braces stand only'],
  ['notice-words', '*', { zh: '{number}\nBcc: a@b', en: '{number}' }, 'it is one line'],
  ['notices', '', { quiet: { from: '22:00', until: '24:00' } }, 'write a time of day as 22:00'],
  ['notices', '', { quiet: { from: '22:00', until: '22:00' } }, 'write null for none'],
  ['notices', '', { sms: ['order-placed', 'order-placed'] }, 'each template stands once'],
  ['notices', '', { sms: ['no-such'] }, ''],
] as const)('no rule %s %s says %j', (kind, key, value, why) => {
  const read = shapeOf(kind, key)?.safeParse(value);
  expect(read?.success).toBe(false);
  expect(read?.error?.issues.map(({ message }) => message).join()).toContain(why);
});

test('words are of a template that there is', () => {
  expect(shapeOf('notice-words', 'order-finished')).toBeDefined();
  expect(shapeOf('notice-words', 'no-such')).toBeUndefined();
});
