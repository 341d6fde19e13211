// The master keys: whether every version is there that the database was sealed with, and is that one, and how much hangs on old ones.
import type { Pool } from 'pg';
import { keyVersions } from '../configuration.ts';
import { keyUsage } from '../key-rotation/usage.ts';
import type { OpenedKeys } from '../keys.ts';
import { type Opening, openingOf } from '../other-keys.ts';
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
    const shut: Opening[] = [];
    for (const { version } of needed) {
      const opening = await openingOf(db, keyring, version);
      if (opening.shut > 0) shut.push(opening);
    }
    const others = shut.filter(({ opened }) => opened === 0);
    if (others.length > 0) {
      return problem(
        'keys',
        `version ${others.map(({ version }) => version).join(', ')} of SIX_ORDER_KEYS is another key than the database was sealed with: what was sealed under it cannot be read; set the one that it was made with, from where its copy is kept`,
      );
    }
    if (shut.length > 0) {
      return problem(
        'keys',
        `not all opens that was sealed with ${shut.map((one) => `version ${one.version} (${one.shut} of ${one.shut + one.opened} looked at do not, such as ${one.such})`).join('; ')}: another installation's keys ran on this database, or rows were changed past the application; compare with a backup, and look for the keys that ran here (docs/decisions/0484)`,
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
