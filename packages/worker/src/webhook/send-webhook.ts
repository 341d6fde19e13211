// A signed webhook: one JSON POST to an address that was configured, which proves that it comes from here and when.
//
// Owns: the signature, the address guard, limits of time and size. Not ours: what is told, when it is tried again.
// W1: the address that was looked up and judged is the one that is connected to, so that a name cannot answer twice. W2: no
// redirect is followed. W3: neither address nor content is part of an error (I12).
import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface WebhookTarget {
  /** `https://…`; `http://` only where private addresses are allowed. */
  readonly url: string;
  readonly secret: string;
  /** Lets it reach addresses that are not public: a gateway in the same network. */
  readonly allowPrivate: boolean;
}

export interface WebhookMessage {
  /** The receiver's key against doubles. */
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** It was not taken; `refused` when another try cannot help. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly refused: boolean;
  constructor(message: string, refused = false) {
    super(message);
    this.refused = refused;
  }
}

const TIMEOUT_MS = 5_000;

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>`. A receiver recomputes it and refuses what is older than five
 * minutes.
 */
export const webhookSignature = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

/** Resolves when the receiver answered 2xx. `now`: epoch ms of wall time. Rejects with WebhookError. */
export async function sendWebhook(target: WebhookTarget, { id, type, data }: WebhookMessage, now: number): Promise<void> {
  const url = new URL(target.url);
  const secure = url.protocol === 'https:';
  if (!secure && !(url.protocol === 'http:' && target.allowPrivate)) throw new WebhookError('the webhook needs https', true);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !target.allowPrivate && !isPublicAddress(host)) throw forbidden();
  const body = JSON.stringify({ id, type, data });
  const status = await new Promise<number>((done, fail) => {
    const out = (secure ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: target.allowPrivate ? lookup : guardedLookup,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'six-order-id': id,
          'six-order-signature': webhookSignature(target.secret, Math.floor(now / 1000), body),
        },
      },
      (answer) => {
        // What it says is of no interest, however long it is.
        answer.on('error', () => {}).resume();
        done(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    out.on('error', (error) => fail(error instanceof WebhookError ? error : new WebhookError('the webhook cannot be reached')));
    out.end(body);
  });
  if (status < 200 || status > 299)
    throw new WebhookError(`the webhook answered ${status}`, status >= 400 && status < 500 && status !== 429);
}

const forbidden = () => new WebhookError('the webhook’s address is not on the public internet', true);

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
