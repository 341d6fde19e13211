-- The board by kind and by state, newest first; and, as the communities' index does, what kinds and states there are without
-- reading the items: each next one is found by its index.
create index public_items_category on public_items (category, published_at desc, alias desc) where gone is null;
create index public_items_status on public_items (status, published_at desc, alias desc) where gone is null;
