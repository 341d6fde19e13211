-- A resident names a relative by a code that is told once: entered by the relative in his own session, it becomes a post `relative`
-- that says for whom. One code at a time; it is gone once it was used or is over.
create table relative_codes (
  tenant text not null,
  resident uuid not null,
  -- Keyed; the code itself is kept nowhere.
  digest bytea not null,
  expires_at timestamptz not null,
  primary key (tenant, resident)
);
create unique index relative_codes_digest on relative_codes (tenant, digest);
-- A resident's relatives.
create index posts_of on posts (tenant, (marks ->> 'of')) where role = 'relative';
