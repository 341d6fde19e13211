-- Whose an open card is to answer now, and who does not check what was answered, are among its labels (workflows/card/face.ts): by them
-- the number beside the desk of cards is counted. A card that is open when the release comes has them from here.
with cards as materialized (
  select id, stage, snapshot::jsonb -> 'context' as context from orders
  where workflow = 'card' and closed_at is null and stage in ('issued', 'signed', 'returned', 'replied', 'checked', 'lookingBack')
  order by id for update
), waiting as (
  select id, array(
    select 'answer-from:' || (context #>> '{holder,id}') where stage in ('issued', 'signed', 'returned')
    union
    select 'not-checked-by:' || person from (
      select jsonb_array_elements_text(context #> '{order,concerned}')
      union select jsonb_array_elements_text(context -> 'answering')
      union select context ->> 'signer'
      union select reply ->> 'by' from jsonb_array_elements(context -> 'replies') as reply
    ) as kept (person) where person is not null and stage in ('replied', 'checked', 'lookingBack')
  ) as labels
  from cards
)
update orders o set labels = array(select distinct label collate "C" from unnest(o.labels || w.labels) as label order by 1)
from waiting w where o.id = w.id;
