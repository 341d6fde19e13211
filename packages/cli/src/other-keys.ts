// Whether the master keys are those that a database was sealed with: under others what is read stays shut, and what is written would verify for
// nobody.
import { personKey } from '@six-order/community/people/people-store';
import type { Keyring } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { keyVersions } from './configuration.ts';
import { CommandFailure } from './failure.ts';
import { versionOf } from './key-rotation/usage.ts';
import type { OpenedKeys } from './keys.ts';

interface Sealed {
  readonly id: string;
  readonly key: Buffer;
}

/** Whether what was sealed last with a version opens with the key that is held as that version; true where nothing was. */
export async function opens(db: Pool, keyring: Keyring, version: number): Promise<boolean> {
  const [orders, people] = await Promise.all([
    db.query<Sealed>(
      `select id, data_key as key from orders where data_key is not null and ${versionOf('data_key')} = $1 order by id desc limit 1`,
      [version],
    ),
    db.query<Sealed>(`select id, key from people where ${versionOf('key')} = $1 limit 1`, [version]),
  ]);
  return fits(keyring, { order: orders.rows[0], person: people.rows[0] });
}

/**
 * Throws where the newest order, or a name, was sealed with another key than is held as its version. One whose version is not held at all was
 * lost: what hangs on it stands still, and all else goes on.
 */
export async function refuseOtherKeys(db: Pool, { keyring, text, file }: OpenedKeys): Promise<void> {
  const [orders, people] = await Promise.all([
    db.query<Sealed & { version: number }>(
      `select id, data_key as key, ${versionOf('data_key')} as version from orders where data_key is not null order by id desc limit 1`,
    ),
    db.query<Sealed & { version: number }>(`select id, key, ${versionOf('key')} as version from people limit 1`),
  ]);
  const held = keyVersions(text);
  const [order, person] = [orders.rows[0], people.rows[0]].map((one) => (one && held.includes(one.version) ? one : undefined));
  if (fits(keyring, { order, person })) return;
  const version = order?.version ?? person?.version;
  throw new CommandFailure(
    `${file ?? 'SIX_ORDER_KEYS'} holds another key as version ${version} than this database was sealed with: nothing personal could be read, and what would be written now could not be verified. Put the right one back from where its copy is kept, or name the database that belongs to this one; never make a new key for it. Nothing was changed.`,
  );
}

function fits(
  keyring: Keyring,
  { order, person }: { readonly order?: Sealed | undefined; readonly person?: Sealed | undefined },
) {
  try {
    if (order) keyring.open(order.id, order.key);
    if (person) personKey(keyring, person);
    return true;
  } catch {
    return false;
  }
}
