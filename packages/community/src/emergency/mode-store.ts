// The rows by which an area is known to be in an emergency.
//
// Keeps: M1: one row for each area of an emergency, under an id made of both: written again, it is the same row (I8).
import { createHash } from 'node:crypto';
import type { Db } from '../tables.ts';
import { EmergencyMode, MODE } from './mode.ts';

export interface ModeRow {
  readonly tenant: string;
  /** Paths of the areas. */
  readonly scope: readonly string[];
  readonly mode: EmergencyMode;
  readonly document: string;
  /** Epoch ms. */
  readonly from: number;
  readonly until: number;
}

const idOf = (emergency: string, path: string): string => {
  const hex = createHash('md5').update(`${emergency} ${path}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The areas are in the emergency from `from` until `until`, whatever was said of it before. */
export async function putMode(db: Db, { tenant, scope, mode, document, from, until }: ModeRow): Promise<void> {
  // A response that ended as it began never was.
  if (until <= from) {
    await db
      .deleteFrom('county_rules')
      .where('tenant', '=', tenant)
      .where(
        'id',
        'in',
        scope.map((path) => idOf(mode.emergency, path)),
      )
      .execute();
    return;
  }
  const value = JSON.stringify(EmergencyMode.parse(mode));
  const validTo = new Date(until);
  await db
    .insertInto('county_rules')
    .values(
      scope.map((path) => ({
        tenant,
        id: idOf(mode.emergency, path),
        kind: MODE,
        key: mode.emergency,
        path,
        value,
        document,
        valid_from: new Date(from),
        valid_to: validTo,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet({ value, document, valid_to: validTo }))
    .execute();
}
