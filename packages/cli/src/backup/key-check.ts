// Tells whether a master key is the one that a backup needs, without telling anything of it.
import type { Keyring } from '@six-order/engine/runtime';

/** Throws when the ring has no key of the version. */
export const checkOf = (keyring: Keyring, version: number): string =>
  Buffer.from(keyring.mac(version, null, 'six-order backup: is this the key?')).toString('base64url');

export function hasKey(keyring: Keyring, { version, check }: { readonly version: number; readonly check: string }): boolean {
  try {
    return checkOf(keyring, version) === check;
  } catch {
    return false;
  }
}
