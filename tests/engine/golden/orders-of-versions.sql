select o.id, o.tenant from orders o
      join unnest($1::text[], $2::int[]) as old (workflow, version) on o.workflow = old.workflow and o.version = old.version
      where o.closed_at is null limit $3;

-- Limit
--   ->  Nested Loop
--         Join Filter: ((old.workflow = o.workflow) AND (old.version = o.version))
--         ->  Function Scan on old
--         ->  Materialize
--               ->  Index Scan using orders_open_by_due on orders o
