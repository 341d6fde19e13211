// The first baseline: `pgbench`, a C client that does nothing but its statements, prepared once. One command is one
// transaction: read for update, update, journal, timer, outbox, with rows as large as ours, sent over the wire as ours are.
//
// P1: it decides nothing, seals nothing, knows no actor; it is the line that a database alone can hold.
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { closedLoop, perCommand, summary, type LoopOptions, type Round, type Window } from '../closed-loop.ts';
import { cpuBetween, readCpu } from '../cpu.ts';
import { runKin } from '../kin.ts';
import type { RowSizes } from '../sizes.ts';
import { KNOWN_ORDERS } from './tables.ts';

const order = 'baseline.order_id(:i::int)';

/** Numbers are taken as such: pgbench sends every parameter as text of no type. */
const SCRIPT = `\\set i random(1, ${KNOWN_ORDERS})
begin;
select revision as rev, snapshot as before from baseline.orders where id = ${order} for update \\gset
update baseline.orders set revision = :rev::int + 1, stage = 'accepted', due_at = now() + interval '1 day', snapshot = :snapshot where id = ${order} and revision = :rev::int;
insert into baseline.journal (order_id, seq, at, entry) values (${order}, :rev::int + 1, now(), :entry);
insert into baseline.timers (order_id, seq, due_at) values (${order}, :rev::int + 1, now() + interval '1 day') on conflict (order_id) do update set seq = excluded.seq, due_at = excluded.due_at;
insert into baseline.outbox (order_id, seq, type, params) values (${order}, :rev::int + 1, 'notify', :params);
commit;
`;

export interface PgbenchOptions extends Pick<LoopOptions, 'callers' | 'warmUpMs' | 'windowMs' | 'postmaster'> {
  readonly database: string;
  readonly sizes: RowSizes;
}

/** One window of the program. Throws when it fails, with what it said. */
export async function runPgbench(program: string, options: PgbenchOptions): Promise<Window> {
  const { database, sizes, callers, warmUpMs, windowMs, postmaster } = options;
  const folder = await mkdtemp(join(tmpdir(), 'six-order-pgbench-'));
  try {
    const script = join(folder, 'command.sql');
    await writeFile(script, SCRIPT);
    const url = new URL(database);
    const env = {
      ...process.env,
      PGHOST: url.hostname,
      PGPORT: url.port,
      PGUSER: url.username,
      PGPASSWORD: url.password,
      PGDATABASE: url.pathname.slice(1),
    };
    const { snapshot, entry, params } = sizes.typical;
    const variables = Object.entries({ snapshot, entry, params }).flatMap(([name, text]) => ['-D', `${name}=${text}`]);
    const seconds = Math.ceil((warmUpMs + windowMs) / 1000);
    const run = [
      '-n',
      '-M',
      'prepared',
      '-f',
      script,
      '-c',
      String(callers),
      '-j',
      String(Math.min(2, callers)),
      '-T',
      String(seconds),
    ];
    const cpu = await readCpu(postmaster);
    const args = [...run, ...variables, '-l', `--log-prefix=${join(folder, 'log')}`];
    await runKin(program, { args, cwd: folder, env, patienceMs: 1000 * seconds + 60_000 });
    const used = cpuBetween(cpu, await readCpu(postmaster));
    const { latencies, all, measured } = await readLogs(folder, warmUpMs);
    const window = summary(latencies, measured);
    // CPU was read around the whole run, warm-up included. Ours and others' cannot be told apart here.
    return { ...window, ...perCommand(used, all, seconds), oursMs: Number.NaN, otherCores: null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lines of `client transaction µs script epoch epoch-µs`, one for each transaction (pgbench's manual, "Per-transaction logging"). */
async function readLogs(folder: string, warmUpMs: number) {
  const files = (await readdir(folder)).filter((name) => name.startsWith('log'));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const done = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => {
      const [, , micros, , epoch, rest] = line.split(' ').map(Number) as [number, number, number, number, number, number];
      return { ms: micros / 1000, at: epoch * 1000 + rest / 1000 };
    });
  const from = done.reduce((earliest, { at }) => Math.min(earliest, at), Infinity) + warmUpMs;
  const last = done.reduce((latest, { at }) => Math.max(latest, at), 0);
  return { latencies: done.filter(({ at }) => at >= from).map(({ ms }) => ms), all: done.length, measured: (last - from) / 1000 };
}

/** The same script through `pg`, a connection for each caller, where no PostgreSQL installation has the program. */
export async function runOwnClient({ database, sizes, callers, ...rest }: PgbenchOptions): Promise<Window> {
  const clients: pg.Client[] = [];
  const { snapshot, entry, params } = sizes.typical;
  const round: Round = async (timed) => {
    const client = clients.pop() as pg.Client;
    try {
      await timed(async () => {
        const id = (1 + Math.floor(Math.random() * KNOWN_ORDERS)) | 0;
        const run = (name: string, text: string, values: readonly unknown[]) => client.query({ name, text, values: [...values] });
        await client.query('begin');
        const { rows } = await run(
          'read',
          'select revision, snapshot from baseline.orders where id = baseline.order_id($1) for update',
          [id],
        );
        const next = rows[0].revision + 1;
        await run(
          'update',
          `update baseline.orders set revision = $2, stage = 'accepted', due_at = now() + interval '1 day', snapshot = $3 where id = baseline.order_id($1) and revision = $2 - 1`,
          [id, next, snapshot],
        );
        await run(
          'journal',
          'insert into baseline.journal (order_id, seq, at, entry) values (baseline.order_id($1), $2, now(), $3)',
          [id, next, entry],
        );
        await run(
          'timer',
          `insert into baseline.timers (order_id, seq, due_at) values (baseline.order_id($1), $2, now() + interval '1 day') on conflict (order_id) do update set seq = excluded.seq, due_at = excluded.due_at`,
          [id, next],
        );
        await run(
          'outbox',
          `insert into baseline.outbox (order_id, seq, type, params) values (baseline.order_id($1), $2, 'notify', $3)`,
          [id, next, params],
        );
        await client.query('commit');
      });
    } finally {
      clients.push(client);
    }
  };
  try {
    for (let n = 0; n < callers; n += 1) {
      const client = new pg.Client({ connectionString: database });
      await client.connect();
      clients.push(client);
    }
    return await closedLoop({ callers, round, ...rest });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
