delete from idempotency_keys where key in (select key from idempotency_keys where at < to_timestamp($1::float8 / 1000) limit 5000);

-- Delete on idempotency_keys
--   ->  Nested Loop
--         ->  HashAggregate
--               Group Key: "ANY_subquery".key
--               ->  Subquery Scan on "ANY_subquery"
--                     ->  Limit
--                           ->  Bitmap Heap Scan on idempotency_keys idempotency_keys_1
--                                 Recheck Cond: (at < to_timestamp(($1 / '1000'::double precision)))
--                                 ->  Bitmap Index Scan on idempotency_keys_at
--                                       Index Cond: (at < to_timestamp(($1 / '1000'::double precision)))
--         ->  Index Scan using idempotency_keys_pkey on idempotency_keys
--               Index Cond: (key = "ANY_subquery".key)
