-- Desks that few orders stand on find them by marks (desks/marks.ts). An order has its marks from its next command on; those
-- that wait on such a desk now may see none for weeks, so they have them from here. What is read of a snapshot is rare.
with kept as materialized (
  select id, tenant, path, workflow, stage, labels,
    case when labels && array['request:return', 'request:extension', 'request:pause', 'request:shelving', 'request:downgrade',
      'objection', 'raised', 'callback-sample'] or stage = 'unanswered' or u0 then snapshot::jsonb end as snapshot
  from orders o, lateral (select closed_at is null and labels @> array['u:U0'] as u0) as urgency
  where closed_at is null or stage = 'unanswered' or labels @> array['callback-sample'] or labels @> array['raised']
    or workflow = 'data-request'
), remembered as materialized (
  select *, snapshot -> 'context' as context, snapshot -> 'value' as value,
    labels && array['request:return', 'request:extension', 'request:pause', 'request:shelving', 'request:downgrade'] as asked,
    coalesce((select max((c ->> 'at')::bigint) from jsonb_array_elements(snapshot -> 'context' -> 'callbacks') as c), 0) as called
  from kept
), late as materialized (
  select *, labels @> array['overdue'] or context ->> 'closedAt' is null
      and 'silent' in (value -> 'whole' ->> 'on', value -> 'handling' ->> 'reworking') as overdue,
    to_char(to_timestamp((context ->> 'closedAt')::float8 / 1000) at time zone 'UTC' + interval '8 hours', 'YYYY-MM-DD') as ended
  from remembered
), said as materialized (
  select id, tenant, path, labels, array_remove(array[
    case when workflow = 'data-request' then '#data-request' end,
    case when labels @> array['returned'] then '#returned' end,
    case when overdue then 'overdue' end,
    case when overdue then '#overdue' end,
    case when labels && array['card:blue', 'card:yellow', 'card:red', 'look-back'] then '#cards' end,
    case when labels @> array['call-back'] then '#calls' end,
    case when labels @> array['consulting'] then '#consulting' end,
    case when labels @> array['shelved'] then '#shelved' end,
    case when labels @> array['escalated'] and workflow = 'six-order'
      or labels @> array['raised'] and context ->> 'closedAt' is null then '#raised' end,
    case when labels @> array['raised'] then 'level:' || (context ->> 'level') end,
    case when asked then '#decide' end,
    case when asked then 'asked-by:' || (context -> 'request' ->> 'by') end,
    case when labels @> array['request:return'] and context ->> 'dispatchedAs' in ('community', 'street', 'discipline')
      then 'return:street' end,
    case when labels @> array['objection'] then '#objections' end,
    case when labels @> array['objection'] and context -> 'objection' ->> 'decidedAs' in ('community', 'street', 'discipline')
      then 'objection:street' end,
    case when stage = 'unanswered' and called < (context ->> 'closedAt')::bigint then '#unanswered-' || ended end,
    case when stage = 'evaluated' and labels @> array['callback-sample']
      and called < coalesce((context -> 'rounds' -> -1 ->> 'at')::bigint, (context ->> 'closedAt')::bigint)
      then '#sample-' || ended end
  ], null) as labels_now
  from late
), changed as (
  update orders o set labels = array(select label from unnest(o.labels || s.labels_now) as label group by label order by label collate "C")
  from said s where o.id = s.id and not o.labels @> s.labels_now
)
insert into holders (holder, order_id)
select md5(tenant || ' ' || mark || ' ' || subpath(path, 0, n)::text)::uuid, id
from said, unnest(labels_now) as mark, generate_series(1, nlevel(path)) as n where mark like '#%'
on conflict do nothing;
