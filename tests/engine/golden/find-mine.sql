select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from (select order_id from holders where holder = any($4::uuid[])) as h cross join lateral (select o.* from orders o where o.id = h.order_id and o.closed_at is null and o.tenant = $2 and (o.people && $3::uuid[]) offset 0) as o where true order by o.due_at, o.id limit $1;

-- Limit
--   ->  Sort
--         Sort Key: o.due_at, o.id
--         ->  Nested Loop
--               ->  Bitmap Heap Scan on holders
--                     Recheck Cond: (holder = ANY ($4))
--                     ->  Bitmap Index Scan on holders_pkey
--                           Index Cond: (holder = ANY ($4))
--               ->  Index Scan using orders_pkey on orders o
--                     Index Cond: (id = holders.order_id)
--                     Filter: ((closed_at IS NULL) AND (people && $3) AND (tenant = $2))
