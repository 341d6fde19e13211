select count(*) filter (where dead_at is null)::int as waiting, count(*) filter (where dead_at is not null)::int as dead,
            (extract(epoch from min(at) filter (where dead_at is null)) * 1000)::float8 as oldest from outbox;

-- Aggregate
--   ->  Seq Scan on outbox
--         Disabled: true
