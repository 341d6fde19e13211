-- What of the demo's past did not come about, each with why, so that the doctor can tell: an invented street's, nobody's data.
alter table demo_past add column left_out text[] not null default '{}';

-- Retention looks at what has ended and can still be read, however much has ended before: personal data is kept for a year at most.
create index orders_ended on orders (tenant, closed_at, id) where closed_at is not null and data_key is not null;

-- Of an order whose key is destroyed only the redacted copy is left, for two years more: when that order ended. A trigger, so that no
-- erasure leaves it out, whichever process does it; it costs a command nothing, for none writes the key.
alter table search_copies add column ended_at timestamptz;
create index search_copies_alone on search_copies (tenant, ended_at, order_id) where ended_at is not null;
create function note_ended() returns trigger language plpgsql as $$
begin
  update search_copies set ended_at = coalesce(new.closed_at, new.opened_at) where order_id = new.id;
  return null;
end $$;
create trigger orders_erased after update of data_key on orders for each row when (new.data_key is null) execute function note_ended();
update search_copies c set ended_at = coalesce(o.closed_at, o.opened_at) from orders o where o.id = c.order_id and o.data_key is null;
