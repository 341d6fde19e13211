// The mechanisms beside the six orders that the programme names (domain research 1), each by the number of its row; and the second
// version of each by data: a row of the county with its validity changes plans, ladders, parties and intervals, and no chart.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import type { RuleKind, RuleValue } from '@six-order/community/county-rules/kinds';
import { defaultDeliberation } from '@six-order/community/deliberation/policy';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { colourOf, defaultMediation } from '@six-order/community/mediation/policy';
import { defaultTasks } from '@six-order/community/tasks/policy';
import { ownCode } from '@six-order/community/units/unit';
import { defaultVisits, visitPurposes } from '@six-order/community/visits/policy';
import type { OrderId } from '@six-order/engine';
import { contextOf as deliberationOf } from '@six-order/workflows/deliberation/face';
import { channels } from '@six-order/workflows/mediation/context';
import { contextOf as mediationOf } from '@six-order/workflows/mediation/face';
import { contextOf as taskOf } from '@six-order/workflows/task/face';
import { contextOf as visitOf } from '@six-order/workflows/visit/face';
import { expect, test } from 'vitest';
import { DAY, openStreet, toMember } from '../harness/street.ts';
import { opened } from './recorder.ts';

const street = await openStreet({ delivers: true });
type Act = readonly [PersonaName, string, object?];
const at = async (instant: string): Promise<void> => {
  await street.db.query('delete from timers');
  street.clock.set(Date.parse(instant));
};
const open = async (who: PersonaName, workflow: string, type: string, input: object): Promise<OrderId> =>
  opened(await street.as(who).open(workflow, type, input as Record<string, unknown>));
async function send(id: OrderId, ...steps: readonly Act[]): Promise<void> {
  for (const [who, type, input = {}] of steps) {
    const outcome = await street.as(who).send(id, type, input as Record<string, unknown>);
    expect(outcome.kind, `${type} by ${who} ${outcome.kind === 'invalid' ? JSON.stringify(outcome.issues) : ''}`).toBe('applied');
  }
}
const get = async (id: OrderId) => street.get(id);
const stageOf = async (id: OrderId): Promise<string> => (await get(id)).face.stage;
const idOf = (code: string): string => street.directory.unitByCode('522326', code)?.id ?? '';

const dispute = { category: '0502', unit: demoGrid, text: '楼上半夜拖桌椅' };
const parties = { a: { persons: [personas.resident.person] }, b: { persons: [personas['resident-2'].person] } };
const disputed = (more: object = {}): Promise<OrderId> => open('resident', 'mediation', 'open', { ...dispute, parties, ...more });
const topic = { forum: 'three-parties', unit: demoGrid, text: '空地怎么用' };
const agreed: readonly Act[] = [
  ['secretary', 'admit', { text: '停车还是绿化' }],
  ['secretary', 'speak', { party: 'community', stance: 'agree' }],
  ['representative', 'speak', { party: 'owners', stance: 'agree' }],
  ['property', 'speak', { party: 'property', stance: 'disagree' }],
];
const finished: readonly Act[] = [
  ['secretary', 'admit'],
  ['secretary', 'dispatch', toMember],
  ['member', 'accept'],
  ['member', 'contact'],
  ['member', 'finish', { result: '已办' }],
];

test('row 7, 群众评单: solved or not, one to five stars, a word; a bad one sends the order round again, silence is no praise', async () => {
  await at('2026-03-02T09:00:00+08:00');
  const good = (await street.place({})).id;
  await send(good, ...finished, ['resident', 'evaluate', { solved: 'yes', stars: 5, comment: '谢谢' }]);
  const bad = (await street.place({})).id;
  await send(bad, ...finished, ['resident', 'evaluate', { solved: 'no', stars: 1, comment: '没修好' }]);
  const silent = (await street.place({})).id;
  await send(silent, ...finished);
  expect([await stageOf(good), await stageOf(bad), await stageOf(silent)]).toEqual(['evaluated', 'working', 'finished']);
  await street.until(street.clock.now() + 20 * DAY);
  expect(await stageOf(silent)).toBe('unanswered');
});

test('row 10, 联席会议: shelved orders come before it, the lower secretaries are in it, what it decides is written back', async () => {
  await at('2026-04-07T09:00:00+08:00');
  const { id: order } = await street.place({});
  const target = new Date(street.clock.now() + 60 * DAY).toISOString();
  await send(
    order,
    ...finished.slice(0, 4),
    ['member', 'askShelving', { reason: '产权不清', measure: '等产权单位', target }],
    ['street', 'decide', { granted: true }],
  );
  const id = await open('street', 'deliberation', 'propose', { ...topic, forum: 'joint-meeting', unit: demoStreet, order });
  await send(id, ['street', 'admit', { text: '产权怎么理' }]);
  const below = deliberationOf((await get(id)).snapshot).parties.filter(({ unit }) => unit !== null);
  const communities = street.directory
    .unitsWithin(street.directory.unitByCode('522326', demoStreet)?.path ?? '')
    .filter(({ kind }) => kind === 'community');
  expect(new Set(below.map(({ unit }) => unit))).toEqual(new Set(communities.map((one) => one.id)));
  expect(below).toHaveLength(communities.length);
  expect(below.find(({ unit }) => unit === idOf(demoCommunity))?.persons).toEqual([personas.secretary.person]);
  const record = { how: 'minutes', on: '2026-04-07T15:00:00+08:00' };
  for (const { code } of below) await send(id, ['street', 'speak', { party: code, stance: 'agree', record }]);
  await send(id, ['street', 'speak', { party: 'own', stance: 'agree' }]);
  expect((await get(order)).face.labels).toContain('shelved');
  await send(id, ['street', 'decide', { verdict: 'adopted', text: '街道出面协调', forOrder: 'resume' }]);
  expect((await get(order)).face.labels).not.toContain('shelved');
  expect((await get(id)).face.labels).toContain(`order:${order}`);
});

test('row 37, 三方共议: topic, opinions, decision, tasks that are orders and report back', async () => {
  await at('2026-04-13T09:00:00+08:00');
  const id = await open('resident', 'deliberation', 'propose', topic);
  const tasks = [{ unit: demoGrid, dueOn: '2026-04-28T18:00:00+08:00' }];
  await send(id, ...agreed, ['secretary', 'decide', { verdict: 'adopted', text: '停车', tasks }]);
  const child = deliberationOf((await get(id)).snapshot).tasks[0]?.child as OrderId;
  expect(taskOf((await get(child)).snapshot)).toMatchObject({ parent: id, unit: { id: idOf(demoGrid) } });
  await send(child, ['grid-worker', 'finish'], ['community', 'check', { verdict: 'accepted' }]);
  await send(id, ['secretary', 'feedback', { text: '已划线' }]);
  expect([await stageOf(child), await stageOf(id)]).toEqual(['settled', 'closed']);
});

test('rows 53 and 73, 风险防范与排查预警: kinds of dispute at places come up blue, yellow, red; nobody is in the list', async () => {
  await at('2026-05-06T09:00:00+08:00');
  expect([2, 3, 5, 6, 9, 30].map((count) => colourOf(defaultMediation, count))).toEqual([
    null,
    'blue',
    'blue',
    'yellow',
    'red',
    'red',
  ]);
  const place = ownCode.grid(demoCommunity, 2);
  for (let n = 0; n < 3; n += 1) await disputed({ unit: place, category: '0504' });
  const reader = { ...street.actor('community'), holds: street.directory.holdsOf(street.actor('community')) };
  const { filter, sort } = deskOf('risks', reader, momentOf(officialCalendar, street.clock.now()));
  const { orders } = await street.engine.find({ tenant: '522326', filter, sort, limit: 10 });
  const risk = orders.find(({ face }) => face.labels.includes(`risk:0504@${idOf(place)}`));
  expect(risk?.workflow).toBe('warning');
  const held = JSON.stringify([risk, await street.engine.journal(risk?.id as OrderId)]);
  for (const { person } of [personas.resident, personas['resident-2']]) expect(held).not.toContain(person);
});

test('rows 71 and 75, 枫桥经验: settled where it arose, by people who are no party; else up, rung by rung, then told of the law', async () => {
  await at('2026-05-18T09:00:00+08:00');
  const settled = await disputed();
  const signed = { a: 'signed', b: 'fingerprint' };
  await send(
    settled,
    ['grid-worker', 'take'],
    ['grid-worker', 'agree', { form: 'written', text: '十点后安静', signed }],
    ['community', 'followUp', { kept: 'yes' }],
  );
  expect(await stageOf(settled)).toBe('settled');
  expect(mediationOf((await get(settled)).snapshot).climbs).toEqual([]);
  const unsettled = await disputed({ category: '0504' });
  const rungs: string[] = [];
  for (let n = 0; n < 60 && (await stageOf(unsettled)) === 'waiting'; n += 1) {
    const { zh } = mediationOf((await get(unsettled)).snapshot).standing;
    if (rungs.at(-1) !== zh) rungs.push(zh);
    await street.until(street.clock.now() + DAY / 2);
  }
  expect(rungs).toEqual(['网格', '社区人民调解委员会', '街道综治中心（司法所）', '街道']);
  expect(mediationOf((await get(unsettled)).snapshot).told).toEqual(['arbitration', 'litigation']);
});

test('row 72, 多元化解: every channel of the regulation can be told of', async () => {
  await at('2026-06-15T09:00:00+08:00');
  expect([...channels].toSorted()).toEqual(
    ['reconciliation', 'mediation', 'notary', 'arbitration', 'ruling', 'reconsideration', 'litigation'].toSorted(),
  );
  const id = await disputed();
  await send(id, ['grid-worker', 'take'], ['grid-worker', 'refer', { channels: [...channels] }]);
  expect(mediationOf((await get(id)).snapshot).told).toEqual([...channels]);
});

test('row 76, 包联走访: planned by place and post, recorded with one choice, orders born of it linked; nobody is its target', async () => {
  await at('2026-06-22T09:00:00+08:00');
  const group = ownCode.householdGroup(demoGrid, 1);
  const on = '2026-06-24T10:00:00+08:00';
  const id = await open('secretary', 'visit', 'plan', { unit: group, visitor: personas['grid-worker'].person, on });
  await send(id, ['grid-worker', 'record', { outcome: 'met' }]);
  const born = (await street.place({ unit: demoGrid, source: 'visit' }, 'grid-worker')).id;
  await send(id, ['grid-worker', 'link', { order: born }]);
  expect(visitOf((await get(id)).snapshot)).toMatchObject({ unit: { id: idOf(group) }, orders: [born] });
  expect(visitPurposes.toSorted()).toEqual(['invited', 'policy', 'round', 'season']);
  expect((await get(id)).face.people.toSorted()).toEqual([personas['grid-worker'].person, personas.secretary.person].toSorted());
});

test('row 77, 综治中心: the street’s centre has the third rung in hand', async () => {
  const [, , third] = defaultMediation.ladder;
  expect(third).toMatchObject({ at: 'street', zh: '街道综治中心（司法所）', limit: '2 wd' });
  await at('2026-06-29T09:00:00+08:00');
  const id = await disputed({ unit: demoStreet });
  expect(mediationOf((await get(id)).snapshot)).toMatchObject({
    standing: { zh: '街道综治中心（司法所）' },
    holder: { id: idOf(demoStreet) },
  });
});

interface Version<K extends RuleKind> {
  readonly kind: K;
  readonly value: RuleValue<K>;
  /** What comes of opening one now, as the policy has it. */
  readonly look: () => Promise<unknown>;
  readonly before: unknown;
  readonly within: unknown;
}
const version = <K extends RuleKind>(one: Version<K>): Version<RuleKind> => one as unknown as Version<RuleKind>;
const days = (from: number, to: number | undefined): number => Math.round(((to ?? 0) - from) / DAY);
const [, committee] = defaultMediation.ladder;

test.each([
  version({
    kind: 'mediation',
    value: { ...defaultMediation, ladder: [committee!] },
    look: async () => mediationOf((await get(await disputed({ category: '0502' }))).snapshot).standing,
    before: { rung: 0, last: false, zh: '网格', en: 'the grid' },
    within: { rung: 0, last: true, zh: '社区人民调解委员会', en: 'the community’s people’s mediation committee' },
  }),
  version({
    kind: 'visits',
    value: { ...defaultVisits, every: '7 d' },
    async look() {
      const visitor = personas['grid-worker'].person;
      const id = await open('secretary', 'visit', 'plan', { unit: demoGrid, visitor, repeats: true });
      return days(street.clock.now(), visitOf((await get(id)).snapshot).clocks.day?.dueAt);
    },
    before: 30,
    within: 7,
  }),
  version({
    kind: 'tasks',
    value: { ...defaultTasks, reportEvery: '2 d' },
    async look() {
      const dueOn = new Date(street.clock.now() + 20 * DAY).toISOString();
      const id = await open('street', 'task', 'assign', { unit: demoStreet, to: [demoCommunity], dueOn, text: '排查' });
      return days(street.clock.now(), taskOf((await get(id)).snapshot).clocks.report?.dueAt);
    },
    before: 7,
    within: 2,
  }),
  version({
    kind: 'deliberation',
    value: {
      ...defaultDeliberation,
      forums: defaultDeliberation.forums.map((forum) => ({ ...forum, parties: forum.parties.slice(0, 2) })),
    },
    async look() {
      const id = await open('resident', 'deliberation', 'propose', topic);
      await send(id, ['secretary', 'admit', { text: '怎么用' }]);
      return deliberationOf((await get(id)).snapshot).parties.map(({ code }) => code);
    },
    before: ['community', 'owners', 'property'],
    within: ['community', 'owners'],
  }),
])('$kind: its second version is a row of the county, from the day it begins until it has run out', async (one) => {
  const { kind, value, look, before, within } = one;
  const row = { tenant: '522326', path: 'u522326', document: '望规〔2026〕2号', id: newId(), kind, key: '', value };
  const [from, to] = ['2026-08-03T00:00:00+08:00', '2026-08-17T00:00:00+08:00'].map((day) => Date.parse(day));
  await putCountyRules(street.tables, [{ ...row, validFrom: from, validTo: to } as never]);
  await street.rules.refresh();
  await at('2026-07-27T09:00:00+08:00');
  expect(await look()).toEqual(before);
  await at('2026-08-03T09:00:00+08:00');
  expect(await look()).toEqual(within);
  await at('2026-08-17T09:00:00+08:00');
  expect(await look()).toEqual(before);
});
