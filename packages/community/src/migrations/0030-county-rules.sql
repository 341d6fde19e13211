-- What a county, or one of its streets, decided in place of a default: duties of the catalogue, powers given to a street,
-- limits of dispatching, names of the stations. A row holds from its unit down while its term runs; which of several holds is
-- said in county-rules/county-rules.ts. Rows end (valid_to), they are not deleted: an order of last year is read by them.
create table county_rules (
  tenant text not null,
  id uuid not null,
  kind text not null,
  -- What the row is about among those of its kind: a category's code, a power, a tag; '' where there is nothing to tell apart.
  key text not null,
  -- The unit from which down it holds.
  path ltree not null,
  value jsonb not null,
  -- The paper that decided it, with its number.
  document text not null check (document <> ''),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to > valid_from),
  primary key (tenant, id)
);
-- Two rows never hold for the same unit from the same instant.
create unique index county_rules_start on county_rules (tenant, kind, key, path, valid_from);

create trigger county_rules_inserted after insert on county_rules
  referencing new table as changed for each statement execute function bump_reference('county-rules');
create trigger county_rules_updated after update on county_rules
  referencing new table as changed for each statement execute function bump_reference('county-rules');
create trigger county_rules_deleted after delete on county_rules
  referencing old table as changed for each statement execute function bump_reference('county-rules');
