select count(*)::int as n from (select 1 from ((select 1 from orders o where o.closed_at is null and o.tenant = $2 and true limit $1)) as parts limit $1) as page;

-- Aggregate
--   ->  Limit
--         ->  Limit
--               ->  Index Only Scan using orders_open_by_due on orders o
--                     Index Cond: (tenant = $2)
