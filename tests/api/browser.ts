// A browser as far as sign-in goes: it keeps cookies, sends them back, and names its Origin.
import { createHmac } from 'node:crypto';
import { openAccounts } from '@six-order/api/sign-in';
import { newId } from '@six-order/cli/new-id';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { pino } from 'pino';
import type { Answer, Service } from './service.ts';

export interface Browser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  delete(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** By name; as they would be sent. */
  readonly cookies: Map<string, string>;
}

let lastAddress = 0;

/** Each browser has an address of its own, as the proxy on this machine says. */
export function openBrowser(service: Service, address = `10.1.${(lastAddress += 1) >> 8}.${lastAddress & 255}`): Browser {
  const cookies = new Map<string, string>();
  const send = async (method: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await service.call(method, path, {
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(method !== 'GET' && { origin: service.url }),
        'x-forwarded-for': address,
        'user-agent': 'Browser of a test',
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split(';').map((part) => part.trim());
      const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
      const over = value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute));
      if (over) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  return {
    cookies,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  };
}

/** RFC 6238 with the otpauth address's secret: six digits, 30 s. */
export const totpOf = (uri: string): string => codeOf(uri, 0);

/** The code of the next 30 s, which is right already: for an account whose code of now is spent. */
export const nextTotpOf = (uri: string): string => codeOf(uri, 1);

function codeOf(uri: string, ahead: number): string {
  const secret = base32(new URL(uri).searchParams.get('secret') ?? '');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) as number) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  let bits = '';
  for (const letter of text.replace(/=+$/, ''))
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export const accountsOf = ({ authDb, keyring }: Service) =>
  openAccounts({ db: authDb, keyring, newId, log: pino({ level: 'silent' }) });

export interface StaffAccount {
  readonly username: string;
  readonly password: string;
  readonly uri: string;
  readonly recoveryCodes: readonly string[];
  /** Signed in with both factors. */
  readonly browser: Browser;
}

/** Invites a persona, sets the password and the authenticator, all over HTTP but the invitation. */
export async function makeStaff(service: Service, persona: PersonaName): Promise<StaffAccount> {
  const password = `correct horse of ${persona}`;
  const { person } = personas[persona];
  const { username, code } = await accountsOf(service).invite({ person, tenant: '522326' });
  const browser = openBrowser(service);
  await ok(browser.post('/api/v1/session/staff/password', { code, password }));
  await ok(browser.post('/api/v1/session/staff', { username, password }));
  const { uri, recoveryCodes } = await ok(browser.post('/api/v1/session/staff/authenticator', { password }));
  await ok(browser.post('/api/v1/session/staff/code', { code: totpOf(uri) }));
  return { username, password, uri, recoveryCodes, browser };
}

/** Signs a resident in by the code that the demo shows. */
export async function signInByCode(service: Service, phone: string, browser = openBrowser(service)): Promise<Browser> {
  const { demoCode } = await ok(browser.post('/api/v1/session/code', { phone }), 202);
  await ok(browser.post('/api/v1/session/resident', { phone, code: demoCode }));
  return browser;
}

export async function ok(sent: Promise<Answer>, status = 200): Promise<any> {
  const answer = await sent;
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.json;
}
