// An order as the body of an answer.
//
// What may be sent to it is the larger half of that body, and the same for every order in its state: those bytes are made once.
import type { Response } from 'express';
import type { z } from 'zod';
import type { AllowedCommand } from './contract/order.ts';
import type { ShownOrder } from './present-order.ts';
import { sendJsonBytes } from './send-json.ts';

type Allowed = z.infer<typeof AllowedCommand>;

const made = new WeakMap<Allowed, Buffer<ArrayBuffer>>();

/** `beside`: further members of the body; an order comes first. */
export function sendOrder(
  res: Response,
  status: number,
  order: ShownOrder,
  allowed: readonly Allowed[],
  beside: Readonly<Record<string, unknown>> = {},
): void {
  const own = bytesOfText(JSON.stringify(order));
  const parts: Uint8Array[] = [head, own.subarray(0, -1), list];
  allowed.forEach((command, index) => {
    if (index > 0) parts.push(comma);
    parts.push(bytesOf(command));
  });
  const rest = JSON.stringify(beside);
  parts.push(rest === '{}' ? end : Buffer.from(`]},${rest.slice(1)}`));
  sendJsonBytes(res, status, Buffer.concat(parts));
}

const head = Buffer.from('{"order":');
const list = Buffer.from(',"allowed":[');
const comma = Buffer.from(',');
const end = Buffer.from(']}}');

/** What an order's text is written into before its length is known: a character takes three bytes at most. */
const scratch = Buffer.alloc(64 * 1024);

/** Good until the next call: a long text that is measured before it is written is gone through twice. */
const bytesOfText = (text: string): Uint8Array =>
  3 * text.length <= scratch.length ? scratch.subarray(0, scratch.write(text)) : Buffer.from(text);

/** Commands are made once for each version (allowed.ts), so their bytes are, too. */
function bytesOf(command: Allowed): Buffer<ArrayBuffer> {
  let bytes = made.get(command);
  if (!bytes) made.set(command, (bytes = Buffer.from(JSON.stringify(command))));
  return bytes;
}
