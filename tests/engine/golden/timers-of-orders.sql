select t.order_id, t.slot, t.id, t.tenant, (extract(epoch from t.due_at) * 1000)::float8 as due_at
           from timers t where t.order_id = any($1::uuid[]) order by t.due_at, t.slot;

-- Sort
--   Sort Key: due_at, slot
--   ->  Index Scan using timers_pkey on timers t
--         Index Cond: (order_id = ANY ($1))
