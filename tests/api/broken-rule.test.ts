// What an answer carries of the rule that a refusal names, beside the sentence that quotes it.
import { refusalOf } from '@six-order/community/rules/rule';
import { presentRule } from '@six-order/api/broken-rule';
import { expect, test } from 'vitest';

const said = { zh: '不能派', en: 'It cannot go there' };

test.each([
  ['领域研究 7，命中即阻断，逐项人工确认', 'domain research 7, a hit blocks until a person clears it', undefined, undefined],
  ['领域研究 1（第 49、76 行）', 'domain research 1, rows 49 and 76', undefined, undefined],
  ['领域研究 5.6；1（第 23 行）', 'domain research 5.6; 1, row 23', undefined, undefined],
  ['系统默认〔设计〕，可由县、街道调整', 'design default, a county or street may change it', undefined, undefined],
  [
    '领域研究 2.6，《潍坊市12345条例》第二十二条',
    'domain research 2.6, Weifang 12345 regulation, article 22',
    '《潍坊市12345条例》第二十二条',
    'Weifang 12345 regulation, article 22',
  ],
  [
    '《未成年人保护法》第十一条、《反家庭暴力法》第十四条；领域研究 2.6 强制报告',
    'PIPL articles 6 and 25; domain research 2.6',
    '《未成年人保护法》第十一条、《反家庭暴力法》第十四条',
    'PIPL articles 6 and 25',
  ],
] as const)('%s', (zh, en, zhLaw, enLaw) => {
  const { rule, ...sentence } = refusalOf('isScanned', { ...said, source: { zh, en } });
  expect(sentence).toEqual({ zh: `不能派（规则 isScanned，依据：${zh}）`, en: `It cannot go there (rule isScanned; ${en})` });
  expect([presentRule(rule!, 'zh'), presentRule(rule!, 'en')]).toEqual([
    { name: 'isScanned', says: said.zh, source: zh, ...(zhLaw && { law: zhLaw }) },
    { name: 'isScanned', says: said.en, source: en, ...(enLaw && { law: enLaw }) },
  ]);
});
