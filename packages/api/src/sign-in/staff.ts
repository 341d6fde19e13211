// Staff accounts: made by whoever runs the system, for a person in a post. The one invited sets the password alone.
//
// Owns: names, invitations, taking a lost authenticator away. Not ours: setting passwords and second factors (the library).
// S1: an account has a password from the start, which nobody knows, so that signing in takes the same time for all names.
import { randomBytes, randomInt } from 'node:crypto';
import type { Library } from './library.ts';
import { isStaffName, staffEmail } from './staff-name.ts';

export interface Invitation {
  readonly username: string;
  /** Sets a password once. */
  readonly code: string;
  readonly expiresAt: Date;
  /** The account was there already: its old password and sessions hold until the new one is set. */
  readonly again: boolean;
}

const DAYS = 3;
const CODE_BYTES = 15;

export interface Invited {
  readonly person: string;
  readonly tenant: string;
  /** Chosen by the office, such as a staff number; made up when absent. */
  readonly username?: string;
  /** Takes the authenticator and recovery codes away, for one who lost both. */
  readonly resetAuthenticator?: boolean;
}

/** Throws RangeError when the name is taken or is none. `now`: epoch ms. */
export async function inviteStaff(library: Library, invited: Invited, now: number): Promise<Invitation> {
  const { adapter, internalAdapter, password } = await library.$context;
  const byPerson = [{ field: 'person', value: invited.person }];
  let user = await adapter.findOne<StaffUser>({ model: 'user', where: byPerson });
  const again = user?.username != null;
  if (!again) {
    const username = invited.username?.toLowerCase() ?? (await freeName(adapter));
    if (!isStaffName(username)) throw new RangeError('a staff name has 3 to 32 letters, digits, dots, dashes or underscores');
    if (await adapter.findOne({ model: 'user', where: [{ field: 'username', value: username }] }))
      throw new RangeError('this staff name is taken');
    const named = { username, email: staffEmail(username), emailVerified: true };
    user = user
      ? ((await internalAdapter.updateUser(user.id, named)) as StaffUser)
      : ((await internalAdapter.createUser(
          { ...named, name: '', person: invited.person, tenant: invited.tenant },
          { method: 'invitation' },
        )) as StaffUser);
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: await password.hash(randomBytes(32).toString('base64url')),
    });
  } else if (invited.username !== undefined && invited.username.toLowerCase() !== user?.username) {
    throw new RangeError(`this person signs in as ${user?.username}`);
  }
  if (!user) throw new Error('an invited person has a user');
  if (invited.resetAuthenticator) {
    await adapter.deleteMany({ model: 'twoFactor', where: [{ field: 'userId', value: user.id }] });
    await internalAdapter.updateUser(user.id, { twoFactorEnabled: false });
    await internalAdapter.deleteUserSessions(user.id);
  }
  const code = grouped(randomBytes(CODE_BYTES));
  const expiresAt = new Date(now + DAYS * 86_400_000);
  await internalAdapter.createVerificationValue({ value: user.id, identifier: `reset-password:${code}`, expiresAt });
  return { username: user.username as string, code, expiresAt, again };
}

interface StaffUser {
  readonly id: string;
  readonly username: string | null;
}

/** Six digits, as staff numbers are; not a sequence, so that one name does not tell the next. */
async function freeName(adapter: Awaited<Library['$context']>['adapter']): Promise<string> {
  for (;;) {
    const name = String(randomInt(100_000, 1_000_000));
    if (!(await adapter.findOne({ model: 'user', where: [{ field: 'username', value: name }] }))) return name;
  }
}

/** Crockford's base 32 in groups of four: read out over the telephone without mistakes. 120 bits. */
function grouped(bytes: Uint8Array): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let place = 0; place < (bytes.length * 8) / 5; place += 1) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text.replaceAll(/(.{4})(?=.)/g, '$1-');
}
