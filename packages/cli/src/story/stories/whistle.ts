import { demoGrid, personas } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import { wangmo } from '@six-order/community/units/wangmo';
import type { Story } from '../story.ts';

/** 住房和城乡建设局. */
const housing = `#${ownCode.department(wangmo.county.code, 1)}`;

export const whistle: Story = {
  name: 'whistle',
  title: { zh: '街道吹哨、部门报到', en: 'The street whistles, the department reports in' },
  steps: [
    { place: 'order', as: 'resident', input: { category: '0204', unit: demoGrid, text: '化粪池外溢，污水流到楼道口' } },
    { to: 'order', as: 'secretary', send: 'admit' },
    { to: 'order', as: 'secretary', send: 'dispatch', input: { to: { kind: 'person', id: personas.property.person } } },
    { to: 'order', as: 'property', send: 'accept' },
    { to: 'order', as: 'property', send: 'contact', input: { note: '马上到' } },
    { to: 'order', as: 'property', send: 'arrive' },
    {
      to: 'order',
      as: 'street',
      send: 'whistle',
      input: { departments: [housing], lead: housing, matter: '市政管网堵塞，请到场会同疏通' },
    },
    { hours: 1, why: { zh: '部门赶到', en: 'the department is on its way' } },
    { to: 'order', as: 'department', send: 'reportIn' },
    { hours: 4, why: { zh: '会同疏通', en: 'they clear it together' } },
    { to: 'order', as: 'department', send: 'finishPart', input: { result: '市政管道已疏通' } },
    { to: 'order', as: 'property', send: 'finish', input: { result: '管网疏通，楼道口已冲洗消毒' } },
    { to: 'order', as: 'resident', send: 'evaluate', input: { solved: 'yes', stars: 5, comment: '当天就通了' } },
  ],
  ends: { order: 'evaluated' },
};
