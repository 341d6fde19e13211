import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { Story } from '../story.ts';

export const returnTwice: Story = {
  name: 'return-twice',
  title: { zh: '两次退单后指定：第三次不得再退', en: 'Returned twice, then designated: no third return' },
  steps: [
    { place: 'order', as: 'resident', input: { category: '0105', unit: demoGrid, text: '一栋楼道灯全坏，晚上看不见' } },
    { to: 'order', as: 'secretary', send: 'admit' },
    { to: 'order', as: 'secretary', send: 'dispatch', input: { to: { kind: 'person', id: personas.member.person } } },
    {
      to: 'order',
      as: 'member',
      send: 'askReturn',
      input: { ground: 'beyond-means', reason: '要动公共线路，我没有电工证' },
    },
    { hours: 2, why: { zh: '街道审核退单', en: 'the street reviews it' } },
    { to: 'order', as: 'street', send: 'decide', input: { granted: true, reason: '同意改派' } },
    { to: 'order', as: 'secretary', send: 'dispatch', input: { to: { kind: 'person', id: personas['member-2'].person } } },
    {
      to: 'order',
      as: 'member-2',
      send: 'askReturn',
      input: { ground: 'not-our-duty', catalogue: '0105', reason: '公共设施应由物业维修' },
    },
    { hours: 2, why: { zh: '街道再次审核', en: 'the street reviews it again' } },
    { to: 'order', as: 'street', send: 'decide', input: { granted: true, reason: '由物业办理' } },
    {
      to: 'order',
      as: 'street',
      send: 'dispatch',
      input: { to: { kind: 'person', id: personas.property.person }, note: '指定物业办理，不得再退' },
    },
    {
      to: 'order',
      as: 'property',
      send: 'askReturn',
      input: { ground: 'beyond-means', reason: '人手不够' },
      refused: true,
    },
    { to: 'order', as: 'property', send: 'accept' },
    { to: 'order', as: 'property', send: 'contact', input: { note: '已告知今日更换' } },
    { hours: 5, why: { zh: '物业换灯', en: 'the property service replaces the lamps' } },
    { to: 'order', as: 'property', send: 'finish', input: { result: '更换楼道灯六盏，已亮' } },
    { to: 'order', as: 'resident', send: 'evaluate', input: { solved: 'yes', stars: 4, comment: '亮了' } },
  ],
  ends: { order: 'evaluated' },
};
