select count(*)::int as n from (select 1 from ((select 1 from orders o where o.id in (select order_id from holders where holder = any($2::uuid[])) and o.closed_at is null and o.tenant = $3 and (o.people && $4::uuid[]) limit $1)) as parts limit $1) as page;

-- Aggregate
--   ->  Limit
--         ->  Limit
--               ->  Nested Loop
--                     ->  HashAggregate
--                           Group Key: holders.order_id
--                           ->  Bitmap Heap Scan on holders
--                                 Recheck Cond: (holder = ANY ($2))
--                                 ->  Bitmap Index Scan on holders_pkey
--                                       Index Cond: (holder = ANY ($2))
--                     ->  Index Scan using orders_pkey on orders o
--                           Index Cond: (id = holders.order_id)
--                           Filter: ((closed_at IS NULL) AND (people && $4) AND (tenant = $3))
