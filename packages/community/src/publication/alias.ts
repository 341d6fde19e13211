// The name under which an order stands on the board: nothing but the key ties it to the order's number or id, and it stays
// the same when the board is built anew, so that a tombstone keeps its place.

/** Crockford's base32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: among a million items two are alike once in two million installations. */
const LENGTH = 12;

export const isAlias = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{12}$/.test(text);

/** `digest`: the key ring's, for the purpose `public-alias`. */
export function aliasOf(digest: (purpose: string, text: string) => Uint8Array, order: string): string {
  // Each byte gives five bits; 256 is a multiple of 32, so every character is as likely as any other.
  return Array.from(digest('public-alias', order).subarray(0, LENGTH), (byte) => ALPHABET[byte & 31]).join('');
}
