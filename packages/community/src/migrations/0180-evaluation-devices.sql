-- From which device an order was evaluated last, so that one device that speaks for several residents is seen by a supervisor: a keyed
-- digest that is comparable within a month and gone after 30 days, or with its order. No address, no browser, no person.
create table evaluation_devices (
  order_id uuid primary key,
  tenant text not null,
  device bytea not null check (octet_length(device) = 16),
  seen_at timestamptz not null
);
create index evaluation_devices_device on evaluation_devices (tenant, device);
create index evaluation_devices_seen on evaluation_devices (seen_at);
grant select, insert, update, delete on evaluation_devices to six_order_app;
