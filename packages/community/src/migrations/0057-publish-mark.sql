-- What is to be rewritten, approved or set aside is found by a mark too (desks/marks.ts); 0055 has the others.
with changed as (
  update orders set labels = array['#publish'] || labels
  where workflow = 'six-order' and closed_at is null and stage in ('finished', 'evaluated', 'unanswered')
    and labels && array['publication:open', 'publication:proposed'] and not labels @> array['#publish']
  returning id, tenant, path
)
insert into holders (holder, order_id)
select md5(tenant || ' #publish ' || subpath(path, 0, n)::text)::uuid, id from changed, generate_series(1, nlevel(path)) as n
on conflict do nothing;
