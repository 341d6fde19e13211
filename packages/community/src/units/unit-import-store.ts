// An import of units: planned against what stands and put, in one transaction.
import { sql } from 'kysely';
import { readPosts } from '../people/people-store.ts';
import { inForce } from '../people/post.ts';
import { recordChanges, type ReferenceChange } from '../reference-change-store.ts';
import type { Db } from '../tables.ts';
import { planUnits, type UnitPlan, type UnitRow } from './import-plan.ts';
import { putUnits, readUnits } from './unit-store.ts';

export interface UnitImport {
  readonly tenant: string;
  readonly rows: readonly UnitRow[];
  readonly newId: () => string;
  /** Epoch ms. */
  readonly at: number;
  /** Null: the command line. */
  readonly by: ReferenceChange['by'];
  readonly reason: string;
  /** Writes nothing. */
  readonly dryRun?: boolean;
  /** Puts the good rows though others are refused; otherwise one refused row leaves everything as it was. */
  readonly partial?: boolean;
}

export interface UnitImported {
  readonly plan: UnitPlan;
  /** How many units were added or changed. */
  readonly written: number;
}

export const importUnits = (
  db: Db,
  { tenant, rows, newId, at, by, reason, dryRun, partial }: UnitImport,
): Promise<UnitImported> =>
  db.transaction().execute(async (transaction) => {
    // Nobody changes units between the plan and the writing.
    await sql`lock table units in share row exclusive mode`.execute(transaction);
    const [units, posts] = [await readUnits(transaction, tenant), await readPosts(transaction, tenant)];
    const byUnit = Map.groupBy(posts, ({ unit }) => unit);
    const plan = planUnits(rows, {
      units,
      postsAt: (unit, when) => (byUnit.get(unit) ?? []).filter((post) => inForce(post, when)).length,
    });
    const refused = plan.rows.some(({ outcome }) => outcome === 'refused');
    if (dryRun || plan.entries.length === 0 || (refused && !partial)) return { plan, written: 0 };

    const written = await putUnits(transaction, tenant, plan.entries, { newId, at });
    const idOf = new Map((await readUnits(transaction, tenant)).map(({ code, id }) => [code, id]));
    const kinds = { new: 'added', changed: 'changed' } as const;
    await recordChanges(
      transaction,
      plan.rows.flatMap(({ code, outcome, changes }): ReferenceChange[] => {
        const subjectId = idOf.get(code);
        if (subjectId === undefined || (outcome !== 'new' && outcome !== 'changed')) return [];
        const entries = Object.entries(changes);
        return [
          {
            id: newId(),
            tenant,
            at,
            by,
            subject: 'unit',
            subjectId,
            change: 'validTo' in changes ? 'ended' : kinds[outcome],
            before: outcome === 'new' ? null : Object.fromEntries(entries.map(([name, [before]]) => [name, before])),
            after: outcome === 'new' ? { code } : Object.fromEntries(entries.map(([name, [, after]]) => [name, after])),
            reason,
          },
        ];
      }),
    );
    return { plan, written };
  });
