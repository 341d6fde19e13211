-- A guardian consents himself, under his own id, for the children that his own orders are about: as easily as he takes it back.
alter table consents drop constraint consents_check1;
alter table consents add constraint consents_guardian_check check (guardian is null or guardian <> person or how = 'self');
