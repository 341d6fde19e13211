select count(*)::int as n from (select 1 from ((select 1 from (select order_id from holders where holder = any($4::uuid[])) as h cross join lateral (select o.* from orders o where o.id = h.order_id and o.closed_at is null and o.tenant = $2 and (o.people && $3::uuid[]) offset 0) as o where true limit $1)) as parts limit $1) as page;

-- Aggregate
--   ->  Limit
--         ->  Limit
--               ->  Nested Loop
--                     ->  Index Only Scan using holders_pkey on holders
--                           Index Cond: (holder = ANY ($4))
--                     ->  Index Scan using orders_pkey on orders o
--                           Index Cond: (id = holders.order_id)
--                           Filter: ((closed_at IS NULL) AND (people && $3) AND (tenant = $2))
