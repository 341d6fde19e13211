-- What was born of an order is found by a mark of its own (desks/marks.ts, bornOf). An order has its marks from its next command on;
-- what has ended, or waits, has none to come soon and has it from here.
with linked as materialized (
  select o.id, o.tenant, o.path, o.due_at, array(
    select '#of:' || substr(label, 7) from unnest(o.labels) as label where label like 'order:%'
  ) as marks
  from orders o where o.workflow in ('card', 'mediation', 'deliberation', 'visit')
), changed as (
  update orders o
  set labels = array(select label from unnest(o.labels || l.marks) as label group by label order by label collate "C")
  from linked l where o.id = l.id and not o.labels @> l.marks
)
insert into holders (holder, order_id, due_at)
select md5(tenant || ' ' || mark || ' ' || subpath(path, 0, n)::text)::uuid, id, coalesce(due_at, 'infinity')
from linked, unnest(marks) as mark, generate_series(1, nlevel(path)) as n
on conflict do nothing;
