// Service points and facilities (15分钟服务圈): which serve a kind of order, and which is nearest.
//
// F1: nearness is by the tree first; by coordinates when both ends have them. Coordinates are of places, in one system of the
// county's choosing: only their distance counts.
import { markOf } from './marks.ts';
import type { Unit } from './unit.ts';

/** Where someone asks from: a place in the unit tree, and coordinates when they are given. */
export interface Standpoint {
  readonly path: string;
  readonly at?: { readonly lat: number; readonly lng: number };
}

export interface NearFacility {
  readonly unit: Unit;
  /** Metres as the crow flies; null without coordinates. */
  readonly metres: number | null;
  /** How many levels of the tree the place and the facility's surroundings share: 4 the grid, 3 the community, 2 the street. */
  readonly shared: number;
}

const EARTH_METRES = 6_371_008;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points on the globe (haversine). */
export function metresBetween(
  a: { readonly lat: number; readonly lng: number },
  b: { readonly lat: number; readonly lng: number },
): number {
  const half = (x: number): number => Math.sin(radians(x) / 2) ** 2;
  const h = half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lng - a.lng);
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Whether an order of the category can be dispatched to the facility: it names the category, or its whole group. */
export const serves = (facility: Unit, category: string): boolean =>
  (markOf(facility, 'categories') ?? []).some((served) => served === category || served === category.slice(0, 2));

/**
 * The facilities, nearest first: by distance when both ends have coordinates, those before the ones without; else by how
 * much of the tree they share, then by code. `category`: only those that serve it.
 */
export function nearestFacilities(units: readonly Unit[], from: Standpoint, category?: string): readonly NearFacility[] {
  return units
    .filter((unit) => unit.kind === 'facility' && (category === undefined || serves(unit, category)))
    .map((unit): NearFacility => {
      const lat = markOf(unit, 'lat');
      const lng = markOf(unit, 'lng');
      const metres = from.at && lat !== undefined && lng !== undefined ? Math.round(metresBetween(from.at, { lat, lng })) : null;
      return { unit, metres, shared: sharedLabels(unit.path, from.path) };
    })
    .toSorted(
      (a, b) =>
        (a.metres ?? Number.POSITIVE_INFINITY) - (b.metres ?? Number.POSITIVE_INFINITY) ||
        b.shared - a.shared ||
        (a.unit.code < b.unit.code ? -1 : 1),
    );
}

function sharedLabels(a: string, b: string): number {
  const [one, other] = [a.split('.'), b.split('.')];
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  return shared;
}
