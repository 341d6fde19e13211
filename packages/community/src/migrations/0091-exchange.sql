-- Orders that came from another system (12345, 网格平台), under its own number: the same number never opens a second order.
create table exchange_orders (
  tenant text not null,
  system text not null,
  -- Theirs.
  number text not null,
  order_id uuid not null unique,
  -- Keyed digest of what was sent: the same number with other content is told from a repetition. It tells nothing of the content.
  digest bytea not null,
  received_at timestamptz not null,
  primary key (tenant, system, number)
);
create index exchange_orders_newest on exchange_orders (tenant, system, received_at desc, order_id desc);
