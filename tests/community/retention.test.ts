// Retention: how long things are kept, and that nothing goes without a plan and two signatures.
import { newId } from '@six-order/cli/new-id';
import {
  planRetention,
  retain,
  retentionRuns,
  signRetention,
  countDue,
} from '@six-order/community/privacy/retention/retention-store';
import { dueAt, rulesDue, type EndedOrder } from '@six-order/community/privacy/retention/rule';
import { searchCopiesOf } from '@six-order/community/privacy/search-copy-store';
import { putAttachment } from '@six-order/community/attachments/attachment-store';
import { personas } from '@six-order/community/demo/personas';
import { putAbsences } from '@six-order/community/people/absence-store';
import { putExport } from '@six-order/community/exports/export-store';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { ERASED_NAME } from '@six-order/community/privacy/erasure-store';
import { openAccessLog } from '@six-order/community/privacy/access-log-store';
import type { OrderId } from '@six-order/engine';
import { describe, expect, test } from 'vitest';
import { DAY, openStreet } from '../harness/street.ts';

const at = (text: string) => Date.parse(text);

describe('how long', () => {
  const closed = { closedAt: at('2026-03-31T10:00:00+08:00'), sealed: false };

  test.each([
    ['personal', closed, '2027-03-31T10:00:00+08:00'],
    ['personal', { ...closed, sealed: true }, '2026-09-30T10:00:00+08:00'],
    ['copy', closed, '2029-03-31T10:00:00+08:00'],
    ['copy', { ...closed, sealed: true }, '2029-03-31T10:00:00+08:00'],
    ['emergency', closed, '2026-04-30T10:00:00+08:00'],
  ] as const)('%s of %o until %s', (rule, order, until) => {
    expect(new Date(dueAt(rule, order)).toISOString()).toBe(new Date(until).toISOString());
  });

  const whole: EndedOrder = { ...closed, emergency: false, personal: true, copy: true, photos: false };
  test.each([
    [whole, '2027-03-31T09:59:59+08:00', []],
    [whole, '2027-03-31T10:00:00+08:00', ['personal']],
    [whole, '2029-03-31T10:00:00+08:00', ['personal', 'copy']],
    [{ ...whole, personal: false }, '2028-01-01T00:00:00+08:00', []],
    [{ ...whole, personal: false, copy: false }, '2036-01-01T00:00:00+08:00', []],
    [{ ...whole, emergency: true }, '2026-05-01T00:00:00+08:00', ['emergency']],
    [{ ...whole, photos: true }, '2026-09-30T10:00:00+08:00', ['photos']],
    [{ ...whole, photos: true }, '2026-09-30T09:59:59+08:00', []],
    // With the text they go anyhow.
    [{ ...whole, photos: true, sealed: true }, '2026-09-30T10:00:00+08:00', ['personal']],
    [{ ...whole, photos: true, emergency: true }, '2026-05-01T00:00:00+08:00', ['emergency']],
  ] as const)('%o at %s: %o', (order, now, rules) => {
    expect(rulesDue(order, at(now))).toEqual(rules);
  });
});

const street = await openStreet();
const { tables: db, engine } = street;
const tenant = '522326';
const dpo = newId();
const archivist = newId();

/** Places an order and withdraws it: it has ended. */
async function ended(text: string): Promise<OrderId> {
  const { id } = await street.place({ text });
  const outcome = await street.as('resident').send(id, 'withdraw', {});
  expect(outcome.kind).toBe('applied');
  await street.until(street.clock.now() + 30 * DAY);
  const { rowCount } = await street.db.query('select from orders where id = $1 and closed_at is not null', [id]);
  expect(rowCount).toBe(1);
  return id;
}

const textOf = async (id: OrderId): Promise<unknown> => {
  const { text } = (await street.get(id)).snapshot.context as { text: { sealed: string } };
  return (await engine.unseal(id, [text.sealed]))[text.sealed];
};

test('planned, signed by two, done, reported; an order that is taken up again is left alone', async () => {
  const recorded: unknown[] = [];
  const retaining = { db, engine, keyring: street.keyring, record: async (erasure: unknown) => void recorded.push(erasure) };
  const everything = async (): Promise<number> => {
    let done = 0;
    for (let count = await retain(retaining, street.clock.now()); count > 0; count = await retain(retaining, street.clock.now()))
      done += count;
    return done;
  };
  const old = await ended('张大爷家漏水，电话13812345678');
  const again = await ended('路灯坏了');
  street.clock.advance(370 * DAY);
  const young = await ended('井盖松了');
  const open = await street.place();
  street.clock.advance(20 * DAY);
  const now = street.clock.now();

  expect(await countDue(db, tenant, now)).toBe(2);
  const draft = newId();
  await planRetention(db, tenant, draft, now);
  const run = newId();
  // A plan that nobody has signed gives way to a newer one.
  expect(await planRetention(db, tenant, run, now)).toMatchObject({
    id: run,
    signed: { dpo: null, archives: null },
    counts: [{ rule: 'personal', planned: 2, done: 0, kept: 0 }],
  });
  expect((await retentionRuns(db, tenant)).map(({ id }) => id)).toEqual([run]);

  const sign = (signer: 'dpo' | 'archives', person: string, which = run) =>
    signRetention(db, { tenant, run: which, signer, person, at: now });
  expect(await everything()).toBe(0);
  expect(await sign('dpo', dpo, draft)).toBe('gone');
  expect(await sign('dpo', dpo)).toBe('ok');
  expect(await planRetention(db, tenant, newId(), now)).toBeNull();
  expect(await everything()).toBe(0);
  expect(await sign('archives', dpo)).toBe('same');
  expect(await sign('dpo', archivist)).toBe('signed');
  expect(await textOf(old)).toContain('张大爷');
  expect(await sign('archives', archivist)).toBe('ok');

  await street.db.query('update orders set closed_at = null where id = $1', [again]);
  expect(await everything()).toBe(2);
  expect(await textOf(old)).toBeNull();
  for (const id of [again, young, open.id]) expect(await textOf(id)).not.toBeNull();
  expect(await engine.verify(old)).toBe(true);
  // Only the redacted text stays, and only for its own time.
  const copy = await searchCopiesOf({ db, engine }, [await street.get(old)]);
  expect(copy.get(old)).toBe('*大爷家漏水，电话138****5678');
  expect(recorded).toEqual([{ order: old, at: now, remains: 'copy' }]);
  expect(await retentionRuns(db, tenant)).toMatchObject([
    { id: run, endedAt: now, counts: [{ rule: 'personal', planned: 2, done: 1, kept: 1 }] },
  ]);
  expect(await everything()).toBe(0);

  street.clock.advance(730 * DAY);
  const later = newId();
  await planRetention(db, tenant, later, street.clock.now());
  for (const [signer, person] of [
    ['dpo', dpo],
    ['archives', archivist],
  ] as const)
    expect(await sign(signer, person, later)).toBe('ok');
  await everything();
  expect(recorded).toContainEqual({ order: old, at: street.clock.now(), remains: 'nothing' });
  expect((await searchCopiesOf({ db, engine }, [await street.get(old)])).size).toBe(0);
});

test('photographs and recordings go after six months, a paper with the text', async () => {
  const street = await openStreet({ delivers: true });
  const { tables: db, engine, keyring } = street;
  const { person } = personas.resident;
  const put = async (type: 'image/webp' | 'audio/ogg' | 'application/pdf'): Promise<string> => {
    const id = newId();
    await putAttachment({ db, keyring }, { id, tenant, person, type, bytes: Buffer.from(type), at: street.clock.now() });
    return id;
  };
  const attachments = [await put('image/webp'), await put('audio/ogg'), await put('application/pdf')];
  const { id } = await street.place({ attachments });
  expect((await street.as('resident').send(id, 'withdraw', {})).kind).toBe('applied');
  const kinds = async (): Promise<unknown[]> =>
    (await street.db.query('select kind from attachments where order_id = $1 order by kind', [id])).rows.map(({ kind }) => kind);
  expect(await kinds()).toEqual(['paper', 'photo', 'voice']);

  const recorded: unknown[] = [];
  const run = async (): Promise<unknown> => {
    const plan = newId();
    await planRetention(db, tenant, plan, street.clock.now());
    for (const [signer, by] of [
      ['dpo', dpo],
      ['archives', archivist],
    ] as const)
      await signRetention(db, { tenant, run: plan, signer, person: by, at: street.clock.now() });
    const record = async (erasure: unknown) => void recorded.push(erasure);
    while ((await retain({ db, engine, keyring, record }, street.clock.now())) > 0);
    return (await retentionRuns(db, tenant))[0]?.counts;
  };
  await street.until(street.clock.now() + 180 * DAY);
  expect(await run()).toEqual([]);
  street.clock.advance(10 * DAY);
  expect(await run()).toEqual([{ rule: 'photos', planned: 1, done: 1, kept: 0 }]);
  expect(await kinds()).toEqual(['paper']);
  expect(recorded).toEqual([{ order: id, at: street.clock.now(), remains: 'text' }]);
  street.clock.advance(370 * DAY);
  expect(await run()).toEqual([{ rule: 'personal', planned: 1, done: 1, kept: 0 }]);
  expect(await kinds()).toEqual([]);
});

test('a name goes when its person has long left; old readings and changes go by rows, and by no other way', async () => {
  const street = await openStreet();
  const { tables: db, engine, keyring, db: pool } = street;
  const unit = street.directory.unitByCode(tenant, personas.member.unit)?.id as string;
  const begun = street.clock.now();
  const person = async (name: string, validTo: number | null): Promise<string> => {
    const id = newId();
    await putPeople(db, [sealPerson(keyring, { tenant, id, name })]);
    await putPosts(db, [{ id: newId(), tenant, person: id, role: 'member', unit, validFrom: begun - DAY, validTo }]);
    return id;
  };
  const left = await person('金丝雀离', begun + DAY);
  const stays = await person('金丝雀留', null);
  const back = await person('金丝雀回', begun + DAY);
  const owner = await person('金丝雀主', begun + DAY);
  const { id: order } = await street.place();
  await pool.query('insert into holders (holder, order_id) values ($1, $2)', [owner, order]);
  const accessLog = openAccessLog({ db, keyring, newId });
  const reading = { tenant, person: stays, post: null, order, field: 'text', how: 'full', reason: null } as const;
  await accessLog.write([{ ...reading, id: newId(), at: begun }]);
  await pool.query(
    `insert into reference_changes (tenant, id, at, subject, subject_id, change, reason) values ($1, $2, $3, 'post', $4, 'ended', '到期')`,
    [tenant, newId(), new Date(begun), left],
  );
  await accessLog.write([{ ...reading, id: newId(), at: begun + 500 * DAY }]);
  const taken = { tenant, person: stays, post: newId(), format: 'csv', desk: 'all', unit: null, from: null, to: null } as const;
  const progress = { state: 'waiting', rows: 0, startedAt: null, endedAt: null, fetched: 0 } as const;
  for (const askedAt of [begun, begun + 500 * DAY])
    await putExport(db, { ...taken, id: newId(), withText: false, reason: '月报', askedAt, progress });
  const away = { tenant, person: stays, startsAt: begun, enteredBy: stays };
  await putAbsences(db, [
    { ...away, id: newId(), endsAt: begun + DAY / 2 },
    { ...away, id: newId(), endsAt: begun + 500 * DAY },
  ]);

  for (const at of [begun, begun + 500 * DAY])
    await pool.query(
      `insert into sealed_openings (tenant, id, order_id, person, post, reason, asked_at, decided_by, decided_at, grounds)
        values ($1, $2, $3, $4, $5, '核对', $6, $7, $6, '无须查阅')`,
      [tenant, newId(), order, stays, newId(), new Date(at), dpo],
    );
  for (const at of [begun, begun + 500 * DAY])
    await pool.query(
      `insert into set_asides (effect, order_id, tenant, type, at, by, why) values ($1, $2, $3, 'notify', $4, '张工', '已当面告知')`,
      [newId(), order, tenant, new Date(at)],
    );

  street.clock.set(begun + 3 * 366 * DAY);
  const plan = newId();
  const planned = await planRetention(db, tenant, plan, street.clock.now());
  expect(planned?.counts.filter(({ rule }) => rule !== 'personal')).toEqual([
    { rule: 'absences', planned: 1, done: 0, kept: 0 },
    { rule: 'asides', planned: 1, done: 0, kept: 0 },
    { rule: 'changes', planned: 1, done: 0, kept: 0 },
    { rule: 'exports', planned: 1, done: 0, kept: 0 },
    { rule: 'name', planned: 2, done: 0, kept: 0 },
    { rule: 'openings', planned: 1, done: 0, kept: 0 },
    { rule: 'readings', planned: 1, done: 0, kept: 0 },
  ]);
  // Before both have signed the database itself refuses; after it too, whatever else is asked.
  const forget = (rule: string) => pool.query('select forget_rows($1, $2, $3)', [tenant, plan, rule]);
  await expect(forget('readings')).rejects.toThrow(/signed/);
  for (const table of ['access_log', 'set_asides'])
    await expect(pool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
  await expect(pool.query('delete from reference_changes')).rejects.toThrow(/only ever added to/);
  const sign = (signer: 'dpo' | 'archives', by: string) => signRetention(db, { tenant, run: plan, signer, person: by, at: 1 });
  await sign('dpo', dpo);
  await sign('archives', archivist);
  await expect(forget('consents; drop table orders')).rejects.toThrow(/no rule/);

  await putPosts(db, [{ id: newId(), tenant, person: back, role: 'member', unit, validFrom: begun + 900 * DAY, validTo: null }]);
  const recorded: unknown[] = [];
  const retaining = { db, engine, keyring, record: async (erasure: unknown) => void recorded.push(erasure) };
  while ((await retain(retaining, street.clock.now())) > 0);
  expect((await retentionRuns(db, tenant))[0]?.counts.filter(({ rule }) => rule !== 'personal')).toEqual([
    { rule: 'absences', planned: 1, done: 1, kept: 0 },
    { rule: 'asides', planned: 1, done: 1, kept: 0 },
    { rule: 'changes', planned: 1, done: 1, kept: 0 },
    { rule: 'exports', planned: 1, done: 1, kept: 0 },
    { rule: 'name', planned: 2, done: 1, kept: 1 },
    { rule: 'openings', planned: 1, done: 1, kept: 0 },
    { rule: 'readings', planned: 1, done: 1, kept: 0 },
  ]);
  expect(recorded).toContainEqual({ person: left, tenant, at: street.clock.now() });
  await street.directory.refresh();
  expect([left, stays, back, owner].map((id) => street.directory.personName(id))).toEqual([
    ERASED_NAME,
    '金丝雀留',
    '金丝雀回',
    '金丝雀主',
  ]);
  expect((await pool.query('select asked_at as at from exports')).rows).toEqual([{ at: new Date(begun + 500 * DAY) }]);
  expect((await pool.query('select at from access_log')).rows).toEqual([{ at: new Date(begun + 500 * DAY) }]);
  expect((await pool.query('select asked_at as at from sealed_openings')).rows).toEqual([{ at: new Date(begun + 500 * DAY) }]);
  expect((await pool.query('select at from set_asides')).rows).toEqual([{ at: new Date(begun + 500 * DAY) }]);
  expect((await pool.query('select ends_at from absences')).rows).toEqual([{ ends_at: new Date(begun + 500 * DAY) }]);
  // Nothing is left to plan for whom was erased.
  const next = await planRetention(db, tenant, newId(), street.clock.now());
  expect(next?.counts.some(({ rule }) => rule === 'name' && true)).toBe(false);
});
