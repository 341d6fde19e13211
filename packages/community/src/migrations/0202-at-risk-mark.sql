-- Open orders on which a clock of the whole or of the stage presses are found by a mark (desks/marks.ts; workflows/six-order/face.ts).
-- An order has it from its next command on; one that waits for its limit may have none before, so it has it from here.
with open as materialized (
  select id, labels, snapshot::jsonb as snapshot from orders
  where workflow = 'six-order' and closed_at is null and not labels && array['#overdue', '#at-risk']
    and stage in ('placed', 'admitted', 'dispatched', 'accepted', 'working')
), pressed as materialized (
  select id from open, lateral (select snapshot -> 'value' -> 'handling' as handling, snapshot -> 'value' -> 'whole' as whole) as at
  where snapshot -> 'context' ->> 'closedAt' is null and coalesce(
    whole ->> 'on' in ('pressing', 'due', 'over', 'silent')
    or coalesce(handling ->> 'placed', handling ->> 'admitted', handling ->> 'consulting', handling ->> 'escalated',
      handling ->> 'dispatched', handling ->> 'pooled', handling ->> 'accepted', handling ->> 'reworking')
      in ('pressing', 'due', 'over', 'silent'), false)
), changed as (
  update orders o set labels = array(select label from unnest(o.labels || array['#at-risk']) as label order by label collate "C")
  from pressed p where o.id = p.id
  returning o.id, o.tenant, o.path, o.due_at
)
insert into holders (holder, order_id, due_at)
select md5(tenant || ' #at-risk ' || subpath(path, 0, n)::text)::uuid, id, coalesce(due_at, 'infinity')
from changed, generate_series(1, nlevel(path)) as n
on conflict do nothing;
