-- Which order a record of another system became. Its row is written before its order: whoever goes on after a crash finds
-- either no order under this id, or the only one.
create table imports (
  tenant text not null,
  -- The import profile that knows the other system.
  source text not null,
  -- The record's id over there.
  external_id text not null,
  order_id uuid not null,
  -- When the record's whole history was in; null while it is being brought in.
  ended_at timestamptz,
  primary key (tenant, source, external_id)
);
create unique index imports_order on imports (order_id);
