// Where an order stands while it lives: on which desk, for whom it is there, and for whom it is not. Each life runs through the
// engine with the demo street; desks are read as the API reads them, from PostgreSQL.
import type { DeskName } from '@six-order/community/desks/desk-name';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { answerFrom, marks } from '@six-order/community/desks/marks';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import type { UnitKind } from '@six-order/community/units/unit';
import type { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { communityMigrations } from '@six-order/community/migrations';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DAY, HOUR, openStreet, toMember } from '../harness/street.ts';

const street = await openStreet({ delivers: true });

type Step = readonly [who: PersonaName, type: string, input?: Record<string, unknown>] | { readonly upTo: UnitKind } | number;

interface Life {
  /** The rule, in the words of the field. */
  readonly rule: string;
  readonly place?: Record<string, unknown>;
  readonly by?: PersonaName;
  readonly steps: readonly Step[];
  readonly desk: DeskName;
  readonly for?: readonly PersonaName[];
  readonly notFor?: readonly PersonaName[];
}

const dispatched: readonly Step[] = [
  ['secretary', 'admit'],
  ['secretary', 'dispatch', toMember],
];
const working: readonly Step[] = [...dispatched, ['member', 'accept'], ['member', 'contact']];
const finished: readonly Step[] = [...working, ['member', 'finish', { result: '已办好' }]];
const urgent = { category: '0201' };
const extension: Step = ['member', 'askExtension', { by: '2 wd', reason: '等配件' }];
const shelving: Step = ['member', 'askShelving', { reason: '待旧改', measure: '先围挡', target: '2026-06-30T00:00:00+08:00' }];
const askReturn: Step = ['member', 'askReturn', { ground: 'not-our-duty', reason: '应由物业维修' }];
const refuse: Step = ['secretary', 'refuse', { reason: '已进入诉讼', channelCode: 'court' }];
const object: Step = ['resident', 'object', { reason: '没有在诉讼' }];
const untrue: Step = ['member', 'proposeExclusion', { ground: 'untrue', reason: '现场没有漏水' }];
const good: Step = ['resident', 'evaluate', { solved: 'yes', stars: 5 }];
const out = (who: PersonaName): Step => [who, 'decideExclusion', { excluded: true, reason: '已核实' }];
const onBehalf = { onBehalfOf: personas.resident.person, consentHow: 'in-person', source: 'proxy' };
const watching: readonly PersonaName[] = ['resident', 'resident-2', 'admin', 'dpo'];

/** The grid worker does it himself. */
const doneByGridWorker: readonly Step[] = [
  ['secretary', 'admit'],
  ['secretary', 'dispatch', { to: { kind: 'person', id: personas['grid-worker'].person } }],
  ['grid-worker', 'accept'],
  ['grid-worker', 'contact'],
  ['grid-worker', 'finish', { result: '已办好' }],
];

const toMember2 = { to: { kind: 'person', id: personas['member-2'].person } };

const lives: readonly Life[] = [
  {
    rule: '在手：派给本人的和接了的',
    steps: working,
    desk: 'mine',
    for: ['member'],
    notFor: ['member-2', 'secretary', ...watching],
  },
  { rule: '在手：办结以后不在手', steps: finished, desk: 'mine', notFor: ['member', 'resident'] },
  {
    rule: '在手：代点的人手上没有',
    place: onBehalf,
    by: 'grid-worker',
    steps: working,
    desk: 'mine',
    for: ['member'],
    notFor: ['grid-worker'],
  },
  {
    rule: '在手：转办给谁，谁手上也有，原承办人负责到对方接收',
    steps: [...working, ['member', 'transfer', { ...toMember2, reason: '对方更近' }]],
    desk: 'mine',
    for: ['member', 'member-2'],
  },
  {
    rule: '在手：请谁协办，谁手上也有',
    steps: [...working, ['member', 'involve', { ...toMember2, task: '搬梯子' }]],
    desk: 'mine',
    for: ['member', 'member-2'],
  },
  {
    rule: '在手：协办完了就不在手',
    steps: [
      ...working,
      ['member', 'involve', { ...toMember2, task: '搬梯子' }],
      ['member-2', 'takePart'],
      ['member-2', 'finishPart', { result: '搬来了' }],
    ],
    desk: 'mine',
    for: ['member'],
    notFor: ['member-2'],
  },
  {
    rule: '延期申请：派单人审批，申请人自己不审',
    steps: [...working, extension],
    desk: 'decide',
    for: ['secretary', 'community', 'street'],
    notFor: ['member', 'supervisor', 'window', ...watching],
  },
  { rule: '审批后离开待审批', steps: [...working, extension, ['secretary', 'decide', { granted: true }]], desk: 'decide' },
  {
    rule: '挂起申请：派单人审批',
    steps: [...working, ['member', 'askPause', { awaiting: 'resident', reason: '居民外出' }]],
    desk: 'decide',
    for: ['secretary', 'community', 'street'],
    notFor: ['discipline'],
  },
  {
    rule: '挂账申请：只有街道审批',
    steps: [...working, shelving],
    desk: 'decide',
    for: ['street'],
    notFor: ['secretary', 'community'],
  },
  {
    rule: '退单申请：支部派的由社区或街道审核',
    steps: [...dispatched, askReturn],
    desk: 'decide',
    for: ['community', 'street'],
    notFor: ['secretary', 'member'],
  },
  {
    rule: '退单申请：社区派的由街道审核',
    steps: [['secretary', 'admit'], ['community', 'dispatch', toMember], askReturn],
    desk: 'decide',
    for: ['street'],
    notFor: ['secretary', 'community'],
  },
  {
    rule: '退单申请：街道派的由县里审核，派单人自己不审',
    steps: [['secretary', 'admit'], ['street', 'dispatch', toMember], askReturn],
    desk: 'decide',
    for: ['leader'],
    notFor: ['street', 'community', 'secretary'],
  },
  {
    rule: '延期申请：街道派的由街道审批',
    steps: [['secretary', 'admit'], ['street', 'dispatch', toMember], ['member', 'accept'], ['member', 'contact'], extension],
    desk: 'decide',
    for: ['street'],
    notFor: ['community', 'secretary', 'leader'],
  },
  {
    rule: '延期申请：社区派的，支部不审批',
    steps: [['secretary', 'admit'], ['community', 'dispatch', toMember], ['member', 'accept'], ['member', 'contact'], extension],
    desk: 'decide',
    for: ['street', 'community'],
    notFor: ['secretary', 'leader'],
  },
  {
    rule: '降级申请：由第二人决定，不是提出的人',
    place: urgent,
    steps: [
      ['secretary', 'admit'],
      ['secretary', 'changeUrgency', { to: 'U2', reason: '水压低' }],
    ],
    desk: 'decide',
    for: ['community', 'street'],
    notFor: ['secretary'],
  },
  {
    rule: '对支部不予受理的异议：由社区或街道复核',
    steps: [refuse, object],
    desk: 'objections',
    for: ['community', 'street'],
    notFor: ['secretary', 'supervisor', 'resident', 'admin'],
  },
  {
    rule: '对社区决定的异议：只由街道复核',
    steps: [['community', 'refuse', { reason: '已进入诉讼' }], object],
    desk: 'objections',
    for: ['street'],
    notFor: ['community', 'secretary'],
  },
  {
    rule: '对街道决定的异议：由县里复核，作出的人自己不复核',
    steps: [['street', 'refuse', { reason: '已进入诉讼' }], object],
    desk: 'objections',
    for: ['leader'],
    notFor: ['street', 'community', 'secretary'],
  },
  {
    rule: '对挂起的异议：办理中也要复核',
    steps: [
      ...working,
      ['member', 'askPause', { awaiting: 'resident', reason: '居民外出' }],
      ['secretary', 'decide', { granted: true }],
      ['resident', 'object', { reason: '我在家' }],
    ],
    desk: 'objections',
    for: ['community', 'street'],
  },
  {
    rule: '复核后离开待复核',
    steps: [refuse, object, ['community', 'decideObjection', { upheld: true, reason: '未立案' }]],
    desk: 'objections',
  },
  {
    rule: '是否计入考核：办结评价之后也等着街道、监督和县里认定，提请的人和办它的人不认定',
    steps: [...finished, good, untrue],
    desk: 'objections',
    for: ['street', 'supervisor', 'leader'],
    notFor: ['member', 'secretary', 'community', ...watching],
  },
  {
    rule: '监督提请的，监督自己不认定',
    steps: [...working, ['supervisor', 'proposeExclusion', { ground: 'untrue', reason: '现场没有漏水' }]],
    desk: 'objections',
    for: ['street', 'leader'],
    notFor: ['supervisor'],
  },
  { rule: '认定后离开', steps: [...finished, good, untrue, 4 * DAY, out('supervisor')], desk: 'objections' },
  {
    rule: '申请复核后等第三人，认定的人不复核',
    steps: [...finished, good, untrue, 4 * DAY, out('supervisor'), ['resident', 'contestExclusion', { reason: '有照片' }]],
    desk: 'objections',
    for: ['street', 'leader'],
    notFor: ['supervisor', 'resident'],
  },
  {
    rule: '挂账的单：辖区各级、承办人和监督都看得到',
    steps: [...working, shelving, ['street', 'decide', { granted: true }]],
    desk: 'shelved',
    for: ['street', 'community', 'secretary', 'supervisor', 'member'],
    notFor: ['resident-2', 'admin'],
  },
  {
    rule: '销账后离开挂账台',
    steps: [...working, shelving, ['street', 'decide', { granted: true }], ['street', 'unshelve']],
    desk: 'shelved',
  },
  {
    rule: '提到社区的单在社区',
    steps: [...working, { upTo: 'community' }],
    desk: 'raised',
    for: ['community', 'secretary'],
    notFor: ['street', 'resident', 'leader', 'supervisor'],
  },
  {
    rule: '提到街道的单在街道',
    steps: [...working, { upTo: 'street' }],
    desk: 'raised',
    for: ['street', 'supervisor'],
    notFor: ['community', 'secretary', 'leader'],
  },
  {
    rule: '县里接到提上来的单',
    steps: [...working, { upTo: 'county' }],
    desk: 'raised',
    for: ['leader'],
    notFor: ['street', 'community'],
  },
  {
    rule: '归属不清的在会商台',
    steps: [
      ['secretary', 'admit'],
      ['secretary', 'consult', { question: '是否属物业' }],
    ],
    desk: 'consulting',
    for: ['secretary', 'community', 'street'],
    notFor: ['member', 'resident-2'],
  },
  {
    rule: '会商结束回到待派',
    steps: [
      ['secretary', 'admit'],
      ['secretary', 'consult'],
      ['secretary', 'endConsultation'],
    ],
    desk: 'dispatch',
    for: ['secretary'],
  },
  {
    rule: '代写的草稿：代写人和本人都看得到，等本人确认',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [],
    desk: 'drafts',
    for: ['grid-worker', 'resident'],
    notFor: ['window', 'member', 'resident-2'],
  },
  {
    rule: '确认后不再是草稿',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [['resident', 'submit']],
    desk: 'drafts',
  },
  {
    rule: '电话同意的代点：由别人打电话向本人确认，代点人自己不确认',
    by: 'secretary',
    place: { ...onBehalf, consentHow: 'phone' },
    steps: [],
    desk: 'confirm',
    for: ['community', 'street'],
    notFor: ['secretary', 'member', 'supervisor', ...watching],
  },
  {
    rule: '本人确认后离开待确认',
    by: 'grid-worker',
    place: { ...onBehalf, consentHow: 'phone' },
    steps: [['resident', 'confirm']],
    desk: 'confirm',
  },
  {
    rule: '撤单后不再要确认',
    by: 'grid-worker',
    place: { ...onBehalf, consentHow: 'phone' },
    steps: [['resident', 'withdraw']],
    desk: 'confirm',
  },
  {
    rule: '请给我回电：在窗口的回电台，不在草稿台',
    place: { callBack: true },
    steps: [],
    desk: 'calls',
    for: ['window', 'secretary', 'community', 'street'],
    notFor: ['member', 'grid-worker', 'resident-2', 'supervisor'],
  },
  { rule: '回电请求不算草稿', place: { callBack: true }, steps: [], desk: 'drafts' },
  {
    rule: '窗口回电后写下诉求，成单待受理',
    place: { callBack: true },
    steps: [['window', 'submit', { text: '水管爆了' }]],
    desk: 'intake',
    for: ['secretary'],
    notFor: ['window'],
  },
  {
    rule: '特急单一点单就在街道值班室',
    place: { category: '0203' },
    steps: [],
    desk: 'duty',
    for: ['street'],
    notFor: ['secretary', 'community', 'supervisor'],
  },
  { rule: '一般单没超时不进值班室', steps: [3 * HOUR], desk: 'duty' },
  { rule: '受理超时转街道值班室', steps: [8 * HOUR], desk: 'duty', for: ['street'], notFor: ['secretary', 'community'] },
  { rule: '派单超时转街道值班室', steps: [['secretary', 'admit'], 25 * HOUR], desk: 'duty', for: ['street'] },
  { rule: '已派出的不在值班室', steps: [...dispatched, 3 * DAY], desk: 'duty' },
  {
    rule: '到期没人评价的要回访，承办人不回访',
    steps: [...finished, 22 * DAY],
    desk: 'callback',
    for: ['secretary', 'community', 'street', 'supervisor', 'representative'],
    notFor: ['member', 'resident', 'leader', 'publisher'],
  },
  {
    rule: '紧急单一办结就要回访，一天之内',
    place: urgent,
    steps: [
      ...dispatched,
      ['member', 'accept'],
      ['member', 'contact'],
      ['member', 'arrive'],
      ['member', 'finish', { result: '已修好' }],
    ],
    desk: 'callback',
    for: ['secretary', 'community', 'street', 'supervisor', 'representative'],
    notFor: ['member', 'resident'],
  },
  { rule: '一般单办结三个工作日内先等居民自己评', steps: [...finished, 2 * DAY], desk: 'callback' },
  { rule: '第三个工作日还没评的当天要回访', steps: [...finished, 3 * DAY], desk: 'callback', for: ['secretary', 'supervisor'] },
  {
    rule: '回访过的不再催，等居民评',
    steps: [...finished, 3 * DAY, ['secretary', 'callback', { outcome: 'unreached' }]],
    desk: 'callback',
  },
  {
    rule: '评过的不回访',
    steps: [...finished, 3 * DAY, ['resident', 'evaluate', { solved: 'yes', stars: 4 }]],
    desk: 'callback',
  },
  {
    rule: '未诉先办没有居民，不回访',
    by: 'grid-worker',
    place: { source: 'patrol' },
    steps: [...finished, 3 * DAY],
    desk: 'callback',
  },
  { rule: '我点的单：办过的不算点的', steps: doneByGridWorker, desk: 'requests', for: ['resident'], notFor: ['grid-worker'] },
  {
    rule: '待评价：别人点的、自己办的不等自己评价',
    steps: doneByGridWorker,
    desk: 'evaluate',
    for: ['resident'],
    notFor: ['grid-worker'],
  },
  {
    rule: '我点的单：替别人点了、自己办的也是自己点的',
    by: 'grid-worker',
    place: onBehalf,
    steps: doneByGridWorker,
    desk: 'requests',
    for: ['grid-worker', 'resident'],
    notFor: ['secretary', 'community', 'member'],
  },
  {
    rule: '待评价：自己办的不由自己代录',
    by: 'grid-worker',
    place: onBehalf,
    steps: doneByGridWorker,
    desk: 'evaluate',
    for: ['resident'],
    notFor: ['grid-worker'],
  },
  {
    rule: '待评价：替别人点的、别人办的，问了本人代录',
    by: 'grid-worker',
    place: onBehalf,
    steps: finished,
    desk: 'evaluate',
    for: ['grid-worker', 'resident'],
    notFor: ['member', 'secretary'],
  },
  {
    rule: '未诉先办不等发现人评价',
    by: 'grid-worker',
    place: { source: 'patrol' },
    steps: finished,
    desk: 'evaluate',
    notFor: ['grid-worker'],
  },
  {
    rule: '回访过就离开回访台',
    steps: [...finished, 22 * DAY, ['secretary', 'callback', { outcome: 'confirmed' }]],
    desk: 'callback',
  },
  { rule: '三十天没打通也离开回访台', steps: [...finished, 55 * DAY], desk: 'callback' },
  {
    rule: '办结时限过了八成的单将到期',
    steps: [...working, 4.5 * DAY],
    desk: 'at-risk',
    for: ['secretary', 'community', 'street', 'supervisor', 'leader', 'member'],
    notFor: ['resident-2'],
  },
  {
    rule: '派了没人接、接单时限过了八成的单也将到期',
    steps: [...dispatched, 24 * HOUR],
    desk: 'at-risk',
    for: ['secretary', 'supervisor'],
  },
  {
    rule: '当天要接的单今天到期',
    steps: [...dispatched, 24 * HOUR],
    desk: 'today',
    for: ['secretary', 'supervisor'],
    notFor: ['resident-2'],
  },
  { rule: '还有几天的单不是今天到期', steps: working, desk: 'today', notFor: ['secretary', 'supervisor'] },
  { rule: '刚派出、刚在办的不是将到期', steps: working, desk: 'at-risk', notFor: ['secretary', 'supervisor', 'leader'] },
  { rule: '超期的单不再是将到期', steps: [...working, 8 * DAY], desk: 'at-risk', notFor: ['secretary', 'supervisor'] },
  { rule: '超期的单', steps: [...working, 8 * DAY], desk: 'overdue', for: ['secretary', 'supervisor', 'member', 'leader'] },
  {
    rule: '特急单提醒到头之后仍是超期',
    steps: [['secretary', 'admit', { urgency: 'U0' }], ...working.slice(1), 8 * DAY],
    desk: 'overdue',
    for: ['secretary', 'supervisor'],
  },
  {
    rule: '督办卡台上是卡，不是所督的单',
    steps: [...dispatched, 3 * DAY],
    desk: 'cards',
    notFor: ['supervisor', 'secretary', 'resident-2'],
  },
  {
    rule: '退回的单另派',
    steps: [...dispatched, ['member', 'decline', { reason: '家中有事' }]],
    desk: 'returned',
    for: ['secretary', 'community', 'street'],
    notFor: ['member'],
  },
];

const everybody = Object.keys(personas) as PersonaName[];

async function isOn(desk: DeskName, who: PersonaName, order: OrderId): Promise<boolean> {
  const actor = street.actor(who);
  const { filter, sort } = deskOf(
    desk,
    { ...actor, holds: street.directory.holdsOf(actor) },
    momentOf(officialCalendar, street.clock.now()),
  );
  const page = await street.engine.find({ tenant: actor.tenant, filter, sort, limit: 200 });
  const counted = await street.engine.count({ tenant: actor.tenant, filter, limit: 200 });
  expect(counted, 'as many are counted as are shown').toBe(page.orders.length);
  return page.orders.some(({ id }) => id === order);
}

async function raise(id: OrderId, level: UnitKind): Promise<void> {
  for (let steps = 0; steps < 5; steps += 1) {
    expect((await street.as('community').send(id, 'escalate', { reason: '牵涉物业公司' })).kind).toBe('applied');
    const label = (await street.get(id)).face.labels.find((one) => one.startsWith('level:'));
    if (street.directory.unitById(label?.slice('level:'.length) ?? '')?.kind === level) return;
  }
  throw new Error(`it never came to the ${level}`);
}

async function live({ place = {}, by = 'resident', steps }: Pick<Life, 'place' | 'by' | 'steps'>): Promise<OrderId> {
  await street.db.query('delete from timers');
  street.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  const { id } = await street.place(place, by);
  for (const step of steps) {
    if (typeof step === 'number') await street.until(street.clock.now() + step);
    else if ('upTo' in step) await raise(id, step.upTo);
    else expect((await street.as(step[0]).send(id, step[1], step[2])).kind, `${step[1]} by ${step[0]}`).toBe('applied');
  }
  return id;
}

test.each(lives.map((life) => [life.rule, life] as const))('%s', async (_, life) => {
  const id = await live(life);
  const { for: seen = [], notFor = seen.length === 0 ? everybody : [] } = life;
  for (const who of seen) expect([who, await isOn(life.desk, who, id)]).toEqual([who, true]);
  for (const who of notFor) expect([who, await isOn(life.desk, who, id)]).toEqual([who, false]);
});

/** One in ten is drawn: enough lives for one to be. */
async function drawn(): Promise<OrderId> {
  for (let n = 0; n < 150; n += 1) {
    const id = await live({ by: 'grid-worker', place: onBehalf, steps: finished });
    await street.as('grid-worker').send(id, 'transcribe', { solved: 'yes', stars: 5, how: 'proxy' });
    if ((await street.get(id)).face.labels.includes('callback-sample')) return id;
  }
  throw new Error('none was drawn');
}
const sampled = await drawn();

test('抽样回访：代录的评价抽中的，由没办过它的人打电话', async () => {
  for (const who of ['secretary', 'community', 'street', 'supervisor'] as const)
    expect([who, await isOn('sample', who, sampled)]).toEqual([who, true]);
  for (const who of ['member', 'grid-worker', 'resident'] as const)
    expect([who, await isOn('sample', who, sampled)]).toEqual([who, false]);
});

test('存量的单：迁移补上的标记，与它们下一条指令写下的一样', async () => {
  const owner = openPool(street.url, 'owner', { max: 1 });
  const { rows: cards } = await owner.query('select id from orders where $1 = any(labels)', [answerFrom(personas.member.person)]);
  expect(cards.length).toBeGreaterThan(1);
  expect((await street.as('member').send(cards[0].id, 'reply', { text: '已办' })).kind).toBe('applied');
  const rows = async () => ({
    labels: (await owner.query('select id, labels from orders order by id')).rows.map(({ id, labels }) => [
      id,
      labels.toSorted(),
    ]),
    keys: (await owner.query('select order_id, holder from holders order by 1, 2')).rows,
  });
  try {
    const now = await rows();
    const marked = (pattern: RegExp) =>
      now.labels.filter(([, labels]) => labels.some((label: string) => pattern.test(label))).length;
    for (const mark of Object.values(marks).filter(
      (one) =>
        ![marks.hidden, marks.dataRequest, marks.publish, marks.risk, marks.topic, marks.task, marks.life, marks.emergency].some(
          (other) => other === one,
        ),
    ))
      expect(marked(new RegExp(`^${mark}$`)), mark).toBeGreaterThan(0);
    for (const rare of [
      /^#unanswered-/,
      /^#sample-/,
      /^level:/,
      /^asked-by:/,
      /^return:street/,
      /^objection:street/,
      /^in-hand:/,
      /^answer-from:/,
      /^not-checked-by:/,
    ])
      expect(marked(rare), String(rare)).toBeGreaterThan(0);

    // As they stood before there were marks: nothing but people under the keys, and a silent ladder was not late. What may be left out
    // of the figures is younger than they: none waited without its mark.
    await owner.query(`update orders set labels = array(select label from unnest(labels) as label
      where label !~ '^(#(?!exclusion$)|level:|asked-by:|return:street|objection:street|answer-from:|not-checked-by:)'
        and not (workflow = 'six-order' and label like 'in-hand:%')
        and not (label = 'overdue' and 'silent' = (snapshot::jsonb -> 'value' -> 'whole' ->> 'on')))`);
    await owner.query(`delete from holders h using orders o where o.id = h.order_id and not h.holder = any(
      o.people || array(select overlay(person::text placing 'f' from 15 for 1)::uuid from unnest(o.people) as person)
      || array(select md5(o.tenant || ' #exclusion ' || subpath(o.path, 0, n)::text)::uuid from generate_series(1, nlevel(o.path)) as n))`);
    expect(await rows()).not.toEqual(now);
    const migrations = await Promise.all(
      [
        '0055-marks.sql',
        '0106-life-mark.sql',
        '0100-unconfirmed-mark.sql',
        '0165-born-of.sql',
        '0202-at-risk-mark.sql',
        '0410-in-hand.sql',
        '0459-whose-card-it-is.sql',
      ].map((name) => readFile(new URL(name, communityMigrations), 'utf8')),
    );
    for (const migration of migrations) await owner.query(migration);
    expect(await rows()).toEqual(now);
    for (const migration of migrations) await owner.query(migration);
    expect(await rows(), 'a second time changes nothing').toEqual(now);
  } finally {
    await owner.end();
  }
});

test('抽样回访：打过就不再出现', async () => {
  expect((await street.as('secretary').send(sampled, 'callback', { outcome: 'confirmed' })).kind).toBe('applied');
  expect(await isOn('sample', 'secretary', sampled)).toBe(false);
});
