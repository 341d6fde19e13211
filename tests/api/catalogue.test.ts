// What a place's catalogue says over the API.
import { demoCommunity } from '@six-order/community/demo/personas';
import { afterAll, expect, test } from 'vitest';
import { fits, openService } from './service.ts';

const service = await openService();
afterAll(service.close);
const [resident, street] = await Promise.all([service.as('resident'), service.as('street')]);
const read = async (as: typeof street, unit = '') =>
  fits('readCatalogue', 200, (await as.get(`/api/v1/catalogue${unit && `?unit=${unit}`}`)).json);

test('rows 17, 20, 43, 64 and 85: duties, powers, tags, brand and stations of a place', async () => {
  const { duties, powers, tags, brand, stations } = await read(resident, demoCommunity);
  expect(duties).toHaveLength(52);
  expect(duties.find(({ category }: any) => category === '0406')).toMatchObject({
    kind: 'assisting',
    main: [
      { party: 'department:city-enforcement', name: { zh: '综合行政执法' } },
      { party: 'street', name: { zh: '街道' } },
    ],
    flags: ['delegable', 'enforcement', 'community-not-main'],
  });
  expect(powers.map(({ name }: any) => name.zh)).toEqual(['综合管理权', '统筹协调权', '应急处置权']);
  expect(tags.filter(({ set }: any) => set === 'four-peace').map(({ name }: any) => name.zh)).toEqual([
    '安居',
    '业安',
    '身安',
    '心安',
  ]);
  expect(brand).toEqual({ name: { zh: '六单一体·蟠桃园', en: 'Six Orders, Pantaoyuan' }, theme: '党员先锋帮帮团' });
  expect(stations.map(({ title }: any) => title.zh)).toEqual(['点单', '派单', '接单', '督单', '晒单', '评单']);
});

test('another street has the duties, and neither these powers nor this brand', async () => {
  const { duties, powers, brand } = await read(street, '522326001');
  expect(duties).toHaveLength(52);
  expect([powers, brand]).toEqual([[], null]);
  expect((await street.get('/api/v1/catalogue?unit=999999')).status).toBe(422);
});
