// Emergencies over HTTP: the register of forces and supplies with what the plan lacks, the call-out counted live, and the telephone of
// whoever is missing, for a reason that the access log keeps.
import { defaultNeeds, isResource, resourceKinds, resourceWords, shortages } from '@six-order/community/emergency/resource';
import { hazards, type Hazard } from '@six-order/community/emergency/hazard';
import { defaultPlan, EmergencyPlan } from '@six-order/community/emergency/plan';
import { demoCommunity, demoGrid, demoStreet } from '@six-order/community/demo/personas';
import { putMode } from '@six-order/community/emergency/mode-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
const who = {} as Record<'street' | 'leader' | 'community' | 'lead' | 'resident' | 'secretary', Persona>;

beforeAll(async () => {
  service = await openService();
  for (const name of ['street', 'leader', 'community', 'resident', 'secretary'] as const) who[name] = await service.as(name);
  who.lead = await service.as('team-lead');
});
afterAll(() => service.close());

const listed = async (by: Persona, query = '') =>
  fits('listEmergencyResources', 200, (await by.get(`/api/v1/emergency-resources${query}`)).json);
const add = (by: Persona, ...resources: object[]) => by.post('/api/v1/emergency-resources', { resources });
const sandbags = { kind: 'supply', unit: demoGrid, what: 'sandbags', amount: 150 };

test.each(Object.keys(hazards) as Hazard[])(
  'row 13: the plan that holds without one of the county’s own can be written as one: %s',
  (hazard) => {
    expect(EmergencyPlan.parse(defaultPlan(hazard))).toEqual(defaultPlan(hazard));
  },
);

test('what a plan needs is known by the register, and nothing is lacking that is there', () => {
  for (const needs of Object.values(defaultNeeds)) {
    for (const what of Object.keys(needs)) expect(isResource('supply', what)).toBe(true);
    const all = Object.entries(needs).map(([what, amount]) => ({ kind: 'supply' as const, what, amount }));
    expect(shortages(all, needs)).toEqual([]);
    expect(shortages([], needs).map(({ what }) => what)).toEqual(Object.keys(needs));
    // People are no supplies, whatever they are called.
    expect(
      shortages(
        all.map((one) => ({ ...one, kind: 'force' as const })),
        needs,
      ),
    ).toHaveLength(all.length);
  }
  for (const kind of resourceKinds) expect(isResource(kind, 'no-such-thing')).toBe(false);
  expect(Object.keys(resourceWords.force).some((what) => isResource('supply', what))).toBe(false);
});

test('how long a response lasts, and may wait to be confirmed, is said by the plan that holds there', async () => {
  const limits = async (by: Persona, hazard: Hazard, unit = demoCommunity) =>
    by.get(`/api/v1/emergencies/limits?unit=${unit}&hazard=${hazard}`);
  const said = async () => fits('readEmergencyLimits', 200, (await limits(who.street, 'outage')).json);
  const before = { zh: '72 小时', en: '72 hours' };
  expect(await said()).toMatchObject({ lasts: { I: { zh: '24 小时' }, IV: before }, confirmWithin: { en: '1 hour' } });
  const begun = await who.street.post('/api/v1/orders', {
    workflow: 'emergency',
    kind: 'drill',
    hazard: 'outage',
    scope: [demoStreet],
  });
  const { order } = fits('placeOrder', 201, begun.json);
  expect(order.emergency.lasts).toEqual(before);
  const plan = { ...defaultPlan('outage'), lasts: { I: '6 h', II: '8 h', III: '10 h', IV: '12 h' }, firstResponse: '90 min' };
  const row = [
    'emergency-plan',
    'outage',
    demoStreet,
    `"${JSON.stringify(plan).replaceAll('"', '""')}"`,
    '预案',
    '2026-01-01',
    '',
  ];
  const table = `kind,key,unit,value,document,from,to\n${row.join()}`;
  expect((await (await service.as('admin')).post('/api/v1/rules/import', { table })).status).toBe(200);
  expect(await said()).toMatchObject({ lasts: { IV: { zh: '12 小时' } }, firstResponse: { zh: '1 小时 30 分钟' } });
  expect((await limits(who.street, 'flood')).json.lasts.IV).toEqual(before);
  const shown = fits('getOrder', 200, (await who.street.get(`/api/v1/orders/${order.id}`)).json).order;
  expect(shown.emergency.lasts).toEqual({ zh: '12 小时', en: '12 hours' });
  expect((await limits(who.resident, 'outage')).status).toBe(403);
  expect((await limits(who.street, 'outage', 'nowhere')).status).toBe(422);
});

test('the register is entered, counted against the plan and ended, each in its own area', async () => {
  const unmet = async () =>
    (await listed(who.street, '?hazard=flood')).lacking.find(({ what }: { what: string }) => what === 'sandbags');
  const before = await unmet();
  expect(before).toMatchObject({ there: 0, name: { zh: '沙袋（个）' } });
  const force = { kind: 'force', unit: demoGrid, what: 'cadres', amount: 6, source: demoStreet };
  const answer = await add(who.community, sandbags, force);
  expect(answer.status).toBe(201);
  const [supply] = fits('addEmergencyResources', 201, answer.json).resources;
  expect(supply).toMatchObject({ unit: { code: demoGrid }, amount: 150, source: null, until: null });
  expect(await unmet()).toEqual({ ...before, there: 150 });
  expect((await listed(who.secretary)).resources).toHaveLength(2);

  const table: readonly (readonly [string, Persona, object, number, string?])[] = [
    ['a resident', who.resident, sandbags, 403],
    ['a secretary', who.secretary, sandbags, 403],
    ['a community, for its street', who.community, { ...sandbags, unit: demoStreet }, 403],
    ['no such unit', who.street, { ...sandbags, unit: 'nowhere' }, 422, 'resources.0.unit'],
    ['no such thing', who.street, { ...sandbags, what: 'unicorns' }, 422, 'resources.0.what'],
    ['a force that nobody sends', who.street, { ...force, source: undefined }, 422, 'resources.0.source'],
    ['a supply that somebody sends', who.street, { ...sandbags, source: demoStreet }, 422, 'resources.0.source'],
    ['none of it', who.street, { ...sandbags, amount: 0 }, 422, 'resources.0.amount'],
    ['over before it begins', who.street, { ...sandbags, until: '2020-01-01T00:00:00Z' }, 422, 'resources.0.until'],
  ];
  for (const [name, by, resource, status, path] of table) {
    const { status: got, json } = await add(by, resource);
    expect([name, got]).toEqual([name, status]);
    if (path) expect([name, json.errors?.[0]?.path]).toEqual([name, path]);
  }
  // All or none.
  expect((await add(who.street, sandbags, { ...sandbags, what: 'unicorns' })).status).toBe(422);
  expect((await listed(who.street)).resources).toHaveLength(2);

  const end = (by: Persona) => by.post(`/api/v1/emergency-resources/${supply.id}/end`, {});
  expect((await end(who.secretary)).status).toBe(403);
  expect((await end(who.street)).status).toBe(200);
  expect((await end(who.street)).status).toBe(404);
  expect(await unmet()).toEqual(before);
  expect((await who.resident.get('/api/v1/emergency-resources')).status).toBe(403);
});

test('row 15: a table of forces and supplies is tried, brought in, and brought in once more without a double', async () => {
  const send = (by: Persona, dryRun: boolean, ...lines: readonly string[]) =>
    by.post('/api/v1/emergency-resources/import', { table: `\uFEFF${lines.join('\r\n')}\r\n`, dryRun });
  const head = '单位,物资或力量,数量,派出单位,停用日期';
  const [boats, helpers] = [`${demoGrid},冲锋舟,2,,2099-12-31`, `${demoGrid},志愿者（人）,6,${demoStreet},`];
  const outcomes = async (...asked: Parameters<typeof send>) =>
    fits('importEmergencyResources', 200, (await send(...asked)).json).rows.map(
      ({ line, outcome }: { line: number; outcome: string }) => `${line} ${outcome}`,
    );
  const count = async () => (await listed(who.street)).resources.length;
  const before = await count();

  const unfit = await send(
    who.street,
    true,
    head,
    boats,
    `nowhere,帐篷,0,,`,
    `${demoGrid},冲锋舟,3,,2020-01-01`,
    `${demoGrid},独角兽,1,,`,
  );
  expect(unfit.status).toBe(422);
  expect(unfit.json.errors.map(({ message }: { message: string }) => message.replace(/ \/ (?!line).*/, ''))).toEqual([
    '第 3 行：没有这个编码的单位',
    '第 3 行：数量是 1 到 1000000 的整数',
    '第 4 行：停用日期要晚于今天和启用日期',
    expect.stringMatching(/^第 5 行：登记册里没有这一项，可写 下沉干部、/),
  ]);
  expect((await send(who.street, true, '单位,数量', `${demoGrid},1`)).json.errors[0].message).toContain('首行写列名');
  expect((await send(who.street, true, head, boats, boats)).json.errors[0].message).toContain('第 2 行说的是同一项');
  expect((await send(who.secretary, true, head, boats)).status).toBe(403);
  expect((await send(who.community, true, head, `${demoStreet},帐篷,1,,`)).json.errors[0].message).toContain('不归您登记');

  expect(await outcomes(who.community, true, head, boats, helpers)).toEqual(['2 new', '3 new']);
  expect(await count()).toBe(before);
  expect(await outcomes(who.community, false, head, boats, helpers)).toEqual(['2 new', '3 new']);
  expect(await count()).toBe(before + 2);
  expect(await outcomes(who.community, false, head, boats, helpers)).toEqual(['2 same', '3 same']);
  expect(
    await outcomes(who.street, false, 'unit,what,amount,source,from', `${demoGrid},volunteers,9,${demoStreet},2020-01-01`),
  ).toEqual(['2 changed']);
  expect(await count()).toBe(before + 2);
  expect((await listed(who.street)).resources.filter(({ what }: { what: string }) => what === 'volunteers')).toMatchObject([
    { amount: 9 },
  ]);
});

test('row 13: a plan says what it needs, for a place and from a day on, and what is lacking follows it', async () => {
  const admin = await service.as('admin');
  const { lacking } = await listed(who.street, '?hazard=geological');
  const communities = lacking[0].needed / (defaultNeeds.geological.tents ?? 0);
  expect(lacking.map(({ what }: { what: string }) => what)).toEqual(['tents', 'lights', 'cordon']);
  const { checklist, ...rest } = defaultPlan('geological');
  const own = { code: 'own-1', zh: '清点避险点被褥', en: 'bedding counted' };
  const plan = { ...rest, checklist: [...checklist, own], needs: { machines: 3, tents: 1 } };
  const table = ['kind,key,unit,value,document,from,to']
    .concat(
      [
        'emergency-plan',
        'geological',
        demoStreet,
        `"${JSON.stringify(plan).replaceAll('"', '""')}"`,
        '预案',
        '2026-01-01',
        '',
      ].join(),
    )
    .join('\n');
  expect((await admin.post('/api/v1/rules/import', { table })).status).toBe(200);
  expect((await listed(who.street, '?hazard=geological')).lacking).toMatchObject([
    { what: 'tents', needed: communities, there: 0 },
    { what: 'machines', needed: 3 * communities, there: 0, name: { zh: '机械操作（人）' } },
  ]);
  // What is gone through has the plan's own names.
  const drill = await who.street.post('/api/v1/orders', {
    workflow: 'emergency',
    kind: 'drill',
    hazard: 'geological',
    scope: [demoStreet],
  });
  const { emergency } = fits('placeOrder', 201, drill.json).order;
  expect(emergency.checklist.at(-1)).toMatchObject({ item: 'own-1', name: { zh: '清点避险点被褥', en: 'bedding counted' } });
  // Whoever stands there is told that something is to be brought, once for each start, and not where enough is there.
  const told = async (id: string): Promise<readonly string[]> => {
    const { rows } = await service.db.query(
      `select params from outbox where order_id = $1 and type = 'notify' order by seq, id`,
      [id],
    );
    return rows.map(({ params }) => JSON.parse(params).event).filter((event) => event !== 'proposed');
  };
  expect(await told(drill.json.order.id)).toEqual(['drillStarted', 'lacking']);
  await add(
    who.street,
    { kind: 'supply', unit: demoCommunity, what: 'tents', amount: communities },
    { kind: 'force', unit: demoCommunity, what: 'machines', amount: 3 * communities, source: demoStreet },
  );
  const again = { workflow: 'emergency', kind: 'drill', hazard: 'geological' };
  const ready = await who.street.post('/api/v1/orders', { ...again, scope: [demoStreet] });
  // What stands in a community is at hand in its grids.
  const grid = await who.community.post('/api/v1/orders', { ...again, scope: [demoGrid] });
  for (const { json } of [ready, grid]) expect(await told(json.order.id)).toEqual(['drillStarted']);
  const unknown = table.replace('machines', 'unicorns').replace('2026-01-01', '2026-02-01');
  expect((await admin.post('/api/v1/rules/import', { table: unknown })).status).toBe(422);
});

test('row 12, 应急救援队: called out, counted live; the telephone of who is missing is shown to few, and the log says whose it was', async () => {
  const phone = (by: Persona, of: Persona, number: string | null) =>
    by.post(`/api/v1/people/${of.person}/duty-phone`, { phone: number });
  expect((await phone(who.lead, who.lead, '13900000077')).status).toBe(200);
  expect((await phone(who.street, who.lead, '139 0000 0078')).status).toBe(200);
  expect((await phone(who.secretary, who.lead, '13900000079')).status).toBe(404);
  expect((await phone(who.street, who.resident, '13900000079')).status).toBe(404);
  const wrong = await phone(who.lead, who.lead, '12345');
  expect([wrong.status, JSON.stringify(wrong.json).includes('12345')]).toEqual([422, false]);

  const started = await who.community.post('/api/v1/orders', {
    workflow: 'emergency',
    kind: 'drill',
    hazard: 'flood',
    scope: [demoCommunity],
  });
  expect(started.status).toBe(201);
  const { id } = fits('placeOrder', 201, started.json).order;
  const send = (by: Persona, type: string, input: object = {}) => by.post(`/api/v1/orders/${id}/commands`, { type, input });
  const one = async (by: Persona) =>
    fits('listOwnEmergencies', 200, (await by.get('/api/v1/emergencies')).json).emergencies.find(
      (found: { id: string }) => found.id === id,
    );
  expect(await one(who.community)).toMatchObject({
    kind: 'drill',
    state: 'active',
    call: null,
    areas: [{ code: demoCommunity }],
  });
  const ask = (by: Persona, person: string, reason = '未回应') => by.post(`/api/v1/orders/${id}/call-phone`, { person, reason });
  expect((await ask(who.community, who.lead.person)).status).toBe(404);

  await send(who.community, 'callOut');
  const { called } = (await one(who.community)).call;
  expect(called).toBeGreaterThan(0);
  expect((await one(who.community)).call).toMatchObject({ heard: 0, out: 0, there: 0 });
  // Whoever telephones writes down what was said, though nobody called him; whoever was called answers for himself.
  for (const [by, own] of [
    [who.community, false],
    [who.lead, true],
  ] as const) {
    const { order } = fits('getOrder', 200, (await by.get(`/api/v1/orders/${id}`)).json);
    expect([order.emergency.call.own, order.allowed.some(({ type }: { type: string }) => type === 'answerCall')]).toEqual([
      own,
      true,
    ]);
  }
  expect(await one(who.resident)).toBeUndefined();

  // Few may ask, of somebody who was called, for a reason.
  expect((await ask(who.secretary, who.lead.person)).status).toBe(403);
  expect((await ask(who.lead, who.lead.person)).status).toBe(403);
  expect((await ask(who.community, who.resident.person)).status).toBe(404);
  expect((await ask(who.community, who.lead.person, ' ')).status).toBe(422);
  const shown = await ask(who.community, who.lead.person, '未回应，电话 13900000001');
  expect([shown.status, fits('telephoneCalled', 200, shown.json).phone]).toEqual([200, '+8613900000078']);
  const { rows } = await service.db.query('select person, how, reason, field from access_log where order_id = $1 and how = $2', [
    id,
    'reveal',
  ]);
  expect(rows).toMatchObject([{ person: who.community.person, field: `duty-phone.${who.lead.person}` }]);
  expect(rows[0].reason).not.toContain('13900000001');

  await send(who.lead, 'answerCall', { state: 'heard' });
  expect((await one(who.community)).call).toMatchObject({ heard: 1, out: 0, there: 0 });
  await send(who.lead, 'answerCall', { state: 'there' });
  expect((await one(who.community)).call).toMatchObject({ called, heard: 1, out: 1, there: 1 });
  expect((await ask(who.community, who.lead.person)).status).toBe(409);

  // At rest it is sealed.
  const stored = await service.db.query('select phone from duty_phones');
  expect(stored.rows.map((row) => row.phone.toString('latin1')).join()).not.toContain('139000');
  expect((await phone(who.lead, who.lead, null)).status).toBe(200);
  expect((await service.db.query('select from duty_phones')).rowCount).toBe(0);
});

test('what is placed meanwhile is promised that it will stand still, at placing and on paper; what is urgent, or lies elsewhere, is not', async () => {
  const place = async (category: string, unit: string = demoCommunity) =>
    fits('placeOrder', 201, (await who.resident.post('/api/v1/orders', { category, unit, text: '请来看看' })).json).order;
  const paper = async (id: string, query = '') => (await who.resident.get(`/api/v1/orders/${id}/receipt.html${query}`)).text;
  const before = await place('0101');
  expect(before.willStandStill).toBeUndefined();
  const promised = '这一单受理以后先停着，时限也停；应急结束就接着办，新的时间再告诉您';
  expect(await paper(before.id)).not.toContain(promised);

  const area = service.directory.findUnit('522326', demoCommunity);
  if (!area) throw new Error('no such community');
  const mode = { emergency: who.street.person, hazard: 'flood', level: 'II', firstResponse: false } as const;
  const from = service.clock.now();
  const until = from + 3_600_000;
  await putMode(service.tables, { tenant: '522326', scope: [area.path], mode, document: '望应急〔2026〕3号', from, until });
  await service.rules.refresh();
  const order = await place('0101');
  expect(order.willStandStill).toBe(true);
  expect(await paper(order.id)).toContain(promised);
  expect(await paper(order.id, '?lang=en')).toContain('once admitted, this order stands still');
  // What was placed before and has yet to be admitted is in it, too.
  const [again] = fits('listOrders', 200, (await who.resident.get('/api/v1/orders?desk=requests')).json).orders.filter(
    ({ id }: { id: string }) => id === before.id,
  );
  expect(again.willStandStill).toBe(true);
  expect((await place('0201')).willStandStill).toBeUndefined();
  expect((await place('0101', '522326004001')).willStandStill).toBeUndefined();
  await who.secretary.post(`/api/v1/orders/${order.id}/commands`, { type: 'admit', input: {} });
  expect(fits('getOrder', 200, (await who.resident.get(`/api/v1/orders/${order.id}`)).json).order.willStandStill).toBeUndefined();
});
