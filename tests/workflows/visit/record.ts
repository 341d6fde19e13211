// Records lives of visits. `node tests/workflows/visit/record.ts`
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import { DAY } from '../../harness/street-on.ts';
import { opened, record } from '../recorder.ts';

const plan = {
  unit: ownCode.householdGroup(demoGrid, 1),
  visitor: personas['grid-worker'].person,
  on: '2026-03-04T10:00:00+08:00',
};

await record('visit', 1, {
  async 'away-moved-met-and-linked'(street) {
    const id = opened(await street.as('secretary').open('visit', 'plan', { ...plan, repeats: true }));
    await street.until(street.clock.now() + 3 * DAY);
    await street.as('grid-worker').send(id, 'record', { outcome: 'away' });
    await street.as('grid-worker').send(id, 'move', { on: '2026-03-06T19:30:00+08:00' });
    await street.as('grid-worker').send(id, 'record', { outcome: 'met', text: '楼道灯坏了' });
    const order = await street.place({ unit: demoGrid, source: 'visit' }, 'grid-worker');
    await street.as('grid-worker').send(id, 'link', { order: order.id });
    await street.until(street.clock.now() + 6 * DAY);
    return id;
  },
  async 'handed-over-and-cancelled'(street) {
    const id = opened(await street.as('secretary').open('visit', 'plan', plan));
    await street.as('secretary').send(id, 'handOver', { visitor: personas.member.person });
    await street.as('secretary').send(id, 'cancel');
    return id;
  },
});
