import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { Step, Story } from '../story.ts';

const neighbours = '0502';
const parties = { a: { persons: [personas.resident.person] }, b: { persons: [personas['resident-2'].person] } };

const asked = (place: string, text: string): Step => ({
  place,
  as: 'resident',
  workflow: 'mediation',
  input: { category: neighbours, unit: demoGrid, text, parties },
});

/** Nobody is made to go on: each of these ends by a party's word, and is counted all the same. */
const declined = (place: string, text: string): readonly Step[] => [
  asked(place, text),
  { to: place, as: 'resident-2', send: 'decline' },
];

export const mediationLadder: Story = {
  name: 'mediation-ladder',
  title: {
    zh: '枫桥：网格 → 社区调委会 → 街道综治中心，达成协议、司法确认、回访；同类同地第三起发出预警',
    en: 'A dispute climbs from grid to community to street; agreed, confirmed, kept; the third of its kind at its place warns',
  },
  steps: [
    asked('dispute', '楼上半夜拖桌椅，老人睡不着'),
    { to: 'dispute', as: 'grid-worker', send: 'take' },
    { to: 'dispute', as: 'grid-worker', send: 'session', input: { text: '双方各执一词，约定明日再谈' } },
    { hours: 48, why: { zh: '网格没有调成，到期自动提级', en: 'the grid does not settle it: its limit takes it up' } },
    { to: 'dispute', as: 'community', send: 'take' },
    { to: 'dispute', as: 'resident', send: 'refuseMediator' },
    { to: 'dispute', as: 'secretary', send: 'take' },
    { to: 'dispute', as: 'secretary', send: 'session', input: { text: '愿意加脚垫，时间没有谈拢' } },
    { to: 'dispute', as: 'secretary', send: 'climb' },
    { to: 'dispute', as: 'street', send: 'take' },
    {
      to: 'dispute',
      as: 'street',
      send: 'agree',
      input: { form: 'written', text: '家具加脚垫，晚十点后不拖动', signed: { a: 'signed', b: 'fingerprint' } },
    },
    { to: 'dispute', as: 'street', send: 'applyConfirmation', input: { together: true } },
    { hours: 24 * 5, why: { zh: '法院审查', en: 'the court looks at it' } },
    { to: 'dispute', as: 'street', send: 'recordRuling', input: { confirmed: true } },
    ...declined('second', '楼道里练鼓'),
    ...declined('third', '阳台养鸡，清早打鸣'),
    { to: 'warning', as: 'community', send: 'own', input: { person: personas['grid-worker'].person } },
    {
      to: 'warning',
      as: 'grid-worker',
      send: 'assess',
      input: { text: '楼板薄、作息不同；楼栋公约写明安静时段，逐栋张贴', reviewOn: '2026-03-25T12:00:00+08:00' },
    },
    { hours: 24 * 16 + 6, why: { zh: '到了核查的日子', en: 'the day of the review comes' } },
    { to: 'warning', as: 'community', send: 'close', input: { eased: true, text: '两周无新纠纷' } },
    { hours: 24 * 8, why: { zh: '到了回访的日子', en: 'the day of the follow-up comes' } },
    { to: 'dispute', as: 'secretary', send: 'followUp', input: { kept: 'yes', text: '双方都说安静了' } },
  ],
  ends: { dispute: 'settled', second: 'declined', third: 'declined', warning: 'closed' },
};
