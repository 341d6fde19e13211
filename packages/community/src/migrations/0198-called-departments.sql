-- The departments that a street whistled for (吹哨报到), by path: where the county scores caller and department together (双考核) both answer
-- for the order. Everything is drawn anew, so that earlier months have theirs.
alter table order_measures add column called ltree[] not null default '{}';
update order_measures set revision = 0;
delete from measures_drawn;
