// Rules of counties in the database, and what a process holds of them in memory.
import { canonicalJson, type Json } from '@six-order/engine';
import { sql } from 'kysely';
import { recordChanges, type ReferenceChange } from '../reference-change-store.ts';
import { referenceVersion } from '../reference-store.ts';
import type { Db } from '../tables.ts';
import { holdRules, type CountyRule, type CountyRules } from './county-rules.ts';
import { RuleKind, shapeOf } from './kinds.ts';

/**
 * Adds rules; one whose id is there already stays as it is. Returns how many are new. Throws ZodError for a value of another shape,
 * RangeError for a key that its kind does not know.
 */
export async function putCountyRules(db: Db, rules: readonly CountyRule[]): Promise<number> {
  if (rules.length === 0) return 0;
  const done = await db
    .insertInto('county_rules')
    .values(
      rules.map(({ validFrom, validTo, kind, value, ...rule }) => ({
        ...rule,
        kind,
        value: JSON.stringify(parsed(kind, rule.key, value)),
        valid_from: new Date(validFrom),
        valid_to: validTo === null ? null : new Date(validTo),
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows);
}

function parsed(kind: RuleKind, key: string, value: unknown): CountyRule['value'] {
  const shape = shapeOf(kind, key);
  if (!shape) throw new RangeError(`no ${kind} has the key ${key}`);
  return shape.parse(value);
}

/** Who changed rules, and when (epoch ms); why is what their documents say. */
export interface RulesChangedBy {
  readonly at: number;
  readonly by: ReferenceChange['by'];
  /** UUIDv7. */
  readonly newId: () => string;
}

const noted = (rule: CountyRule, change: ReferenceChange['change'], { newId, ...how }: RulesChangedBy): ReferenceChange => ({
  ...how,
  id: newId(),
  tenant: rule.tenant,
  subject: 'rule',
  subjectId: rule.id,
  change,
  before: null,
  after: { kind: rule.kind, key: rule.key, path: rule.path, from: rule.validFrom, to: rule.validTo },
  reason: rule.document,
});

/** Ends a rule that has no end yet at `at` (epoch ms), and writes down who did. False when it has one, or is not there. */
export const endCountyRuleBy = (db: Db, rule: CountyRule, at: number, how: RulesChangedBy): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    if (!(await endCountyRule(transaction, rule, at))) return false;
    await recordChanges(transaction, [noted({ ...rule, validTo: at }, 'ended', how)]);
    return true;
  });

/** Ends a rule at `at` (epoch ms). False when there is no such rule without an end. */
export async function endCountyRule(
  db: Db,
  rule: { readonly tenant: string; readonly id: string },
  at: number,
): Promise<boolean> {
  const done = await db
    .updateTable('county_rules')
    .set({ valid_to: new Date(at) })
    .where('tenant', '=', rule.tenant)
    .where('id', '=', rule.id)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** What an import did, or would do. */
export interface ImportedRules {
  readonly added: number;
  /** Stood already, and got the end that is said now. */
  readonly ended: number;
  readonly same: number;
  /** Another rule begins for the same unit at the same instant: none of all was written then. */
  readonly refused: readonly CountyRule[];
}

/**
 * Puts rules in, all or none, and writes down who did; again, it changes nothing. `dryRun`: says what it would do and writes
 * nothing.
 */
export const importCountyRules = (
  db: Db,
  rules: readonly CountyRule[],
  dryRun: boolean,
  how: RulesChangedBy,
): Promise<ImportedRules> =>
  db.transaction().execute(async (transaction) => {
    // One writer at a time: what is read here is what is written upon.
    await sql`lock table county_rules in share row exclusive mode`.execute(transaction);
    const said = ({ value, document }: CountyRule) => canonicalJson({ value: value as unknown as Json, document });
    const start = ({ tenant, kind, key, path, validFrom }: CountyRule) => `${tenant} ${kind} ${key} ${path} ${validFrom}`;
    const standing = new Map((await readCountyRules(transaction)).map((rule) => [start(rule), rule]));
    const added: CountyRule[] = [];
    const ended: CountyRule[] = [];
    const refused: CountyRule[] = [];
    let same = 0;
    for (const rule of rules) {
      const there = standing.get(start(rule));
      if (!there) added.push(rule);
      else if (said(there) !== said(rule)) refused.push(rule);
      else if (there.validTo === rule.validTo) same += 1;
      else ended.push({ ...rule, id: there.id });
    }
    if (refused.length === 0 && !dryRun) {
      await putCountyRules(transaction, added);
      for (const { tenant, id, validTo } of ended) {
        await transaction
          .updateTable('county_rules')
          .set({ valid_to: validTo === null ? null : new Date(validTo) })
          .where('tenant', '=', tenant)
          .where('id', '=', id)
          .execute();
      }
      await recordChanges(transaction, [
        ...added.map((rule) => noted(rule, 'added', how)),
        ...ended.map((rule) => noted(rule, 'changed', how)),
      ]);
    }
    return { added: added.length, ended: ended.length, same, refused };
  });

/** Rules whenever they hold; of one county when `tenant` is given, of some kinds when `kinds` is. */
export async function readCountyRules(db: Db, tenant?: string, kinds?: readonly RuleKind[]): Promise<CountyRule[]> {
  const rows = await db
    .selectFrom('county_rules')
    .selectAll()
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds as readonly RuleKind[]))
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .execute();
  return rows.flatMap(({ valid_from, valid_to, kind: named, value, ...row }): CountyRule[] => {
    // During an upgrade a newer release beside this one may know more kinds and keys: what nobody here asks for is left out.
    const { data: kind } = RuleKind.safeParse(named);
    const shape = kind && shapeOf(kind, row.key);
    if (kind === undefined || !shape) return [];
    const rule = {
      ...row,
      kind,
      value: shape.parse(value),
      validFrom: valid_from.getTime(),
      validTo: valid_to?.getTime() ?? null,
    };
    return [rule];
  });
}

export interface HeldRules extends CountyRules {
  /** Reads them anew when they have changed since; else one tiny statement. True when they were read. */
  refresh(): Promise<boolean>;
}

/** Reads the rules and keeps them; without `tenant`, those of every county of the database. The caller refreshes. */
export async function openCountyRules({ db, tenant }: { readonly db: Db; readonly tenant?: string }): Promise<HeldRules> {
  let version: string | null = null;
  let held = holdRules([]);
  const refresh = async (): Promise<boolean> => {
    // The version is read before the rows: rows that are newer than it are read once more next time, never missed.
    const found = await referenceVersion(db, 'county-rules', tenant);
    if (found === version) return false;
    held = holdRules(await readCountyRules(db, tenant));
    version = found;
    return true;
  };
  await refresh();
  return { refresh, find: (kind, key, where) => held.find(kind, key, where), all: (kind, where) => held.all(kind, where) };
}
