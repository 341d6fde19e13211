import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskAddress, maskId, maskName, maskPhone, maskPlate } from '@six-order/community/privacy/mask';
import { redact } from '@six-order/community/privacy/redaction/redact';

describe('a name', () => {
  test.each([
    ['张三', '张*'],
    ['张小三', '张**'],
    ['欧阳娜娜', '欧阳**'],
    ['司马光', '司马*'],
    ['欧阳', '欧*'],
    ['阿依古丽·买买提', '阿*******'],
    ['王女士', '王女士'],
    ['王大爷', '王大爷'],
    ['  张三 ', '张*'],
    ['张', '*'],
    ['', '*'],
    ['John Smith', 'J*********'],
    ['𠮷田', '𠮷*'],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

describe('a telephone number', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['138-1234-5678', '138****5678'],
    ['+86 13812345678', '138****5678'],
    ['0086-138-1234-5678', '138****5678'],
    ['１３８１２３４５６７８', '138****5678'],
    ['0859-4661234', '0859-****234'],
    ['010-62345678', '010-****678'],
    ['02152345678', '021-****678'],
    ['0859-1234567', '*********67'],
    ['010-1234567', '********67'],
    ['12345', '*****'],
    ['4661234', '*****34'],
    ['+852 9123 4567', '*********67'],
    ['', ''],
  ])('%s → %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});

test('a number that is written as a landline’s is masked the same by itself and in a text, whether there can be one or not', () => {
  const one = fc.tuple(fc.constantFrom('010', '021', '0859'), fc.constantFrom('', '-', ' '), fc.stringMatching(/^\d{7,8}$/));
  fc.assert(
    fc.property(one, (parts) => {
      const number = parts.join('');
      expect(redact(`座机${number}。`)).toBe(`座机${maskPhone(number)}。`);
    }),
    { numRuns: 2_000 },
  );
});

test('an ID number and a plate', () => {
  expect(maskId('522326199001011234')).toBe('522326********1234');
  expect(maskId('52232619900101123x')).toBe('522326********123x');
  expect(maskId('522326900101123')).toBe('522326*****1123');
  expect(maskId('12345')).toBe('*****');
  expect(maskPlate('贵E12312')).toBe('贵E·***12');
  expect(maskPlate('贵E·D12312')).toBe('贵E·***12');
});

describe('an address', () => {
  test.each([
    ['蟠桃园社区3栋2单元501室', '蟠桃园社区*栋'],
    ['蟠桃园社区３栋', '蟠桃园社区*栋'],
    ['贵州省望谟县蟠桃街道蟠桃园社区十二栋501', '贵州省望谟县蟠桃街道蟠桃园社区*栋'],
    ['幸福小区A座1203', '幸福小区*座'],
    ['甘莱村一组15号', '甘莱村*组'],
    ['王母街道解放路15号', '王母街道解放路*号'],
    ['张三家3栋', '*栋'],
    ['平郎社区', '平郎社区*'],
    ['平郎社区老张家隔壁', '平郎社区*'],
    ['3-501', '*'],
    ['老地方', '*'],
    ['', '*'],
  ])('%s → %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });
});

describe('a free text', () => {
  test.each([
    ['电话13812345678，请联系', '电话138****5678，请联系'],
    ['电话 138 1234 5678 或１３９１２３４５６７８', '电话 138****5678 或139****5678'],
    ['一三八一二三四五六七八', '138****5678'],
    ['身份证522326199001011234', '身份证522326********1234'],
    ['身份证52232619900101123X。', '身份证522326********123X。'],
    ['卡号6222 0212 3456 7890 123', '卡号*****************23'],
    ['座机0859-4661234', '座机0859-****234'],
    ['车牌贵E12345挡住了', '车牌贵E·***45挡住了'],
    ['车牌贵E·D12345挡住了', '车牌贵E·***45挡住了'],
    ['我家3栋2单元501漏水', '我家*栋漏水'],
    ['我家三栋二单元五楼漏水', '我家*栋漏水'],
    ['住在12号楼1203室', '住在*号楼'],
    ['三栋门口，我家三栋501', '三栋门口，我家*栋'],
    ['甘莱村五组12号门前', '甘莱村*组门前'],
    ['甘莱村五组，12号门前', '甘莱村*组，12号门前'],
    ['3栋2单元的501漏水', '*栋的501漏水'],
    ['三栋二单元，五零一漏水', '*栋，五零一漏水'],
    ['3栋老人家501漏水', '*栋老人家501漏水'],
    ['3-2-501的住户', '*的住户'],
    ['3-501的住户', '*的住户'],
    ['我叫张三，是业主', '我叫张*，是业主'],
    ['联系人：李小四', '联系人：李**'],
    ['找王小明师傅修', '找王**师傅修'],
    ['邮箱 zhang.san@example.com', '邮箱 ***@***'],
  ])('%s → %s', (text, masked) => {
    expect(redact(text)).toBe(masked);
  });

  test.each([
    '三栋门口的路灯不亮',
    '3栋前的空地',
    '十二号楼、13号楼停水',
    '五栋三单元的门禁坏了',
    'A座大厅漏雨',
    '3栋停水，已经100多人反映',
    '五栋门口2026年修的路',
    '甘莱村五组的水沟堵了',
    '楼道灯坏了三天',
    '2026-03-02 晚上停水',
    '3月5号停水',
    '单号20260302-000123-4已办',
    '费用120元，等了3天',
    '第5号决议',
    '',
  ])('%s stays', (text) => {
    expect(redact(text)).toBe(text);
  });

  test("the order's own name is masked wherever it stands", () => {
    expect(redact('石晒雨家漏水，石晒雨不在家', ['石晒雨'])).toBe('石**家漏水，石**不在家');
    expect(redact('山坡塌了', ['山'])).toBe('山坡塌了');
  });

  const digits = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
  const words = fc.constantFrom('漏水', '电话', '，', '。', 'A', '栋', ' ', '\n', '张三', '在', '-', '：');

  test('no telephone or ID number survives, whatever stands around it', () => {
    const phone = fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, rest]) => `1${second}${rest}`);
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 6 }),
        fc.oneof(
          phone,
          digits(18),
          digits(19),
          digits(7).map((rest) => `8${rest}`),
        ),
        fc.array(words, { maxLength: 6 }),
        (before, secret, after) => {
          const masked = redact([...before, secret, ...after].join(''));
          expect(masked).not.toContain(secret);
          expect(masked).not.toMatch(/\d{7,}/);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
