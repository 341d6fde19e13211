select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key,
       k.digest as key_digest, k.order_id as key_order,
       case when k.key is not null then array(select seq from journal j where j.order_id = k.order_id and j.recorded_at = k.at) end as key_seqs,
       t.id is not null as timer_stands
from unnest($1::uuid[], $2::bytea[], $3::text[], $4::uuid[]) with ordinality as ask(order_id, key, slot, timer, n)
left join orders o on o.id = ask.order_id
left join idempotency_keys k on k.key = ask.key
left join timers t on t.order_id = ask.order_id and t.slot = ask.slot and t.id = ask.timer
order by ask.n;

-- Nested Loop Left Join
--   ->  Nested Loop Left Join
--         ->  Nested Loop Left Join
--               ->  Function Scan on ask
--               ->  Index Scan using orders_pkey on orders o
--                     Index Cond: (id = ask.order_id)
--         ->  Index Scan using idempotency_keys_pkey on idempotency_keys k
--               Index Cond: (key = ask.key)
--   ->  Index Scan using timers_pkey on timers t
--         Index Cond: ((order_id = ask.order_id) AND (slot = ask.slot))
--         Filter: (id = ask.timer)
--   SubPlan 1
--     ->  Index Scan using journal_pkey on journal j
--           Index Cond: (order_id = k.order_id)
--           Filter: (recorded_at = k.at)
