// 派与接: assignment, invitation, claims, declining, returns and designation. Numbers: domain research 2.4, 2.6, 3.1.
import { personas } from '@six-order/community/demo/personas';
import { contextOf } from '@six-order/workflows/six-order/face';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import {
  accepted,
  admitted,
  community,
  department,
  dispatched,
  hours,
  leader,
  member,
  member2,
  minutes,
  resident,
  scenarios,
  secretary,
  street as office,
  to,
  until,
  windowClerk,
  urgent,
  working,
} from './scenario.ts';

const street = await openStreet({ delivers: true });
const unit = (code: string): string => street.directory.unitByCode('522326', code)?.id ?? '';
const grid = unit(personas.member.unit);
const department1 = unit(personas.department.unit);
const pool = secretary('dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' });
const toDepartment = office('dispatch', { to: { kind: 'unit', id: department1 } });
const askReturn = member('askReturn', { ground: 'not-our-duty', catalogue: '0101', reason: '应由物业维修' });
const decline = member('decline', { reason: '家中有事' });

scenarios(street, '派单与接单时限', [
  {
    rule: '24 小时内派单，逾期发蓝卡',
    steps: [...admitted, until('2026-03-03T09:00:00+08:00')],
    gives: { handling: 'admitted', supervision: 'blue' },
  },
  { rule: '不到 24 小时没有卡', steps: [...admitted, until('2026-03-03T08:59:00+08:00')], gives: { supervision: 'clear' } },
  {
    rule: '无人派单转街道值班室',
    steps: [...admitted, until('2026-03-03T09:00:00+08:00')],
    gives: { told: ['order-handed-over'] },
  },
  { rule: '特急单 30 分钟内派单', category: '0203', steps: [...admitted, minutes(30)], gives: { supervision: 'blue' } },
  { rule: '紧急单 2 小时内派单', category: '0201', steps: [...admitted, hours(2)], gives: { supervision: 'blue' } },
  {
    rule: '紧急单 1 小时内接单',
    category: '0201',
    steps: [...dispatched, hours(1)],
    gives: { handling: 'dispatched', supervision: 'blue' },
  },
  {
    rule: '一般单 8 个工作时内接单',
    steps: [...dispatched, until('2026-03-03T09:59:00+08:00')],
    gives: { supervision: 'clear' },
  },
  { rule: '超过 8 个工作时发蓝卡', steps: [...dispatched, until('2026-03-03T10:00:00+08:00')], gives: { supervision: 'blue' } },
  {
    rule: '发卡后仍可接单',
    steps: [...dispatched, until('2026-03-03T10:00:00+08:00'), member('accept')],
    gives: { handling: 'accepted' },
  },
  { rule: '不是派给自己的看不到', steps: [...dispatched, member2('accept')], gives: { refused: 'not-found' } },
  {
    rule: '接单前可改派',
    steps: [...dispatched, secretary('dispatch', to('member-2')), member2('accept')],
    gives: { handling: 'accepted' },
  },
  { rule: '接单后不能改派', steps: [...accepted, secretary('dispatch', to('member-2'))], gives: { refused: 'not-allowed' } },
  { rule: '未受理不能派单', steps: [secretary('dispatch', to('member'))], gives: { refused: 'not-allowed' } },
]);

scenarios(street, '职责分离与目录', [
  {
    rule: '投诉不派给被反映的社区',
    category: '1101',
    steps: [office('admit'), office('dispatch', to('member'))],
    gives: { refused: 'invalid', why: /complaint is not given|unit-concerned/ },
  },
  {
    rule: '部门由街道派',
    category: '0101',
    steps: [...admitted, secretary('dispatch', { to: { kind: 'unit', id: department1 } })],
    gives: { refused: 'invalid', why: /departments-by-street/ },
  },
  {
    rule: '本单的点单人回避',
    by: 'grid-worker',
    place: { source: 'resident' },
    steps: [...admitted, secretary('dispatch', to('grid-worker'))],
    gives: { refused: 'invalid', why: /interested-person/ },
  },
  {
    rule: '未诉先办可以由发现人自己办',
    by: 'grid-worker',
    place: { source: 'patrol' },
    steps: [...admitted, secretary('dispatch', to('grid-worker'))],
    gives: { handling: 'dispatched' },
  },
  { rule: '居民不能接单', steps: [...admitted, secretary('dispatch', to('resident-2'))], gives: { refused: 'invalid' } },
  { rule: '居民不能派单', steps: [...admitted, resident('dispatch', to('member'))], gives: { refused: 'forbidden' } },
]);

scenarios(street, '邀请与谢绝', [
  {
    rule: '邀请可以谢绝',
    steps: [...admitted, secretary('dispatch', to('member', 'invite')), decline],
    gives: { handling: 'admitted' },
  },
  {
    rule: '谢绝邀请不计退单',
    steps: [...admitted, secretary('dispatch', to('member', 'invite')), decline],
    gives: { context: { returns: 0 } },
  },
  {
    rule: '退回指派计一次',
    steps: [...dispatched, decline],
    gives: { handling: 'admitted', context: { returns: 1 }, labels: ['returned'] },
  },
  {
    rule: '谢绝邀请不需理由',
    steps: [...admitted, secretary('dispatch', to('member', 'invite')), member('decline')],
    gives: { handling: 'admitted' },
  },
  {
    rule: '谢绝指派须写明理由',
    steps: [...dispatched, member('decline')],
    gives: { refused: 'invalid', why: /declines it says why.*assigned-gives-ground/ },
  },
  {
    rule: '谢绝邀请多少次都可再派',
    steps: [
      ...admitted,
      ...[1, 2, 3].flatMap(() => [secretary('dispatch', to('member', 'invite')), decline]),
      secretary('dispatch', to('member-2')),
    ],
    gives: { handling: 'dispatched' },
  },
]);

scenarios(street, '抢单', [
  { rule: '放入抢单池', steps: [...admitted, pool], gives: { handling: 'pooled', labels: ['pool'], told: ['order-pooled'] } },
  { rule: '抢到后半小时内确认', steps: [...admitted, pool, member('claim')], gives: { handling: 'claimed' } },
  { rule: '确认后即接单', steps: [...admitted, pool, member('claim'), member('accept')], gives: { handling: 'accepted' } },
  {
    rule: '抢单是独占的：别人不能再抢',
    steps: [...admitted, pool, member('claim'), member2('claim')],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '别人不能替抢单人确认',
    steps: [...admitted, pool, member('claim'), member2('accept')],
    gives: { refused: 'forbidden' },
  },
  { rule: '半小时未确认回到抢单池', steps: [...admitted, pool, member('claim'), minutes(30)], gives: { handling: 'pooled' } },
  { rule: '29 分钟还是抢单人的', steps: [...admitted, pool, member('claim'), minutes(29)], gives: { handling: 'claimed' } },
  {
    rule: '回池后别人可抢',
    steps: [...admitted, pool, member('claim'), minutes(30), member2('claim')],
    gives: { handling: 'claimed' },
  },
  {
    rule: '抢后反悔不计退单',
    steps: [...admitted, pool, member('claim'), decline],
    gives: { handling: 'pooled', context: { returns: 0 } },
  },
  { rule: '抢后反悔不需理由', steps: [...admitted, pool, member('claim'), member('decline')], gives: { handling: 'pooled' } },
  {
    rule: '抢单池也有接单时限',
    steps: [...admitted, pool, until('2026-03-03T10:00:00+08:00')],
    gives: { handling: 'pooled', supervision: 'blue' },
  },
  {
    rule: '没人抢可改为指派',
    steps: [...admitted, pool, secretary('dispatch', to('member'))],
    gives: { handling: 'dispatched' },
  },
  { rule: '没有放入池的不能抢', steps: [...dispatched, member('claim')], gives: { refused: 'not-allowed' } },
]);

const twice = [...dispatched, decline, secretary('dispatch', to('member')), decline];
scenarios(street, '退单与指定', [
  {
    rule: '退单须写明理由',
    steps: [...accepted, member('askReturn', { ground: 'not-our-duty' })],
    gives: { refused: 'invalid' },
  },
  {
    rule: '一般单 1 个工作日内可申请退单',
    steps: [...accepted, askReturn],
    gives: { handling: 'returning', labels: ['request:return'] },
  },
  { rule: '办理中也可申请', steps: [...working, askReturn], gives: { handling: 'returning' } },
  { rule: '未接单也可申请', steps: [...dispatched, askReturn], gives: { handling: 'returning' } },
  {
    rule: '过了 1 个工作日不能退',
    steps: [...working, until('2026-03-03T18:01:00+08:00'), askReturn],
    gives: { refused: 'not-allowed', why: /time to return it ended on 3 March/ },
  },
  {
    rule: '紧急单退单窗口 30 分钟',
    category: '0201',
    steps: [...accepted, minutes(31), askReturn],
    gives: { refused: 'not-allowed', why: /time to return/ },
  },
  {
    rule: '特急单先处置，不退单',
    steps: urgent([...accepted, askReturn]),
    gives: { refused: 'not-allowed', why: /act/ },
  },
  {
    rule: '派单人不能审自己的退单',
    steps: [...accepted, askReturn, secretary('decide', { granted: true })],
    gives: { refused: 'not-allowed', why: /level above/ },
  },
  {
    rule: '上一级同意，重新派单',
    steps: [...accepted, askReturn, community('decide', { granted: true })],
    gives: { handling: 'admitted', context: { returns: 1 } },
  },
  { rule: '街道也可审核', steps: [...accepted, askReturn, office('decide', { granted: true })], gives: { handling: 'admitted' } },
  {
    rule: '不同意则仍由其办理',
    steps: [...accepted, askReturn, community('decide', { granted: false, reason: '属本支部' })],
    gives: { handling: 'accepted' },
  },
  {
    rule: '未接单的不同意后回到待接',
    steps: [...dispatched, askReturn, community('decide', { granted: false })],
    gives: { handling: 'dispatched' },
  },
  {
    rule: '办理中的不同意后继续办',
    steps: [...working, askReturn, community('decide', { granted: false })],
    gives: { handling: 'working' },
  },
  {
    rule: '审核超过 1 个工作日发蓝卡',
    steps: [...accepted, askReturn, until('2026-03-03T18:00:00+08:00')],
    gives: { supervision: 'blue' },
  },
  {
    rule: '第二次不同意即为指定',
    steps: [
      ...accepted,
      askReturn,
      community('decide', { granted: false }),
      askReturn,
      community('decide', { granted: false }),
      askReturn,
    ],
    gives: { refused: 'not-allowed', why: /two returns already; the community designated the holder on 2 March/ },
  },
  {
    rule: '退两次后支部不能再派',
    steps: [...twice, secretary('dispatch', to('member'))],
    gives: { refused: 'not-allowed', why: /level above designates/ },
  },
  {
    rule: '退两次后由上一级指定',
    steps: [...twice, office('dispatch', to('member'))],
    gives: { handling: 'dispatched', context: { designated: { as: 'street' } } },
  },
  {
    rule: '指定后不能退回',
    steps: [...twice, office('dispatch', to('member')), decline],
    gives: { refused: 'not-allowed', why: /two returns already; the street designated the holder on 2 March/ },
  },
  {
    rule: '指定后不能申请退单',
    steps: [...twice, office('dispatch', to('member')), askReturn],
    gives: { refused: 'not-allowed', why: /designated/ },
  },
  {
    rule: '别人不能替承办人退单',
    steps: [...accepted, member2('askReturn', { ground: 'unclear', reason: '不清' })],
    gives: { refused: 'not-found' },
  },
]);

scenarios(street, '部门承办', [
  {
    rule: '街道派给部门',
    category: '0201',
    steps: [office('admit'), toDepartment, department('accept')],
    gives: { handling: 'accepted' },
  },
  {
    rule: '部门不能直接退回',
    category: '0201',
    steps: [office('admit'), toDepartment, department('decline', { reason: '不归我们' })],
    gives: { refused: 'not-allowed', why: /ask for a return/ },
  },
  {
    rule: '部门回退须申请，由上级审核',
    category: '0201',
    steps: [
      office('admit'),
      toDepartment,
      department('askReturn', { ground: 'not-our-duty', reason: '属供水公司' }),
      leader('decide', { granted: true }),
    ],
    gives: { handling: 'admitted' },
  },
  {
    rule: '街道派的退单，派单人自己不能审',
    category: '0201',
    steps: [
      office('admit'),
      toDepartment,
      department('askReturn', { ground: 'not-our-duty', reason: '属供水公司' }),
      office('decide', { granted: true }),
    ],
    gives: { refused: 'not-allowed', why: /another person at the level above/ },
  },
]);

scenarios(street, '代录', [
  {
    rule: '支部代录党员接单，有标记',
    steps: [...dispatched, secretary('record', { act: 'acceptance' })],
    gives: {
      handling: 'accepted',
      context: { handler: personas.member.person, recorded: [{ act: 'acceptance', by: personas.secretary.person }] },
    },
  },
  {
    rule: '代录联系',
    steps: [...accepted, secretary('record', { act: 'contact', note: '已电话' })],
    gives: { handling: 'working' },
  },
  {
    rule: '代录没打通：不算联系',
    steps: [...accepted, secretary('record', { act: 'contact', reached: false })],
    gives: {
      handling: 'accepted',
      context: { contactedAt: null, recorded: [{ act: 'contact', by: personas.secretary.person }] },
      told: ['order-unreached'],
    },
  },
  {
    rule: '代录办结',
    steps: [...working, secretary('record', { act: 'finish', result: '已换管' })],
    gives: { handling: 'finished', context: { handler: personas.member.person } },
  },
  {
    rule: '代录后仍由本人承办',
    steps: [...dispatched, secretary('record', { act: 'acceptance' }), member('contact')],
    gives: { handling: 'working' },
  },
  { rule: '承办人不给自己代录', steps: [...accepted, member('record', { act: 'contact' })], gives: { refused: 'forbidden' } },
  {
    rule: '窗口只代录自己点的单',
    steps: [...accepted, windowClerk('record', { act: 'contact' })],
    gives: { refused: 'not-found' },
  },
  {
    rule: '派给单位的不能代录接单',
    category: '0201',
    steps: [office('admit'), toDepartment, office('record', { act: 'acceptance' })],
    gives: { refused: 'not-allowed', why: /of a person/ },
  },
]);

test('what is given back at the end of a term is handed over: it is no return of the leaver’s', async () => {
  const giveBack = async (): Promise<number> => {
    const { id } = await street.place({ category: '0101' });
    await street.as('secretary').send(id, 'admit');
    await street.as('secretary').send(id, 'dispatch', to('member'));
    expect(await street.as('member').send(id, 'decline', { reason: '任期届满', handOver: true })).toMatchObject({
      kind: 'applied',
    });
    return contextOf((await street.get(id)).snapshot).returns;
  };
  const ends = async (at: Date | null) => {
    await street.db.query('update posts set valid_to = $1 where id = $2', [at, personas.member.post]);
    await street.directory.refresh();
  };
  // Nobody has said that it ends, or it ends long from now: it counts.
  expect(await giveBack()).toBe(1);
  await ends(new Date(street.clock.now() + 61 * 86_400_000));
  expect(await giveBack()).toBe(1);
  await ends(new Date(street.clock.now() + 60 * 86_400_000));
  expect(await giveBack()).toBe(0);
  await ends(null);
});
