select 0 as ask, p.n, (select count(*)::int from (select 1 from holders h join orders o on o.id = h.order_id
      where h.holder = p.key and o.closed_at is null and o.tenant = $3 and (o.closed_at is null and o.stage = any($4::text[])) limit $1) as held) as counted
      from unnest($2::uuid[]) with ordinality as p (key, n) union all select 1 as ask, p.n, (select count(*)::int from (select 1 from holders h join orders o on o.id = h.order_id
      where h.holder = p.key and o.tenant = $7 and o.labels @> array[$8]::text[] and o.labels @> array[p.label] limit $1) as held) as counted
      from unnest($5::uuid[], $6::text[]) with ordinality as p (key, label, n) order by 1, 2;

-- Sort
--   Sort Key: (0), p.n
--   ->  Append
--         ->  Function Scan on unnest p
--               SubPlan 1
--                 ->  Aggregate
--                       ->  Limit
--                             ->  Nested Loop
--                                   ->  Index Only Scan using holders_pkey on holders h
--                                         Index Cond: (holder = p.key)
--                                   ->  Index Scan using orders_pkey on orders o
--                                         Index Cond: (id = h.order_id)
--                                         Filter: ((closed_at IS NULL) AND (closed_at IS NULL) AND (tenant = $3) AND (stage = ANY ($4)))
--         ->  Function Scan on p_1
--               SubPlan 2
--                 ->  Aggregate
--                       ->  Limit
--                             ->  Nested Loop
--                                   ->  Index Only Scan using holders_pkey on holders h_1
--                                         Index Cond: (holder = p_1.key)
--                                   ->  Memoize
--                                         Cache Key: h_1.order_id
--                                         Cache Mode: logical
--                                         ->  Index Scan using orders_pkey on orders o_1
--                                               Index Cond: (id = h_1.order_id)
--                                               Filter: ((labels @> ARRAY[$8]) AND (labels @> ARRAY[p_1.label]) AND (tenant = $7))
