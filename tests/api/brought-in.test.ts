// An order that was brought in from elsewhere says so wherever it is looked at.
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
let secretary: Persona;
beforeAll(async () => {
  service = await openService();
  [resident, secretary] = [await service.as('resident'), await service.as('secretary')];
});
afterAll(() => service.close());

test('source, number, file and how far it goes: on the page, on desks, in a search and in the journal; nothing of what was placed here', async () => {
  const { order: imported } = await resident.place('0101', { text: '楼道灯坏了，来自旧系统' });
  const { order: before } = await resident.place('0101', { text: '楼道灯坏了，更早的' });
  const { order: own } = await resident.place('0101', { text: '楼道灯坏了，本平台的' });
  const row = `insert into imports (tenant, source, external_id, order_id, ended_at, file, until) values ('522326', 'old-hotline', $1, $2, now(), $3, $4)`;
  const until = new Date(service.clock.now());
  await service.db.query(row, ['A-17', imported.id, '2025.csv', until]);
  // What was brought in before file and end were kept.
  await service.db.query(row, ['A-16', before.id, null, null]);
  await service.clock.set(service.clock.now() + 3_600_000);
  await secretary.send(imported.id, 'admit');

  const broughtIn = { source: 'old-hotline', number: 'A-17', file: '2025.csv', until: until.toISOString() };
  const olderOne = { source: 'old-hotline', number: 'A-16', file: null, until: null };
  const read = async (id: string, who = secretary) => fits('getOrder', 200, (await who.get(`/api/v1/orders/${id}`)).json).order;
  // A file may be named after a person or a case: its name is read in a post alone, wherever the order is looked at.
  const asHisOwn = { ...broughtIn, file: null };
  expect([(await read(imported.id)).broughtIn, (await read(imported.id, resident)).broughtIn]).toEqual([broughtIn, asHisOwn]);
  const his = ['/api/v1/orders?desk=all&limit=100', `/api/v1/orders/${imported.id}/journal`].map((path) => resident.get(path));
  const [list, journalRead] = (await Promise.all(his)).map(({ json }) => JSON.stringify(json));
  for (const shown of [list, journalRead])
    expect([shown?.includes('"A-17"'), shown?.includes('2025.csv')]).toEqual([true, false]);
  expect((await read(before.id)).broughtIn).toEqual(olderOne);
  expect(await read(own.id)).not.toHaveProperty('broughtIn');

  const said = (orders: readonly { id: string; broughtIn?: unknown }[]) =>
    Object.fromEntries([imported, before, own].map(({ id, number }) => [number, orders.find((one) => one.id === id)?.broughtIn]));
  const expected = { [imported.number]: undefined, [before.number]: olderOne, [own.number]: undefined };
  const desk = fits('listOrders', 200, (await secretary.get('/api/v1/orders?desk=intake&limit=100')).json).orders;
  expect(said(desk)).toEqual(expected);
  const all = fits(
    'searchOrders',
    200,
    (await secretary.post('/api/v1/orders/search', { desk: 'all', text: '楼道灯坏了' })).json,
  );
  expect(said(all.orders)).toEqual({ ...expected, [imported.number]: broughtIn });

  const journalOf = async (id: string) => fits('readJournal', 200, (await secretary.get(`/api/v1/orders/${id}/journal`)).json);
  const journal = await journalOf(imported.id);
  expect(journal).toMatchObject({ broughtIn, verified: true });
  expect(journal.entries.map((entry: { type: string; broughtIn?: true }) => [entry.type, entry.broughtIn ?? false])).toEqual([
    ['place', true],
    ['admit', false],
  ]);
  const asked = await secretary.post('/api/v1/exports', { format: 'csv', desk: 'all', reason: '核对导入的单' });
  const { text: file } = await secretary.get(fits('askForExport', 201, asked.json).export.file);
  const table = parse(file, { bom: true, columns: true }) as Record<string, string>[];
  const rows = new Map(
    table.map((row) => [row['单号'], ['导入来源', '导入来源的原编号', '导入经过截至'].map((head) => row[head])]),
  );
  const china = new Date(until.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  expect([imported, before, own].map(({ number }) => rows.get(number))).toEqual([
    ['old-hotline', 'A-17', china],
    ['old-hotline', 'A-16', ''],
    ['', '', ''],
  ]);

  // A paper leaves the office: the name of the file stays there.
  const supervisor = await service.as('supervisor');
  const listed = async (id: string) => (await supervisor.get(`/api/v1/orders/${id}/evidence.html`)).text;
  const marked = (sheet: string) => [...sheet.matchAll(/<td>导入 · ([^<]+)</g)].map(([, what]) => what);
  const evidence = await listed(imported.id);
  expect(evidence).toMatch(/导入自 old-hotline，原编号 A-17。.*及以前的经过来自那里/);
  expect([evidence.includes('2025.csv'), marked(evidence)]).toEqual([false, ['点单']]);
  expect(await listed(before.id)).toMatch(/原编号 A-16。哪些经过来自那里，没有记下：以下经过不都是/);
  expect(await listed(own.id)).not.toContain('导入');

  // A card about one may have come with it, and may have been issued here.
  const about = { workflow: 'card', order: before.id, colour: 'yellow', reason: 'overdue', text: '请说明办理情况。' };
  const { order: card } = fits('placeOrder', 201, (await supervisor.post('/api/v1/orders', about)).json);
  const importedUntil = (at: number) =>
    service.db.query('update imports set until = $2 where order_id = $1', [before.id, new Date(at)]);
  expect(await listed(card.id)).toMatch(/所督的单导入自 old-hotline，原编号 A-16。本卡有没有经过来自那里，没有记下</);
  await importedUntil(service.clock.now());
  expect([marked(await listed(card.id)), marked(await listed(before.id)).at(-1)]).toEqual([['发卡'], '发卡']);
  await importedUntil(service.clock.now() - 1_800_000);
  expect([await listed(card.id), marked(await listed(before.id))]).toEqual([
    expect.stringContaining('A-16。本卡的经过都是在本平台办的<'),
    ['点单'],
  ]);

  const ours = await journalOf(own.id);
  expect([ours.broughtIn, ours.entries.some((entry: object) => 'broughtIn' in entry)]).toEqual([undefined, false]);
});
