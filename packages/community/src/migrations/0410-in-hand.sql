-- 在手: who has an open order in hand is one of its labels (workflows/six-order/face.ts), by which it is counted and found on the desk of
-- whose it is. An order that is in hand when the release comes has it from here.
with hands as (
  select id, snapshot::jsonb -> 'context' as context from orders
  where workflow = 'six-order' and closed_at is null and stage in ('dispatched', 'accepted', 'working')
), held as (
  select id, array(
    select 'in-hand:' || holder from (
      select context #>> '{holder,id}' union select context ->> 'handler' union select context #>> '{pool,id}'
      union select context #>> '{transfer,to,id}'
      union select part ->> 'id' from jsonb_array_elements(coalesce(context -> 'assistants', '[]')) as part where part ->> 'doneAt' is null
    ) as holders (holder) where holder is not null
  ) as labels
  from hands
)
update orders o set labels = array(select distinct label collate "C" from unnest(o.labels || h.labels) as label order by 1)
from held h where o.id = h.id;
