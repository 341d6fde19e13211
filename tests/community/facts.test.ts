import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { openDirectory } from '@six-order/community/directory';
import { createFacts } from '@six-order/community/facts';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { clockOf } from '@six-order/community/deadlines/clock';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { ownCode } from '@six-order/community/units/unit';
import { endPost } from '@six-order/community/people/people-store';
import { OrderId, type Json } from '@six-order/engine';
import { expect, test } from 'vitest';
import { orderWith } from './faces.ts';
import { openCommunity } from './open-community.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');

async function openFacts() {
  const community = await openCommunity();
  await seedDemo(community);
  const directory = await openDirectory({ ...community, now: () => at });
  const read = createFacts({ directory, numbers: createNumbers(community.db) });
  const order = OrderId.parse(community.newId());
  const ask = (request: { readonly kind: string; readonly [key: string]: Json | undefined }, tenant = demoTenant) => ({
    ...request,
    at,
    tenant,
    order,
  });
  const one = async (...asked: Parameters<typeof ask>) => (await read([ask(...asked)]))[0];
  return { ...community, directory, read, ask, one };
}

test('a unit, by id and by code', async () => {
  const { directory, one } = await openFacts();
  const unit = directory.unitByCode(demoTenant, demoGrid)!;
  const street = directory.unitByCode(demoTenant, demoStreet)?.id;
  const value = { id: unit.id, code: demoGrid, kind: 'grid', path: 'u522326.u004.u002.u01', street };
  expect(await one({ kind: 'unit', ref: demoGrid, field: 'unit' })).toEqual({ value });
  expect(await one({ kind: 'unit', ref: unit.id, field: 'unit' })).toEqual({ value });
});

test('a category', async () => {
  const { one } = await openFacts();
  expect(await one({ kind: 'category', code: '0503', field: 'category' })).toEqual({
    value: { code: '0503', urgency: 'U2', sealed: true, flags: ['mediation', 'sealed'] },
  });
});

test('numbers, a new one for each', async () => {
  const { read, ask } = await openFacts();
  const answers = await read([ask({ kind: 'number' }), ask({ kind: 'number' }), ask({ kind: 'number' }, '522301')]);
  expect(answers).toEqual([
    { value: expect.stringMatching(/^20260302-000001-\d$/) },
    { value: expect.stringMatching(/^20260302-000002-\d$/) },
    { value: expect.stringMatching(/^20260302-000001-\d$/) },
  ]);
});

test('a clock is what the deadlines say; without an urgency it is the category’s', async () => {
  const { one } = await openFacts();
  const category = categoryByCode('0201')!;
  const path = 'u522326.u004.u002.u01';
  const asked = { kind: 'clock', clock: 'accept', category: '0201', path, from: at };
  expect(await one({ ...asked, urgency: 'U0', cap: at + 600_000 })).toEqual({
    value: clockOf({ clock: 'accept', category, urgency: 'U0', path, from: at, cap: at + 600_000 }),
  });
  expect(await one({ ...asked, cap: undefined, urgency: undefined })).toEqual({
    value: clockOf({ clock: 'accept', category, urgency: 'U1', path, from: at }),
  });
});

test('where an urgency has no such clock, null, or why not when it is needed', async () => {
  const { one } = await openFacts();
  const asked = { kind: 'clock', clock: 'returnWindow', category: '0203', path: '', from: at };
  expect(await one(asked)).toEqual({ value: null });
  expect(await one({ ...asked, required: true })).toEqual({
    issues: [
      {
        path: ['category'],
        message:
          '特急事项须先处置，不得退单。（规则 no-such-clock，依据：领域研究 2.4） / At U0 act first: an order cannot be returned. (rule no-such-clock; domain research 2.4)',
        rule: {
          name: 'no-such-clock',
          says: { zh: '特急事项须先处置，不得退单。', en: 'At U0 act first: an order cannot be returned.' },
          source: { zh: '领域研究 2.4', en: 'domain research 2.4' },
        },
      },
    ],
  });
});

test('a running clock is paused, resumed and extended; what a rule forbids is an issue at its field', async () => {
  const { one } = await openFacts();
  const asked = { kind: 'clock', clock: 'whole', category: '0101', path: '', from: at };
  const valueOf = async (request: Parameters<typeof one>[0]) => {
    const answer = await one(request);
    if (!answer || 'issues' in answer) throw new Error(JSON.stringify(answer));
    return answer.value as { [key: string]: Json };
  };
  const clock = await valueOf(asked);
  // Stored clocks carry more than the engine's.
  const change = { kind: 'clock-change', clock: { ...clock, finishedAt: null }, category: '0101', path: '' };
  const paused = await valueOf({ ...change, change: 'pause' });
  expect(paused['trace']).toMatchObject({ paused: { since: at }, changes: [{ kind: 'pause', at, reason: 'waiting' }] });
  expect((await valueOf({ ...change, clock: paused, change: 'resume' }))['dueAt']).toBe(clock['dueAt']);
  const longer = await valueOf({ ...change, change: 'extend', by: '2 wd' });
  expect(longer['dueAt']).toBe(Date.parse('2026-03-11T18:00:00+08:00'));
  expect(await valueOf({ ...change, clock: longer, change: 'recompute' })).toEqual(longer);
  expect(await valueOf({ ...asked, clock: 'pause', of: clock })).toMatchObject({ trace: { clock: 'pause' } });

  expect(await one({ ...change, change: 'resume', field: 'reason' })).toMatchObject({ issues: [{ path: ['reason'] }] });
  expect(await one({ ...change, change: 'extend', by: 'a while', field: 'by' })).toEqual({
    issues: [
      {
        path: ['by'],
        message: '请写数字加单位，例如 "3 wd" 或 "24 h" / write how much longer as a number and a unit, such as "3 wd" or "24 h"',
      },
    ],
  });
});

test('whom an order can be dispatched to', async () => {
  const { directory, one } = await openFacts();
  const [team] = directory.teamsWithin('u522326.u004.u002');
  const community = directory.unitByCode(demoTenant, demoCommunity)!;
  const person = personas.member.person;
  for (const [holder, id] of [
    ['person', person],
    ['unit', community.id],
    ['unit', team!.id],
    ['team', team!.id],
  ] as const) {
    expect(await one({ kind: 'holder', holder, id, field: 'to.id' })).toEqual({ value: { kind: holder, id } });
  }
});

test('what cannot be served is an issue at its field that does not repeat what was given', async () => {
  const { db, directory, read, ask, newId } = await openFacts();
  await endPost(db, { tenant: demoTenant, id: personas['member-2'].post }, at);
  await directory.refresh();
  const community = directory.unitByCode(demoTenant, demoCommunity)!;
  const secret = '韦春梅13800000000';
  const answers = await read([
    ask({ kind: 'unit', ref: secret, field: 'place.building' }),
    ask({ kind: 'unit', ref: demoGrid, field: 'unit' }, '522301'),
    ask({ kind: 'category', code: secret, field: 'category' }),
    ask({ kind: 'clock', clock: 'intake', category: secret, path: '', from: at }),
    ask({ kind: 'holder', holder: 'person', id: newId(), field: 'to.id' }),
    ask({ kind: 'holder', holder: 'person', id: personas.member.person, field: 'to.id' }, '522301'),
    ask({ kind: 'holder', holder: 'person', id: personas['member-2'].person, field: 'to.id' }),
    ask({ kind: 'holder', holder: 'unit', id: secret, field: 'to.id' }),
    ask({ kind: 'holder', holder: 'unit', id: demoCommunity, field: 'to.id' }),
    ask({ kind: 'holder', holder: 'team', id: community.id, field: 'to.id' }),
  ]);
  expect(answers.map((answer) => ('issues' in answer ? answer.issues[0] : answer))).toEqual([
    { path: ['place', 'building'], message: '本县没有这个 id 或编码的单元 / no unit of this county has this id or code' },
    { path: ['unit'], message: '本县没有这个 id 或编码的单元 / no unit of this county has this id or code' },
    { path: ['category'], message: '没有这个编码的类别 / no category has this code' },
    { path: ['category'], message: '没有这个编码的类别 / no category has this code' },
    { path: ['to', 'id'], message: '本县没有这个 id 的人 / no person of this county has this id' },
    { path: ['to', 'id'], message: '本县没有这个 id 的人 / no person of this county has this id' },
    { path: ['to', 'id'], message: '这个人现在没有任何岗位 / this person holds no post now' },
    { path: ['to', 'id'], message: '本县没有这个 id 或编码的单元 / no unit of this county has this id or code' },
    { path: ['to', 'id'], message: '本县没有这个 id 或编码的单元 / no unit of this county has this id or code' },
    { path: ['to', 'id'], message: '这个单元不是队伍 / this unit is not a team' },
  ]);
  expect(JSON.stringify(answers)).not.toContain(secret);
});

test('nothing is merged into an order of the first version', async () => {
  const { db, directory, ask } = await openFacts();
  const near = 'u522326.u004.u002.u01';
  const face = {
    path: near,
    stage: 'admitted',
    labels: [],
    people: [],
    number: '',
    dueAt: null,
    openedAt: at,
    closedAt: null,
    data: {},
  };
  const orderOf = () => Promise.resolve(orderWith(face));
  const read = createFacts({ directory, numbers: createNumbers(db), orderOf });
  expect(await read([ask({ kind: 'order', id: 'parent', near, field: 'parent' })])).toEqual([
    { issues: [{ path: ['parent'], message: '不能并入第一版的单 / nothing is merged into an order of the first version' }] },
  ]);
});

test('a kind that is not ours is a fault of the workflow', async () => {
  const { one } = await openFacts();
  await expect(one({ kind: 'weather' })).rejects.toThrow(/kind/);
});

test('the level above a unit, whatever hangs there: grid → community → street → county, and nothing above that', async () => {
  const { directory, one } = await openFacts();
  const above = async (code: string) => {
    const answer = await one({ kind: 'level-above', unit: directory.unitByCode(demoTenant, code)!.id });
    return answer && 'value' in answer ? (directory.unitById(answer.value as string)?.code ?? null) : answer;
  };
  // A building's own level is its grid.
  expect(await above(ownCode.building(demoGrid, 1))).toBe(demoCommunity);
  expect(await above(demoGrid)).toBe(demoCommunity);
  expect(await above(ownCode.team(demoCommunity, 1))).toBe(demoCommunity);
  expect(await above(demoCommunity)).toBe('522326004');
  expect(await above(ownCode.department('522326', 1))).toBe('522326');
  expect(await above('522326')).toBeNull();
});

test('numbers of a series count by themselves', async () => {
  const { read, ask } = await openFacts();
  const answers = await read([ask({ kind: 'number' }), ask({ kind: 'number', series: 'D' }), ask({ kind: 'number' })]);
  expect(answers).toEqual([
    { value: expect.stringMatching(/^20260302-000001-\d$/) },
    { value: expect.stringMatching(/^D20260302-000001-\d$/) },
    { value: expect.stringMatching(/^20260302-000002-\d$/) },
  ]);
});
