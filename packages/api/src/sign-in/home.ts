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

/** The communities of every county, or the homes directly below one of them. */
export function homesFor(directory: Directory, within: string | undefined): readonly Unit[] {
  if (within === undefined) return directory.unitsWithin('').filter(({ kind }) => kind === 'community');
  const above = homeIn(directory, within);
  return above ? directory.unitsWithin(above.path).filter(({ parent, kind }) => parent === above.id && homes.has(kind)) : [];
}

const tenantsOf = (directory: Directory): readonly string[] => [
  ...new Set(directory.unitsWithin('').map(({ tenant }) => tenant)),
];
