delete from outbox where id = any($1::uuid[]);

-- Delete on outbox
--   ->  Index Scan using outbox_pkey on outbox
--         Index Cond: (id = ANY ($1))
