-- Consents: each giving and each withdrawal is a row of its own, with the version of the notice that was read. What holds for
-- a purpose is its last row; without one, nothing was agreed to. Only ever added to (PIPL 69: the processor proves).
create table consents (
  tenant text not null,
  id uuid not null,
  person uuid not null,
  purpose text not null,
  given boolean not null,
  -- Version of the notice (privacy/notice.ts).
  notice text not null,
  at timestamptz not null,
  -- self; or how whoever entered it for the person came by it (domain research 2.2, 7).
  how text not null check (how in ('self', 'in-person', 'signature', 'voice')),
  -- The person who entered it; for oneself the person.
  entered_by uuid not null,
  -- Under 14 the guardian consents (PIPL 31); null otherwise.
  guardian uuid,
  primary key (tenant, id),
  check ((how = 'self') = (entered_by = person)),
  check (guardian is null or guardian <> person),
  foreign key (tenant, person) references people (tenant, id)
);
create index consents_person on consents (tenant, person, purpose, at desc, id desc);
create trigger consents_kept before update or delete or truncate on consents
  for each statement execute function refuse_change();

-- What a processor must be able to show: processing records, impact assessments (PIPL 55, 56: kept three years), breaches
-- (57). A change is a new row that supersedes the old one. Free text in them is kept masked.
create table privacy_records (
  tenant text not null,
  id uuid not null,
  kind text not null check (kind in ('processing', 'assessment', 'breach')),
  at timestamptz not null,
  entered_by uuid not null,
  supersedes uuid,
  body jsonb not null,
  primary key (tenant, id)
);
create unique index privacy_records_superseded on privacy_records (tenant, supersedes) where supersedes is not null;
create trigger privacy_records_kept before update or delete or truncate on privacy_records
  for each statement execute function refuse_change();

-- Whom a breach concerns, and when each was told (PIPL 57). No more than ids.
create table breach_notifications (
  tenant text not null,
  breach uuid not null,
  person uuid not null,
  listed_at timestamptz not null,
  notified_at timestamptz,
  how text,
  primary key (tenant, breach, person),
  check ((notified_at is null) = (how is null)),
  foreign key (tenant, breach) references privacy_records (tenant, id)
);
