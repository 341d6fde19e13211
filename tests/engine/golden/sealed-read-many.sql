select s.order_id, s.id, o.data_key, s.ciphertext from unnest($1::uuid[], $2::text[]) as asked (order_id, id)
           join sealed_values s using (order_id, id) join orders o on o.id = s.order_id where o.data_key is not null;

-- Nested Loop
--   Join Filter: (asked.order_id = o.id)
--   ->  Nested Loop
--         ->  Function Scan on asked
--         ->  Index Scan using sealed_values_pkey on sealed_values s
--               Index Cond: ((order_id = asked.order_id) AND (id = asked.id))
--   ->  Index Scan using orders_pkey on orders o
--         Index Cond: (id = s.order_id)
--         Filter: (data_key IS NOT NULL)
