select count(*) filter (where dead_at is null)::int as waiting, count(*) filter (where dead_at is not null and aside_at is null)::int as dead,
            count(*) filter (where dead_at is not null and aside_at is not null)::int as aside,
            (select id from outbox where dead_at is null order by id limit 1) as oldest from outbox;

-- Aggregate
--   InitPlan 1
--     ->  Limit
--           ->  Index Scan using outbox_pkey on outbox outbox_1
--                 Filter: (dead_at IS NULL)
--   ->  Seq Scan on outbox
--         Disabled: true
