// Signing in over HTTP, with the real library on a real database.
import { personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsOf, ok, openBrowser, totpOf } from './browser.ts';
import { fits, openService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

test('a staff member sets a password, binds an authenticator, and acts', async () => {
  const { person } = personas.secretary;
  const { username, code } = await accountsOf(service).invite({ person, tenant: '522326' });
  expect(username).toMatch(/^\d{6}$/);
  const browser = openBrowser(service);
  const password = 'correct horse battery';
  fits('setPassword', 200, await ok(browser.post('/api/v1/session/staff/password', { code, password })));
  const first = fits('signInStaff', 200, await ok(browser.post('/api/v1/session/staff', { username, password })));
  expect(first).toMatchObject({ next: 'set-up-authenticator', me: null });
  // Half a sign-in opens nothing.
  expect((await browser.get('/api/v1/me')).status).toBe(401);
  const { uri, recoveryCodes } = fits(
    'setUpAuthenticator',
    200,
    await ok(browser.post('/api/v1/session/staff/authenticator', { password })),
  );
  expect(recoveryCodes).toHaveLength(10);
  const done = fits('enterAuthenticatorCode', 200, await ok(browser.post('/api/v1/session/staff/code', { code: totpOf(uri) })));
  expect(done).toMatchObject({ next: null, me: { person: { id: person }, post: { role: 'secretary' } } });
  expect((await ok(browser.get('/api/v1/me'))).person.id).toBe(person);
});
