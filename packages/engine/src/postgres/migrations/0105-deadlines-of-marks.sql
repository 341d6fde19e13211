-- A mark's row keeps its order's deadline ('infinity': none), so that the most pressing of thousands are a range of an index
-- (postgres/keys.ts, K4). Rows of those who hold an order have none and stay out of the index. The default is for processes of
-- the version before this one, which know nothing of it: what they mark comes last until the order's next command, and is found.
alter table holders add column due_at timestamptz;
alter table holders alter column due_at set default 'infinity';

update holders h set due_at = coalesce(o.due_at, 'infinity')
from orders o, unnest(o.labels) as mark, generate_series(1, nlevel(o.path)) as n
where mark like '#%' and h.order_id = o.id
  and h.holder = md5(o.tenant || ' ' || mark || ' ' || subpath(o.path, 0, n)::text)::uuid;

create index holders_by_due on holders (holder, due_at, order_id) where due_at is not null;
