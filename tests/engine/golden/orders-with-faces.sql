select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, o.path::text as path, o.stage, o.labels, o.people, o.number, o.data,
  (extract(epoch from o.due_at) * 1000)::float8 as "dueAt", (extract(epoch from o.opened_at) * 1000)::float8 as "openedAt",
  (extract(epoch from o.closed_at) * 1000)::float8 as "closedAt"
      from orders o where o.id = any($1::uuid[]) and o.closed_at is null;

-- Index Scan using orders_pkey on orders o
--   Index Cond: (id = ANY ($1))
--   Filter: (closed_at IS NULL)
