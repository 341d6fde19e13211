-- What was late as a whole when an emergency let it stand still stays overdue (workflows/six-order/face.ts). What stood still already when
-- the release came that says so waits for its emergency to end, for weeks maybe, and has no command before: it has label, mark and deadline
-- from here.
with still as materialized (
  select id, snapshot::jsonb -> 'context' as context from orders
  where workflow = 'six-order' and closed_at is null and labels @> array['suspended'] and not labels @> array['overdue']
), late as materialized (
  select id, to_timestamp(due / 1000.0) as due_at
  from still, lateral (
    select min((clock ->> 'dueAt')::float8) as due from jsonb_each(context -> 'clocks') as c(name, clock)
    where name in ('whole', 'rework') and clock -> 'finishedAt' = 'null' and clock #> '{trace,paused}' is null
  ) as running
  where context ->> 'closedAt' is null and context #>> '{emergency,from}' is not null
    and due <= (context #>> '{emergency,at}')::float8
), changed as (
  update orders o set due_at = l.due_at,
    labels = array(select label from unnest(o.labels || array['#overdue', 'overdue']) as label order by label collate "C")
  from late l where o.id = l.id
  returning o.id, o.tenant, o.path, o.labels, o.due_at
)
insert into holders (holder, order_id, due_at)
select md5(tenant || ' ' || mark || ' ' || subpath(path, 0, n)::text)::uuid, id, due_at
from changed, unnest(labels) as mark, generate_series(1, nlevel(path)) as n where mark like '#%'
on conflict (holder, order_id) do update set due_at = excluded.due_at;
