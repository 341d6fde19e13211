import { demoCommunity, demoGrid, demoStreet } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import type { Story } from '../story.ts';

const otherCommunity = '522326004001';

export const taskDownAndUp: Story = {
  name: 'task-down-and-up',
  title: {
    zh: '重大任务：街道交办 → 社区分解到网格 → 逐级报告、完成、核查销号',
    en: 'A task goes from street to communities to grids; reports, completion and checks come back up, level by level',
  },
  steps: [
    {
      place: 'task',
      as: 'street',
      workflow: 'task',
      input: {
        unit: demoStreet,
        to: [demoCommunity, otherCommunity],
        dueOn: '2026-03-20T18:00:00+08:00',
        form: 'hazard-check',
        text: '汛前排查：挡墙、边坡、低洼楼栋，一处一条',
      },
    },
    // `task-2` is 蟠桃园社区's part, `task-3` 平郎社区's.
    {
      to: 'task-2',
      as: 'community',
      send: 'passOn',
      input: { to: [demoGrid, ownCode.grid(demoCommunity, 2)] },
    },
    { to: 'task-4', as: 'grid-worker', send: 'report', input: { status: 'on-track', text: '已查三处挡墙' } },
    { hours: 24 * 3, why: { zh: '各网格排查', en: 'the grids look' } },
    { to: 'task-4', as: 'grid-worker', send: 'finish', input: { text: '十二处，两处已设警戒' } },
    { to: 'task-4', as: 'community', send: 'check', input: { verdict: 'returned', text: '缺低洼楼栋' } },
    { to: 'task-4', as: 'grid-worker', send: 'finish', input: { text: '补查低洼楼栋四处' } },
    { to: 'task-4', as: 'community', send: 'check', input: { verdict: 'accepted' } },
    {
      to: 'task-2',
      as: 'community',
      send: 'excuse',
      input: { unit: `#${ownCode.grid(demoCommunity, 2)}`, text: '二网格并入一网格一起查' },
    },
    { to: 'task-2', as: 'community', send: 'finish', input: { text: '全社区十六处' } },
    { to: 'task-2', as: 'street', send: 'check', input: { verdict: 'accepted' } },
    { to: 'task-3', as: 'street', send: 'urge' },
    { to: 'task', as: 'street', send: 'excuse', input: { unit: `#${otherCommunity}`, text: '已由应急局专项排查，不重复填表' } },
    { to: 'task', as: 'street', send: 'finish', input: { text: '全街道汇总上报' } },
    { to: 'task', as: 'leader', send: 'check', input: { verdict: 'accepted', text: '同意销号' } },
  ],
  ends: { task: 'settled', 'task-2': 'settled', 'task-3': 'cancelled', 'task-4': 'settled', 'task-5': 'cancelled' },
};
