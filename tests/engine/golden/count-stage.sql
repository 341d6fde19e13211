select count(*)::int as n from (select 1 from ((select 1 from orders o where o.stage = $2 and o.closed_at is null and o.tenant = $3 and true limit $1) union all (select 1 from orders o where o.stage = $4 and o.closed_at is null and o.tenant = $5 and true limit $1)) as parts limit $1) as page;

-- Aggregate
--   ->  Limit
--         ->  Result
--               ->  Append
--                     ->  Subquery Scan on "*SELECT* 1"
--                           ->  Limit
--                                 ->  Index Only Scan using orders_open_by_stage on orders o
--                                       Index Cond: ((tenant = $3) AND (stage = $2))
--                     ->  Subquery Scan on "*SELECT* 2"
--                           ->  Limit
--                                 ->  Index Only Scan using orders_open_by_stage on orders o_1
--                                       Index Cond: ((tenant = $5) AND (stage = $4))
