select o.id, o.workflow, o.revision, o.path::text as path, o.stage, o.labels, o.people, o.number, o.data,
  (extract(epoch from o.due_at) * 1000)::float8 as "dueAt", (extract(epoch from o.opened_at) * 1000)::float8 as "openedAt",
  (extract(epoch from o.closed_at) * 1000)::float8 as "closedAt" from orders o
      where o.tenant = $1 and o.number = any($2::text[]) order by o.id desc;

-- Sort
--   Sort Key: id DESC
--   ->  Index Scan using orders_number on orders o
--         Index Cond: ((tenant = $1) AND (number = ANY ($2)))
