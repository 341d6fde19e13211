// What may hang under what, and how a code of each kind is built: the one table of it.
//
// U1: county, street, community, grid are one line without gaps, so that the first labels of a path are always these.
// U2: every building lies in exactly one grid, and a grid is the list of its buildings: both by the tree itself.
import type { UnitKind } from './unit.ts';

/** `null`: it may stand at the root. Provinces and cities stand above a county without being part of its paths. */
const hangsUnder: Record<UnitKind, readonly (UnitKind | null)[]> = {
  province: [null],
  city: ['province', null],
  county: ['city', 'province', null],
  street: ['county'],
  community: ['street'],
  grid: ['community'],
  'household-group': ['grid'],
  building: ['grid'],
  compound: ['community'],
  'owners-committee': ['compound'],
  property: ['street', 'community', 'compound'],
  department: ['county', 'street'],
  team: ['county', 'street', 'community', 'grid'],
  party: ['county', 'street', 'community', 'grid', 'building'],
  organisation: ['county', 'street', 'community'],
  facility: ['county', 'street', 'community', 'grid'],
};

/**
 * Party organisations by class and the area they are of: 街道党工委 → 社区党组织 → 网格党支部 or 党小组 → 楼栋党小组
 * (domain research 1, row 80). The one above is that of the next area upward which has one: it is never stored.
 */
export const partyClasses = {
  'county-committee': 'county',
  'working-committee': 'street',
  committee: 'community',
  'general-branch': 'community',
  'community-branch': 'community',
  branch: 'grid',
  group: 'grid',
  'building-group': 'building',
} as const satisfies Record<string, UnitKind>;

/** Why a unit of `kind` (of a class, where it has one) may not hang under `parent` (null: at the root), or null. */
export function misplaced(kind: UnitKind, parent: UnitKind | null, unitClass?: string): string | null {
  if (!hangsUnder[kind].includes(parent)) {
    const right = hangsUnder[kind].map((one) => one ?? 'nothing').join(' or ');
    return `a ${kind} hangs under ${right}, not under ${parent ?? 'nothing'}`;
  }
  if (kind !== 'party' || unitClass === undefined || !Object.hasOwn(partyClasses, unitClass)) return null;
  const area = partyClasses[unitClass as keyof typeof partyClasses];
  return area === parent ? null : `a ${unitClass} of the Party hangs under a ${area}, not under a ${parent}`;
}

/** The part of a code after its parent's: a pattern, and how people write it. Official codes have a length of their own. */
const codes: Record<UnitKind, { readonly own: RegExp; readonly example: string }> = {
  province: { own: /^\d{2}$/, example: '2 digits' },
  city: { own: /^\d{2}$/, example: "its province's code and 2 digits" },
  county: { own: /^\d{2}$/, example: "its city's code and 2 digits" },
  street: { own: /^\d{3}$/, example: "its county's code and 3 digits" },
  community: { own: /^\d{3}$/, example: "its street's code and 3 digits" },
  grid: { own: /^\d{2}$/, example: "its community's code and 2 digits" },
  'household-group': { own: /^\d{2}$/, example: "its grid's code and 2 digits" },
  building: { own: /^\d{3}$/, example: "its grid's code and 3 digits" },
  department: { own: /^D\d{2}$/, example: "its parent's code, D and 2 digits" },
  team: { own: /^T\d{2}$/, example: "its parent's code, T and 2 digits" },
  property: { own: /^P\d{2}$/, example: "its parent's code, P and 2 digits" },
  compound: { own: /^C\d{2}$/, example: "its community's code, C and 2 digits" },
  'owners-committee': { own: /^W\d{2}$/, example: "its compound's code, W and 2 digits" },
  party: { own: /^B\d{2}$/, example: "its parent's code, B and 2 digits" },
  organisation: { own: /^O\d{2}$/, example: "its parent's code, O and 2 digits" },
  facility: { own: /^F\d{2}$/, example: "its parent's code, F and 2 digits" },
};

/** Official codes' digits where the unit stands at the root, or above what carries its digits. */
const officialDigits: Partial<Record<UnitKind, number>> = { province: 2, city: 4, county: 6 };

/** Why `code` is not one that a new unit of `kind` under `parent` can have, and what would be right; or null. */
export function unfitCode(kind: UnitKind, code: string, parent: string | null): string | null {
  const digits = officialDigits[kind];
  if (digits !== undefined) {
    return new RegExp(`^\\d{${digits}}$`).test(code) && (parent === null || code.startsWith(parent))
      ? null
      : `a ${kind}'s code has ${digits} digits${parent === null ? '' : ` and begins with ${parent}`}`;
  }
  const { own, example } = codes[kind];
  if (parent !== null && code.startsWith(parent) && own.test(code.slice(parent.length))) return null;
  return `a ${kind}'s code is ${example}${parent === null ? '' : `: ${parent}…`}`;
}

/** A code as people write it (522326004002-01), as it is kept. */
export const plainCode = (written: string): string =>
  written
    .trim()
    .replaceAll(/[-－–]/g, '')
    .toUpperCase();
