-- Versions of reference data. Each process keeps units, people and posts in memory and reads this row to learn whether what
-- it holds is still what stands; the triggers bump it with the change itself, so that no writer can forget to.
create table reference_versions (
  tenant text not null,
  name text not null,
  version bigint not null,
  primary key (tenant, name)
);

-- For a statement trigger with a transition table named "changed"; its argument is the name of the reference data.
create function bump_reference() returns trigger language plpgsql as $$
begin
  insert into reference_versions (tenant, name, version)
  select distinct tenant, tg_argv[0], 1 from changed order by tenant
  on conflict (tenant, name) do update set version = reference_versions.version + 1;
  return null;
end $$;

-- The unit tree. A unit is never deleted: it ends (valid_to), because journals name it.
create table units (
  tenant text not null,
  id uuid not null,
  -- Official statistical code, or our own built on it (units/unit.ts).
  code text not null check (code ~ '^[0-9A-Z]{2,32}$'),
  name text not null,
  kind text not null,
  parent uuid,
  path ltree not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to > valid_from),
  flags jsonb not null default '{}',
  primary key (tenant, id),
  foreign key (tenant, parent) references units (tenant, id)
);
create unique index units_code on units (tenant, code);
create unique index units_path on units (tenant, path);

create trigger units_inserted after insert on units
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger units_updated after update on units
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger units_deleted after delete on units
  referencing old table as changed for each statement execute function bump_reference('directory');
