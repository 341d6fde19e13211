// Copies of one order, made by SQL: of full size, each under an id, number, place and time of its own; when it was published too, as
// the board shows an item of that very publication.

export const streets = 16;
const communities = 5;

/** Of the n-th copy: one of sixteen streets of five communities, within a year. */
export const pathOfCopy = `('u522326.u' || lpad((n % ${streets} + 1)::text, 3, '0') || '.u' || lpad((n / ${streets} % ${communities} + 1)::text, 3, '0'))::ltree`;
export const communityOfCopy = `'522326' || lpad((n % ${streets} + 1)::text, 3, '0') || lpad((n / ${streets} % ${communities} + 1)::text, 3, '0')`;
export const backOfCopy = `make_interval(mins => n % 500000)`;

/** $1 the template, then from (inclusive) and to (exclusive) of the copies' numbers. `id`: of the n-th, in SQL. */
export const copiesOfOrder = (id: string): string =>
  `insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key, path, stage, labels, people, number, due_at,
     opened_at, closed_at, data)
   select ${id}, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key, ${pathOfCopy}, o.stage, o.labels, o.people,
     o.number || '-' || n, o.due_at, o.opened_at - ${backOfCopy}, o.closed_at - ${backOfCopy},
     case when o.data ? 'publishedAt' then o.data || jsonb_build_object('publishedAt',
       (o.data ->> 'publishedAt')::bigint - (extract(epoch from ${backOfCopy}) * 1000)::bigint) else o.data end
   from orders o, generate_series($2::int, $3::int - 1) n where o.id = $1::uuid`;
