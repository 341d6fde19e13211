import { categories } from '@six-order/community/catalogue/catalogue';
import { personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { Role } from '@six-order/community/people/role';
import { consentsNow, unfitConsent, type Consent } from '@six-order/community/privacy/consent';
import { putConsent, readConsents } from '@six-order/community/privacy/consent-store';
import { noticeAt, noticeOf } from '@six-order/community/privacy/notice';
import { consentPurposeNames, type ConsentPurpose } from '@six-order/community/privacy/purposes';
import { shippedProcessing, standingRecords, type PrivacyRecord } from '@six-order/community/privacy/record';
import {
  listForBreach,
  noteNotified,
  putPrivacyRecord,
  readBreachList,
  readPrivacyRecords,
} from '@six-order/community/privacy/record-store';
import { retentionRules } from '@six-order/community/privacy/retention/rule';
import { intakeCommands } from '@six-order/workflows/six-order/v2/commands/intake';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const { place: placeCommand } = intakeCommands;
const at = Date.parse('2026-03-02T09:00:00+08:00');
const { person } = personas.resident;
const consent = (more: Partial<Consent>): Consent => ({
  id: 'a',
  tenant: demoTenant,
  person,
  purpose: 'red-list',
  given: true,
  notice: '2026-1',
  at,
  how: 'self',
  enteredBy: person,
  guardian: null,
  ...more,
});

describe('what is agreed to', () => {
  test('is nothing where nothing was said, and the last word otherwise, in whatever order it is read', () => {
    expect(Object.values(consentsNow([]))).toEqual(consentPurposeNames.map(() => null));
    const said = fc.array(
      fc.record({
        purpose: fc.constantFrom<ConsentPurpose>('red-list', 'outside-provider'),
        given: fc.boolean(),
        at: fc.nat(20),
      }),
    );
    fc.assert(
      fc.property(said, (rows) => {
        const all = rows.map((row, index) => consent({ ...row, id: String(index).padStart(4, '0') }));
        for (const purpose of ['red-list', 'outside-provider'] as const) {
          const own = all.filter((one) => one.purpose === purpose);
          const latest = Math.max(...own.map(({ at }) => at));
          const last = own.findLast(({ at }) => at === latest) ?? null;
          expect(consentsNow(all.toReversed())[purpose]).toBe(last);
        }
      }),
    );
  });

  test('for a child under 14 is the guardian’s word, for all else one’s own; taking back is never refused', () => {
    const other = personas.relative.person;
    expect(unfitConsent(consent({ purpose: 'child-details' }))).toMatch(/guardian consents/);
    expect(unfitConsent(consent({ purpose: 'child-details', guardian: other }))).toBeNull();
    expect(unfitConsent(consent({ purpose: 'child-details', guardian: person, how: 'signature' }))).toMatch(/another person/);
    // Of himself: as the guardian of the children in his own orders.
    expect(unfitConsent(consent({ purpose: 'child-details', guardian: person }))).toBeNull();
    expect(unfitConsent(consent({ guardian: other }))).toMatch(/himself/);
    for (const purpose of consentPurposeNames) {
      expect(unfitConsent(consent({ purpose, given: false }))).toBeNull();
      expect(unfitConsent(consent({ purpose, given: false, guardian: other }))).toBeNull();
    }
  });

  test('is kept word by word, with the notice that was read, and never changed', async () => {
    const community = await openCommunity();
    await seedDemo(community);
    const { db, pool, newId } = community;
    const words = [true, false, true].map((given, index) => consent({ id: newId(), given, at: at + index }));
    for (const word of words) await putConsent(db, word);
    expect(await readConsents(db, demoTenant, person)).toEqual(words);
    await expect(pool.query('update consents set given = true')).rejects.toThrow(/only ever added to/);
    await expect(pool.query('delete from consents')).rejects.toThrow(/only ever added to/);
    await expect(putConsent(db, consent({ id: newId(), how: 'voice' }))).rejects.toThrow(/check/);
  });
});

describe('the notice', () => {
  const latest = noticeAt(Date.parse('2027-01-01T00:00:00+08:00'));
  const all = latest.sections.map(({ text }) => text.zh).join('\n');

  test('in force is the last whose day has come; a consent’s stays to be read', () => {
    expect(noticeAt(0).version).toBe('2026-1');
    expect(noticeAt(Date.parse('2026-11-26T23:59:59+08:00')).version).toBe('2026-1');
    expect(noticeAt(Date.parse('2026-11-27T00:00:00+08:00')).version).toBe('2026-2');
    for (const { version } of [noticeAt(0), latest]) expect(noticeOf(version)?.version).toBe(version);
    expect(noticeOf('1999-1')).toBeUndefined();
  });

  test('says who processes, why, what, how long and which rights, in both languages', () => {
    for (const word of [
      '街道办事处',
      '居民委员会',
      '共同',
      '十二个月',
      '三十日',
      '十五个工作日',
      '撤回同意与给予同意一样方便',
      '监护人',
      '中国境内',
      '12388',
    ])
      expect(all).toContain(word);
    for (const { title, text } of latest.sections)
      for (const words of [title, text]) expect(words.zh !== '' && words.en !== '').toBe(true);
  });

  test('asks for what placing asks for: a contact is nowhere required', () => {
    const place = { category: '0101', text: '屋顶漏水', unit: '522326004200' };
    expect(placeCommand.input.safeParse(place).success).toBe(true);
    for (const required of Object.keys(place)) {
      expect(placeCommand.input.safeParse({ ...place, [required]: undefined }).success).toBe(false);
    }
    expect(all).toContain('必填的只有事项内容、类别和所在位置');
  });

  test('names every kind that is sealed', () => {
    const named: Readonly<Record<string, string>> = {
      '0503': '婚姻家庭矛盾',
      '0506': '家暴和侵害未成年人线索',
      '0701': '救助',
      '0702': '医保养老',
      '0703': '残疾人服务',
      '0704': '突发困难',
      '0801': '独居高龄老人',
      '0803': '老人儿童走失',
      '0804': '留守儿童',
      '0805': '健康心理',
      '1101': '对工作人员的投诉',
      '1102': '违纪违法线索',
      '1202': '物资与转移需求',
    };
    expect(categories.filter(({ sealed }) => sealed).map(({ code }) => code)).toEqual(Object.keys(named).toSorted());
    for (const word of Object.values(named)) expect(all).toContain(word);
  });

  test('says of each role that reads an order what it reads of it', () => {
    const sections = latest.sections.filter(({ title }) => title.zh.startsWith('谁能看到')).map(({ text }) => text.zh);
    expect(sections).toHaveLength(2);
    const words: Partial<Record<Role, string>> = {
      relative: '替您点单的人',
      'household-head': '联户长',
      'grid-worker': '承办人',
      'opinion-aide': '替您点单的人',
      window: '窗口',
      secretary: '支部书记',
      member: '承办人',
      'team-lead': '承办人',
      property: '承办人',
      facility: '承办人',
      community: '社区',
      street: '街道',
      department: '县级部门',
      supervisor: '督办人',
      discipline: '纪检监察',
      representative: '居民代表',
      leader: '包保领导',
      publisher: '晒单员',
    };
    // Whoever is not in the list reads no order of a resident, or is the resident.
    const without = Role.options.filter((role) => words[role] === undefined);
    expect(without).toEqual(['resident', 'admin', 'dpo', 'archives']);
    for (const word of Object.values(words)) expect(sections[1]).toContain(word);
  });
});

describe('the processor’s records', () => {
  const record = (id: string, more: Partial<PrivacyRecord> = {}): PrivacyRecord => ({
    id,
    tenant: demoTenant,
    kind: 'breach',
    at,
    enteredBy: personas.dpo.person,
    supersedes: null,
    body: { cause: '窗口误发给李四 13812345678', discoveredAt: '2026-03-02T01:00:00Z' },
    ...more,
  });

  test('are superseded, never changed; their texts are masked', async () => {
    const { db, pool, newId } = await openCommunity();
    const [first, second, third] = [newId(), newId(), newId()];
    expect(await putPrivacyRecord(db, record(first))).toBe(true);
    expect(await putPrivacyRecord(db, record(second, { supersedes: first, at: at + 1 }))).toBe(true);
    expect(await putPrivacyRecord(db, record(third, { supersedes: first }))).toBe(false);
    const kept = await readPrivacyRecords(db, demoTenant, 'breach');
    expect(standingRecords(kept).map(({ id }) => id)).toEqual([second]);
    expect(kept[0]?.body['discoveredAt']).toBe('2026-03-02T01:00:00Z');
    expect(JSON.stringify((await pool.query('select * from privacy_records')).rows)).not.toContain('13812345678');
    await expect(pool.query('delete from privacy_records')).rejects.toThrow(/only ever added to/);
  });

  test('a breach’s list knows who was told and when, once', async () => {
    const { db, newId } = await openCommunity();
    const id = newId();
    await putPrivacyRecord(db, record(id));
    const people = [personas.resident.person, personas['resident-2'].person].toSorted();
    expect(await listForBreach(db, { tenant: demoTenant, breach: id, people, at })).toBe(2);
    expect(await listForBreach(db, { tenant: demoTenant, breach: id, people, at: at + 1 })).toBe(0);
    const told = { tenant: demoTenant, breach: id, people: people.slice(0, 1), how: 'telephone' };
    expect(await noteNotified(db, { ...told, at: at + 5 })).toBe(1);
    expect(await noteNotified(db, { ...told, at: at + 9 })).toBe(0);
    expect(await readBreachList(db, demoTenant, id)).toEqual([
      { person: people[0], listedAt: at, notifiedAt: at + 5, how: 'telephone' },
      { person: people[1], listedAt: at, notifiedAt: null, how: null },
    ]);
  });

  test('keep names no longer than the plan of retention does', () => {
    const posts = shippedProcessing.find(({ name }) => name === '岗位和人员');
    expect(posts?.retention).toContain(`姓名在最后一个岗位（居住）结束满 ${retentionRules.name.months} 个月后删除`);
    expect(posts?.retention).toContain(`${(retentionRules.absences.months ?? 0) / 12} 年`);
    const emergency = shippedProcessing.find(({ name }) => name === '应急处置');
    expect(emergency?.retention).toContain(`满 ${retentionRules.emergency.days} 日`);
  });

  test('a new street begins with the processing that this system does by itself', async () => {
    const community = await openCommunity();
    await seedDemo(community);
    await seedDemo(community);
    expect(await readPrivacyRecords(community.db, demoTenant, 'processing')).toHaveLength(shippedProcessing.length);
  });
});
