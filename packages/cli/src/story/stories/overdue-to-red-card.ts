import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { Step, Story } from '../story.ts';

/** 签收 → 回复 → 核查 → 销号. */
const answered = (card: string, text: string, note: string): readonly Step[] => [
  { to: card, as: 'member', send: 'sign' },
  { to: card, as: 'member', send: 'reply', input: { text } },
  { to: card, as: 'supervisor', send: 'check', input: { verdict: 'accepted', note } },
  { to: card, as: 'supervisor', send: 'close' },
];

const lookedBack = (card: string): Step => ({
  to: card,
  as: 'supervisor',
  send: 'lookBack',
  input: { solved: true, note: '供水正常' },
});

export const overdueToRedCard: Story = {
  name: 'overdue-to-red-card',
  title: {
    zh: '逾期到红卡：蓝 → 黄 → 红，回复、核查、销号、回头看',
    en: 'Overdue until the red card; then answered, checked, closed',
  },
  steps: [
    { place: 'order', as: 'resident', input: { category: '0201', unit: demoGrid, text: '全楼停水，老人做不了饭' } },
    { to: 'order', as: 'secretary', send: 'admit' },
    { to: 'order', as: 'secretary', send: 'dispatch', input: { to: { kind: 'person', id: personas.member.person } } },
    { to: 'order', as: 'member', send: 'accept' },
    { hours: 48, why: { zh: '接了单，没有动静', en: 'accepted, and nothing happens' } },
    { to: 'order', as: 'member', send: 'contact', input: { note: '已上门道歉' } },
    { to: 'order', as: 'member', send: 'finish', input: { result: '联系水厂抢修，已恢复供水' } },
    ...answered('card-red', '我没有及时上门，现已恢复供水，今后值班到岗', '现场核实，已通水'),
    ...answered('card-yellow', '逾期原因见红卡回复', '与红卡一并核实'),
    ...answered('card-blue', '未按时联系居民，已道歉', '与红卡一并核实'),
    { to: 'order', as: 'resident', send: 'evaluate', input: { solved: 'yes', stars: 3, comment: '水来了，就是太慢' } },
    { hours: 24 * 33, why: { zh: '三十天后回头看', en: 'thirty days later, the second look' } },
    ...['card-red', 'card-yellow', 'card-blue'].map(lookedBack),
  ],
  ends: { order: 'evaluated', 'card-red': 'settled', 'card-yellow': 'settled', 'card-blue': 'settled' },
};
