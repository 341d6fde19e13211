select o.id, o.tenant from orders o
      where o.closed_at is null and o.workflow || '@' || o.version = any($1::text[]) limit $2;

-- Limit
--   ->  Index Scan using orders_open_by_due on orders o
--         Filter: (((workflow || '@'::text) || (version)::text) = ANY ($1))
