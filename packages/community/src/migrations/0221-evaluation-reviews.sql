-- Evaluations that carry marks are taken up by a supervisor with a reason, and closed with what was found: one open case of an order at
-- a time. Reasons are redacted; a case goes with its order, or 30 days after it was closed, as what the marks rest on does.
create table evaluation_reviews (
  id uuid primary key,
  tenant text not null,
  order_id uuid not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  why text not null,
  closed_by uuid,
  closed_at timestamptz,
  outcome text check (outcome in ('own-word', 'not-own-word', 'unclear')),
  found text,
  check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (outcome is null) and (closed_at is null) = (found is null))
);
create unique index evaluation_reviews_open on evaluation_reviews (order_id) where closed_at is null;
create index evaluation_reviews_order on evaluation_reviews (order_id, opened_at);
grant select, insert, update, delete on evaluation_reviews to six_order_app;
