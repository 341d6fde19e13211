// The master keys: whether every version is there that the database was sealed with, and how much hangs on old ones.
import type { Pool } from 'pg';
import { keyVersions } from '../configuration.ts';
import { keyUsage } from '../key-rotation/usage.ts';
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
