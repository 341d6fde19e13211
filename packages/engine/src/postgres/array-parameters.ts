// Lists as parameters of a statement, in PostgreSQL's binary form: no literal is written here and none is parsed there.
//
// A1: the type of a list's members is that of the cast in the statement: another one is refused there (42804).
// A2: what is no member of the type throws here: half a list is never sent.

/** Members' types in the catalogue. */
const OID = { bool: 16, bytea: 17, int4: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const;

/** Dimensions, flags, type, length, lower bound; an empty list ends after the type. */
const HEADER = 20;
const NULL = -1;

/** A list is written here first: how long a text will be in UTF-8 is dearer to ask than to see. A longer one has a place of its own. */
const room = Buffer.allocUnsafeSlow(1_048_576);

/** `most`: bytes that all members have at most. `write` puts one at its place and gives its size. */
function list<T>(
  type: keyof typeof OID,
  members: readonly (T | null)[],
  most: number,
  write: (into: Buffer, at: number, member: T) => number,
): Buffer {
  const { length } = members;
  const bytes = HEADER + 4 * length + most;
  const into = bytes <= room.length ? room : Buffer.allocUnsafe(bytes);
  into.writeInt32BE(length === 0 ? 0 : 1, 0);
  into.writeInt32BE(members.includes(null) ? 1 : 0, 4);
  into.writeInt32BE(OID[type], 8);
  if (length === 0) return Buffer.from(into.subarray(0, 12));
  into.writeInt32BE(length, 12);
  into.writeInt32BE(1, 16);
  let at = HEADER;
  for (let n = 0; n < length; n += 1) {
    const member = members[n] as T | null;
    const size = member === null ? NULL : write(into, at + 4, member);
    into.writeInt32BE(size, at);
    at += 4 + Math.max(0, size);
  }
  return Buffer.from(into.subarray(0, at));
}

/** `text[]`. */
export const texts = (members: readonly (string | null)[]): Buffer =>
  list('text', members, 3 * sum(members, length), (into, at, text) => into.write(text, at));

/** `bytea[]`. */
export const blobs = (members: readonly (Uint8Array | null)[]): Buffer =>
  list('bytea', members, sum(members, length), (into, at, bytes) => {
    into.set(bytes, at);
    return bytes.length;
  });

/** `uuid[]`. */
export const uuids = (members: readonly (string | null)[]): Buffer => list('uuid', members, 16 * members.length, writeUuid);

/** `int4[]`. */
export const ints = (members: readonly number[]): Buffer =>
  list('int4', members, 4 * members.length, (into, at, int) => into.writeInt32BE(int, at) - at);

/** `bool[]`. */
export const bools = (members: readonly boolean[]): Buffer =>
  list('bool', members, members.length, (into, at, bool) => into.writeUInt8(bool ? 1 : 0, at) - at);

/** `timestamptz[]` of epoch ms; Infinity is PostgreSQL's `infinity`. */
export const instants = (members: readonly (number | null)[]): Buffer =>
  list('timestamptz', members, 8 * members.length, writeInstant);

const sum = <T>(members: readonly (T | null)[], of: (member: T) => number): number => {
  let total = 0;
  for (let n = 0; n < members.length; n += 1) {
    const member = members[n] as T | null;
    if (member !== null) total += of(member);
  }
  return total;
};

const length = (member: string | Uint8Array): number => member.length;

const DASH = 45;
const NIBBLES = new Int8Array(128).fill(NULL);
for (let n = 0; n < 16; n += 1)
  for (const digit of [n.toString(16), n.toString(16).toUpperCase()]) NIBBLES[digit.charCodeAt(0)] = n;

/** By hand: eight times as fast as the built-in reading of hexadecimal digits. */
function writeUuid(into: Buffer, at: number, id: string): number {
  let wrong = id.length === 36 ? 0 : NULL;
  for (let n = 0, i = 0; n < 16; n += 1, i += 2) {
    if (n === 4 || n === 6 || n === 8 || n === 10) {
      if (id.charCodeAt(i) !== DASH) wrong = NULL;
      i += 1;
    }
    const high = NIBBLES[id.charCodeAt(i)] ?? NULL;
    const low = NIBBLES[id.charCodeAt(i + 1)] ?? NULL;
    wrong |= high | low;
    into[at + n] = (high << 4) | low;
  }
  if (wrong < 0) throw new TypeError('an id is no UUID');
  return 16;
}

/** PostgreSQL counts microseconds from 2000. */
const EPOCH = Date.UTC(2000, 0, 1);
/** What a `Date` can be, either way. */
const FARTHEST = 8.64e15;

function writeInstant(into: Buffer, at: number, ms: number): number {
  if (ms === Number.POSITIVE_INFINITY) into.writeBigInt64BE(0x7fffffffffffffffn, at);
  else {
    const micros = Math.round((ms - EPOCH) * 1000);
    if (Number.isSafeInteger(micros)) {
      into.writeInt32BE(Math.floor(micros / 0x1_0000_0000), at);
      into.writeUInt32BE(micros >>> 0, at + 4);
    } else if (Math.abs(ms) <= FARTHEST) into.writeBigInt64BE(BigInt(Math.round(ms - EPOCH)) * 1000n, at);
    else throw new TypeError('an instant is no time');
  }
  return 8;
}

/** A list within a list as the literal that the statement casts: `"a","b"` in braces. Lists of different lengths make no array. */
export const arrayText = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replace(/[\\"]/g, (mark) => `\\${mark}`)}"`).join(',')}}`;
