-- The period of an emergency counts in no ranking and no figure of a unit (domain research 6): what was worked on with an emergency's
-- limits is excluded, like what was withdrawn. Everything is drawn anew.
alter table order_measures drop constraint order_measures_excluded_check;
alter table order_measures add constraint order_measures_excluded_check check (excluded in ('withdrawn', 'refused', 'merged', 'emergency'));
update order_measures set revision = 0;
delete from measures_drawn;
