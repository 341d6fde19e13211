// Records lives of referrals. `node tests/workflows/referral/record.ts`
import { demoGrid } from '@six-order/community/demo/personas';
import { demoTenant } from '@six-order/community/demo/seed';
import type { OrderId } from '@six-order/engine';
import { DAY, type Street } from '../../harness/street-on.ts';
import { opened, record } from '../recorder.ts';

/** What the placing of signs of harm opens by itself. */
async function reported(street: Street): Promise<OrderId> {
  await street.place({ category: '0506', unit: demoGrid, text: '隔壁孩子身上有伤' });
  const filter = { all: [{ workflow: 'referral' }, { open: true as const }] };
  const [found] = (await street.engine.find({ tenant: demoTenant, filter, sort: 'newest', limit: 1 })).orders;
  if (!found) throw new Error('nothing was opened');
  return found.id;
}

await record('referral', 1, {
  async 'harm-reported-late'(street) {
    const id = await reported(street);
    await street.until(street.clock.now() + 5 * 3_600_000);
    await street.as('secretary').send(id, 'tell', { body: 'police', how: 'telephone', who: '值班民警' });
    await street.as('community').send(id, 'tell', { body: 'civil-affairs', how: 'telephone', who: '值班员' });
    await street.as('community').send(id, 'leaveOut', { body: 'education', text: '未到入学年龄' });
    await street.until(street.clock.now() + 9 * DAY);
    await street.as('secretary').send(id, 'acknowledge', { body: 'police', number: '回执一号' });
    await street.as('secretary').send(id, 'acknowledge', { body: 'civil-affairs', number: '回执二号' });
    return id;
  },
  async 'petition-taken-back'(street) {
    const order = await street.place({ category: '1003', unit: demoGrid });
    const ask = { kind: 'petition', order: order.id, unit: demoGrid };
    const id = opened(await street.as('secretary').open('referral', 'open', ask));
    await street.as('secretary').send(id, 'cancel');
    return id;
  },
});
