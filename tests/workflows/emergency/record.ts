// Records lives of emergencies. `node tests/workflows/emergency/record.ts`
import { demoCommunity, demoStreet } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { DAY, HOUR, type Street } from '../../harness/street-on.ts';
import { opened, record } from '../recorder.ts';

const document = '望应急〔2026〕3号';
const propose = { hazard: 'flood', level: 'II', scope: [demoStreet], document };
const proposed = async (street: Street): Promise<OrderId> =>
  opened(await street.as('street').open('emergency', 'propose', propose));

await record('emergency', 1, {
  async 'flood-confirmed-upgraded-and-ended'(street) {
    const { id: order } = await street.place({ category: '0101' });
    await street.as('secretary').send(order, 'admit');
    const id = await proposed(street);
    await street.as('leader').send(id, 'confirm');
    await street.as('street').send(id, 'callOut', { text: '三号桥集合' });
    await street.as('team-lead').send(id, 'answerCall', { state: 'heard' });
    await street.as('grid-worker').send(id, 'check', { item: 'low' });
    await street.until(street.clock.now() + 3 * HOUR);
    await street.as('community').send(id, 'report', { text: '水位下降' });
    await street.as('street').send(id, 'renew', { document: '望应急〔2026〕4号', level: 'I' });
    await street.as('leader').send(id, 'confirm');
    await street.until(street.clock.now() + 23 * HOUR);
    await street.as('street').send(id, 'end');
    await street.as('street').send(id, 'review', { text: '下穿通道须装水位尺' });
    await street.until(street.clock.now() + 31 * DAY);
    return id;
  },
  async 'first-response-that-lapses'(street) {
    const id = opened(
      await street
        .as('community')
        .open('emergency', 'propose', { kind: 'first-response', hazard: 'fire', scope: [demoCommunity], text: '三栋电瓶车起火' }),
    );
    await street.until(street.clock.now() + 5 * HOUR);
    await street.as('community').send(id, 'review', { text: '已扑灭' });
    await street.until(street.clock.now() + 31 * DAY);
    return id;
  },
  async 'never-confirmed'(street) {
    const id = await proposed(street);
    await street.until(street.clock.now() + 2 * HOUR);
    return id;
  },
  async 'drill-that-ends-itself'(street) {
    const id = opened(
      await street.as('community').open('emergency', 'propose', { kind: 'drill', hazard: 'fire', scope: [demoCommunity] }),
    );
    await street.until(street.clock.now() + 4 * DAY);
    await street.as('community').send(id, 'review', { text: '通道堵塞' });
    return id;
  },
});
