-- What the figures of a month are counted from: one row for each order, and one for each supervision card, drawn by the worker
-- from snapshots and journals. They can be drawn anew at any time and are the same; no free text, no name is here.
create table order_measures (
  order_id uuid primary key,
  tenant text not null,
  -- The order's revision that it was drawn from: an older one never overwrites a newer.
  revision integer not null,
  category text not null,
  -- Where it lies.
  path ltree not null,
  -- Main handler: the unit that it is dispatched to, or the one in whose post it was accepted.
  unit uuid,
  unit_path ltree,
  handler uuid,
  resident uuid,
  opened_at timestamptz not null,
  -- The final due date, approved extensions in it, and the month in China that it lies in.
  due_at timestamptz,
  due_month text,
  done_at timestamptz,
  closed_at timestamptz,
  outcome text not null check (outcome in ('open', 'evaluated', 'unanswered', 'refused', 'withdrawn', 'merged')),
  excluded text check (excluded in ('withdrawn', 'refused', 'merged')),
  shelved boolean not null,
  accepted_in_time boolean not null,
  contacted_in_time boolean not null,
  done_in_time boolean not null,
  work_minutes integer,
  -- The resident's last word that counts: 1, 0.5, 0; 1 to 5.
  solved real,
  stars smallint,
  -- Until when it may be changed; handlers read no star before.
  settled_at timestamptz,
  was_bad boolean not null,
  reworks smallint not null,
  returns_asked smallint not null,
  dispatches smallint not null,
  parent uuid,
  proactive boolean not null,
  consented boolean not null,
  published boolean not null,
  false_completion boolean not null
);
create index order_measures_due on order_measures (tenant, due_month);
create index order_measures_opened on order_measures (tenant, opened_at);
create index order_measures_closed on order_measures (tenant, closed_at) where closed_at is not null;
create index order_measures_parent on order_measures (parent) where parent is not null;
create index order_measures_handler on order_measures (handler, settled_at, order_id) where stars is not null;

create table card_measures (
  order_id uuid primary key,
  tenant text not null,
  revision integer not null,
  about uuid not null,
  colour text not null check (colour in ('blue', 'yellow', 'red')),
  -- Of whoever must answer it first.
  due_at timestamptz,
  due_month text,
  cancelled boolean not null,
  answered_in_time boolean not null
);
create index card_measures_due on card_measures (tenant, due_month);

-- Up to which entry of the journal every order was drawn.
create table measures_drawn (
  id boolean primary key default true check (id),
  recorded_at timestamptz not null
);

-- The figures of a month that is over, as they were reported. A line is never rewritten: a correction is the next line.
create table monthly_figures (
  tenant text not null,
  month text not null,
  -- Path of the unit.
  path ltree not null,
  line integer not null check (line > 0),
  counts jsonb not null,
  reason text,
  frozen_at timestamptz not null,
  primary key (tenant, month, path, line),
  check ((line = 1) = (reason is null))
);
create trigger monthly_figures_kept before update or delete or truncate on monthly_figures
  for each statement execute function refuse_change();
