// A county's streets and communities as the statistical bureau lists them, read into units; and, in the same file, what it
// does not list (grids, buildings, household groups, organisations: local data).
//
// Owns: the file's shape, the names people use in place of the committees'. Not ours: whether a unit fits (import-plan.ts).
import { z } from 'zod';
import type { Json } from '@six-order/engine';
import type { UnitRow } from './import-plan.ts';
import type { UnitEntry } from './unit.ts';

const Village = z.object({ code: z.string().regex(/^\d{12}$/), name: z.string().min(1) });
const Street = z.object({ code: z.string().regex(/^\d{9}$/), name: z.string().min(1), villages: z.array(Village) });

/** A unit beside the bureau's list: marks.ts says which marks a kind has. */
const Local = z.strictObject({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parent: z.string().default(''),
  was: z.string().default(''),
  from: z.string().default(''),
  to: z.string().default(''),
  marks: z.record(z.string(), z.json()).default({}),
});

/** `source` says where the codes are from. A street's code begins with the county's, a village's with its street's. */
export const County = z
  .object({
    source: z.string(),
    /** Province and city, each under the one before. */
    above: z
      .array(z.object({ code: z.string().regex(/^(\d{2}|\d{4})$/), name: z.string().min(1) }))
      .max(2)
      .optional(),
    county: z.object({ code: z.string().regex(/^\d{6}$/), name: z.string().min(1) }),
    streets: z.array(Street).min(1),
    units: z.array(Local).optional(),
  })
  .refine(({ county, streets }) => streets.every((street) => street.code.startsWith(county.code)), 'a street of another county')
  .refine(
    ({ streets }) => streets.every((street) => street.villages.every((village) => village.code.startsWith(street.code))),
    'a village of another street',
  );
export type County = z.infer<typeof County>;

/** The county's units, each after its parent. */
export function countyUnits({ county, streets }: County): UnitEntry[] {
  return [
    { code: county.code, name: county.name, kind: 'county', parent: null },
    ...streets.flatMap((street): UnitEntry[] => [
      { code: street.code, name: street.name, kind: 'street', parent: county.code, flags: { class: streetClass(street.code) } },
      ...street.villages.map((village): UnitEntry => ({
        code: village.code,
        name: communityName(village.name),
        kind: 'community',
        parent: street.code,
        flags: { class: villageClass(village.code), committee: village.name },
      })),
    ]),
  ];
}

/** The same as rows to plan an import with: the bureau's list by code, then the local units by their place in the file. */
export const countyRows = (county: County): UnitRow[] => [
  ...(county.above ?? []).map(({ code, name }, at): UnitRow => ({
    at: code,
    code,
    name,
    kind: code.length === 2 ? 'province' : 'city',
    parent: county.above?.[at - 1]?.code ?? '',
    was: '',
    from: '',
    to: '',
    marks: {},
  })),
  ...countyUnits(county).map(({ code, name, kind, parent, flags }): UnitRow => ({
    at: code,
    code,
    name,
    kind,
    parent: parent ?? county.above?.at(-1)?.code ?? '',
    was: '',
    from: '',
    to: '',
    marks: flags ?? {},
  })),
  ...(county.units ?? []).map((unit, at): UnitRow => ({
    ...unit,
    at: `units[${at}]`,
    marks: unit.marks as Readonly<Record<string, Json>>,
  })),
];

/** The place that a committee serves: 蟠桃园社区居民委员会 → 蟠桃园社区, 甘莱村村民委员会 → 甘莱村. Other names stay. */
export function communityName(committee: string): string {
  return committee.replace(/(?<=社区)居民委员会$|(?<=村)村民委员会$/, '');
}

/** By the last three digits: 001–099 街道, 100–199 镇, 200 and on 乡. */
const streetClass = (code: string): string => {
  const own = Number(code.slice(6));
  return own < 100 ? 'street' : own < 200 ? 'town' : 'township';
};

/** By the last three digits: 001–199 居委会, 200 and on 村委会. */
const villageClass = (code: string): string => (Number(code.slice(9)) < 200 ? 'urban' : 'village');
