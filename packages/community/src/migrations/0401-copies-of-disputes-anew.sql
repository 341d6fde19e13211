-- More of how a side is called is known for a name than when 0388 removed such copies, and less that is none: whoever may read a copy gets it
-- made anew. Of what is erased nothing can be made any more.
delete from search_copies c using orders o where o.id = c.order_id and o.workflow = 'mediation' and o.data_key is not null;
