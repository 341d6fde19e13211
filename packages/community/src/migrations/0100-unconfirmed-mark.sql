-- What was placed for another and nobody has confirmed is found by a mark (desks/marks.ts); 0055 and 0106 have the others.
with changed as (
  update orders set labels = array['#unconfirmed']
    || case when data ->> 'openedBy' is null or labels @> array['placed-by:' || (data ->> 'openedBy')] then '{}'::text[]
       else array['placed-by:' || (data ->> 'openedBy')] end
    || labels
  where workflow = 'six-order' and closed_at is null and data ->> 'endedAt' is null
    and labels @> array['unconfirmed'] and not labels @> array['#unconfirmed']
  returning id, tenant, path
)
insert into holders (holder, order_id)
select md5(tenant || ' #unconfirmed ' || subpath(path, 0, n)::text)::uuid, id
from changed, generate_series(1, nlevel(path)) as n
on conflict do nothing;
