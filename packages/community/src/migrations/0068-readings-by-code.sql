-- Whoever follows an order by its number and query code is nobody that is known: such a reading names no person.
alter table access_log alter column person drop not null;
