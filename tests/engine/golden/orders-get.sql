select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key from orders o where o.id = $1;

-- Index Scan using orders_pkey on orders o
--   Index Cond: (id = $1)
