// The form of a backup file: a header, then frames that are each encrypted and authenticated, the last one marked as the last.
//
// B1: a frame that was changed, moved, left out or cut off is found out, and so is a file that ends early (the STREAM
// construction: the nonce counts the frames and says which is the last). B2: nothing of a frame is handed on before it is
// authenticated. B3: every file has a key of its own, drawn from the secret by a salt: nonces never meet.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const MAGIC = Buffer.from('six-order backup 1\n');
const FRAME_BYTES = 64 * 1024;
const TAG_BYTES = 16;

/** A backup cannot be read: what is wrong, and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** scrypt with 64 MB of memory, about a third of a second: what each guess of a passphrase costs. */
const SCRYPT = { N: 65_536, r: 8, p: 1 } as const;

const Header = z.object({
  kdf: z.enum(['scrypt', 'key']),
  salt: z.string(),
  N: z
    .number()
    .int()
    .max(2 ** 20),
  r: z.number().int().max(32),
  p: z.number().int().max(16),
});
type Header = z.infer<typeof Header>;

/** A key of 32 bytes in base64 is taken as it is; anything else is a passphrase. */
const rawKey = (secret: string): Buffer | null => (/^[A-Za-z0-9+/_-]{43}=?$/.test(secret) ? Buffer.from(secret, 'base64') : null);

async function fileKey(secret: string, header: Header): Promise<Buffer> {
  const salt = Buffer.from(header.salt, 'base64');
  const { N, r, p } = header;
  const derive = promisify(scrypt) as (secret: string, salt: Buffer, length: number, options: object) => Promise<Buffer>;
  const main = header.kdf === 'key' ? rawKey(secret) : await derive(secret, salt, 32, { N, r, p, maxmem: 256 * N * r });
  if (!main) throw new BackupError('The backup was made with a key of 32 bytes in base64: what was given is none.');
  return Buffer.from(hkdfSync('sha256', main, salt, 'six-order backup', 32));
}

/** First byte 1 in the last frame; then the frame's number. */
function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes[0] = last ? 1 : 0;
  bytes.writeBigUInt64BE(BigInt(index), 4);
  return bytes;
}

/** The file's bytes for a stream of plain ones. */
export async function* seal(plain: AsyncIterable<Uint8Array>, secret: string): AsyncGenerator<Buffer> {
  const header: Header = { kdf: rawKey(secret) ? 'key' : 'scrypt', salt: randomBytes(32).toString('base64'), ...SCRYPT };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const head = Buffer.concat([MAGIC, length, text]);
  yield head;
  const key = await fileKey(secret, header);
  const bound = createHash('sha256').update(head).digest();
  let index = 0;
  const frame = (bytes: Uint8Array, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(index++, last));
    cipher.setAAD(bound);
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(sealed.length);
    return Buffer.concat([size, sealed]);
  };
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of plain) {
    waiting = waiting.length === 0 ? Buffer.from(chunk) : Buffer.concat([waiting, chunk]);
    // A full frame waits until it is known that another follows: the last one must say so.
    while (waiting.length > FRAME_BYTES) {
      yield frame(waiting.subarray(0, FRAME_BYTES), false);
      waiting = waiting.subarray(FRAME_BYTES);
    }
  }
  yield frame(waiting, true);
}

/** The plain bytes of a file's. Throws BackupError. */
export async function* open(file: AsyncIterable<Uint8Array>, secret: string): AsyncGenerator<Buffer> {
  const reader = takeFrom(file);
  const magic = await reader.take(MAGIC.length);
  if (!magic?.equals(MAGIC))
    throw new BackupError('This file is no backup of six-order, or of a release that wrote another form.');
  const length = await reader.take(4);
  const text = length && length.readUInt32BE() <= 4096 ? await reader.take(length.readUInt32BE()) : null;
  const header = text && Header.safeParse(parseJson(text.toString())).data;
  if (!length || !text || !header) throw new BackupError('The backup is damaged: its header cannot be read.');
  const key = await fileKey(secret, header);
  const bound = createHash('sha256').update(MAGIC).update(length).update(text).digest();
  for (let index = 0; ; index++) {
    const size = (await reader.take(4))?.readUInt32BE();
    const sealed = size !== undefined && size >= TAG_BYTES && size <= FRAME_BYTES + TAG_BYTES ? await reader.take(size) : null;
    if (!sealed) throw new BackupError('The backup is cut off or damaged: it does not reach its end.');
    const plain = unseal(key, bound, index, false, sealed);
    if (plain) {
      yield plain;
      continue;
    }
    const last = unseal(key, bound, index, true, sealed);
    if (!last) {
      throw new BackupError(
        index === 0
          ? 'The backup does not open: the key or passphrase is not the one that it was made with, or its beginning is damaged.'
          : `The backup is damaged: part ${index} was changed.`,
      );
    }
    if (await reader.take(1)) throw new BackupError('The backup is damaged: something follows its end.');
    yield last;
    return;
  }
}

function unseal(key: Buffer, bound: Buffer, index: number, last: boolean, sealed: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, last));
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

export interface Taker {
  /** Exactly so many bytes; null when there are fewer. */
  take(count: number): Promise<Buffer | null>;
}

export function takeFrom(source: AsyncIterable<Uint8Array>): Taker {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return {
    async take(count) {
      const parts: Buffer[] = [held];
      let have = held.length;
      while (have < count) {
        const { done, value } = await iterator.next();
        if (done === true) break;
        parts.push(Buffer.from(value));
        have += value.length;
      }
      held = parts.length === 1 ? held : Buffer.concat(parts);
      if (held.length < count) return null;
      const taken = held.subarray(0, count);
      held = held.subarray(count);
      return taken;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
