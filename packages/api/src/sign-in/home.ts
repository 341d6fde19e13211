// Where a resident can live: a community or what lies in one.
import type { Directory } from '@six-order/community/directory';
import type { Unit } from '@six-order/community/units/unit';

const homes: ReadonlySet<string> = new Set(['community', 'grid', 'household-group', 'building']);

/** By id, or by a code that no other county of this database has too. */
export function homeIn(directory: Directory, ref: string): Unit | null {
  const byId = directory.unitById(ref);
  const found = byId
    ? [directory.findUnit(byId.tenant, ref)]
    : tenantsOf(directory).map((tenant) => directory.findUnit(tenant, ref));
  const [unit, ...more] = found.filter((one) => one !== undefined);
  return unit && more.length === 0 && homes.has(unit.kind) ? unit : null;
}

const tenantsOf = (directory: Directory): readonly string[] => [
  ...new Set(directory.unitsWithin('').map(({ tenant }) => tenant)),
];
