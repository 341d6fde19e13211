select count(*)::int as n from (select 1 from ((select 1 from orders o where o.stage = $2 and o.closed_at is null and o.tenant = $3 and true limit $1) union all (select 1 from (select order_id from holders where holder = any($7::uuid[])) as h cross join lateral (select o.* from orders o where o.id = h.order_id and o.closed_at is null and o.tenant = $4 and (o.people && $5::uuid[] and not o.stage = any($6::text[])) offset 0) as o where true limit $1)) as parts limit $1) as page;

-- Aggregate
--   ->  Limit
--         ->  Result
--               ->  Append
--                     ->  Subquery Scan on "*SELECT* 1"
--                           ->  Limit
--                                 ->  Index Only Scan using orders_open_by_stage on orders o
--                                       Index Cond: ((tenant = $3) AND (stage = $2))
--                     ->  Subquery Scan on "*SELECT* 2"
--                           ->  Limit
--                                 ->  Nested Loop
--                                       ->  Index Only Scan using holders_pkey on holders
--                                             Index Cond: (holder = ANY ($7))
--                                       ->  Index Scan using orders_pkey on orders o_1
--                                             Index Cond: (id = holders.order_id)
--                                             Filter: ((closed_at IS NULL) AND (people && $5) AND (tenant = $4) AND (stage <> ALL ($6)))
