// Whoever tries to sign in as somebody else.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countStatements, type StatementCounter } from '../harness/statement-counter.ts';
import { accountsOf, makeStaff, nextTotpOf, ok, openBrowser, signInByCode, totpOf, type StaffAccount } from './browser.ts';
import { openService, type Answer, type Service } from './service.ts';

let service: Service;
let street: StaffAccount;
beforeAll(async () => {
  service = await openService();
  street = await makeStaff(service, 'street');
});
afterAll(() => service.close());

const MINUTE = 60_000;
const firstStep = () => ({ username: street.username, password: street.password });
const staff = (username: string, password: string) => openBrowser(service).post('/api/v1/session/staff', { username, password });
/** What an answer tells, without what differs from one to the next anyway. */
const told = ({ status, json, headers }: Answer) => {
  const { requestId: _, ...rest } = json;
  return [status, rest, headers.get('retry-after'), headers.getSetCookie().length];
};

describe('guessing', () => {
  test('passwords: after five wrong ones the next must wait, each time longer, and right ones too', async () => {
    const { username, password } = await makeStaff(service, 'leader');
    for (let tries = 0; tries < 5; tries += 1) expect((await staff(username, `wrong ${tries}`)).status).toBe(401);
    const waits: number[] = [];
    for (let wait = 30; waits.length < 7; wait = Math.min(wait * 2, 900)) {
      const refused = await staff(username, password);
      expect(refused.status).toBe(429);
      waits.push(Number(refused.headers.get('retry-after')));
      service.pass(wait * 1000);
      expect((await staff(username, 'wrong')).status).toBe(401);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
    service.pass(15 * MINUTE);
    expect(await ok(staff(username, password))).toMatchObject({ next: 'authenticator-code' });
    // Success begins anew.
    for (let tries = 0; tries < 4; tries += 1) expect((await staff(username, 'wrong')).status).toBe(401);
    expect((await staff(username, password)).status).toBe(200);
  });

  test('many at the same time count all', async () => {
    const { username, password } = await makeStaff(service, 'representative');
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => staff(username, `wrong ${n}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(11);
    service.pass(15 * MINUTE);
    expect((await staff(username, password)).status).toBe(200);
  });

  test('the authenticator’s code: five wrong ones end the sign-in', async () => {
    const browser = openBrowser(service);
    await ok(browser.post('/api/v1/session/staff', firstStep()));
    const right = totpOf(street.uri);
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    for (let tries = 0; tries < 5; tries += 1)
      expect((await browser.post('/api/v1/session/staff/code', { code: wrong })).status).toBe(401);
    expect((await browser.post('/api/v1/session/staff/code', { code: right })).status).toBe(401);
  });

  test('from one address: a limit that all processes share, in the database', async () => {
    const browser = openBrowser(service, '203.0.113.9');
    const answers: number[] = [];
    for (let tries = 0; tries < 24; tries += 1)
      answers.push((await browser.post('/api/v1/session/staff', { username: `nobody-${tries}`, password: 'x' })).status);
    expect(answers.filter((status) => status === 401)).toHaveLength(20);
    expect(answers.slice(20)).toEqual([429, 429, 429, 429]);
    const { rows } = await service.authDb.query(`select count from auth."rateLimit" where "key" like '203.0.113.9%'`);
    expect(rows).toEqual([{ count: 20 }]);
    expect((await staff('nobody', 'x')).status).toBe(401);
  });

  test('messages: one a minute to a number, then ever fewer', async () => {
    const ask = () => openBrowser(service).post('/api/v1/session/code', { phone: '13911112222' });
    expect((await ask()).status).toBe(202);
    const waits: number[] = [];
    for (let wait = 60; waits.length < 4; wait *= 2) {
      const refused = await ask();
      expect(refused.status).toBe(429);
      waits.push(Number(refused.headers.get('retry-after')));
      service.pass(wait * 1000);
      expect((await ask()).status).toBe(202);
    }
    expect(waits).toEqual([60, 120, 240, 480]);
  });
});

describe('finding out who is known', () => {
  test('a known and an unknown number get the same answers, after as many statements', async () => {
    let counter: StatementCounter | undefined;
    const counted = await openService({ through: async (url) => (counter = await countStatements(url)).url });
    const count = () => (counter as StatementCounter).count();
    const known = ['13922220001', '13922220002', '13922220003', '13922220004'];
    for (const phone of known) await signInByCode(counted, phone);
    counted.pass(60 * MINUTE);
    const measure = async (phone: string) => {
      const browser = openBrowser(counted);
      const before = count();
      const asked = await browser.post('/api/v1/session/code', { phone });
      const sent = count() - before;
      const code = String((Number(asked.json.demoCode) + 1) % 1_000_000).padStart(6, '0');
      const wrong = await browser.post('/api/v1/session/resident', { phone, code });
      delete asked.json.demoCode;
      return { told: [told(asked), told(wrong)], sent, judged: count() - before - sent };
    };
    /** What the service does by the way only adds: the fewest are those of the request. */
    const fewest = async (phones: readonly string[]) => {
      const all = [];
      for (const phone of phones) all.push(await measure(phone));
      expect(new Set(all.map((one) => JSON.stringify(one.told))).size).toBe(1);
      return {
        told: all[0]?.told,
        sent: Math.min(...all.map(({ sent }) => sent)),
        judged: Math.min(...all.map(({ judged }) => judged)),
      };
    };
    const unknown = ['13922220005', '13922220006', '13922220007', '13922220008'];
    expect(await fewest(known)).toEqual(await fewest(unknown));
    await counted.close();
  });

  test('a known and an unknown name get the same answers, after one hash each', async () => {
    const invited = await accountsOf(service).invite({ person: personas.department.person, tenant: '522326' });
    const answers: unknown[] = [];
    for (const name of [street.username, invited.username, '000000', 'nobody.at-all']) {
      const { result, hashes } = await countingHashes(() => staff(name, 'not the password'));
      answers.push([told(result), hashes]);
    }
    const [first] = answers as [[unknown, number]];
    expect(first).toEqual([[401, expect.objectContaining({ type: 'urn:six-order:problem:sign-in-failed' }), null, 0], 1]);
    for (const answer of answers) expect(answer).toEqual(first);
  });

  test('an unknown name waits like a known one', async () => {
    for (let tries = 0; tries < 5; tries += 1) await staff('no-such-name', 'x');
    expect((await staff('no-such-name', 'x')).status).toBe(429);
  });
});

describe('replay', () => {
  test('an authenticator’s code opens one session, though it would still be right', async () => {
    const enter = async ({ username, password }: StaffAccount, code: string) => {
      const browser = openBrowser(service);
      await ok(browser.post('/api/v1/session/staff', { username, password }));
      return [await browser.post('/api/v1/session/staff/code', { code }), browser] as const;
    };
    const code = nextTotpOf(street.uri);
    const [first] = await enter(street, code);
    expect(first.status).toBe(200);
    const [second, thief] = await enter(street, code);
    expect([second.status, second.json.type]).toEqual([401, 'urn:six-order:problem:sign-in-failed']);
    expect((await thief.get('/api/v1/session')).status).toBe(401);

    const raced = await makeStaff(service, 'supervisor');
    const same = nextTotpOf(raced.uri);
    const racers = await Promise.all(Array.from({ length: 4 }, async () => (await enter(raced, same))[0].status));
    expect(racers.toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401]);
  });

  test('the cookie of a first step is good for one second step', async () => {
    const browser = openBrowser(service);
    const { recoveryCodes } = street;
    await ok(browser.post('/api/v1/session/staff', firstStep()));
    const step = new Map(browser.cookies);
    await ok(browser.post('/api/v1/session/staff/recovery', { code: recoveryCodes[0] }));
    const thief = openBrowser(service);
    for (const [name, value] of step) thief.cookies.set(name, value);
    expect((await thief.post('/api/v1/session/staff/recovery', { code: recoveryCodes[1] })).status).toBe(401);
  });

  test('an invitation sets one password, and five racers set one', async () => {
    const { username, code } = await accountsOf(service).invite({ person: personas.window.person, tenant: '522326' });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        openBrowser(service).post('/api/v1/session/staff/password', { code, password: `racer number ${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401]);
    const won = answers.findIndex(({ status }) => status === 200);
    expect((await staff(username, `racer number ${won}`)).status).toBe(200);
    for (const bad of [code, code.toLowerCase(), '', ' ', 'x', `${code}0`, '%00', "' or 1=1 --"])
      expect([401, 422]).toContain(
        (await openBrowser(service).post('/api/v1/session/staff/password', { code: bad, password: 'long enough 1' })).status,
      );
  });

  test('a signed-out cookie, a changed one and one signed with another key are none', async () => {
    const browser = await signInByCode(service, '13922223333');
    const cookie = browser.cookies.get('six_order_session') as string;
    const [token, mac] = decodeURIComponent(cookie).split('.') as [string, string];
    const signed = (key: string, of: string) =>
      encodeURIComponent(`${of}.${crypto.createHmac('sha256', key).update(of).digest('base64')}`);
    const flipped = encodeURIComponent(`${token}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`);
    const read = async (value: string) =>
      (await service.call('GET', '/api/v1/session', { headers: { cookie: `six_order_session=${value}` } })).status;
    expect(await read(cookie)).toBe(200);
    for (const bad of [
      token,
      `${token}.`,
      flipped,
      signed('another key', token),
      signed('', token),
      `${cookie}x`,
      '%',
      '%E0%A4%A',
    ])
      expect([bad, await read(bad)]).toEqual([bad, 401]);
    await ok(browser.delete('/api/v1/session'));
    expect(await read(cookie)).toBe(401);
  });
});

describe('fixation and other sites', () => {
  test('a session cookie that was there before the sign-in is not the one after', async () => {
    const attacker = await signInByCode(service, '13933330000');
    const planted = attacker.cookies.get('six_order_session') as string;
    const victim = openBrowser(service);
    victim.cookies.set('six_order_session', planted);
    await signInByCode(service, '13933331111', victim);
    expect(victim.cookies.get('six_order_session')).not.toBe(planted);
    const { rows } = await service.authDb.query(
      `select count(*)::int as n from auth."session" s join auth."user" u on u."id" = s."userId" where u."phoneNumber" = '+8613933330000'`,
    );
    expect(rows[0].n).toBe(1);
  });

  test('the session of half a sign-in is another one than that of the whole', async () => {
    const { username, code } = await accountsOf(service).invite({ person: personas.property.person, tenant: '522326' });
    const browser = openBrowser(service);
    const password = 'a long enough one';
    await ok(browser.post('/api/v1/session/staff/password', { code, password }));
    await ok(browser.post('/api/v1/session/staff', { username, password }));
    const half = browser.cookies.get('six_order_session') as string;
    const { uri } = await ok(browser.post('/api/v1/session/staff/authenticator', { password }));
    await ok(browser.post('/api/v1/session/staff/code', { code: totpOf(uri) }));
    expect(browser.cookies.get('six_order_session')).not.toBe(half);
    expect((await service.call('GET', '/api/v1/session', { headers: { cookie: `six_order_session=${half}` } })).status).toBe(401);
  });

  test('cookies are out of reach for scripts and other sites, and go over TLS only where the address says so', async () => {
    const secure = await openService({ publicUrl: 'https://orders.example' });
    for (const [of, mark] of [
      [service, false],
      [secure, true],
    ] as const) {
      const browser = openBrowser(of);
      const origin = of === secure ? { origin: 'https://orders.example' } : undefined;
      const { demoCode } = await ok(browser.post('/api/v1/session/code', { phone: '13944440000' }, origin), 202);
      const answer = await browser.post('/api/v1/session/resident', { phone: '13944440000', code: demoCode }, origin);
      const cookies = answer.headers.getSetCookie();
      const session = cookies.find((cookie) => cookie.startsWith('six_order_session=')) ?? '';
      expect(session).toMatch(/; HttpOnly/i);
      expect(session).toMatch(/; SameSite=Strict/i);
      expect(session).toMatch(/; Path=\/(;|$)/i);
      expect(session).not.toMatch(/; Domain/i);
      expect(/; Secure/i.test(session)).toBe(mark);
      for (const cookie of cookies) expect(cookie).toMatch(/; HttpOnly/i);
    }
    await secure.close();
  });

  test('a request of another site changes nothing, whether it signs in, chooses, ends or places', async () => {
    const browser = await signInByCode(service, '13955550000');
    const paths = [
      '/api/v1/session/post',
      '/api/v1/session/home',
      '/api/v1/session/code',
      '/api/v1/session/resident',
      '/api/v1/session/staff',
    ];
    const count = async () => (await service.authDb.query('select count(*)::int as n from auth."session"')).rows[0].n;
    const before = await count();
    for (const origin of ['https://evil.example', 'null', `${service.url}.evil.example`]) {
      for (const path of paths) expect((await browser.post(path, {}, { origin })).status).toBe(403);
      for (const path of ['/api/v1/session', '/api/v1/sessions'])
        expect((await browser.delete(path, { origin })).status).toBe(403);
    }
    const cookie = `six_order_session=${browser.cookies.get('six_order_session')}`;
    for (const [method, path] of [
      ['DELETE', '/api/v1/session'],
      ['DELETE', '/api/v1/sessions'],
      ['POST', '/api/v1/session/post'],
      ['POST', '/api/v1/orders'],
    ] as const)
      expect([
        path,
        (await service.call(method, path, { headers: { cookie }, ...(method === 'POST' && { body: {} }) })).status,
      ]).toEqual([path, path === '/api/v1/orders' ? 401 : 403]);
    expect(await count()).toBe(before);
  });
});

describe('what is sent along', () => {
  test('members that are not asked for are refused, everywhere', async () => {
    const phone = '13966660000';
    const browser = await signInByCode(service, phone);
    const extras = {
      person: personas.admin.person,
      tenant: '522326',
      role: 'admin',
      way: 'oidc',
      twoFactorEnabled: false,
      updatePhoneNumber: true,
      disableSession: true,
      trustDevice: true,
      rememberMe: false,
      callbackURL: '//evil',
    };
    const bodies: Record<string, object> = {
      '/api/v1/session/code': { phone },
      '/api/v1/session/resident': { phone, code: '000000' },
      '/api/v1/session/home': { unit: '522326004002', name: '韦' },
      '/api/v1/session/staff': { username: 'x', password: 'x' },
      '/api/v1/session/staff/password': { code: 'x', password: 'long enough 1' },
      '/api/v1/session/staff/authenticator': { password: 'x' },
      '/api/v1/session/staff/recovery-codes': { password: 'x' },
      '/api/v1/session/staff/code': { code: '000000' },
      '/api/v1/session/staff/recovery': { code: 'x' },
      '/api/v1/session/post': { post: personas.admin.post },
    };
    for (const [path, body] of Object.entries(bodies)) {
      for (const [name, value] of Object.entries(extras)) {
        const answer = await browser.post(path, { ...body, [name]: value });
        expect([path, name, answer.status]).toEqual([path, name, 422]);
      }
    }
  });

  test('numbers, names and codes are in no log line, no answer of a refusal and no address', async () => {
    const canaries = ['13977770000', 'canary-password-1', 'canaryname', '424242', 'canary-recovery'];
    const browser = openBrowser(service);
    const answers = [
      await browser.post('/api/v1/session/code', { phone: `${canaries[0]}1` }),
      await browser.post('/api/v1/session/resident', { phone: canaries[0], code: canaries[3] }),
      await browser.post('/api/v1/session/staff', { username: canaries[2], password: canaries[1] }),
      await browser.post('/api/v1/session/staff/password', { code: canaries[4], password: canaries[1] }),
      await browser.post('/api/v1/session/staff/code', { code: canaries[3] }),
      await browser.post('/api/v1/session/staff/recovery', { code: canaries[4] }),
      await browser.get(`/api/v1/session/oidc/callback/county?code=${canaries[4]}&state=${canaries[2]}`),
    ];
    const text = answers.map((answer) => answer.text + JSON.stringify([...answer.headers])).join('') + service.lines.join('');
    expect(answers.map(({ status }) => status)).toEqual([422, 401, 401, 401, 401, 401, 404]);
    for (const canary of canaries) expect(text).not.toContain(canary);
  });

  test('line breaks and headers in names, agents and addresses forge nothing', async () => {
    const lines = service.lines.length;
    const forged = 'x\r\nset-cookie: six_order_session=evil\r\n\r\n{"level":50}';
    const browser = openBrowser(service);
    const answer = await browser.post('/api/v1/session/staff', { username: forged, password: forged });
    expect([401, 422]).toContain(answer.status);
    expect(answer.headers.getSetCookie()).toEqual([]);
    await browser.post(
      '/api/v1/session/staff',
      { username: 'x y', password: 'x' },
      { 'x-request-id': 'a b{"level":50}', 'user-agent': 'y'.repeat(8_000) },
    );
    await signInByCode(service, '13977771111', openBrowser(service, '1.2.3.4, 5.6.7.8'));
    for (const line of service.lines.slice(lines)) expect(() => JSON.parse(line)).not.toThrow();
    expect(service.lines.slice(lines).join('')).not.toContain('evil');
  });

  test('broken, huge and odd values are refused without a fault', async () => {
    const odd = [
      '',
      ' ',
      '\u202e\u0661\u0663',
      '１３８',
      '0'.repeat(200_000),
      '😀'.repeat(50_000),
      "1'; drop table auth.user; --",
      '../../etc/passwd',
      '%00',
      '\ufeff',
      'a\u0300'.repeat(5_000),
      {},
      [],
      null,
      1e308,
      true,
    ];
    const browser = openBrowser(service);
    for (const value of odd) {
      for (const [path, body] of [
        ['/api/v1/session/code', { phone: value }],
        ['/api/v1/session/resident', { phone: value, code: value }],
        ['/api/v1/session/staff/password', { code: value, password: value }],
        ['/api/v1/session/staff/code', { code: value }],
        ['/api/v1/session/staff/recovery', { code: value }],
      ] as const) {
        const { status } = await browser.post(path, body);
        expect([path, status >= 400 && status < 500]).toEqual([path, true]);
      }
      const { status } = await openBrowser(service).post('/api/v1/session/staff', { username: value, password: value });
      expect(status >= 400 && status < 500).toBe(true);
    }
  });
});

test('the application’s role reads nothing of schema auth, and sign-in’s role nothing of the rest', async () => {
  const tables = async (schema: string) =>
    (
      await service.db.query(
        `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname = $1`,
        [schema],
      )
    ).rows.map(({ name }) => name as string);
  const [identities, rest] = [await tables('auth'), await tables('public')];
  expect(identities.length).toBeGreaterThan(8);
  expect(rest).toContain('public.orders');
  for (const name of identities) await expect(service.db.query(`select * from ${name}`)).rejects.toThrow('permission denied');
  for (const name of rest) await expect(service.authDb.query(`select * from ${name}`)).rejects.toThrow('permission denied');
});

async function countingHashes<T>(run: () => Promise<T>): Promise<{ result: T; hashes: number }> {
  const { scrypt } = crypto;
  let hashes = 0;
  const counting = ((...args: Parameters<typeof scrypt>) => {
    hashes += 1;
    return scrypt(...args);
  }) as typeof scrypt;
  crypto.scrypt = counting;
  syncBuiltinESMExports();
  try {
    return { result: await run(), hashes };
  } finally {
    crypto.scrypt = scrypt;
    syncBuiltinESMExports();
  }
}
