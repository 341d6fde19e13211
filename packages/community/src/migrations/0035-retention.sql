-- Retention: what is past its time is planned first (a dry run that names every order), signed by two persons, and only then
-- destroyed. A plan and what became of it are kept: they name orders by id and hold nothing personal.
create table retention_runs (
  tenant text not null,
  id uuid not null,
  planned_at timestamptz not null,
  -- The data protection officer and the archives officer; never one person.
  dpo uuid,
  dpo_at timestamptz,
  archives uuid,
  archives_at timestamptz,
  -- When everything in it was done.
  ended_at timestamptz,
  primary key (tenant, id),
  check (dpo <> archives),
  check ((dpo is null) = (dpo_at is null)),
  check ((archives is null) = (archives_at is null))
);
-- One plan at a time in a county.
create unique index retention_runs_open on retention_runs (tenant) where ended_at is null;

create table retention_items (
  tenant text not null,
  run uuid not null,
  order_id uuid not null,
  rule text not null,
  -- done; or kept, when the order was taken up again or erased since it was planned.
  outcome text check (outcome in ('done', 'kept')),
  at timestamptz,
  primary key (tenant, run, order_id, rule),
  check ((outcome is null) = (at is null)),
  foreign key (tenant, run) references retention_runs (tenant, id) on delete cascade
);
create index retention_items_open on retention_items (tenant, run, order_id) where outcome is null;
