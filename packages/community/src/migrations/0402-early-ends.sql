-- Most of what has ended is kept for a year, and is found by when it ended. What goes sooner (sealed kinds, what was collected in an
-- emergency, photographs and recordings) has a row here from its end on, so that the year is not read for it. By triggers, for orders end
-- by commands of the engine, which knows of none of this. A command that ends nothing pays for a comparison.
create table early_ends (
  order_id uuid primary key,
  tenant text not null,
  -- Of several the one whose time is over first, and with which the others go.
  kind text not null check (kind in ('emergency', 'sealed', 'photos')),
  -- From when on it is looked at: some days before the rules (privacy/retention/rule.ts) say that it is due, for months are counted there.
  look_at timestamptz not null
);
create index early_ends_due on early_ends (tenant, look_at, order_id);

create function early_end(of_order uuid, of_labels text[]) returns text language sql as $$
  select case
    when exists (select from unnest(of_labels) as l where l like 'cat:12%') then 'emergency'
    when 'sealed' = any(of_labels) then 'sealed'
    when exists (select from attachments a where a.order_id = of_order and a.kind in ('photo', 'voice')) then 'photos'
  end
$$;

create function early_look(kind text, ended_at timestamptz) returns timestamptz language sql stable as $$
  select ended_at + case kind when 'emergency' then interval '30 days' else interval '6 months' end - interval '3 days'
$$;

create function note_early_end() returns trigger language plpgsql as $$
begin
  insert into early_ends
    select new.id, new.tenant, kind, early_look(kind, new.closed_at) from early_end(new.id, new.labels) as kind where kind is not null
    on conflict (order_id) do update set kind = excluded.kind, look_at = excluded.look_at;
  return null;
end $$;
create trigger orders_born_ended after insert on orders
  for each row when (new.closed_at is not null and new.data_key is not null) execute function note_early_end();
create trigger orders_end after update of closed_at on orders
  for each row when (new.closed_at is distinct from old.closed_at and new.closed_at is not null and new.data_key is not null)
  execute function note_early_end();

-- Given to an order that has ended.
create function note_late_photo() returns trigger language plpgsql as $$
begin
  insert into early_ends
    select o.id, o.tenant, 'photos', early_look('photos', o.closed_at) from orders o
    where o.id = new.order_id and o.closed_at is not null and o.data_key is not null
    on conflict (order_id) do nothing;
  return null;
end $$;
create trigger attachments_given after insert or update of order_id on attachments
  for each row when (new.order_id is not null and new.kind in ('photo', 'voice')) execute function note_late_photo();

-- With the key go the files that it opened: no process that ends in between leaves them to be looked for.
create or replace function note_ended() returns trigger language plpgsql as $$
begin
  update search_copies set ended_at = coalesce(new.closed_at, new.opened_at) where order_id = new.id;
  delete from attachments where order_id = new.id;
  delete from early_ends where order_id = new.id;
  return null;
end $$;
delete from attachments a using orders o where o.id = a.order_id and o.data_key is null;

insert into early_ends
  select o.id, o.tenant, e.kind, early_look(e.kind, o.closed_at) from orders o, early_end(o.id, o.labels) as e(kind)
  where o.closed_at is not null and o.data_key is not null and e.kind is not null;
