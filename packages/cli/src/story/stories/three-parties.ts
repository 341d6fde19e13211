import { demoCommunity, demoGrid } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import type { Story } from '../story.ts';

const firm = ownCode.property(demoCommunity, 1);

export const threeParties: Story = {
  name: 'three-parties',
  title: {
    zh: '三方共议：居民提议 → 列入议题 → 三方表态 → 议定 → 事项成单、回报、销号 → 反馈；办不了的提交街道联席会议',
    en: 'Three parties: a topic from a resident, opinions with their record, a decision, tasks that report back, the answer; and one that goes up',
  },
  steps: [
    {
      place: 'topic',
      as: 'resident',
      workflow: 'deliberation',
      input: { forum: 'three-parties', unit: demoGrid, text: '三栋前的空地，有人停车有人种菜，天天吵' },
    },
    { to: 'topic', as: 'secretary', send: 'admit', input: { text: '三栋前空地用作停车还是绿化？' } },
    { to: 'topic', as: 'community', send: 'speak', input: { party: 'community', stance: 'agree', text: '停车为主，留一排树' } },
    { hours: 30, why: { zh: '业委会入户投票', en: 'the owners vote from door to door' } },
    {
      to: 'topic',
      as: 'secretary',
      send: 'speak',
      input: {
        party: 'owners',
        stance: 'agree',
        text: '四十三户投票，三十一户同意停车',
        record: { how: 'ballot', on: '2026-03-03T15:00:00+08:00', people: 43 },
      },
    },
    {
      to: 'topic',
      as: 'property',
      send: 'speak',
      input: { party: 'property', stance: 'agree', text: '可以划线，费用从公共收益出' },
    },
    {
      to: 'topic',
      as: 'secretary',
      send: 'decide',
      input: {
        verdict: 'adopted',
        text: '停车为主，留一排树。物业两周内划线立牌，网格看护树木',
        tasks: [
          { unit: firm, dueOn: '2026-03-18T18:00:00+08:00' },
          { unit: demoGrid, dueOn: '2026-03-20T18:00:00+08:00' },
        ],
      },
    },
    // `task` is the property firm's, `task-2` the grid's.
    { to: 'task', as: 'property', send: 'report', input: { status: 'on-track', text: '漆已到，周末施工' } },
    { hours: 24 * 4, why: { zh: '物业划线', en: 'the lines are painted' } },
    { to: 'task', as: 'property', send: 'finish', input: { text: '二十个车位，两块牌' } },
    { to: 'task', as: 'community', send: 'check', input: { verdict: 'accepted' } },
    { to: 'task-2', as: 'grid-worker', send: 'finish', input: { text: '树已围栏' } },
    { to: 'task-2', as: 'community', send: 'check', input: { verdict: 'accepted' } },
    { to: 'topic', as: 'secretary', send: 'feedback', input: { text: '线已划好，树留了一排，谢谢您的提议' } },
    {
      place: 'second',
      as: 'representative',
      workflow: 'deliberation',
      input: { forum: 'three-parties', unit: demoCommunity, text: '北门外的断头路能不能打通' },
    },
    { to: 'second', as: 'secretary', send: 'admit', input: { text: '北门外断头路是否请求打通？' } },
    { to: 'second', as: 'community', send: 'speak', input: { party: 'community', stance: 'agree' } },
    { to: 'second', as: 'representative', send: 'speak', input: { party: 'owners', stance: 'agree' } },
    { to: 'second', as: 'property', send: 'speak', input: { party: 'property', stance: 'abstain', text: '不在服务区内' } },
    { to: 'second', as: 'secretary', send: 'decide', input: { verdict: 'raised', text: '涉及市政道路，提交街道联席会议' } },
    // `deliberation` is the street's topic.
    { to: 'deliberation', as: 'street', send: 'refuse', input: { text: '已列入县里今年道路计划，六月开工' } },
    { to: 'second', as: 'secretary', send: 'feedback', input: { text: '县里六月开工，到时再告诉大家' } },
  ],
  ends: { topic: 'closed', task: 'settled', 'task-2': 'settled', second: 'closed', deliberation: 'refused' },
};
