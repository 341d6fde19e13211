// Emergencies (平急转换): who starts, confirms, renews and ends them; what lapses by itself; what is refused, and by which rule.
// Source: domain research 6; 突发事件应对法 63–86.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { defaultPlan } from '@six-order/community/emergency/plan';
import { contextOf } from '@six-order/workflows/emergency/face';
import { whyNotEmergency } from '@six-order/workflows/emergency/workflow';
import { recountOrders } from '@six-order/workflows/recount-orders';
import { beforeEach, expect, test } from 'vitest';
import { HOUR, openStreet } from '../../harness/street.ts';
import { by, scenarios, type Matter } from '../matter.ts';
import { opened } from '../recorder.ts';
import { days } from '../scenarios/scenario.ts';

const street = await openStreet({ delivers: true });
const [office, community, leader, gridWorker] = [by('street'), by('community'), by('leader'), by('grid-worker')];
const [resident, lead, secretary] = [by('resident'), by('team-lead'), by('secretary')];
const document = '望应急〔2026〕3号';
const flood = { hazard: 'flood', level: 'II', scope: [demoStreet] };
const proposed = office('propose', { ...flood, document });
const drill = community('propose', { kind: 'drill', hazard: 'fire', scope: [demoCommunity] });
const first = community('propose', { kind: 'first-response', hazard: 'flood', scope: [demoCommunity] });
const confirm = leader('confirm');
const hours = (n: number) => ({ ms: n * HOUR });
const matter: Matter = { workflow: 'emergency', opens: proposed, whyNot: whyNotEmergency };
const end = office('end');

/** What an earlier scenario left is over. */
beforeEach(async () => {
  await street.db.query(`update orders set labels = array[]::text[] where workflow = 'emergency'`);
  await street.db.query(`delete from county_rules where kind = 'emergency-mode'`);
  await street.rules.refresh();
});

scenarios(street, '启动', matter, [
  { rule: '街道引县级文件提出，另一人确认才生效', gives: { stage: 'proposed', told: ['proposed'] } },
  {
    rule: '第二人确认后生效',
    steps: [confirm],
    gives: { stage: 'active', context: { level: 'II', document }, told: ['started'] },
  },
  {
    rule: '自己不能确认自己',
    steps: [office('confirm')],
    gives: { refused: 'not-allowed', why: /second person confirms it.*is-second-person/ },
  },
  {
    rule: '没有文件不启动',
    opens: office('propose', flood),
    gives: { refused: 'invalid', why: /has-document.*domain research 6/ },
  },
  {
    rule: '社区不能正式启动',
    opens: community('propose', { ...flood, scope: [demoCommunity], document }),
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '居民不启动',
    opens: resident('propose', { ...flood, scope: [personas.resident.unit], document }),
    gives: { refused: 'forbidden' },
  },
  {
    rule: '网格员不启动',
    opens: gridWorker('propose', { ...flood, scope: [demoGrid], document }),
    gives: { refused: 'forbidden' },
  },
  { rule: '社区不确认', steps: [community('confirm')], gives: { refused: 'forbidden' } },
  { rule: '一小时没人确认，自行失效', steps: [hours(2)], gives: { stage: 'lapsed', told: ['lapsed'] } },
  { rule: '不予确认即撤销', steps: [leader('drop')], gives: { stage: 'dropped', told: ['dropped'] } },
  { rule: '撤销后不能再确认', steps: [leader('drop'), confirm], gives: { refused: 'not-allowed', why: /has ended/ } },
  {
    rule: '范围在辖区以内',
    opens: office('propose', { ...flood, scope: ['522326001'], document }),
    gives: { refused: 'invalid', why: /own-area/ },
  },
  {
    rule: '没有这个单元',
    opens: office('propose', { ...flood, scope: ['110101001'], document }),
    gives: { refused: 'invalid', why: /no unit of this county/ },
  },
  {
    rule: '范围不互相包含',
    opens: office('propose', { ...flood, scope: [demoCommunity, demoGrid], document }),
    gives: { refused: 'invalid', why: /scope-once/ },
  },
  {
    rule: '预案没有队伍不启动',
    opens: leader('propose', { ...flood, scope: ['522326001'], document }),
    gives: { refused: 'invalid', why: /plan-has-roster.*rows 12 and 13/ },
  },
  {
    rule: '一次不超过级别的时长',
    opens: office('propose', { ...flood, document, until: '2026-03-05T09:00:00+08:00' }),
    gives: { refused: 'invalid', why: /here \d+ hours at most, until \d+ March 2026 .*until-in-time/ },
  },
  {
    rule: '结束须在今后',
    opens: office('propose', { ...flood, document, until: '2026-03-01T09:00:00+08:00' }),
    gives: { refused: 'invalid', why: /until-in-time/ },
  },
  { rule: '没有的灾种不收', opens: office('propose', { ...flood, hazard: 'war', document }), gives: { refused: 'invalid' } },
]);

scenarios(street, '先期处置与演练', { ...matter, opens: first }, [
  { rule: '社区可先期处置，不需文件', gives: { stage: 'responding', context: { kind: 'first-response', document: null } } },
  { rule: '四小时未确认，自行终止', steps: [hours(5)], gives: { stage: 'aftermath', told: ['lapsed'] } },
  { rule: '三小时还在', steps: [hours(3)], gives: { stage: 'responding' } },
  {
    rule: '街道确认须写文件',
    steps: [office('confirm', { level: 'III' })],
    gives: { refused: 'invalid', why: /has-document.*domain research 6/ },
  },
  {
    rule: '什么都不填也不能确认',
    steps: [office('confirm')],
    gives: { refused: 'invalid', why: /has-document/ },
  },
  {
    rule: '街道引文件确认，转为正式响应',
    steps: [office('confirm', { document, level: 'III' }), hours(5)],
    gives: { stage: 'active', context: { kind: 'response', level: 'III', document } },
  },
  { rule: '社区不确认自己的先期处置', steps: [community('confirm', { document })], gives: { refused: 'forbidden' } },
  { rule: '社区可结束自己的先期处置', steps: [community('end')], gives: { stage: 'aftermath', told: ['ended'] } },
  {
    rule: '正式响应社区不能结束',
    steps: [office('confirm', { document }), community('end')],
    gives: { refused: 'not-allowed', why: /may-end/ },
  },
  {
    rule: '演练一人即可，不动任何单',
    opens: drill,
    gives: { stage: 'active', context: { kind: 'drill', switching: null }, told: ['drillStarted'] },
  },
  { rule: '演练不续期', opens: drill, steps: [office('renew', { document })], gives: { refused: 'not-allowed', why: /is-real/ } },
  {
    rule: '演练结束只写评估',
    opens: drill,
    steps: [community('end'), community('review', { text: '通道堵塞' })],
    gives: { stage: 'closed' },
  },
  { rule: '演练到时自行结束', opens: drill, steps: [days(4)], gives: { stage: 'aftermath', told: ['alarm', 'ended'] } },
  {
    rule: '先期处置不超过四小时',
    opens: community('propose', {
      kind: 'first-response',
      hazard: 'flood',
      scope: [demoCommunity],
      until: '2026-03-02T15:00:00+08:00',
    }),
    gives: { refused: 'invalid', why: /here 4 hours at most, until 2 March 2026 13:00 .*until-in-time/ },
  },
]);

scenarios(street, '进行中', matter, [
  { rule: '每两小时报情况', steps: [confirm, hours(2)], gives: { told: ['reportDue'] } },
  {
    rule: '报了从头计',
    steps: [confirm, hours(1), gridWorker('report', { text: '水位下降' }), hours(1.5)],
    gives: { context: { reports: [{}] } },
  },
  { rule: '情况报告须有内容', steps: [confirm, office('report')], gives: { refused: 'invalid' } },
  { rule: '居民看不到', steps: [confirm, resident('report', { text: '下雨' })], gives: { refused: 'not-found' } },
  { rule: '结束前两小时报警', steps: [confirm, hours(22.5)], gives: { stage: 'active', told: ['alarm'] } },
  { rule: '到时自行结束', steps: [confirm, hours(25)], gives: { stage: 'aftermath', told: ['alarm', 'ended'] } },
  {
    rule: '续期从此刻算起',
    steps: [confirm, hours(23), office('renew', { document }), hours(10)],
    gives: { stage: 'active', told: ['renewed'] },
  },
  { rule: '续期须写文件', steps: [confirm, office('renew')], gives: { refused: 'invalid' } },
  {
    rule: '降级一人即可',
    steps: [confirm, office('renew', { document, level: 'III' })],
    gives: { context: { level: 'III', request: null } },
  },
  {
    rule: '升级须另一人确认',
    steps: [confirm, office('renew', { document, level: 'I' })],
    gives: { stage: 'active', context: { level: 'II', request: { level: 'I' } }, told: ['upgradeAsked'] },
  },
  {
    rule: '提出升级的人不确认',
    steps: [confirm, office('renew', { document, level: 'I' }), office('confirm')],
    gives: { refused: 'not-allowed', why: /is-second-person/ },
  },
  {
    rule: '另一人确认升级',
    steps: [confirm, office('renew', { document: '望应急〔2026〕4号', level: 'I' }), confirm],
    gives: { context: { level: 'I', document: '望应急〔2026〕4号', request: null } },
  },
  {
    rule: '升级未获确认也记在案',
    steps: [confirm, office('renew', { level: 'I', document: '望应急〔2026〕4号' }), leader('drop')],
    gives: {
      context: {
        level: 'II',
        request: null,
        decided: [
          { what: 'proposed' },
          { what: 'confirmed' },
          { what: 'upgrade-asked', level: 'I' },
          { what: 'upgrade-dropped', level: 'I', document: '望应急〔2026〕4号', by: personas.leader.person },
        ],
      },
    },
  },
  { rule: '没有升级申请，无可确认', steps: [confirm, leader('confirm')], gives: { refused: 'not-allowed', why: /has-request/ } },
  { rule: '支部书记不续期', steps: [confirm, secretary('renew', { document })], gives: { refused: 'forbidden' } },
  { rule: '清单打勾', steps: [confirm, gridWorker('check', { item: 'low' })], gives: { stage: 'active' } },
  {
    rule: '清单之外不收',
    steps: [confirm, gridWorker('check', { item: 'party' })],
    gives: { refused: 'not-allowed', why: /is-on-list/ },
  },
]);

scenarios(street, '集结', matter, [
  { rule: '一键集结，全队都收到', steps: [confirm, office('callOut', { text: '三号桥集合' })], gives: { told: ['calledOut'] } },
  {
    rule: '没有集结，不能应答',
    steps: [confirm, gridWorker('answerCall', { state: 'heard' })],
    gives: { refused: 'not-allowed', why: /is-called/ },
  },
  {
    rule: '收到、出动、到位',
    steps: [confirm, office('callOut'), lead('answerCall', { state: 'heard' }), lead('answerCall', { state: 'there' })],
    gives: { stage: 'active' },
  },
  {
    rule: '不倒退',
    steps: [confirm, office('callOut'), lead('answerCall', { state: 'there' }), lead('answerCall', { state: 'heard' })],
    gives: { refused: 'not-allowed', why: /goes-on/ },
  },
  {
    rule: '没有集结的人不应答',
    steps: [confirm, office('callOut'), secretary('answerCall', { state: 'heard' })],
    gives: { refused: 'not-allowed', why: /is-called/ },
  },
]);

scenarios(street, '结束之后', matter, [
  { rule: '街道结束', steps: [confirm, end], gives: { stage: 'aftermath', told: ['ended'] } },
  {
    rule: '结束后不再报情况',
    steps: [confirm, end, office('report', { text: '平安' })],
    gives: { refused: 'not-allowed', why: /while the order is aftermath/ },
  },
  {
    rule: '七十二小时清零：没有应急单未办结，不催',
    steps: [confirm, end, days(3.1)],
    gives: { stage: 'aftermath', untold: ['closeDue'] },
  },
  { rule: '七日内写评估', steps: [confirm, end, days(7.1)], gives: { told: ['reviewDue'] } },
  {
    rule: '评估只写一次',
    steps: [confirm, end, office('review', { text: '一' }), office('review', { text: '二' })],
    gives: { refused: 'not-allowed', why: /is-reviewed-once/ },
  },
  {
    rule: '三十日销毁，评估已写即了结',
    steps: [confirm, end, office('review', { text: '下穿通道须装水位尺' }), days(30.1)],
    gives: { stage: 'closed', context: { destroyed: { orders: 0 } }, told: ['destroyDue', 'destroyed', 'closed'] },
  },
  {
    rule: '没写评估不了结',
    steps: [confirm, end, days(30.1)],
    gives: { stage: 'aftermath', context: { destroyed: { orders: 0 } } },
  },
  { rule: '补写评估后了结', steps: [confirm, end, days(31), office('review', { text: '迟到' })], gives: { stage: 'closed' } },
]);

test.each([
  ['a first response, the street', 'community', { kind: 'first-response', hazard: 'flood', scope: [demoCommunity] }, 'street'],
  ['a proposal of the only one at the street, the county', 'street', { ...flood, document }, 'leader'],
] as const)('who may confirm has a notice of it and has it among his own: of %s', async (_, who, input, confirmer) => {
  street.clock.set(Date.parse('2026-06-01T09:00:00+08:00'));
  await street.db.query('delete from timers');
  const told = async (order: string) =>
    (await street.db.query<{ person: string }>('select person from notices where order_id = $1', [order])).rows.map(
      ({ person }) => person,
    );
  const id = opened(await street.as(who).open('emergency', 'propose', input));
  await street.tick();
  expect(await told(id)).toContain(personas[confirmer].person);
  const { unit } = street.directory.post(personas[confirmer].post) ?? {};
  expect((await street.get(id)).face.people).toContain(unit);
  await street.as(who).send(id, who === 'community' ? 'end' : 'drop');
  const practised = opened(await street.as('community').open('emergency', 'propose', { ...drill.input }));
  await street.tick();
  expect(await told(practised)).not.toContain(personas[confirmer].person);
});

test('two real emergencies never hold at one place: street, community and grid refuse each other, a drill does not count', async () => {
  street.clock.set(Date.parse('2026-09-07T09:00:00+08:00'));
  await street.db.query('delete from timers');
  const open = (who: 'street' | 'community', input: object) => street.as(who).open('emergency', 'propose', input as never);
  const overlap = {
    kind: 'invalid',
    issues: [{ path: ['scope', 0], message: expect.stringMatching(/no-overlap.*articles 64, 71, 72/) }],
  };
  expect(await open('community', { kind: 'drill', hazard: 'fire', scope: [demoCommunity] })).toMatchObject({ kind: 'applied' });
  const begun = await open('community', { kind: 'first-response', hazard: 'flood', scope: [demoCommunity] });
  expect(begun).toMatchObject({ kind: 'applied' });
  expect(await open('street', { ...flood, document })).toMatchObject(overlap);
  expect(await open('community', { kind: 'first-response', hazard: 'fire', scope: [demoGrid] })).toMatchObject(overlap);
  expect(await open('street', { ...flood, scope: ['522326004001'], document })).toMatchObject({ kind: 'applied' });
  if (begun.kind !== 'applied') throw new Error('not begun');
  await street.as('community').send(begun.order.id, 'end');
  expect(contextOf((await street.get(begun.order.id)).snapshot).endedAt).not.toBeNull();
  expect(await open('community', { kind: 'first-response', hazard: 'fire', scope: [demoGrid] })).toMatchObject({
    kind: 'applied',
  });
});

test('a county’s day off puts off what its plan counts in working days', async () => {
  street.clock.set(Date.parse('2026-09-21T09:00:00+08:00'));
  await street.db.query('delete from timers');
  const rule = { tenant: '522326', path: 'u522326', document: '县政府通知', validTo: null };
  const validFrom = Date.parse('2026-09-01T00:00:00+08:00');
  const plan = { ...defaultPlan('fire'), reviewWithin: '2 wd' };
  await putCountyRules(street.tables, [{ ...rule, id: newId(), kind: 'emergency-plan', key: 'fire', value: plan, validFrom }]);
  await street.rules.refresh();
  const begun = await street.as('street').open('emergency', 'propose', { hazard: 'fire', scope: [demoStreet], document });
  if (begun.kind !== 'applied') throw new Error('not begun');
  const { id } = begun.order;
  await street.as('leader').send(id, 'confirm');
  await street.as('street').send(id, 'end');
  const dueOn = async (name: 'closing' | 'review') =>
    new Date((contextOf((await street.get(id)).snapshot).clocks[name]?.dueAt ?? 0) + 8 * HOUR).toISOString().slice(0, 16);
  expect([await dueOn('closing'), await dueOn('review')]).toEqual(['2026-09-24T09:00', '2026-09-23T18:00']);

  const off = { kind: 'holiday', zh: '州庆', en: 'prefecture day', from: '2026-09-22', to: '2026-09-22' } as const;
  await putCountyRules(street.tables, [{ ...rule, id: newId(), kind: 'own-days', key: '2026-09-22', value: off, validFrom }]);
  await street.deadlines.refresh();
  const rules = street.deadlines.rulesOf('522326');
  const recount = () => recountOrders({ engine: street.engine, tenant: '522326', rules, now: street.clock.now() });
  await recount();
  expect([await dueOn('closing'), await dueOn('review')]).toEqual(['2026-09-24T09:00', '2026-09-24T18:00']);
  expect((await street.journal(id)).filter((type) => type === 'recompute')).toHaveLength(1);
  await recount();
  expect((await street.journal(id)).filter((type) => type === 'recompute')).toHaveLength(1);
  expect(await street.engine.replay(id)).toMatchObject({ same: true });
});

test('a first response whose plan counts working days holds, and lapses, by the calendar as it comes to stand', async () => {
  street.clock.set(Date.parse('2026-10-26T09:00:00+08:00'));
  await street.db.query('delete from timers');
  const rule = { tenant: '522326', path: 'u522326', document: '县政府通知', validTo: null };
  const validFrom = Date.parse('2026-10-01T00:00:00+08:00');
  const plan = { ...defaultPlan('cold'), firstResponse: '1 wd' };
  await putCountyRules(street.tables, [{ ...rule, id: newId(), kind: 'emergency-plan', key: 'cold', value: plan, validFrom }]);
  await street.rules.refresh();
  const id = opened(
    await street.as('community').open('emergency', 'propose', { kind: 'first-response', hazard: 'cold', scope: [demoCommunity] }),
  );
  const ends = async () => {
    const { rows } = await street.db.query<{ valid_to: Date }>(`select valid_to from county_rules where key = $1`, [id]);
    const { confirm } = contextOf((await street.get(id)).snapshot).clocks;
    return [confirm?.dueAt ?? 0, rows[0]?.valid_to.getTime() ?? 0].map((at) =>
      new Date(at + 8 * HOUR).toISOString().slice(0, 16),
    );
  };
  // Counted by hand: the next working day, and the one after it once that is a day off.
  expect(await ends()).toEqual(['2026-10-27T18:00', '2026-10-27T18:00']);
  const off = { kind: 'holiday', zh: '州庆', en: 'prefecture day', from: '2026-10-27', to: '2026-10-27' } as const;
  await putCountyRules(street.tables, [{ ...rule, id: newId(), kind: 'own-days', key: '2026-10-27', value: off, validFrom }]);
  await street.deadlines.refresh();
  const rules = street.deadlines.rulesOf('522326');
  await recountOrders({ engine: street.engine, tenant: '522326', rules, now: street.clock.now() });
  await street.until(Date.parse('2026-10-27T18:01:00+08:00'));
  expect(await ends()).toEqual(['2026-10-28T18:00', '2026-10-28T18:00']);
  expect((await street.get(id)).face.stage).toBe('responding');
  await street.until(Date.parse('2026-10-28T18:01:00+08:00'));
  expect((await street.get(id)).face.stage).toBe('aftermath');
  expect(await street.engine.replay(id)).toMatchObject({ same: true });
});

test('what only an emergency brings is not taken in before it, and the refusal says where to turn', async () => {
  street.clock.set(Date.parse('2026-09-14T09:00:00+08:00'));
  const place = { workflow: 'six-order', type: 'place', input: { category: '1202', text: '转移老人', unit: demoGrid } };
  expect(await street.engine.execute({ ...place, actor: street.actor('resident') })).toMatchObject({
    kind: 'invalid',
    issues: [{ path: ['category'], message: expect.stringMatching(/110、119、120（规则 emergency-categories/) }],
  });
});
