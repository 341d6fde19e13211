-- Who opened which personal field of which order, written before it is opened. Append-only: the application's role may
-- neither change nor delete an entry. Kept 3 years (PIPL 69: the processor proves what it did).
create table access_log (
  id uuid primary key,
  tenant text not null,
  at timestamptz not null,
  person uuid not null,
  -- Null when a resident follows an order without a session.
  post uuid,
  order_id uuid not null,
  -- The field's name, such as contact.phone; never its value (I12).
  field text not null,
  how text not null check (how in ('full', 'masked', 'reveal')),
  -- Masked free text; only a reveal has one.
  reason text check ((how = 'reveal') = (reason is not null))
);
-- A resident asks who read his order; the data protection officer, what a person read.
create index access_log_order on access_log (order_id, at);
create index access_log_person on access_log (tenant, person, at);
