select o.id from orders o where o.closed_at is null and o.id > $1 order by o.id limit $2;

-- Limit
--   ->  Index Scan using orders_pkey on orders o
--         Index Cond: (id > $1)
--         Filter: (closed_at IS NULL)
