// Mounts one entry of the contract: session, origin, body and shapes are dealt with here, so that a route holds nothing
// but its own matter.
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import { fileBody, jsonBody } from './body.ts';
import { expressPath, type RouteEntry } from './contract/entry.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { refuseOtherPost } from './other-post.ts';
import { parse } from './parse.ts';
import { languageOf } from './problem-handler.ts';
import { rateHeaders } from './rate-headers.ts';
import { Refusal } from './refusal.ts';
import { refuseForeignOrigin } from './same-origin.ts';
import type { Scope } from './sign-in/api-keys.ts';
import type { Session, Sessions, SignedIn } from './session.ts';

type Shape<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A request as its route sees it. */
export interface Call<E extends RouteEntry> {
  readonly params: Shape<E['params']>;
  readonly query: Shape<E['query']>;
  readonly body: Shape<E['body']>;
  readonly session: E['auth'] extends 'session' ? Session : E['auth'] extends 'signed-in' ? SignedIn : Session | null;
  readonly key: string | undefined;
  readonly req: Request;
  readonly res: Response;
}

export interface Door {
  readonly sessions: Sessions;
  /** Origin of the public address, if there is one. */
  readonly origin: string | null;
}

/** Mounts `entry`; what `handle` throws goes to the one error handler. */
export function serve<E extends RouteEntry>(
  router: Router,
  door: Door,
  entry: E,
  handle: (call: Call<E>) => Promise<void> | void,
): void {
  router[entry.method](
    expressPath(entry),
    (req, res, next) => {
      res.locals.route = entry.path;
      if (entry.auth === 'signed-in') {
        refuseForeignOrigin(req, true, door.origin);
        return door.sessions.signedIn(req).then((session) => {
          if (!session) throw new Refusal('unauthenticated');
          if (entry.ofPost) refuseOtherPost(req, session.post);
          res.locals.session = session;
          next();
        });
      }
      const admit = (session: Session | null): void => {
        if (session) res.locals.role = session.actor.role;
        if (session?.rate) res.set(rateHeaders(session.rate));
        res.locals.session = session;
        refuseForeignOrigin(req, entry.auth === 'session' && session?.byCookie === true, door.origin);
        if (!session && entry.auth === 'session') {
          throw new Refusal('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
        }
        if (entry.auth === 'session' && session) refuseOtherPost(req, session.actor.post);
        if (session?.scopes && !session.scopes.includes(scopeOf(entry))) throw new Refusal('forbidden', { detail: outOfScope });
        next();
      };
      const session = door.sessions.read(req);
      return session instanceof Promise ? session.then(admit) : admit(session);
    },
    ...(entry.body ? [jsonBody] : []),
    ...(entry.file ? [fileBody] : []),
    async (req, res) => {
      const language = () => languageOf(req);
      const params = entry.params?.safeParse(req.params);
      if (params && !params.success) throw new Refusal('not-found');
      await handle({
        params: params?.data,
        query: entry.query && parse(entry.query, req.query, language),
        body: entry.body && parse(entry.body, req.body, language),
        session: res.locals.session,
        key: entry.keyed ? idempotencyKey(req) : undefined,
        req,
        res,
      } as Call<E>);
    },
  );
}

const scopeOf = (entry: RouteEntry): Scope => entry.scope ?? (entry.method === 'get' ? 'read' : 'write');

const outOfScope = { zh: '此密钥的授权范围不含这一操作。', en: 'The scopes of this key do not reach that far.' };
