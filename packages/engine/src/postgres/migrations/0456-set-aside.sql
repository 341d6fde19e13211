-- A dead letter that somebody has read and of which nothing is to be done is set aside: it is told of no more, and is not offered again with the
-- others. Who did it and why stays, whatever becomes of the row.
alter table outbox add aside_at timestamptz;

-- Append-only (migrate.ts).
create table set_asides (
  effect uuid not null,
  order_id uuid not null,
  tenant text not null,
  type text not null,
  error text,
  -- Wall time.
  at timestamptz not null,
  by text not null,
  why text not null,
  primary key (effect, at)
);
