-- A person's notices. The key is the outbox row's id with the person, so that a second delivery changes nothing (I8).
-- params holds ids, codes and instants only; the text is made from the template when it is shown (I12).
create table notices (
  tenant text not null,
  outbox uuid not null,
  person uuid not null,
  template text not null,
  params jsonb not null,
  order_id uuid not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (tenant, outbox, person)
);
-- One's notices, newest first.
create index notices_person on notices (tenant, person, at desc, outbox desc);
