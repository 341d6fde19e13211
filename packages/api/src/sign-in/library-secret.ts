import type { Keyring } from '@six-order/engine/runtime';

/** The sign-in library's own secret hangs on the key ring: one thing to keep safe, not two. */
export const librarySecret = (keyring: Keyring): string =>
  Buffer.from(keyring.digest('better-auth', 'secret')).toString('base64url');
