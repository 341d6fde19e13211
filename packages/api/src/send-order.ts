// An order as the body of an answer.
//
// What may be sent to it is the larger half of that body, and the same for every order in its state: those bytes are made once.
import type { Response } from 'express';
import type { z } from 'zod';
import type { AllowedCommand, Order } from './contract/order.ts';
import { sendJsonBytes } from './send-json.ts';

type Allowed = z.infer<typeof AllowedCommand>;

const made = new WeakMap<Allowed, Buffer<ArrayBuffer>>();

/** `beside`: further members of the body; an order comes first. */
export function sendOrder(
  res: Response,
  status: number,
  { allowed, ...order }: z.infer<typeof Order>,
  beside: Readonly<Record<string, unknown>> = {},
): void {
  const parts = [Buffer.from(`{"order":${JSON.stringify(order).slice(0, -1)},"allowed":[`)];
  allowed.forEach((command, index) => {
    if (index > 0) parts.push(comma);
    parts.push(bytesOf(command));
  });
  const rest = JSON.stringify(beside).slice(1);
  parts.push(Buffer.from(`]}${rest === '}' ? '' : ','}${rest}`));
  sendJsonBytes(res, status, Buffer.concat(parts));
}

const comma = Buffer.from(',');

/** Commands are made once for each version (allowed.ts), so their bytes are, too. */
function bytesOf(command: Allowed): Buffer<ArrayBuffer> {
  let bytes = made.get(command);
  if (!bytes) made.set(command, (bytes = Buffer.from(JSON.stringify(command))));
  return bytes;
}
