import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { Story } from '../story.ts';

export const reworkTwice: Story = {
  name: 'rework-twice',
  title: { zh: '两次差评、两次重办：第二次差评发红卡', en: 'Two bad evaluations, two reworks; the second brings the red card' },
  steps: [
    { place: 'order', as: 'resident', input: { category: '0101', unit: demoGrid, text: '卫生间顶上漏水' } },
    { to: 'order', as: 'secretary', send: 'admit' },
    { to: 'order', as: 'secretary', send: 'dispatch', input: { to: { kind: 'person', id: personas.member.person } } },
    { to: 'order', as: 'member', send: 'accept' },
    { to: 'order', as: 'member', send: 'contact', input: { note: '当天上门' } },
    { hours: 6, why: { zh: '第一次办理', en: 'the first time' } },
    { to: 'order', as: 'member', send: 'finish', input: { result: '打了密封胶' } },
    { to: 'order', as: 'resident', send: 'evaluate', input: { solved: 'no', stars: 2, comment: '还在漏' } },
    { hours: 20, why: { zh: '第一次重办', en: 'the first rework' } },
    { to: 'order', as: 'member', send: 'finish', input: { result: '重做了防水' } },
    { to: 'order', as: 'resident', send: 'evaluate', input: { solved: 'no', stars: 1, comment: '下雨又漏' } },
    { to: 'card-red', as: 'member', send: 'reply', input: { text: '原因找错，漏点在楼上水管，今日更换' } },
    { hours: 20, why: { zh: '第二次重办', en: 'the second rework' } },
    { to: 'order', as: 'member', send: 'finish', input: { result: '更换楼上水管，试水一夜不漏' } },
    { to: 'card-red', as: 'supervisor', send: 'check', input: { verdict: 'accepted', note: '到现场看过，不漏' } },
    { to: 'card-red', as: 'supervisor', send: 'close' },
    { to: 'order', as: 'resident', send: 'evaluate', input: { solved: 'yes', stars: 4, comment: '这次真的好了' } },
  ],
  ends: { order: 'evaluated', 'card-red': 'closed' },
};
