import { demoCommunity, personas } from '@six-order/community/demo/personas';
import type { Story } from '../story.ts';

export const settledAtWindow: Story = {
  name: 'settled-at-window',
  title: { zh: '窗口即办：代点、答复、办结一步完成，仍由居民评价', en: 'Settled on the spot at the window, and still evaluated' },
  steps: [
    {
      place: 'order',
      as: 'window',
      input: {
        category: '1001',
        unit: demoCommunity,
        text: '问高龄津贴到哪里办、要带什么',
        onBehalfOf: personas['resident-2'].person,
        consentHow: 'in-person',
        settle: { result: '社区窗口即可办理，带身份证和社保卡，当月生效' },
      },
    },
    { hours: 30, why: { zh: '居民第二天在手机上评价', en: 'the resident evaluates it the next day' } },
    { to: 'order', as: 'resident-2', send: 'evaluate', input: { solved: 'yes', stars: 5, comment: '一问就清楚' } },
  ],
  ends: { order: 'evaluated' },
};
