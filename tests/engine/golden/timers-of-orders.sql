select t.order_id, t.slot, t.id, o.tenant, (extract(epoch from t.due_at) * 1000)::float8 as due_at
           from timers t join orders o on o.id = t.order_id where t.order_id = any($1::uuid[]) order by t.due_at, t.slot;

-- Sort
--   Sort Key: t.due_at, t.slot
--   ->  Nested Loop
--         ->  Index Scan using timers_pkey on timers t
--               Index Cond: (order_id = ANY ($1))
--         ->  Index Scan using orders_pkey on orders o
--               Index Cond: (id = t.order_id)
