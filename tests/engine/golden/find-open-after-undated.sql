select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.closed_at is null and o.tenant = $3 and true and o.due_at is null and o.id > $2::uuid order by o.id limit $1;

-- Limit
--   ->  Index Scan using orders_pkey on orders o
--         Index Cond: (id > $2)
--         Filter: ((closed_at IS NULL) AND (due_at IS NULL) AND (tenant = $3))
