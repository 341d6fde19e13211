-- Of one order a person is told by one way in the order in which it happened: a message knows its order and the entry of the journal that
-- asked for it. Messages from before, and those that a process of the release before makes, wait for nobody.
alter table notice_messages add column order_id uuid;
alter table notice_messages add column seq integer not null default 0;
-- What a person's earlier message of an order holds back.
create index notice_messages_order on notice_messages (tenant, person, order_id, way, seq, outbox) where ended is null;
-- A notice that is not yet in its box holds back the later ones of its order beyond it.
create index outbox_notices on outbox (order_id, seq) where type = 'notify';

-- What is due is a range of an index, in the order in which it goes, however much waits.
create index notice_messages_due on notice_messages (next_at, outbox, person, way) where ended is null;
drop index notice_messages_next;
create index webhook_messages_due on webhook_messages (endpoint, next_at, seq, id) where sent_at is null and dead_at is null;
drop index webhook_messages_next;
