import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { UnitRef } from './contract/common.ts';

/** A unit as the API names it; null when there is none of this id. */
export function unitRef(directory: Directory, id: string): z.infer<typeof UnitRef> | null {
  const unit = directory.unitById(id);
  return unit ? { id: unit.id, code: unit.code, name: unit.name } : null;
}
