-- Who set a dead letter aside and why (0456) goes as other such rows do: three years old, and by a plan that both signed.
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
  elsif of_rule = 'asides' then
    delete from set_asides where tenant = of_tenant and at < limit_at;
    get diagnostics gone = row_count;
  else
    raise exception 'no rule of this name' using errcode = 'invalid_parameter_value';
  end if;
  return gone;
end $$;
