select count(*)::int as n from (select 1 from orders o where o.closed_at is null and o.tenant = $1 and (o.closed_at is null and o.stage = any($2::text[])) limit $3) as page;

-- Aggregate
--   ->  Limit
--         ->  Index Scan using orders_open_by_due on orders o
--               Index Cond: (tenant = $1)
--               Filter: (stage = ANY ($2))
