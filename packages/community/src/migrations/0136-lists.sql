-- 红榜 and 整改提醒榜 of units, month by month, where the county enabled them. A person stands on the red list alone, with consent:
-- there is no column for anything else.
create table list_entries (
  tenant text not null,
  id uuid not null,
  list text not null check (list in ('red', 'black')),
  month text not null,
  unit uuid,
  person uuid,
  reasons text[] not null,
  score real,
  -- The county's rule that it was drawn by, and that rule's document.
  rule uuid not null,
  document text not null,
  noticed_at timestamptz not null,
  shown_from timestamptz not null,
  appeal_by timestamptz not null,
  ends_at timestamptz not null,
  ground text,
  appealed_by uuid,
  appealed_at timestamptz,
  decided_by uuid check (decided_by <> appealed_by),
  decided_at timestamptz,
  upheld boolean,
  corrected_by uuid,
  corrected_at timestamptz,
  consented_at timestamptz,
  primary key (tenant, id),
  check (person is null or list = 'red'),
  check ((person is null) <> (unit is null)),
  check (consented_at is null or person is not null)
);
create unique index list_entries_unit on list_entries (tenant, month, list, unit) where unit is not null;
create unique index list_entries_person on list_entries (tenant, month, person) where person is not null;
create index list_entries_shown on list_entries (tenant, ends_at);

create table lists_drawn (
  tenant text not null,
  month text not null,
  at timestamptz not null,
  primary key (tenant, month)
);
