select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key from orders o where o.id = any($1::uuid[]);

-- Index Scan using orders_pkey on orders o
--   Index Cond: (id = ANY ($1))
