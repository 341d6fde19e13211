select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.tenant = $3 and true and o.id < $2::uuid order by o.id desc limit $1;

-- Limit
--   ->  Index Scan Backward using orders_pkey on orders o
--         Index Cond: (id < $2)
--         Filter: (tenant = $3)
