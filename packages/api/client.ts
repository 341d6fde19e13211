// A typed client of the contract: paths, queries, bodies and answers as the contract has them, over `fetch`.
//
// For programs that may import this package; others make one of /openapi.json. C1: an answer that is no success is thrown as
// `ProblemError`, with the problem as it came.
import type { z } from 'zod';
import { contract, type Operation } from './src/contract.ts';
import type { RouteEntry } from './src/contract/entry.ts';

type Entry<O extends Operation> = (typeof contract)[O];
type In<S> = S extends z.ZodType ? z.input<S> : never;
type Part<O extends Operation, K extends 'params' | 'query' | 'body'> =
  Entry<O> extends Record<K, infer S> ? { readonly [key in K]: In<S> } : unknown;

/** What a call of the operation needs: `params`, `query` and `body` as far as it has them, and a key against doubles. */
export type Call<O extends Operation> = Part<O, 'params'> &
  Partial<Part<O, 'query'>> &
  Part<O, 'body'> & { readonly key?: string };

type Schemas<A> = {
  [S in keyof A]: A[S] extends { readonly schema: infer T } ? (T extends z.ZodType ? z.output<T> : never) : never;
}[keyof A];
/** What it answers; text where the answer is no JSON. */
export type Reply<O extends Operation> = [Schemas<Entry<O>['answers']>] extends [never] ? string : Schemas<Entry<O>['answers']>;

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly requestId: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  /** Seconds to wait before it is tried again; null when nothing was said. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null) {
    super(`${problem.title} (${problem.requestId})`);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export interface ClientOptions {
  /** Such as https://orders.example.gov.cn. */
  readonly base: string;
  /** A key (sixkey_…); without it only what is open to anyone. */
  readonly token?: string;
  readonly language?: 'zh' | 'en';
}

export type Client = <O extends Operation>(operation: O, call: Call<O>) => Promise<Reply<O>>;

export function createClient({ base, token, language = 'zh' }: ClientOptions): Client {
  return async <O extends Operation>(operation: O, call: Call<O>): Promise<Reply<O>> => {
    const entry: RouteEntry = contract[operation];
    const {
      params = {},
      query = {},
      body,
      key,
    } = call as {
      params?: Readonly<Record<string, unknown>>;
      query?: Readonly<Record<string, string | number | boolean | undefined>>;
      body?: unknown;
      key?: string;
    };
    const path = entry.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method: entry.method.toUpperCase(),
      headers: {
        'accept-language': language,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    if (response.ok) return (isJson ? JSON.parse(text) : text) as Reply<O>;
    const unknown = { type: 'about:blank', title: response.statusText, status: response.status, requestId: '' };
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    throw new ProblemError(isJson ? (JSON.parse(text) as Problem) : unknown, Number.isNaN(wait) ? null : wait);
  };
}
