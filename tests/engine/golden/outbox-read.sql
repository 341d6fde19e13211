select id, order_id, seq, tenant, type, params, (extract(epoch from at) * 1000)::float8 as at, attempts, dead_at is not null as dead
           from outbox where id = any($1::uuid[]);

-- Index Scan using outbox_pkey on outbox
--   Index Cond: (id = ANY ($1))
