import { personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { openDirectory } from '@six-order/community/directory';
import { personKey, readPersonKey } from '@six-order/community/people/people-store';
import {
  minutesByKind,
  reportInLetter,
  Service,
  serviceCertificate,
  type ServiceRecord,
} from '@six-order/community/people/service';
import {
  endReportIn,
  putReportIn,
  putServiceRecord,
  readReportIns,
  readServiceRecords,
} from '@six-order/community/people/service-store';
import { readTags, setTags } from '@six-order/community/people/tag-store';
import { describe, expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const at = Date.parse('2026-03-02T09:00:00+08:00');
const { person } = personas.member;

async function open() {
  const community = await openCommunity();
  await seedDemo(community);
  const directory = await openDirectory({ ...community, now: () => at });
  const unit = directory.unitByCode(demoTenant, personas.community.unit)!.id;
  const key = personKey(community.keyring, (await readPersonKey(community.db, demoTenant, person))!);
  const record = (more: Partial<ServiceRecord> = {}): ServiceRecord => ({
    id: community.newId(),
    tenant: demoTenant,
    person,
    unit,
    day: '2026-03-01',
    kind: 'order',
    minutes: 90,
    order: null,
    confirmedBy: personas.secretary.person,
    at,
    materialCents: 0,
    materialAgreedAt: null,
    reverses: null,
    ...more,
  });
  return { ...community, unit, key, record };
}

describe('hours of service', () => {
  test('are added and taken back once, never changed', async () => {
    const { db, pool, record, newId } = await open();
    const first = record();
    const wrong = record({ day: '2026-02-28', minutes: 300, kind: 'visit' });
    const back = { ...wrong, minutes: -300, reverses: wrong.id };
    expect(await putServiceRecord(db, first)).toBe(true);
    expect(await putServiceRecord(db, first)).toBe(false);
    expect(await putServiceRecord(db, wrong)).toBe(true);
    expect(await putServiceRecord(db, { ...back, id: newId() })).toBe(true);
    expect(await putServiceRecord(db, { ...back, id: newId() })).toBe(false);
    const records = await readServiceRecords(db, { tenant: demoTenant, person });
    expect(records.map(({ day }) => day)).toEqual(['2026-02-28', '2026-02-28', '2026-03-01']);
    expect([...minutesByKind(records)]).toEqual([['order', 90]]);
    await expect(pool.query('update service_records set minutes = 1')).rejects.toThrow(/only ever added to/);
    await expect(pool.query('delete from service_records')).rejects.toThrow(/only ever added to/);
  });

  test('are confirmed by another person', async () => {
    const { db, record } = await open();
    await expect(putServiceRecord(db, record({ confirmedBy: person }))).rejects.toThrow(/check/);
  });

  test.each([
    [{}, true],
    [{ minutes: 0 }, false],
    [{ minutes: 1441 }, false],
    [{ day: '2026-02-30' }, false],
    [{ materialCents: 500 }, false],
    [{ materialAgreedAt: '2026-03-01T10:00:00+08:00' }, false],
    [{ materialCents: 500, materialAgreedAt: '2026-03-01T10:00:00+08:00' }, true],
    [{ materialCents: 500, materialAgreedAt: '2026-03-02T00:00:00+08:00' }, false],
  ])('with %j they are fit: %j', (more, fit) => {
    expect(Service.safeParse({ day: '2026-03-01', kind: 'visit', minutes: 60, ...more }).success).toBe(fit);
  });

  test('are certified free of charge, and told to one’s own unit without any ranking', () => {
    const records = [
      { day: '2026-02-28', kind: 'visit', minutes: 60 },
      { day: '2026-03-01', kind: 'order', minutes: 45 },
      { day: '2026-03-01', kind: 'order', minutes: 45 },
    ] as ServiceRecord[];
    const paper = { name: '李向前', community: '蟠桃园社区', day: '2026-03-02', records };
    expect(serviceCertificate(paper)).toBe(`志愿服务记录证明

李向前同志在蟠桃园社区参加志愿服务。
自 2026-02-28 至 2026-03-01，累计服务 2.5 小时：
  走访慰问：1 小时
  办理点单：1.5 小时

以上依据志愿服务记录如实出具，不收取费用。
出具单位：蟠桃园社区（盖章）
出具日期：2026-03-02
`);
    const letter = reportInLetter({ ...paper, employer: '县水务局', reportedOn: '2026-01-05' });
    expect(letter).toContain('县水务局党组织：\n  贵单位李向前同志于 2026-01-05 到蟠桃园社区报到。');
    expect(letter).toContain('不作排名和考核结论');
    expect(serviceCertificate({ ...paper, records: [] })).toContain('目前没有服务记录。');
  });
});

test('a member reports in to a community once at a time; the employer is sealed', async () => {
  const { db, pool, key, unit, newId } = await open();
  const report = { id: newId(), tenant: demoTenant, person, unit, employer: '望谟县水务局', reportedAt: at, endedAt: null };
  expect(await putReportIn(db, key, report)).toBe(true);
  expect(await putReportIn(db, key, { ...report, id: newId() })).toBe(false);
  expect(await readReportIns(db, key, demoTenant, person)).toEqual([report]);
  const { rows } = await pool.query<{ employer: Buffer }>('select employer from report_ins');
  expect(rows[0]!.employer.includes('水务局')).toBe(false);
  expect(await endReportIn(db, { ...report, person: personas['member-2'].person }, at + 1)).toBe(false);
  expect(await endReportIn(db, report, at + 1)).toBe(true);
  expect(await putReportIn(db, key, { ...report, id: newId(), employer: null, reportedAt: at + 2 })).toBe(true);
});

test('a person says of himself what group he is of, and takes it back without a trace', async () => {
  const { db, pool, key, newId } = await open();
  const whose = { tenant: demoTenant, person };
  const set = (...tags: Parameters<typeof setTags>[3]['tags']) => setTags(db, key, whose, { tags, at, newId });
  await set('youth', 'new-employment');
  await set('new-employment', 'elder');
  expect((await readTags(db, key, whose)).toSorted()).toEqual(['elder', 'new-employment']);
  const { rows } = await pool.query<Record<string, unknown>>('select * from person_tags');
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain('elder');
  await set();
  expect((await pool.query('select * from person_tags')).rows).toEqual([]);
});
