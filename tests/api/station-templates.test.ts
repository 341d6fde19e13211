// Stations as a county names them, over the API.
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoTenant } from '@six-order/community/demo/seed';
import { newId } from '@six-order/cli/new-id';
import { afterAll, expect, test } from 'vitest';
import { fits, openService } from './service.ts';

const service = await openService();
afterAll(service.close);
const [resident, secretary] = await Promise.all([service.as('resident'), service.as('secretary')]);
const stationsOf = (order: any): string[] => order.stations.map(({ title, status }: any) => `${title.zh} ${status}`);

test('row 1: six stations by default, each with its name; another template shows the same order’s way otherwise', async () => {
  const before = await resident.place();
  await secretary.send(before.order.id, 'admit');
  const read = async (id: string) => fits('getOrder', 200, (await resident.get(`/api/v1/orders/${id}`)).json).order;
  expect(stationsOf(await read(before.order.id))).toEqual([
    '点单 done',
    '派单 now',
    '接单 todo',
    '督单 now',
    '晒单 todo',
    '评单 todo',
  ]);

  await service.call('POST', '/api/v1/demo/clock', { body: { advance: 'PT1M' } });
  await putCountyRules(service.tables, [
    {
      id: newId(),
      tenant: demoTenant,
      kind: 'stations',
      key: '',
      path: 'u522326.u004',
      value: { ready: 'supply' },
      document: '望办发〔2026〕5 号',
      validFrom: service.clock.now(),
      validTo: null,
    },
  ]);
  await service.seed();
  const after = await resident.place();
  expect(stationsOf(after.order)).toEqual(['点单 done', '供单 now', '派单 todo', '接单 todo', '评单 todo', '审单 todo']);
  await secretary.send(after.order.id, 'admit');
  expect(stationsOf(await read(after.order.id)).slice(0, 3)).toEqual(['点单 done', '供单 done', '派单 now']);
  // What was placed before keeps its face.
  expect(stationsOf(await read(before.order.id))[3]).toBe('督单 now');
});
