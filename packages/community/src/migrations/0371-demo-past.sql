-- Demo mode only: until when the demo's past is lived, written before its first order, and since when that is done. One row for the whole
-- installation; what is not done was cut short, and the next start goes on with it.
create table demo_past (
  id boolean primary key default true check (id),
  lived_until timestamptz not null,
  done_at timestamptz
);
