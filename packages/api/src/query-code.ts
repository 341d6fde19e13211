// The code by which whoever holds an order's receipt may follow it without a session.
//
// Ten characters (50 bits) out of a keyed digest of the order's id: nothing is stored, nothing can be worked out without the key.
import { timingSafeEqual } from 'node:crypto';
import type { Keyring } from '@six-order/engine/runtime';

/** Crockford's base32: no I, L, O or U, so that nothing on a printed slip is mistaken for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

export function queryCodeOf(keyring: Keyring, order: string): string {
  const digest = keyring.digest('query-code', order);
  let code = '';
  // Each byte gives five bits; 256 is a multiple of 32, so every character is as likely as any other.
  for (const byte of digest.subarray(0, LENGTH)) code += ALPHABET[byte & 31];
  return code;
}

/**
 * Whether `said` is the code of `order`. Takes the same time for any answer: call it with some id even when there is no order.
 * Spaces, dashes and small letters are forgiven, and the letters O, I and L read as the digits they look like.
 */
export function isQueryCode(keyring: Keyring, order: string, said: string): boolean {
  const heard = said.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const expected = Buffer.from(queryCodeOf(keyring, order));
  const given = Buffer.alloc(expected.length);
  given.write(heard, 'latin1');
  return timingSafeEqual(given, expected) && heard.length === LENGTH;
}
