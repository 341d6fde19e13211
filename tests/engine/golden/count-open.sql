select count(*)::int as n from (select 1 from orders o where o.closed_at is null and o.tenant = $1 and o.closed_at is null limit $2) as page;

-- Aggregate
--   ->  Limit
--         ->  Index Only Scan using orders_open_by_due on orders o
--               Index Cond: (tenant = $1)
