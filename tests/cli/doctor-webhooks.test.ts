import { lookAtWebhooks } from '@six-order/cli/doctor/webhooks';
import { openPool } from '@six-order/engine/runtime';
import { afterAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const { url } = await cloneDatabase();
const db = openPool(url, 'owner', { max: 1 });
afterAll(() => db.end());

const [bad, good] = ['0195f3a0-0000-7000-8000-000000000001', '0195f3a0-0000-7000-8000-000000000002'];
const add = (id: string) =>
  db.query(
    `insert into webhook_endpoints (tenant, id, name, unit, path, format, events, key, url, created_at)
     values ('522326', $1, 'a', $1, 'c', 'standard', '{*}', '', '', now())`,
    [id],
  );

test('the doctor names webhooks that fail, are off, or were given up on', async () => {
  expect(await lookAtWebhooks(db)).toMatchObject({ status: 'ok', detail: '0, all taken' });
  await add(bad as string);
  await add(good as string);
  expect(await lookAtWebhooks(db)).toMatchObject({ status: 'ok', detail: '2, all taken' });
  await db.query(`insert into webhook_health values ($1, 3, '2026-03-02T01:00:00Z', now())`, [bad]);
  expect((await lookAtWebhooks(db)).detail).toContain(`${bad} has taken nothing since 2026-03-02T01:00:00.000Z`);
  await db.query(`update webhook_endpoints set off_at = now(), off_why = 'failing' where id = $1`, [bad]);
  await db.query(
    `insert into webhook_messages (endpoint, id, seq, type, data, at, next_at, dead_at)
     values ($1, '0195f3a0-0000-7000-8000-000000000003', 1, 'order.finished', '{}', now(), now(), now())`,
    [bad],
  );
  const { status, detail } = await lookAtWebhooks(db);
  expect(status).toBe('warning');
  expect(detail).toContain(`${bad} is off (failing), 1 messages for ${bad} were given up`);
  expect(detail).toContain('/replay');
  expect(detail).not.toContain(good);
  // Whom a person switched off, or ended, is no finding.
  await db.query(`update webhook_endpoints set off_why = 'asked' where id = $1`, [bad]);
  await db.query('delete from webhook_messages');
  await db.query('delete from webhook_health');
  expect((await lookAtWebhooks(db)).status).toBe('ok');
  // What waits for a process of a newer release is no fault of a receiver.
  await db.query(
    `insert into webhook_messages (endpoint, id, seq, type, data, at, next_at, error)
     values ($1, $2, 1, 'order.finished', '{}', now(), now(), 'what it says can only be read by a newer release')`,
    [good, bad],
  );
  const waits = { status: 'ok', detail: '2, none refused; 1 messages that wait can only be sent by a newer release' };
  expect(await lookAtWebhooks(db)).toMatchObject(waits);
  await db.query('alter table webhook_endpoints drop constraint webhook_endpoints_format_check');
  await db.query(`update webhook_endpoints set format = 'mended' where id = $1`, [good]);
  await db.query('update webhook_messages set error = null');
  expect(await lookAtWebhooks(db)).toMatchObject(waits);
  // What is off is counted as that alone.
  await db.query(`update webhook_endpoints set off_at = now(), off_why = 'asked' where id = $1`, [good]);
  expect((await lookAtWebhooks(db)).detail).toMatch(/^2, none refused; 1 messages wait for what is off/);
  await db.query(`update webhook_endpoints set off_at = null, off_why = null where id = $1`, [good]);
  await db.query(`update webhook_messages set dead_at = now(), error = 'what it says can only be read by a newer release'`);
  expect((await lookAtWebhooks(db)).detail).toMatch(
    new RegExp(`^1 messages for ${good} were given up, each because what it says can only be read by a newer release; when`),
  );
});
