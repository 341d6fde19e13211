-- The redacted copy of an order's text: what search and the comparison of orders read. It is still personal data, so it is one
-- row beside the order, under the order's own authority, and goes when the order is erased. A sealed category has none.
create table search_copies (
  order_id uuid primary key,
  tenant text not null,
  text text not null
);
create index search_copies_text on search_copies using gin (text gin_trgm_ops);
