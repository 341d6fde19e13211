// Deliberation (三方共议、五方共治、党建联席会议): who takes part, what is said by which record, what is decided, which orders come of it and
// report back, what goes up. Source: domain research 1, rows 10, 31, 37.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { defaultDeliberation, type DeliberationPolicy } from '@six-order/community/deliberation/policy';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { accessOf, type FieldKind } from '@six-order/community/privacy/fields';
import { ownCode } from '@six-order/community/units/unit';
import type { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/deliberation/face';
import { whyNotDeliberation } from '@six-order/workflows/deliberation/workflow';
import { contextOf as taskOf } from '@six-order/workflows/task/face';
import { describe, expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { by, scenarios, system, type Matter, type Step } from '../matter.ts';
import { opened } from '../recorder.ts';
import { days } from '../scenarios/scenario.ts';

const street = await openStreet({ delivers: true });
const [resident, secretary, office] = [by('resident'), by('secretary'), by('street')];
const [property, representative, gridWorker, member] = [by('property'), by('representative'), by('grid-worker'), by('member')];
const idOf = (code: string): string => street.directory.unitByCode('522326', code)?.id ?? '';
const firm = ownCode.property(demoCommunity, 1);
const { id: lamp } = await street.place({ category: '0105' });
const { id: sealedOrder } = await street.place({ category: '0503' });

/** An order that was shelved (挂账), as the county's orders are. */
async function shelved(): Promise<OrderId> {
  const { id } = await street.place({ category: '0101' });
  for (const [who, type, input] of [
    ['secretary', 'admit', {}],
    ['secretary', 'dispatch', { to: { kind: 'person', id: personas.member.person } }],
    ['member', 'accept', {}],
    ['member', 'contact', {}],
    [
      'member',
      'askShelving',
      { reason: '产权不清', measure: '等产权单位', target: new Date(street.clock.now() + 60 * 86_400_000).toISOString() },
    ],
    ['street', 'decide', { granted: true }],
  ] as const) {
    const outcome = await street.as(who).send(id, type, input);
    if (outcome.kind !== 'applied') throw new Error(`${type}: ${JSON.stringify(outcome)}`);
  }
  return id;
}
street.clock.set(Date.parse('2026-02-26T09:00:00+08:00'));
const standing = await shelved();

const about = { forum: 'three-parties', unit: demoGrid, text: '三栋前的空地，停车还是种花？我是韦春梅' };
const propose = (more: Record<string, unknown> = {}) => resident('propose', { ...about, ...more });
const meeting = (more: Record<string, unknown> = {}) =>
  secretary('propose', { ...about, forum: 'joint-meeting', unit: demoCommunity, order: standing, ...more });
const matter: Matter = { workflow: 'deliberation', opens: propose(), whyNot: whyNotDeliberation };

const admitted = secretary('admit', { text: '三栋前空地用作停车还是绿化' });
const says = (who: ReturnType<typeof by>, party: string, stance = 'agree', more: Record<string, unknown> = {}) =>
  who('speak', { party, stance, text: '同意停车，留一排树', ...more });
const record = { how: 'ballot', on: '2026-03-03T15:00:00+08:00', people: 43 };
const heard: readonly Step[] = [
  admitted,
  says(secretary, 'community'),
  says(representative, 'owners', 'disagree'),
  says(property, 'property'),
];
const task = (unit: string, dueOn = '2026-03-20T18:00:00+08:00') => ({ unit, dueOn });
const decide = (more: Record<string, unknown> = {}) =>
  secretary('decide', { verdict: 'adopted', text: '停车，留一排树', ...more });

scenarios(street, '提议', matter, [
  {
    rule: '居民提议，由社区审定',
    gives: {
      stage: 'proposed',
      labels: ['forum:three-parties', '#topic'],
      context: { holder: { id: idOf(demoCommunity) }, forum: { zh: '三方共议' } },
      told: ['proposed', 'received'],
    },
  },
  { rule: '写明议什么', opens: propose({ text: undefined }), gives: { refused: 'not-allowed' } },
  { rule: '没有的形式不议', opens: propose({ forum: 'seven-parties' }), gives: { refused: 'invalid', why: /known-forum/ } },
  { rule: '街道以上没有三方共议', opens: propose({ unit: demoStreet }), gives: { refused: 'invalid', why: /forum-level/ } },
  { rule: '可以由一件单提出', opens: propose({ order: lamp }), gives: { stage: 'proposed', labels: [`order:${lamp}`] } },
  { rule: '密封事项不上会', opens: propose({ order: sealedOrder }), gives: { refused: 'invalid', why: /sealed-stays-out/ } },
  {
    rule: '别的社区的会不议本社区的单',
    opens: propose({ order: lamp, unit: '522326004001' }),
    gives: { refused: 'invalid', why: /order-of-place/ },
  },
  { rule: '只能关联本街道的单', opens: propose({ order: newId() }), gives: { refused: 'invalid', why: /same-street-link/ } },
  { rule: '联席会议研究挂账的单', opens: meeting(), gives: { stage: 'proposed', labels: [`order:${standing}`] } },
  {
    rule: '没有提级也没有挂账的单，不上联席会议',
    opens: meeting({ order: lamp }),
    gives: { refused: 'invalid', why: /raised-or-shelved/ },
  },
  { rule: '下级议题不能由人填写', opens: propose({ lower: newId() }), gives: { refused: 'not-allowed' } },
  { rule: '物业不提议', opens: property('propose', about), gives: { refused: 'forbidden' } },
  {
    rule: '不列入的说明理由',
    steps: [secretary('refuse', { text: '属行政执法，请找城管' })],
    gives: { stage: 'refused', told: ['refused'] },
  },
  { rule: '不列入须写理由', steps: [secretary('refuse')], gives: { refused: 'invalid' } },
  { rule: '提议人可以撤回', steps: [resident('withdraw')], gives: { stage: 'withdrawn', told: ['withdrawn'] } },
  { rule: '别人不能替他撤回', steps: [gridWorker('withdraw')], gives: { refused: 'not-found' } },
  {
    rule: '没有到期，街道不能替社区审定',
    steps: [days(8), office('admit', { text: '空地停车还是绿化' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '社区逾期很久不审定，街道代为审定',
    steps: [days(20), office('admit', { text: '空地停车还是绿化' })],
    gives: { stage: 'hearing' },
  },
  {
    rule: '社区逾期很久不形成结论，街道代为形成',
    steps: [...heard, days(20), office('decide', { verdict: 'rejected', text: '各方意见不一，暂不议' })],
    gives: { stage: 'decided' },
  },
  {
    rule: '别的街道、物业不能代为审定',
    steps: [days(20), property('admit', { text: '空地停车还是绿化' })],
    gives: { refused: 'not-found' },
  },
  { rule: '五个工作日内审定，到期提醒', steps: [days(8)], gives: { stage: 'proposed', told: ['agendaPressing', 'agendaDue'] } },
]);

scenarios(street, '各方意见', matter, [
  {
    rule: '参与方由现行规定确定，各有发言人',
    steps: [admitted],
    gives: {
      stage: 'hearing',
      context: {
        quorum: 2,
        passes: 2,
        parties: [
          { code: 'community', persons: [personas.secretary.person, personas.community.person].sort() },
          { code: 'owners', persons: [personas.representative.person] },
          { code: 'property', persons: [personas.property.person] },
        ],
      },
      told: ['admitted'],
    },
  },
  { rule: '各方说完，进入结论', steps: heard, gives: { stage: 'deciding', told: ['heard'] } },
  {
    rule: '没有这一方',
    steps: [admitted, says(property, 'tenants')],
    gives: { refused: 'invalid', why: /speaks-for-party/ },
  },
  {
    rule: '不替别的一方表态',
    steps: [admitted, says(property, 'owners')],
    gives: { refused: 'invalid', why: /speaks-for-party/ },
  },
  {
    rule: '召集单位代记，须有记录',
    steps: [admitted, says(secretary, 'owners')],
    gives: { refused: 'invalid', why: /with its record/ },
  },
  {
    rule: '召集单位代记，附表决记录',
    steps: [admitted, says(secretary, 'owners', 'agree', { record })],
    gives: { stage: 'hearing', context: { opinions: [{ party: 'owners', record: { how: 'ballot', people: 43 } }] } },
  },
  {
    rule: '旁方不代记',
    steps: [admitted, says(property, 'owners', 'agree', { record })],
    gives: { refused: 'invalid', why: /written-down-by-convener/ },
  },
  { rule: '志愿者看不到议题', steps: [admitted, says(member, 'property')], gives: { refused: 'not-found' } },
  {
    rule: '可以改主意，以最后一次为准',
    steps: [admitted, says(property, 'property', 'disagree'), says(property, 'property', 'agree')],
    gives: { stage: 'hearing', context: { opinions: [{ stance: 'disagree' }, { stance: 'agree' }] } },
  },
  { rule: '没表态的过半、将到时提醒', steps: [admitted, days(5)], gives: { told: ['unheard'] } },
  {
    rule: '到期人数不足，不出结论；没表态不算同意',
    steps: [admitted, says(property, 'property'), days(9), secretary('closeHearing')],
    gives: { refused: 'not-allowed', why: /silence is no agreement/ },
  },
  {
    rule: '到期人数够了，自动进入结论',
    steps: [admitted, says(property, 'property'), says(secretary, 'community'), days(9)],
    gives: { stage: 'deciding', told: ['silent', 'heard'] },
  },
  {
    rule: '定了开会日的，以开会日为准',
    steps: [secretary('admit', { text: '空地怎么用', on: '2026-03-12T19:30:00+08:00' })],
    gives: { context: { clocks: { opinions: { dueAt: Date.parse('2026-03-12T19:30:00+08:00') } } } },
  },
  {
    rule: '开会日不能在过去',
    steps: [secretary('admit', { text: '空地怎么用', on: '2026-03-01T19:30:00+08:00' })],
    gives: { refused: 'invalid', why: /still to come/ },
  },
  {
    rule: '五方共治：居民、驻区单位的意见由社区带记录代记',
    opens: propose({ forum: 'five-parties' }),
    steps: [admitted, says(secretary, 'neighbours', 'agree', { record })],
    gives: { stage: 'hearing', context: { quorum: 4, passes: 3, opinions: [{ party: 'neighbours' }] } },
  },
]);

scenarios(street, '结论', matter, [
  { rule: '够数同意才能通过', steps: [...heard, decide()], gives: { stage: 'decided', told: ['adopted'] } },
  {
    rule: '同意的不够，不能通过',
    steps: [...heard.slice(0, 3), says(property, 'property', 'abstain'), decide()],
    gives: { refused: 'not-allowed', why: /too few parties agree/ },
  },
  {
    rule: '不够可以定为不通过',
    steps: [
      ...heard.slice(0, 3),
      says(property, 'property', 'disagree'),
      secretary('decide', { verdict: 'rejected', text: '缓议' }),
    ],
    gives: { stage: 'decided', told: ['rejected'] },
  },
  { rule: '意见没齐不出结论', steps: [admitted, decide()], gives: { refused: 'not-allowed', why: /not possible while/ } },
  {
    rule: '物业不出结论',
    steps: [...heard, property('decide', { verdict: 'adopted', text: '停车' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '议定事项各成一单',
    steps: [...heard, decide({ tasks: [task(firm), task(demoGrid)] })],
    gives: {
      stage: 'carrying',
      context: {
        tasks: [
          { unit: idOf(firm), state: 'assigned' },
          { unit: idOf(demoGrid), state: 'assigned' },
        ],
      },
    },
  },
  {
    rule: '每个单位一项',
    steps: [...heard, decide({ tasks: [task(firm), task(firm)] })],
    gives: { refused: 'invalid', why: /task-within/ },
  },
  {
    rule: '不派给召集单位以外',
    steps: [...heard, decide({ tasks: [task(demoStreet)] })],
    gives: { refused: 'invalid', why: /task-within/ },
  },
  {
    rule: '事项的日子在今后',
    steps: [...heard, decide({ tasks: [task(firm, '2026-03-01T18:00:00+08:00')] })],
    gives: { refused: 'invalid', why: /still to come/ },
  },
  {
    rule: '不通过就没有事项',
    steps: [...heard, decide({ verdict: 'rejected', tasks: [task(firm)] })],
    gives: { refused: 'not-allowed', why: /only what is adopted has tasks/ },
  },
  {
    rule: '没有关联的单，谈不上销账',
    steps: [...heard, decide({ forOrder: 'resume' })],
    gives: { refused: 'not-allowed', why: /no order is linked/ },
  },
  {
    rule: '免除一项，其余销号后反馈',
    steps: [...heard, decide({ tasks: [task(firm)] }), secretary('excuse', { unit: idOf(firm), text: '已由绿化队完成' })],
    gives: { stage: 'decided', context: { tasks: [{ state: 'excused' }] }, told: ['allDone'] },
  },
  {
    rule: '只免除没销号的',
    steps: [...heard, decide({ tasks: [task(firm)] }), secretary('excuse', { unit: idOf(demoGrid), text: '无此项' })],
    gives: { refused: 'not-allowed', why: /not over can be excused/ },
  },
  { rule: '三个工作日内形成结论，到期提醒', steps: [...heard, days(6)], gives: { told: ['decidePressing', 'decideDue'] } },
  {
    rule: '议而不决可以终止，说明理由',
    steps: [...heard, secretary('drop', { text: '产权未明' })],
    gives: { stage: 'dropped', told: ['dropped'] },
  },
  {
    rule: '反馈提议人，议题办结',
    steps: [...heard, decide(), secretary('feedback', { text: '下月划线' })],
    gives: { stage: 'closed', told: ['closed'] },
  },
  {
    rule: '不反馈会提醒',
    steps: [...heard, decide(), days(7)],
    gives: { stage: 'decided', told: ['feedbackPressing', 'feedbackDue'] },
  },
  {
    rule: '办结后不再发表意见',
    steps: [...heard, decide(), secretary('feedback', { text: '下月划线' }), says(property, 'property')],
    gives: { refused: 'not-allowed', why: /has ended/ },
  },
]);

scenarios(street, '联席会议', { ...matter, opens: meeting({ unit: demoStreet }) }, [
  {
    rule: '上级会议吸收下级书记：每个社区一席，空缺的也在',
    opens: office('propose', { ...about, forum: 'joint-meeting', unit: demoStreet, order: standing }),
    steps: [office('admit', { text: '老旧小区产权怎么理' })],
    gives: {
      stage: 'hearing',
      context: { parties: [{ code: 'own' }, ...Array.from({ length: 5 }, () => ({ zh: '下级党组织书记' }))] },
    },
  },
  {
    rule: '社区书记在街道会议上说自己那一席',
    opens: office('propose', { ...about, forum: 'joint-meeting', unit: demoStreet, order: standing }),
    steps: [office('admit', { text: '产权怎么理' }), says(secretary, `below:${idOf(demoCommunity)}`)],
    gives: { context: { opinions: [{ by: personas.secretary.person }] } },
  },
  {
    rule: '不说别的社区那一席',
    opens: office('propose', { ...about, forum: 'joint-meeting', unit: demoStreet, order: standing }),
    steps: [office('admit', { text: '产权怎么理' }), says(secretary, `below:${idOf('522326004001')}`)],
    gives: { refused: 'invalid', why: /speaks-for-party/ },
  },
  {
    rule: '社区书记不主持街道的会议',
    opens: office('propose', { ...about, forum: 'joint-meeting', unit: demoStreet, order: standing }),
    steps: [secretary('admit', { text: '产权怎么理' })],
    gives: { refused: 'not-found' },
  },
  { rule: '没有人以系统名义列议题', opens: system('propose', about), gives: { refused: 'not-allowed' } },
]);

const at = (instant: string): void => street.clock.set(Date.parse(instant));
const send = async (id: OrderId, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) {
    if (!('who' in step) || step.who === 'system') throw new Error('a person sends it');
    const outcome = await street.as(step.who).send(id, step.type, step.input);
    expect(outcome.kind, `${step.type} ${outcome.kind === 'invalid' ? JSON.stringify(outcome.issues) : ''}`).toBe('applied');
  }
};
const contextAt = async (id: OrderId) => contextOf((await street.get(id)).snapshot);
const stageOf = async (id: OrderId): Promise<string> => (await street.get(id)).face.stage;

describe('tasks that become orders', () => {
  test('each reports back; when all are settled the topic waits to be told, and its linked order goes on', async () => {
    at('2026-04-07T09:00:00+08:00');
    const order = await shelved();
    expect(await stageOf(order)).toBe('working');
    expect((await street.get(order)).face.labels).toContain('shelved');
    const id = opened(await street.as('secretary').open('deliberation', 'propose', { ...about, order }));
    const dueOn = '2026-04-28T18:00:00+08:00';
    await send(id, [...heard, decide({ forOrder: 'resume', tasks: [task(firm, dueOn), task(demoGrid, dueOn)] })]);
    expect((await street.get(order)).face.labels).not.toContain('shelved');
    const [ours, grids] = (await contextAt(id)).tasks.map(({ child }) => child as OrderId);
    if (!ours || !grids) throw new Error('a task did not say so');
    expect(taskOf((await street.get(ours)).snapshot)).toMatchObject({ parent: id, text: null, unit: { id: idOf(firm) } });
    await street.as('property').send(ours, 'report', { status: 'blocked', text: '等漆' });
    expect((await contextAt(id)).tasks[0]).toMatchObject({ state: 'blocked' });
    await street.as('property').send(ours, 'finish', { text: '划好二十个' });
    await street.as('community').send(ours, 'check', { verdict: 'accepted' });
    expect(await stageOf(id)).toBe('carrying');
    await street.as('grid-worker').send(grids, 'finish');
    await street.as('community').send(grids, 'check', { verdict: 'accepted' });
    expect(await stageOf(id)).toBe('decided');
    await send(id, [secretary('feedback', { text: '线已划好，树留了一排' })]);
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
    expect(street.undelivered).toEqual([]);
  });
});

describe('the level above', () => {
  test('a topic taken up is one of the higher meeting, which says so when it has ended; that meeting can take it further', async () => {
    at('2026-05-06T09:00:00+08:00');
    const id = opened(await street.as('resident').open('deliberation', 'propose', about));
    await send(id, [...heard, secretary('decide', { verdict: 'raised', text: '涉及规划，提交街道' })]);
    expect(await stageOf(id)).toBe('raised');
    const { higher } = await contextAt(id);
    const above = higher?.child as OrderId;
    expect(await contextAt(above)).toMatchObject({
      forum: { code: 'joint-meeting' },
      holder: { id: idOf(demoStreet) },
      lower: id,
      text: null,
    });
    const voted = { how: 'minutes', on: '2026-05-08T15:00:00+08:00', people: 6 };
    await send(above, [office('admit', { text: '三栋前空地是否调整规划' })]);
    for (const { code } of (await contextAt(above)).parties) {
      await send(above, [code === 'own' ? says(office, 'own') : says(office, code, 'agree', { record: voted })]);
    }
    await send(above, [office('decide', { verdict: 'adopted', text: '同意调整' }), office('feedback', { text: '已报县里备案' })]);
    expect(await stageOf(id)).toBe('decided');
    expect((await contextAt(id)).higher).toEqual({ child: above, ended: true });
    await send(id, [secretary('feedback', { text: '街道同意' })]);
    expect(street.undelivered).toEqual([]);
  });

  test('above the last meeting there is none', async () => {
    at('2026-05-18T09:00:00+08:00');
    const id = opened(
      await street.as('leader').open('deliberation', 'propose', { ...about, forum: 'joint-meeting', unit: '522326' }),
    );
    const minutes = { how: 'minutes', on: '2026-05-18T15:00:00+08:00' };
    const leader = by('leader');
    await send(id, [leader('admit', { text: '全县老旧小区产权' })]);
    const { parties, quorum } = await contextAt(id);
    expect(parties).toHaveLength(17);
    for (const { code } of parties.slice(0, quorum))
      await send(id, [says(leader, code, 'agree', code === 'own' ? {} : { record: minutes })]);
    await send(id, [leader('closeHearing')]);
    expect(await street.as('leader').send(id, 'decide', { verdict: 'raised', text: '报市里' })).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['verdict'], message: expect.stringContaining('meeting-above') }],
    });
  });
});

describe('who reads what', () => {
  const access = async (id: OrderId, who: keyof typeof personas, kinds: readonly FieldKind[]) => {
    const reader = { ...street.actor(who), holds: street.directory.holdsOf(street.actor(who)) };
    const of = accessOf(reader, await street.get(id), street.clock.now());
    return kinds.map((kind) => of(kind));
  };

  test('the parties read the question, what was said and decided, and not the words of whoever asked; strangers nothing', async () => {
    at('2026-06-01T09:00:00+08:00');
    const id = opened(await street.as('resident').open('deliberation', 'propose', about));
    await send(id, [...heard, decide({ tasks: [task(demoGrid, '2026-06-28T18:00:00+08:00')] })]);
    const kinds = ['text', 'result', 'note'] as const;
    expect(await access(id, 'resident', kinds)).toEqual(['full', 'full', 'full']);
    expect(await access(id, 'secretary', kinds)).toEqual(['full', 'full', 'full']);
    expect(await access(id, 'property', kinds)).toEqual(['none', 'full', 'none']);
    // Who has a task of it reads what it is about.
    expect(await access(id, 'grid-worker', kinds)).toEqual(['none', 'full', 'none']);
    expect(await access(id, 'representative', kinds)).toEqual(['masked', 'full', 'masked']);
    expect(await access(id, 'resident-2', kinds)).toEqual(['none', 'none', 'none']);
  });

  test('no word of anybody stands in snapshot, journal or face', async () => {
    at('2026-06-08T09:00:00+08:00');
    const id = opened(await street.as('resident').open('deliberation', 'propose', about));
    await send(id, [...heard, decide({ tasks: [task(demoGrid, '2026-06-28T18:00:00+08:00')] })]);
    const child = (await contextAt(id)).tasks[0]?.child as OrderId;
    const stored = JSON.stringify([await street.get(id), await street.engine.journal(id), await street.get(child)]);
    for (const word of ['韦春梅', '停车', '绿化']) expect(stored).not.toContain(word);
  });
});

test('other parties, another number of them, and other limits are a row of the county with its validity, and no new chart', async () => {
  const from = Date.parse('2026-07-01T00:00:00+08:00');
  const to = Date.parse('2026-08-01T00:00:00+08:00');
  const [three] = defaultDeliberation.forums;
  const four: DeliberationPolicy = {
    ...defaultDeliberation,
    agenda: '1 wd',
    forums: [
      {
        ...three!,
        code: 'four-parties',
        zh: '四方议事',
        en: 'four parties',
        parties: [...three!.parties, { code: 'police', zh: '社区民警', en: 'community police', of: 'unit', speaks: [] }],
        quorum: 'all',
        passes: 'all',
      },
    ],
  };
  const decided = { tenant: '522326', path: 'u522326', document: '望议〔2026〕1号', validFrom: from, validTo: to };
  await putCountyRules(street.tables, [{ ...decided, id: newId(), kind: 'deliberation', key: '', value: four }]);
  await street.rules.refresh();
  const ask = (forum: string) => street.as('resident').open('deliberation', 'propose', { ...about, forum });

  at('2026-06-30T10:00:00+08:00');
  expect(await ask('four-parties')).toMatchObject({ kind: 'invalid' });
  const before = opened(await ask('three-parties'));

  at('2026-07-06T09:00:00+08:00');
  expect(await ask('three-parties')).toMatchObject({ kind: 'invalid' });
  const id = opened(await ask('four-parties'));
  expect((await contextAt(id)).clocks.agenda?.dueAt).toBe(Date.parse('2026-07-07T18:00:00+08:00'));
  await send(id, [admitted]);
  expect((await contextAt(id)).parties.map(({ code }) => code)).toEqual(['community', 'owners', 'property', 'police']);
  expect(await contextAt(id)).toMatchObject({ quorum: 4, passes: 4 });

  // Once the row has run out the default holds again; what was on the agenda keeps its parties.
  at('2026-08-03T09:00:00+08:00');
  expect(await ask('three-parties')).toMatchObject({ kind: 'applied' });
  await send(id, [says(secretary, 'police', 'agree', { record })]);
  expect((await contextAt(id)).parties).toHaveLength(4);
  // A topic whose forum is gone is put on the agenda by the policy in force then; the default knows its forum.
  await send(before, [admitted]);
  expect((await contextAt(before)).parties).toHaveLength(3);
});
