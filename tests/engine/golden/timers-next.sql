select (extract(epoch from due_at) * 1000)::float8 as due_at from timers
           where leased_until is null or leased_until <= to_timestamp($1::float8 / 1000) order by timers.due_at limit 1;

-- Limit
--   ->  Index Scan using timers_due on timers
--         Filter: ((leased_until IS NULL) OR (leased_until <= to_timestamp(($1 / '1000'::double precision))))
