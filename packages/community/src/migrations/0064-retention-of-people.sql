-- Retention beyond orders: names of people who have long left, and rows that are only ever added to (readings, changes of units
-- and posts, consents of those people), with absences.

-- When the person's name and what lay under the person's key were destroyed; the row stays, since posts and journals name it.
alter table people add column erased_at timestamptz;

-- An item's order_id may also be a person's id, or its run's own for rows of the county; rows says how many there are.
alter table retention_items add column rows integer not null default 1 check (rows > 0);

do $$ begin
  if not exists (select from pg_roles where rolname = 'six_order_app') then create role six_order_app nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of the same server was quicker
end $$;

-- The one way in which such rows go: three years old when the plan was made, and the plan signed by both. The application's role
-- may not delete them otherwise.
create function forget_rows(of_tenant text, of_run uuid, of_rule text) returns integer
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
  else
    raise exception 'no rule of this name' using errcode = 'invalid_parameter_value';
  end if;
  return gone;
end $$;
revoke execute on function forget_rows from public;
grant execute on function forget_rows to six_order_app;
