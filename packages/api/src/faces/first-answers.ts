// What a page asks for first comes with its shell: on a slow network a turn less before anything is to be read.
//
// Owns: which addresses of the API a page reads first. Not ours: the answers, which the API gives as if the browser had asked.
// A1: only what is granted comes along; what is refused the page asks for itself, and says why. A2: no address here changes anything.
// A3: a page waits for none of it longer than it would take to ask for itself.
import { Agent, get, type RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Request } from 'express';
import type { FaceName } from './faces.ts';
import type { Language } from './boot.ts';

/** By the address of the API, its JSON. */
export type Answers = Readonly<Record<string, unknown>>;
/** By the same, what tells that answer from others, where the API says so. */
export type Tags = Readonly<Record<string, string>>;

const CATEGORIES = '/api/v1/categories';
const EMERGENCIES = '/api/v1/public/emergencies';
/** What was published last: it may be taken off the board the next moment. */
export const LATEST = '/api/v1/public/items?limit=3';

/** In the frame of each page of whoever has signed in. */
const FRAME: readonly string[] = ['/api/v1/notices/unread'];

/** Of somebody who has signed in; `(…)` of an address stands for `$1`. */
const own: Readonly<Record<FaceName, readonly (readonly [RegExp, readonly string[]])[]>> = {
  resident: [
    [/^\/$/, [EMERGENCIES, '/api/v1/orders?desk=requests&limit=20', CATEGORIES, LATEST]],
    [/^\/place$/, [CATEGORIES]],
    [/^\/dispute$/, [CATEGORIES]],
    [/^\/orders\/([0-9a-f-]{36})$/, ['/api/v1/orders/$1', CATEGORIES]],
    [/^\/mine$/, ['/api/v1/orders?desk=requests&limit=30', CATEGORIES]],
    [/^\/notices$/, ['/api/v1/notices?limit=50']],
  ],
  staff: [
    [/^\/staff\/?$/, ['/api/v1/desks']],
    [/^\/staff\/desk\/([a-z-]+)$/, ['/api/v1/orders?desk=$1&limit=100', '/api/v1/desks', CATEGORIES]],
    [/^\/staff\/desk\/([a-z-]+)\/([0-9a-f-]{36})$/, ['/api/v1/orders/$2', '/api/v1/desks', CATEGORIES]],
    [/^\/staff\/orders\/([0-9a-f-]{36})$/, ['/api/v1/orders/$1', '/api/v1/desks', CATEGORIES]],
  ],
};

/** Of whoever has not. */
const everyones: readonly (readonly [RegExp, readonly string[]])[] = [[/^\/$/, [EMERGENCIES, LATEST]]];

/** Whoever asks for the head of a page reads nothing: no answer is drawn, and no reading logged. */
export function firstReads(
  face: FaceName,
  { method, path }: Pick<Request, 'method' | 'path'>,
  signedIn: boolean,
): readonly string[] {
  if (method !== 'GET') return [];
  const frame = signedIn ? FRAME : [];
  for (const [page, reads] of signedIn ? own[face] : everyones) {
    const found = page.exec(path);
    if (found)
      return [...frame, ...reads.map((read) => read.replaceAll(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? ''))];
  }
  return frame;
}

/**
 * Asks the API as the browser would that asked for the page: with its session, at the address where it came in, so that each answer
 * passes the same doors. Express lends its own prototypes to each exchange, so none can be made up within the process.
 */
export async function firstAnswers(
  req: Request,
  reads: readonly string[],
  language: Language,
): Promise<{ readonly answers: Answers; readonly tags: Tags }> {
  const { localAddress, localPort } = req.socket;
  if (localAddress === undefined || localPort === undefined) return { answers: {}, tags: {} };
  const { cookie, host = '' } = req.headers;
  const headers = { accept: 'application/json', 'accept-language': language, host, ...(cookie && { cookie }) };
  const granted = await Promise.all(
    reads.map(async (path) => {
      const answer = await ask({ host: localAddress, port: localPort, path, headers, agent });
      return answer === null ? [] : [{ path, ...answer }];
    }),
  );
  return {
    answers: Object.fromEntries(granted.flat().map(({ path, body }) => [path, JSON.parse(body) as unknown])),
    tags: Object.fromEntries(granted.flat().flatMap(({ path, tag }) => (tag === undefined ? [] : [[path, tag] as const]))),
  };
}

const agent = new Agent({ keepAlive: true });

const PATIENCE_MS = 3_000;

/** A granted answer; null for every other, and when there is none in time. */
const ask = (options: RequestOptions): Promise<{ readonly body: string; readonly tag: string | undefined } | null> =>
  new Promise((done) => {
    get({ ...options, signal: AbortSignal.timeout(PATIENCE_MS) }, (answer) => {
      text(answer).then(
        (body) => done(answer.statusCode === 200 ? { body, tag: answer.headers.etag } : null),
        () => done(null),
      );
    }).once('error', () => done(null));
  });
