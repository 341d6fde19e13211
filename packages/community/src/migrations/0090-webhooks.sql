-- Webhooks (Standard Webhooks): where other systems are told what happens to orders, and what they were told.
create table webhook_endpoints (
  tenant text not null,
  id uuid primary key,
  name text not null,
  -- The unit whose orders it is told of, with all below it.
  unit uuid not null,
  path ltree not null,
  format text not null check (format in ('standard', 'dingtalk', 'feishu', 'wecom')),
  events text[] not null check (cardinality(events) > 0),
  -- Wrapped by a master key. It opens the address (robots carry their token in it) and the secrets.
  key bytea not null,
  url bytea not null,
  off_at timestamptz,
  -- asked: by a person; failing: nothing was taken for days; gone: the receiver said so (410).
  off_why text check (off_why in ('asked', 'failing', 'gone')),
  ended_at timestamptz,
  created_at timestamptz not null,
  check ((off_at is null) = (off_why is null))
);
create trigger webhook_endpoints_inserted after insert on webhook_endpoints
  referencing new table as changed for each statement execute function bump_reference('webhooks');
create trigger webhook_endpoints_updated after update on webhook_endpoints
  referencing new table as changed for each statement execute function bump_reference('webhooks');

-- Versioned secrets: after a rotation the one before signs beside the new one until it ends.
create table webhook_secrets (
  endpoint uuid not null references webhook_endpoints,
  version integer not null,
  secret bytea not null,
  ends_at timestamptz,
  primary key (endpoint, version)
);

-- How an endpoint fares that takes nothing: everything for it waits until quiet_until. Instants of wall time.
create table webhook_health (
  endpoint uuid primary key references webhook_endpoints,
  failures integer not null,
  failing_since timestamptz not null,
  quiet_until timestamptz not null
);

-- One message for one endpoint. id: of the outbox row, so that a second delivery changes nothing (I8), and the receiver's key
-- against doubles. data holds number, station, light and the like; never text, never personal data (I12).
-- at is the event's instant; all others are of wall time.
create table webhook_messages (
  endpoint uuid not null references webhook_endpoints,
  id uuid not null,
  -- Null for a trial that nothing happened for.
  order_id uuid,
  seq integer not null,
  type text not null,
  data text not null,
  at timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  leased_until timestamptz,
  status integer,
  error text,
  sent_at timestamptz,
  dead_at timestamptz,
  primary key (endpoint, id)
);
create index webhook_messages_next on webhook_messages (next_at) where sent_at is null and dead_at is null;
-- What an order's earlier message holds back.
create index webhook_messages_order on webhook_messages (endpoint, order_id, seq, id) where sent_at is null and dead_at is null;
create index webhook_messages_sent on webhook_messages (sent_at) where sent_at is not null;
create index webhook_messages_dead on webhook_messages (dead_at) where dead_at is not null;
create index webhook_messages_list on webhook_messages (endpoint, at desc, id desc);
-- An event that is not yet in webhook_messages holds back the later ones of its order.
create index outbox_webhooks on outbox (order_id, seq) where type = 'webhook';
