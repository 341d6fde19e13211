-- The last order number handed out to any process, for each county and day (Asia/Shanghai, YYYYMMDD).
-- Processes take blocks: numbers are unique and rising, not without gaps.
create table order_numbers (
  tenant text not null,
  day text not null,
  last integer not null,
  primary key (tenant, day)
);
