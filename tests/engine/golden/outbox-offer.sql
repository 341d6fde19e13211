with ripe as (
             select id from outbox where dead_at is null and offer_at <= to_timestamp($1::float8 / 1000)
             order by offer_at, id limit $2 for update skip locked
           )
           update outbox o set offer_at = to_timestamp(($1::float8 + $3::float8 * 2 ^ least(o.attempts, 10)) / 1000)
           from ripe where o.id = ripe.id returning o.id, o.type, o.params;

-- Update on outbox o
--   CTE ripe
--     ->  Limit
--           ->  LockRows
--                 ->  Index Scan using outbox_offer on outbox
--                       Index Cond: (offer_at <= to_timestamp(($1 / '1000'::double precision)))
--                       Filter: (dead_at IS NULL)
--   ->  Nested Loop
--         ->  CTE Scan on ripe
--         ->  Index Scan using outbox_pkey on outbox o
--               Index Cond: (id = ripe.id)
