// `six-order staff invite` and `six-order key …`: accounts of staff, keys of other systems.
import { openAccounts, Scope, type Accounts } from '@six-order/api/sign-in';
import { openClock } from '@six-order/community/demo/clock';
import { openDirectory, type Directory } from '@six-order/community/directory';
import type { Post } from '@six-order/community/people/post';
import { openTables } from '@six-order/community/tables';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { openKeys } from '../keys.ts';
import { logToStdout } from '../log.ts';
import { newId } from '../new-id.ts';
import { refuseOtherKeys } from '../other-keys.ts';
import { columns, report, say } from '../screen.ts';

interface Desk {
  readonly accounts: Accounts;
  readonly directory: Directory;
}

async function atDesk(work: (desk: Desk) => Promise<void>): Promise<0> {
  const configuration = readConfiguration(process.env);
  const keys = await openKeys(configuration);
  const { keyring } = keys;
  const database = await openDatabase(configuration, say);
  const db = openPool(database.url, 'app', { max: 2 });
  const authDb = openPool(database.url, 'auth', { max: 2 });
  try {
    await refuseOtherKeys(db, keys, say);
    const tables = openTables(db);
    const clock = await openClock({ db: tables, demo: configuration.demo });
    const directory = await openDirectory({ db: tables, keyring, now: clock.now });
    await clock.close();
    await work({ accounts: openAccounts({ db: authDb, keyring, newId, log: logToStdout() }), directory });
    return 0;
  } finally {
    await authDb.end();
    await db.end();
    await database.close();
  }
}

function postOf(directory: Directory, id: string): Post {
  const post = directory.post(id);
  if (!post || !directory.actorOf(id)) throw new CommandFailure('There is no post in force with this id.');
  return post;
}

export interface InviteOptions {
  readonly post: string;
  readonly username?: string;
  readonly resetAuthenticator: boolean;
  readonly json: boolean;
}

/** Prints the name to sign in with and the one-time code that sets the password. */
export const inviteStaff = ({ post, username, resetAuthenticator, json }: InviteOptions): Promise<0> =>
  atDesk(async ({ accounts, directory }) => {
    const { person, tenant } = postOf(directory, post);
    const invitation = await accounts
      .invite({ person, tenant, resetAuthenticator, ...(username !== undefined && { username }) })
      .catch((error: unknown) => {
        throw error instanceof RangeError ? new CommandFailure(`${error.message}.`) : error;
      });
    report(json, { ...invitation, expiresAt: invitation.expiresAt.toISOString() }, () =>
      [
        invitation.again ? 'A new code for an account that was there:' : 'A new account:',
        columns([
          ['name', invitation.username],
          ['one-time code', invitation.code],
          ['good until', invitation.expiresAt.toISOString()],
        ]),
        'Hand both over in person. The code sets the password once; then the authenticator is set up.',
      ].join('\n'),
    );
  });

export interface MakeKeyOptions {
  readonly post: string;
  readonly name: string;
  readonly scopes: string;
  readonly days: string;
  readonly aMinute: string;
  readonly json: boolean;
}

export const makeKey = ({ post, name, scopes, days, aMinute, json }: MakeKeyOptions): Promise<0> =>
  atDesk(async ({ accounts, directory }) => {
    const { tenant } = postOf(directory, post);
    const of = {
      tenant,
      post,
      name,
      scopes: Scope.array().parse(scopes.split(',')),
      days: Number(days),
      aMinute: Number(aMinute),
    };
    const made = await accounts.keys.make(of);
    report(json, { ...made, expiresAt: made.expiresAt.toISOString() }, () =>
      columns([
        ['id', made.id],
        ['key', `${made.key} (shown this once)`],
        ['good until', made.expiresAt.toISOString()],
      ]),
    );
  });

export const listKeys = ({ json }: { readonly json: boolean }): Promise<0> =>
  atDesk(async ({ accounts }) => {
    const keys = await accounts.keys.list();
    report(json, keys, () =>
      keys.length === 0
        ? 'There are no keys.'
        : columns(
            keys.map(({ id, name, scopes, expiresAt, revokedAt, lastUsedAt }) => [
              id,
              `${name} · ${scopes.join(',')} · ${revokedAt ? `revoked ${revokedAt.toISOString()}` : `until ${expiresAt.toISOString()}`} · last used ${lastUsedAt?.toISOString() ?? 'never'}`,
            ]),
          ),
    );
  });

export const revokeKey = ({ id, json }: { readonly id: string; readonly json: boolean }): Promise<0> =>
  atDesk(async ({ accounts }) => {
    if (!(await accounts.keys.revoke(id)))
      throw new CommandFailure('There is no such key in force: `npm run six-order -- key list` shows those that are.');
    report(json, { revoked: id }, () => 'Revoked: from now on it opens nothing.');
  });
