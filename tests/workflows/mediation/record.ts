// Records lives of mediations and warnings. `node tests/workflows/mediation/record.ts`
import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { DAY, type Street } from '../../harness/street-on.ts';
import { opened, record } from '../recorder.ts';

const dispute = async (street: Street): Promise<OrderId> =>
  opened(
    await street.as('resident').open('mediation', 'open', {
      category: '0502',
      unit: demoGrid,
      text: '楼上半夜拖桌椅',
      parties: { a: { persons: [personas.resident.person] }, b: { persons: [personas['resident-2'].person], name: '黄某' } },
    }),
  );

await record('mediation', 1, {
  async 'agreed-confirmed-and-kept'(street) {
    const id = await dispute(street);
    await street.as('grid-worker').send(id, 'take');
    await street.as('grid-worker').send(id, 'session', { text: '愿意谈' });
    const signed = { a: 'signed', b: 'fingerprint' };
    await street.as('grid-worker').send(id, 'agree', { form: 'written', text: '晚十点后不拖动', signed });
    await street.as('grid-worker').send(id, 'applyConfirmation', { together: true });
    await street.as('grid-worker').send(id, 'recordRuling', { confirmed: true });
    await street.until(street.clock.now() + 31 * DAY);
    await street.as('community').send(id, 'followUp', { kept: 'partly', text: '偶有声响' });
    await street.until(street.clock.now() + 31 * DAY);
    await street.as('community').send(id, 'followUp', { kept: 'yes' });
    return id;
  },
  async 'up-the-whole-ladder'(street) {
    const id = await dispute(street);
    await street.until(street.clock.now() + 12 * DAY);
    return id;
  },
  async 'broken-and-taken-up'(street) {
    const id = await dispute(street);
    await street.as('grid-worker').send(id, 'take');
    await street.as('resident-2').send(id, 'refuseMediator');
    await street.until(street.clock.now() + 2 * DAY);
    await street.as('community').send(id, 'take');
    await street.as('community').send(id, 'reconcile');
    await street.until(street.clock.now() + 30 * DAY);
    await street.as('secretary').send(id, 'followUp', { kept: 'no', text: '又吵起来了' });
    await street.as('street').send(id, 'take');
    await street.as('street').send(id, 'refer', { channels: ['arbitration', 'litigation'] });
    return id;
  },
  async declined(street) {
    const id = await dispute(street);
    await street.as('grid-worker').send(id, 'take');
    await street.as('grid-worker').send(id, 'stepAside');
    await street.as('resident-2').send(id, 'decline');
    return id;
  },
  async withdrawn(street) {
    const id = await dispute(street);
    await street.as('resident').send(id, 'withdraw');
    return id;
  },
});

const warned = async (street: Street): Promise<OrderId> => {
  const find = async () => {
    const filter = { all: [{ workflow: 'warning' }, { open: true as const }] };
    return (await street.engine.find({ tenant: '522326', filter, sort: 'newest', limit: 1 })).orders[0]?.id;
  };
  for (let asked = 0; asked < 4; asked += 1) {
    const found = await find();
    if (found) return found;
    await dispute(street);
  }
  throw new Error('no warning was raised');
};
const reviewOn = (street: Street) => new Date(street.clock.now() + 10 * DAY).toISOString();

await record('warning', 1, {
  async 'assessed-raised-again-and-closed'(street) {
    const id = await warned(street);
    await street.as('community').send(id, 'own', { person: personas['grid-worker'].person });
    await street.as('grid-worker').send(id, 'assess', { text: '楼板薄，约定安静时段', reviewOn: reviewOn(street) });
    await dispute(street);
    await street.until(street.clock.now() + 3 * DAY);
    await street.as('grid-worker').send(id, 'assess', { text: '逐户走访', reviewOn: reviewOn(street) });
    await street.until(street.clock.now() + 12 * DAY);
    await street.as('community').send(id, 'close', { eased: true, text: '两周无新纠纷' });
    return id;
  },
});
