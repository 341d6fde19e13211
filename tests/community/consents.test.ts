import { personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
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
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

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

test('the notice in force is the last whose day has come, and says who processes, why, what, how long and which rights', () => {
  const notice = noticeAt(at);
  expect(noticeOf(notice.version)).toBe(notice);
  expect(noticeAt(0).version).toBe('2026-1');
  expect(noticeOf('1999-1')).toBeUndefined();
  const all = notice.sections.map(({ text }) => text.zh).join('\n');
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
  ])
    expect(all).toContain(word);
  for (const { title, text } of notice.sections)
    for (const words of [title, text]) expect(words.zh !== '' && words.en !== '').toBe(true);
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

  test('a new street begins with the processing that this system does by itself', async () => {
    const community = await openCommunity();
    await seedDemo(community);
    await seedDemo(community);
    expect(await readPrivacyRecords(community.db, demoTenant, 'processing')).toHaveLength(shippedProcessing.length);
  });
});
