-- The yearly notices on holidays that were imported after this release's own data ended (calendar/official-days.csv). A notice
-- of a year that is there replaces it, days and all.
create table calendar_notices (
  tenant text not null,
  year integer not null check (year between 2004 and 2099),
  -- Title or number of the document.
  document text not null check (document <> ''),
  imported_at timestamptz not null,
  -- [{ day, kind, zh, en }], as read and checked by calendar/notice.ts; read whole, never searched.
  days jsonb not null,
  primary key (tenant, year)
);

create trigger calendar_notices_inserted after insert on calendar_notices
  referencing new table as changed for each statement execute function bump_reference('calendar');
create trigger calendar_notices_updated after update on calendar_notices
  referencing new table as changed for each statement execute function bump_reference('calendar');
create trigger calendar_notices_deleted after delete on calendar_notices
  referencing old table as changed for each statement execute function bump_reference('calendar');
