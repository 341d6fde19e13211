// Where an order is, as one says it.
import type { Directory } from '@six-order/community/directory';
import type { StoredOrder } from '@six-order/engine';

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
