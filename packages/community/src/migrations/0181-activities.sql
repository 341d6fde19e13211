-- Activities of a service base (文明实践, 微心愿, 写春联): what is done where and when, and who said that he helps. Their hours are records of
-- service like any other. Words that anybody may read are scanned for personal data before they are taken in.
create table activities (
  tenant text not null,
  id uuid not null,
  kind text not null check (kind in ('civility', 'wish', 'couplets', 'other')),
  -- Whose activity it is, and the facility where it takes place; null: where `place` says.
  unit uuid not null,
  facility uuid,
  title text not null,
  place text,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- How many volunteers are wanted.
  wanted integer not null check (wanted between 1 and 500),
  entered_by uuid not null,
  cancelled_at timestamptz,
  primary key (tenant, id),
  check (facility is not null or place is not null),
  foreign key (tenant, unit) references units (tenant, id),
  foreign key (tenant, facility) references units (tenant, id)
);
create index activities_unit on activities (tenant, unit, starts_at);

-- Who leaves again leaves no trace.
create table activity_volunteers (
  tenant text not null,
  activity uuid not null,
  person uuid not null,
  joined_at timestamptz not null,
  -- The record of the hours, once they are confirmed.
  record uuid,
  primary key (tenant, activity, person),
  foreign key (tenant, activity) references activities (tenant, id),
  foreign key (tenant, person) references people (tenant, id)
);
create index activity_volunteers_person on activity_volunteers (tenant, person);
grant select, insert, update on activities to six_order_app;
grant select, insert, update, delete on activity_volunteers to six_order_app;
