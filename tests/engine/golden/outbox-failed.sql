update outbox set attempts = attempts + 1, error = $3,
             offer_at = to_timestamp(($2::float8 + 1000 * 2 ^ least(attempts, 10)) / 1000),
             dead_at = case when $4 or attempts + 1 >= 10 then to_timestamp($2::float8 / 1000) end,
             aside_at = null
           where id = $1::uuid;

-- Update on outbox
--   ->  Index Scan using outbox_pkey on outbox
--         Index Cond: (id = $1)
