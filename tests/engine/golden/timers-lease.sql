with due as (
  select ctid from timers
  where due_at <= to_timestamp($1::float8 / 1000) and (leased_until is null or leased_until <= to_timestamp($2::float8 / 1000))
  order by due_at limit $3 for update skip locked
)
update timers t set leased_until = to_timestamp(($2::float8 + $4::float8) / 1000)
from due where t.ctid = due.ctid
returning t.order_id, t.slot, t.id, t.tenant, (extract(epoch from t.due_at) * 1000)::float8 as due_at;

-- Update on timers t
--   CTE due
--     ->  Limit
--           ->  LockRows
--                 ->  Index Scan using timers_due on timers
--                       Index Cond: (due_at <= to_timestamp(($1 / '1000'::double precision)))
--                       Filter: ((leased_until IS NULL) OR (leased_until <= to_timestamp(($2 / '1000'::double precision))))
--   ->  Nested Loop
--         ->  CTE Scan on due
--         ->  Tid Scan on timers t
--               TID Cond: (ctid = due.ctid)
