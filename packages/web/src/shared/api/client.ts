// Calls of the API, typed by its contract. Only types are taken from it: no schema reaches the browser.
import type { contract, Operation } from '@six-order/api/contract';
import type { Told } from '@six-order/api/problem';
import { ageOfShell, boot } from '../boot.ts';
import { w } from '../words.ts';

type Output<S> = S extends { readonly _zod: { readonly output: infer T } } ? T : never;
type Input<S> = S extends { readonly _zod: { readonly input: infer T } } ? T : never;
type Schemas<A> = { [K in keyof A]: A[K] extends { readonly schema: infer S } ? S : never }[keyof A];

export type Reply<Op extends Operation> = Output<Schemas<(typeof contract)[Op]['answers']>>;
export type Body<Op extends Operation> = Input<(typeof contract)[Op] extends { readonly body: infer B } ? B : never>;

export type Order = Reply<'getOrder'>['order'];
export type OrderSummary = Reply<'listOrders'>['orders'][number];
export type Allowed = Order['allowed'][number];
export type Category = Reply<'listCategories'>['categories'][number];
export type Unit = Reply<'listUnits'>['units'][number];

/** A refusal, in the reader's words. `status` 0: there was no answer. `kind`: which problem it is, by the last part of its type. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly kind: string;

  constructor(status: number, message: string, errors: Problem['errors'] = [], kind = '') {
    super(message);
    this.status = status;
    this.errors = errors;
    this.kind = kind;
  }
}

/** A rule on a screen: its words and the law; its name and the papers of its design are for whoever builds or calls the system. */
const shownOf = (rule: Told['rule']): string | undefined =>
  rule && (rule.law === undefined ? rule.says : w.problem.byLaw(rule.says, rule.law));

export const messageOf = (error: unknown): string => (error instanceof Problem ? error.message : w.problem.fault);

export const get = <Op extends Operation>(path: string): Promise<Reply<Op>> => call('GET', path);

const came = new Map(Object.entries(boot.answers ?? {}));
/** Later it is asked for: by then it is old. */
const FRESH_MS = 10_000;

/** What was taken of it and not asked for since. */
const taken = new Map<string, unknown>();

/** What came with the shell for `path`, once; null when nothing did. */
export function firstAnswer<Op extends Operation>(path: string): Reply<Op> | null {
  const answer = ageOfShell() < FRESH_MS ? came.get(path) : undefined;
  came.delete(path);
  if (answer !== undefined) taken.set(path, answer);
  return (answer as Reply<Op> | undefined) ?? null;
}

interface Known {
  readonly path: string;
  readonly tag: string;
  readonly answer: unknown;
}

const ONE_ORDER = /^\/api\/v1\/orders\/[^/?]+$/;
/** The orders that were read last, by their path: so many. */
const orders = new Map<string, Known>();
const KEPT = 8;

function keep(known: Known): void {
  orders.delete(known.path);
  orders.set(known.path, known);
  for (const path of [...orders.keys()].slice(0, -KEPT)) orders.delete(path);
}

/** It is asked for with its tag: where it is still the same, it is not read, nor logged, twice. */
function knownOf(path: string): Known | undefined {
  // What was read before something is changed here is not shown after it.
  const answer = taken.get(path);
  taken.delete(path);
  const tag = boot.tags?.[path];
  const known = answer === undefined || tag === undefined ? undefined : { path, tag, answer };
  if (known && ONE_ORDER.test(path)) keep(known);
  return orders.get(path) ?? (ageOfShell() > FRESH_MS ? undefined : known);
}

/** With a key the server does it once, however often it is sent. */
export const post = <Op extends Operation>(path: string, body: Body<Op>, key?: string): Promise<Reply<Op>> =>
  call('POST', path, body, key);

/** Sends a file that a command will name. */
export const upload = (file: Blob): Promise<Reply<'uploadAttachment'>> => call('POST', '/api/v1/attachments', file);

export const remove = (path: string): Promise<unknown> => call('DELETE', path);

/** The kind of that refusal, and the event by which the page is told of it. */
export const OTHER_POST = 'other-post';
/** What a page sends without anybody pressing anything: nobody waits for it. */
const BY_ITSELF = '/api/v1/notices/read';
const NOT_MODIFIED = 304;
const PATIENCE_MS = 20_000;
const UPLOAD_PATIENCE_MS = 120_000;

async function call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const known = method === 'GET' ? knownOf(path) : undefined;
  if (method !== 'GET') came.clear();
  let answer: Response;
  const file = body instanceof Blob;
  try {
    answer = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': boot.language,
        ...(body !== undefined && { 'content-type': file ? body.type || 'application/octet-stream' : 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
        // In which post it was written: in no other is it done (another tab may have changed it).
        ...(method !== 'GET' && boot.me && { 'six-order-post': boot.me.post.id }),
        ...(known && { 'if-none-match': known.tag }),
      },
      ...(body !== undefined && { body: file ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout?.(file ? UPLOAD_PATIENCE_MS : PATIENCE_MS) ?? null,
    });
  } catch {
    throw new Problem(0, w.problem.offline);
  }
  if (answer.status === NOT_MODIFIED && known) return known.answer as T;
  if (answer.ok) {
    const said = (await answer.json()) as T;
    const tag = answer.headers.get('etag');
    if (method === 'GET' && tag !== null && ONE_ORDER.test(path)) keep({ path, tag, answer: said });
    return said;
  }
  const { type = '', detail, rule, title, errors = [] }: Partial<Told> = { ...(await answer.json().catch(() => null)) };
  const shown = shownOf(rule) ?? detail;
  const seconds = Number(answer.headers.get('retry-after'));
  const tooOften = seconds > 0 ? w.problem.tooOften(seconds) : undefined;
  const said = {
    401: w.problem.signedOut,
    403: shown ?? w.problem.forbidden,
    404: w.problem.missing,
    429: shown ?? tooOften,
  }[answer.status];
  const kind = type.split(':').pop();
  if (kind === OTHER_POST && path !== BY_ITSELF) dispatchEvent(new Event(OTHER_POST));
  throw new Problem(
    answer.status,
    said ?? shown ?? title ?? w.problem.fault,
    errors.map(({ path, message, rule: own }) => ({ path, message: shownOf(own) ?? message })),
    kind,
  );
}

/** A new key for one thing to be done once. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
