-- Who joined an activity is told that it was cancelled or moved: a notice of it names the activity, and no order.
alter table notices alter column order_id drop not null;
alter table notices add column activity uuid;
alter table notices add constraint notices_about check ((order_id is null) <> (activity is null));
create index notices_activity on notices (tenant, activity) where activity is not null;
