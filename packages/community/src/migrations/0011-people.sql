-- A person's name is personal data: sealed under a key of the person's own, never clear in a column (I12).
create table people (
  tenant text not null,
  id uuid not null,
  -- The person's data key, wrapped by a master key that is not in the database.
  key bytea not null,
  name bytea not null,
  primary key (tenant, id)
);

-- A post: person × role × unit, with a term. It is never deleted: it ends (valid_to), because journals name it.
create table posts (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  role text not null,
  unit uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to > valid_from),
  primary key (tenant, id),
  foreign key (tenant, person) references people (tenant, id),
  foreign key (tenant, unit) references units (tenant, id)
);
create index posts_person on posts (tenant, person);

create trigger people_inserted after insert on people
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger people_updated after update on people
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger people_deleted after delete on people
  referencing old table as changed for each statement execute function bump_reference('directory');
create trigger posts_inserted after insert on posts
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger posts_updated after update on posts
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger posts_deleted after delete on posts
  referencing old table as changed for each statement execute function bump_reference('directory');
