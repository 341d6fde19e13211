// One JSON POST to an address that somebody configured, guarded against reaching what lies inside.
//
// Owns: the address guard, limits of time and size. Not ours: what is sent and how it is signed.
// W1: the address that was looked up and judged is the one that is connected to, so that a name cannot answer twice. W2: no
// redirect is followed. W3: neither address nor content is part of an error (I12).
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** It was not taken; `refused` when another try cannot help. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly refused: boolean;
  /** What the receiver answered; null when it was not reached. */
  readonly status: number | null;
  constructor(message: string, { refused = false, status = null }: { refused?: boolean; status?: number | null } = {}) {
    super(message);
    this.refused = refused;
    this.status = status;
  }
}

const TIMEOUT_MS = 5_000;
/** Of an answer nobody reads more. */
const ANSWER_BYTES = 4_096;

export type UnfitAddress = 'no-url' | 'with-user' | 'no-https' | 'inside';

/** Why a URL can be nowhere that is allowed, as far as it says by itself (a name may still lead inside); null when it may be fine. */
export function unfitAddress(text: string, allowPrivate: boolean): UnfitAddress | null {
  if (!URL.canParse(text)) return 'no-url';
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return 'with-user';
  if (protocol !== 'https:' && !(protocol === 'http:' && allowPrivate)) return 'no-https';
  const host = hostname.replace(/^\[|\]$/g, '');
  const inside = isIP(host) === 0 ? /(^|\.)localhost\.?$/i.test(host) : !isPublicAddress(host);
  return inside && !allowPrivate ? 'inside' : null;
}

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Lets it reach addresses that are not public: a receiver in the same network. */
  readonly allowPrivate: boolean;
}

/** The receiver's status, 2xx or not, and the beginning of its answer. Rejects with WebhookError when it was not reached. */
export async function post({
  url: text,
  headers,
  body,
  allowPrivate,
}: Post): Promise<{ readonly status: number; readonly answer: string }> {
  const unfit = unfitAddress(text, allowPrivate);
  if (unfit === 'no-https') throw new WebhookError('the webhook needs https', { refused: true });
  if (unfit !== null) throw forbidden();
  const url = new URL(text);
  return new Promise((done, fail) => {
    const out = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: allowPrivate ? lookup : guardedLookup,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (reply) => {
        let answer = '';
        const end = (): void => {
          done({ status: reply.statusCode ?? 0, answer });
          reply.destroy();
        };
        reply
          .on('data', (chunk: Buffer) => {
            answer += chunk.toString('utf8');
            if (answer.length >= ANSWER_BYTES) end();
          })
          .on('end', end)
          .on('error', end);
      },
    );
    out.on('error', (error) => fail(error instanceof WebhookError ? error : new WebhookError('the webhook cannot be reached')));
    out.end(body);
  });
}

/** Throws WebhookError unless it was a 2xx. */
export function mustBeTaken(status: number): void {
  if (status >= 200 && status <= 299) return;
  throw new WebhookError(`the webhook answered ${status}`, { status, refused: status >= 400 && status < 500 && status !== 429 });
}

const forbidden = () => new WebhookError('the webhook’s address is not on the public internet', { refused: true });

/** Every address of the name must be public: a list with one inside address is somebody's trap. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [] as never);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(forbidden(), [] as never);
    const [first] = addresses as [(typeof addresses)[number]];
    return options.all === true ? callback(null, addresses as never) : callback(null, first.address, first.family);
  });
};
