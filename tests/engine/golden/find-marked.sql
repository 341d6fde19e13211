select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.id in (select order_id from holders where holder = any($2::uuid[])) and o.closed_at is null and o.tenant = $3 and (o.path <@ $4::ltree and o.labels @> array[$5]::text[]) order by o.due_at, o.id limit $1;

-- Limit
--   ->  Sort
--         Sort Key: o.due_at, o.id
--         ->  Nested Loop
--               ->  HashAggregate
--                     Group Key: holders.order_id
--                     ->  Bitmap Heap Scan on holders
--                           Recheck Cond: (holder = ANY ($2))
--                           ->  Bitmap Index Scan on holders_pkey
--                                 Index Cond: (holder = ANY ($2))
--               ->  Index Scan using orders_pkey on orders o
--                     Index Cond: (id = holders.order_id)
--                     Filter: ((closed_at IS NULL) AND (path <@ $4) AND (labels @> ARRAY[$5]) AND (tenant = $3))
