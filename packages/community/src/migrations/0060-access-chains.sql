-- The access log in chains: each process writes one for each county and hour, an entry's MAC covers the one before it, and the
-- last MACs of an hour form a Merkle root once it is over. Entries of before have no chain.
alter table access_log add column chain uuid;
alter table access_log add column seq integer check (seq > 0);
-- Version of the master key that the MAC is made with.
alter table access_log add column key smallint;
alter table access_log add column mac bytea;
alter table access_log add constraint access_log_chained
  check (chain is not null and seq is not null and key is not null and mac is not null) not valid;
create unique index access_log_chain on access_log (chain, seq);
-- The hours of a county, and what is past its time.
create index access_log_hour on access_log (tenant, at);

create table access_anchors (
  tenant text not null,
  hour timestamptz not null,
  root bytea not null,
  -- How many chains it is made of.
  chains integer not null,
  anchored_at timestamptz not null,
  primary key (tenant, hour)
);
