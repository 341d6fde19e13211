import { handOverSheet, planHandOver, type HeldOrder } from '@six-order/community/people/hand-over';
import type { Post } from '@six-order/community/people/post';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const end = Date.parse('2026-07-01T00:00:00+08:00');
const post = (id: string, person: string): Post => ({
  id,
  tenant: 't',
  person,
  role: 'secretary',
  unit: 'u',
  validFrom: 0,
  validTo: end,
});
const order = (id: string, more: Partial<HeldOrder> = {}): HeldOrder => ({
  id,
  number: `20260601-${id}`,
  workflow: 'six-order',
  stage: 'working',
  path: 'k.s.c.g',
  dueAt: null,
  conflicts: [],
  ...more,
});
const ask = {
  post: post('a', 'leaver'),
  held: [],
  remaining: [],
  successors: ['next', 'deputy'],
  deputies: [],
  deputizes: [],
  next: null,
};

test('orders go to whoever follows, past whom something speaks against, and back to be dispatched when nobody may take them', () => {
  const held = [
    order('later', { dueAt: end + 2 }),
    order('soon', { dueAt: end + 1 }),
    order('of next', { conflicts: ['next'] }),
    order('of both', { conflicts: ['next', 'deputy'] }),
    order('elsewhere', { path: 'k.s.o.g' }),
  ];
  const { items } = planHandOver({ ...ask, held, remaining: ['k.s.o'] });
  expect(items.map((item) => (item.subject === 'order' ? [item.order.id, item.action, item.to] : []))).toEqual([
    ['soon', 'transfer', 'next'],
    ['later', 'transfer', 'next'],
    ['elsewhere', 'stay', null],
    ['of both', 'return', null],
    ['of next', 'transfer', 'deputy'],
  ]);
});

test('every order is accounted for once, and never goes to the leaver or to whom something speaks against', () => {
  const people = fc.constantFrom('leaver', 'next', 'deputy', 'other');
  const held = fc.array(
    fc.record({ path: fc.constantFrom('k.s.c.g', 'k.s.o.g', 'k'), conflicts: fc.array(people), dueAt: fc.option(fc.nat()) }),
  );
  fc.assert(
    fc.property(held, fc.array(people), fc.subarray(['k.s.c', 'k.s.o']), (rows, successors, remaining) => {
      const orders = rows.map((row, at) => order(String(at), row));
      const { items } = planHandOver({ ...ask, held: orders, successors, remaining });
      const planned = items.flatMap((item) => (item.subject === 'order' ? [item] : []));
      expect(planned.map(({ order }) => order.id).toSorted()).toEqual(orders.map(({ id }) => id).toSorted());
      for (const { order, action, to } of planned) {
        expect(action === 'transfer').toBe(to !== null);
        expect(to).not.toBe('leaver');
        if (to !== null) expect(order.conflicts).not.toContain(to);
      }
    }),
  );
});

test('deputies of the post stay until someone follows, and what the leaver stood in for ends', () => {
  const mine = post('b', 'deputy');
  const his = post('c', 'leaver');
  expect(planHandOver({ ...ask, deputies: [mine], deputizes: [his] }).items).toEqual([
    { subject: 'deputy', post: mine, action: 'keep' },
    { subject: 'deputy', post: his, action: 'end' },
  ]);
});

test('to whom holds the same post already the deputies pass; nobody becomes his own', () => {
  const [mine, his] = [post('b', 'deputy'), post('c', 'next')];
  const next = post('n', 'next');
  expect(planHandOver({ ...ask, deputies: [mine, his], next }).items).toEqual([
    { subject: 'deputy', post: mine, action: 'move' },
    { subject: 'deputy', post: his, action: 'end' },
  ]);
});

test('the sheet reads as one that people sign', () => {
  const plan = planHandOver({ ...ask, held: [order('000011-3', { dueAt: end })], deputies: [post('b', 'deputy')] });
  const names: Record<string, string> = { leaver: '王守正', next: '班致和', deputy: '韦常青' };
  expect(
    handOverSheet(plan, {
      nameOf: (person) => names[person] ?? '',
      unit: '蟠桃园社区',
      role: '支部书记',
      dayOf: (at) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10),
      at: end,
    }),
  ).toBe(`岗位交接单

单位：蟠桃园社区    岗位：支部书记
移交人：王守正    任期至：2026-07-01
制表日期：2026-07-01

一、在办事项（1 件）
1. 20260601-000011-3  2026-07-01 到期  移交 班致和  接收签字：________

二、代理岗位（1 项）
1. 韦常青  B岗继续代理至新任到岗

移交人签字：________    监交人签字：________    日期：________
说明：本单只列单号和期限，不含居民个人信息；事项内容由接收人在系统内按权限查看。
`);
});
