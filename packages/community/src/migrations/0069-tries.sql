-- How often somebody without a session may try something (follow an order, evaluate by a code, object to what is published), for
-- all processes together and through restarts. The key is a digest: no address, no number.
create table tries (
  key text primary key,
  -- Until when the tries made so far are paid for: the further in the future, the fewer are left.
  spent_until timestamptz not null
);
create index tries_spent on tries (spent_until);
