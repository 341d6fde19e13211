-- Orders, their journals, timers, outbox and sealed values. All instants come from the application's clock.

create extension if not exists ltree;
create extension if not exists pg_trgm;

-- One row per order: the machine's snapshot and the face that is searched.
-- The snapshot is text, because jsonb would rewrite its bytes (I5). It changes with every command, so it stays in the row,
-- and a page keeps room for its next version beside it: without, every update extends the table and fills the log.
create table orders (
  id uuid primary key,
  tenant text not null,
  workflow text not null,
  version integer not null,
  revision integer not null,
  snapshot text not null,
  head bytea not null,
  data_key bytea,
  path ltree not null,
  stage text not null,
  labels text[] not null,
  people uuid[] not null,
  number text not null,
  due_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  data jsonb not null
) with (fillfactor = 40, toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05);

create unique index orders_number on orders (tenant, number);

-- The desks of open orders list the most pressing first; closed orders never weigh on them.
create index orders_open_by_due on orders (tenant, due_at, id) where closed_at is null;

-- Who holds or placed an order: a person's own desk is a range of this index, however many orders a county has.
create table holders (
  holder uuid not null,
  order_id uuid not null,
  primary key (holder, order_id)
);
create index holders_order on holders (order_id);

-- One row per applied command. Never updated, never deleted: the application's role may only read and add (I9).
create table journal (
  order_id uuid not null,
  seq integer not null,
  recorded_at timestamptz not null,
  entry text not null,
  mac bytea not null,
  primary key (order_id, seq)
);
create index journal_recorded on journal using brin (recorded_at) with (pages_per_range = 32);

-- One row per armed timer. `id` is new with every arming (I7).
create table timers (
  order_id uuid not null,
  slot text not null,
  id uuid not null,
  tenant text not null,
  due_at timestamptz not null,
  leased_until timestamptz,
  primary key (order_id, slot)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index timers_due on timers (due_at);

-- Effects to deliver. A row stays until its delivery is recorded (I8). `offer_at`: not before this instant.
create table outbox (
  id uuid primary key,
  order_id uuid not null,
  seq integer not null,
  tenant text not null,
  type text not null,
  params text not null,
  at timestamptz not null,
  attempts integer not null default 0,
  offer_at timestamptz not null default '-infinity',
  dead_at timestamptz,
  error text
) with (autovacuum_vacuum_scale_factor = 0.05);
create index outbox_offer on outbox (offer_at, id) where dead_at is null;

-- Ciphertexts of personal data; gone with the order's key when it is erased.
create table sealed_values (
  order_id uuid not null,
  id text not null,
  ciphertext bytea not null,
  primary key (order_id, id)
);

-- Keys that callers named, hashed with actor and order; kept 7 days.
create table idempotency_keys (
  key bytea primary key,
  digest bytea not null,
  order_id uuid not null,
  at timestamptz not null
);
create index idempotency_keys_at on idempotency_keys using brin (at) with (pages_per_range = 16);

-- Merkle roots over the heads of the orders that an hour changed. Public.
create table anchors (
  hour timestamptz primary key,
  root bytea not null,
  orders integer not null,
  anchored_at timestamptz not null
);
