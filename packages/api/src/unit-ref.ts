// A unit by its name, with what tells it apart where names repeat; where an order is, as one says it.
import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { Unit, UnitKind } from '@six-order/community/units/unit';
import type { StoredOrder } from '@six-order/engine';
import type { UnitRef } from './contract/common.ts';

/** 第一网格, 1栋 and the like stand in every community. */
const repeated: ReadonlySet<UnitKind> = new Set(['grid', 'building', 'household-group', 'team']);

/** A unit as the API names it; null when there is none of this id. */
export function unitRef(directory: Directory, id: string): z.infer<typeof UnitRef> | null {
  const unit = directory.unitById(id);
  return unit ? refTo(directory, unit) : null;
}

export function refTo(directory: Pick<Directory, 'unitById'>, unit: Unit): z.infer<typeof UnitRef> {
  const above = repeated.has(unit.kind) && unit.parent !== null ? directory.unitById(unit.parent) : undefined;
  return { id: unit.id, code: unit.code, name: unit.name, ...(above && { within: above.name }) };
}

/** The community and the building, or the grid where no building was said; elsewhere the unit alone. Empty when it is nowhere. */
export function placeSaid(directory: Directory, { face, snapshot }: Pick<StoredOrder, 'face' | 'snapshot'>): string {
  const unit = named(face.data['unit']);
  if (!unit) return '';
  const line = directory.lineOf(unit);
  const community = line.find(({ kind }) => kind === 'community') ?? unit;
  const nearest = named(snapshot.context['building']) ?? unit;
  return [...new Set([community.name, nearest.name])].join(' ');

  function named(id: unknown) {
    return typeof id === 'string' ? directory.unitById(id) : undefined;
  }
}
