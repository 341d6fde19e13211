select order_id, slot, id, tenant, (extract(epoch from due_at) * 1000)::float8 as due_at from timers
           where due_at > to_timestamp($1::float8 / 1000) and due_at <= to_timestamp($2::float8 / 1000) and leased_until is null
           order by timers.due_at limit $3;

-- Limit
--   ->  Index Scan using timers_due on timers
--         Index Cond: ((due_at > to_timestamp(($1 / '1000'::double precision))) AND (due_at <= to_timestamp(($2 / '1000'::double precision))))
--         Filter: (leased_until IS NULL)
