// Tasks over HTTP: given down the levels, reported up, refused by name of the rule, shown to whom.
import { readFile } from 'node:fs/promises';
import { matters, mayBegin, workflowOf } from '@six-order/api/matters';
import { tellersOf } from '@six-order/api/telling-task';
import { sendersOf } from '@six-order/community/authority/acts';
import { demoCommunity, demoGrid, demoStreet } from '@six-order/community/demo/personas';
import { communityMigrations } from '@six-order/community/migrations';
import { Role as roles } from '@six-order/community/people/role';
import { ownCode } from '@six-order/community/units/unit';
import { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Answer, type Persona, type Service } from './service.ts';

let service: Service;
let [office, community, gridWorker, leader, resident] = [] as unknown as [Persona, Persona, Persona, Persona, Persona];

beforeAll(async () => {
  service = await openService();
  [office, community, gridWorker, leader, resident] = [
    await service.as('street'),
    await service.as('community'),
    await service.as('grid-worker'),
    await service.as('leader'),
    await service.as('resident'),
  ];
});
afterAll(() => service.close());

const other = '522326004001';
const inDays = (days: number): string => new Date(service.clock.now() + days * 86_400_000).toISOString();
const give = (more: object = {}, by: Persona = office): Promise<Answer> =>
  by.post('/api/v1/orders', {
    workflow: 'task',
    unit: demoStreet,
    to: [demoCommunity, other],
    dueOn: inDays(20),
    text: '汛前排查，联系吴远街 13800000000',
    ...more,
  });
const system = { person: null, post: null, role: 'system', tenant: '522326', path: '' };
const read = async (persona: Persona, id: string): Promise<any> =>
  fits('getOrder', 200, (await persona.get(`/api/v1/orders/${id}`)).json).order;

test('a row of a task says what is to be done, to whom it is given and to whoever follows it, without what is personal', async () => {
  const { order } = (await give()).json;
  // The worker, which does not run here, gives the parts.
  const below = async (unit: string, parent: string): Promise<string> => {
    const input = { unit, to: [], dueOn: inDays(20), kind: 'major', parent };
    const assigned = await service.engine.execute({ workflow: 'task', type: 'assign', input, actor: system });
    return assigned.kind === 'applied' ? assigned.order.id : '';
  };
  const part = await below(demoCommunity, order.id);
  const deeper = await below(demoGrid, part);
  const rowOf = async (persona: Persona, desk: string, id: string): Promise<any> => {
    const { orders } = fits('listOrders', 200, (await persona.get(`/api/v1/orders?desk=${desk}&limit=100`)).json);
    return orders.find((row: any) => row.id === id);
  };
  for (const [persona, desk, id] of [
    [office, 'tasks', order.id],
    [office, 'task-list', order.id],
    [leader, 'task-list', order.id],
    [community, 'tasks', part],
    [gridWorker, 'tasks', deeper],
  ] as const) {
    const { excerpt } = await rowOf(persona, desk, id);
    expect(excerpt, desk).toMatch(/^汛前排查/);
    expect(excerpt).not.toContain('13800000000');
  }
  // What is above the rows of a page is read a level at a time.
  const parts = await service.engine.getMany([part, deeper].map((id) => OrderId.parse(id)));
  const asked: (readonly string[])[] = [];
  const getMany = (ids: readonly OrderId[]) => (asked.push(ids), service.engine.getMany(ids));
  const tellers = await tellersOf({ getMany }, parts);
  expect([part, deeper].map((id) => tellers.tasks.get(id)?.id)).toEqual([order.id, order.id]);
  expect(asked).toEqual([[order.id]]);
  // Whoever has a part in hand reads all of it, however far below the task it is.
  for (const [persona, id] of [
    [community, part],
    [gridWorker, deeper],
  ] as const)
    expect(await read(persona, id)).toMatchObject({ text: '汛前排查，联系吴远街 13800000000' });
  // Who merely looks on at the part reads nothing of a task that he does not see.
  const onlooker = await service.as('representative');
  expect((await onlooker.get(`/api/v1/orders/${order.id}`)).status).toBe(404);
  expect(await read(onlooker, part)).not.toHaveProperty('text');
  // What was erased above is gone from the answer, for whoever has that already, too.
  const again = async (known?: string): Promise<Answer> =>
    service.call('GET', `/api/v1/orders/${deeper}`, {
      token: gridWorker.token,
      ...(known && { headers: { 'if-none-match': known } }),
    });
  const tag = (await again()).headers.get('etag') as string;
  expect((await again(tag)).status).toBe(304);
  await service.engine.erase(order.id);
  expect((await again(tag)).json.order).toMatchObject({ id: deeper, text: null });
});

test('a task says who has it in hand, what the units below do of it, its limits in words, what may be done next', async () => {
  const answer = await give();
  expect(answer.status).toBe(201);
  const { order } = fits('placeOrder', 201, answer.json);
  expect(order).toMatchObject({
    workflow: 'task',
    state: { handling: 'gathering', supervision: null, publication: null },
    category: null,
    holder: { kind: 'unit', id: expect.any(String) },
    text: expect.stringContaining('13800000000'),
    task: {
      kind: 'major',
      form: null,
      parent: null,
      progress: { parts: 2, over: 0, blocked: 0 },
      parts: [
        { unit: { code: demoCommunity }, state: 'assigned' },
        { unit: { code: other }, state: 'assigned' },
      ],
    },
  });
  expect(order.clocks.map(({ name, light }: any) => [name, light])).toEqual([
    ['task', 'green'],
    ['report', 'green'],
  ]);
  expect(order.clocks[0].explanation.zh).toMatch(/^任务办结：.*到期/);
  expect(order.allowed.map(({ type }: any) => type)).toContain('report');
  const inbox = fits('listOrders', 200, (await office.get('/api/v1/orders?desk=inbox')).json).orders;
  expect(inbox.map(({ id }: any) => id)).toContain(order.id);
  // A resident knows of no task.
  expect((await resident.get(`/api/v1/orders/${order.id}`)).status).toBe(404);
});

test('what it says is read by those below, masked where they need not know more', async () => {
  const { order } = (await give()).json;
  expect((await read(community, order.id)).text).toContain('13800000000');
  const supervisor = await service.as('supervisor');
  expect((await read(supervisor, order.id)).text).not.toContain('13800000000');
});

test('a part goes down as a task of its own and its news come up; whoever is above checks it', async () => {
  // The grid's part, given straight to the community: the worker is not running here, so each task is given by hand.
  const { order: ours } = (await give({ unit: demoCommunity, to: [demoGrid] }, community)).json;
  const refused = await community.post(`/api/v1/orders/${ours.id}/commands`, { type: 'finish', input: {} });
  expect(refused.status).toBe(409);
  expect(refused.text).toMatch(/all-parts-over/);
  await community.send(ours.id, 'excuse', { unit: ours.task.parts[0].unit.id, text: '并入社区一起查' });
  await community.send(ours.id, 'finish', { text: '十六处' });
  const own = await community.post(`/api/v1/orders/${ours.id}/commands`, { type: 'check', input: { verdict: 'accepted' } });
  expect([own.status, own.text]).toEqual([422, expect.stringMatching(/checked-from-above/)]);
  await office.send(ours.id, 'check', { verdict: 'accepted' });
  expect(await read(community, ours.id)).toMatchObject({
    state: { handling: 'settled' },
    closedAt: expect.any(String),
    task: {
      progress: { parts: 1, over: 1, blocked: 0 },
      reports: [{ status: 'finished', by: '覃安民', text: '十六处' }],
      checks: [{ verdict: 'accepted', by: '吴远街' }],
      excuses: [{ text: '并入社区一起查' }],
    },
  });
});

test('a unit is asked for no form twice, nor for one that is not of the list; the refusal names the rule and its source', async () => {
  const form = 'facility-check';
  const { order: root } = (await give({ form })).json;
  // Whom it goes on to is asked by the worker, which does not run here.
  const part = { unit: other, to: [], dueOn: inDays(20), kind: 'major', form, parent: root.id };
  expect(await service.engine.execute({ workflow: 'task', type: 'assign', input: part, actor: system })).toMatchObject({
    kind: 'applied',
  });
  const again = await give({ form });
  expect([again.status, again.json.errors]).toMatchObject([
    422,
    [{ path: 'to.1', message: expect.stringMatching(/asked-once.*5\.6/) }],
  ]);
  const { order } = (await give({ kind: 'campaign', form: 'hazard-check', to: [other] })).json;
  expect(order.task).toMatchObject({ kind: 'campaign', form: 'hazard-check', formName: { zh: '隐患排查表' } });
  const unknown = await give({ form: 'my-own-form' });
  expect([unknown.status, unknown.json.errors]).toMatchObject([
    422,
    [{ path: 'form', message: expect.stringMatching(/known-form.*领域研究 5.6|known-form.*5\.6/) }],
  ]);
});

test('what cannot be is refused: upwards, by a grid, on a day that has passed, by whoever has no such office', async () => {
  const upward = await give({ unit: demoCommunity, to: [demoStreet] }, community);
  expect([upward.status, upward.json.errors[0]]).toMatchObject([
    422,
    { path: 'to.0', message: expect.stringMatching(/task-downward/) },
  ]);
  expect((await give({ dueOn: inDays(-1) })).json.errors[0].path).toBe('dueOn');
  expect((await give({ unit: demoGrid, to: [ownCode.building(demoGrid, 1)] }, gridWorker)).status).toBe(403);
  expect((await give({}, resident)).status).toBe(403);
  expect((await give({ hospital: 1 })).status).toBe(422);
  expect((await give({}, leader)).status).toBe(201);
});

test('whoever gives a task is told which forms it may ask for', async () => {
  const { forms, askedWithinDays } = fits('listTaskForms', 200, (await office.get(`/api/v1/task-forms?unit=${demoStreet}`)).json);
  expect(forms[0]).toEqual({ code: 'hazard-check', zh: '隐患排查表', en: 'list of hazards' });
  expect(askedWithinDays).toBe(30);
  const nowhere = await office.get('/api/v1/task-forms?unit=1');
  expect([nowhere.status, nowhere.json.errors[0].path]).toEqual([422, 'unit']);
});

test('the desk offers to begin a matter in the roles that may, and in no other', () => {
  const atDesks = (roles: readonly string[]) => roles.filter((role) => !['resident', 'household-head', 'system'].includes(role));
  for (const matter of matters) {
    const workflow = workflows.find(({ id }) => id === workflowOf(matter));
    const opens = workflow?.opens ?? '';
    const may = [...atDesks(sendersOf(workflowOf(matter), opens))].sort();
    expect([matter, roles.options.filter((role) => mayBegin(role, matter)).sort()]).toEqual([matter, may]);
    expect(may.length).toBeGreaterThan(2);
  }
});

test('tasks stand on the desk of whoever has them in hand or checks them, the whole on the list of the area with its roll-up', async () => {
  const { order } = (await give({ text: '清理河道' })).json;
  const on = async (persona: Persona, desk: string): Promise<any> =>
    fits('listOrders', 200, (await persona.get(`/api/v1/orders?desk=${desk}&limit=200`)).json).orders;
  const ids = async (persona: Persona, desk: string): Promise<readonly string[]> =>
    (await on(persona, desk)).map(({ id }: any) => id);
  const unit = order.task.parts.find((one: any) => one.unit.code === demoCommunity).unit.id;
  const input = { unit, to: [], dueOn: inDays(20), kind: 'major', parent: order.id };
  const assigned = await service.engine.execute({ workflow: 'task', type: 'assign', input, actor: system });
  const part = assigned.kind === 'applied' ? assigned.order.id : '';
  expect([await ids(office, 'tasks'), await ids(community, 'tasks')]).toEqual([
    expect.arrayContaining([order.id]),
    expect.arrayContaining([part]),
  ]);
  // The whole is not the community's to report on, and its part is no row of the list.
  expect(await ids(community, 'tasks')).not.toContain(order.id);
  for (const who of [office, await service.as('supervisor'), leader]) {
    const list = await ids(who, 'task-list');
    expect([list.includes(order.id), list.includes(part)]).toEqual([true, false]);
  }
  expect(await ids(resident, 'task-list')).toEqual([]);
  await community.send(part, 'finish');
  const news = { order: order.id, type: 'partChanged', input: { unit, state: 'finished', child: part }, actor: system };
  expect(await service.engine.execute(news)).toMatchObject({ kind: 'applied' });
  expect(await ids(office, 'tasks')).toContain(part);
  const rollUp = { kind: 'major', parts: 2, over: 0, blocked: 0, toCheck: 1 };
  expect((await on(office, 'task-list')).find(({ id }: any) => id === order.id)).toMatchObject({ rollUp });
  await office.send(part, 'check', { verdict: 'accepted' });
  expect([await ids(office, 'tasks'), await ids(community, 'tasks')].flat()).not.toContain(part);
  const { id: campaign } = (await give({ kind: 'campaign' })).json.order;
  expect((await ids(office, 'campaigns')).includes(campaign)).toBe(true);
  expect((await ids(office, 'task-list')).includes(campaign)).toBe(false);
});

test('tasks from before there were marks have after the migration what their next command would write', async () => {
  const owner = openPool(service.databaseUrl, 'owner', { max: 1 });
  const rows = async () => ({
    labels: (await owner.query(`select id, labels from orders where workflow = 'task' order by id`)).rows,
    keys: (await owner.query('select order_id, holder from holders order by 1, 2')).rows,
  });
  try {
    const now = await rows();
    expect(now.labels.filter(({ labels }) => labels.includes('#task')).length).toBeGreaterThan(3);
    await owner.query(`update orders set labels = array(select label from unnest(labels) as label
      where label !~ '^(#task$|in-hand:|task-root:)') where workflow = 'task' and closed_at is null`);
    await owner.query(`delete from holders h using orders o where o.id = h.order_id and o.workflow = 'task' and h.holder = any(
      array(select md5(o.tenant || ' #task ' || subpath(o.path, 0, n)::text)::uuid from generate_series(1, nlevel(o.path)) as n))`);
    expect(await rows()).not.toEqual(now);
    const migration = await readFile(new URL('0270-task-mark.sql', communityMigrations), 'utf8');
    for (let time = 0; time < 2; time += 1) {
      await owner.query(migration);
      expect(await rows()).toEqual(now);
    }
  } finally {
    await owner.end();
  }
});
