// The mechanisms that the programme names (domain research 1), each by the number of its row: what keeps it, through the engine
// where it is an order's life, else through the rule or the data that says it.
import { categories, categoryByCode } from '@six-order/community/catalogue/catalogue';
import { defaultDuties, defaultTags } from '@six-order/community/catalogue/duties';
import { enforcementOf, mayEnforce, streetPowers } from '@six-order/community/catalogue/power';
import { isTagged, type TagSet } from '@six-order/community/catalogue/tag';
import { holdRules, noCountyRules, type CountyRule } from '@six-order/community/county-rules/county-rules';
import { readRuleTable } from '@six-order/community/county-rules/rule-table';
import { newId } from '@six-order/cli/new-id';
import { acts, sendersOf } from '@six-order/community/authority/acts';
import { maySee } from '@six-order/community/authority/authority';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { cardFact } from '@six-order/community/supervision/card-fact';
import { levelAbove } from '@six-order/community/supervision/level';
import { layOut, readyTemplates } from '@six-order/community/templates/station-template';
import type { OrderId, Outcome } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/six-order/face';
import { sources } from '@six-order/workflows/six-order/v2/context';
import { stationNames, stationsOf } from '@six-order/workflows/six-order/stations';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import { expect, test } from 'vitest';
import { DAY, HOUR, openStreet, toMember } from '../harness/street.ts';

const street = await openStreet({ delivers: true });
const { directory } = street;
const unit = (code: string) => {
  const found = directory.unitByCode('522326', code);
  if (!found) throw new Error(`no unit ${code}`);
  return found;
};
const toUnit = (code: string) => ({ to: { kind: 'unit', id: unit(code).id } });
const toPerson = (persona: PersonaName) => ({ to: { kind: 'person', id: personas[persona].person } });
type Act = readonly [PersonaName, string, object?];

async function send(id: OrderId, ...steps: readonly Act[]): Promise<void> {
  for (const [who, type, input = {}] of steps) {
    const outcome = await street.as(who).send(id, type, input);
    expect(outcome.kind, `${type} by ${who} ${outcome.kind === 'invalid' ? JSON.stringify(outcome.issues) : ''}`).toBe('applied');
  }
}
async function lived(input: Record<string, unknown>, ...steps: readonly Act[]): Promise<OrderId> {
  await street.db.query('delete from timers');
  const { id } = await street.place(input);
  await send(id, ...steps);
  return id;
}
const stageOf = async (id: OrderId) => (await street.get(id)).face.stage;
const rememberedOf = async (id: OrderId) => contextOf((await street.get(id)).snapshot);
const heardBy = async (persona: PersonaName, id: OrderId): Promise<readonly string[]> => {
  const { rows } = await street.db.query<{ template: string }>(
    'select template from notices where person = $1 and order_id = $2',
    [personas[persona].person, id],
  );
  return rows.map(({ template }) => template);
};
const whyOf = (outcome: Outcome): string =>
  outcome.kind === 'invalid' ? outcome.issues.map(({ message }) => message).join('; ') : outcome.kind;
const dispatched: readonly Act[] = [
  ['secretary', 'admit'],
  ['secretary', 'dispatch', toMember],
];
const accepted: readonly Act[] = [...dispatched, ['member', 'accept']];
const finished: readonly Act[] = [...accepted, ['member', 'contact'], ['member', 'finish', { result: '已办好' }]];
const good: Act = ['resident', 'evaluate', { solved: 'yes', stars: 5 }];
const tagsOn = (set: TagSet, code: string) =>
  defaultTags.filter((tag) => tag.set === set && isTagged(tag, code)).map(({ zh }) => zh);

test('row 1, 六单一体: an order ends only as evaluated, unanswered, refused with its channel, withdrawn or merged', async () => {
  const { states } = (sixOrder.machine.config as any).states.handling;
  const ends = Object.keys(states).filter((name) => states[name].meta?.end === true);
  expect(ends.toSorted()).toEqual(['evaluated', 'merged', 'refused', 'unanswered', 'withdrawn']);

  const evaluated = await lived({}, ...finished, good);
  const refused = await lived({}, ['secretary', 'refuse', { reason: '已在诉讼', channelCode: 'court' }]);
  const withdrawn = await lived({}, ['resident', 'withdraw']);
  const parent = await lived({ category: '0404' }, ['secretary', 'admit']);
  const merged = await lived({ category: '0404' }, ['secretary', 'admit'], ['secretary', 'merge', { parent }]);
  const unanswered = await lived({}, ...finished);
  await street.until(street.clock.now() + 16 * DAY);
  for (const [id, stage] of [
    [evaluated, 'evaluated'],
    [refused, 'refused'],
    [withdrawn, 'withdrawn'],
    [merged, 'merged'],
    [unanswered, 'unanswered'],
  ] as const) {
    expect(await stageOf(id)).toBe(stage);
    expect((await rememberedOf(id)).closedAt).not.toBeNull();
  }
  // No answer is no satisfaction (I13).
  expect((await rememberedOf(unanswered)).rounds).toEqual([]);
  // The six stations, in the order in which the county shows them.
  const laid = layOut(readyTemplates['six'] ?? [], stationsOf((await street.get(evaluated)).snapshot), {
    admittedAt: 0,
    claimed: false,
  });
  expect(laid.map(({ station }) => station)).toEqual(stationNames);
});

test('row 2, 群众点单: by oneself, by a proxy, at the window, from the hotline, from a building’s sheet', async () => {
  const onBehalf = { onBehalfOf: personas.resident.person, consentHow: 'in-person' };
  const ways: readonly (readonly [PersonaName, Record<string, unknown>, string])[] = [
    ['resident', {}, 'resident'],
    ['grid-worker', onBehalf, 'proxy'],
    ['household-head', onBehalf, 'proxy'],
    ['window', onBehalf, 'proxy'],
    ['window', { source: '12345' }, '12345'],
  ];
  const numbers = new Set<string>();
  for (const [who, input, source] of ways) {
    const order = await street.place(input, who);
    expect(contextOf(order.snapshot).source).toBe(source);
    numbers.add(order.face.number);
  }
  expect(numbers.size).toBe(ways.length);
  // The sheet of a building fills in where it is.
  const { snapshot } = await street.place({ unit: demoGrid, place: { building: personas.resident.unit } });
  expect(contextOf(snapshot).building).toBe(unit(personas.resident.unit).id);
});

test('row 3, 支部派单: the branch dispatches; rules bind, a person decides', async () => {
  expect(acts['six-order']?.['dispatch']?.secretary).toBe('dispatch');
  expect(sendersOf('six-order', 'dispatch')).not.toContain('system');
  const id = await lived({}, ...dispatched);
  expect(await rememberedOf(id)).toMatchObject({
    dispatcher: personas.secretary.person,
    holder: { id: personas.member.person },
  });
});

test('row 4, 党员接单: assigned, claimed, as a team, and never more than one can carry', async () => {
  const assigned = await lived({}, ...accepted);
  const claimed = await lived(
    {},
    ['secretary', 'admit'],
    ['secretary', 'dispatch', { ...toUnit(demoGrid), how: 'claim' }],
    ['member-2', 'claim'],
    ['member-2', 'accept'],
  );
  expect((await rememberedOf(assigned)).handler).toBe(personas.member.person);
  expect((await rememberedOf(claimed)).handler).toBe(personas['member-2'].person);

  const limited = await openStreet({ loadLimit: true });
  const outcomes: string[] = [];
  for (let order = 0; order < 6; order += 1) {
    const { id } = await limited.place();
    await limited.as('secretary').send(id, 'admit');
    outcomes.push(whyOf(await limited.as('secretary').send(id, 'dispatch', toMember)));
  }
  expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'applied'));
  expect(outcomes[5]).toContain('load-limit');
});

test('row 5, 多方督单: reminders, urging, cards of three colours, in the sight of those who supervise', async () => {
  const id = await lived({ category: '0201' }, ...accepted, ['member', 'contact'], ['member', 'arrive'], ['resident', 'urge']);
  const begun = street.clock.now();
  const colours: string[] = [];
  for (const hours of [20, 24, 36]) {
    await street.until(begun + hours * HOUR);
    colours.push(((await street.get(id)).snapshot.value as { supervision: string }).supervision);
  }
  expect(colours.at(0)).toMatch(/clear|blue/);
  expect(colours.slice(1)).toEqual(['yellow', 'red']);
  expect(await heardBy('member', id)).toEqual(
    expect.arrayContaining(['order-urged', 'clock-half', 'clock-pressing', 'clock-due']),
  );
  const [{ card } = { card: null }] = (await rememberedOf(id)).cards ?? [];
  const open = await street.get(card as OrderId);
  for (const persona of ['supervisor', 'representative', 'leader', 'discipline'] as const) {
    expect(maySee({ ...street.actor(persona), holds: [] }, open), persona).toBe(true);
  }
});

test('row 8, 领导协调机制: what nobody below decides comes to the county, whose leader is told', async () => {
  const up: Act = ['street', 'escalate', { reason: '需县协调' }];
  const id = await lived({}, ...accepted, up, up, up);
  expect(await rememberedOf(id)).toMatchObject({ level: unit('522326').id, atTop: true });
  expect(await heardBy('leader', id)).toEqual(expect.arrayContaining(['order-escalated', 'order-at-top']));
});

test('row 9, 四级联动: grid, community, street, county, and the city above where there is one', () => {
  const chain: string[] = [];
  for (let at = unit(personas.resident.unit).id; ;) {
    const above = levelAbove(directory, at);
    if (!above) break;
    chain.push(above.kind);
    at = above.id;
  }
  expect(chain).toEqual(['community', 'street', 'county']);
  const line = (['province', 'city', 'county'] as const).map((kind) => ({ ...unit('522326'), id: kind, kind }));
  const withCity = { unitById: () => line.at(-1), lineOf: () => line };
  expect(levelAbove(withCity, 'county')?.kind).toBe('city');
});

test('row 16, 街道吹哨、部门报到: the street calls a department in; nobody below does; who stays away has a card', async () => {
  const department = unit(personas.department.unit).id;
  const whistle = { departments: [department], lead: department, matter: '需部门到场' };
  const id = await lived({}, ...accepted, ['member', 'contact'], ['street', 'whistle', whistle]);
  expect(await heardBy('department', id)).toContain('order-whistled');
  expect((await street.as('community').send(id, 'whistle', whistle)).kind).toBe('forbidden');
  const reported = await lived({}, ...accepted, ['street', 'whistle', whistle], ['department', 'reportIn']);
  expect((await rememberedOf(reported)).assistants).toMatchObject([{ whistled: 'lead', by: personas.department.person }]);
  const silent = await lived({}, ...accepted, ['member', 'progress', { text: '在办' }], ['street', 'whistle', whistle]);
  await street.until(street.clock.now() + 4 * DAY);
  const { orders } = await street.engine.find({
    tenant: '522326',
    filter: { all: [{ workflow: 'card' }, { label: `order:${silent}` }] },
    sort: 'newest',
    limit: 10,
  });
  expect(orders.map(({ face }) => face.data['reason'])).toContain('not-reported-in');
});

test('row 17, 权责清单: every category has its duty row, and a dispatch is checked against it', async () => {
  expect(defaultDuties.map(({ category }) => category)).toEqual(categories.map(({ code }) => code));
  const id = await lived({ category: '0406' }, ['secretary', 'admit']);
  expect(whyOf(await street.as('secretary').send(id, 'dispatch', toMember))).toMatch(/enforcement-only|not-mine/);
  expect(await stageOf(id)).toBe('admitted');
});

test('row 18, 赋权事项: a street enforces what a document gave it, while it is in force', () => {
  const duty = defaultDuties.find(({ category }) => category === '0406');
  if (!duty) throw new Error('no duty');
  const at = street.clock.now();
  const grant = {
    id: 'grant',
    tenant: '522326',
    kind: 'power',
    key: enforcementOf('0406'),
    path: 'u522326',
    value: {},
    document: '赋权清单',
    validFrom: at,
    validTo: at + DAY,
  } as CountyRule;
  const where = { tenant: '522326', path: 'u522326.u004', at };
  expect(mayEnforce(noCountyRules, duty, false, where)).toBe(false);
  expect(mayEnforce(holdRules([grant]), duty, false, where)).toBe(true);
  expect(mayEnforce(holdRules([grant]), duty, false, { ...where, at: at + DAY })).toBe(false);
});

test('row 19, 行政执法事项: who does not enforce does not lead it, and it goes up to the street by itself', async () => {
  const id = await lived({ category: '0407' }, ['secretary', 'admit']);
  for (const to of [toMember, toUnit(personas.community.unit)]) {
    expect(whyOf(await street.as('secretary').send(id, 'dispatch', to))).toContain('enforcement-only');
  }
  expect((await rememberedOf(id)).level).toBe(unit(personas.street.unit).id);
});

test('row 20, 三项权力: keys of the street; by the power of coordination it gives an order to a department', async () => {
  expect(Object.values(streetPowers).map(({ zh }) => zh)).toEqual(['综合管理权', '统筹协调权', '应急处置权']);
  const id = await lived({ category: '0201' }, ['secretary', 'admit']);
  const toDepartment = toUnit(personas.department.unit);
  expect(whyOf(await street.as('secretary').send(id, 'dispatch', toDepartment))).toContain('departments-by-street');
  await send(id, ['street', 'dispatch', toDepartment], ['department', 'accept']);
});

test('row 21, 兼职委员: a department’s liaison receives what is given to the department, and answers its cards', async () => {
  const id = await lived({ category: '0201' }, ['street', 'admit'], ['street', 'dispatch', toUnit(personas.department.unit)]);
  expect(await heardBy('department', id)).toContain('order-dispatched');
  await street.until(street.clock.now() + HOUR);
  const [{ card } = { card: null }] = (await rememberedOf(id)).cards ?? [];
  expect((await street.as('department').send(card as OrderId, 'reply', { text: '已派人' })).kind).toBe('applied');
});

test('row 23, 减负: no community is made the main handler of what it is relieved of; it may help', async () => {
  const relieved = defaultDuties.filter(({ flags }) => flags.includes('community-not-main')).map(({ category }) => category);
  expect(relieved.length).toBeGreaterThan(0);
  const id = await lived({ category: '0901' }, ['secretary', 'admit']);
  const community = toUnit(personas.community.unit);
  expect(whyOf(await street.as('secretary').send(id, 'dispatch', community))).toContain('community-not-main');
  expect(defaultDuties.find(({ category }) => category === '0901')?.assisting.length).toBeGreaterThan(0);
});

test('row 29, 一窗式: one form for every kind that is open, and what can be answered is answered at once', async () => {
  // Those of an emergency are asked for only while there is one.
  const kinds = categories.filter(({ code }) => code !== '1102' && !code.startsWith('12'));
  for (const { code } of kinds) {
    const { face } = await street.place({ category: code, source: 'proxy' }, 'window');
    expect(face.data['category']).toBe(code);
    expect(face.number).toMatch(/^\d{8}-\d{6}-\d$/);
  }
  const settled = await street.place({ category: '1001', source: 'proxy', settle: { result: '政策已说明' } }, 'window');
  expect(settled.face).toMatchObject({ stage: 'finished', labels: expect.arrayContaining(['settled']) });
});

test('row 30, 一站式: several work on it under one number, and the resident has one thread', async () => {
  const id = await lived(
    {},
    ...accepted,
    ['member', 'contact'],
    ['member', 'involve', { ...toPerson('member-2'), task: '搬运' }],
    ['member-2', 'takePart'],
    ['member-2', 'finishPart', { result: '已搬' }],
    ['member', 'finish', { result: '已办' }],
    good,
  );
  const { rows } = await street.db.query<{ number: string }>(
    `select distinct params->>'number' as number from notices where order_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ number: (await street.get(id)).face.number }]);
  expect((await street.journal(id)).filter((type) => type === 'evaluate')).toHaveLength(1);
});

test('row 31, 五方共治: five parties share one order, each with a part of its own, one of them leading', async () => {
  const parties = ['property', 'grid-worker', 'team-lead', 'member-2'] as const;
  const id = await lived({}, ...accepted, ['member', 'contact']);
  for (const party of parties) {
    await send(id, ['member', 'involve', { ...toPerson(party), task: '各负其责' }], [party, 'takePart']);
  }
  expect((await street.as('member').send(id, 'finish', { result: '已办' })).kind).toBe('not-allowed');
  for (const party of parties) await send(id, [party, 'finishPart', { result: '已办' }]);
  await send(id, ['member', 'finish', { result: '五方已办' }]);
  expect((await rememberedOf(id)).assistants).toHaveLength(4);
});

test('row 33, 未诉先办: where an order comes from is a code, and what staff found themselves is told apart', async () => {
  expect(sources).toEqual(['resident', 'proxy', 'window', 'patrol', 'visit', 'meeting', '12345', 'superior']);
  const labels = async (source: string) => (await street.place({ source }, 'grid-worker')).face.labels;
  for (const source of ['patrol', 'visit', 'meeting']) expect(await labels(source)).toContain('proactive');
  for (const source of ['12345', 'superior']) expect(await labels(source)).not.toContain('proactive');
});

test('row 43, 三网融合: every kind lies in exactly one of the three nets', () => {
  for (const { code } of categories) expect([code, tagsOn('three-nets', code).length]).toEqual([code, 1]);
  expect(tagsOn('three-nets', '0101')).toEqual(['民生网']);
  expect(tagsOn('three-nets', '0401')).toEqual(['平安网']);
  expect(tagsOn('three-nets', '1101')).toEqual(['党建网']);
});

test('row 49, 民情助理: orders for residents of the community, says how consent was got, and never evaluates for them', async () => {
  const order = await street.place({ onBehalfOf: personas.resident.person, consentHow: 'in-person' }, 'opinion-aide');
  expect(contextOf(order.snapshot)).toMatchObject({
    source: 'proxy',
    consentHow: 'in-person',
    openedBy: personas['opinion-aide'].person,
    resident: personas.resident.person,
  });
  await send(order.id, ...finished);
  expect((await street.as('opinion-aide').send(order.id, 'evaluate', { solved: 'yes', stars: 5 })).kind).toBe('not-allowed');
  await send(order.id, ['opinion-aide', 'transcribe', { solved: 'yes', stars: 5, how: 'proxy' }]);
  expect((await rememberedOf(order.id)).rounds).toMatchObject([{ transcribed: 'proxy' }]);
});

test('row 50, 一圈两场三改: campaigns as tags on kinds', () => {
  const campaigns = defaultTags.filter(({ set }) => set === 'campaigns').map(({ zh }) => zh);
  expect(campaigns).toEqual([
    '十五分钟生活圈',
    '停车场建设',
    '农贸市场建设',
    '棚户区改造',
    '老旧小区改造',
    '背街小巷改造',
    '垃圾分类',
  ]);
  expect(tagsOn('campaigns', '0405')).toEqual(['停车场建设']);
});

test('row 51, 五个体系: every kind lies in exactly one', () => {
  for (const { code } of categories) expect([code, tagsOn('five-systems', code).length]).toEqual([code, 1]);
  expect(new Set(categories.flatMap(({ code }) => tagsOn('five-systems', code))).size).toBe(5);
});

test('row 52, 包保: the leader of a large resettlement community is told of its red cards, and of no others', async () => {
  const order = await street.place();
  const community = unit(personas.community.unit);
  const post = { id: 'post', person: personas.leader.person, role: 'leader', unit: community.id };
  const resettledOf = (population: number) => ({
    ...directory,
    postsIn: (id: string) => (id === community.id ? [...directory.postsIn(id), post as never] : directory.postsIn(id)),
    lineOf: (of: typeof community) =>
      directory
        .lineOf(of)
        .map((one) =>
          one.id === community.id ? { ...one, flags: { ...one.flags, resettledSince: '2019-06-30', population } } : one,
        ),
  });
  const leaders = (from: typeof directory, colour: 'red' | 'yellow', of = order) =>
    cardFact({ directory: from, order: of, tenant: '522326', colour, holder: null });
  const resettled = resettledOf(10_000);
  expect(leaders(resettled, 'red')).toMatchObject({ leaders: [personas.leader.person] });
  expect(leaders(resettledOf(9_999), 'red')).toMatchObject({ leaders: [] });
  // A leader sees no sealed order.
  const sealed = { ...order, face: { ...order.face, labels: [...order.face.labels, 'sealed'] } };
  expect(leaders(resettled, 'red', sealed)).toMatchObject({ leaders: [] });
  expect(leaders(resettled, 'yellow')).toMatchObject({ leaders: [] });
  expect(leaders(directory, 'red')).toMatchObject({ leaders: [] });
});

test('row 58, 一中心一张网十联户: street, community, grid, household group stand one under the other', () => {
  const line = directory.lineOf(unit(personas['household-head'].unit)).map(({ kind }) => kind);
  expect(line.slice(-4)).toEqual(['street', 'community', 'grid', 'household-group']);
});

test('row 64, 四安家园: the kinds of each peace', () => {
  const groups: Readonly<Record<string, readonly string[]>> = {
    安居: ['01', '02', '03', '04'],
    业安: ['06'],
    身安: ['04', '07', '08'],
    心安: ['05', '09'],
  };
  for (const { code, group } of categories) {
    const peaces = Object.keys(groups).filter((name) => groups[name]?.includes(group.code));
    expect([code, tagsOn('four-peace', code).toSorted()]).toEqual([code, peaces.toSorted()]);
  }
});

const readRules = (row: string) =>
  readRuleTable(`kind,key,unit,value,document,from,to\n${row}\n`, {
    tenant: '522326',
    newId,
    pathOf: (code) => directory.unitByCode('522326', code)?.path,
  });
const brand = '"{""zh"":""旺家社区"",""en"":""Wangjia""}"';

test('row 65, “强双基”: brands and tags of a county’s own stand beside those of the programme, by a document', () => {
  expect(readRules(`brand,,${personas.community.unit},${brand},望府〔2026〕1号,2026-01-01,`)).toMatchObject({
    kind: 'read',
    rules: [{ kind: 'brand', value: { zh: '旺家社区' }, document: '望府〔2026〕1号' }],
  });
});

test('row 79, 共治: no rule is a county’s own without the document of those who adopted it', () => {
  expect(readRules(`brand,,${personas.community.unit},${brand},,2026-01-01,`)).toMatchObject({
    kind: 'refused',
    problems: [{ line: 2, message: expect.stringMatching(/document/) }],
  });
});

test('row 82, 帮帮团: a mixed team takes an order on together, one of them leading', async () => {
  const team = unit(personas['team-lead'].unit).id;
  const id = await lived(
    { category: '0105' },
    ['secretary', 'admit'],
    ['secretary', 'dispatch', { to: { kind: 'team', id: team } }],
    ['team-lead', 'accept'],
    ['team-lead', 'contact'],
    ['team-lead', 'involve', { ...toPerson('member-2'), task: '扶梯子' }],
    ['member-2', 'takePart'],
    ['member-2', 'finishPart', { result: '好了' }],
    ['team-lead', 'finish', { result: '灯已修' }],
  );
  expect(await rememberedOf(id)).toMatchObject({ handler: personas['team-lead'].person, holder: { kind: 'team', id: team } });
});

test('row 84, 一老一小 and other groups: said of a kind, never asked of a person', () => {
  expect(tagsOn('groups', '0801')).toEqual(['一老']);
  expect(tagsOn('groups', '0804')).toEqual(['一小']);
  expect(tagsOn('groups', '0603')).toEqual(['外出务工人员']);
  const asked = Object.keys((sixOrder.commands['place'] as unknown as { input: { shape: object } }).input.shape);
  for (const group of ['group', 'age', 'income', 'ethnicity', 'religion', 'idNumber']) expect(asked).not.toContain(group);
  expect(categoryByCode('0801')?.sealed).toBe(true);
});

test('nothing that the orders asked of the worker was left undone', () => {
  expect(street.undelivered).toEqual([]);
});
