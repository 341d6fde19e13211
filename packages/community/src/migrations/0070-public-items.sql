-- The public board, drawn by the worker from what orders say of themselves; it can be drawn anew at any time. What is shown
-- was rewritten, scanned and approved; nothing else of an order is here. A row without an item is a tombstone: its alias stays.
-- Whether an item may be seen is asked of the order itself each time (its label publication:published), so that a revoked
-- consent holds from its commit on, whatever the worker is doing.
create table public_items (
  order_id uuid primary key,
  tenant text not null,
  alias text not null,
  -- The order's revision that it was drawn from: an older one never overwrites a newer.
  revision integer not null,
  gone text check (gone in ('retracted', 'hidden', 'expired', 'erased')),
  category text not null,
  community text not null,
  status text not null,
  published_at timestamptz not null,
  shown_until timestamptz not null,
  item jsonb,
  check ((item is null) = (gone is not null))
);
create unique index public_items_alias on public_items (alias);
-- The board, newest first, whole or of one community.
create index public_items_newest on public_items (published_at desc, alias desc) where gone is null;
create index public_items_community on public_items (community, published_at desc, alias desc) where gone is null;
create index public_items_expiring on public_items (shown_until) where gone is null;
