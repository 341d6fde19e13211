select o.revision, o.head, o.snapshot,
             array(select entry from journal where order_id = $1 order by seq) as entries,
             array(select mac from journal where order_id = $1 order by seq) as macs
           from (select $1::uuid as id) as ask left join orders o on o.id = ask.id;

-- Nested Loop Left Join
--   InitPlan 1
--     ->  Index Scan using journal_pkey on journal
--           Index Cond: (order_id = $1)
--   InitPlan 2
--     ->  Index Scan using journal_pkey on journal journal_1
--           Index Cond: (order_id = $1)
--   ->  Result
--   ->  Index Scan using orders_pkey on orders o
--         Index Cond: (id = $1)
