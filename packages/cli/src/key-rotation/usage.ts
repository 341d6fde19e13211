// What in the database hangs on which master key.
import type { Pool } from 'pg';

export interface KeyUsage {
  readonly version: number;
  /** Orders whose personal data opens with it. */
  readonly orders: number;
  readonly people: number;
  readonly webhooks: number;
}

/** A wrapped key: suite, then the version in two bytes (engine/src/keyring.ts). */
export const versionOf = (column: string): string => `(get_byte(${column}, 1) * 256 + get_byte(${column}, 2))`;

/** Of every version that is held or that something hangs on, lowest first. */
export async function keyUsage(db: Pool, held: readonly number[]): Promise<readonly KeyUsage[]> {
  const count = async (table: string, column: string): Promise<ReadonlyMap<number, number>> => {
    const { rows } = await db.query<{ version: number; count: number }>(
      `select ${versionOf(column)} as version, count(*)::float8 as count from ${table} where ${column} is not null group by 1`,
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  };
  const [orders, people, webhooks] = await Promise.all([
    count('orders', 'data_key'),
    count('people', 'key'),
    count('webhook_endpoints', 'key'),
  ]);
  const versions = [...new Set([...held, ...orders.keys(), ...people.keys(), ...webhooks.keys()])].sort((a, b) => a - b);
  return versions.map((version) => ({
    version,
    orders: orders.get(version) ?? 0,
    people: people.get(version) ?? 0,
    webhooks: webhooks.get(version) ?? 0,
  }));
}

/**
 * Whether journal entries carry a key's MAC: as long as they are to verify it must be kept, rotation or not. Reads the whole
 * journal when there is none.
 */
export async function journalsUse(db: Pool, version: number): Promise<boolean> {
  // An entry is canonical JSON: a key inside a text would stand there with its quotes escaped.
  const { rowCount } = await db.query('select from journal where position($1 in entry) > 0 limit 1', [`"key":${version},`]);
  return rowCount === 1;
}
