with due as (
  select order_id, slot from timers
  where due_at <= to_timestamp($1::float8 / 1000) and (leased_until is null or leased_until <= to_timestamp($2::float8 / 1000))
  order by due_at limit $3 for update skip locked
)
update timers t set leased_until = to_timestamp(($2::float8 + $4::float8) / 1000)
from due, orders o where t.order_id = due.order_id and t.slot = due.slot and o.id = due.order_id
returning t.order_id, t.slot, t.id, o.tenant, (extract(epoch from t.due_at) * 1000)::float8 as due_at;

-- Update on timers t
--   CTE due
--     ->  Limit
--           ->  LockRows
--                 ->  Index Scan using timers_due on timers
--                       Index Cond: (due_at <= to_timestamp(($1 / '1000'::double precision)))
--                       Filter: ((leased_until IS NULL) OR (leased_until <= to_timestamp(($2 / '1000'::double precision))))
--   ->  Nested Loop
--         ->  Nested Loop
--               ->  CTE Scan on due
--               ->  Memoize
--                     Cache Key: due.order_id, due.slot
--                     Cache Mode: logical
--                     ->  Index Scan using timers_pkey on timers t
--                           Index Cond: ((order_id = due.order_id) AND (slot = due.slot))
--         ->  Index Scan using orders_pkey on orders o
--               Index Cond: (id = t.order_id)
