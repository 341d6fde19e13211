// UUIDv7 (RFC 9562): ids that sort by the instant they were made at.
import { randomFillSync } from 'node:crypto';

const pool = new Uint8Array(8192);
let used = pool.length;

/** Eight random bytes, filled in bulk: an order's command takes a handful of ids. */
function random(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 8;
  return pool.subarray(used - 8, used);
}

const DASH = 45;

let last = 0;
let counter = 0;

/** A new id. In one process each is greater than the one before: 12 bits count within a millisecond, 62 are random. */
export function newId(): string {
  const wall = Date.now();
  if (wall > last) {
    last = wall;
    counter = (((random()[0] as number) << 3) | ((random()[1] as number) >> 5)) & 0x7ff;
  } else if (counter === 0xfff) {
    last += 1;
    counter = 0;
  } else counter += 1;
  const time = Math.floor(last / 0x1_0000);
  id[0] = time >>> 24;
  id[1] = time >>> 16;
  id[2] = time >>> 8;
  id[3] = time;
  id[4] = last >>> 8;
  id[5] = last;
  id[6] = 0x70 | (counter >>> 8);
  id[7] = counter;
  id.set(random(), 8);
  id[8] = ((id[8] as number) & 0x3f) | 0x80;
  return written();
}

const id = new Uint8Array(16);
const DIGITS = Buffer.from('0123456789abcdef');
const text = Buffer.from('00000000-0000-0000-0000-000000000000');

/** In one piece: a text put together from parts is read by a detour ever after. */
function written(): string {
  for (let n = 0, at = 0; n < 16; n += 1) {
    if (text[at] === DASH) at += 1;
    const byte = id[n] as number;
    text[at] = DIGITS[byte >>> 4] as number;
    text[at + 1] = DIGITS[byte & 15] as number;
    at += 2;
  }
  return text.toString('latin1');
}
