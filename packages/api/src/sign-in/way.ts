// The ways of signing in, and how far each reaches.
import type { Role } from '@six-order/community/people/role';

/** As a session keeps it. `password` is half a way: the second factor is not set up yet. */
export type Way = 'code' | 'password' | 'password+totp' | 'password+recovery' | 'oidc';

/** By the library's endpoint that makes the session. A session made elsewhere is refused. */
const ways: Readonly<Record<string, Way>> = {
  '/phone-number/verify': 'code',
  '/sign-in/username': 'password',
  '/two-factor/verify-totp': 'password+totp',
  '/two-factor/verify-backup-code': 'password+recovery',
  '/callback/:id': 'oidc',
};

export const wayOf = (endpoint: string): Way | undefined => ways[endpoint];

const HOUR = 3_600;

/** How long a session lasts, in seconds. A resident's telephone stays signed in; a desk's computer is shared. */
export const lifetimeSeconds: Readonly<Record<Way, number>> = {
  code: 30 * 24 * HOUR,
  password: HOUR / 4,
  'password+totp': 12 * HOUR,
  'password+recovery': 12 * HOUR,
  oidc: 12 * HOUR,
};

/** A telephone is one factor, and messages are read by others: it opens what is one's own and no post with a duty. */
const ownMatters: ReadonlySet<Role> = new Set(['resident', 'relative']);

/** Whether a session of this way may act in a post of this role. */
export const opens = (way: Way, role: Role): boolean => {
  if (way === 'password') return false;
  return way !== 'code' || ownMatters.has(role);
};
