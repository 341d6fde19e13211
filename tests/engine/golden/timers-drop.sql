with held as (
             select t.order_id, t.slot from timers t join unnest($1::uuid[], $2::text[], $3::uuid[]) as d(order_id, slot, id)
             on t.order_id = d.order_id and t.slot = d.slot and t.id = d.id for update of t skip locked
           )
           delete from timers t using held where t.order_id = held.order_id and t.slot = held.slot;

-- Delete on timers t
--   CTE held
--     ->  LockRows
--           ->  Nested Loop
--                 ->  Function Scan on d
--                 ->  Index Scan using timers_pkey on timers t_1
--                       Index Cond: ((order_id = d.order_id) AND (slot = d.slot))
--                       Filter: (d.id = id)
--   ->  Nested Loop
--         ->  CTE Scan on held
--         ->  Index Scan using timers_pkey on timers t
--               Index Cond: ((order_id = held.order_id) AND (slot = held.slot))
