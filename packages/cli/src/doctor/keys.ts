// The master keys: whether every version is there that the database was sealed with.
import type { Pool } from 'pg';
import { keyVersions } from '../configuration.ts';
import type { OpenedKeys } from '../keys.ts';
import { type Finding, look, ok, problem } from './finding.ts';

export const lookAtKeys = (db: Pool, keys: OpenedKeys): Promise<Finding> =>
  look('keys', async () => {
    const held = keyVersions(keys.text);
    // A wrapped key: suite, then the version in two bytes (engine/src/keyring.ts).
    const { rows } = await db.query<{ version: number }>(
      'select distinct get_byte(data_key, 1) * 256 + get_byte(data_key, 2) as version from orders where data_key is not null',
    );
    const missing = rows.map(({ version }) => version).filter((version) => !held.includes(version));
    if (missing.length > 0)
      return problem('keys', `orders were sealed with version ${missing.join(', ')}, which SIX_ORDER_KEYS lacks: add it back`);
    return ok(
      'keys',
      `version ${held.join(', ')}${keys.file ? `, in ${keys.file}: keep a copy elsewhere` : ''}; new orders use ${held.at(-1)}`,
    );
  });
