import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { Step, Story } from '../story.ts';

const happier = (order: string, as: 'resident' | 'resident-2' | 'household-head', comment: string): Step => ({
  to: order,
  as,
  send: 'evaluate',
  input: { solved: 'yes', stars: 5, comment },
});

export const mergedThree: Story = {
  name: 'merged-three',
  title: {
    zh: '三户同诉，并为一单：一处办理，各自评价',
    en: 'Three residents, one matter: merged, done once, evaluated by each',
  },
  steps: [
    { place: 'order', as: 'resident', input: { category: '0404', unit: demoGrid, text: '小区门口井盖翘起，夜里绊人' } },
    { place: 'second', as: 'resident-2', input: { category: '0404', unit: demoGrid, text: '门口的井盖松了，车子过就响' } },
    {
      place: 'third',
      as: 'window',
      input: {
        category: '0404',
        unit: demoGrid,
        text: '大门外井盖坏了，老人差点摔倒',
        onBehalfOf: personas['household-head'].person,
        consentHow: 'in-person',
      },
    },
    ...['order', 'second', 'third'].map((to): Step => ({ to, as: 'secretary', send: 'admit' })),
    { to: 'second', as: 'secretary', send: 'merge', input: { parent: '@order', reason: '同一井盖' } },
    { to: 'third', as: 'secretary', send: 'merge', input: { parent: '@order', reason: '同一井盖' } },
    {
      to: 'order',
      as: 'secretary',
      send: 'dispatch',
      input: { to: { kind: 'person', id: personas.property.person }, note: '先围护，再更换' },
    },
    { to: 'order', as: 'property', send: 'accept' },
    { to: 'order', as: 'property', send: 'contact', input: { note: '三户都已电话告知' } },
    { hours: 1, why: { zh: '赶到现场', en: 'on the way' } },
    { to: 'order', as: 'property', send: 'arrive' },
    { to: 'order', as: 'property', send: 'meet', input: { requirement: 'cordon', note: '井口已围护，夜间有灯' } },
    { hours: 7, why: { zh: '更换井盖', en: 'the cover is replaced' } },
    { to: 'order', as: 'property', send: 'finish', input: { result: '更换井盖并加固井圈' } },
    happier('order', 'resident', '不绊脚了'),
    happier('second', 'resident-2', '不响了'),
    happier('third', 'household-head', '放心了'),
  ],
  ends: { order: 'evaluated', second: 'evaluated', third: 'evaluated' },
};
