select o.data_key, s.id, s.ciphertext from orders o
           left join sealed_values s on s.order_id = o.id and s.id = any($2::text[]) where o.id = $1;

-- Nested Loop Left Join
--   ->  Index Scan using orders_pkey on orders o
--         Index Cond: (id = $1)
--   ->  Index Scan using sealed_values_pkey on sealed_values s
--         Index Cond: ((order_id = $1) AND (id = ANY ($2)))
