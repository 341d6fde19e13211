-- Points (党建+积分): ledgers of members and of households, only ever added to. Every entry names the rule set by which it was
-- made, with its version, and the order; amounts are in tenths. A correction is an entry with the same amount the other way.
create table point_entries (
  tenant text not null,
  id uuid not null,
  ledger text not null check (ledger in ('members', 'households')),
  -- The member, or the household's account.
  subject uuid not null,
  -- The natural year in China that it belongs to, and the day of the deed.
  year integer not null,
  day date not null,
  reason text not null,
  tenths integer not null check (tenths <> 0),
  order_id uuid,
  rule uuid not null,
  rule_version text not null,
  reverses uuid,
  -- Null: by the rule set alone. A deduction is a person's decision.
  decided_by uuid check (decided_by <> subject),
  at timestamptz not null,
  primary key (tenant, id),
  check (ledger = 'members' or tenths > 0),
  check (tenths > 0 or decided_by is not null)
);
create index point_entries_subject on point_entries (tenant, ledger, subject, year, day);
create unique index point_entries_reversed on point_entries (tenant, reverses) where reverses is not null;
-- One order gives a thing once.
create unique index point_entries_once on point_entries (tenant, ledger, subject, order_id, reason)
  where order_id is not null and reverses is null and decided_by is null;
create unique index point_entries_base on point_entries (tenant, subject, year) where ledger = 'households' and reason = 'base';
create trigger point_entries_kept before update or delete or truncate on point_entries
  for each statement execute function refuse_change();

-- Orders that were looked at for points.
create table points_drawn (
  order_id uuid primary key,
  at timestamptz not null
);

-- A proposed deduction, or an appeal. What the person says, and the grounds of the decision, are sealed under his own key and go
-- with it.
create table point_cases (
  tenant text not null,
  id uuid not null,
  kind text not null check (kind in ('deduction', 'appeal')),
  person uuid not null,
  path ltree not null,
  order_id uuid,
  deduction text,
  tenths integer not null check (tenths >= 0),
  rule uuid not null,
  rule_version text not null,
  entry uuid,
  opened_by uuid not null,
  opened_at timestamptz not null,
  hear_by timestamptz not null,
  statement bytea,
  heard_at timestamptz,
  decided_by uuid check (decided_by <> person),
  decided_at timestamptz,
  upheld boolean,
  grounds bytea,
  primary key (tenant, id),
  foreign key (tenant, person) references people (tenant, id),
  check ((kind = 'deduction') = (deduction is not null)),
  check ((kind = 'appeal') = (entry is not null)),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (upheld is null)),
  check (kind = 'appeal' or decided_by <> opened_by)
);
create unique index point_cases_appeal on point_cases (tenant, entry) where entry is not null;
-- One fault of an order is proposed once.
create unique index point_cases_deduction on point_cases (tenant, person, order_id, deduction)
  where kind = 'deduction' and (upheld is null or upheld);
create index point_cases_open on point_cases (tenant, opened_at) where decided_at is null;
create index point_cases_person on point_cases (tenant, person, opened_at);

-- A household's account, kept by the person of it who wants one; nobody is given one.
create table point_households (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  path ltree not null,
  opened_at timestamptz not null,
  primary key (tenant, id),
  unique (tenant, person),
  foreign key (tenant, person) references people (tenant, id),
  foreign key (tenant, unit) references units (tenant, id)
);

-- What a household exchanged points for: its own wish, once a month at most.
create table point_exchanges (
  tenant text not null,
  id uuid not null,
  household uuid not null,
  month text not null,
  item text not null,
  tenths integer not null check (tenths > 0),
  rule uuid not null,
  rule_version text not null,
  handed_out_by uuid not null,
  at timestamptz not null,
  primary key (tenant, id),
  unique (tenant, household, month),
  foreign key (tenant, household) references point_households (tenant, id)
);
create trigger point_exchanges_kept before update or delete or truncate on point_exchanges
  for each statement execute function refuse_change();
