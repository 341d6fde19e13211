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
  const bytes = Buffer.from(random());
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x80;
  const time = last.toString(16).padStart(12, '0');
  const tail = bytes.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
