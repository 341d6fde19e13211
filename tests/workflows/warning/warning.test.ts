// Warnings (预警研判): raised by a rule, owned, assessed with a date, reviewed, raised again. Source: domain research 1, row 73.
import { newId } from '@six-order/cli/new-id';
import { demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { whyNotWarning } from '@six-order/workflows/warning/workflow';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { by, scenarios, system, type Command, type Matter } from '../matter.ts';
import { days, until } from '../scenarios/scenario.ts';

const street = await openStreet({ delivers: true });
const [community, secretary, gridWorker, office] = [by('community'), by('secretary'), by('grid-worker'), by('street')];
const [member, resident, supervisor] = [by('member'), by('resident'), by('supervisor')];
const idOf = (code: string): string => street.directory.unitByCode('522326', code)?.id ?? '';
const about = { category: '0502', unit: idOf(demoGrid), count: 3 };
const raise = (colour = 'blue'): Command => system('raise', { ...about, colour });
const matter: Matter = { workflow: 'warning', opens: raise(), whyNot: whyNotWarning };
const own = community('own', { person: personas['grid-worker'].person });
const assess = gridWorker('assess', { text: '约定安静时段', reviewOn: '2026-03-12T12:00:00+08:00' });
const assessed = [own, assess];

scenarios(street, '发出', matter, [
  {
    rule: '预警由社区研判',
    gives: {
      stage: 'raised',
      context: { holder: { id: idOf(personas.community.unit) } },
      labels: ['#risk', 'warning:blue'],
      told: ['raised'],
    },
  },
  { rule: '红色预警由街道研判', opens: raise('red'), gives: { context: { holder: { id: idOf(demoStreet) } } } },
  { rule: '人不能发出预警', opens: community('raise', { ...about, colour: 'blue' }), gives: { refused: 'forbidden' } },
  { rule: '两个工作日内研判，将到、到期都提醒', steps: [days(4)], gives: { stage: 'raised', told: ['pressing', 'due'] } },
]);

scenarios(street, '研判', matter, [
  {
    rule: '先定责任人',
    steps: [secretary('assess', assess.input)],
    gives: { refused: 'not-allowed', why: /has an owner before it is assessed/ },
  },
  { rule: '责任人须在岗', steps: [community('own', { person: newId() })], gives: { refused: 'invalid' } },
  { rule: '责任人收到通知', steps: [own], gives: { stage: 'raised', told: ['owned'] } },
  {
    rule: '有措施、有日期',
    steps: assessed,
    gives: { stage: 'watched', context: { measures: [{ reviewAt: Date.parse('2026-03-12T12:00:00+08:00') }] } },
  },
  {
    rule: '核查日不在过去',
    steps: [own, gridWorker('assess', { ...assess.input, reviewOn: '2026-03-01T12:00:00+08:00' })],
    gives: { refused: 'invalid', why: /still to come/ },
  },
  {
    rule: '核查日在九十天内',
    steps: [own, gridWorker('assess', { ...assess.input, reviewOn: '2026-08-01T12:00:00+08:00' })],
    gives: { refused: 'invalid', why: /within 90 days/ },
  },
  {
    rule: '到期提醒核查',
    steps: [...assessed, until('2026-03-12T12:01:00+08:00')],
    gives: { stage: 'watched', told: ['review'] },
  },
  { rule: '居民看不到预警', steps: [resident('own', own.input)], gives: { refused: 'not-found' } },
  { rule: '志愿者看不到预警', steps: [member('own', own.input)], gives: { refused: 'not-found' } },
  { rule: '监督员看得到，不研判', steps: [supervisor('assess', assess.input)], gives: { refused: 'forbidden' } },
]);

scenarios(street, '再次发生与解除', matter, [
  {
    rule: '再次发生的重新研判',
    steps: [...assessed, system('recur', { count: 4, colour: 'blue' })],
    gives: { stage: 'raised', context: { times: 2, count: 4 }, told: ['recurred'] },
  },
  { rule: '次数由系统计', steps: [community('recur', { count: 9, colour: 'red' })], gives: { refused: 'forbidden' } },
  {
    rule: '升为红色的转街道',
    steps: [...assessed, system('recur', { count: 9, colour: 'red' })],
    gives: { context: { holder: { id: idOf(demoStreet) } } },
  },
  {
    rule: '没有研判不能解除',
    steps: [community('close', { eased: true })],
    gives: { refused: 'not-allowed', why: /closed after it was assessed/ },
  },
  { rule: '解除', steps: [...assessed, community('close', { eased: true, text: '两周无新纠纷' })], gives: { stage: 'closed' } },
  { rule: '街道也可以解除', steps: [...assessed, office('close', { eased: false })], gives: { stage: 'closed' } },
  {
    rule: '解除后不再研判',
    steps: [...assessed, community('close', { eased: true }), assess],
    gives: { refused: 'not-allowed', why: /the order has ended/ },
  },
]);

test('closed, it leaves the risk list', async () => {
  const filter = { all: [{ label: '#risk' }] };
  const listed = async () => (await street.engine.find({ tenant: '522326', filter, sort: 'newest', limit: 200 })).orders;
  for (const { face } of await listed()) expect(face.closedAt).toBeNull();
  expect((await listed()).length).toBeGreaterThan(10);
});
