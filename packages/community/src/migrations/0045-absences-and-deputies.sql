-- People away from their posts: from when to when. Why is between a person and the personnel office: it is not kept here.
create table absences (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- The person, or who entered it for the person.
  entered_by uuid not null,
  primary key (tenant, id),
  foreign key (tenant, person) references people (tenant, id)
);
create index absences_person on absences (tenant, person, starts_at);

create trigger absences_inserted after insert on absences
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger absences_updated after update on absences
  referencing new table as changed for each statement execute function bump_reference('directory');
create trigger absences_deleted after delete on absences
  referencing old table as changed for each statement execute function bump_reference('directory');

-- A deputy's post (B岗) names the post it stands in for (A岗): it can be acted in only while that one has nobody at work.
-- marks: what a post is beside its role (first secretary, full-time, how chosen); the shape is people/post.ts.
alter table posts
  add column deputy_of uuid,
  add column marks jsonb not null default '{}',
  add constraint posts_deputy_of_fkey foreign key (tenant, deputy_of) references posts (tenant, id);
