select count(*)::int as n from (select 1 from orders o where o.closed_at is null and o.tenant = $1 and (o.closed_at is null and (o.labels @> array[$2]::text[] or (o.due_at is not null and o.due_at <= to_timestamp($3::float8 / 1000))) and not o.workflow = $4) limit $5) as page;

-- Aggregate
--   ->  Limit
--         ->  Index Scan using orders_open_by_due on orders o
--               Index Cond: (tenant = $1)
--               Filter: ((workflow <> $4) AND ((labels @> ARRAY[$2]) OR ((due_at IS NOT NULL) AND (due_at <= to_timestamp(($3 / '1000'::double precision))))))
