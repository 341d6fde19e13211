// Signing in with a county's identity provider, a real one on this machine.
import { personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsOf, ok, openBrowser, type Browser } from './browser.ts';
import { openIdentityProvider, type IdentityProvider } from './identity-provider.ts';
import { fits, openService, type Answer, type Service } from './service.ts';

const PUBLIC = 'http://orders.test';
const BACK = `${PUBLIC}/api/v1/session/oidc/callback/county`;

let provider: IdentityProvider;
let service: Service;
beforeAll(async () => {
  provider = await openIdentityProvider(BACK);
  const { issuer, clientId, clientSecret } = provider;
  const oidc = { issuer, clientId, clientSecret, claim: 'preferred_username' };
  service = await openService({ publicUrl: PUBLIC, signIn: { oidc } });
});
afterAll(async () => {
  await service.close();
  await provider.close();
});

const go = async (browser: Browser) => fits('goToProvider', 200, await ok(browser.post('/api/v1/session/oidc'))).url as string;
/** Follows the provider's last redirect to us. */
const comeBack = (browser: Browser, address: string): Promise<Answer> => browser.get(address.slice(PUBLIC.length));
const failed = [303, `${PUBLIC}/?sign-in=failed`];
const outcome = ({ status, headers }: Answer) => [status, headers.get('location')];

test('staff whom their county knows sign in there, and act here in their post', async () => {
  await accountsOf(service).invite({ person: personas.secretary.person, tenant: '522326', username: 'wang.sz' });
  provider.be('sub-1', 'wang.sz');
  const browser = openBrowser(service);
  const url = new URL(await go(browser));
  expect(url.origin).toBe(provider.issuer);
  expect([...url.searchParams.keys()]).toEqual(expect.arrayContaining(['state', 'nonce', 'code_challenge']));
  expect(outcome(await comeBack(browser, await provider.visit(url.href)))).toEqual([303, `${PUBLIC}/`]);
  expect(await ok(browser.get('/api/v1/session'))).toMatchObject({ next: null, me: { post: { role: 'secretary' } } });
  expect((await ok(browser.get('/api/v1/me'))).person.id).toBe(personas.secretary.person);
  expect((await ok(browser.get('/api/v1/sessions'))).sessions[0]).toMatchObject({ way: 'oidc' });
  // Nothing of the provider's is kept but that it knows this person.
  const { rows } = await service.authDb.query(`select * from auth."account" where "providerId" = 'county'`);
  expect(rows).toMatchObject([{ accountId: 'sub-1', accessToken: null, refreshToken: null, idToken: null }]);

  // Once bound, the account there counts, whatever name it tells.
  provider.be('sub-1', 'renamed');
  const again = openBrowser(service);
  expect(outcome(await comeBack(again, await provider.visit(await go(again))))).toEqual([303, `${PUBLIC}/`]);
  expect((await ok(again.get('/api/v1/me'))).person.id).toBe(personas.secretary.person);
});

test('whom nobody invited does not get in, and no account is made', async () => {
  for (const name of ['stranger', '', 'x', 'a b', 'wang.sz@staff.invalid', '../admin']) {
    provider.be(`sub of ${name}`, name);
    const browser = openBrowser(service);
    expect([name, ...outcome(await comeBack(browser, await provider.visit(await go(browser))))]).toEqual([name, ...failed]);
    expect((await browser.get('/api/v1/session')).status).toBe(401);
  }
  expect((await service.authDb.query('select 1 from auth."user"')).rowCount).toBe(1);
});

test('an answer is good once, for the browser that asked, and only as it was given', async () => {
  provider.be('sub-1', 'wang.sz');
  const browser = openBrowser(service);
  const back = await provider.visit(await go(browser));
  // Another browser with the same answer: a link that somebody sent.
  const victim = openBrowser(service);
  expect(outcome(await comeBack(victim, back))).toEqual(failed);
  expect((await victim.get('/api/v1/session')).status).toBe(401);

  const changed = (name: string, value: string) => {
    const url = new URL(back);
    url.searchParams.set(name, value);
    return url.href;
  };
  for (const bad of [changed('state', 'x'), changed('code', 'x'), BACK, `${BACK}?error=access_denied`, `${BACK}?code=x`]) {
    const other = openBrowser(service);
    await go(other);
    expect(outcome(await comeBack(other, bad))).toEqual(failed);
  }
  const third = openBrowser(service);
  const fresh = await provider.visit(await go(third));
  expect(outcome(await comeBack(third, fresh))).toEqual([303, `${PUBLIC}/`]);
  third.cookies.delete('six_order_session');
  expect(outcome(await comeBack(third, fresh))).toEqual(failed);
  expect(service.lines.join('')).not.toMatch(/wang\.sz|sub-1|code=/);
});

test('where no provider is configured the addresses answer that', async () => {
  const plain = await openService();
  const browser = openBrowser(plain);
  expect((await browser.post('/api/v1/session/oidc')).status).toBe(404);
  expect((await browser.get('/api/v1/session/oidc/callback/county?code=x&state=y')).status).toBe(404);
  await plain.close();
});

test('a provider that is away is one for later, not a fault', async () => {
  const away = await openService({
    publicUrl: PUBLIC,
    signIn: { oidc: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'y', claim: 'sub' } },
  });
  const answer = await openBrowser(away).post('/api/v1/session/oidc');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  await away.close();
});
