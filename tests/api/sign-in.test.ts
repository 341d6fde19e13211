// Signing in over HTTP, with the real library on a real database.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openAccounts } from '@six-order/api/sign-in';
import { newId } from '@six-order/cli/new-id';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { endPost, putPosts } from '@six-order/community/people/people-store';
import type { Role } from '@six-order/community/people/role';
import { openPool } from '@six-order/engine/runtime';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';
import { accountsOf, makeStaff, nextTotpOf, ok, openBrowser, signInByCode, totpOf } from './browser.ts';
import { fits, openService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

/** A second post for a persona, in force at once. */
async function addPost(persona: keyof typeof personas, role: Role, code: string): Promise<string> {
  const unit = service.directory.findUnit('522326', code)?.id as string;
  const post = { id: newId(), tenant: '522326', person: personas[persona].person, role, unit, validFrom: 0, validTo: null };
  await putPosts(service.tables, [post]);
  await service.directory.refresh();
  return post.id;
}

describe('staff', () => {
  test('set a password by invitation, bind an authenticator, and act', async () => {
    const { person } = personas.secretary;
    const { username, code, again } = await accountsOf(service).invite({ person, tenant: '522326' });
    expect([username, code, again]).toEqual([
      expect.stringMatching(/^\d{6}$/),
      expect.stringMatching(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/),
      false,
    ]);
    const browser = openBrowser(service);
    const password = 'correct horse battery';
    fits('setPassword', 200, await ok(browser.post('/api/v1/session/staff/password', { code, password })));
    const first = fits('signInStaff', 200, await ok(browser.post('/api/v1/session/staff', { username, password })));
    expect(first).toMatchObject({ next: 'set-up-authenticator', me: null });
    // Half a sign-in opens nothing and chooses no post.
    expect((await browser.get('/api/v1/me')).status).toBe(401);
    expect((await browser.post('/api/v1/session/post', { post: personas.secretary.post })).status).toBe(422);
    const setUp = fits('setUpAuthenticator', 200, await ok(browser.post('/api/v1/session/staff/authenticator', { password })));
    expect(setUp.recoveryCodes).toHaveLength(10);
    const done = await ok(browser.post('/api/v1/session/staff/code', { code: totpOf(setUp.uri) }));
    expect(fits('enterAuthenticatorCode', 200, done)).toMatchObject({
      next: null,
      me: { person: { id: person }, post: { role: 'secretary' } },
    });
    expect((await ok(browser.get('/api/v1/me'))).person.id).toBe(person);
    expect(fits('getSession', 200, await ok(browser.get('/api/v1/session'))).next).toBeNull();
  });

  test('need both factors ever after, and the second follows the first', async () => {
    const { username, password, uri } = await makeStaff(service, 'street');
    const browser = openBrowser(service);
    expect(await ok(browser.post('/api/v1/session/staff', { username, password }))).toMatchObject({ next: 'authenticator-code' });
    expect((await browser.get('/api/v1/me')).status).toBe(401);
    expect((await openBrowser(service).post('/api/v1/session/staff/code', { code: nextTotpOf(uri) })).status).toBe(401);
    expect(await ok(browser.post('/api/v1/session/staff/code', { code: nextTotpOf(uri) }))).toMatchObject({
      next: null,
      me: { post: { role: 'street' } },
    });
  });

  test('sign in with a recovery code once', async () => {
    const { username, password, recoveryCodes } = await makeStaff(service, 'community');
    const enter = async (code: string) => {
      const browser = openBrowser(service);
      await ok(browser.post('/api/v1/session/staff', { username, password }));
      return browser.post('/api/v1/session/staff/recovery', { code });
    };
    const [first = '', second = ''] = recoveryCodes;
    expect(fits('enterRecoveryCode', 200, await ok(enter(first)))).toMatchObject({ next: null });
    expect((await enter(first)).status).toBe(401);
    expect((await enter(second)).status).toBe(200);
  });

  test('make new recovery codes by the password; the old ones end', async () => {
    const { username, password, recoveryCodes, browser } = await makeStaff(service, 'department');
    expect((await browser.post('/api/v1/session/staff/recovery-codes', { password: 'wrong' })).status).toBe(401);
    const made = await ok(browser.post('/api/v1/session/staff/recovery-codes', { password }));
    expect(fits('renewRecoveryCodes', 200, made).recoveryCodes).toHaveLength(10);
    const enter = async (code: string) => {
      const other = openBrowser(service);
      await ok(other.post('/api/v1/session/staff', { username, password }));
      return (await other.post('/api/v1/session/staff/recovery', { code })).status;
    };
    expect([await enter(recoveryCodes[0] as string), await enter(made.recoveryCodes[0])]).toEqual([401, 200]);
  });

  test('who lost the authenticator is invited anew: old sessions, password and codes are over', async () => {
    const { username, password, browser, recoveryCodes } = await makeStaff(service, 'supervisor');
    const { person } = personas.supervisor;
    const invitation = await accountsOf(service).invite({ person, tenant: '522326', resetAuthenticator: true });
    expect(invitation).toMatchObject({ username, again: true });
    expect((await browser.get('/api/v1/me')).status).toBe(401);
    const fresh = openBrowser(service);
    await ok(fresh.post('/api/v1/session/staff/password', { code: invitation.code, password: 'another horse' }));
    expect((await fresh.post('/api/v1/session/staff', { username, password })).status).toBe(401);
    expect(await ok(fresh.post('/api/v1/session/staff', { username, password: 'another horse' }))).toMatchObject({
      next: 'set-up-authenticator',
    });
    expect((await fresh.post('/api/v1/session/staff/recovery', { code: recoveryCodes[0] })).status).toBe(401);
  });

  test('names are taken once, and a person has one', async () => {
    const accounts = accountsOf(service);
    const named = { person: personas.leader.person, tenant: '522326', username: 'L-2071' };
    expect(await accounts.invite(named)).toMatchObject({ username: 'l-2071', again: false });
    await expect(accounts.invite({ ...named, person: personas.representative.person })).rejects.toThrow('taken');
    await expect(accounts.invite({ ...named, username: 'other' })).rejects.toThrow('signs in as l-2071');
    await expect(accounts.invite({ ...named, person: personas.representative.person, username: '王' })).rejects.toThrow(
      '3 to 32',
    );
  });
});

describe('residents', () => {
  test('sign in by a code, say where they live, and place an order', async () => {
    const browser = openBrowser(service);
    const asked = fits('askForCode', 202, await ok(browser.post('/api/v1/session/code', { phone: '138 0000-1111' }), 202));
    expect(asked).toEqual({ expiresInSeconds: 300, demoCode: expect.stringMatching(/^\d{6}$/) });
    const first = await ok(browser.post('/api/v1/session/resident', { phone: '+86 13800001111', code: asked.demoCode }));
    expect(fits('signInResident', 200, first)).toEqual({ next: 'home', me: null, posts: [] });
    expect((await browser.get('/api/v1/me')).status).toBe(401);
    const { homes } = fits('listHomes', 200, await ok(browser.get('/api/v1/session/homes')));
    expect(homes).toContainEqual(expect.objectContaining({ code: demoCommunity, kind: 'community', within: '蟠桃街道' }));
    expect(homes.every(({ kind }: any) => kind === 'community')).toBe(true);
    // It is said where nobody would get an order.
    expect(homes.find(({ code }: any) => code === demoCommunity).orders).toBe(true);
    expect(homes.some(({ orders }: any) => !orders)).toBe(true);
    const inside = await ok(browser.get(`/api/v1/session/homes?within=${demoCommunity}`));
    expect(inside.homes.map(({ code }: any) => code)).toContain(demoGrid);
    expect(await ok(browser.get('/api/v1/session/homes?within=522326'))).toEqual({ homes: [] });
    expect((await openBrowser(service).get('/api/v1/session/homes')).status).toBe(401);
    for (const unit of ['999999', '522326', '522326004', newId(), '../x'])
      expect((await browser.post('/api/v1/session/home', { unit, name: '韦新来' })).status).toBe(422);
    const home = fits('tellHome', 200, await ok(browser.post('/api/v1/session/home', { unit: demoGrid, name: '韦新来' })));
    expect(home).toMatchObject({
      next: null,
      me: { person: { name: '韦新来' }, post: { role: 'resident', unit: { code: demoGrid } } },
    });
    expect((await browser.post('/api/v1/session/home', { unit: demoCommunity, name: '另一人' })).status).toBe(409);
    const placed = await ok(browser.post('/api/v1/orders', { category: '0101', text: '漏水', unit: demoGrid }), 201);
    expect(placed.order.allowed.map(({ type }: any) => type)).toContain('withdraw');

    // The same telephone later, on another device, is the same person.
    const again = await signInByCode(service, '+86-138 ００００ １１１１');
    expect((await ok(again.get('/api/v1/me'))).person).toEqual(home.me.person);
    expect((await ok(again.get(`/api/v1/orders/${placed.order.id}`))).order.id).toBe(placed.order.id);
  });

  test('a code works once, three wrong ones end it, and five minutes do', async () => {
    const phone = '13800002222';
    const browser = openBrowser(service);
    const enter = (code: string) => browser.post('/api/v1/session/resident', { phone, code });
    const ask = async (): Promise<string> => {
      service.pass(3_600_000);
      return (await ok(browser.post('/api/v1/session/code', { phone }), 202)).demoCode;
    };
    const used = await ask();
    await ok(enter(used));
    expect((await enter(used)).status).toBe(401);

    const guessed = await ask();
    const wrong = String((Number(guessed) + 1) % 1_000_000).padStart(6, '0');
    for (let tries = 0; tries < 3; tries += 1) expect((await enter(wrong)).status).toBe(401);
    expect((await enter(guessed)).status).toBe(401);

    const over = await ask();
    await service.authDb.query(`update auth."verification" set "expiresAt" = "expiresAt" - interval '5 minutes'`);
    expect((await enter(over)).status).toBe(401);

    const first = await ask();
    const second = await ask();
    if (first !== second) expect((await enter(first)).status).toBe(401);
    await ok(enter(second));
  });

  test('a telephone opens no post with a duty', async () => {
    const browser = await signInByCode(service, '13800003333');
    const { me } = await ok(browser.post('/api/v1/session/home', { unit: demoGrid, name: '陆两面' }));
    const unit = service.directory.findUnit('522326', demoGrid)?.id as string;
    const duty = {
      id: newId(),
      tenant: '522326',
      person: me.person.id,
      role: 'secretary' as const,
      unit,
      validFrom: 0,
      validTo: null,
    };
    await putPosts(service.tables, [duty]);
    await service.directory.refresh();
    expect((await ok(browser.get('/api/v1/session'))).posts.map(({ role }: any) => role)).toEqual(['resident']);
    expect((await browser.post('/api/v1/session/post', { post: duty.id })).status).toBe(422);
    // Nor does a session whose row says so.
    await service.authDb.query(
      `update auth."session" s set "post" = $1 from auth."user" u where u."id" = s."userId" and u."person" = $2`,
      [duty.id, me.person.id],
    );
    expect((await browser.get('/api/v1/me')).status).toBe(401);
  });
});

test('where there is a message gateway, codes go out signed and are in no answer', async () => {
  const got: { body: any; headers: IncomingHttpHeaders }[] = [];
  let status = 200;
  const gateway = createServer(async (req, res) => {
    let text = '';
    for await (const chunk of req) text += String(chunk);
    got.push({ body: JSON.parse(text), headers: req.headers });
    res.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`;
  const sms = { url, secret: 'a secret of sixteen', allowPrivate: true };
  const outside = await openService({ demo: false, signIn: { sms } });
  const browser = openBrowser(outside);
  const phone = '13811110000';
  expect(await ok(browser.post('/api/v1/session/code', { phone }), 202)).toEqual({ expiresInSeconds: 300 });
  const [{ body, headers } = { body: null, headers: {} }] = got;
  expect(body).toMatchObject({ type: 'sign-in-code', data: { phone: '+8613811110000', code: expect.stringMatching(/^\d{6}$/) } });
  expect(headers['six-order-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  expect(await ok(browser.post('/api/v1/session/resident', { phone, code: body.data.code }))).toMatchObject({ next: 'home' });

  status = 500;
  const down = await browser.post('/api/v1/session/code', { phone: '13811119999' });
  expect([down.status, down.text.includes('1381111')]).toEqual([503, false]);
  // A gateway inside is not reached unless it was said so.
  const guarded = await openService({ demo: false, signIn: { sms: { ...sms, allowPrivate: false } } });
  expect((await openBrowser(guarded).post('/api/v1/session/code', { phone })).status).toBe(503);
  expect(got).toHaveLength(2);
  expect([...outside.lines, ...guarded.lines].join('')).not.toMatch(/1381111/);
  gateway.closeAllConnections();
  gateway.close();
  await Promise.all([outside.close(), guarded.close()]);
});

describe('outside demo mode', () => {
  test('staff sign in with both factors and act; a demo’s token, a code without a gateway and a demo’s session do not exist', async () => {
    const real = await openService({ demo: false });
    const { browser } = await makeStaff(real, 'secretary');
    const placed = await ok(
      browser.post('/api/v1/orders', { category: '0101', text: '漏水', unit: demoGrid, source: 'patrol' }),
      201,
    );
    expect((await ok(browser.get(`/api/v1/orders/${placed.order.id}`))).order.id).toBe(placed.order.id);
    expect((await browser.post('/api/v1/session/code', { phone: '13800000000' })).status).toBe(404);
    expect((await browser.post('/api/v1/session/resident', { phone: '13800000000', code: '000000' })).status).toBe(404);
    const { person, post } = personas.admin;
    const payload = Buffer.from(JSON.stringify({ person, post, exp: Date.now() + 60_000 })).toString('base64url');
    const token = `${payload}.${Buffer.from(real.keyring.digest('session', payload)).toString('base64url')}`;
    expect((await real.call('GET', '/api/v1/me', { token })).status).toBe(401);
    await real.close();
  });
});

test('the tables are all that the library wants', async () => {
  expect(await accountsOf(service).missing()).toEqual([]);
  const { url } = await cloneDatabase();
  const owner = openPool(url, 'owner', { max: 1 });
  await owner.query('alter table auth."twoFactor" drop column "lockedUntil"; drop table auth."rateLimit"');
  const { missing } = openAccounts({ db: owner, keyring: service.keyring, newId, log: pino({ level: 'silent' }) });
  expect(await missing()).toEqual(['table rateLimit', 'column twoFactor.lockedUntil']);
  await owner.end();
});

describe('posts', () => {
  test('who holds several chooses one, switches, and the journal says in which an act was done', async () => {
    const second = await addPost('grid-worker', 'member', demoGrid);
    const { username, password, uri, browser } = await makeStaff(service, 'grid-worker');
    const state = await ok(browser.get('/api/v1/session'));
    expect(state).toMatchObject({ next: 'post', me: null });
    expect(state.posts.map(({ id }: any) => id).toSorted()).toEqual([personas['grid-worker'].post, second].toSorted());
    expect((await browser.get('/api/v1/me')).status).toBe(401);

    const place = async () =>
      (await ok(browser.post('/api/v1/orders', { category: '0101', text: '漏水', unit: demoGrid, source: 'patrol' }), 201)).order
        .id as string;
    await ok(browser.post('/api/v1/session/post', { post: personas['grid-worker'].post }));
    const order = await place();
    const { rows } = await service.db.query('select entry from journal where order_id = $1', [order]);
    expect(JSON.parse(rows[0].entry).actor).toMatchObject({ post: personas['grid-worker'].post, role: 'grid-worker' });

    const switched = fits('choosePost', 200, await ok(browser.post('/api/v1/session/post', { post: second })));
    expect(switched).toMatchObject({ next: null, me: { post: { id: second, role: 'member' } } });
    expect((await ok(browser.get('/api/v1/me'))).post.id).toBe(second);
    for (const post of [personas.secretary.post, newId()])
      expect((await browser.post('/api/v1/session/post', { post })).status).toBe(422);

    // Or at sign-in; a stranger's post is not taken.
    const other = openBrowser(service);
    await ok(other.post('/api/v1/session/staff', { username, password }));
    expect(
      (await ok(other.post('/api/v1/session/staff/code', { code: nextTotpOf(uri), post: personas.secretary.post }))).next,
    ).toBe('post');
  });

  test('what is done to one’s own sign-in is not done from a page of another post; how one comes right again is', async () => {
    const second = await addPost('property', 'member', demoGrid);
    const { browser, username, password, uri } = await makeStaff(service, 'property');
    await ok(browser.post('/api/v1/session/post', { post: second }));
    const page = { 'six-order-post': personas.property.post };
    const own = '/api/v1/session/staff';
    const { sessions } = await ok(browser.get('/api/v1/sessions'));
    const refused = [
      await browser.delete('/api/v1/sessions', page),
      await browser.delete(`/api/v1/sessions/${sessions[0].id}`, page),
      await browser.delete('/api/v1/session/account', page),
      await browser.post(`${own}/recovery-codes`, { password }, page),
      await browser.post(`${own}/authenticator`, { password }, page),
    ];
    for (const { status, json } of refused) expect([status, json.type]).toEqual([409, 'urn:six-order:problem:other-post']);
    // Nothing of it was done.
    expect((await ok(browser.get('/api/v1/sessions'))).sessions).toEqual(sessions);
    const again = openBrowser(service);
    await ok(again.post(own, { username, password }));
    await ok(again.post(`${own}/code`, { code: nextTotpOf(uri), post: second }));
    await ok(browser.post('/api/v1/session/post', { post: personas.property.post }, page));
    await ok(browser.delete('/api/v1/sessions', page));
    expect((await ok(browser.get('/api/v1/sessions'))).sessions).toHaveLength(1);
  });

  test('a post that ends takes what it opened along at once; another one can be chosen', async () => {
    const second = await addPost('opinion-aide', 'member', demoGrid);
    const { browser } = await makeStaff(service, 'opinion-aide');
    await ok(browser.post('/api/v1/session/post', { post: second }));
    expect((await browser.get('/api/v1/me')).status).toBe(200);
    await endPost(service.tables, { tenant: '522326', id: second }, service.clock.now());
    await service.directory.refresh();
    expect((await browser.get('/api/v1/me')).status).toBe(401);
    expect(await ok(browser.get('/api/v1/session'))).toMatchObject({ next: 'post', posts: [{ role: 'opinion-aide' }] });
    await ok(browser.post('/api/v1/session/post', { post: personas['opinion-aide'].post }));
    expect((await browser.get('/api/v1/me')).status).toBe(200);
  });
});

describe('closing an account', () => {
  test('identity, sessions and residence end; the order goes its way and its journal verifies; the number begins anew', async () => {
    const phone = '13800008888';
    const browser = await signInByCode(service, phone);
    const { me } = await ok(browser.post('/api/v1/session/home', { unit: demoGrid, name: '来去匆' }));
    const placed = await ok(browser.post('/api/v1/orders', { category: '0101', text: '漏水', unit: demoGrid }), 201);
    const other = await signInByCode(service, phone);
    // From a page that somebody else has left open on the same device, it is not.
    const left = await browser.delete('/api/v1/session/account', { 'six-order-post': personas.resident.post });
    expect([left.status, left.json.type]).toEqual([409, 'urn:six-order:problem:other-post']);
    expect((await browser.get('/api/v1/session')).status).toBe(200);
    expect(
      fits('closeAccount', 200, await ok(browser.delete('/api/v1/session/account', { 'six-order-post': me.post.id }))),
    ).toEqual({ ended: 2 });
    for (const gone of [browser, other]) expect((await gone.get('/api/v1/session')).status).toBe(401);
    expect(service.directory.postsOf(me.person.id)).toEqual([]);
    const { rows } = await service.authDb.query(
      `select (select count(*)::int from auth."user" where "person" = $1 or "phoneNumber" = '+8613800008888') as users,
              (select count(*)::int from auth."account" a where not exists (select from auth."user" u where u."id" = a."userId")) as strays`,
      [me.person.id],
    );
    expect(rows).toEqual([{ users: 0, strays: 0 }]);
    const secretary = await service.as('secretary');
    expect((await ok(secretary.get(`/api/v1/orders/${placed.order.id}/journal`))).verified).toBe(true);
    const again = await signInByCode(service, phone);
    expect(await ok(again.get('/api/v1/session'))).toMatchObject({ next: 'home' });
  });

  test('who holds a post with a duty hands over first', async () => {
    const { browser } = await makeStaff(service, 'discipline');
    expect((await browser.delete('/api/v1/session/account')).status).toBe(409);
    expect((await browser.get('/api/v1/me')).status).toBe(200);
  });
});

test('how one can sign in is said', async () => {
  expect(fits('getSignInWays', 200, await ok(openBrowser(service).get('/api/v1/session/ways')))).toEqual({
    code: true,
    staff: true,
    provider: false,
    demo: true,
  });
});

describe('sessions', () => {
  test('the telephone that one signed in with is read by oneself alone', async () => {
    const read = async (sent: ReturnType<Service['call']>) => fits('showOwnPhone', 200, await ok(sent));
    const browser = await signInByCode(service, '+86 138 0000 4445');
    expect((await browser.get('/api/v1/session/phone')).status).toBe(401);
    await ok(browser.post('/api/v1/session/home', { unit: demoGrid, name: '韦留号' }));
    expect(await read(browser.get('/api/v1/session/phone'))).toEqual({ phone: '13800004445' });
    const { browser: staff } = await makeStaff(service, 'representative');
    for (const other of [staff.get('/api/v1/session/phone'), (await service.as('resident')).get('/api/v1/session/phone')])
      expect(await read(other)).toEqual({ phone: null });
    expect((await openBrowser(service).get('/api/v1/session/phone')).status).toBe(401);
  });

  test('are listed without tokens, ended one by one, all at once, and by signing out', async () => {
    const phone = '13800004444';
    const ask = async () => {
      service.pass(3_600_000);
      return signInByCode(service, phone);
    };
    const [first, second, third] = [await ask(), await ask(), await ask()];
    const { sessions } = fits('listSessions', 200, await ok(first.get('/api/v1/sessions')));
    expect(sessions.map(({ current, way, device }: any) => [current, way, device])).toEqual([
      [false, 'code', 'Browser of a test'],
      [false, 'code', 'Browser of a test'],
      [true, 'code', 'Browser of a test'],
    ]);
    const tokens = (await service.authDb.query('select token from auth."session"')).rows.map(({ token }) => token as string);
    expect(tokens.some((token) => JSON.stringify(sessions).includes(token))).toBe(false);

    expect(fits('endSession', 200, await ok(first.delete(`/api/v1/sessions/${sessions[0].id}`)))).toEqual({ ended: 1 });
    expect((await third.get('/api/v1/session')).status).toBe(401);
    expect((await first.delete(`/api/v1/sessions/${sessions[0].id}`)).status).toBe(404);
    expect(fits('endOtherSessions', 200, await ok(first.delete('/api/v1/sessions')))).toEqual({ ended: 1 });
    expect((await second.get('/api/v1/session')).status).toBe(401);

    const kept = first.cookies.get('six_order_session') as string;
    expect(fits('signOut', 200, await ok(first.delete('/api/v1/session')))).toEqual({ ended: 1 });
    expect(first.cookies.has('six_order_session')).toBe(false);
    expect((await service.call('GET', '/api/v1/session', { headers: { cookie: `six_order_session=${kept}` } })).status).toBe(401);
    expect(await ok(first.delete('/api/v1/session'))).toEqual({ ended: 0 });
  });

  test('nobody ends or sees another’s', async () => {
    const [one, other] = [await signInByCode(service, '13800005555'), await signInByCode(service, '13800006666')];
    const { sessions } = await ok(one.get('/api/v1/sessions'));
    expect((await other.delete(`/api/v1/sessions/${sessions[0].id}`)).status).toBe(404);
    expect((await ok(other.get('/api/v1/sessions'))).sessions).toHaveLength(1);
    expect((await one.get('/api/v1/session')).status).toBe(200);
  });

  test('last 12 hours for staff and 30 days for a resident’s telephone, whatever the demo’s clock says', async () => {
    const { browser: staff } = await makeStaff(service, 'publisher');
    const resident = await signInByCode(service, '13800007777');
    const alive = async () => [(await staff.get('/api/v1/session')).status, (await resident.get('/api/v1/session')).status];
    await service.clock.set(service.clock.now() + 48 * 3_600_000);
    expect(await alive()).toEqual([200, 200]);
    service.pass(12 * 3_600_000 - 60_000);
    expect(await alive()).toEqual([200, 200]);
    service.pass(120_000);
    expect(await alive()).toEqual([401, 200]);
    service.pass(18 * 24 * 3_600_000);
    expect(await alive()).toEqual([401, 200]);
    service.pass(12 * 24 * 3_600_000);
    expect(await alive()).toEqual([401, 401]);
  });
});

test('what is over is swept when something begins', async () => {
  await signInByCode(service, '13800009999');
  service.pass(31 * 24 * 3_600_000);
  await ok(openBrowser(service).post('/api/v1/session/code', { phone: '13800009998' }), 202);
  await signInByCode(service, '13800009997');
  const { rows } = await service.authDb.query(
    `select (select count(*)::int from auth."session") as sessions, (select count(*)::int from auth.attempts) as attempts`,
  );
  expect(rows[0].sessions).toBe(1);
  expect(rows[0].attempts).toBeLessThan(3);
});
