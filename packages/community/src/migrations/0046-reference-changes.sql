-- Every change of units, people's posts and absences that a person or an import made: who, when, why, before and after.
-- Append-only, whoever the writer is. before and after hold ids, codes, names of units, roles and instants; no personal data.
create table reference_changes (
  tenant text not null,
  id uuid primary key,
  at timestamptz not null,
  -- Null when a command line did it.
  person uuid,
  post uuid,
  -- unit, post, absence …
  subject text not null,
  subject_id uuid not null,
  change text not null check (change in ('added', 'changed', 'ended')),
  before jsonb,
  after jsonb,
  -- Masked free text.
  reason text not null
);
create index reference_changes_subject on reference_changes (tenant, subject_id, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger reference_changes_kept before update or delete or truncate on reference_changes
  for each statement execute function refuse_change();
