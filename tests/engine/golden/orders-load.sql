select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key,
       k.digest as key_digest, k.order_id as key_order,
       case when k.key is not null then array(select seq from journal j where j.order_id = k.order_id and j.recorded_at = k.at) end as key_seqs,
       t.id is not null as timer_stands
from unnest($1::uuid[], $2::bytea[], $3::text[], $4::uuid[]) with ordinality as ask(order_id, key, slot, timer, n)
left join lateral (select * from orders where id = ask.order_id limit 1) o on true
left join lateral (select * from idempotency_keys where key = ask.key limit 1) k on true
left join lateral (select * from timers where order_id = ask.order_id and slot = ask.slot and id = ask.timer limit 1) t on true
order by ask.n;

-- Nested Loop Left Join
--   ->  Nested Loop Left Join
--         ->  Nested Loop Left Join
--               ->  Function Scan on ask
--               ->  Limit
--                     ->  Index Scan using orders_pkey on orders
--                           Index Cond: (id = ask.order_id)
--         ->  Limit
--               ->  Index Scan using idempotency_keys_pkey on idempotency_keys
--                     Index Cond: (key = ask.key)
--   ->  Limit
--         ->  Index Scan using timers_pkey on timers
--               Index Cond: ((order_id = ask.order_id) AND (slot = ask.slot))
--               Filter: (id = ask.timer)
--   SubPlan 1
--     ->  Index Scan using journal_pkey on journal j
--           Index Cond: (order_id = idempotency_keys.order_id)
--           Filter: (recorded_at = idempotency_keys.at)
