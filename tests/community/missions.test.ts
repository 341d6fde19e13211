// The mission's mechanisms that units, people and posts embody, by the rows of domain research 1. Rows 18–20, 23, 84 and 85 stand
// beside the duties (duties.test.ts).
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { demoResettlement } from '@six-order/community/demo/organisations';
import { maySee, statusVisibleTo } from '@six-order/community/authority/authority';
import { serviceCertificate, reportInLetter, minutesByKind } from '@six-order/community/people/service';
import { crossAppointments } from '@six-order/community/people/appointments';
import { matchServices } from '@six-order/community/metrics/matching';
import { unfitPlaceOf } from '@six-order/community/people/post-rules';
import { endingPosts, gapsOf, partyAbove, propertyOf, triosOf } from '@six-order/community/units/coverage';
import { nearestFacilities, serves } from '@six-order/community/units/facility';
import { markOf, unfitMarks } from '@six-order/community/units/marks';
import { misplaced, unfitCode } from '@six-order/community/units/rules';
import { ownCode, type Unit } from '@six-order/community/units/unit';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { matches, type OrderId } from '@six-order/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { DAY, openStreet } from '../harness/street.ts';

const street = await openStreet({ delivers: true });
const { directory } = street;
const tenant = '522326';
let units: readonly Unit[];
let posts: ReturnType<typeof directory.holdersWithin>;
beforeAll(() => {
  units = directory.unitsWithin('');
  posts = directory.holdersWithin('u522326');
});

const unit = (code: string): Unit => {
  const found = directory.unitByCode(tenant, code);
  if (!found) throw new Error(`no unit ${code}`);
  return found;
};
const facilityOf = (unitClass: string): Unit[] =>
  units.filter(({ kind, flags }) => kind === 'facility' && flags['class'] === unitClass);
const readerOf = (persona: keyof typeof personas) => {
  const actor = directory.actorOf(personas[persona].post)!;
  return { ...actor, holds: directory.holdsOf(actor) };
};
const admitted = async (category: string): Promise<OrderId> => {
  const { id } = await street.place({ category });
  await street.as('secretary').send(id, 'admit');
  return id;
};
const onDesk = async (persona: keyof typeof personas, name: Parameters<typeof deskOf>[0]): Promise<string[]> => {
  const desk = deskOf(name, readerOf(persona), momentOf(officialCalendar, street.clock.now()));
  return (await street.engine.find({ tenant, filter: desk.filter, sort: desk.sort, limit: 200 })).orders.map(({ id }) => id);
};

test('row 21, 兼职委员: a department’s part-time member has its orders in one inbox, and its cards beside them', async () => {
  expect(directory.post(personas.department.post)?.marks).toEqual({ duty: 'part-time-member' });
  const department = unit(personas.department.unit);
  const { id } = await street.place({ category: '0101' });
  await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(id, 'dispatch', { to: { kind: 'person', id: personas.member.person }, how: 'assign' });
  await street.as('member').send(id, 'accept');
  const matter = '请住建部门到场认定';
  const whistled = await street.as('street').send(id, 'whistle', { departments: [department.id], lead: department.id, matter });
  expect(whistled.kind).toBe('applied');
  expect(await onDesk('department', 'inbox')).toContain(id);
  const issued = await street.as('supervisor').open('card', 'issue', {
    order: id,
    colour: 'yellow',
    reason: 'not-reported-in',
    text: '部门尚未到场',
    holder: { kind: 'unit', id: department.id },
  });
  expect(issued.kind === 'applied' ? issued.order.workflow : JSON.stringify(issued)).toBe('card');
  if (issued.kind === 'applied') expect(await onDesk('department', 'inbox')).toContain(issued.order.id);
  expect(await onDesk('property', 'inbox')).not.toContain(id);
});

test('row 24, 15分钟服务圈: the nearest service points first, with hours, items, materials and how-to', () => {
  const from = { path: unit(ownCode.building(demoGrid, 1)).path, at: { lat: 25.1749, lng: 106.0957 } };
  const near = nearestFacilities(units, from);
  expect(near[0]?.unit.name).toBe('蟠桃园社区日间照料中心');
  const metres = near.flatMap((one) => one.metres ?? []);
  expect(metres).toEqual(metres.toSorted((a, b) => a - b));
  for (const { unit: one } of near.slice(0, 4)) expect(markOf(one, 'hours'), one.name).toMatch(/\d/);
  expect(markOf(near[0]!.unit, 'howTo')).toContain('点单');
});

test('row 25, 党群服务中心: a service point that a window takes orders in at', () => {
  const [centre] = facilityOf('party-service-centre');
  expect(centre && markOf(centre, 'items')).toContain('点单受理');
  expect(unfitPlaceOf('window', 'facility')).toBeNull();
});

test('rows 26 and 86, 照料中心、食堂、儿童之家 and the three bases: an order of 08 or 09 goes to one, and its staff works on it', async () => {
  for (const one of ['elder-day-care', 'canteen', 'children-home', 'governance-centre', 'party-service-centre'])
    expect(facilityOf(one), one).not.toEqual([]);
  const [dayCare] = facilityOf('elder-day-care') as [Unit];
  const [childrenHome] = facilityOf('children-home') as [Unit];
  expect([serves(dayCare, '0802'), serves(childrenHome, '0802'), serves(childrenHome, '0902')]).toEqual([true, false, true]);
  const id = await admitted('0802');
  const to = (one: Unit) => street.as('secretary').send(id, 'dispatch', { to: { kind: 'unit', id: one.id } });
  expect((await to(childrenHome)).kind).toBe('invalid');
  expect((await to(dayCare)).kind).toBe('applied');
  expect(await onDesk('facility', 'inbox')).toContain(id);
  expect((await street.as('facility').send(id, 'accept')).kind).toBe('applied');
});

test('rows 32 and 63, 入格力量 and officials in the grid: named freely as kinds, as persons by posts only', () => {
  expect(markOf(unit(demoGrid), 'forces')).toHaveLength(8);
  expect(unfitMarks('building', { forces: ['社区民警'] })).not.toEqual([]);
  const attached = directory.postsIn(unit(demoGrid).id).filter(({ marks }) => marks?.duty === 'attached-official');
  expect(attached.map(({ role }) => role)).toEqual(['opinion-aide']);
});

test('row 70, 网格化管理、精细化服务、信息化支撑: an order lies in one grid, is dispatched by its branch, counted in it and in all above it', async () => {
  const id = await admitted('0101');
  const order = await street.get(id);
  const grid = unit(demoGrid);
  expect(matches({ within: grid.path }, order)).toBe(true);
  const grids = units.filter(({ kind }) => kind === 'grid');
  expect(grids.filter(({ path }) => matches({ within: path }, order))).toEqual([grid]);
  expect(directory.lineOf(grid).map(({ kind }) => kind)).toEqual(['county', 'street', 'community', 'grid']);
  expect(await onDesk('secretary', 'dispatch')).toContain(id);
  const [facts] = nearestFacilities(units, { path: grid.path }, '0802');
  expect(facts && markOf(facts.unit, 'hours')).toEqual(expect.any(String));
});

test('row 88, 居民有需求、社区有服务: what is asked for beside what serves it; gaps first, then by how many ask', () => {
  const [dayCare] = facilityOf('elder-day-care') as [Unit];
  const [childrenHome] = facilityOf('children-home') as [Unit];
  const demand = (category: string, orders: number) => ({ category, orders, finished: 1 });
  const asked = [demand('0802', 3), demand('0902', 4), demand('0102', 1), demand('0101', 2)];
  const { served, unasked } = matchServices(asked, [dayCare]);
  expect(served.map(({ category, facilities }) => [category.code, facilities])).toEqual([
    ['0902', []],
    ['0101', []],
    ['0102', []],
    ['0802', [dayCare]],
  ]);
  expect(unasked).toEqual([]);
  expect(matchServices([demand('0802', 3)], [dayCare, childrenHome]).unasked).toEqual([childrenHome]);
  // What is sealed is in no such table, nor is a kind that is not in the catalogue any more.
  expect(matchServices([demand('0701', 9), demand('9999', 9)], []).served).toEqual([]);
});

describe('rows 34, 35 and 36, 党建引领物业', () => {
  test('the firm of the compound answers; where there is none the community does (兜底), and it is reported', () => {
    const firm = propertyOf(unit(ownCode.building(demoGrid, 1)), units);
    expect([firm?.unit.name, firm?.fallback]).toEqual(['红色物业服务站', false]);
    const bare = propertyOf(unit(ownCode.building(ownCode.grid(demoCommunity, 3), 1)), units);
    expect([bare?.unit.code, bare?.fallback]).toEqual([demoCommunity, true]);
    expect(gapsOf({ units, posts }).map(({ kind, unit: { name } }) => `${kind} ${name}`)).toContain(
      'compound-without-cover 供销社老院',
    );
    for (const property of ['market', 'community-run', 'self-run', 'none'])
      expect(unfitMarks('compound', { property })).toEqual([]);
    expect(unfitMarks('compound', { property: 'state' })).not.toEqual([]);
  });

  test('红色业委会、红色物业、红色服务队 are organisations led by a Party member, for a term', () => {
    for (const kind of ['owners-committee', 'property', 'team', 'organisation'] as const)
      expect(unfitMarks(kind, { memberLed: true, termFrom: '2024-05-01', termTo: '2029-04-30' }), kind).toEqual([]);
    const committee = units.find(({ kind }) => kind === 'owners-committee');
    expect(committee && [markOf(committee, 'memberLed'), markOf(committee, 'termTo')]).toEqual([true, '2029-04-30']);
  });
});

test('row 38, 交叉任职: one person in several bodies acts in one at a time; who works and watches over one place is named', () => {
  const member = directory.post(personas.member.post)!;
  const both = [...posts, { ...member, id: 'second', role: 'representative' as const, unit: unit(demoCommunity).id }];
  const found = crossAppointments(both, (id) => directory.unitById(id)?.path);
  expect(found.map(({ person, works, watches }) => [person, works.role, watches.role])).toContainEqual([
    personas.member.person,
    'member',
    'representative',
  ]);
});

test('rows 39 and 40, 一张网: one layer of grids with codes of their own, each a list of buildings, each building in one', () => {
  expect(new Set(units.map(({ code }) => code)).size).toBe(units.length);
  const buildings = units.filter(({ kind }) => kind === 'building');
  expect(buildings.length).toBeGreaterThan(0);
  for (const { parent } of buildings) expect(directory.unitById(parent ?? '')?.kind).toBe('grid');
  expect(misplaced('building', 'community')).not.toBeNull();
  expect(misplaced('grid', 'grid')).not.toBeNull();
  expect(unfitCode('grid', `${demoCommunity}1`, demoCommunity)).not.toBeNull();
  expect(new Set(directory.postsIn(unit(demoGrid).id).map(({ role }) => role)).size).toBeGreaterThanOrEqual(3);
});

test('row 41, 一格一支部: the grid without one is reported, and no other', () => {
  const gaps = gapsOf({ units, posts }).filter(({ kind }) => kind === 'grid-without-branch');
  const grids = units.filter(({ kind }) => kind === 'grid');
  expect(gaps.map(({ unit: { name, code } }) => [name, code])).toEqual([['第二网格', ownCode.grid('522326004200', 2)]]);
  expect(grids.length).toBeGreaterThan(gaps.length);
});

test('row 49, 民情助理: orders for people of the community, not for others', async () => {
  const order = (of: string, resident: string) =>
    street.as('opinion-aide').open('six-order', 'place', {
      category: '0102',
      text: '老人家里灯坏了',
      unit: of,
      onBehalfOf: resident,
      consentHow: 'in-person',
    });
  expect((await order(demoGrid, personas['resident-2'].person)).kind).toBe('applied');
  expect((await order(demoResettlement, personas['resident-2'].person)).kind).not.toBe('applied');
});

test('row 52, 县级领导包保: a community of over ten thousand has its leader; without him it is reported', () => {
  const leader = directory.postsIn(unit(demoResettlement).id).find(({ marks }) => marks?.duty === 'responsible-leader');
  expect(leader?.person).toBe(personas.leader.person);
  expect(markOf(unit(demoResettlement), 'population')).toBeGreaterThan(10_000);
  const without = gapsOf({ units, posts: posts.filter((post) => post !== leader) });
  expect(without.filter(({ kind }) => kind === 'community-without-leader').map(({ unit: { code } }) => code)).toEqual([
    demoResettlement,
  ]);
  // 集中安置区 is a mark of the place since a day, and of nobody.
  expect(markOf(unit(demoResettlement), 'resettledSince')).toBe('2019-06-01');
});

test('row 55, 党组织核心、自治组织主体、群团社会组织纽带、经济组织支撑: all four rings hang on the community', () => {
  const rings = directory.unitsWithin(unit(demoCommunity).path).flatMap(({ kind, parent, flags }) => {
    if (parent !== unit(demoCommunity).id) return [];
    return kind === 'party' ? ['party'] : kind === 'organisation' ? [markOf({ flags }, 'class') ?? ''] : [];
  });
  expect([...new Set(rings)].toSorted()).toEqual(['economic', 'mass', 'party', 'self-government', 'social']);
});

test('row 56, 专职网格员: what a grid is to have against what it has', () => {
  const short = (of: typeof posts) =>
    gapsOf({ units, posts: of }).flatMap((gap) => (gap.kind === 'full-time-post-unfilled' ? [gap.unit.code] : []));
  expect(short(posts)).not.toContain(demoGrid);
  expect(short(posts.filter(({ id }) => id !== personas['grid-worker'].post))).toContain(demoGrid);
});

test('row 57, 第一书记和工作队: posts with an end; the one that nears its end is listed for its hand-over', () => {
  const terms = posts.filter(({ marks }) => marks?.duty === 'first-secretary' || marks?.duty === 'work-team');
  expect(terms.map(({ validTo }) => validTo)).toEqual([1, 2].map(() => Date.parse('2028-07-01T00:00:00+08:00')));
  const end = Date.parse('2028-07-01T00:00:00+08:00');
  expect(endingPosts(posts, end - 31 * DAY, 30)).toEqual([]);
  expect(
    endingPosts(posts, end - 29 * DAY, 30)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(terms.map(({ id }) => id).toSorted());
});

test('row 58, 一中心一张网十联户: centre, grids and groups of about ten households, four levels deep', () => {
  const [centre] = facilityOf('governance-centre');
  expect(centre?.parent).toBe(unit(demoStreet).id);
  const group = unit(ownCode.householdGroup(demoGrid, 1));
  expect(directory.lineOf(group).map(({ kind }) => kind)).toEqual(['county', 'street', 'community', 'grid', 'household-group']);
  expect(markOf(group, 'households')).toBe(10);
});

test('row 59, 党小组、网格员、联户长: each household group shows its three, or what is missing of them', () => {
  const trio = triosOf({ units, posts }).find(({ group }) => group.code === ownCode.householdGroup(demoGrid, 1));
  expect(trio?.party?.kind).toBe('party');
  expect(trio?.gridWorkers.map(({ person }) => person)).toContain(personas['grid-worker'].person);
  expect(trio?.heads.map(({ person }) => person)).toEqual([personas['household-head'].person]);
});

test('row 60, 联户长: chosen, how and when; orders for the group’s households; of theirs sees how they stand, of others and himself nothing', async () => {
  expect(directory.post(personas['household-head'].post)?.marks).toEqual({ chosenHow: 'elected', chosenOn: '2024-03-09' });
  const placed = await street.as('household-head').open('six-order', 'place', {
    category: '0102',
    text: '邻居家水龙头坏了',
    unit: demoGrid,
    onBehalfOf: personas.resident.person,
    consentHow: 'in-person',
  });
  if (placed.kind !== 'applied') throw new Error(JSON.stringify(placed));
  const reader = readerOf('household-head');
  const own = unit(ownCode.householdGroup(demoGrid, 1));
  const [household, others, sealed, about] = [
    await street.place({ text: '联户一户的单', unit: own.code }),
    await street.place({ text: '另一联户的单', unit: ownCode.householdGroup(demoGrid, 2) }),
    await street.place({ category: '0702', unit: own.code }),
    await street.place({ category: '1101', text: '联户长态度差', unit: own.code }),
  ];
  const status = (order: typeof household) => matches(statusVisibleTo(reader, []), order);
  const known = [placed.order, household, others, sealed, about].map((order) => [maySee(reader, order), status(order)]);
  expect(known).toEqual([
    [true, false],
    [false, true],
    [false, false],
    [false, false],
    [false, false],
  ]);
});

test('row 80, 街道党工委—社区党组织—网格党支部—楼栋党小组: a Party tree beside the area tree', () => {
  const chain: string[] = [];
  const ofBuilding = units.find(({ kind, parent }) => kind === 'party' && parent === unit(ownCode.building(demoGrid, 1)).id);
  for (let party = ofBuilding; party; party = partyAbove(party, units)) chain.push(markOf(party, 'class') ?? '');
  expect(chain).toEqual(['building-group', 'branch', 'general-branch', 'working-committee']);
});

describe('rows 81 and 87, 双报到 and volunteers', () => {
  const record = {
    id: 'r',
    tenant,
    person: personas.member.person,
    unit: demoCommunity,
    day: '2026-02-01',
    kind: 'civility' as const,
    minutes: 150,
    order: null,
    confirmedBy: personas.community.person,
    at: 0,
    materialCents: 0,
    materialAgreedAt: null,
    reverses: null,
  };
  const paper = { name: '李向前', community: '蟠桃园社区', records: [record], day: '2026-03-02' };

  test('the certificate tells hours by kind as they were confirmed, free of charge, and ranks nobody', () => {
    const text = serviceCertificate(paper);
    expect(text).toContain('文明实践：2.5 小时');
    expect(text).toContain('不收取费用');
    expect(text).not.toMatch(/排名|第.名/);
    expect(minutesByKind([record, { ...record, id: 'back', minutes: -150, reverses: 'r' }]).size).toBe(0);
  });

  test('the letter goes to the unit that the member named, at his request', () => {
    const text = reportInLetter({ ...paper, employer: '县水务局', reportedOn: '2026-01-05' });
    expect(text).toMatch(/^在职党员到社区报到情况反馈函/);
    for (const said of ['县水务局党组织', '2026-01-05', '应本人申请', '不作排名和考核结论']) expect(text).toContain(said);
  });
});

// The last one: it lets days go by.
test('row 28, 综合指挥平台: running clocks, what is overdue and its cards, for whoever commands the area and nobody below another', async () => {
  const id = await admitted('0102');
  await street.as('secretary').send(id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  const clocksOf = async () =>
    (await street.get(id)).snapshot.context['clocks'] as unknown as Record<string, { dueAt: number; finishedAt: number | null }>;
  const { whole } = await clocksOf();
  expect([whole?.finishedAt, (whole?.dueAt ?? 0) > street.clock.now()]).toEqual([null, true]);
  expect(await onDesk('street', 'overdue')).not.toContain(id);
  await street.until(whole?.dueAt ?? 0);
  for (const persona of ['street', 'leader', 'supervisor'] as const)
    expect([persona, (await onDesk(persona, 'overdue')).includes(id)]).toEqual([persona, true]);
  expect(await onDesk('member-2', 'overdue')).not.toContain(id);
  expect((await street.get(id)).face.labels.some((label) => label.startsWith('card:'))).toBe(true);
});
