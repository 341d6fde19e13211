// Sessions: who calls, in which post.
//
// Owns: the signed token, its cookie, the actor behind it. Nothing is stored: the token holds person, post and end, and a
// MAC under the key ring. The post itself is looked up at each request, so that an ended post ends the session.
// Not ours: how a person proves who they are (demo mode hands sessions out; sign-in proper is a matter of its own).
import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { Actor } from '@six-order/engine';
import type { Keyring } from '@six-order/engine/runtime';

export const SESSION_HOURS = 12;
const COOKIE = 'six_order_session';
const MAX_TOKEN = 1024;
const MAX_KNOWN = 10_000;

const Payload = z.strictObject({ person: z.uuid(), post: z.uuid(), exp: z.int() });

export interface Session {
  readonly actor: Actor & { readonly person: string; readonly post: string };
  readonly token: string;
  /** The token came as a cookie, which browsers add by themselves. */
  readonly byCookie: boolean;
}

export interface Sessions {
  /** A token for a person in a post, good for 12 hours of wall time. */
  open(of: { readonly person: string; readonly post: string }): string;
  /** The session of a request; null without one, or with one that is forged, over, or of an ended post. */
  read(req: Request): Session | null;
  /** Whether a token that was read before still holds. */
  stillHolds(token: string): boolean;
  setCookie(res: Response, token: string): void;
}

export interface SessionOptions {
  readonly keyring: Keyring;
  readonly directory: Directory;
  /** Wall time, epoch ms. The demo clock does not end sessions. */
  readonly wall: () => number;
  /** The cookie goes over TLS only. */
  readonly secure: boolean;
}

export function createSessions({ keyring, directory, wall, secure }: SessionOptions): Sessions {
  const sign = (payload: string): Buffer => Buffer.from(keyring.digest('session', payload));
  /** Tokens whose MAC was found right, so that it is worked out once. The oldest go first. */
  const known = new Map<string, z.infer<typeof Payload>>();

  const actorOf = (token: string): Session['actor'] | null => {
    const payload = known.get(token) ?? verified(token);
    if (!payload || payload.exp <= wall()) return null;
    const actor = directory.actorOf(payload.post);
    if (!actor || actor.person !== payload.person) return null;
    return { ...actor, person: payload.person, post: payload.post };
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

  return {
    open({ person, post }) {
      const payload = Buffer.from(JSON.stringify({ person, post, exp: wall() + SESSION_HOURS * 3_600_000 })).toString(
        'base64url',
      );
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    read(req) {
      const bearer = bearerOf(req);
      const token = bearer ?? cookieOf(req);
      const actor = token === null ? null : actorOf(token);
      return actor && { actor, token: token as string, byCookie: bearer === null };
    },
    stillHolds: (token) => actorOf(token) !== null,
    setCookie(res, token) {
      res.cookie(COOKIE, token, { httpOnly: true, sameSite: 'strict', path: '/', secure, maxAge: SESSION_HOURS * 3_600_000 });
    },
  };
}

function bearerOf(req: Request): string | null {
  const [scheme, token] = (req.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token ? token : null;
}

function cookieOf(req: Request): string | null {
  const { cookie } = req.headers;
  if (cookie === undefined) return null;
  for (const pair of cookie.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === COOKIE && value) return value;
  }
  return null;
}
