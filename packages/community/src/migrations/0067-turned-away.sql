-- How many leads about breaches of discipline (1102) were turned away at the door, by month: nothing of what they said, of whom
-- or from where is kept. A month, for a day could point at the one who was seen to write.
create table turned_away (
  tenant text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  count integer not null check (count > 0),
  primary key (tenant, month)
);

-- Rows that say who took which orders out go three years after, by a signed plan, as the access log does.
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
  else
    raise exception 'no rule of this name' using errcode = 'invalid_parameter_value';
  end if;
  return gone;
end $$;
