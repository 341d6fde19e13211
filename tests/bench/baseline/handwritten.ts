// The second baseline: one transaction per command on `pg`, as an application without an engine would write it. Each
// caller takes a fresh order through the same seven commands as ours, each with a row of the very size that ours has there.
//
// H1: it reads the snapshot as JSON and writes the next one as JSON, because every application must; it decides nothing,
// seals nothing, signs nothing, asks nobody's authority.
import { newId } from '@six-order/cli/new-id';
import pg from 'pg';
import { closedLoop, type LoopOptions, type Round, type Window } from '../closed-loop.ts';
import type { CommandRows, RowSizes } from '../sizes.ts';

/** As many as the comparison harness gives each engine. */
const CONNECTIONS = 20;
const DAY_MS = 86_400_000;

export interface Handwritten {
  run(options: Pick<LoopOptions, 'callers' | 'warmUpMs' | 'windowMs' | 'postmaster'>): Promise<Window>;
  close(): Promise<void>;
}

export function openHandwritten(database: string, sizes: RowSizes): Handwritten {
  const pool = new pg.Pool({ connectionString: database, max: CONNECTIONS });
  const snapshots = sizes.commands.map(({ snapshot }) => JSON.parse(snapshot) as object);
  const last = sizes.commands.length - 1;

  const round: Round = async (timed, stopped) => {
    const order = newId();
    for (const [index, rows] of sizes.commands.entries()) {
      await timed(() => transact(pool, { order, seq: index + 1, rows, next: snapshots[index] as object, ends: index === last }));
      if (stopped()) return;
    }
  };

  return {
    run: (options) => closedLoop({ ...options, round }),
    close: () => pool.end(),
  };
}

interface Write {
  readonly order: string;
  readonly seq: number;
  readonly rows: CommandRows;
  readonly next: object;
  readonly ends: boolean;
}

async function transact(pool: pg.Pool, { order, seq, rows, next, ends }: Write): Promise<void> {
  const client = await pool.connect();
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
  const due = new Date(Date.now() + DAY_MS);
  try {
    await client.query('begin');
    if (seq === 1) {
      await run('open', 'insert into baseline.orders (id, revision, stage, due_at, snapshot) values ($1, 1, $2, $3, $4)', [
        order,
        rows.stage,
        due,
        JSON.stringify(next),
      ]);
    } else {
      const { rows: found } = await run('read', 'select revision, snapshot from baseline.orders where id = $1 for update', [
        order,
      ]);
      JSON.parse(found[0].snapshot);
      if (found[0].revision !== seq - 1) throw new Error('the order was changed by somebody else');
      await run(
        'update',
        'update baseline.orders set revision = $2, stage = $3, due_at = $4, snapshot = $5 where id = $1 and revision = $2 - 1',
        [order, seq, rows.stage, due, JSON.stringify(next)],
      );
    }
    await run('journal', 'insert into baseline.journal (order_id, seq, at, entry) values ($1, $2, now(), $3)', [
      order,
      seq,
      rows.entry,
    ]);
    if (ends) await run('timer-gone', 'delete from baseline.timers where order_id = $1', [order]);
    else
      await run(
        'timer',
        'insert into baseline.timers (order_id, seq, due_at) values ($1, $2, $3) on conflict (order_id) do update set seq = excluded.seq, due_at = excluded.due_at',
        [order, seq, due],
      );
    await run('outbox', `insert into baseline.outbox (order_id, seq, type, params) values ($1, $2, 'notify', $3)`, [
      order,
      seq,
      rows.params ?? '{}',
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
