// The master keys: whether every version is there that the database was sealed with, and is that one, and how much hangs on old ones.
import { personKey } from '@six-order/community/people/people-store';
import type { Keyring } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { keyVersions } from '../configuration.ts';
import { keyUsage, versionOf } from '../key-rotation/usage.ts';
import type { OpenedKeys } from '../keys.ts';
import { type Finding, look, ok, problem, warning } from './finding.ts';

export const lookAtKeys = (db: Pool, { text, file, keyring }: OpenedKeys): Promise<Finding> =>
  look('keys', async () => {
    const held = keyVersions(text);
    const usage = await keyUsage(db, held);
    const needed = usage.filter(({ orders, people, webhooks }) => orders + people + webhooks > 0);
    const missing = needed.filter(({ version }) => !held.includes(version));
    const rows = (some: typeof usage): string =>
      some
        .map(
          ({ version, orders, people, webhooks }) =>
            `version ${version}: ${orders} orders, ${people} people, ${webhooks} webhooks`,
        )
        .join('; ');
    if (missing.length > 0) {
      return problem(
        'keys',
        `what was sealed with keys that SIX_ORDER_KEYS lacks stands still (${rows(missing)}): add them back`,
      );
    }
    const others: number[] = [];
    for (const { version } of needed) if (!(await opens(db, keyring, version))) others.push(version);
    if (others.length > 0) {
      return problem(
        'keys',
        `version ${others.join(', ')} of SIX_ORDER_KEYS is another key than the database was sealed with: nothing personal can be read; set the one that it was made with, from where its copy is kept`,
      );
    }
    const old = needed.filter(({ version }) => version < keyring.version);
    if (old.length > 0) {
      return warning(
        'keys',
        `version ${keyring.version} is in use, and old ones still open ${rows(old)}: run \`npm run six-order -- keys rotate\``,
      );
    }
    return ok(
      'keys',
      `version ${held.join(', ')}${file ? `, in ${file}: keep a copy elsewhere` : ''}; ${keyring.version} is in use for all`,
    );
  });

/** Whether what was sealed last with a version opens with the key that is held as that version. */
async function opens(db: Pool, keyring: Keyring, version: number): Promise<boolean> {
  const [order] = (
    await db.query<{ id: string; key: Buffer }>(
      `select id, data_key as key from orders where data_key is not null and ${versionOf('data_key')} = $1 order by id desc limit 1`,
      [version],
    )
  ).rows;
  const [person] = (
    await db.query<{ id: string; key: Buffer }>(`select id, key from people where ${versionOf('key')} = $1 limit 1`, [version])
  ).rows;
  try {
    if (order) keyring.open(order.id, order.key);
    if (person) personKey(keyring, person);
    return true;
  } catch {
    return false;
  }
}
