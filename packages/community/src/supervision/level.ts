// The levels by which what is not answered goes up (提级): grid → community → street → county → city. Source: domain research 2.6.
import type { Directory } from '../directory.ts';
import type { Unit, UnitKind } from '../units/unit.ts';

const homes: ReadonlySet<UnitKind> = new Set(['building', 'household-group']);
const levels: ReadonlySet<UnitKind> = new Set(['grid', 'community', 'street', 'county', 'city']);

/** The next level above a unit of any kind; null at the top. `least`: from this level on (what only a street can settle). */
export function levelAbove(directory: Pick<Directory, 'unitById' | 'lineOf'>, id: string, least?: UnitKind): Unit | null {
  const unit = directory.unitById(id);
  if (!unit) return null;
  const line = directory.lineOf(unit).filter(({ kind }) => levels.has(kind));
  // A building's and a household group's own level is their grid.
  const own = homes.has(unit.kind) ? line.at(-1)?.id : id;
  const above = line.filter((one) => one.id !== own);
  const from = least === undefined ? above : above.slice(0, above.findIndex(({ kind }) => kind === least) + 1);
  return from.at(-1) ?? above.at(-1) ?? null;
}
