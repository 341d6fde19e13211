-- An e-mail address is written to once its owner has entered the code that was sent there. Addresses from before are confirmed by
-- the next code; until then their notices lie in the box alone.
alter table notice_choices
  add column email_confirmed boolean not null default false,
  -- Keyed digest of the code that was sent last, when (wall time), and how often one was tried; null when none is awaited.
  add column email_code bytea,
  add column email_code_at timestamptz,
  add column email_tries smallint not null default 0;
