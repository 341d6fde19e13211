// The tables of the baselines: what somebody who writes it by hand would make, with the storage options that ours have.
import { query } from '../server.ts';

/** pgbench draws its orders from these. */
export const KNOWN_ORDERS = 10_000;

const TABLES = `
drop schema if exists baseline cascade;
create schema baseline;
create table baseline.orders (
  id uuid primary key, revision integer not null, stage text not null, due_at timestamptz, snapshot text not null
) with (fillfactor = 80, toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05);
create table baseline.journal (
  order_id uuid not null, seq integer not null, at timestamptz not null, entry text not null, primary key (order_id, seq)
);
create table baseline.timers (
  order_id uuid primary key, seq integer not null, due_at timestamptz not null
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index on baseline.timers (due_at);
create table baseline.outbox (
  id bigint generated always as identity primary key, order_id uuid not null, seq integer not null, type text not null, params text not null
);
create function baseline.order_id(n integer) returns uuid language sql immutable parallel safe
  return ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;`;

/** Makes them anew in the database, with orders that stand at revision 4. */
export async function makeTables(database: string, snapshot: string): Promise<void> {
  await query(database, TABLES);
  await query(
    database,
    `insert into baseline.orders (id, revision, stage, due_at, snapshot)
     select baseline.order_id(n), 4, 'accepted', now() + interval '1 day', $1 from generate_series(1, ${KNOWN_ORDERS}) n`,
    [snapshot],
  );
  await query(database, 'vacuum analyze baseline.orders');
}
