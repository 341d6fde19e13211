-- Of one order a person is told once how it stands, however often it stood still since he looked: what a later notice of it overtook is
-- found by person and order, however much is in the box.
create index notices_standstills on notices (tenant, person, order_id, at, outbox)
  where template in ('order-paused', 'order-shelved', 'order-resumed', 'order-suspended', 'order-unsuspended');
