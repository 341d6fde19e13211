// A table of rules that a county decided (CSV with a header), read strictly: whole or not at all.
//
// Owns: the format and every check of it. Not ours: where the rows are kept (county-rule-store.ts).
// T1: each problem names its line and what would be right.
import { parse } from 'csv-parse/sync';
import { categoryByCode } from '../catalogue/catalogue.ts';
import { streetPowers } from '../catalogue/power.ts';
import { TagSet } from '../catalogue/tag.ts';
import { hazards } from '../emergency/hazard.ts';
import { MODE } from '../emergency/mode.ts';
import { SYSTEM } from '../exchange/profile.ts';
import type { CountyRule } from './county-rules.ts';
import { isPolicyName, policies } from '../policies/policies.ts';
import { isLedger, ledgers, whyNotInForce, type PointRules } from '../points/rule-set.ts';
import { RuleKind, shapeOf } from './kinds.ts';

export interface RuleProblem {
  /** Of the file, from 1. */
  readonly line: number;
  readonly message: string;
}

export type ReadRules =
  | { readonly kind: 'read'; readonly rules: readonly CountyRule[] }
  | { readonly kind: 'refused'; readonly problems: readonly RuleProblem[] };

interface Reading {
  readonly tenant: string;
  readonly newId: () => string;
  /** The path of a unit of the county by its code; undefined when none stands. */
  readonly pathOf: (code: string) => string | undefined;
}

const columns = ['kind', 'key', 'unit', 'value', 'document', 'from', 'to'] as const;
type Fields = Readonly<Record<(typeof columns)[number], string>>;

/**
 * Reads `kind,key,unit,value,document,from,to`: `value` is JSON in the shape of its kind, `from` and `to` are days in China
 * (YYYY-MM-DD; the rule holds from the first on and no longer on the last; `to` may be empty).
 */
export function readRuleTable(csv: string, reading: Reading): ReadRules {
  const problems: RuleProblem[] = [];
  const rules: CountyRule[] = [];
  const starts = new Map<string, number>();
  for (const { line, fields } of recordsOf(csv, problems)) {
    const rule = ruleOf(fields, reading, (message) => problems.push({ line, message }));
    if (!rule) continue;
    const start = `${rule.kind} ${rule.key} ${rule.path} ${rule.validFrom}`;
    const before = starts.get(start);
    if (before !== undefined)
      problems.push({ line, message: `line ${before} says the same thing of the same unit from the same day` });
    starts.set(start, line);
    rules.push(rule);
  }
  if (problems.length === 0 && rules.length === 0) problems.push({ line: 1, message: 'there is no rule in it' });
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'read', rules };
}

function recordsOf(csv: string, problems: RuleProblem[]): readonly { readonly line: number; readonly fields: Fields }[] {
  try {
    const records = parse(csv, {
      bom: true,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      comment: '#',
      comment_no_infix: true,
    }) as unknown as readonly { readonly record: string[]; readonly info: { readonly lines: number } }[];
    const [header, ...rows] = records;
    if (header?.record.join(',') !== columns.join(',')) {
      problems.push({ line: header?.info.lines ?? 1, message: `the first line must read ${columns.join(',')}` });
      return [];
    }
    return rows.flatMap(({ record, info: { lines: line } }) => {
      if (record.length === columns.length) {
        return [{ line, fields: Object.fromEntries(columns.map((name, at) => [name, record[at]])) as unknown as Fields }];
      }
      problems.push({ line, message: `${columns.length} fields are wanted, ${record.length} are there` });
      return [];
    });
  } catch (error) {
    problems.push({ line: (error as { lines?: number }).lines ?? 1, message: 'this is no CSV: a quotation mark is missing' });
    return [];
  }
}

function ruleOf(fields: Fields, { tenant, newId, pathOf }: Reading, complain: (message: string) => void): CountyRule | null {
  let fit = true;
  const wrong = (message: string): null => {
    fit = false;
    complain(message);
    return null;
  };
  const kind = RuleKind.safeParse(fields.kind).data ?? wrong(`kind must be one of ${RuleKind.options.join(', ')}`);
  const path = pathOf(fields.unit) ?? wrong('unit must be the code of a unit of this county');
  if (fields.document === '') wrong('document must name the paper that decided it');
  const from = dayAt(fields.from) ?? wrong('from must be a day, YYYY-MM-DD');
  const to = fields.to === '' ? null : (dayAt(fields.to) ?? wrong('to must be a day, YYYY-MM-DD, or empty'));
  if (from !== null && to !== null && to <= from) wrong('to must be later than from');
  if (kind !== null) {
    const unfit = unfitKey(kind, fields.key);
    if (unfit) wrong(unfit);
  }
  const value = kind === null ? null : valueOf(kind, fields.key, fields.value, wrong);
  if (kind === 'lists' && path?.includes('.')) wrong('lists are enabled for a whole county, by its document');
  if (kind === 'points' && value !== null && path !== null) {
    const rules = value as PointRules;
    if (isLedger(fields.key) && rules.ledger !== fields.key) wrong(`value.ledger must be ${fields.key}, as the key says`);
    const unfit = whyNotInForce(rules, path, fields.from);
    if (unfit) wrong(unfit);
  }
  if (!fit || kind === null || path === null || from === null || value === null) return null;
  return { id: newId(), tenant, kind, key: fields.key, path, value, document: fields.document, validFrom: from, validTo: to };
}

function valueOf(kind: RuleKind, key: string, text: string, wrong: (message: string) => null): CountyRule['value'] | null {
  const shape = shapeOf(kind, key);
  if (!shape) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return wrong('value must be JSON');
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    wrong(`value${path.map((part) => `.${String(part)}`).join('')}: ${message}`);
  return null;
}

/** Midnight in China, epoch ms; undefined when it is no day of the calendar. */
function dayAt(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00+08:00`);
  return Number.isNaN(at) || new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) !== text ? undefined : at;
}

/** What is wrong with a key, for kinds that say something about it. */
function unfitKey(kind: RuleKind, key: string): string | null {
  switch (kind) {
    case 'duty':
      return categoryByCode(key) ? null : 'key must be the code of a category';
    case 'power': {
      const enforced = /^enforce:(\d{4})$/.exec(key)?.[1];
      const known = Object.hasOwn(streetPowers, key) || (enforced !== undefined && categoryByCode(enforced) !== undefined);
      return known ? null : `key must be one of ${Object.keys(streetPowers).join(', ')}, or enforce: and the code of a category`;
    }
    case 'emergency-plan':
      return Object.hasOwn(hazards, key) ? null : `key must be one of ${Object.keys(hazards).join(', ')}`;
    case MODE:
      return 'an emergency is started by two persons, never by a table';
    case 'exchange':
      return SYSTEM.test(key) ? null : 'key must name the other system in small letters, digits and hyphens, such as 12345';
    case 'policy':
      return isPolicyName(key) ? null : `key must be one of ${Object.keys(policies).join(', ')}`;
    case 'points':
      return isLedger(key) ? null : `key must be one of ${ledgers.join(', ')}`;
    case 'tag': {
      const [set, tag, ...more] = key.split('/');
      const known = TagSet.safeParse(set).success && /^[a-z]+(-[a-z]+)*$/.test(tag ?? '') && more.length === 0;
      return known ? null : `key must be one of ${TagSet.options.join(', ')}, a slash and a name in small letters`;
    }
    default:
      return null;
  }
}
