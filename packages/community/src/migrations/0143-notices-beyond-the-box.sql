-- Notices that also leave the box: by SMS through the county's gateway, by e-mail. A message has no words: they are made when it
-- is sent, from the order's number, station and light (I12), and its addressee is found then.

-- What a person chose for himself: the language, an e-mail address, no SMS. Whoever signs in by telephone gets SMS there (schema
-- auth); staff, who do not, may leave a number. Both are sealed under the person's own key.
create table notice_choices (
  tenant text not null,
  person uuid not null,
  language text check (language in ('zh', 'en')),
  email bytea,
  phone bytea,
  sms boolean not null default true,
  primary key (tenant, person),
  foreign key (tenant, person) references people (tenant, id)
);

-- One notice for one person by one way. It goes with its notice, and so with its order. at, like the notice's, is the event's
-- instant; all others are of wall time.
create table notice_messages (
  tenant text not null,
  outbox uuid not null,
  person uuid not null,
  way text not null check (way in ('sms', 'email')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  leased_until timestamptz,
  -- sent; unneeded: it was read in the box or got too old while it waited; unreachable: no address, or not wanted; dead: no
  -- attempt helped. Null while it waits.
  ended text check (ended in ('sent', 'unneeded', 'unreachable', 'dead')),
  ended_at timestamptz,
  -- The fault's name.
  error text,
  primary key (tenant, outbox, person, way),
  foreign key (tenant, outbox, person) references notices on delete cascade,
  check ((ended is null) = (ended_at is null))
);
create index notice_messages_next on notice_messages (next_at) where ended is null;
create index notice_messages_ended on notice_messages (ended_at) where ended is not null;

grant select, insert, update, delete on notice_choices, notice_messages to six_order_app;
