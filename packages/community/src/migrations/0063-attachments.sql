-- What residents and handlers attach to an order: photographs, voice notes, papers (decisions/0073). An upload waits, under a
-- key that a master key wraps, until a command has named it; then its key is wrapped by its order's data key and goes with it.
create table attachments (
  tenant text not null,
  id uuid primary key,
  person uuid not null,
  order_id uuid,
  kind text not null,
  type text not null,
  size integer not null,
  digest text not null,
  key bytea not null,
  at timestamptz not null
);
create index attachments_order on attachments (order_id) where order_id is not null;
create index attachments_waiting on attachments (person, at) where order_id is null;

-- Its bytes in pieces, each sealed by itself, so that no process ever holds more of it than one.
create table attachment_parts (
  attachment uuid not null references attachments (id) on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (attachment, n)
);
-- Ciphertext does not shrink.
alter table attachment_parts alter bytes set storage external;
