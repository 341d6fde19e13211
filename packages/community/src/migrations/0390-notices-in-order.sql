-- Which notice of how an order stands is the last one says the order's journal and no machine's clock. Notices from before, and those that a
-- process of the release before writes, have no entry: among themselves they go by their time, and before all others.
alter table notices add column seq integer not null default 0;
drop index notices_standstills;
create index notices_standstills on notices (tenant, person, order_id, seq, at, outbox)
  where template in ('order-paused', 'order-shelved', 'order-resumed', 'order-suspended', 'order-unsuspended');
