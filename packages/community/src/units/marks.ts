// Marks (flags) of units: which kind carries which, their shapes, and how they are read from a cell of a table.
//
// M1: a mark is of a place or an organisation, never of a person: 集中安置区 is since when a community is one.
// M2: a list of names of people has no place here; who serves where is a post.
import { z } from 'zod';
import type { Json } from '@six-order/engine';
import { partyClasses } from './rules.ts';
import type { UnitKind } from './unit.ts';

type Marks = Readonly<Record<string, Json>>;

const text = z.string().trim().min(1).max(400);
const count = z.int().min(0).max(100_000_000);
const flag = z.boolean();
const date = z.iso.date();
const texts = z.array(text).max(40);
const degrees = z.number().min(-180).max(180);

const schemas = {
  class: text,
  households: count,
  population: count,
  /** The committee's full name. */
  committee: text,
  /** 集中安置区: since when (易地扶贫搬迁). */
  resettledSince: date,
  /** 一社区一特色. */
  brand: text,
  /** How many full-time grid workers (专职网格员) it is to have. */
  fullTimePosts: count,
  /** 入格力量: what works in the grid, freely named (八进网格 and the like). */
  forces: texts,
  /** Code of the compound (小区) that a building is of. */
  compound: text,
  /** Who looks after a compound; `none`: the community is the fallback. */
  property: z.enum(['market', 'community-run', 'self-run', 'none']),
  /** Code of the property firm. */
  firm: text,
  /** 党员负责人. */
  memberLed: flag,
  /** First and last day of an elected body's term. */
  termFrom: date,
  termTo: date,
  /** What the catalogue of duties calls a department; whether it may enforce (domain research 1, row 19). */
  duty: text,
  enforcement: flag,
  /** What a team or firm is skilled in, in the words of the catalogue of duties. */
  skills: texts,
  /** Codes of the buildings whose households a household group is of; all of its grid's when absent. */
  buildings: texts,
  hours: text,
  items: texts,
  materials: texts,
  howTo: text,
  address: text,
  /** The place's public number. */
  telephone: text,
  /** Categories (two digits: a whole group) that can be dispatched to it. */
  categories: z.array(z.string().regex(/^(\d{2}|\d{4})$/, '类别为 2 位或 4 位数字 / a category has 2 or 4 digits')).max(60),
  lat: degrees,
  lng: degrees,
} as const;
export type MarkName = keyof typeof schemas;

export const markNames = Object.keys(schemas) as readonly MarkName[];

const body = ['class', 'memberLed', 'termFrom', 'termTo'] as const;
const ofKind: Record<UnitKind, readonly MarkName[]> = {
  province: [],
  city: [],
  county: [],
  street: ['class', 'telephone'],
  community: ['class', 'committee', 'households', 'population', 'resettledSince', 'brand', 'telephone'],
  grid: ['households', 'fullTimePosts', 'forces', 'telephone'],
  'household-group': ['households', 'buildings'],
  building: ['households', 'compound', 'lat', 'lng'],
  compound: ['households', 'property', 'firm'],
  'owners-committee': ['memberLed', 'termFrom', 'termTo'],
  property: [...body, 'skills'],
  team: [...body, 'skills'],
  party: ['class', 'termFrom', 'termTo'],
  organisation: body,
  department: ['duty', 'enforcement'],
  facility: ['class', 'hours', 'items', 'materials', 'howTo', 'address', 'telephone', 'categories', 'lat', 'lng'],
};

/** The classes of each kind that has any. */
const classes: Partial<Record<UnitKind, readonly string[]>> = {
  street: ['street', 'town', 'township'],
  community: ['urban', 'village'],
  party: Object.keys(partyClasses),
  organisation: ['self-government', 'mass', 'social', 'economic'],
  property: ['firm', 'community-run', 'owners'],
  team: ['service', 'emergency', 'help'],
  facility: [
    'party-service-centre',
    'governance-centre',
    'civility-station',
    'elder-day-care',
    'elder-care-station',
    'elder-school',
    'care-home',
    'canteen',
    'child-care',
    'children-home',
    'health-station',
    'mediation-room',
    'car-park-market',
  ],
};

/** What is wrong with the marks of a unit, and what would be right; empty when nothing is. A mark that is null goes. */
export function unfitMarks(kind: UnitKind, marks: Marks): string[] {
  return Object.entries(marks).flatMap(([name, value]) => {
    if (!ofKind[kind].includes(name as MarkName)) {
      const right = ofKind[kind].length === 0 ? 'it has none' : `it has ${ofKind[kind].join(', ')}`;
      return [`a ${kind} has no mark ${name}: ${right}`];
    }
    if (value === null) return [];
    const allowed = classes[kind];
    if (name === 'class' && allowed && !allowed.includes(value as string)) {
      return [`the class of a ${kind} is one of ${allowed.join(', ')}`];
    }
    const parsed = schemas[name as MarkName].safeParse(value);
    return parsed.success ? [] : [`${name}: ${parsed.error.issues[0]?.message ?? 'not fit'}`];
  });
}

/** In a cell: the mark is taken away. An empty cell leaves it as it is. */
export const NO_MARK = '-';

/** What a cell of a table says of a mark. Lists are separated by semicolons; yes is 是, yes, true or 1. */
export function markOfCell(name: MarkName, cell: string): Json {
  if (cell === NO_MARK) return null;
  const schema: z.ZodType = schemas[name];
  if (schema instanceof z.ZodArray)
    return cell
      .split(/[;；]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (schema instanceof z.ZodBoolean) {
    const said = cell.toLowerCase();
    return ['是', 'yes', 'true', '1'].includes(said) ? true : ['否', 'no', 'false', '0'].includes(said) ? false : cell;
  }
  if (schema instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
  return cell;
}

/** A mark of a unit that is there, as its schema has it; undefined when it lacks it or carries something else. */
export function markOf<N extends MarkName>(unit: { readonly flags: Marks }, name: N): z.infer<(typeof schemas)[N]> | undefined {
  const parsed = schemas[name].safeParse(unit.flags[name]);
  return parsed.success ? (parsed.data as z.infer<(typeof schemas)[N]>) : undefined;
}
