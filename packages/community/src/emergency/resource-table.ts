// A table of forces and supplies (CSV with a header) against the register: what would be entered, changed, left as it is.
//
// Owns: the format and every check of it. Pure: what stands comes in. T1: each problem names its line and what would be right, in
// both languages. T2: a row says how much there is of one thing in one unit, from one sender; planned again after it was put, no row
// changes anything.
import { parse } from 'csv-parse/sync';
import type { Words } from '../rules/rule.ts';
import { resourceColumns, resourceKinds, resourceWords, type Resource, type ResourceKind } from './resource.ts';

export interface ResourceProblem {
  /** Of the file, from 1. */
  readonly line: number;
  readonly message: string;
}

export interface ResourceRow {
  readonly line: number;
  readonly outcome: 'new' | 'changed' | 'same';
  readonly resource: Resource;
}

export type ResourcePlan =
  | { readonly kind: 'refused'; readonly problems: readonly ResourceProblem[] }
  | {
      readonly kind: 'read';
      readonly rows: readonly ResourceRow[];
      /** What is to be entered. */
      readonly enter: readonly Resource[];
      /** What no longer is as the register says: by id, from when (epoch ms); until then it stays. */
      readonly end: readonly { readonly id: string; readonly at: number }[];
    };

/** A unit that a code names, and whether the one who brings the table in keeps the register there. */
export interface NamedUnit {
  readonly id: string;
  readonly keeps: boolean;
}

interface Reading {
  /** What the register has now or will have, of every unit. */
  readonly standing: readonly Resource[];
  readonly unitOf: (code: string) => NamedUnit | undefined;
  readonly newId: () => string;
  /** Epoch ms. */
  readonly at: number;
}

type Column = keyof typeof resourceColumns;
const columns = Object.keys(resourceColumns) as readonly Column[];
const needed: readonly Column[] = ['unit', 'what', 'amount'];
const MOST_ROWS = 5_000;
const MOST = 1_000_000;

/** By code, by name in either language, and by the name without what it is counted in. */
const known = new Map<string, { readonly kind: ResourceKind; readonly what: string }>(
  resourceKinds.flatMap((kind) =>
    Object.entries<Words>(resourceWords[kind]).flatMap(([what, { zh, en }]) =>
      [what, zh, en, zh.replace(/（.*）$/, ''), en.replace(/ \(.*\)$/, '')].map((name) => [name, { kind, what }] as const),
    ),
  ),
);

const both = (zh: string, en: string): string => `${zh} / ${en}`;

export function planResources(csv: string, { standing, unitOf, newId, at }: Reading): ResourcePlan {
  const problems: ResourceProblem[] = [];
  const rows: ResourceRow[] = [];
  const end: { readonly id: string; readonly at: number }[] = [];
  const first = new Map<string, number>();
  const held = Map.groupBy(standing, keyOf);
  for (const { line, cells } of recordsOf(csv, problems)) {
    const asked = rowOf(cells, { unitOf, at }, (message) => problems.push({ line, message }));
    if (!asked) continue;
    const key = keyOf(asked);
    const before = first.get(key);
    if (before !== undefined) {
      problems.push({
        line,
        message: both(`与第 ${before} 行说的是同一项，请合成一行`, `line ${before} says the same thing: make it one row`),
      });
      continue;
    }
    first.set(key, line);
    const begins = asked.validFrom ?? at;
    const from = Math.max(begins, at);
    const there = (held.get(key) ?? []).filter((one) => isThere(one, from));
    const [only] = there;
    const same = only !== undefined && there.length === 1 && isSame(only, asked, at);
    rows.push({
      line,
      outcome: same ? 'same' : there.length > 0 ? 'changed' : 'new',
      // Of what changes, the past stays as it was.
      resource: same ? only : { ...asked, id: newId(), validFrom: there.length > 0 ? from : begins },
    });
    if (!same) end.push(...there.map(({ id }) => ({ id, at: from })));
  }
  if (problems.length === 0 && rows.length === 0)
    problems.push({ line: 1, message: both('表里没有内容', 'there is no row in it') });
  if (problems.length > 0) return { kind: 'refused', problems: problems.toSorted((a, b) => a.line - b.line) };
  return { kind: 'read', rows, enter: rows.flatMap(({ outcome, resource }) => (outcome === 'same' ? [] : [resource])), end };
}

type Asked = Omit<Resource, 'id' | 'validFrom'> & { readonly validFrom: number | null };

const keyOf = ({ unit, what, source }: Pick<Resource, 'unit' | 'what' | 'source'>): string => `${unit} ${what} ${source ?? ''}`;

/** Not what ends before the row begins, nor what was taken back before it began (resource-store.ts). */
const isThere = ({ validFrom, validTo }: Resource, from: number): boolean =>
  validTo === null || validTo > Math.max(from, validFrom + 1);

/** What began already began, whichever day the table says. */
const isSame = (one: Resource, asked: Asked, at: number): boolean =>
  one.amount === asked.amount &&
  one.validTo === asked.validTo &&
  Math.max(one.validFrom, at) === Math.max(asked.validFrom ?? at, at);

function recordsOf(
  csv: string,
  problems: ResourceProblem[],
): readonly { line: number; cells: Readonly<Record<Column, string>> }[] {
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    records = parse(csv, { bom: true, trim: true, info: true, relax_column_count: true, skip_empty_lines: true }) as never;
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1;
    problems.push({ line, message: both('不是 CSV：引号没有配对', 'this is no CSV: a quotation mark is missing') });
    return [];
  }
  const [header, ...rows] = records;
  const named = (header?.record ?? []).map((title) => columns.find((name) => name === title || resourceColumns[name] === title));
  if (named.includes(undefined) || new Set(named).size < named.length || needed.some((name) => !named.includes(name))) {
    problems.push({
      line: header?.info.lines ?? 1,
      message: both(
        `首行写列名，各一次：${Object.values(resourceColumns).join('、')}，后三列可以没有`,
        `the first line names the columns, each once: ${columns.join(', ')}; the last three may be left out`,
      ),
    });
    return [];
  }
  if (rows.length > MOST_ROWS) {
    problems.push({ line: MOST_ROWS + 2, message: both(`一次最多 ${MOST_ROWS} 行`, `at most ${MOST_ROWS} rows at a time`) });
    return [];
  }
  return rows.map(({ record, info: { lines } }) => ({
    line: lines,
    cells: Object.fromEntries(columns.map((name) => [name, record[named.indexOf(name)] ?? ''])) as Record<Column, string>,
  }));
}

/** Null when something is wrong, which is told to `complain`. */
function rowOf(
  cells: Readonly<Record<Column, string>>,
  { unitOf, at }: Pick<Reading, 'unitOf' | 'at'>,
  complain: (message: string) => void,
): Asked | null {
  let fit = true;
  const wrong = (zh: string, en: string): undefined => {
    fit = false;
    complain(both(zh, en));
  };
  const unit = unitOf(cells.unit) ?? wrong('没有这个编码的单位', 'no unit of this county has this code');
  if (unit?.keeps === false) wrong('这个单位不归您登记', 'the register of this unit is not yours to keep');
  const resource =
    known.get(cells.what) ??
    wrong(`登记册里没有这一项，可写 ${namesOf()}`, `there is no such resource: one of ${codes().join(', ')}`);
  const amount = /^\d{1,7}$/.test(cells.amount) ? Number(cells.amount) : 0;
  if (amount < 1 || amount > MOST) wrong(`数量是 1 到 ${MOST} 的整数`, `the amount is a whole number from 1 to ${MOST}`);
  const source =
    cells.source === ''
      ? null
      : (unitOf(cells.source) ?? wrong('没有这个编码的派出单位', 'no unit of this county that sends it has this code'));
  if (resource?.kind === 'force' && cells.source === '') wrong('下沉力量要写派出单位', 'a force names the unit that sends it');
  if (resource?.kind === 'supply' && cells.source !== '') wrong('物资不写派出单位', 'a supply names no unit that sends it');
  const from = dayAt(cells.from);
  const to = dayAt(cells.to);
  if (from === undefined || to === undefined) wrong('日期写成 YYYY-MM-DD', 'a day is written YYYY-MM-DD');
  if (to != null && to <= Math.max(from ?? at, at))
    wrong('停用日期要晚于今天和启用日期', 'it ends later than today, and than it begins');
  if (!fit || !unit || !resource || source === undefined) return null;
  return { ...resource, unit: unit.id, source: source?.id ?? null, amount, validFrom: from ?? null, validTo: to ?? null };
}

const namesOf = (): string =>
  resourceKinds
    .flatMap((kind) => Object.values<Words>(resourceWords[kind]).map(({ zh }) => zh.replace(/（.*）$/, '')))
    .join('、');
const codes = (): readonly string[] => resourceKinds.flatMap((kind) => Object.keys(resourceWords[kind]));

/** Midnight in China, epoch ms; null when nothing is said, undefined when it is no day of the calendar. */
function dayAt(text: string): number | null | undefined {
  if (text === '') return null;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN;
  return Number.isNaN(at) || new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) !== text ? undefined : at;
}
