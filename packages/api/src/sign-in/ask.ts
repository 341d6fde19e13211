// Single requests to the sign-in library, in process, and its answers as this API's problems.
//
// Owns: what reaches the library (our cookies, a path, a body that was parsed before) and what comes back (its cookies).
// Not ours: its router, which nobody outside can reach.
// Keeps: I12. Q1: whatever the library says of a name, a number or a password becomes one of a few problems without its words.
import type { Request, Response } from 'express';
import type { Text } from '../contract/entry.ts';
import type { InBoth } from '@six-order/community/rules/rule';
import { Refusal } from '../refusal.ts';
import { CLIENT_HEADER, COOKIE_PREFIX, LIBRARY_PATH } from './in-process.ts';
import type { Library } from './library.ts';

export interface Asked {
  readonly body: Readonly<Record<string, unknown>>;
  /** `name=value; attributes` as they are to be set. */
  readonly cookies: readonly string[];
  /** Where a redirect leads. */
  readonly location: string | null;
}

export interface Question {
  readonly path: string;
  readonly method?: 'GET';
  readonly query?: URLSearchParams;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Throws Refusal: `sign-in-failed`, `too-many`, or `invalid` for a password that is too short or long. */
export async function ask(library: Library, origin: string, req: Request, question: Question): Promise<Asked> {
  const url = new URL(`${origin}${LIBRARY_PATH}${question.path}`);
  if (question.query) url.search = question.query.toString();
  const headers = new Headers({ origin: new URL(origin).origin, [CLIENT_HEADER]: req.ip ?? '' });
  const cookies = ownCookies(req);
  if (cookies !== '') headers.set('cookie', cookies);
  const agent = req.headers['user-agent'];
  if (agent !== undefined) headers.set('user-agent', agent.slice(0, 200));
  if (question.body) headers.set('content-type', 'application/json');
  const answer = await library.handler(
    new Request(url, {
      method: question.method ?? 'POST',
      headers,
      ...(question.body && { body: JSON.stringify(question.body) }),
    }),
  );
  if (answer.status >= 400) throw await refusalOf(answer);
  const text = await answer.text();
  return {
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
    cookies: answer.headers.getSetCookie(),
    location: answer.headers.get('location'),
  };
}

export function passCookies(res: Response, { cookies }: Pick<Asked, 'cookies'>): void {
  for (const cookie of cookies) res.append('set-cookie', cookie);
}

/** The session cookie's new value, when the answer sets one. */
export function sessionCookieOf({ cookies }: Pick<Asked, 'cookies'>, name: string): string | null {
  // The last one holds: a browser reads them in this order.
  const pair = cookies.findLast((cookie) => cookie.startsWith(`${name}=`))?.split(';', 1)[0];
  return pair?.slice(name.length + 1) || null;
}

function ownCookies(req: Request): string {
  return (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${COOKIE_PREFIX}.`) || pair.startsWith(`${COOKIE_PREFIX}_`))
    .join('; ');
}

async function refusalOf(answer: globalThis.Response): Promise<Refusal> {
  if (answer.status >= 500) return new Refusal('unavailable', { headers: { 'retry-after': '2' } });
  const { code, retryAfter } = (await answer.json().catch(() => ({}))) as { code?: unknown; retryAfter?: unknown };
  if (answer.status === 429) {
    const seconds = Number(retryAfter ?? answer.headers.get('x-retry-after') ?? 900);
    return new Refusal('too-many', { headers: { 'retry-after': String(Number.isFinite(seconds) ? Math.ceil(seconds) : 900) } });
  }
  const length = lengths[String(code)];
  return length ? new Refusal('invalid', { errors: [{ path: 'password', message: length }] }) : failed;
}

const lengths: Readonly<Record<string, InBoth>> = {
  PASSWORD_TOO_SHORT: '至少 10 个字符 / must have at least 10 characters',
  PASSWORD_TOO_LONG: '最多 128 个字符 / must have at most 128 characters',
};

const hint: Text = {
  zh: '账号、密码或验证码不正确，或验证码已过期。请核对后重试，或重新获取验证码。',
  en: 'Name, password or code is not right, or the code is over. Check them, or ask for a new code.',
};

/** One answer for an unknown name, a wrong password, and a code that is wrong, over or used. */
const failed = new Refusal('sign-in-failed', { detail: hint });
