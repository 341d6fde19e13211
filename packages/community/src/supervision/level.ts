// The levels by which what is not answered goes up (提级): grid → community → street → county → city. Source: domain research 2.6.
import type { Directory } from '../directory.ts';
import type { Unit, UnitKind } from '../units/unit.ts';

const levels: ReadonlySet<UnitKind> = new Set(['grid', 'community', 'street', 'county', 'city']);

/** The next level above a unit of any kind; null at the top. */
export function levelAbove(directory: Pick<Directory, 'unitById' | 'lineOf'>, id: string): Unit | null {
  const unit = directory.unitById(id);
  if (!unit) return null;
  return directory.lineOf(unit).findLast((above) => above.id !== id && levels.has(above.kind)) ?? null;
}
