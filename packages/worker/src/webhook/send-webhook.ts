// A signed message to a gateway of our own configuration (telephones' codes), which proves that it comes from here and when.
//
// Owns: the signature. Not ours: what is told, when it is tried again; webhooks of other systems (webhook-sender.ts).
import { createHmac } from 'node:crypto';
import { mustBeTaken, post } from './post.ts';

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

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>`. A receiver recomputes it and refuses what is older than five
 * minutes.
 */
export const webhookSignature = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

/** Resolves when the receiver answered 2xx. `now`: epoch ms of wall time. Rejects with WebhookError. */
export async function sendWebhook(
  { url, secret, allowPrivate }: WebhookTarget,
  { id, type, data }: WebhookMessage,
  now: number,
): Promise<void> {
  const body = JSON.stringify({ id, type, data });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'six-order-id': id,
    'six-order-signature': webhookSignature(secret, Math.floor(now / 1000), body),
  };
  const { status } = await post({ url, headers, body, allowPrivate });
  mustBeTaken(status);
}
