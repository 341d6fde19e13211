// Cross-site requests: refused before anything is read.
//
// A browser names the Origin of every unsafe request. A foreign one is refused; with a session cookie, so is a missing one.
import type { Request } from 'express';
import { Refusal } from './refusal.ts';

const missing = {
  detail: {
    zh: '为了安全，这次没有收下：请从本站页面重新打开再试。',
    en: 'For safety this was not accepted: please open the page on this site anew and try again.',
  },
  hint: {
    zh: '以 Cookie 登录时，写操作须带本站的 Origin 请求头；或改用 Authorization: Bearer。',
    en: 'With a session cookie, a writing request needs an Origin header of this site; or use Authorization: Bearer.',
  },
};

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `byCookie`: the session that counts came as a cookie. `ours`: origin of the public address, if set. */
export function refuseForeignOrigin(req: Request, byCookie: boolean, ours: string | null): void {
  if (SAFE.has(req.method)) return;
  const { origin, host } = req.headers;
  if (origin === undefined) {
    if (byCookie) throw new Refusal('foreign-origin', missing);
    return;
  }
  if (origin === ours || origin === `http://${host}` || origin === `https://${host}`) return;
  throw new Refusal('foreign-origin');
}
