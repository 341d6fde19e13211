select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, (extract(epoch from o.due_at) * 1000)::float8 as due from orders o where false limit $1;

-- Limit
--   ->  Result
--         One-Time Filter: false
