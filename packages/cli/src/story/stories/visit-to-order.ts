import { demoGrid, personas } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import type { Story } from '../story.ts';

export const visitToOrder: Story = {
  name: 'visit-to-order',
  title: {
    zh: '包联走访：改期、再访、走访中点单并关联，单办结，走访按期再来',
    en: 'A visit: moved, tried again, an order born of it and done; the next visit plans itself',
  },
  steps: [
    {
      place: 'visit',
      as: 'secretary',
      workflow: 'visit',
      input: {
        unit: ownCode.householdGroup(demoGrid, 1),
        visitor: personas['grid-worker'].person,
        on: '2026-03-04T10:00:00+08:00',
        repeats: true,
      },
    },
    { hours: 49, why: { zh: '走访日到了', en: 'the day of the visit comes' } },
    { to: 'visit', as: 'grid-worker', send: 'record', input: { outcome: 'away' } },
    { to: 'visit', as: 'grid-worker', send: 'move', input: { on: '2026-03-06T19:30:00+08:00' } },
    { hours: 58, why: { zh: '改到晚上再去', en: 'it is tried again in the evening' } },
    { to: 'visit', as: 'grid-worker', send: 'record', input: { outcome: 'met', text: '三栋老人说过道漏水，晚上不敢走' } },
    {
      place: 'order',
      as: 'grid-worker',
      input: { category: '0101', unit: demoGrid, text: '三栋三楼过道漏水，地面湿滑', source: 'visit' },
    },
    { to: 'visit', as: 'grid-worker', send: 'link', input: { order: '@order' } },
    { to: 'order', as: 'secretary', send: 'admit' },
    { to: 'order', as: 'secretary', send: 'dispatch', input: { to: { kind: 'person', id: personas.member.person } } },
    { to: 'order', as: 'member', send: 'accept' },
    { to: 'order', as: 'member', send: 'contact', input: { note: '已到楼道查看' } },
    { to: 'order', as: 'member', send: 'finish', input: { result: '已补好防水，铺了防滑垫' } },
    { hours: 24 * 6, why: { zh: '三个工作日后走访自动结束，下一次已排好', en: 'it ends by itself, and the next is planned' } },
  ],
  ends: { visit: 'done', order: 'finished', 'visit-2': 'planned' },
};
