select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key from orders o where o.tenant = $1 and o.number = $2;

-- Index Scan using orders_number on orders o
--   Index Cond: ((tenant = $1) AND (number = $2))
