-- The newest orders of an area are a range: of the first three labels of their path, which narrow enough (postgres/find.ts).
create index orders_by_area on orders (tenant, subpath(path, 0, least(3, nlevel(path))), id);
