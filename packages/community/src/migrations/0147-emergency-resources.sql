-- What an area can count on in an emergency (平急转换): forces sent down to it (下沉力量) and supplies, by grid, each with its term.
-- Codes and numbers only: who a force's people are stands in posts.
create table emergency_resources (
  tenant text not null,
  id uuid not null,
  kind text not null check (kind in ('force', 'supply')),
  -- The grid or area that has it.
  unit uuid not null,
  what text not null,
  -- Of a force: the unit that sends it.
  source uuid,
  amount integer not null check (amount > 0),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to > valid_from),
  entered_by uuid not null,
  primary key (tenant, id),
  check ((kind = 'force') = (source is not null))
);
create index emergency_resources_unit on emergency_resources (tenant, unit);

-- Where whoever may be called out is reached by telephone when no answer comes; sealed under the person's own key (I12).
create table duty_phones (
  tenant text not null,
  person uuid not null,
  phone bytea not null,
  entered_by uuid not null,
  primary key (tenant, person),
  foreign key (tenant, person) references people (tenant, id) on delete cascade
);
