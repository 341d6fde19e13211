with step as materialized (
    select o.id, o.due_at, o.path <@ $1::ltree as fits from orders o where o.closed_at is null and o.tenant = $2 and o.due_at is null and o.id > $3::uuid order by o.due_at, o.id limit 5000
  ), ending as materialized (
    select id from step order by due_at desc, id desc limit 1
  )
  select id, (extract(epoch from due_at) * 1000)::float8 as due, fits, last
  from (select s.*, s.id = (select id from ending) as last from step s) as looked where fits or last;

-- CTE Scan on step s
--   Filter: (fits OR (id = (InitPlan 4).col1))
--   CTE step
--     ->  Limit
--           ->  Index Scan using orders_open_by_due on orders o
--                 Index Cond: ((tenant = $2) AND (due_at IS NULL) AND (id > $3))
--   CTE ending
--     ->  Limit
--           ->  Sort
--                 Sort Key: step.due_at DESC, step.id DESC
--                 ->  CTE Scan on step
--   InitPlan 3
--     ->  CTE Scan on ending
--   InitPlan 4
--     ->  CTE Scan on ending ending_1
