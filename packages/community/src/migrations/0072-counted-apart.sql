-- What was answered on the spot (即办), and what staff found themselves (未诉先办), is counted apart from what residents asked for.
-- Everything is drawn anew: until now what was answered on the spot belonged to nobody and to no month.
alter table order_measures add column settled boolean not null default false;
update order_measures set revision = 0;
delete from measures_drawn;
