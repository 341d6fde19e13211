select order_id as "order", slot from timers
           where due_at <= to_timestamp(($1::float8 - $3::float8) / 1000) and leased_until > to_timestamp(($2::float8 - 30000) / 1000)
           order by due_at limit 100;

-- Limit
--   ->  Index Scan using timers_due on timers
--         Index Cond: (due_at <= to_timestamp((($1 - $3) / '1000'::double precision)))
--         Filter: (leased_until > to_timestamp((($2 - '30000'::double precision) / '1000'::double precision)))
