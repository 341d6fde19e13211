-- What a sealed order says, opened to one person at the street for a time: asked for with a reason, decided by the data protection
-- officer. Each reading stands in the access log. Kept 3 years.
create table sealed_openings (
  tenant text not null,
  id uuid primary key,
  order_id uuid not null,
  person uuid not null,
  post uuid not null,
  -- Masked free text.
  reason text not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  -- Masked free text.
  grounds text,
  -- Until when it is open; null when it was refused.
  open_until timestamptz,
  -- Closed before its time.
  ended_at timestamptz,
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (grounds is null)),
  check (open_until is null or (decided_at is not null and open_until <= decided_at + interval '72 hours')),
  -- Nobody opens to himself.
  check (decided_by <> person)
);
create index sealed_openings_tenant on sealed_openings (tenant, asked_at desc, id desc);
create index sealed_openings_person on sealed_openings (tenant, person, asked_at desc, id desc);
-- One request at a time.
create unique index sealed_openings_waiting on sealed_openings (order_id, person) where decided_at is null and ended_at is null;

create or replace function forget_rows(of_tenant text, of_run uuid, of_rule text) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  limit_at timestamptz;
  gone integer;
begin
  select date_trunc('hour', planned_at - interval '3 years') into limit_at from retention_runs
    where tenant = of_tenant and id = of_run and dpo is not null and archives is not null and ended_at is null;
  if limit_at is null then
    raise exception 'no plan of this id is signed and under way' using errcode = 'insufficient_privilege';
  end if;
  if of_rule = 'readings' then
    delete from access_log where tenant = of_tenant and at < limit_at;
    get diagnostics gone = row_count;
  elsif of_rule = 'changes' then
    alter table reference_changes disable trigger reference_changes_kept;
    delete from reference_changes where tenant = of_tenant and at < limit_at;
    get diagnostics gone = row_count;
    alter table reference_changes enable trigger reference_changes_kept;
  elsif of_rule = 'consents' then
    alter table consents disable trigger consents_kept;
    delete from consents c using people p
      where c.tenant = of_tenant and p.tenant = c.tenant and p.id = c.person and p.erased_at < limit_at;
    get diagnostics gone = row_count;
    alter table consents enable trigger consents_kept;
  elsif of_rule = 'absences' then
    delete from absences where tenant = of_tenant and ends_at < limit_at;
    get diagnostics gone = row_count;
  elsif of_rule = 'exports' then
    delete from exports where tenant = of_tenant and asked_at < limit_at;
    get diagnostics gone = row_count;
  elsif of_rule = 'openings' then
    delete from sealed_openings where tenant = of_tenant and asked_at < limit_at;
    get diagnostics gone = row_count;
  else
    raise exception 'no rule of this name' using errcode = 'invalid_parameter_value';
  end if;
  return gone;
end $$;
