// What a refusal says on the screen: its rule's words and the law, without the names of rules and the papers of the design.
import { refusalOf } from '@six-order/community/rules/rule';
import { say } from '@six-order/api/say';
import { shownIn, shownRefusal } from '@six-order/api/shown-refusal';
import { expect, test } from 'vitest';

const said = { zh: '不能派', en: 'It cannot go there' };

test.each([
  ['领域研究 7，命中即阻断，逐项人工确认', 'domain research 7, a hit blocks until a person clears it', '', ''],
  ['领域研究 1（第 49、76 行）', 'domain research 1, rows 49 and 76', '', ''],
  ['领域研究 5.6；1（第 23 行）', 'domain research 5.6; 1, row 23', '', ''],
  ['系统默认〔设计〕，可由县、街道调整', 'design default, a county or street may change it', '', ''],
  [
    '领域研究 2.6，《潍坊市12345条例》第二十二条',
    'domain research 2.6, Weifang 12345 regulation, article 22',
    '（依据：《潍坊市12345条例》第二十二条）',
    ' (Weifang 12345 regulation, article 22)',
  ],
  [
    '《未成年人保护法》第十一条、《反家庭暴力法》第十四条；领域研究 2.6 强制报告',
    'PIPL articles 6 and 25; domain research 2.6',
    '（依据：《未成年人保护法》第十一条、《反家庭暴力法》第十四条）',
    ' (PIPL articles 6 and 25)',
  ],
] as const)('%s', (zh, en, zhShown, enShown) => {
  const refusal = refusalOf('isScanned', { ...said, source: { zh, en } });
  expect([shownRefusal(say(refusal, 'zh')), shownRefusal(say(refusal, 'en'))]).toEqual([said.zh + zhShown, said.en + enShown]);
});

test('other words stay as they are', () => {
  for (const text of ['现在轮到承办人（党员 1）', 'two rules (rule of law)', '此项必填']) expect(shownRefusal(text)).toBe(text);
});

test('of a problem, its words and those beside its fields', () => {
  const message = say(refusalOf('isScanned', { ...said, source: { zh: '领域研究 7', en: 'domain research 7' } }), 'zh');
  expect(shownIn({ title: '填写内容有误', detail: message, errors: [{ path: 'to', message }] })).toEqual({
    title: '填写内容有误',
    detail: said.zh,
    errors: [{ path: 'to', message: said.zh }],
  });
  expect(shownIn(null)).toEqual({});
});
