select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where o.closed_at is null and o.tenant = $2 and true order by o.due_at, o.id limit $1;

-- Limit
--   ->  Index Scan using orders_open_by_due on orders o
--         Index Cond: (tenant = $2)
