// 不计入考核: found untrue, or stopped by force majeure: a reason, a second person, those concerned heard, contested once, and what the
// measures make of it. Domain research 5.5, X.
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { readMeasurables } from '@six-order/community/metrics/measure-store';
import { newId } from '@six-order/cli/new-id';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { demoTenant } from '@six-order/community/demo/seed';
import { putPosts } from '@six-order/community/people/people-store';
import type { OrderId } from '@six-order/engine';
import { orderMeasureOf } from '@six-order/workflows/measure';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import {
  bad,
  community,
  days,
  finished,
  good,
  member,
  resident,
  scenarios,
  secretary,
  street as office,
  supervisor,
  windowClerk,
  working,
  type Step,
} from './scenario.ts';

const street = await openStreet({ delivers: true });

const untrue = { ground: 'untrue', reason: '现场无积水，邻居和物业均证实' };
const proposed: readonly Step[] = [...finished, bad, member('proposeExclusion', untrue)];
const spoken: readonly Step[] = [...proposed, resident('speakOnExclusion', { text: '当时确实有水' })];
const out = (who: typeof supervisor, excluded = true): Step => who('decideExclusion', { excluded, reason: '已核实' });
const decided: readonly Step[] = [...spoken, out(supervisor)];
const contested: readonly Step[] = [...decided, resident('contestExclusion', { reason: '有照片' })];

scenarios(street, '不属实、不可抗力', [
  {
    rule: '提请后告知居民和承办人，仍在办',
    steps: proposed,
    gives: {
      handling: 'reworking',
      context: { exclusion: { ground: 'untrue', by: personas.member.person, heard: [personas.member.person] } },
      told: ['exclusion-proposed', 'exclusion-to-decide'],
    },
  },
  { rule: '须写理由', steps: [...finished, member('proposeExclusion', { ground: 'untrue' })], gives: { refused: 'invalid' } },
  {
    rule: '不可抗力须有县级文件',
    steps: [...working, secretary('proposeExclusion', { ground: 'force-majeure', reason: '暴雨' })],
    gives: { refused: 'not-allowed', why: /county’s document/ },
  },
  {
    rule: '不可抗力写明文号',
    steps: [
      ...working,
      secretary('proposeExclusion', { ground: 'force-majeure', document: '望府发〔2026〕9号', reason: '暴雨' }),
    ],
    gives: { context: { exclusion: { document: '望府发〔2026〕9号' } } },
  },
  ...['望府发〔2026〕9号 联系人张建国 13812345678', '附身份证 522326198001011234'].map((document) => ({
    rule: `文号里不写个人信息：${document}`,
    steps: [...working, secretary('proposeExclusion', { ground: 'force-majeure', document, reason: '暴雨' })],
    gives: { refused: 'invalid' as const },
  })),
  {
    rule: '居民自己不提请',
    steps: [...finished, resident('proposeExclusion', untrue)],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '未受理的不提请',
    steps: [supervisor('proposeExclusion', untrue)],
    gives: { refused: 'not-allowed', why: /not admitted/ },
  },
  {
    rule: '结束 30 天后不再提请',
    steps: [...finished, good, days(31), supervisor('proposeExclusion', untrue)],
    gives: { refused: 'not-allowed', why: /30 days/ },
  },
  {
    rule: '居民没有陈述，期限未到，不能认定',
    steps: [...proposed, out(supervisor)],
    gives: { refused: 'not-allowed', why: /have not both spoken and may do so until 5 March/ },
  },
  {
    rule: '陈述期满可以认定',
    steps: [...proposed, days(4), out(supervisor)],
    gives: { context: { exclusion: { excluded: true } } },
  },
  {
    rule: '双方都陈述了即可认定',
    steps: decided,
    gives: { context: { exclusion: { excluded: true } }, told: ['exclusion-decided'] },
  },
  {
    rule: '无关的人不陈述',
    steps: [...proposed, community('speakOnExclusion', { text: '…' })],
    gives: { refused: 'not-allowed', why: /speak about it/ },
  },
  {
    rule: '承办人不认定',
    steps: [...proposed, member('decideExclusion', { excluded: true, reason: '…' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '提请的人不认定',
    steps: [...finished, bad, supervisor('proposeExclusion', untrue), days(4), out(supervisor)],
    gives: { refused: 'not-allowed', why: /whoever proposed it does not decide/ },
  },
  {
    rule: '被反映的单位不认定',
    place: { unit: '522326004' },
    steps: [office('admit'), supervisor('proposeExclusion', untrue), days(4), out(office)],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '认定计入后，同样的理由不再提',
    steps: [...spoken, out(supervisor, false), secretary('proposeExclusion', untrue)],
    gives: { refused: 'not-allowed', why: /not again on the same ground/ },
  },
  {
    rule: '两样理由都不成立的，不再提',
    steps: [
      ...spoken,
      out(supervisor, false),
      secretary('proposeExclusion', { ground: 'force-majeure', document: '望府发〔2026〕9号', reason: '暴雨' }),
      days(4),
      out(supervisor, false),
      secretary('proposeExclusion', untrue),
    ],
    gives: { refused: 'not-allowed', why: /not again on the same ground/ },
  },
  {
    rule: '等待复核时不能以另一理由重提',
    steps: [
      ...spoken,
      out(supervisor, false),
      member('contestExclusion', { reason: '有视频' }),
      secretary('proposeExclusion', { ground: 'force-majeure', document: '望府发〔2026〕9号', reason: '暴雨' }),
    ],
    gives: { refused: 'not-allowed', why: /proposed before/ },
  },
  {
    rule: '代为登记的人陈述了，居民本人仍有满期可说',
    by: 'window',
    place: { source: 'proxy', consentHow: 'in-person' },
    steps: [
      ...working,
      member('proposeExclusion', untrue),
      windowClerk('speakOnExclusion', { text: '来人说有水' }),
      out(supervisor),
    ],
    gives: { refused: 'not-allowed', why: /have not both spoken/ },
  },
  {
    rule: '替有账号的居民登记的人陈述了，也不算居民本人陈述',
    by: 'window',
    place: { source: 'proxy', consentHow: 'in-person', onBehalfOf: personas.resident.person },
    steps: [
      ...working,
      member('proposeExclusion', untrue),
      windowClerk('speakOnExclusion', { text: '来人说有水' }),
      out(supervisor),
    ],
    gives: { refused: 'not-allowed', why: /have not both spoken/ },
  },
  {
    rule: '居民可申请复核一次',
    steps: contested,
    gives: { context: { exclusion: { contestedAt: expect.any(Number) } }, told: ['exclusion-contested'] },
  },
  {
    rule: '承办人不能对不计入的认定申请复核',
    steps: [...decided, member('contestExclusion', { reason: '…' })],
    gives: { refused: 'not-allowed', why: /against you to contest/ },
  },
  {
    rule: '认定计入的，承办人可申请复核',
    steps: [...spoken, out(supervisor, false), member('contestExclusion', { reason: '有视频' })],
    gives: { context: { exclusion: { excluded: false, contestedAt: expect.any(Number) } } },
  },
  {
    rule: '5 个工作日后不再复核',
    steps: [...decided, days(8), resident('contestExclusion', { reason: '…' })],
    gives: { refused: 'not-allowed', why: /time for it is over/ },
  },
  {
    rule: '认定的人不复核',
    steps: [...contested, out(supervisor, false)],
    gives: { refused: 'not-allowed', why: /whoever decided does not judge/ },
  },
  {
    rule: '复核由第三人，一次为限',
    steps: [...contested, out(office, false), resident('contestExclusion', { reason: '…' })],
    gives: { refused: 'not-allowed', why: /against you to contest/ },
  },
]);

const { unitById, post } = street.directory;
const places = {
  ofUnit: (id: string) => unitById(id),
  ofPost: (id: string) => {
    const of = post(id);
    return of && unitById(of.unit);
  },
};

test('nobody of the community that handles it, or that it lies in, decides, whomever it was dispatched to', async () => {
  const post = newId();
  const unit = street.directory.findUnit(demoTenant, demoCommunity)!.id;
  const { person } = personas.leader;
  const here = { id: post, tenant: demoTenant, person, role: 'leader' as const, unit, validFrom: 0, validTo: null };
  await putPosts(street.tables, [here]);
  await street.directory.refresh();
  const { id: order } = await street.place({ unit: demoGrid });
  for (const step of working) if ('who' in step) await street.as(step.who).send(order as OrderId, step.type, step.input);
  await street.as('member').send(order as OrderId, 'proposeExclusion', untrue);
  await street.as('resident').send(order as OrderId, 'speakOnExclusion', { text: '确实有水' });
  const actor = street.directory.actorOf(post)!;
  const input = { excluded: true, reason: '已核实' };
  expect((await street.engine.execute({ order: order as OrderId, type: 'decideExclusion', input, actor })).kind).toBe(
    'not-allowed',
  );
  expect((await street.as('leader').send(order as OrderId, 'decideExclusion', input)).kind).toBe('applied');
});

test('it leaves V when it is decided, comes back while that is contested, and stays out only by a third person’s word', async () => {
  const { id } = await street.place();
  const excluded = async () => {
    const [order] = await readMeasurables(street.tables, [id]);
    return order && orderMeasureOf(order, places, officialCalendar).excluded;
  };
  const all = async (steps: readonly Step[]) => {
    for (const step of steps) {
      if (!('who' in step)) throw new Error('no time passes here');
      expect(await street.as(step.who).send(id as OrderId, step.type, step.input)).toMatchObject({ kind: 'applied' });
    }
  };
  await all(spoken);
  expect(await excluded()).toBeNull();
  await all([out(supervisor)]);
  expect(await excluded()).toBe('untrue');
  await all([resident('contestExclusion', { reason: '有照片' })]);
  expect(await excluded()).toBeNull();
  await all([out(office)]);
  expect(await excluded()).toBe('untrue');
  // Whatever was decided, what was done falsely counts.
  await all([member('finish', { result: '已办' }), supervisor('declareFalse', { reason: '没有办' })]);
  expect(await excluded()).toBeNull();
  const steps = (await street.journal(id as OrderId)).filter((type: string) => type.includes('Exclusion'));
  expect(steps).toEqual(['proposeExclusion', 'speakOnExclusion', 'decideExclusion', 'contestExclusion', 'decideExclusion']);
});
