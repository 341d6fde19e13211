// The key ring: versioned master keys, and what is derived from them.
//
// Owns: each order's data key (wrapped by a master key), sealing of values, keyed digests, the journal's MAC, codes.
// Not ours: who may open a value (../../community/authority), where ciphertexts lie (postgres/).
// Keeps: I9, I12. K1: no key leaves this file unwrapped.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';

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

/**
 * `VERSION:BASE64` keys of 32 bytes, separated by commas; `VERSION?:` is one that is held and opens, and that nothing new is
 * made with yet: so every process can have a key before the first one uses it. Throws with what is wrong, never with a key.
 */
export function createKeyring(keys: string): Keyring {
  const masters = new Map<number, { readonly wrap: KeyObject; readonly mac: KeyObject; readonly digest: KeyObject }>();
  let newest = 0;
  for (const part of Keys.parse(keys)) {
    const [version, secret] = part.split(':') as [string, string];
    const held = version.endsWith('?');
    const number = Number.parseInt(version, 10);
    if (masters.has(number)) throw new Error(`SIX_ORDER_KEYS has two keys of version ${number}`);
    if (!held) newest = Math.max(newest, number);
    const master = Buffer.from(secret, 'base64');
    // Key objects: handing node raw bytes costs five times as much a call.
    const derive = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', master, 'six-order', use, 32)));
    masters.set(number, { wrap: derive('wrap'), mac: derive('mac'), digest: derive('digest') });
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
    return Buffer.concat([header, encrypt(master(newest).wrap, dataKey, `key ${order}`)]);
  };
  const unwrap = (order: string, wrapped: Uint8Array): Buffer => {
    if (wrapped[0] !== SUITE) throw new Error(`cipher suite ${wrapped[0]} is not known`);
    const version = ((wrapped[1] as number) << 8) | (wrapped[2] as number);
    return decrypt(master(version).wrap, wrapped.subarray(3), `key ${order}`);
  };

  const use = (order: string, bytes: Buffer): DataKey => {
    const key = createSecretKey(bytes);
    let digestKey: KeyObject | undefined;
    return {
      seal: (id, text) => Buffer.concat([Buffer.from([SUITE]), encrypt(key, Buffer.from(text), `${order} ${id}`)]),
      unseal(id, ciphertext) {
        if (ciphertext[0] !== SUITE) throw new Error(`cipher suite ${ciphertext[0]} is not known`);
        return decrypt(key, ciphertext.subarray(1), `${order} ${id}`).toString();
      },
      sealBytes: (id, bytes) => Buffer.concat([Buffer.from([SUITE]), encrypt(key, bytes, `${order} ${id}`)]),
      unsealBytes(id, ciphertext) {
        if (ciphertext[0] !== SUITE) throw new Error(`cipher suite ${ciphertext[0]} is not known`);
        return decrypt(key, ciphertext.subarray(1), `${order} ${id}`);
      },
      take(id, wrapped) {
        return Buffer.concat([Buffer.from([SUITE]), encrypt(key, unwrap(id, wrapped), `${order} key ${id}`)]);
      },
      taken(id, wrapped) {
        if (wrapped[0] !== SUITE) throw new Error(`cipher suite ${wrapped[0]} is not known`);
        return use(id, decrypt(key, wrapped.subarray(1), `${order} key ${id}`));
      },
      digest(text) {
        digestKey ??= createSecretKey(createHmac('sha256', key).update('digest').digest());
        return createHmac('sha256', digestKey).update(text).digest('base64url');
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
    mac(version, previous, text) {
      const hmac = createHmac('sha256', master(version).mac);
      if (previous) hmac.update(previous);
      return hmac.update(text).digest();
    },
    // Codes and keys must outlive a rotation, so they hang on the oldest master key of the ring.
    digest: (purpose, text) => createHmac('sha256', master(oldest).digest).update(`${purpose}\n`).update(text).digest(),
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

function encrypt(key: KeyObject, plain: Uint8Array, bound: string): Buffer {
  const iv = nonce();
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(bound));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Uint8Array, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()]);
}
