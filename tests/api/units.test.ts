import { demoResettlement } from '@six-order/community/demo/organisations';
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let as: Record<PersonaName, Persona>;
beforeAll(async () => {
  service = await openService();
  as = Object.fromEntries(await Promise.all(personaNames.map(async (name) => [name, await service.as(name)]))) as typeof as;
});
afterAll(() => service.close());

describe('a unit', () => {
  test('is read with its line, what is below, its property and its Party organisation', async () => {
    const building = ownCode.building(demoGrid, 1);
    const { json, status } = await as.resident.get(`/api/v1/units/${building}`);
    expect(status).toBe(200);
    const { unit, above, property, party } = fits('getUnit', 200, json);
    expect(unit).toMatchObject({ code: building, kind: 'building', marks: { households: 60 } });
    expect(above.map(({ code }: { code: string }) => code)).toEqual(['522326', demoStreet, demoCommunity, demoGrid]);
    expect(property).toMatchObject({ unit: { name: '红色物业服务站' }, fallback: false });
    expect(party).toMatchObject({ name: '1栋党小组' });

    const old = fits(
      'getUnit',
      200,
      (await as.resident.get(`/api/v1/units/${ownCode.building(ownCode.grid(demoCommunity, 4), 1)}`)).json,
    );
    expect(old.property).toMatchObject({ unit: { name: '蟠桃园社区' }, fallback: true });
    expect(old.party).toMatchObject({ name: '第四网格党支部' });
    const community = fits('getUnit', 200, (await as.resident.get(`/api/v1/units/${demoResettlement}`)).json);
    expect(community.unit.marks).toMatchObject({ resettledSince: '2019-06-01', population: 12_600 });
    expect(community.below).toMatchObject({ grid: 2, party: 1 });
    expect((await as.resident.get('/api/v1/units/999999')).status).toBe(404);
  });

  test('of ten households shows its three to staff of the community only', async () => {
    const path = `/api/v1/units/${ownCode.householdGroup(demoGrid, 1)}`;
    expect(fits('getUnit', 200, (await as.secretary.get(path)).json).trio).toEqual({
      party: expect.objectContaining({ name: '第一网格党支部' }),
      gridWorkers: ['岑雨晴'],
      heads: [{ name: '罗大宽', chosenHow: 'elected', chosenOn: '2024-03-09' }],
    });
    for (const name of ['resident', 'household-head', 'relative'] as const)
      expect((await as[name].get(path)).json.trio).toBeNull();
    const elsewhere = `/api/v1/units/${ownCode.householdGroup(ownCode.grid('522326004200', 1), 1)}`;
    expect((await as.secretary.get(elsewhere)).json.trio).toBeNull();
    expect((await as.street.get(elsewhere)).json.trio).toMatchObject({ heads: [] });
  });

  test('is listed with all below it', async () => {
    const { units } = fits('listUnits', 200, (await as.resident.get(`/api/v1/units?within=${demoGrid}&kind=building`)).json);
    expect(units).toHaveLength(3);
  });
});

describe('the nearest facilities', () => {
  test('are those of one’s own community first, and only what serves the category when it is named', async () => {
    const { facilities } = fits('listFacilities', 200, (await as.resident.get('/api/v1/facilities')).json);
    expect(facilities.map(({ name }: { name: string }) => name).slice(0, 4)).toEqual([
      '蟠桃园社区党群服务中心',
      '蟠桃园社区日间照料中心',
      '蟠桃园社区食堂',
      '蟠桃园社区儿童之家',
    ]);
    expect(facilities[1]).toMatchObject({
      type: 'elder-day-care',
      hours: '工作日 8:00–17:30',
      materials: ['身份证'],
      metres: null,
    });
    const meals = fits(
      'listFacilities',
      200,
      (await as.resident.get('/api/v1/facilities?category=0802&lat=25.1753&lng=106.0972')).json,
    ).facilities;
    expect(meals.map(({ name, metres }: { name: string; metres: number }) => [name, metres])).toEqual([
      ['蟠桃园社区食堂', 0],
      ['蟠桃园社区日间照料中心', expect.closeTo(157, -1)],
    ]);
    expect((await as.resident.get('/api/v1/facilities?lat=25')).status).toBe(422);
  });

  test('can be dispatched to', async () => {
    const placed = await as.resident.place('0802');
    await as.secretary.send(placed.order.id, 'admit');
    const unit = service.directory.unitByCode('522326', ownCode.facility(demoCommunity, 2))!.id;
    expect(await as.secretary.send(placed.order.id, 'dispatch', { to: { kind: 'unit', id: unit } })).toMatchObject({
      holder: { name: '蟠桃园社区日间照料中心' },
    });
  });
});

describe('the administrator’s changes', () => {
  const change = (units: object[], more: object = {}, who: Persona = as.admin) =>
    who.post('/api/v1/units', { reason: '网格调整 联系电话13812345678', units, ...more });

  test('add, rename and end, all or nothing, and each is kept with who, why and what stood before', async () => {
    const code = ownCode.grid(demoCommunity, 5);
    const row = { code, name: '第五网格', kind: 'grid', parent: demoCommunity };
    expect((await change([row, { ...row, code: `${demoCommunity}777` }])).json).toMatchObject({
      written: 0,
      rows: [{ outcome: 'new' }, { outcome: 'refused', problems: [expect.stringContaining('2 digits')] }],
    });
    expect((await change([row], { dryRun: true })).json).toMatchObject({ written: 0 });
    expect(fits('changeUnits', 200, (await change([row])).json)).toMatchObject({ written: 1 });
    const { id } = service.directory.unitByCode('522326', code)!;
    expect((await change([{ ...row, name: '桃源网格' }])).json).toMatchObject({
      written: 1,
      rows: [{ changes: { name: ['第五网格', '桃源网格'] } }],
    });
    expect(service.directory.unitByCode('522326', code)).toMatchObject({ id, name: '桃源网格' });
    expect((await change([{ ...row, name: '桃源网格', to: '2031-01-01' }])).json).toMatchObject({ written: 1 });

    const { changes } = fits('listUnitChanges', 200, (await as.admin.get(`/api/v1/units/${code}/changes`)).json);
    expect(changes.map(({ change }: { change: string }) => change)).toEqual(['ended', 'changed', 'added']);
    expect(changes[1]).toMatchObject({
      by: { person: personas.admin.person, post: personas.admin.post },
      before: { name: '第五网格' },
      after: { name: '桃源网格' },
    });
    expect(changes[1].reason).toContain('网格调整');
    expect(changes[1].reason).not.toContain('13812345678');
  });

  test('are the administrator’s alone', async () => {
    const others = personaNames.filter((name) => name !== 'admin');
    const answers = await Promise.all(
      others.flatMap((name) => [
        change([{ code: demoGrid, name: 'x', kind: 'grid' }], {}, as[name]),
        as[name].get(`/api/v1/units/${demoGrid}/changes`),
        as[name].post('/api/v1/posts', { name: '某', role: 'admin', unit: '522326', reason: '试一试' }),
        as[name].post(`/api/v1/posts/${personas.member.post}/end`, { reason: '试一试' }),
      ]),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
  });
});

test('what the tree lacks is told to whoever looks after the area', async () => {
  const gaps = async (who: Persona) => {
    const { gaps } = fits('getCoverage', 200, (await who.get('/api/v1/coverage')).json);
    return gaps.map(({ kind, unit }: { kind: string; unit: { code: string } }) => `${kind} ${unit.code}`);
  };
  expect(await gaps(as.admin)).toContain(`grid-without-branch ${ownCode.grid('522326004200', 2)}`);
  expect(await gaps(as.street)).toContain(`grid-without-branch ${ownCode.grid('522326004200', 2)}`);
  const own = await gaps(as.secretary);
  expect(own).toContain(`compound-without-cover ${ownCode.compound(demoCommunity, 2)}`);
  expect(own.join()).not.toContain('522326004200');
  expect(own.join()).not.toContain('grid-without-dispatcher');
  for (const name of ['resident', 'member', 'publisher', 'dpo'] as const)
    expect((await as[name].get('/api/v1/coverage')).status).toBe(403);
});

describe('people', () => {
  const listed = async (who: Persona, query = '') => {
    const { people } = fits('listPeople', 200, (await who.get(`/api/v1/people${query}`)).json);
    return people as { id: string; name: string; posts: { role: string; unit: { code: string } }[]; away: string | null }[];
  };

  test('are shown to a dispatcher as far as he could dispatch to them: own area, and what serves it from above', async () => {
    const people = await listed(as.secretary);
    const names = people.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([personas.member.name, personas.property.name, personas.department.name, '黎当先', '岑乐龄']),
    );
    for (const name of ['resident', 'household-head', 'publisher', 'supervisor', 'leader', 'admin', 'dpo', 'discipline'] as const)
      expect(names).not.toContain(personas[name].name);
    // Another community's people are not his.
    expect(names).not.toContain('田驻村');
    expect((await listed(as.street)).map(({ name }) => name)).toContain('田驻村');
    expect(await listed(as.secretary, '?unit=522326004200')).toEqual([]);
  });

  test('are shown to nobody who dispatches nothing; posts to the administrator who arranges them', async () => {
    const names = [
      'resident',
      'relative',
      'household-head',
      'grid-worker',
      'window',
      'member',
      'department',
      'supervisor',
      'leader',
      'publisher',
      'dpo',
    ] as const;
    for (const name of names) expect((await as[name].get('/api/v1/people')).status).toBe(403);
    const roles = new Set((await listed(as.admin)).flatMap(({ posts }) => posts.map(({ role }) => role)));
    expect(roles).toContain('publisher');
    expect(roles).not.toContain('resident');
  });
});
