-- Who accepted an order in which month (党员参与率), drawn from the journals; only ever added to, as they are.
-- Everything is drawn anew, so that earlier months have theirs.
create table order_acceptances (
  order_id uuid not null,
  tenant text not null,
  person uuid not null,
  -- YYYY-MM in China.
  month text not null,
  primary key (order_id, person, month)
);
create index order_acceptances_person on order_acceptances (tenant, person, month);
grant select, insert, update, delete on order_acceptances to six_order_app;
update order_measures set revision = 0;
delete from measures_drawn;
