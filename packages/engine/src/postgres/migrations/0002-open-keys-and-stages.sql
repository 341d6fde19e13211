-- What is open at a stage, the most pressing first: a desk that works on one stage reads no other's orders.
create index orders_open_by_stage on orders (tenant, stage, due_at, id) where closed_at is null;

-- The open orders of each holder under a key of their own (postgres/keys.ts, K2).
insert into holders (holder, order_id)
select distinct overlay(person::text placing 'f' from 15 for 1)::uuid, id from orders, unnest(people) as person where closed_at is null
on conflict do nothing;
