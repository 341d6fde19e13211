// Sends the messages of webhooks that are due, whichever process is asked to look first.
//
// Owns: the sending, and what is recorded of it. Not ours: which messages there are (handlers/webhook.ts), when they are due
// (community/webhooks).
// Keeps: I8: a message stays until it is recorded as taken, so it may come twice under the same id. S1: a slow receiver delays
// nobody else's messages but by its own time limit. S2: nothing of an address, a secret or an answer is logged (I12). S3: an endpoint
// that does not open is one that takes nothing, and keeps nobody else waiting (0506).
import type { Keyring } from '@six-order/engine/runtime';
import { openEndpoint, switchOff, type OpenedEndpoint, type ShutEndpoint } from '@six-order/community/webhooks/endpoint-store';
import {
  leaseMessages,
  purgeMessages,
  recallUnread,
  recordFailing,
  recordHealthy,
  recordNotTaken,
  recordSent,
  recordUnread,
  UNOPENED,
  type Message,
} from '@six-order/community/webhooks/message-store';
import type { Db } from '@six-order/community/tables';
import { faultFields, type Log } from '../log.ts';
import { createRounds } from '../rounds.ts';
import { mustBeTaken, post, WebhookError } from './post.ts';
import { writePosting, type Posting } from './webhook-body.ts';

/** Of one endpoint so many at a time. */
const EACH = 8;
/** Well beyond a message's own time limit. */
const LEASE_MS = 30_000;
const TIDY_MS = 3_600_000;
/** A receiver that is gone for good (Standard Webhooks). */
const GONE = 410;

export interface WebhookSenderOptions {
  readonly db: Db;
  readonly keyring: Keyring;
  /** Epoch ms of wall time. */
  readonly wall: () => number;
  /** Epoch ms of the system's time, for what is written down. */
  readonly now: () => number;
  /** UUIDv7. */
  readonly newId: () => string;
  readonly log: Log;
  /** For links; null without one. */
  readonly publicUrl: string | null;
  /** Receivers in the same network may be reached. */
  readonly allowPrivate: boolean;
}

export interface WebhookSender {
  /** Looks soon for what is due. */
  wake(): void;
  /** Sends all that is due, and what that makes due at once. Returns how many were taken. Rejects when the database does not answer. */
  send(): Promise<number>;
  /** Takes nothing more; resolves when what was begun is recorded. */
  close(): Promise<void>;
}

export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { db, keyring, wall, log } = options;
  let tidyAt = 0;
  let recalled = false;

  // What could not be recorded is leased, and sent again when that ends.
  const rounds = createRounds(() =>
    sendAndTidy().catch((error: unknown) =>
      log.warn(faultFields(error), 'webhooks could not be sent and are tried on the next beat'),
    ),
  );

  async function send(): Promise<number> {
    let taken = 0;
    if (!recalled) await recallUnread(db, wall());
    recalled = true;
    while (!rounds.closed) {
      const messages = await leaseMessages(db, { wall: wall(), each: EACH, leaseMs: LEASE_MS });
      if (messages.length === 0) return taken;
      const readable: Message[] = [];
      for (const { data, ...message } of messages) {
        if (data === null) await setAside(message);
        else readable.push({ ...message, data });
      }
      const byEndpoint = Map.groupBy(readable, ({ endpoint }) => endpoint);
      const counts = await Promise.all([...byEndpoint].map(([id, of]) => sendTo(id, of)));
      taken += counts.reduce((sum, count) => sum + count, 0);
    }
    return taken;
  }

  /** How many it took. One that has ended meanwhile takes none; nor does one whose address does not open (S3). */
  async function sendTo(id: string, messages: readonly Message[]): Promise<number> {
    const endpoint = await openEndpoint(db, keyring, id, wall());
    if (endpoint === null) return 0;
    if ('url' in endpoint) return sendAll(endpoint, messages);
    log.warn({ endpoint: id }, 'a webhook’s address does not open');
    for (const message of messages) await recordNotTaken(db, message, { status: null, error: UNOPENED, refused: false }, wall());
    await rest(endpoint);
    return 0;
  }

  /** It took nothing. */
  async function rest(endpoint: ShutEndpoint): Promise<void> {
    if (await recordFailing(db, endpoint.id, wall())) await drop(endpoint, 'failing');
  }

  /** The endpoint has no part in it: it does not rest for that. */
  async function setAside(message: Omit<Message, 'data'>): Promise<void> {
    await recordUnread(db, message, wall());
    log.warn({ endpoint: message.endpoint, message: message.id }, 'a webhook can only be read by a newer release');
  }

  /** How many of them the endpoint took. One that takes none rests: one message that it cannot take holds up no others. */
  async function sendAll(endpoint: OpenedEndpoint, messages: readonly Message[]): Promise<number> {
    const faults = await Promise.all(messages.map((message) => sendOne(endpoint, message)));
    const taken = faults.filter((fault) => fault === null).length;
    if (taken > 0) await recordHealthy(db, endpoint.id);
    else await rest(endpoint);
    if (faults.some((fault) => fault?.status === GONE)) await drop(endpoint, 'gone');
    return taken;
  }

  /** null when it was taken, else why not. */
  async function sendOne(endpoint: OpenedEndpoint, message: Message): Promise<WebhookError | null> {
    try {
      await recordSent(db, message, await taken(endpoint, message), wall());
      return null;
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      const { status } = error;
      // Only the guard's word is final: a receiver that refuses today may have been put right tomorrow.
      await recordNotTaken(db, message, { status, error: error.message, refused: error.refused && status === null }, wall());
      log.warn({ endpoint: endpoint.id, message: message.id, attempt: message.attempts + 1, status }, 'a webhook was not taken');
      return error;
    }
  }

  /** The status of a receiver that took it; else throws WebhookError. */
  async function taken(endpoint: OpenedEndpoint, message: Message): Promise<number> {
    const { order } = message.data;
    const link = options.publicUrl === null || order === null ? null : `${options.publicUrl}/staff/orders/${order}`;
    const posting = written({ endpoint, message, link, wall: wall() });
    const { status, answer } = await post({ ...posting, allowPrivate: options.allowPrivate });
    mustBeTaken(status);
    if (posting.taken && !posting.taken(jsonOf(answer))) throw new WebhookError('the robot did not take it', { status });
    return status;
  }

  async function drop(endpoint: ShutEndpoint, why: 'failing' | 'gone'): Promise<void> {
    const reasons = {
      gone: '接收方答复 410，已停用 / the receiver answered 410',
      failing: '连续两天未送达，已停用 / nothing was taken for two days',
    };
    const how = { changeId: options.newId(), at: options.now(), reason: reasons[why] };
    if (await switchOff(db, endpoint, why, how)) log.warn({ endpoint: endpoint.id, why }, 'a webhook endpoint was switched off');
  }

  async function sendAndTidy(): Promise<void> {
    await send();
    if (wall() < tidyAt) return;
    tidyAt = wall() + TIDY_MS;
    const forgotten = await purgeMessages(db, { wall: wall(), now: options.now() });
    if (forgotten > 0) log.info({ forgotten }, 'webhooks that waited for endpoints that are off were forgotten');
  }

  return { wake: rounds.wake, send, close: rounds.close };
}

/** S3. Throws WebhookError when it cannot be written, as when the endpoint's secret is none. */
function written(writing: Parameters<typeof writePosting>[0]): Posting {
  try {
    return writePosting(writing);
  } catch (error) {
    throw new WebhookError(`the message cannot be made ready: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
