// HMAC-SHA-256 (RFC 2104) by two one-shot hashes: the objects of `createHmac` cost twice as much and the collector's time besides
// (0378).
//
// H1: gives what `createHmac('sha256', key)` gives, for every key and text.
import { hash } from 'node:crypto';

/** `head` and then `text` as UTF-8; as `binary` each character is a byte. */
export type Hmac = (head: Uint8Array | null, text: string, encoding: 'binary' | 'base64url') => string;

const BLOCK = 64;
const SIZE = 32;

/** What is hashed lies here for the time of one call; what is longer has a place of its own. */
const room = Buffer.allocUnsafeSlow(65_536);

/** `key`: at most a block, as all of ours are; throws RangeError for a longer one. */
export function createHmac(key: Uint8Array): Hmac {
  if (key.length > BLOCK) throw new RangeError('a key of more than 64 bytes is hashed first');
  const inner = Buffer.alloc(BLOCK, 0x36);
  const outer = Buffer.alloc(BLOCK + SIZE, 0x5c);
  for (const [n, byte] of key.entries()) {
    inner[n] = 0x36 ^ byte;
    outer[n] = 0x5c ^ byte;
  }
  return (head, text, encoding) => {
    const begins = BLOCK + (head?.length ?? 0);
    const most = begins + 3 * text.length;
    const within = most <= room.length ? room : Buffer.allocUnsafe(most);
    within.set(inner);
    if (head) within.set(head, BLOCK);
    const ends = begins + within.write(text, begins);
    outer.write(hash('sha256', within.subarray(0, ends), 'binary'), BLOCK, 'binary');
    return hash('sha256', outer, encoding);
  };
}
