-- Demo mode only: how far the demo's time runs ahead of the wall clock. One row for the whole installation.
create table demo_clock (
  id boolean primary key default true check (id),
  offset_ms bigint not null check (offset_ms >= 0)
);
