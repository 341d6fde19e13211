// The key ring: versioned master keys, and what is derived from them.
//
// Owns: each order's data key (wrapped by a master key), sealing of values, keyed digests, the journal's MAC, codes.
// Not ours: who may open a value (../../community/authority), where ciphertexts lie (postgres/).
// Keeps: I9, I12. K1: no key leaves this file unwrapped.
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { createHmac, type Hmac } from './hmac.ts';

const Keys = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().regex(/^[1-9]\d{0,3}\??:[A-Za-z0-9+/_-]{43}=?$/, 'a key reads VERSION:BASE64 of 32 bytes')).min(1));

export interface Keyring {
  /** The version that new keys and MACs are made with: the highest that is in use. */
  readonly version: number;
  /** A new data key, open and wrapped. */
  newKey(order: string): { readonly key: DataKey; readonly wrapped: Uint8Array };
  /** Opens an order's data key for sealing and opening. */
  open(order: string, wrapped: Uint8Array): DataKey;
  /** The data key wrapped anew by the newest master key. */
  rewrap(order: string, wrapped: Uint8Array): Uint8Array;
  /** The journal's MAC, 32 bytes. */
  mac(version: number, previous: Uint8Array | null, text: string): Uint8Array;
  /** A digest under a key of its own for each purpose, 32 bytes: idempotency bodies, query codes, tokens. */
  digest(purpose: string, text: string): Uint8Array;
}

export interface DataKey {
  seal(id: string, text: string): Uint8Array;
  /** Throws when the ciphertext is not this order's, not this id's, or was changed. */
  unseal(id: string, ciphertext: Uint8Array): string;
  /** The same for bytes. */
  sealBytes(id: string, bytes: Uint8Array): Uint8Array;
  unsealBytes(id: string, ciphertext: Uint8Array): Uint8Array;
  /** A key that a master key wrapped (`newKey`), wrapped by this one instead: from then on it goes with this one. */
  take(id: string, wrapped: Uint8Array): Uint8Array;
  /** Opens what `take` made. */
  taken(id: string, wrapped: Uint8Array): DataKey;
  /** Keyed digest of a sealed text, base64url. */
  digest(text: string): string;
}

/** Suite 1: AES-256-GCM, HMAC-SHA-256. The first byte of everything stored names it. */
const SUITE = 1;
const SUITED = Buffer.from([SUITE]);

/**
 * `VERSION:BASE64` keys of 32 bytes, separated by commas; `VERSION?:` is one that is held and opens, and that nothing new is
 * made with yet: so every process can have a key before the first one uses it. Throws with what is wrong, never with a key.
 */
export function createKeyring(keys: string): Keyring {
  const masters = new Map<number, { readonly wrap: KeyObject; readonly mac: Hmac; readonly digest: Hmac }>();
  let newest = 0;
  for (const part of Keys.parse(keys)) {
    const [version, secret] = part.split(':') as [string, string];
    const held = version.endsWith('?');
    const number = Number.parseInt(version, 10);
    if (masters.has(number)) throw new Error(`SIX_ORDER_KEYS has two keys of version ${number}`);
    if (!held) newest = Math.max(newest, number);
    const master = Buffer.from(secret, 'base64');
    const derive = (use: string) => Buffer.from(hkdfSync('sha256', master, 'six-order', use, 32));
    masters.set(number, {
      // A key object: handing node raw bytes costs five times as much a call.
      wrap: createSecretKey(derive('wrap')),
      mac: createHmac(derive('mac')),
      digest: createHmac(derive('digest')),
    });
  }
  const versions = [...masters.keys()].sort((a, b) => a - b);
  const oldest = versions[0] as number;
  if (newest === 0) throw new Error('SIX_ORDER_KEYS has no key in use');
  const master = (version: number) => {
    const found = masters.get(version);
    if (!found) throw new Error(`master key ${version} is not in SIX_ORDER_KEYS`);
    return found;
  };

  /** Wrapped key: suite, version (2 bytes), AES-GCM of the data key, bound to the order. */
  const wrap = (order: string, dataKey: Uint8Array): Uint8Array => {
    const header = Buffer.from([SUITE, newest >> 8, newest & 255]);
    return encrypt(header, master(newest).wrap, dataKey, `key ${order}`);
  };
  const unwrap = (order: string, wrapped: Uint8Array): Buffer => {
    if (wrapped[0] !== SUITE) throw new Error(`cipher suite ${wrapped[0]} is not known`);
    const version = ((wrapped[1] as number) << 8) | (wrapped[2] as number);
    return decrypt(master(version).wrap, wrapped.subarray(3), `key ${order}`);
  };

  const use = (order: string, bytes: Buffer): DataKey => {
    const key = createSecretKey(bytes);
    let keyed: Hmac | undefined;
    return {
      seal: (id, text) => encrypt(SUITED, key, text, `${order} ${id}`),
      unseal(id, ciphertext) {
        if (ciphertext[0] !== SUITE) throw new Error(`cipher suite ${ciphertext[0]} is not known`);
        return decrypt(key, ciphertext.subarray(1), `${order} ${id}`).toString();
      },
      sealBytes: (id, bytes) => encrypt(SUITED, key, bytes, `${order} ${id}`),
      unsealBytes(id, ciphertext) {
        if (ciphertext[0] !== SUITE) throw new Error(`cipher suite ${ciphertext[0]} is not known`);
        return decrypt(key, ciphertext.subarray(1), `${order} ${id}`);
      },
      take(id, wrapped) {
        return encrypt(SUITED, key, unwrap(id, wrapped), `${order} key ${id}`);
      },
      taken(id, wrapped) {
        if (wrapped[0] !== SUITE) throw new Error(`cipher suite ${wrapped[0]} is not known`);
        return use(id, decrypt(key, wrapped.subarray(1), `${order} key ${id}`));
      },
      digest(text) {
        // Of a copy: `bytes` were cut out of a large buffer, and a key that is kept would keep all of it.
        keyed ??= createHmac(Buffer.from(createHmac(key.export())(null, 'digest', 'binary'), 'binary'));
        return keyed(null, text, 'base64url');
      },
    };
  };

  return {
    version: newest,
    newKey(order) {
      const bytes = randomBytes(32);
      return { key: use(order, bytes), wrapped: wrap(order, bytes) };
    },
    rewrap: (order, wrapped) => wrap(order, unwrap(order, wrapped)),
    open: (order, wrapped) => use(order, unwrap(order, wrapped)),
    mac: (version, previous, text) => Buffer.from(master(version).mac(previous, text, 'binary'), 'binary'),
    // Codes and keys must outlive a rotation, so they hang on the oldest master key of the ring.
    digest: (purpose, text) => Buffer.from(master(oldest).digest(null, `${purpose}\n${text}`, 'binary'), 'binary'),
  };
}

/** A key for a new installation: 32 random bytes as version 1. */
export const generateKeys = (): string => `1:${randomBytes(32).toString('base64')}`;

/** Random bytes are drawn 4 kB at a time: one call to the kernel for many nonces. */
let pool = Buffer.alloc(0);
function nonce(): Buffer {
  if (pool.length < 12) pool = randomBytes(4_080);
  const taken = pool.subarray(0, 12);
  pool = pool.subarray(12);
  return taken;
}

const TAG = 16;

/** What goes before it in the clear, nonce, ciphertext, tag. */
function encrypt(header: Uint8Array, key: KeyObject, plain: Uint8Array | string, bound: string): Buffer {
  const iv = nonce();
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(bound));
  const written = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  // Nothing is left for the end in this mode but the tag.
  cipher.final();
  const begins = header.length + iv.length;
  const sealed = Buffer.allocUnsafe(begins + written.length + TAG);
  sealed.set(header);
  sealed.set(iv, header.length);
  sealed.set(written, begins);
  sealed.set(cipher.getAuthTag(), begins + written.length);
  return sealed;
}

function decrypt(key: KeyObject, sealed: Uint8Array, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - TAG)), decipher.final()]);
}
