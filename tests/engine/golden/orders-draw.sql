with i as materialized (
  select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[])
  as i(id, revision, path, stage, labels, people, number, due_at, data)
), locked as materialized (
  select i.* from i join orders o on o.id = i.id order by i.id for update of o
), drawn as (
  update orders o set path = l.path::ltree, stage = l.stage, labels = l.labels::text[], people = l.people::uuid[], number = l.number,
    due_at = l.due_at, data = l.data::jsonb
  from locked l where o.id = l.id and o.revision = l.revision returning o.id
), held as (
  insert into holders (holder, order_id, due_at)
  select holder, order_id, due_at from unnest($10::uuid[], $11::uuid[], $12::timestamptz[]) as h(order_id, holder, due_at)
  where (order_id in (select id from drawn)) is true
  on conflict (holder, order_id) do update set due_at = excluded.due_at
), released as (
  delete from holders h using unnest($13::uuid[], $14::uuid[]) as g(order_id, holder)
  where h.order_id = g.order_id and h.holder = g.holder and (g.order_id in (select id from drawn)) is true
)
select id from drawn;

-- CTE Scan on drawn
--   CTE i
--     ->  Function Scan on i
--   CTE locked
--     ->  LockRows
--           ->  Sort
--                 Sort Key: i_1.id
--                 ->  Nested Loop
--                       ->  CTE Scan on i i_1
--                       ->  Index Scan using orders_pkey on orders o
--                             Index Cond: (id = i_1.id)
--   CTE drawn
--     ->  Update on orders o_1
--           ->  Nested Loop
--                 ->  CTE Scan on locked l
--                 ->  Index Scan using orders_pkey on orders o_1
--                       Index Cond: (id = l.id)
--                       Filter: (l.revision = revision)
--   CTE held
--     ->  Insert on holders
--           Conflict Resolution: UPDATE
--           Conflict Arbiter Indexes: holders_pkey
--           ->  Function Scan on h
--                 Filter: ((ANY (order_id = (hashed SubPlan 4).col1)) IS TRUE)
--                 SubPlan 4
--                   ->  CTE Scan on drawn drawn_1
--   CTE released
--     ->  Delete on holders h_1
--           ->  Nested Loop
--                 ->  Function Scan on g
--                       Filter: ((ANY (order_id = (hashed SubPlan 6).col1)) IS TRUE)
--                       SubPlan 6
--                         ->  CTE Scan on drawn drawn_2
--                 ->  Index Scan using holders_order on holders h_1
--                       Index Cond: (order_id = g.order_id)
--                       Filter: (g.holder = holder)
