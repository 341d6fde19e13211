// Dispatching by suggestion: what the dispatcher is shown, and that what it says is what the command does.
import { personas } from '@six-order/community/demo/personas';
import { afterAll, expect, test } from 'vitest';
import { fits, openService } from './service.ts';

const service = await openService();
afterAll(service.close);
const [resident, secretary, street, member] = await Promise.all([
  service.as('resident'),
  service.as('secretary'),
  service.as('street'),
  service.as('member'),
]);

const shown = async (as: typeof secretary, order: string): Promise<any[]> =>
  fits('listCandidates', 200, (await as.get(`/api/v1/orders/${order}/candidates`)).json).candidates;
const rulesOf = (candidate: any): string[] => candidate.conflicts.map(({ rule }: { rule: string | null }) => rule);

test('rows 3 and 17: who leads by the catalogue stands first, with the reason; a person still decides', async () => {
  const { order } = await resident.place('0303');
  await secretary.send(order.id, 'admit');
  const candidates = await shown(secretary, order.id);
  const [first] = candidates;
  // 楼道堆物: grid, then property, then community.
  expect(first).toMatchObject({ kind: 'person', name: personas['grid-worker'].name, conflicts: [] });
  expect(first.reasons[0].zh).toMatch(/^职责清单列为主责/);
  const property = candidates.findIndex(({ name }) => name === personas.property.name);
  const far = candidates.findIndex(({ name }) => name === '综合行政执法局');
  expect(property).toBeGreaterThan(0);
  expect(far).toBeGreaterThan(property);
  // Nothing was dispatched by looking.
  expect((await secretary.get(`/api/v1/orders/${order.id}`)).json.order.holder).toBeNull();
});

test('people of the order’s own grid stand first; the catalogue’s “grid” means no other grid’s, and the list says in which part each stands', async () => {
  // 生活垃圾: property, community or grid lead; members assist.
  const { order } = await resident.place('0301');
  await secretary.send(order.id, 'admit');
  const candidates = await shown(secretary, order.id);
  const groups = candidates.map(({ group }) => group);
  const parts = ['own-grid', 'lead', 'assist', 'unnamed', 'refused'];
  expect(groups).toEqual(groups.toSorted((a, b) => parts.indexOf(a) - parts.indexOf(b)));
  const groupOf = (who: string) => candidates.find(({ id, name }) => id === who || name === who)?.group;
  expect(candidates[0]).toMatchObject({ id: personas['grid-worker'].person, group: 'own-grid' });
  expect(groupOf(personas.property.person)).toBe('lead');
  // Members of this grid before those of others.
  const assisting = candidates.filter(({ group }) => group === 'assist').map(({ id }) => id);
  expect(new Set(assisting.slice(0, 2))).toEqual(new Set([member.person, personas['member-2'].person]));
  expect(assisting.length).toBeGreaterThan(2);
  // Secretaries of grids 03 and 04, and the worker of grid 02: the catalogue names their own grid, not this one.
  for (const name of ['韦常青', '陆平川', '岑望山']) expect([name, groupOf(name)]).toEqual([name, 'unnamed']);
  expect(candidates.find(({ name }) => name === '韦常青').reasons.map(({ zh }: { zh: string }) => zh)).not.toContain(
    '职责清单列为主责',
  );
});

test('what stands against a candidate is what refuses the command, by the rule’s name', async () => {
  const { order } = await resident.place('0406', { text: '楼顶违法搭建' });
  await secretary.send(order.id, 'admit');
  const candidates = await shown(secretary, order.id);
  let tried = 0;
  for (const candidate of candidates.slice(0, 25)) {
    const to = { kind: candidate.kind, id: candidate.id };
    const answer = await secretary.post(`/api/v1/orders/${order.id}/commands`, { type: 'dispatch', input: { to } });
    const refusing = rulesOf(candidate).filter((rule) => rule !== null);
    expect(answer.status, candidate.name).toBe(refusing.length > 0 ? 422 : 200);
    for (const rule of refusing) expect(answer.text).toContain(`规则 ${rule}`);
    tried += 1;
  }
  expect(tried).toBe(25);
  const bureau = (await shown(street, order.id)).find(({ name }) => name === '综合行政执法局');
  expect(bureau).toMatchObject({ kind: 'unit', conflicts: [] });
  expect(rulesOf(candidates.find(({ name }) => name === '综合行政执法局'))).toEqual(['departments-by-street']);
  expect(rulesOf(candidates.find(({ id }) => id === member.person))).toEqual(['not-mine', 'enforcement-only']);
});

test('who has the skills wanted stands before who has not, and a facility that serves the kind is shown', async () => {
  const leak = await resident.place('0101');
  await secretary.send(leak.order.id, 'admit');
  const [first] = (await shown(secretary, leak.order.id)).filter(({ group }) => group === 'lead');
  expect(first.unit.name).toBe('红色物业服务站');
  expect(first.reasons).toContainEqual({ zh: '有所需技能：水电、防水', en: 'has the skills wanted: 水电, 防水' });

  const meal = await resident.place('0802');
  await secretary.send(meal.order.id, 'admit');
  const names = (await shown(secretary, meal.order.id)).map(({ name }) => name);
  // Who works there, and the place itself.
  expect(new Set(names.slice(0, 2))).toEqual(new Set(['蟠桃园社区日间照料中心', personas.facility.name]));
  expect(names).not.toContain('蟠桃园社区儿童之家');
});

test('load is shown with its limit, and what was finished before ranks nobody', async () => {
  const done = await resident.place('0105');
  await secretary.send(done.order.id, 'admit');
  await secretary.send(done.order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  for (const [type, input] of [
    ['accept', {}],
    ['contact', {}],
    ['finish', { result: '已修好' }],
  ] as const) {
    await member.send(done.order.id, type, input);
  }
  const next = await resident.place('0105');
  await secretary.send(next.order.id, 'admit');
  const held = await resident.place('0105');
  await secretary.send(held.order.id, 'admit');
  await secretary.send(held.order.id, 'dispatch', { to: { kind: 'person', id: member.person } });

  const candidates = await shown(secretary, next.order.id);
  const [one, other] = ['member', 'member-2'].map((name) =>
    candidates.findIndex(({ id }) => id === personas[name as 'member' | 'member-2'].person),
  ) as [number, number];
  expect(candidates[one].reasons).toContainEqual({ zh: '在手 1 件，上限 5 件', en: '1 in hand, 5 at most' });
  expect(candidates[one].reasons.map(({ zh }: { zh: string }) => zh)).toContain('曾办结本类 1 件（仅供参考，不排名）');
  expect(candidates[other].load).toBe(0);
  // The one with less in hand stands first, though the other has finished one.
  expect(other).toBeLessThan(one);
});

test('in hand is one number: for whoever dispatches, and on the desk of whose it is; what somebody placed for others is not in it', async () => {
  const worker = await service.as('grid-worker');
  const { order } = await worker.place('0105', {
    onBehalfOf: personas.resident.person,
    source: 'proxy',
    consentHow: 'in-person',
  });
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  const next = await resident.place('0105');
  await secretary.send(next.order.id, 'admit');
  const candidates = await shown(secretary, next.order.id);
  const numbers = async (who: typeof member, persona: 'member' | 'grid-worker') => {
    const { desks } = fits('countDesks', 200, (await who.get('/api/v1/desks')).json);
    return {
      said: candidates.find(({ id }) => id === personas[persona].person).load,
      mine: desks.find(({ desk }: { desk: string }) => desk === 'mine').count,
      accept: desks.find(({ desk }: { desk: string }) => desk === 'accept').count,
    };
  };
  // One from the test before, offered, and this one.
  expect(await numbers(member, 'member')).toEqual({ said: 2, mine: 2, accept: 1 });
  expect(await numbers(worker, 'grid-worker')).toEqual({ said: 0, mine: 0, accept: 0 });
});
