with i as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::text[], $18::text[], $19::timestamptz[], $20::bytea[], $21::bytea[], $22::bool[], $23::bool[])
  as i(id, tenant, workflow, version, revision, snapshot, head, data_key,
    path, stage, labels, people, number, due_at, opened_at, closed_at, data,
    entry, recorded_at, key, digest, cancel_all, seals)
), opened as (
  insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key,
    path, stage, labels, people, number, due_at, opened_at, closed_at, data)
  select id, tenant, workflow, version, revision, snapshot, head, data_key,
    path::ltree, stage, labels::text[], people::uuid[], number,
    due_at, opened_at, closed_at, data::jsonb
  from i where revision = 1 order by id
  returning id
), locked as materialized (
  select i.* from i join orders o on o.id = i.id where i.revision > 1 order by i.id for update of o
), moved as (
  update orders o set workflow = l.workflow, version = l.version, revision = l.revision, snapshot = l.snapshot, head = l.head,
    path = l.path::ltree, stage = l.stage, labels = l.labels::text[], people = l.people::uuid[], number = l.number,
    due_at = l.due_at, closed_at = l.closed_at, data = l.data::jsonb
  from locked l where o.id = l.id and o.revision = l.revision - 1 and (o.data_key is not null or not l.seals) returning o.id
), ok as materialized (
  select id from opened union all select id from moved
), journaled as (
  insert into journal (order_id, seq, recorded_at, entry, mac)
  select id, revision, recorded_at, entry, head from i where (id in (select id from ok)) is true
), armed as (
  insert into timers (order_id, slot, id, tenant, due_at)
  select order_id, slot, id, tenant, due_at
  from unnest($24::uuid[], $25::text[], $26::uuid[], $27::text[], $28::timestamptz[]) as a(order_id, slot, id, tenant, due_at)
  where (order_id in (select id from ok)) is true
  on conflict (order_id, slot) do update set id = excluded.id, due_at = excluded.due_at, leased_until = null
), cancelled as (
  delete from timers t using unnest($29::uuid[], $30::text[]) as c(order_id, slot)
  where t.order_id = c.order_id and t.slot = c.slot and (c.order_id in (select id from ok)) is true
), effected as (
  insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
  select id, order_id, seq, tenant, type, params, at, coalesce(offer_at, '-infinity')
  from unnest($31::uuid[], $32::uuid[], $33::int[], $34::text[], $35::text[], $36::text[], $37::timestamptz[], $38::timestamptz[]) as e(order_id, id, seq, tenant, type, params, at, offer_at)
  where (order_id in (select id from ok)) is true
), sealed as (
  insert into sealed_values (order_id, id, ciphertext)
  select order_id, id, ciphertext from unnest($39::uuid[], $40::text[], $41::bytea[]) as s(order_id, id, ciphertext)
  where (order_id in (select id from ok)) is true
), held as (
  insert into holders (holder, order_id, due_at)
  select holder, order_id, due_at
  from unnest($42::uuid[], $43::uuid[], $44::timestamptz[]) as h(order_id, holder, due_at)
  where (order_id in (select id from ok)) is true
    and (select s.due_at is not distinct from h.due_at from holders s where s.holder = h.holder and s.order_id = h.order_id) is not true
  on conflict (holder, order_id) do update set due_at = excluded.due_at
), released as (
  delete from holders h using unnest($45::uuid[], $46::uuid[]) as g(order_id, holder)
  where h.order_id = g.order_id and h.holder = g.holder and (g.order_id in (select id from ok)) is true
)
select id from ok;

-- CTE Scan on ok
--   CTE i
--     ->  Function Scan on i
--   CTE opened
--     ->  Insert on orders
--           ->  Sort
--                 Sort Key: i_1.id
--                 ->  CTE Scan on i i_1
--                       Filter: (revision = 1)
--   CTE locked
--     ->  LockRows
--           ->  Sort
--                 Sort Key: i_2.id
--                 ->  Nested Loop
--                       ->  CTE Scan on i i_2
--                             Filter: (revision > 1)
--                       ->  Index Scan using orders_pkey on orders o
--                             Index Cond: (id = i_2.id)
--   CTE moved
--     ->  Update on orders o_1
--           ->  Nested Loop
--                 ->  CTE Scan on locked l
--                 ->  Index Scan using orders_pkey on orders o_1
--                       Index Cond: (id = l.id)
--                       Filter: (((data_key IS NOT NULL) OR (NOT l.seals)) AND ((l.revision - 1) = revision))
--   CTE ok
--     ->  Append
--           ->  CTE Scan on opened
--           ->  CTE Scan on moved
--   CTE journaled
--     ->  Insert on journal
--           ->  CTE Scan on i i_3
--                 Filter: ((ANY (id = (hashed SubPlan 6).col1)) IS TRUE)
--                 SubPlan 6
--                   ->  CTE Scan on ok ok_1
--   CTE armed
--     ->  Insert on timers
--           Conflict Resolution: UPDATE
--           Conflict Arbiter Indexes: timers_pkey
--           ->  Function Scan on a
--                 Filter: ((ANY (order_id = (hashed SubPlan 8).col1)) IS TRUE)
--                 SubPlan 8
--                   ->  CTE Scan on ok ok_2
--   CTE cancelled
--     ->  Delete on timers t
--           ->  Nested Loop
--                 ->  Function Scan on c
--                       Filter: ((ANY (order_id = (hashed SubPlan 10).col1)) IS TRUE)
--                       SubPlan 10
--                         ->  CTE Scan on ok ok_3
--                 ->  Index Scan using timers_pkey on timers t
--                       Index Cond: ((order_id = c.order_id) AND (slot = c.slot))
--   CTE effected
--     ->  Insert on outbox
--           ->  Function Scan on e
--                 Filter: ((ANY (order_id = (hashed SubPlan 12).col1)) IS TRUE)
--                 SubPlan 12
--                   ->  CTE Scan on ok ok_4
--   CTE sealed
--     ->  Insert on sealed_values
--           ->  Function Scan on s
--                 Filter: ((ANY (order_id = (hashed SubPlan 14).col1)) IS TRUE)
--                 SubPlan 14
--                   ->  CTE Scan on ok ok_5
--   CTE held
--     ->  Insert on holders
--           Conflict Resolution: UPDATE
--           Conflict Arbiter Indexes: holders_pkey
--           ->  Function Scan on h
--                 Filter: (((ANY (order_id = (hashed SubPlan 16).col1)) IS TRUE) AND ((SubPlan 17) IS NOT TRUE))
--                 SubPlan 16
--                   ->  CTE Scan on ok ok_6
--                 SubPlan 17
--                   ->  Index Scan using holders_order on holders s_1
--                         Index Cond: (order_id = h.order_id)
--                         Filter: (holder = h.holder)
--   CTE released
--     ->  Delete on holders h_1
--           ->  Nested Loop
--                 ->  Function Scan on g
--                       Filter: ((ANY (order_id = (hashed SubPlan 19).col1)) IS TRUE)
--                       SubPlan 19
--                         ->  CTE Scan on ok ok_7
--                 ->  Index Scan using holders_order on holders h_1
--                       Index Cond: (order_id = g.order_id)
--                       Filter: (g.holder = holder)
