import { expect, test } from 'vitest';
import { handledBy } from './handled-by.ts';

const grid = { name: '第一网格', within: '蟠桃园社区' };
const person = (code: string, zh: string, en: string, unit: { name: string; within?: string } = grid) => ({
  kind: 'person',
  name: '承办人',
  as: { role: { code, zh, en }, unit },
});
const member = person('member', '党员', 'member');
const saidOf = (handling: string, holder: Parameters<typeof handledBy>[0]['holder'], language: 'zh' | 'en' = 'zh') => {
  const said = handledBy({ state: { handling }, holder }, language);
  return said && `${said.who}${said.waits ? ' …' : ''}`;
};

test.each([
  ['nobody has it yet', 'admitted', null, null],
  ['it was given to somebody', 'dispatched', member, '蟠桃园社区 第一网格\u00a0· 党员 …'],
  ['anybody of a team may take it', 'pooled', { kind: 'team', name: '先锋队' }, '先锋队 …'],
  ['somebody has it', 'working', member, '蟠桃园社区 第一网格\u00a0· 党员'],
  ['a unit has it', 'accepted', { kind: 'unit', name: '安居物业' }, '安居物业'],
  [
    'whoever works for a firm is called as the firm is',
    'working',
    person('property', '物业', 'x', { name: '安居物业' }),
    '安居物业',
  ],
  ['it is done', 'evaluated', member, '蟠桃园社区 第一网格\u00a0· 党员'],
  ['he asks to give it back', 'returning', member, null],
  ['it went up', 'escalated', member, null],
  ['it was withdrawn', 'withdrawn', member, null],
  ['who he is is not known any more', 'evaluated', { kind: 'person', name: '承办人' }, null],
])('who does it is told: %s', (_, handling, holder, expected) => {
  expect(saidOf(handling, holder)).toBe(expected);
});

test('in English by the same names, with the role in English', () => {
  expect(saidOf('working', member, 'en')).toBe('蟠桃园社区 第一网格\u00a0· member');
});
