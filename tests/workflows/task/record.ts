// Records lives of tasks. `node tests/workflows/task/record.ts`
import { demoCommunity, demoGrid, demoStreet } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/task/face';
import { DAY, type Street } from '../../harness/street-on.ts';
import { opened, record } from '../recorder.ts';

const give = { unit: demoStreet, to: [demoCommunity, '522326004001'], dueOn: '2026-03-20T18:00:00+08:00', text: '汛前排查' };
const given = async (street: Street): Promise<OrderId> => opened(await street.as('street').open('task', 'assign', give));
const partOf = async (street: Street, id: OrderId): Promise<OrderId> =>
  contextOf((await street.get(id)).snapshot).parts[0]?.child as OrderId;

await record('task', 1, {
  async 'down-to-grids-and-up-again'(street) {
    const root = await given(street);
    const ours = await partOf(street, root);
    await street.as('community').send(ours, 'passOn', { to: [demoGrid] });
    const grid = await partOf(street, ours);
    await street.as('grid-worker').send(grid, 'report', { status: 'blocked', text: '钥匙在物业' });
    await street.until(street.clock.now() + 8 * DAY);
    await street.as('grid-worker').send(grid, 'finish');
    await street.as('community').send(grid, 'check', { verdict: 'accepted' });
    await street.as('community').send(ours, 'finish', { text: '十六处' });
    await street.as('street').send(ours, 'check', { verdict: 'returned', text: '缺低洼楼栋' });
    await street.as('community').send(ours, 'finish');
    await street.as('street').send(ours, 'check', { verdict: 'accepted' });
    return ours;
  },
  async 'excused-late-and-settled'(street) {
    const root = await given(street);
    await street.as('supervisor').send(root, 'urge');
    for (const { unit } of contextOf((await street.get(root)).snapshot).parts)
      await street.as('street').send(root, 'excuse', { unit, text: '已由专班办理' });
    await street.until(street.clock.now() + 25 * DAY);
    await street.as('street').send(root, 'finish');
    await street.as('leader').send(root, 'check', { verdict: 'accepted' });
    return root;
  },
  async cancelled(street) {
    const root = await given(street);
    await street.as('street').send(root, 'cancel');
    return root;
  },
});
