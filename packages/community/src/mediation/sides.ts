// A unit as a side of a dispute: who of it sees the dispute and answers for it. Imports nothing: the authority tables read it too.
//
// S1: what covers a place (a grid, a community) has people who merely live or help there; those who answer for it are its desks.

/** Kinds of units in which whoever has a post answers for it. */
export const answeredFor: ReadonlySet<string> = new Set([
  'property',
  'department',
  'facility',
  'owners-committee',
  'organisation',
  'team',
]);

/** Of a dispute that such a unit is a side of. */
export const sideLabel = (unit: string): string => `side:${unit}`;
