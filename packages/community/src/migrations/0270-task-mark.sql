-- Open tasks are found by a mark, by the unit that has each in hand, and those that are no part of another by their kind (desks/marks.ts;
-- workflows/task/face.ts). One that waits for a report may have no command for days, so it has them from here.
with said as materialized (
  select id, snapshot::jsonb -> 'context' as context from orders
  where workflow = 'task' and closed_at is null and not labels @> array['#task']
), changed as (
  update orders o set labels = array(
    select label from unnest(
      o.labels || array['#task', 'in-hand:' || (context -> 'unit' ->> 'id')]
      || case when context ->> 'parent' is null then array['task-root:' || (context ->> 'kind')] else array[]::text[] end
    ) as label order by label collate "C"
  )
  from said where said.id = o.id
  returning o.id, o.tenant, o.path, o.due_at
)
insert into holders (holder, order_id, due_at)
select md5(tenant || ' #task ' || subpath(path, 0, n)::text)::uuid, id, coalesce(due_at, 'infinity')
from changed, generate_series(1, nlevel(path)) as n
on conflict do nothing;
