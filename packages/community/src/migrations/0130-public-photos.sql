-- Photographs of items on the board, as the public may see them: encoded anew, with the publisher's places made unreadable
-- (decisions/0130). Drawn by the worker, and drawn anew at any time. A copy goes with its item and with its original; whether it
-- may be seen is asked of the order each time, as of the item itself.
create table public_photos (
  order_id uuid not null references public_items (order_id) on delete cascade,
  -- Its place among the item's photographs, from 0.
  n integer not null,
  attachment uuid not null references attachments (id) on delete cascade,
  -- What it was made of: another original, or other places, make another.
  recipe text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  primary key (order_id, n)
);
create index public_photos_attachment on public_photos (attachment);
-- A picture does not shrink.
alter table public_photos alter bytes set storage external;
