-- When backups were written, so that a missing one is noticed. Instants of wall time.
create table backups (
  at timestamptz primary key,
  bytes bigint not null
);
