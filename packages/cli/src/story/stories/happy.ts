import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { Story } from '../story.ts';

export const happy: Story = {
  name: 'happy',
  title: { zh: '一单顺办：点 → 派 → 接 → 督 → 晒 → 评', en: 'All goes well, through all six stations' },
  steps: [
    {
      place: 'order',
      as: 'resident',
      input: {
        category: '0101',
        unit: demoGrid,
        text: '三楼过道顶板漏水，地面湿滑',
        contact: { name: '韦春梅', phone: '13800000001' },
        publishConsent: true,
      },
    },
    { hours: 1, why: { zh: '支部书记看到新单', en: 'the branch secretary sees it' } },
    { to: 'order', as: 'secretary', send: 'admit' },
    {
      to: 'order',
      as: 'secretary',
      send: 'dispatch',
      input: { to: { kind: 'person', id: personas.member.person }, note: '请先电话联系' },
    },
    { hours: 1, why: { zh: '党员收到派单', en: 'the member hears of it' } },
    { to: 'order', as: 'member', send: 'accept' },
    { to: 'order', as: 'member', send: 'contact', input: { note: '约好下午三点上门' } },
    { hours: 5, why: { zh: '上门修理', en: 'he goes there and mends it' } },
    { to: 'order', as: 'member', send: 'finish', input: { result: '更换楼上水管接头，已不漏水' } },
    { to: 'order', as: 'publisher', send: 'propose', input: { title: '过道漏水当天修好', text: '党员当天上门，换管止漏。' } },
    { to: 'order', as: 'publisher', send: 'publish' },
    { hours: 20, why: { zh: '居民看了一夜，没有再漏', en: 'a night passes without a drop' } },
    { to: 'order', as: 'resident', send: 'evaluate', input: { solved: 'yes', stars: 5, comment: '来得快，谢谢' } },
  ],
  ends: { order: 'evaluated' },
};
