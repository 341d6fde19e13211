select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from nullif(h.due_at, 'infinity')) * 1000)::float8 as due from (select due_at, order_id from holders where holder = $2::uuid and due_at is not null order by due_at, order_id) as h cross join lateral (select o.* from orders o where o.id = h.order_id and o.closed_at is null and o.tenant = $3 and (o.path <@ $4::ltree and o.labels @> array[$5]::text[])) as o order by h.due_at, h.order_id limit $1;

-- Limit
--   ->  Nested Loop
--         ->  Index Only Scan using holders_by_due on holders
--               Index Cond: (holder = $2)
--         ->  Index Scan using orders_pkey on orders o
--               Index Cond: (id = holders.order_id)
--               Filter: ((closed_at IS NULL) AND (path <@ $4) AND (labels @> ARRAY[$5]) AND (tenant = $3))
