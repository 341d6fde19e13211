select * from ((select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.closed_at is null and o.tenant = $4 and true and (o.due_at, o.id) > (to_timestamp($3::float8 / 1000), $2::uuid) order by o.due_at, o.id limit $1) union all (select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.closed_at is null and o.tenant = $5 and true and o.due_at is null order by o.id limit $1)) as page order by due, id limit $1;

-- Limit
--   ->  Sort
--         Sort Key: "*SELECT* 1".due, "*SELECT* 1".id
--         ->  Append
--               ->  Subquery Scan on "*SELECT* 1"
--                     ->  Limit
--                           ->  Index Scan using orders_open_by_due on orders o
--                                 Index Cond: ((tenant = $4) AND (ROW(due_at, id) > ROW(to_timestamp(($3 / '1000'::double precision)), $2)))
--               ->  Limit
--                     ->  Index Scan using orders_pkey on orders o_1
--                           Filter: ((closed_at IS NULL) AND (due_at IS NULL) AND (tenant = $5))
