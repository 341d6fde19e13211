// What an import of units would do, row by row, before anything is written.
//
// Owns: the judgement on each row, with what would be right, and the entries to put. Pure: what stands comes in.
// P1: a unit that is there keeps its id, parent and path whatever the file says of its name, code or marks; it never moves:
// whoever redraws grids ends the old one and adds a new one, so that old orders stay where they were.
// P2: a row that hangs on a refused row is refused too. P3: planned again after it was put, no row changes anything.
import type { Json } from '@six-order/engine';
import { unfitMarks } from './marks.ts';
import { misplaced, plainCode, unfitCode } from './rules.ts';
import { UnitKind, type Unit, type UnitEntry } from './unit.ts';

export interface UnitRow {
  /** Where it stands in the file, as a person finds it: `line 12`, `units[3]`. */
  readonly at: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  /** Code of the unit above; '' at the root. */
  readonly parent: string;
  /** The code it had until now; '' when it keeps it. */
  readonly was: string;
  /** YYYY-MM-DD in China: the first day it stands, the first day it does not; '' when not said. */
  readonly from: string;
  readonly to: string;
  readonly marks: Readonly<Record<string, Json>>;
}

export interface PlannedRow {
  readonly at: string;
  readonly code: string;
  readonly outcome: 'new' | 'changed' | 'same' | 'refused';
  /** Field → before and after; of a row that changes a unit. */
  readonly changes: Readonly<Record<string, readonly [Json, Json]>>;
  /** What is wrong and what would be right; of a refused row. */
  readonly problems: readonly string[];
}

export interface UnitPlan {
  readonly rows: readonly PlannedRow[];
  /** What to put: new and changed units. */
  readonly entries: readonly UnitEntry[];
}

export interface Standing {
  /** Units of the county, ended ones too. */
  readonly units: readonly Unit[];
  /** How many posts of a unit (by id) run at an instant. */
  readonly postsAt: (unit: string, at: number) => number;
}

interface Judged {
  readonly row: UnitRow;
  readonly code: string;
  readonly problems: string[];
  readonly existing: Unit | undefined;
  readonly entry: UnitEntry | null;
}

export function planUnits(rows: readonly UnitRow[], { units, postsAt }: Standing): UnitPlan {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const firstRows = new Map<string, UnitRow>();
  for (const row of rows) if (!firstRows.has(plainCode(row.code))) firstRows.set(plainCode(row.code), row);
  const judged = new Map<UnitRow, Judged>();

  /** The kind of the unit that a code names, in the file or standing; or why there is none. */
  const kindOf = (code: string, asking: ReadonlySet<UnitRow>): Found => {
    const row = firstRows.get(code);
    if (row && asking.has(row)) return { problem: `${code} hangs under itself` };
    if (row) {
      const parent = judge(row, asking);
      if (parent.entry === null) return { problem: `${code} above it is refused (${row.at})` };
      return { kind: parent.entry.kind };
    }
    const unit = byCode.get(code);
    if (!unit) return { problem: `no unit has the code ${code}: put it in before, or in the same file` };
    return unit.validTo === null ? { kind: unit.kind } : { problem: `${code} above it has ended` };
  };
  function judge(row: UnitRow, asking: ReadonlySet<UnitRow> = new Set()): Judged {
    const known = judged.get(row);
    if (known) return known;
    const result = judgeAnew(row, new Set([...asking, row]));
    judged.set(row, result);
    return result;
  }

  function judgeAnew(row: UnitRow, asking: ReadonlySet<UnitRow>): Judged {
    const code = plainCode(row.code);
    const was = plainCode(row.was);
    const parent = plainCode(row.parent);
    const problems: string[] = [];
    const first = firstRows.get(code);
    if (first !== row) problems.push(`${code} stands in the file twice: at ${first?.at} too`);

    const existing = byCode.get(was === '' ? code : was) ?? (was === '' ? undefined : byCode.get(code));
    if (was !== '' && !existing) problems.push(`no unit has had the code ${was}`);
    if (was !== '' && existing?.code === was && byCode.has(code)) problems.push(`${code} is another unit's code`);

    if (!/^[0-9A-Z]{2,32}$/.test(code)) problems.push('a code is 2 to 32 digits and capital letters');
    if (row.name.trim() === '') problems.push('the name is missing');
    if (row.name.trim().length > 100) problems.push('a name has at most 100 characters');
    const kind = UnitKind.safeParse(row.kind);
    if (!kind.success) problems.push(`there is no kind ${row.kind || '(empty)'}: one of ${UnitKind.options.join(', ')}`);
    const from = dayStart(row.from);
    const to = dayStart(row.to);
    if (from === null || to === null) problems.push('a date is written YYYY-MM-DD');
    const begins = from ?? existing?.validFrom;
    if (to != null && begins != null && to <= begins) problems.push('it ends before it begins');

    if (kind.success) {
      problems.push(...unfitMarks(kind.data, row.marks), ...unknownRefs(row.marks, kindOf, asking));
      if (existing) {
        problems.push(...unmovable(existing, kind.data, parent, byId));
        if (existing.parent === null && parent !== '') problems.push(...unfitParent(kind.data, parent, kindOf, asking));
      } else problems.push(...unfitPlace(row, kind.data, code, parent === '' ? null : parent, kindOf, asking));
    }
    if (existing && to != null && existing.validTo === null) {
      const posts = postsAt(existing.id, to);
      if (posts > 0) problems.push(`${posts} posts there run longer: end them first`);
    }
    if (problems.length > 0 || !kind.success) return { row, code, problems, existing, entry: null };
    const entry: UnitEntry = {
      code,
      name: row.name.trim(),
      kind: kind.data,
      parent: (existing?.parent ? byId.get(existing.parent)?.code : undefined) ?? (parent || null),
      flags: row.marks,
      ...(from != null && { validFrom: from }),
      ...(to != null && { validTo: to }),
      ...(existing && existing.code !== code && { was: existing.code }),
    };
    return { row, code, problems, existing, entry };
  }

  for (const row of rows) judge(row);
  refuseEndedParents(judged, units);
  const planned = rows.map((row) => outcomeOf(judged.get(row) as Judged, byId));
  const entries = rows.flatMap((row, at) => {
    const { outcome } = planned[at] as PlannedRow;
    const { entry } = judged.get(row) as Judged;
    return entry && outcome !== 'same' && outcome !== 'refused' ? [entry] : [];
  });
  return { rows: planned, entries };
}

/** Epoch ms of the day's start in China; undefined for ''; null when it is no date. */
function dayStart(day: string): number | null | undefined {
  if (day === '') return undefined;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN;
  // Date.parse takes the 30th of February for the 2nd of March.
  const written = Number.isNaN(at) ? '' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  return written === day ? at : null;
}

/** The kind of the unit that a code names, or why there is none. */
type Found = { readonly kind: UnitKind } | { readonly problem: string };
type KindOf = (code: string, asking: ReadonlySet<UnitRow>) => Found;

/** A compound or a firm that a mark names must be one. */
function unknownRefs(marks: UnitRow['marks'], kindOf: KindOf, asking: ReadonlySet<UnitRow>): string[] {
  const refs = [
    ['compound', 'compound'],
    ['firm', 'property'],
  ] as const;
  return refs.flatMap(([mark, kind]) => {
    const value = marks[mark];
    if (typeof value !== 'string') return [];
    const found = kindOf(plainCode(value), asking);
    const wrong = 'problem' in found ? found.problem : found.kind === kind ? null : `this is a ${found.kind}`;
    return wrong === null ? [] : [`${mark} names a ${kind} by its code: ${wrong}`];
  });
}

function unmovable(existing: Unit, kind: UnitKind, parent: string, byId: ReadonlyMap<string, Unit>): string[] {
  const above = existing.parent === null ? '' : (byId.get(existing.parent)?.code ?? '');
  return [
    ...(existing.kind === kind ? [] : [`it is a ${existing.kind} and stays one`]),
    ...(parent === '' || parent === above || (kind === 'county' && above === '')
      ? []
      : [`it hangs under ${above || 'nothing'}: a unit does not move; end it and add one under ${parent} with a new code`]),
  ];
}

/** Why a unit may not hang under the one of this code. */
function unfitParent(kind: UnitKind, parent: string, kindOf: KindOf, asking: ReadonlySet<UnitRow>, unitClass?: string): string[] {
  const above = kindOf(parent, asking);
  const wrong = 'problem' in above ? above.problem : misplaced(kind, above.kind, unitClass);
  return wrong === null ? [] : [wrong];
}

function unfitPlace(
  { marks }: UnitRow,
  kind: UnitKind,
  code: string,
  parent: string | null,
  kindOf: KindOf,
  asking: ReadonlySet<UnitRow>,
): string[] {
  const unitClass = typeof marks['class'] === 'string' ? marks['class'] : undefined;
  const misplacement = parent === null ? misplaced(kind, null) : unfitParent(kind, parent, kindOf, asking, unitClass)[0];
  const wrong = misplacement ?? unfitCode(kind, code, parent);
  return wrong === null ? [] : [wrong];
}

/** Nothing that stands may hang under what ends: both are said at the row that ends it. */
function refuseEndedParents(judged: Map<UnitRow, Judged>, units: readonly Unit[]): void {
  const ends = new Map(
    [...judged.values()].flatMap(({ existing, code, entry }) =>
      entry?.validTo === undefined ? [] : [[existing?.code ?? code, entry.validTo] as const],
    ),
  );
  const idToCode = new Map(units.map(({ id, code }) => [id, code]));
  for (const judgement of judged.values()) {
    const { entry, existing, row, code } = judgement;
    if (entry?.validTo === undefined) continue;
    const own = existing?.code ?? code;
    const left = [
      ...units
        .filter(({ parent, validTo }) => parent !== null && idToCode.get(parent) === own && validTo === null)
        .map((unit) => unit.code),
      ...[...judged.values()].flatMap((other) => (other.entry?.parent === own && !other.existing ? [other.code] : [])),
    ].filter((child) => (ends.get(child) ?? Number.POSITIVE_INFINITY) > (entry.validTo as number));
    if (left.length > 0) {
      judged.set(row, {
        ...judgement,
        entry: null,
        problems: [
          `${left.slice(0, 3).join(', ')} hang${left.length === 1 ? 's' : ''} under it and stand${left.length === 1 ? 's' : ''}: end what is below first`,
        ],
      });
    }
  }
}

function outcomeOf({ row, code, problems, existing, entry }: Judged, byId: ReadonlyMap<string, Unit>): PlannedRow {
  if (!entry) return { at: row.at, code, outcome: 'refused', changes: {}, problems };
  if (!existing) return { at: row.at, code, outcome: 'new', changes: {}, problems };
  const changes: Record<string, readonly [Json, Json]> = {};
  if (existing.code !== entry.code) changes['code'] = [existing.code, entry.code];
  const above = existing.parent === null ? null : (byId.get(existing.parent)?.code ?? null);
  if (above !== entry.parent) changes['parent'] = [above, entry.parent];
  if (existing.name !== entry.name) changes['name'] = [existing.name, entry.name];
  if (entry.validTo !== undefined && existing.validTo !== entry.validTo) changes['validTo'] = [existing.validTo, entry.validTo];
  for (const [mark, after] of Object.entries(entry.flags ?? {})) {
    const before = existing.flags[mark] ?? null;
    if (JSON.stringify(before) !== JSON.stringify(after)) changes[mark] = [before, after];
  }
  return { at: row.at, code, outcome: Object.keys(changes).length === 0 ? 'same' : 'changed', changes, problems };
}
