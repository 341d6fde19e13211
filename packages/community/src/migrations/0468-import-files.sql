-- Of what was brought in it is told from which file, and up to when its history is that file's (decision 0468). Null of what was brought
-- in before this was kept.
alter table imports add column file text, add column until timestamptz;
