-- 双报到: a member of another unit reports in to a community to serve there. The unit (employer) is personal data: sealed
-- under the person's own key.
create table report_ins (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  -- The community's unit.
  unit uuid not null,
  employer bytea,
  reported_at timestamptz not null,
  ended_at timestamptz check (ended_at > reported_at),
  primary key (tenant, id),
  foreign key (tenant, person) references people (tenant, id),
  foreign key (tenant, unit) references units (tenant, id)
);
create unique index report_ins_open on report_ins (tenant, person, unit) where ended_at is null;

-- Hours of service (志愿服务条例 art. 19: recorded truthfully, certified free of charge). Only ever added to: a wrong one is
-- taken back by a reversing entry with the same minutes below zero.
create table service_records (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  -- The day of service in China.
  day date not null,
  kind text not null,
  minutes integer not null check (minutes <> 0 and abs(minutes) <= 1440),
  -- The order that it was done for; null for other service.
  order_id uuid,
  confirmed_by uuid not null check (confirmed_by <> person),
  at timestamptz not null,
  -- Nobody pays for the service (art. 21). Material that the person served pays for, in cents, agreed before it was bought.
  material_cents integer not null default 0 check (material_cents >= 0),
  material_agreed_at timestamptz check ((material_cents > 0) = (material_agreed_at is not null)),
  -- The record that this one takes back.
  reverses uuid,
  primary key (tenant, id),
  check ((reverses is null) = (minutes > 0)),
  foreign key (tenant, person) references people (tenant, id),
  foreign key (tenant, unit) references units (tenant, id)
);
create unique index service_records_reversed on service_records (tenant, reverses) where reverses is not null;
create index service_records_person on service_records (tenant, person, day);
create trigger service_records_kept before update or delete or truncate on service_records
  for each statement execute function refuse_change();

-- Target groups (新就业群体, 一老一小 …), only as the person says of himself, sealed under the person's own key; taking one
-- back deletes the row. The digest, keyed, keeps one person from having one twice.
create table person_tags (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  tag bytea not null,
  digest text not null,
  declared_at timestamptz not null,
  primary key (tenant, id),
  unique (tenant, person, digest),
  foreign key (tenant, person) references people (tenant, id)
);
