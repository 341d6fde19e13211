select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from (select distinct order_id from holders where holder = any($2::uuid[]) order by order_id desc) as h cross join lateral (select o.* from orders o where o.id = h.order_id and o.tenant = $3 and (o.people && $4::uuid[] and coalesce(o.data -> $5::text @> to_jsonb($6::text), false))) as o order by h.order_id desc limit $1;

-- Limit
--   ->  Nested Loop
--         ->  Unique
--               ->  Sort
--                     Sort Key: holders.order_id DESC
--                     ->  Bitmap Heap Scan on holders
--                           Recheck Cond: (holder = ANY ($2))
--                           ->  Bitmap Index Scan on holders_pkey
--                                 Index Cond: (holder = ANY ($2))
--         ->  Index Scan using orders_pkey on orders o
--               Index Cond: (id = holders.order_id)
--               Filter: ((people && $4) AND (tenant = $3) AND COALESCE(((data -> $5) @> to_jsonb($6)), false))
