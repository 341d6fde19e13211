// Sessions: who calls, in which post.
//
// Owns: where a session comes from (the demo's signed token, a signed-in person's cookie, another system's key) and the actor
// behind it. The post itself is looked up at each request, so that an ended post ends the session.
// Not ours: how a person proves who they are (sign-in/; demo mode hands sessions out).
// N1: the demo's token is read without a statement, and outside demo mode not at all.
import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { Role } from '@six-order/community/people/role';
import type { Actor } from '@six-order/engine';
import type { Keyring } from '@six-order/engine/runtime';
import type { Rate } from './rate-headers.ts';
import type { ApiKeys, Scope } from './sign-in/api-keys.ts';
import type { StoredSession, StoredSessions } from './sign-in/stored-sessions.ts';
import { opens } from './sign-in/way.ts';

export const SESSION_HOURS = 12;
export const SESSION_COOKIE = 'six_order_session';
const MAX_TOKEN = 1024;
const MAX_KNOWN = 10_000;

const Payload = z.strictObject({ person: z.uuid(), post: z.uuid(), exp: z.int() });

export type SessionActor = Actor & { readonly person: string; readonly post: string };

export interface Session {
  readonly actor: SessionActor;
  /** The demo's token, the cookie's value or the key: whatever came. A secret. */
  readonly token: string;
  /** The token came as a cookie, which browsers add by themselves. */
  readonly byCookie: boolean;
  /** What another system's key may be used for; null for people. */
  readonly scopes: readonly Scope[] | null;
  /** What a key may still ask; absent for people. */
  readonly rate?: Rate;
}

/** A person who signed in, perhaps not yet in a post. */
export interface SignedIn extends StoredSession {
  readonly token: string;
}

export interface Sessions {
  /** A token for a person in a post, good for 12 hours of wall time. Demo mode only. */
  open(of: { readonly person: string; readonly post: string }): string;
  /** The session of a request; null without one, or with one that is forged, over, or of an ended post. */
  read(req: Request): Session | null | Promise<Session | null>;
  /** Who signed in with a browser, whatever there is still to be done; null for the demo's tokens and for keys. */
  signedIn(req: Request): Promise<SignedIn | null>;
  /** Whether a token that was read before still holds. */
  stillHolds(token: string): boolean | Promise<boolean>;
  setCookie(res: Response, token: string): void;
  clearCookie(res: Response): void;
}

export interface SessionOptions {
  readonly keyring: Keyring;
  readonly directory: Directory;
  readonly stored: StoredSessions;
  readonly keys: ApiKeys;
  /** Whether the demo's tokens hold. */
  readonly demo: boolean;
  /** Wall time, epoch ms. The demo clock does not end sessions. */
  readonly wall: () => number;
  /** The cookie goes over TLS only. */
  readonly secure: boolean;
}

export function createSessions({ keyring, directory, stored, keys, demo, wall, secure }: SessionOptions): Sessions {
  const sign = (payload: string): Buffer => Buffer.from(keyring.digest('session', payload));
  /** Tokens whose MAC was found right, so that it is worked out once. The oldest go first. */
  const known = new Map<string, z.infer<typeof Payload>>();

  const actorIn = (post: string): SessionActor | null => {
    const actor = directory.actorOf(post);
    return actor?.person ? { ...actor, person: actor.person, post } : null;
  };

  const demoActor = (token: string): SessionActor | null => {
    if (!demo) return null;
    const payload = known.get(token) ?? verified(token);
    if (!payload || payload.exp <= wall()) return null;
    const actor = actorIn(payload.post);
    return actor?.person === payload.person ? actor : null;
  };

  const storedActor = async (cookie: string): Promise<SessionActor | null> => {
    const session = await stored.find(cookie);
    if (!session || session.post === null) return null;
    const actor = actorIn(session.post);
    return actor && actor.person === session.person && opens(session.way, actor.role as Role) ? actor : null;
  };

  const keyActor = async (key: string): Promise<Pick<Session, 'actor' | 'scopes' | 'rate'> | null> => {
    const found = await keys.find(key);
    const actor = found && actorIn(found.post);
    return actor && { actor, scopes: found.scopes, rate: found.rate };
  };

  const verified = (token: string): z.infer<typeof Payload> | null => {
    if (token.length > MAX_TOKEN) return null;
    const [payload, mac, ...rest] = token.split('.');
    if (!payload || !mac || rest.length > 0) return null;
    const expected = sign(payload);
    const given = Buffer.from(mac, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const found = Payload.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    if (known.size >= MAX_KNOWN) known.delete(known.keys().next().value as string);
    known.set(token, found);
    return found;
  };

  const withActor = (actor: SessionActor | null, token: string, byCookie: boolean): Session | null =>
    actor && { actor, token, byCookie, scopes: null };

  return {
    open({ person, post }) {
      const payload = Buffer.from(JSON.stringify({ person, post, exp: wall() + SESSION_HOURS * 3_600_000 })).toString(
        'base64url',
      );
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    read(req) {
      const bearer = bearerOf(req);
      if (bearer !== null) {
        if (!keys.looksLike(bearer)) return withActor(demoActor(bearer), bearer, false);
        return keyActor(bearer).then((found) => found && { ...found, token: bearer, byCookie: false });
      }
      const cookie = cookieOf(req);
      if (cookie === null) return null;
      if (!stored.looksLike(cookie)) return withActor(demoActor(cookie), cookie, true);
      return storedActor(cookie).then((actor) => withActor(actor, cookie, true));
    },
    async signedIn(req) {
      const cookie = bearerOf(req) === null ? cookieOf(req) : null;
      const session = cookie === null ? null : await stored.find(cookie);
      return session && { ...session, token: cookie as string };
    },
    stillHolds(token) {
      if (keys.looksLike(token)) return keyActor(token).then((found) => found !== null);
      if (stored.looksLike(token)) return storedActor(token).then((actor) => actor !== null);
      return demoActor(token) !== null;
    },
    setCookie(res, token) {
      res.cookie(SESSION_COOKIE, token, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        secure,
        maxAge: SESSION_HOURS * 3_600_000,
      });
    },
    clearCookie(res) {
      res.clearCookie(SESSION_COOKIE, { httpOnly: true, sameSite: 'strict', path: '/', secure });
    },
  };
}

/** RFC 6750: one token of its alphabet and nothing after it. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

const bearerOf = (req: Request): string | null => BEARER.exec(req.headers.authorization ?? '')?.[1] ?? null;

function cookieOf(req: Request): string | null {
  const { cookie } = req.headers;
  if (cookie === undefined) return null;
  for (const pair of cookie.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === SESSION_COOKIE && value) return value;
  }
  return null;
}
