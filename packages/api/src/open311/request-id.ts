// The name of an order for other systems: one block of AES over its id, so that it says neither when nor as which it was placed,
// and nothing has to be kept.
import { createCipheriv, createDecipheriv } from 'node:crypto';

type Digest = (purpose: string, text: string) => Uint8Array;

const FORM = /^[0-9a-f]{32}$/;
const keyOf = (digest: Digest): Uint8Array => digest('open311-id', '').subarray(0, 16);

export function requestIdOf(digest: Digest, order: string): string {
  const cipher = createCipheriv('aes-128-ecb', keyOf(digest), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.from(order.replaceAll('-', ''), 'hex')), cipher.final()]).toString('hex');
}

/** The order's id; null when the text is no name of one. */
export function orderNamed(digest: Digest, id: string): string | null {
  if (!FORM.test(id)) return null;
  const decipher = createDecipheriv('aes-128-ecb', keyOf(digest), null).setAutoPadding(false);
  const hex = Buffer.concat([decipher.update(Buffer.from(id, 'hex')), decipher.final()]).toString('hex');
  // Ours are of version 7: anything else was guessed.
  if (hex[12] !== '7') return null;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
