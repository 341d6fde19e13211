import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { Unit, UnitKind } from '@six-order/community/units/unit';
import type { UnitRef } from './contract/common.ts';

/** 第一网格, 1栋 and the like stand in every community. */
const repeated: ReadonlySet<UnitKind> = new Set(['grid', 'building', 'household-group', 'team']);

/** A unit as the API names it; null when there is none of this id. */
export function unitRef(directory: Directory, id: string): z.infer<typeof UnitRef> | null {
  const unit = directory.unitById(id);
  return unit ? refTo(directory, unit) : null;
}

export function refTo(directory: Directory, unit: Unit): z.infer<typeof UnitRef> {
  const above = repeated.has(unit.kind) && unit.parent !== null ? directory.unitById(unit.parent) : undefined;
  return { id: unit.id, code: unit.code, name: unit.name, ...(above && { within: above.name }) };
}
