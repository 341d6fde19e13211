-- Until when an entry may be appealed against, as it was counted when it was made: a calendar that changes later moves it no more. Entries
-- from before have none, and are counted at each reading.
alter table point_entries add column appeal_by timestamptz;
