// Records lives of deliberations. `node tests/workflows/deliberation/record.ts`
import { demoCommunity, demoGrid, demoStreet } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import type { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/deliberation/face';
import { DAY, type Street } from '../../harness/street-on.ts';
import { opened, record } from '../recorder.ts';

const topic = { forum: 'three-parties', unit: demoGrid, text: '三栋前的空地怎么用' };
const ballot = { how: 'ballot', on: '2026-03-03T15:00:00+08:00', people: 43 };
const proposed = async (street: Street, more: object = {}): Promise<OrderId> =>
  opened(await street.as('resident').open('deliberation', 'propose', { ...topic, ...more }));
const speak = async (street: Street, id: OrderId, owners: 'agree' | 'disagree'): Promise<void> => {
  await street.as('secretary').send(id, 'admit', { text: '空地用作停车还是绿化' });
  await street.as('secretary').send(id, 'speak', { party: 'community', stance: 'agree', text: '可以停车' });
  await street.as('secretary').send(id, 'speak', { party: 'owners', stance: owners, text: '一人一票', record: ballot });
  await street.as('property').send(id, 'speak', { party: 'property', stance: 'agree' });
};
const tasksOf = async (street: Street, id: OrderId): Promise<readonly OrderId[]> =>
  contextOf((await street.get(id)).snapshot).tasks.map(({ child }) => child as OrderId);

await record('deliberation', 1, {
  async 'agreed-carried-out-and-told'(street) {
    const id = await proposed(street);
    await speak(street, id, 'agree');
    const dueOn = '2026-03-20T18:00:00+08:00';
    const tasks = [ownCode.property(demoCommunity, 1), demoGrid].map((unit) => ({ unit, dueOn }));
    await street.as('secretary').send(id, 'decide', { verdict: 'adopted', text: '物业划线，网格看树', tasks });
    const [firm, grid] = await tasksOf(street, id);
    await street.as('property').send(firm as OrderId, 'report', { status: 'blocked', text: '等漆' });
    await street.as('property').send(firm as OrderId, 'finish');
    await street.as('community').send(firm as OrderId, 'check', { verdict: 'accepted' });
    await street
      .as('secretary')
      .send(id, 'excuse', { unit: contextOf((await street.get(id)).snapshot).tasks[1]?.unit, text: '已看' });
    await street.as('grid-worker').send(grid as OrderId, 'finish');
    await street.until(street.clock.now() + 2 * DAY);
    await street.as('secretary').send(id, 'feedback', { text: '线已划好' });
    return id;
  },
  async 'silent-then-taken-up'(street) {
    const id = await proposed(street);
    await street.until(street.clock.now() + 8 * DAY);
    await street.as('community').send(id, 'admit', { text: '空地怎么用' });
    await street.as('property').send(id, 'speak', { party: 'property', stance: 'agree' });
    await street.as('representative').send(id, 'speak', { party: 'owners', stance: 'disagree', text: '要绿化' });
    await street.until(street.clock.now() + 9 * DAY);
    await street.as('community').send(id, 'decide', { verdict: 'raised', text: '涉及规划' });
    const above = contextOf((await street.get(id)).snapshot).higher?.child as OrderId;
    await street.as('street').send(above, 'refuse', { text: '已在规划公示中' });
    await street.as('community').send(id, 'feedback', { text: '街道已答复' });
    return id;
  },
  async rejected(street) {
    const id = await proposed(street, { forum: 'five-parties' });
    await street.as('secretary').send(id, 'admit', { text: '要不要装道闸', on: '2026-03-06T19:30:00+08:00' });
    for (const party of ['committee', 'owners', 'neighbours'])
      await street.as('community').send(id, 'speak', { party, stance: 'disagree', record: ballot });
    await street.as('secretary').send(id, 'speak', { party: 'branch', stance: 'agree' });
    await street.as('secretary').send(id, 'closeHearing');
    await street.as('secretary').send(id, 'decide', { verdict: 'rejected', text: '缓议' });
    await street.until(street.clock.now() + 6 * DAY);
    await street.as('secretary').send(id, 'feedback', { text: '多数不同意' });
    return id;
  },
  async 'joint-meeting-dropped'(street) {
    const id = opened(
      await street.as('leader').open('deliberation', 'propose', { ...topic, forum: 'joint-meeting', unit: demoStreet }),
    );
    await street.as('street').send(id, 'admit', { text: '老旧小区产权' });
    await street.as('secretary').send(id, 'speak', {
      party: contextOf((await street.get(id)).snapshot).parties[2]?.code,
      stance: 'abstain',
    });
    await street.until(street.clock.now() + 12 * DAY);
    await street.as('street').send(id, 'drop', { text: '等省里文件' });
    return id;
  },
});
