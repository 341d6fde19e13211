import { checkDigit, isChecked } from '@six-order/community/numbers/check-digit';
import { dayOf, numbersEnding, orderNumber, parseOrderNumber } from '@six-order/community/numbers/order-number';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const digits = fc.stringMatching(/^\d{1,20}$/);
const day = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => dayOf(date.getTime()));
const sequence = fc.integer({ min: 1, max: 99_999_999 });

test('the published example of Damm’s algorithm', () => {
  expect(checkDigit('572')).toBe(4);
  expect(isChecked('5724')).toBe(true);
  expect(isChecked('5727')).toBe(false);
});

test('one wrong digit is always found', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, shift) => {
      const whole = text + checkDigit(text);
      const at = place % whole.length;
      const wrong = whole.slice(0, at) + ((Number(whole[at]) + shift) % 10) + whole.slice(at + 1);
      expect(isChecked(whole)).toBe(true);
      expect(isChecked(wrong)).toBe(false);
    }),
  );
});

test('two neighbours changed round are always found, the check digit among them', () => {
  fc.assert(
    fc.property(digits, fc.nat(), (text, place) => {
      const whole = text + checkDigit(text);
      const at = place % (whole.length - 1);
      fc.pre(whole[at] !== whole[at + 1]);
      expect(isChecked(whole.slice(0, at) + whole[at + 1] + whole[at] + whole.slice(at + 2))).toBe(false);
    }),
  );
});

test('a check digit is made of digits only', () => {
  expect(() => checkDigit('12a')).toThrow(RangeError);
});

test('a number has day, sequence and check digit, and reads back as what it was made from', () => {
  expect(orderNumber('20261124', 123)).toMatch(/^20261124-000123-\d$/);
  fc.assert(
    fc.property(day, sequence, (of, nth) => {
      const number = orderNumber(of, nth);
      expect(parseOrderNumber(number)).toEqual({ number, day: of, sequence: nth });
    }),
  );
});

test('people may type it with blanks, other dashes, full-width digits or nothing between', () => {
  const number = orderNumber('20261124', 123);
  const typed = [
    number.replaceAll('-', ''),
    ` ${number.replaceAll('-', ' ')} `,
    number.replaceAll('-', '—'),
    number.replaceAll('-', '－'),
  ];
  const wide = number.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  for (const text of [...typed, wide]) expect(parseOrderNumber(text)?.number).toBe(number);
});

test('either is read with the word that stands before it', () => {
  const [order, card] = [orderNumber('20261124', 123), orderNumber('20261124', 123, 'D')];
  for (const text of [`督办卡 ${card}`, `督办卡：${card}`, `card ${card}`]) expect(parseOrderNumber(text)?.number).toBe(card);
  for (const text of [`单号 ${order}`, `单号：${order}`, `Number: ${order}`]) expect(parseOrderNumber(text)?.number).toBe(order);
});

test('a card’s is read with its letter, large or small', () => {
  const number = orderNumber('20261124', 123, 'D');
  for (const text of [number, number.toLowerCase(), `Ｄ ${number.slice(1).replaceAll('-', '')}`]) {
    expect(parseOrderNumber(text)?.number).toBe(number);
  }
});

test.each([
  '',
  'x',
  'D',
  'DD20261124-000123-0',
  '20261124',
  '20261124-000123',
  '20261324-000123-0',
  '2026112400012',
  '٢٠٢٦',
  '1'.repeat(1000),
])('%s is no order number', (text) => {
  expect(parseOrderNumber(text)).toBeNull();
});

test('a day that is not in the calendar is refused whatever its check digit', () => {
  for (const of of ['20260230', '20261301', '20260100']) expect(parseOrderNumber(orderNumber(of, 1))).toBeNull();
});

test('an order has one number only: leading zeros beyond six digits are refused', () => {
  const padded = `202611240000123`;
  expect(parseOrderNumber(padded + checkDigit(padded))).toBeNull();
});

const asked = Date.parse('2026-11-28T10:00:00+08:00');
const DAY_MS = 86_400_000;

test('a number is among those that end as its own last characters, however they are written', () => {
  fc.assert(
    fc.property(
      fc.nat(3_650),
      fc.integer({ min: 1, max: 999_999 }),
      fc.integer({ min: 8, max: 17 }),
      fc.constantFrom('-', '', ' ', '－'),
      (back, nth, length, dash) => {
        const number = orderNumber(dayOf(asked - back * DAY_MS), nth);
        const end = number.slice(-length).replace(/^-/, '');
        const found = numbersEnding(end.replaceAll('-', dash), asked);
        expect(found).toContain(number);
        for (const one of found) expect([one.endsWith(end), parseOrderNumber(one)?.number]).toEqual([true, one]);
      },
    ),
  );
});

test('of a shorter end the days that are looked at are fewer, and never more than 400 numbers tried, the newest first', () => {
  const number = orderNumber(dayOf(asked - 30 * DAY_MS), 123);
  for (const end of [number.slice(-6), number.slice(-7), number.slice(-7).replace('-', '')]) {
    const found = numbersEnding(end, asked);
    expect(found).toContain(number);
    expect(found.length).toBeLessThanOrEqual(400);
    expect(found).toEqual(found.toSorted().toReversed());
  }
  expect(numbersEnding(number.slice(-8), asked)[0]?.slice(0, 4)).toBe('2026');
});

test.each(['', '1', '23-7', '12345', '水管 000123-7', '20261128-0001', '31-000123-0 1', '--------', '1'.repeat(1000)])(
  '%s is the end of no number',
  (text) => {
    expect(numbersEnding(text, asked)).toEqual([]);
  },
);

test('the day is that of Shanghai', () => {
  expect(dayOf(Date.parse('2026-11-24T15:59:59.999Z'))).toBe('20261124');
  expect(dayOf(Date.parse('2026-11-24T16:00:00Z'))).toBe('20261125');
});
