import { migrateQueues, openQueues } from '@six-order/worker';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openService, type Service } from './service.ts';

let service: Service;
let queues: ReturnType<typeof openQueues>;
beforeAll(async () => {
  service = await openService({
    async openQueues(databaseUrl) {
      await migrateQueues(databaseUrl);
      queues = openQueues({ databaseUrl, log: pino({ enabled: false }) });
      return queues.queues;
    },
  });
});
afterAll(async () => {
  await service.close();
  await queues.close();
});

const board = (token: string, path = '', method = 'GET') => service.call(method, `/admin/queues${path}`, { token });

test('the administrator sees the queues, and nobody else does', async () => {
  expect((await service.call('GET', '/admin/queues')).status).toBe(401);
  for (const persona of ['resident', 'secretary', 'street', 'dpo'] as const) {
    const { token } = await service.as(persona);
    for (const path of ['', '/api/queues', '/static/js/main.js']) expect((await board(token, path)).status).toBe(403);
  }
  const { token } = await service.as('admin');
  const page = await board(token);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const { json } = await board(token, '/api/queues');
  expect(json.queues.map(({ name, readOnlyMode }: any) => [name, readOnlyMode])).toEqual([
    ['timers', true],
    ['effects', true],
    ['net', true],
  ]);
});

test('it speaks the reader’s language: what each queue does, what to do when it fails, the way back', async () => {
  const { token } = await service.as('admin');
  const asked = [
    ['zh', 'zh-CN', '回到系统管理', /到点的时限.*doctor/],
    ['en', 'en-US', 'Back to administration', /Limits whose time has come.*doctor/],
  ] as const;
  for (const [lang, tag, back, about] of asked) {
    const { text } = await board(token, `?lang=${lang}`);
    for (const part of [`<html lang="${tag}"`, `"lng":"${tag}"`, `← ${back}</a>`]) expect(text).toContain(part);
    expect(text).toMatch(about);
    const { queues: shown } = (await board(token, `/api/queues?lang=${lang}`)).json;
    expect(shown.map(({ name, displayName }: any) => displayName.endsWith(name))).toEqual([true, true, true]);
    expect(shown[0].description).toMatch(about);
    for (const { description } of shown) expect(description.length).toBeGreaterThan(20);
  }
});

test('the board is to look at: nothing can be changed through it', async () => {
  const { token } = await service.as('admin');
  for (const path of ['/api/queues/timers/pause', '/api/queues/timers/clean/completed', '/api/queues/effects/1/retry']) {
    const answer = await board(token, path, 'PUT');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  }
});

test('its scripts and styles come from here, and its policy lets nothing else in', async () => {
  const { token } = await service.as('admin');
  const { text, headers } = await board(token);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  const scripts = [...text.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src]) => src as string);
  expect(scripts.length).toBeGreaterThan(0);
  const styles = [...text.matchAll(/<link[^>]* href="([^"]+)"/g)].map(([, href]) => href as string);
  expect(styles.length).toBeGreaterThan(0);
  for (const href of styles) expect(href).not.toMatch(/^(https?:)?\/\//);
  // From here there is a way back.
  expect(text).toMatch(/<a [^>]*href="\/staff\/admin"[^>]*>← 回到系统管理<\/a>/);
  for (const src of scripts) {
    expect(src).not.toMatch(/^(https?:)?\/\//);
    expect((await board(token, `/${src}`)).status).toBe(200);
  }
});
