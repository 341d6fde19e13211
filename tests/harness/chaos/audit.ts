// What must hold whatever was killed, read from the database alone and held against what the client was told.
import type { OrderId } from '@six-order/engine';
import { createEngine, createKeyring, type Engine } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import type { Pool, PoolClient } from 'pg';
import { matchCommands } from './audit-commands.ts';
import { checkConsequences, readStanding, type Standing } from './audit-consequences.ts';
import type { Sent } from './client.ts';
import { noFindings, type Findings } from './findings.ts';

export interface AuditAsk {
  /** All of these have their answers. */
  readonly sent: readonly Sent[];
  /** Nothing due at or before this instant (epoch ms) may still stand. */
  readonly settledAt: number;
  /** Also the orders that nothing has happened to since the last audit. */
  readonly everything?: boolean;
}

export type Audit = (ask: AuditAsk) => Promise<Findings>;

/** `db` may be of any role; `keys` are the master keys. */
export function createAudit(db: Pool, keys: string): Audit {
  /** Orders found sound, with the revision that they had. */
  const sound = new Map<string, number>();

  return async ({ sent, settledAt, everything = false }) => {
    const findings = noFindings();
    const answered = Map.groupBy(sent, ({ order, told }) => (told?.kind === 'acknowledged' ? told.order : (order ?? '')));
    answered.delete('');
    const client = await db.connect();
    try {
      // One snapshot for all of it: clocks go on firing meanwhile.
      await client.query('begin isolation level repeatable read read only');
      const engine = readingEngine(client, keys);
      const { rows } = await client.query<{ id: OrderId; revision: number }>('select id, revision from orders order by id');
      const changed = rows.filter(({ id, revision }) => everything || sound.get(id) !== revision);
      const standing = await readStanding(
        client,
        changed.map(({ id }) => id),
      );
      for (const { id, revision } of changed) {
        const before = count(findings);
        const left = standing(id);
        await auditOrder({ engine, id, revision, sent: answered.get(id) ?? [], standing: left, findings });
        if (count(findings) === before && left.waiting.length === 0) sound.set(id, revision);
      }
      const known = new Set<string>(rows.map(({ id }) => id));
      for (const [order, lost] of answered)
        if (!known.has(order)) findings.acknowledgedButMissing.push(`${order}: ${lost.map(({ type }) => type).join(', ')}`);
      await auditAll(client, settledAt, findings);
      await client.query('commit');
    } finally {
      client.release();
    }
    return findings;
  };
}

const count = (findings: Findings): number => Object.values(findings).flat().length;

/** An engine that reads over one connection and never writes. */
function readingEngine(client: PoolClient, keys: string): Engine {
  const never = (): never => {
    throw new Error('an audit only reads');
  };
  return createEngine({
    db: client as unknown as Pool,
    workflows,
    authorize: never,
    facts: never,
    seal: createKeyring(keys),
    now: never,
    newId: never,
  });
}

interface OrderAudit {
  readonly engine: Engine;
  readonly id: OrderId;
  readonly revision: number;
  readonly sent: readonly Sent[];
  readonly standing: Standing;
  readonly findings: Findings;
}

async function auditOrder({ engine, id, revision, sent, standing, findings }: OrderAudit): Promise<void> {
  const journal = await engine.journal(id);
  if (journal.length !== revision || !(await engine.verify(id))) findings.unverified.push(id);
  const replayed = await engine.replay(id).catch(() => ({ same: false }));
  if (!replayed.same) findings.replaysDifferently.push(id);
  await matchCommands({ engine, id, journal, sent, findings });
  checkConsequences({ id, journal, standing, findings });
}

async function auditAll(client: PoolClient, settledAt: number, findings: Findings): Promise<void> {
  const lines = async (text: string, values: unknown[] = []): Promise<string[]> =>
    (await client.query<{ line: string }>(text, values)).rows.map(({ line }) => line);
  findings.firedTwice = await lines(
    `select entry::jsonb #>> '{timer,id}' as line from journal where entry::jsonb ? 'timer' group by 1 having count(*) > 1`,
  );
  findings.dueButNotFired = await lines(`select order_id || ' ' || slot as line from timers where due_at <= $1`, [
    new Date(settledAt),
  ]);
  findings.deadLetters = await lines(
    `select order_id || ' ' || seq || ' ' || coalesce(error, '') as line from outbox where dead_at is not null`,
  );
}
