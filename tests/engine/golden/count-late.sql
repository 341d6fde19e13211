select count(*)::int as n from (select 1 from ((select 1 from orders o where o.closed_at is null and o.tenant = $2 and ((o.labels @> array[$3]::text[] or (o.due_at is not null and o.due_at <= to_timestamp($4::float8 / 1000))) and not o.workflow = $5) limit $1)) as parts limit $1) as page;

-- Aggregate
--   ->  Limit
--         ->  Limit
--               ->  Index Scan using orders_open_by_due on orders o
--                     Index Cond: (tenant = $2)
--                     Filter: ((workflow <> $5) AND ((labels @> ARRAY[$3]) OR ((due_at IS NOT NULL) AND (due_at <= to_timestamp(($4 / '1000'::double precision))))))
