-- Exports of orders: who took which orders out, when, why, and how far it came. The file itself is kept nowhere: it is written
-- as it is fetched. Rows are kept as long as the access log (3 years).
create table exports (
  tenant text not null,
  id uuid primary key,
  person uuid not null,
  post uuid not null,
  format text not null check (format in ('csv', 'xlsx', 'ndjson')),
  desk text not null,
  -- The unit it was cut to; null: all that the post sees.
  unit uuid,
  opened_from timestamptz,
  opened_to timestamptz,
  -- With the masked text; each reading stands in the access log too.
  with_text boolean not null,
  -- Masked free text.
  reason text not null,
  asked_at timestamptz not null,
  -- Of the last fetching.
  rows integer not null default 0,
  started_at timestamptz,
  ended_at timestamptz,
  broken boolean not null default false,
  fetched integer not null default 0
);
create index exports_person on exports (tenant, person, asked_at desc, id desc);
create index exports_tenant on exports (tenant, asked_at desc, id desc);
