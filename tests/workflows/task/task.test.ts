// Tasks (重大任务督办): down by level, reports and checks up by level, no form asked twice. Source: domain research 1, rows 8, 9, 50.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { defaultTasks } from '@six-order/community/tasks/policy';
import type { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/task/face';
import { whyNotTask } from '@six-order/workflows/task/workflow';
import { describe, expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { by, scenarios, type Matter } from '../matter.ts';
import { opened } from '../recorder.ts';
import { days, until } from '../scenarios/scenario.ts';

const street = await openStreet({ delivers: true });
const [office, community, leader, gridWorker] = [by('street'), by('community'), by('leader'), by('grid-worker')];
const [resident, supervisor, member, secretary] = [by('resident'), by('supervisor'), by('member'), by('secretary')];
const idOf = (code: string): string => street.directory.unitByCode('522326', code)?.id ?? '';
const other = '522326004001';
const about = { unit: demoStreet, to: [demoCommunity, other], dueOn: '2026-03-20T18:00:00+08:00', text: '汛前排查' };
const give = (more: Record<string, unknown> = {}) => office('assign', { ...about, ...more });
const matter: Matter = { workflow: 'task', opens: give(), whyNot: whyNotTask };
const excused = [demoCommunity, other].map((code) => office('excuse', { unit: idOf(code), text: '已由专班办理' }));

scenarios(street, '交办', matter, [
  {
    rule: '街道交给社区，各成一单',
    gives: {
      stage: 'gathering',
      context: { parts: [{ unit: idOf(demoCommunity), state: 'assigned' }, { unit: idOf(other) }] },
      told: ['assigned'],
    },
  },
  { rule: '写明交给哪些单位', opens: give({ to: [] }), gives: { refused: 'invalid', why: /name the units/ } },
  { rule: '只交给下级', opens: give({ unit: demoCommunity, to: [other] }), gives: { refused: 'invalid', why: /task-downward/ } },
  {
    rule: '不向上交办',
    opens: give({ unit: demoCommunity, to: [demoStreet] }),
    gives: { refused: 'invalid', why: /task-downward/ },
  },
  { rule: '同一单位只交一次', opens: give({ to: [other, other] }), gives: { refused: 'invalid', why: /task-downward/ } },
  { rule: '没有这个单位', opens: give({ to: ['110101001'] }), gives: { refused: 'invalid', why: /no unit of this county/ } },
  { rule: '只要求填清单内的表', opens: give({ form: 'my-own-form' }), gives: { refused: 'invalid', why: /known-form/ } },
  {
    rule: '日期须在今后',
    opens: give({ dueOn: '2026-03-01T18:00:00+08:00' }),
    gives: { refused: 'invalid', why: /still to come/ },
  },
  {
    rule: '日期不过一年',
    opens: give({ dueOn: '2027-06-01T18:00:00+08:00' }),
    gives: { refused: 'invalid', why: /within 366 days/ },
  },
  { rule: '居民不交办', opens: resident('assign', about), gives: { refused: 'forbidden' } },
  { rule: '网格员不交办', opens: gridWorker('assign', about), gives: { refused: 'forbidden' } },
  { rule: '包保领导可以交办', opens: leader('assign', about), gives: { stage: 'gathering' } },
]);

scenarios(street, '督办与销号', matter, [
  { rule: '到期报告进展', steps: [until('2026-03-09T18:01:00+08:00')], gives: { told: ['reportDue'] } },
  { rule: '时限过半、将到、到期、逾期都提醒', steps: [days(30)], gives: { told: ['half', 'pressing', 'due', 'over'] } },
  { rule: '上级、监督员可以督办', steps: [supervisor('urge')], gives: { told: ['urged'] } },
  { rule: '旁人看不到', steps: [resident('urge')], gives: { refused: 'not-found' } },
  { rule: '志愿者不办任务', steps: [member('finish')], gives: { refused: 'not-found' } },
  {
    rule: '下级未销号，不能办结',
    steps: [office('finish')],
    gives: { refused: 'not-allowed', why: /all its parts are settled/ },
  },
  { rule: '免除须写理由', steps: [office('excuse', { unit: idOf(other) })], gives: { refused: 'invalid' } },
  {
    rule: '只免除尚未销号的下级',
    steps: [...excused, office('excuse', { unit: idOf(other), text: '再免' })],
    gives: { refused: 'not-allowed', why: /not over can be excused/ },
  },
  {
    rule: '全部免除或销号后可以办结，并提醒上级核查',
    steps: [...excused, office('finish')],
    gives: { stage: 'finished', told: ['toCheck'], context: { checkers: [personas.leader.person] } },
  },
  {
    rule: '报告完成后催核查的人，不再催办事的单位',
    steps: [...excused, office('finish'), days(30)],
    gives: { stage: 'finished', told: ['checkWaits'], untold: ['half', 'pressing', 'due', 'over'] },
  },
  {
    rule: '本级不核查自己',
    steps: [...excused, office('finish'), office('check', { verdict: 'accepted' })],
    gives: { refused: 'invalid', why: /checked-from-above/ },
  },
  {
    rule: '上一级核查销号',
    steps: [...excused, office('finish'), leader('check', { verdict: 'accepted' })],
    gives: { stage: 'settled', told: ['settled'] },
  },
  {
    rule: '核查退回，继续办',
    steps: [...excused, office('finish'), leader('check', { verdict: 'returned', text: '缺低洼楼栋' })],
    gives: { stage: 'gathering', told: ['returned'] },
  },
  {
    rule: '已分解的不再分解',
    steps: [office('passOn', { to: [demoCommunity] })],
    gives: { refused: 'not-allowed', why: /not possible while/ },
  },
  { rule: '交办人可以取消', steps: [office('cancel')], gives: { stage: 'cancelled', told: ['cancelled'] } },
  { rule: '社区不取消街道的任务', steps: [community('cancel')], gives: { refused: 'forbidden' } },
  {
    rule: '取消后不再报告',
    steps: [office('cancel'), office('report', { status: 'on-track' })],
    gives: { refused: 'not-allowed', why: /has ended/ },
  },
  { rule: '支部书记看得到本社区参与的任务，不办结街道的单', steps: [secretary('finish')], gives: { refused: 'forbidden' } },
]);

const childrenOf = async (parent: OrderId): Promise<Record<string, OrderId>> =>
  Object.fromEntries(
    contextOf((await street.get(parent)).snapshot).parts.flatMap(({ unit, child }) => (child ? [[unit, child as OrderId]] : [])),
  );
const stage = async (id: OrderId): Promise<string> => (await street.get(id)).face.stage;
const form = { form: 'hazard-check' };

describe('down and up', () => {
  test('each part is a task of its own that reports up; what is below is counted above; a cancelled one takes its parts along', async () => {
    street.clock.set(Date.parse('2026-05-04T09:00:00+08:00'));
    const root = opened(await street.as('street').open('task', 'assign', { ...about, dueOn: '2026-05-29T18:00:00+08:00' }));
    const ours = (await childrenOf(root))[idOf(demoCommunity)] as OrderId;
    await street.as('community').send(ours, 'passOn', { to: [demoGrid] });
    const grid = (await childrenOf(ours))[idOf(demoGrid)] as OrderId;
    expect(contextOf((await street.get(grid)).snapshot)).toMatchObject({ parent: ours, parts: [] });
    await street.as('grid-worker').send(grid, 'report', { status: 'blocked', text: '钥匙在物业' });
    expect(contextOf((await street.get(ours)).snapshot).parts).toMatchObject([{ state: 'blocked' }]);
    await street.as('grid-worker').send(grid, 'finish');
    expect(await street.as('secretary').send(grid, 'check', { verdict: 'accepted' })).toMatchObject({ kind: 'forbidden' });
    await street.as('community').send(grid, 'check', { verdict: 'accepted' });
    expect([await stage(grid), contextOf((await street.get(ours)).snapshot).parts[0]?.state]).toEqual(['settled', 'settled']);
    await street.as('street').send(root, 'cancel');
    expect([await stage(root), await stage(ours), await stage(grid)]).toEqual(['cancelled', 'cancelled', 'settled']);
    expect(street.undelivered).toEqual([]);
  });

  test('a form that a unit was asked for of late is not asked of it again, by nobody; it is later, or after it was taken back', async () => {
    street.clock.set(Date.parse('2026-06-01T09:00:00+08:00'));
    const ask = (more: object = {}) =>
      street.as('street').open('task', 'assign', { ...about, ...form, dueOn: '2026-06-30T18:00:00+08:00', ...more });
    const first = opened(await ask());
    const asked = { kind: 'invalid', issues: [{ path: ['to', 0], message: expect.stringContaining('asked-once') }] };
    expect(await ask()).toMatchObject(asked);
    expect(await ask({ form: 'facility-check' })).toMatchObject({ kind: 'applied' });
    expect(
      await street.as('leader').open('task', 'assign', { ...about, ...form, dueOn: '2026-06-30T18:00:00+08:00' }),
    ).toMatchObject(asked);
    await street.as('street').send(first, 'cancel');
    expect(await ask()).toMatchObject({ kind: 'applied' });
  });

  test('which forms there are, and how often is reported, is a row of the county and no new chart', async () => {
    const decided = { tenant: '522326', path: 'u522326', document: '望减负〔2026〕1号', validFrom: 0, validTo: null };
    const forms = [{ code: 'flood-check', zh: '汛情表', en: 'flood' }];
    await putCountyRules(street.tables, [
      { ...decided, id: newId(), kind: 'tasks', key: '', value: { ...defaultTasks, reportEvery: '1 wd', forms } },
    ]);
    await street.rules.refresh();
    street.clock.set(Date.parse('2026-07-06T09:00:00+08:00'));
    const more = { ...about, dueOn: '2026-07-30T18:00:00+08:00' };
    expect(await street.as('street').open('task', 'assign', { ...more, ...form })).toMatchObject({ kind: 'invalid' });
    const id = opened(await street.as('street').open('task', 'assign', { ...more, form: 'flood-check' }));
    expect(contextOf((await street.get(id)).snapshot).clocks.report?.dueAt).toBe(Date.parse('2026-07-07T18:00:00+08:00'));
  });
});

test('a task’s text is sealed; a part carries none and names the task that it came from', async () => {
  street.clock.set(Date.parse('2026-08-03T09:00:00+08:00'));
  const text = '王守正带队查三栋';
  const id = opened(
    await street.as('street').open('task', 'assign', { ...about, to: [other], text, dueOn: '2026-08-30T18:00:00+08:00' }),
  );
  const [child] = Object.values(await childrenOf(id));
  const stored = JSON.stringify([await street.get(id), await street.engine.journal(id), await street.get(child as OrderId)]);
  expect(stored).not.toContain('王守正');
  expect(contextOf((await street.get(child as OrderId)).snapshot)).toMatchObject({ text: null, parent: id });
});
