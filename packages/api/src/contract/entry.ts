// One route of the contract: what it takes, what it answers, who may call it.
import type { z } from 'zod';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A successful answer. Without a schema its body is not JSON: `type` says what it is. */
export interface Answer {
  readonly description: Text;
  readonly schema?: z.ZodType;
  readonly type?: string;
}

export interface RouteEntry {
  readonly method: 'get' | 'post' | 'delete';
  /** As OpenAPI writes it: `/api/v1/orders/{id}`. */
  readonly path: string;
  readonly summary: Text;
  /**
   * `session`: a person in a post, by Bearer token or cookie. `signed-in`: a person by cookie, perhaps not in a post yet.
   * `open`: anyone.
   */
  readonly auth: 'open' | 'session' | 'signed-in';
  /** `signed-in`, and done as whoever the page was opened as all the same (other-post.ts). What is no GET of a `session` always is. */
  readonly ofPost?: true;
  /** What another system's key needs; `read` for a GET and `write` for the rest when not said. */
  readonly scope?: 'read' | 'write' | 'reveal';
  /** Exists in demo mode only. */
  readonly demo?: true;
  /** Takes an `Idempotency-Key` that the engine keeps. */
  readonly keyed?: true;
  /** An unfit value is an unknown resource: 404. */
  readonly params?: z.ZodObject;
  /** An unfit value is a 422. */
  readonly query?: z.ZodObject;
  /** JSON; an unfit value is a 422. */
  readonly body?: z.ZodObject | z.ZodUnion<readonly z.ZodObject[]>;
  /** The body is a file's bytes. */
  readonly file?: true;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses of its problems beside those that every route may answer (400, 429, 500, 503 and, with a session, 401, 403). */
  readonly refusals: readonly number[];
}

/** The path as Express writes it: `/api/v1/orders/:id`. */
export const expressPath = (entry: RouteEntry): string => entry.path.replaceAll(/\{(\w+)\}/g, ':$1');
