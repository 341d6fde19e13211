select * from ((select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.stage = $2 and o.closed_at is null and o.tenant = $3 and true order by o.due_at, o.id limit $1) union all (select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.stage = $4 and o.closed_at is null and o.tenant = $5 and true order by o.due_at, o.id limit $1)) as page order by due, id limit $1;

-- Limit
--   ->  Sort
--         Sort Key: "*SELECT* 1".due, "*SELECT* 1".id
--         ->  Append
--               ->  Subquery Scan on "*SELECT* 1"
--                     ->  Limit
--                           ->  Index Scan using orders_open_by_stage on orders o
--                                 Index Cond: ((tenant = $3) AND (stage = $2))
--               ->  Subquery Scan on "*SELECT* 2"
--                     ->  Limit
--                           ->  Index Scan using orders_open_by_stage on orders o_1
--                                 Index Cond: ((tenant = $5) AND (stage = $4))
