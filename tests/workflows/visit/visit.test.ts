// Visits (包联走访): planned by place, moved, tried again, recorded; orders born of them; the next. Source: domain research 1, row 76.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { accessOf } from '@six-order/community/privacy/fields';
import { ownCode } from '@six-order/community/units/unit';
import { defaultVisits } from '@six-order/community/visits/policy';
import { contextOf } from '@six-order/workflows/visit/face';
import { commands } from '@six-order/workflows/visit/commands';
import { visit, whyNotVisit } from '@six-order/workflows/visit/workflow';
import { describe, expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { by, scenarios, type Matter } from '../matter.ts';
import { opened } from '../recorder.ts';
import { days, until } from '../scenarios/scenario.ts';

const street = await openStreet({ delivers: true });
const [secretary, gridWorker, community, aide, leader] = [
  by('secretary'),
  by('grid-worker'),
  by('community'),
  by('opinion-aide'),
  by('leader'),
];
const [member, resident, supervisor] = [by('member'), by('resident'), by('supervisor')];
const place = ownCode.householdGroup(demoGrid, 1);
const at = (instant: string): number => Date.parse(instant);
const about = { unit: place, visitor: personas['grid-worker'].person, on: '2026-03-04T10:00:00+08:00' };
const plan = (more: Record<string, unknown> = {}) => secretary('plan', { ...about, ...more });
const matter: Matter = { workflow: 'visit', opens: plan(), whyNot: whyNotVisit };
const { id: order } = await street.place({ category: '0101', unit: demoGrid, source: 'visit' }, 'grid-worker');
/** Of another community of the street. */
const elsewhere = ownCode.grid('522326004001', 1);
const met = gridWorker('record', { outcome: 'met', text: '老人说楼道灯坏了' });
const away = gridWorker('record', { outcome: 'away' });

scenarios(street, '安排', matter, [
  {
    rule: '按日期安排，告知走访人',
    gives: { stage: 'planned', context: { clocks: { day: { dueAt: at('2026-03-04T10:00:00+08:00') } } }, told: ['planned'] },
  },
  { rule: '以联户、楼栋、网格为单位', opens: plan({ unit: ownCode.building(demoGrid, 1) }), gives: { stage: 'planned' } },
  {
    rule: '不以整个社区为单位',
    opens: plan({ unit: personas.community.unit }),
    gives: { refused: 'invalid', why: /visit-place/ },
  },
  { rule: '没有写贫困、患病、信访的地方', opens: plan({ purpose: 'petition' }), gives: { refused: 'invalid' } },
  { rule: '没有写某一人的地方', opens: plan({ person: personas.resident.person }), gives: { refused: 'invalid' } },
  {
    rule: '走访人须有能走访的岗位',
    opens: plan({ visitor: personas.resident.person }),
    gives: { refused: 'invalid', why: /visitor-near/ },
  },
  {
    rule: '走访人在别的社区任职，不安排到这里走访',
    opens: leader('plan', { ...about, unit: elsewhere }),
    gives: { refused: 'invalid', why: /visitor-near/ },
  },
  {
    rule: '街道的人可到本街道各社区走访',
    opens: leader('plan', { ...about, unit: elsewhere, visitor: personas.street.person }),
    gives: { stage: 'planned' },
  },
  { rule: '日期须在今后', opens: plan({ on: '2026-03-01T10:00:00+08:00' }), gives: { refused: 'invalid', why: /still to come/ } },
  {
    rule: '最多提前九十天',
    opens: plan({ on: '2026-08-01T10:00:00+08:00' }),
    gives: { refused: 'invalid', why: /90 days ahead/ },
  },
  {
    rule: '不写日期的，按间隔三十天',
    opens: secretary('plan', { unit: place, visitor: about.visitor }),
    gives: { context: { clocks: { day: { dueAt: at('2026-04-01T18:00:00+08:00') } } } },
  },
  {
    rule: '包联领导在本县安排自己的走访',
    opens: leader('plan', { ...about, visitor: personas.leader.person }),
    gives: { stage: 'planned' },
  },
  {
    rule: '谁安排的就记谁，不写别人',
    opens: plan({ arrangedBy: personas.street.person }),
    gives: { refused: 'invalid', why: /arranges-himself/ },
  },
  { rule: '居民不安排走访', opens: resident('plan', about), gives: { refused: 'forbidden' } },
  { rule: '监督员不安排走访', opens: supervisor('plan', about), gives: { refused: 'forbidden' } },
]);

scenarios(street, '走访', matter, [
  { rule: '走访日将到、到了、逾期都提醒', steps: [days(5)], gives: { stage: 'planned', told: ['pressing', 'due', 'over'] } },
  { rule: '一个选项即可完成记录', steps: [gridWorker('record', { outcome: 'met' })], gives: { stage: 'visited' } },
  { rule: '居民不愿接受走访，即结束', steps: [gridWorker('record', { outcome: 'declined' })], gives: { stage: 'visited' } },
  {
    rule: '没有打卡、没有定位',
    steps: [gridWorker('record', { outcome: 'met', location: [1, 2] })],
    gives: { refused: 'invalid' },
  },
  { rule: '家中无人，另约', steps: [away], gives: { stage: 'away' } },
  {
    rule: '另约后再提醒',
    steps: [away, gridWorker('move', { on: '2026-03-06T19:30:00+08:00' }), until('2026-03-06T19:31:00+08:00')],
    gives: { stage: 'planned', context: { moves: 1 }, told: ['moved', 'due'] },
  },
  { rule: '三次无人，即结束', steps: [away, away, away], gives: { stage: 'visited' } },
  { rule: '只有走访人记录', steps: [secretary('record', { outcome: 'met' })], gives: { refused: 'forbidden' } },
  { rule: '可以转交', steps: [secretary('handOver', { visitor: personas.member.person })], gives: { told: ['handedOver'] } },
  {
    rule: '转交后由新的走访人记录',
    steps: [secretary('handOver', { visitor: personas.member.person }), member('record', { outcome: 'met' })],
    gives: { stage: 'visited' },
  },
  {
    rule: '支部、社区、街道安排交接时可以转交别人的走访',
    steps: [community('handOver', { visitor: personas.member.person })],
    gives: { told: ['handedOver'] },
  },
  {
    rule: '不转交给不走访的人',
    steps: [secretary('handOver', { visitor: personas.publisher.person })],
    gives: { refused: 'invalid', why: /visitor-near/ },
  },
  {
    rule: '不转交给别的社区走访的人',
    opens: leader('plan', { ...about, unit: elsewhere, visitor: personas.leader.person }),
    steps: [leader('handOver', { visitor: about.visitor })],
    gives: { refused: 'invalid', why: /visitor-near/ },
  },
  {
    rule: '旁人不能改期',
    steps: [community('move', { on: '2026-03-06T19:30:00+08:00' })],
    gives: { refused: 'not-allowed', why: /whoever planned it, or the visitor/ },
  },
  { rule: '取消', steps: [secretary('cancel')], gives: { stage: 'cancelled', told: ['cancelled'] } },
  { rule: '已走访的不能取消', steps: [met, secretary('cancel')], gives: { refused: 'not-allowed', why: /not possible while/ } },
  { rule: '旁人看不到', steps: [aide('record', { outcome: 'met' })], gives: { refused: 'not-found' } },
]);

scenarios(street, '走访中的诉求', matter, [
  {
    rule: '关联走访中的点单',
    steps: [met, gridWorker('link', { order })],
    gives: { labels: [`order:${order}`], context: { orders: [order] } },
  },
  {
    rule: '同一单只关联一次',
    steps: [met, gridWorker('link', { order }), gridWorker('link', { order })],
    gives: { refused: 'not-allowed', why: /linked already/ },
  },
  {
    rule: '只关联本街道的单',
    steps: [met, gridWorker('link', { order: newId() })],
    gives: { refused: 'invalid', why: /same-street-link/ },
  },
  { rule: '三个工作日后自动结束', steps: [met, days(5)], gives: { stage: 'done' } },
  {
    rule: '结束后不再关联',
    steps: [met, gridWorker('close'), gridWorker('link', { order })],
    gives: { refused: 'not-allowed', why: /has ended/ },
  },
]);

const planned = async () =>
  (
    await street.engine.find({
      tenant: '522326',
      filter: { all: [{ workflow: 'visit' }, { open: true }, { stage: ['planned'] }] },
      sort: 'newest',
      limit: 1,
    })
  ).orders[0];

const toldOf = async (id: string, event: string): Promise<readonly string[]> => {
  const { rows } = await street.db.query<{ person: string }>(
    "select distinct person from notices where order_id = $1 and params ->> 'event' = $2 order by person",
    [id, event],
  );
  return rows.map(({ person }) => person);
};

describe('a visit that repeats', () => {
  test('plans the next after the policy’s interval; the interval is a row of the county and no new chart', async () => {
    const decided = { tenant: '522326', path: 'u522326', document: '望走访〔2026〕1号', validFrom: 0, validTo: null };
    await putCountyRules(street.tables, [
      { ...decided, id: newId(), kind: 'visits', key: '', value: { ...defaultVisits, every: '14 d' } },
    ]);
    await street.rules.refresh();
    street.clock.set(at('2026-05-04T09:00:00+08:00'));
    const input = { ...about, on: '2026-05-06T10:00:00+08:00', repeats: true };
    const id = opened(await street.as('secretary').open('visit', 'plan', input));
    await street.as('grid-worker').send(id, 'record', { outcome: 'met' });
    await street.as('grid-worker').send(id, 'close');
    const next = await planned();
    expect(contextOf(next!.snapshot)).toMatchObject({
      visitor: about.visitor,
      repeats: true,
      plannedBy: personas.secretary.person,
    });
    expect(next!.face.dueAt).toBe(at('2026-05-18T18:00:00+08:00'));
    expect(await street.as('grid-worker').send(next!.id, 'move', { on: '2026-05-20T10:00:00+08:00' })).toMatchObject({
      kind: 'applied',
    });
    // It is late: whoever arranged the first is told, too, and may take it back.
    await street.until(at('2026-05-26T10:00:00+08:00'));
    const told = await toldOf(next!.id, 'over');
    expect(told).toEqual([personas['grid-worker'].person, personas.secretary.person].toSorted());
    expect(await street.as('secretary').send(next!.id, 'cancel')).toMatchObject({ kind: 'applied' });
  });
});

describe('a visit that repeats, whose visitor has left', () => {
  const end = (validTo: string | null) =>
    street.db
      .query('update posts set valid_to = $1 where person = $2', [validTo, about.visitor])
      .then(() => street.directory.refresh());

  test.each(['leader', 'secretary', 'community'] as const)(
    'falls to whoever planned it, a %s, and where he visits there no more to the secretary of the place; who is told',
    async (planner) => {
      street.clock.set(at('2026-06-01T09:00:00+08:00'));
      const input = { ...about, on: '2026-06-03T10:00:00+08:00', repeats: true };
      const id = opened(await street.as(planner).open('visit', 'plan', input));
      await street.as('grid-worker').send(id, 'record', { outcome: 'met' });
      await end('2026-06-01T09:30:00+08:00');
      await street.until(at('2026-06-08T09:00:00+08:00'));
      const follows = personas[planner].person;
      expect(contextOf((await planned())!.snapshot)).toMatchObject({ visitor: follows, repeats: true });
      expect(await toldOf(id, 'fallsTo')).toEqual([follows]);
      await end(null);
    },
  );

  test('is moved by whoever planned it, who is told that it is to be handed over', async () => {
    street.clock.set(at('2026-07-01T09:00:00+08:00'));
    const id = opened(await street.as('secretary').open('visit', 'plan', { ...about, on: '2026-07-03T10:00:00+08:00' }));
    await end('2026-07-01T09:30:00+08:00');
    street.clock.set(at('2026-07-01T10:00:00+08:00'));
    await street.directory.refresh();
    expect(await street.as('secretary').send(id, 'move', { on: '2026-07-06T10:00:00+08:00' })).toMatchObject({ kind: 'applied' });
    expect(await toldOf(id, 'passItOn')).toEqual([personas.secretary.person]);
    await end(null);
    expect(await street.as('secretary').send(id, 'move', { on: '2026-07-07T10:00:00+08:00' })).toMatchObject({ kind: 'applied' });
    expect(await toldOf(id, 'passItOn')).toHaveLength(1);
    expect((await street.get(id)).face.dueAt).toBe(at('2026-07-07T10:00:00+08:00'));
  });
});

test.each([
  ['its place is no more', 'placeEnded', 'units', `code = '${ownCode.householdGroup(demoGrid, 2)}'`],
  ['nobody is left who visits there', 'nobodyVisits', 'posts', 'true'],
] as const)('a visit that repeats plans no next where %s, and says so', async (_, event, table, which) => {
  street.clock.set(at('2026-08-03T09:00:00+08:00'));
  const input = { ...about, unit: ownCode.householdGroup(demoGrid, 2), on: '2026-08-05T10:00:00+08:00', repeats: true };
  const id = opened(await street.as('secretary').open('visit', 'plan', input));
  await street.as('grid-worker').send(id, 'record', { outcome: 'met' });
  const end = (validTo: string | null) =>
    street.db.query(`update ${table} set valid_to = $1 where ${which}`, [validTo]).then(() => street.directory.refresh());
  await end('2026-08-03T09:30:00+08:00');
  await street.until(at('2026-08-10T09:00:00+08:00'));
  expect((await street.get(id)).face.stage).toBe('done');
  expect(await toldOf(id, event)).toEqual([about.visitor, personas.secretary.person].toSorted());
  expect(street.undelivered).toEqual([]);
  await end(null);
});

test('what was said is sealed, read by the visitor and masked to a supervisor', async () => {
  street.clock.set(at('2026-05-04T09:00:00+08:00'));
  const id = opened(await street.as('secretary').open('visit', 'plan', { ...about, on: '2026-05-06T10:00:00+08:00' }));
  await street.as('grid-worker').send(id, 'record', { outcome: 'met', text: '韦春梅说楼道灯坏了' });
  const stored = JSON.stringify([await street.get(id), await street.engine.journal(id)]);
  expect(stored).not.toContain('韦春梅');
  const note = async (who: 'grid-worker' | 'supervisor' | 'resident') => {
    const actor = street.actor(who);
    return accessOf({ ...actor, holds: street.directory.holdsOf(actor) }, await street.get(id), street.clock.now())('note');
  };
  expect([await note('grid-worker'), await note('supervisor'), await note('resident')]).toEqual(['full', 'masked', 'none']);
});

test('a worker fills in one field: the burden is bounded', () => {
  const required = Object.values(commands.record.input.shape).filter((field) => !field.isOptional());
  expect(required).toHaveLength(1);
  const personal = Object.entries(visit.personal).filter(([, paths]) => paths.length > 0);
  expect(personal.map(([type]) => type)).toEqual(['record']);
});
