// A row of the other system's file, read into what an order needs, or into the reason why it cannot become one.
//
// Owns: the checks of one row. Not ours: rows among themselves (rows.ts), what is sent to the engine (history.ts).
// R2: a reason names columns and rules, never what stands there (I12).
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { LocalTime } from './local-time.ts';
import type { Columns, NamedUnit, Profile } from './profile.ts';

export type Ending =
  | { readonly kind: 'open' }
  | { readonly kind: 'finished'; readonly at: number; readonly result: string }
  | { readonly kind: 'refused'; readonly at: number; readonly reason: string; readonly channel: string | null };

/** A record of the other system. Times are epoch ms. */
export interface ImportedCase {
  readonly line: number;
  readonly externalId: string;
  readonly openedAt: number;
  readonly targetAt: number | null;
  readonly ending: Ending;
  /** The source's own judgement; null where it gives none. */
  readonly late: boolean | null;
  readonly category: string;
  /** Codes of units. */
  readonly area: string;
  readonly department: string;
  readonly text: string;
  readonly place: string | null;
  readonly queue: string | null;
  readonly remarks: readonly Remark[];
}

/** What was done to a row to make it fit. */
export type Remark =
  /** `column` holds a value that the profile does not know; the fall-back stands for it. Such values are the source's own words. */
  | { readonly kind: 'fell-back'; readonly column: string; readonly value: string }
  /** A text was longer than an order may have it. */
  | { readonly kind: 'shortened'; readonly column: string };

/** Text, result and reason; the note to a place (the workflow's limits). Characters. */
const LONGEST_TEXT = 2_000;
const LONGEST_PLACE = 200;

const NO_RESULT = '来源未写明办理结果。';

export type Row = { readonly [name in keyof Columns]: string };

class Unfit extends Error {}

/** Reads one row. `now`: nothing may have happened after it (epoch ms). */
export function readRow(
  profile: Profile,
  time: LocalTime,
  now: number,
  line: number,
  row: Row,
): ImportedCase | { readonly line: number; readonly refused: string } {
  try {
    return read(profile, time, now, line, row);
  } catch (error) {
    if (error instanceof Unfit) return { line, refused: error.message };
    throw error;
  }
}

function read(profile: Profile, time: LocalTime, now: number, line: number, row: Row): ImportedCase {
  const { columns, status, verdict } = profile;
  const remarks: Remark[] = [];

  const instant = (name: 'opened' | 'target' | 'closed'): number | null => {
    if (row[name] === '') return null;
    const at = time.read(row[name]);
    if (at === null) throw new Unfit(`${columns[name]} is no time as ${profile.time.pattern}`);
    return at;
  };
  const past = (name: 'opened' | 'closed'): number | null => {
    const at = instant(name);
    if (at !== null && at > now) throw new Unfit(`${columns[name]} lies in the future`);
    return at;
  };
  const shortened = (name: 'title' | 'closingReason' | 'place', text: string, longest: number): string => {
    if (text.length <= longest) return text;
    remarks.push({ kind: 'shortened', column: columns[name] });
    // Never half of a surrogate pair.
    return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  };
  const fellBack = (name: 'type' | 'area' | 'department'): void => {
    remarks.push({ kind: 'fell-back', column: columns[name], value: row[name] });
  };

  if (Object.values(row).some((value) => value.includes('\0'))) throw new Unfit('it holds the character NUL (U+0000)');
  if (row.id === '') throw new Unfit(`${columns.id} is empty`);
  const openedAt = past('opened');
  if (openedAt === null) throw new Unfit(`${columns.opened} is empty`);
  const targetAt = instant('target');
  if (targetAt !== null && targetAt <= openedAt) throw new Unfit(`${columns.target} is not after ${columns.opened}`);
  const closedAt = past('closed');
  if (closedAt !== null && closedAt < openedAt) throw new Unfit(`${columns.closed} is before ${columns.opened}`);

  if (row.status !== status.open && row.status !== status.closed) {
    throw new Unfit(`${columns.status} is neither ${status.open} nor ${status.closed}`);
  }
  const isClosed = row.status === status.closed;
  if (isClosed && closedAt === null) throw new Unfit(`${columns.status} is ${status.closed} and ${columns.closed} is empty`);
  if (!isClosed && closedAt !== null) throw new Unfit(`${columns.status} is ${status.open} and ${columns.closed} is not empty`);

  if (row.verdict !== '' && row.verdict !== verdict.late && row.verdict !== verdict.inTime) {
    throw new Unfit(`${columns.verdict} is neither ${verdict.late} nor ${verdict.inTime} nor empty`);
  }
  const text = row.title || row.type;
  if (text === '') throw new Unfit(`${columns.title} and ${columns.type} are both empty`);

  return {
    line,
    externalId: row.id,
    openedAt,
    targetAt,
    ending: closedAt === null ? { kind: 'open' } : endingOf(closedAt),
    late: row.verdict === '' ? null : row.verdict === verdict.late,
    category: categoryOf(),
    area: areaOf(),
    department: departmentOf(),
    text: shortened('title', text, LONGEST_TEXT),
    place: row.place === '' ? null : shortened('place', row.place, LONGEST_PLACE),
    queue: row.queue === '' ? null : row.queue,
    remarks,
  };

  /** A target means that the source had taken the record in: whatever its end was, it was an end of the work. */
  function endingOf(at: number): Ending {
    const said = row.closingReason.replace(profile.closing.prefix, '').trim();
    const reason = said === '' ? NO_RESULT : shortened('closingReason', said, LONGEST_TEXT);
    const refusal = targetAt === null ? profile.closing.refusals.find(({ begins }) => said.startsWith(begins)) : undefined;
    if (refusal) return { kind: 'refused', at, reason, channel: refusal.channel ?? null };
    return { kind: 'finished', at, result: reason };
  }

  function categoryOf(): string {
    const { byType, byReason, fallback } = profile.categories;
    const code = own(byType, row.type) ?? own(byReason, row.reason);
    if (code === undefined) fellBack('type');
    return code ?? fallback;
  }

  function areaOf(): string {
    if (row.area === '' || row.area === profile.root.name) return profile.root.code;
    const area = unitNamed(profile.areas, row.area);
    if (!area) fellBack('area');
    return area?.code ?? profile.root.code;
  }

  function departmentOf(): string {
    const department = unitNamed(profile.departments, row.department);
    if (!department) fellBack('department');
    return (department ?? profile.departments[0]).code;
  }
}

const own = (map: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

const unitNamed = (units: readonly NamedUnit[], text: string): NamedUnit | undefined =>
  units.find(({ named }) => named.includes(text));

/** Category codes of a profile that our catalogue does not have: none, or the profile is wrong. */
export const unknownCategories = ({ categories: { byType, byReason, fallback } }: Profile): readonly string[] =>
  [...Object.values(byType), ...Object.values(byReason), fallback].filter((code) => !categoryByCode(code));
